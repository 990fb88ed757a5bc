// The deck's part of a poll: while a room is open and a class looks, the points of a quiz slide are the
// stages of its votes. The room says which stage it is; another host may turn it too.

class Poll {
  constructor(deck) {
    Object.assign(this, { deck, room: theRoom(), on: false, stay: "", from: 0 });
    const beyond = (by) => deck.place.go(deck.place.slide + by);
    this.ballot = new Ballot(this.room, (problem) => deck.tell(problem), beyond);
  }

  /** Whether on and back turn the stages of that slide. A quiz that cannot be voted on is a quiz. */
  takes(slide) {
    const { data } = this.deck;
    const unfit = data.slide === slide && data.votes && !data.poll;
    return this.on && this.deck.beforeClass && Boolean(data.slides[slide - 1].quiz) && !unfit;
  }

  get points() {
    return Math.max(0, this.ballot.steps.length - 1);
  }

  /** The server has drawn a slide. */
  update({ slide, poll }) {
    if (!this.listens) this.listen();
    const asked = this.ballot.at >= 0;
    this.ballot.steps = poll ? stepsOfQuiz(poll) : [];
    const stay = `${slide} ${poll?.quiz ?? ""}`;
    if (stay === this.stay || slide !== this.deck.place.slide) return;
    this.stay = stay;
    if (!poll) return asked && this.room.question(null);
    this.ballot.ask(this.from);
    this.from = 0;
  }

  listen() {
    this.listens = true;
    this.room.listen(() => this.heard(), this.deck.closing.signal);
  }

  heard() {
    const { place } = this.deck;
    const on = Boolean(this.room.state);
    const at = this.ballot.at;
    const turned = on && at >= 0 && place.slide === this.deck.data.slide && at !== place.shown;
    if (turned) place.shown = at;
    if (on !== this.on) this.turn(on);
    else if (turned) place.tell();
    this.deck.showPoints();
  }

  /** A room has come or gone. A quiz goes on without one, and reveals no more than was revealed. */
  turn(on) {
    const { place, data } = this.deck;
    const revealed = Math.max(0, place.shown - lateness("right") + 1);
    if (data.slides[place.slide - 1].quiz) place.shown = on ? 0 : Math.min(STAGES, revealed);
    [this.on, this.stay] = [on, ""];
    place.tell();
  }

  /** One stage on or back; not before the slide is there. */
  step(by) {
    const { place, data } = this.deck;
    if (place.slide === data.slide && data.poll) this.ballot.step(by);
  }

  reveal() {
    if (this.takes(this.deck.place.slide)) this.ballot.reveal();
  }

  /** What the notes are told. */
  get told() {
    const { state } = this.room;
    if (!state) return null;
    const { stage, answered, joined, question, host } = state;
    return { stage: question && stage, answered, joined, advice: host?.advice ?? null };
  }

  close() {
    if (this.ballot.at >= 0) this.room.question(null);
  }
}
