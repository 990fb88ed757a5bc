// A question to a room goes through stages; each step is a question that the server prepared, at a stage.
// Needs room.js.

const STAGES_OF_A_POLL = ["lobby", "open 1", "closed 1", "votes 1", "discuss", "open 2", "closed 2", "votes 2", "right", "explained"];
const STAGES_OF_A_CHECK = ["open 1", "votes 1", "explained"];
const STAGES_OF_PRACTICE = ["open 1", "closed 1", "votes 1", "explained"];
const SECOND_ROUND = ["discuss", "open 2", "closed 2", "votes 2"];

const lateness = (stage) => STAGES_OF_A_POLL.indexOf(stage);

/** A quiz in two rounds; then, if there is one, a question of the same kind in one. */
function stepsOfQuiz({ quiz, check }) {
  const asked = (id, stages) => stages.map((stage) => ({ id, stage }));
  return [...asked(quiz, STAGES_OF_A_POLL), ...(check ? asked(check, STAGES_OF_A_CHECK) : [])];
}

const stepsOfPractice = (id) => STAGES_OF_PRACTICE.map((stage) => ({ id, stage }));

class Ballot {
  /** refused(sentence): a step that cannot be taken; beyond(by): a step before the first or after the last. */
  constructor(room, refused, beyond) {
    Object.assign(this, { room, refused, beyond, steps: [], turning: null });
  }

  /** The step that the room is at; −1 where it is asked something else. A question that was only just
   *  asked may stand before its first step. */
  get at() {
    const { room, steps } = this;
    const stands = ({ id, stage }) => room.asks(id) && lateness(stage) <= lateness(room.state.stage);
    const at = steps.findLastIndex(stands);
    return at < 0 ? Math.max(-1, steps.findIndex(({ id }) => room.asks(id)) - 1) : at;
  }

  /** Whether the room is still to turn. News of it may come before the answer does. */
  get busy() {
    return this.turning !== null && this.turning.to !== this.at;
  }

  /** Ask the question of a step, unless it is asked. */
  ask(index) {
    const { id } = this.steps[Math.min(index, this.steps.length - 1)];
    return this.take(null, () => this.room.asks(id) ? { ok: true } : this.room.question(id));
  }

  /** On or back. What is pressed twice while the room turns is meant once. */
  step(by) {
    if (this.busy) return null;
    const asked = this.steps.some(({ id }) => this.room.asks(id));
    const to = asked ? this.at + by : 0;
    if (to < 0 || to >= this.steps.length) return this.beyond(by);
    return this.go(by < 0 && this.skipped(to) ? this.steps.findIndex(({ stage }) => stage === "votes 1") : to);
  }

  /** Whether that step belongs to a second round that nobody has voted in. */
  skipped(index) {
    const second = this.room.state.votes?.["2"] ?? [];
    return this.steps[this.at].stage === "right" && SECOND_ROUND.includes(this.steps[index].stage) && !second.some(Boolean);
  }

  go(index) {
    const { id, stage } = this.steps[index];
    return this.take(index, async () => {
      if (!this.room.asks(id)) {
        const answer = await this.room.question(id);
        if (!answer.ok || this.at >= index) return answer;
      }
      if (this.room.state.stage === stage) return { ok: true };
      const answer = await this.room.post("stage", { stage });
      const told = answer.status === 409 && stage === "open 2"; // the right answer: nobody votes again
      return told ? this.room.post("stage", { stage: "right" }) : answer;
    });
  }

  /** Straight to which choice is right. */
  reveal() {
    const early = this.at >= 0 && lateness(this.room.state.stage) < lateness("right");
    return early ? this.take(null, () => this.room.post("stage", { stage: "right" })) : null;
  }

  /** to: the step that it leads to, where that is known */
  async take(to, turn) {
    if (this.busy) return;
    const turning = { to };
    this.turning = turning;
    const { ok, body } = await turn();
    if (this.turning === turning) this.turning = null;
    if (!ok) this.refused(body.problem);
  }
}
