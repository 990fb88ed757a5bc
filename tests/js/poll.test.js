// What a poll shows at each stage, and how it goes from one to the next.

const asked = (state) => ({
  version: 1, code: "ABC234", stage: "lobby", question: { id: "7", kind: "quiz" }, answered: 0, joined: 40,
  votes: null, moves: null, sure: null, right: null, reasons: null, ...state,
});

test("while a round is open, nothing of the votes is shown", () => {
  const view = pollView(asked({ stage: "open 1", answered: 12 }), 4);
  same([view.told, view.count, view.rounds, view.moves, view.said], ["Vote now", "", [], null, ""]);
  same(pollView(asked({ stage: "closed 1", answered: 12 }), 4).count, "12 of 40 answered");
  same(pollView(asked({ stage: "lobby", joined: 1 }), 4).joins, "1 phone");
});

test("where no corner does, the question itself counts who has answered", () => {
  same(pollView(asked({ stage: "open 1", answered: 12 }), 4, true).count, "12 of 40 answered");
  same(pollView(asked({ stage: "lobby" }), 4, true).count, "");
});

test("equal votes are equal percents, of a round and of both", () => {
  const [round] = pollView(asked({ stage: "votes 1", votes: { 1: [1, 1, 1, 0] }, sure: { 1: [3.5, null, 1, null] } }), 4).rounds;
  same(round.map(({ percent }) => percent), [33, 33, 33, 0]);
  const both = pollView(asked({ stage: "votes 2", votes: { 1: [1, 1, 1], 2: [0, 3, 3] } }), 3).rounds;
  same(both.map((one) => one.map(({ percent }) => percent)), [[33, 33, 33], [0, 50, 50]]);
  same(round.map(({ n }) => n), [1, 1, 1, 0]);
  same(round.map(({ sure }) => sure), [3.5, null, 1, null]);
  near(round.map(({ share }) => share), [1 / 3, 1 / 3, 1 / 3, 0]);
});

test("a round that nobody voted in is not shown, and none while the class talks", () => {
  const votes = { 1: [3, 1], 2: [0, 0] };
  const { rounds, told } = pollView(asked({ stage: "votes 2", votes }), 2);
  same([rounds.length, told], [1, "How the class voted"]);
  same(pollView(asked({ stage: "votes 2", votes: { 1: [3, 1], 2: [0, 4] } }), 2).told, "Both rounds");
  same(pollView(asked({ stage: "discuss" }), 2).rounds, []);
});

test("where nobody voted, that is said", () => {
  const said = (stage, round, votes) => pollView(asked({ stage, round, votes }), 2).count;
  same(said("votes 1", 1, { 1: [0, 0] }), "Nobody voted.");
  same(said("votes 2", 2, { 1: [3, 1], 2: [0, 0] }), "Nobody voted again.");
  same([said("votes 1", 1, { 1: [1, 0] }), said("right", 1, { 1: [1, 0] }), said("open 1", 1, null)], ["", "", ""]);
});

test("who moved is told without the right answer, and with it once that is known", () => {
  const moves = [[2, 8, 0], [3, 10, 1], [0, 2, 0]];
  const votes = { 1: [10, 14, 2], 2: [5, 20, 1] };
  same(pollView(asked({ stage: "votes 2", votes, moves }), 3).said, "14 of 26 who voted twice chose another answer.");
  same(pollView(asked({ stage: "right", votes, moves, right: 1 }), 3).said,
    "14 of 26 who voted twice chose another answer. 10 moved to the right one, 4 away from it.");
  same(pollView(asked({ stage: "explained", votes, moves, right: 1 }), 3).moves, null);
});

test("advice stands by the votes of round one alone", () => {
  const told = (stage) => pollView(asked({ stage, votes: { 1: [3, 1] }, host: { advice: "discuss" } }), 2).advice;
  same(["votes 1", "votes 2", "right"].map(told), [ADVICE.discuss, "", ""]);
});

test("a minute counts down to nothing", () => same([60e3, 59001, 6500, 0, -9].map(clockTold), ["1:00", "1:00", "0:07", "0:00", "0:00"]));

// --- ballot ---

/** A room that does what it is asked, and a ballot in it with a quiz and its third question. */
function voting({ stage = "lobby", asked: first = "quiz", votes = null } = {}) {
  const stands = { quiz: first === "quiz" ? stage : "lobby", check: first === "check" ? stage : "lobby" };
  const room = {
    done: [],
    now: first,
    get state() {
      return { stage: stands[this.now], votes };
    },
    asks: (id) => id === room.now,
    async question(id) {
      room.done.push(`ask ${id}`);
      room.now = id;
      return { ok: true };
    },
    async post(path, { stage: to }) {
      room.done.push(to);
      await null;
      if (to === "lobby") return { ok: false, body: { problem: "There are votes." } };
      stands[room.now] = to;
      return { ok: true };
    },
  };
  const said = [];
  const ballot = new Ballot(room, (problem) => said.push(problem), (by) => said.push(by));
  ballot.steps = stepsOfQuiz({ quiz: "quiz", check: "check" });
  return { room, ballot, said };
}

test("one key leads through all stages, then through a question of the same kind, then on", async () => {
  const { room, ballot, said } = voting();
  for (let i = 0; i < 12; i++) await ballot.step(1);
  same(room.done, ["open 1", "closed 1", "votes 1", "discuss", "open 2", "closed 2", "votes 2", "right", "explained", "ask check", "open 1", "votes 1", "explained"]);
  await ballot.step(1);
  same(said, [1]);
});

test("and back the same way, to the quiz as it stood", async () => {
  const { room, ballot } = voting();
  for (let i = 0; i < 10; i++) await ballot.step(1);
  room.done.length = 0;
  await ballot.step(-1);
  same([room.done, ballot.at], [["ask quiz"], 9]);
  await ballot.step(1);
  same([room.done, ballot.at], [["ask quiz", "ask check"], 10]);
});

test("a step that the room refuses is told, and the room stays", async () => {
  const { ballot, said } = voting({ stage: "open 1" });
  await ballot.step(-1);
  same([said, ballot.at], [["There are votes."], 1]);
});

test("from the right answer back past a second round that nobody voted in", async () => {
  const { room, ballot } = voting({ stage: "votes 1", votes: { 1: [3, 4] } });
  await ballot.reveal();
  await ballot.step(-1);
  same(room.done, ["right", "votes 1"]);
});

test("from the right answer back to the second round, if there was one", async () => {
  const { room, ballot } = voting({ stage: "right", votes: { 1: [3, 4], 2: [0, 7] } });
  await ballot.step(-1);
  same(room.done, ["votes 2"]);
});

test("a second press while the room turns is not a second step", async () => {
  const { room, ballot } = voting();
  await Promise.all([ballot.step(1), ballot.step(1)]);
  same(room.done, ["open 1"]);
});

test("where another question is asked, the first press asks this one, where it stood", async () => {
  const { room, ballot } = voting({ stage: "votes 1" });
  room.now = "another";
  same(ballot.at, -1);
  await ballot.step(1);
  same([room.done, ballot.at], [["ask quiz"], 3]);
});

test("once the answer was told there is no second round: on leads to the answer", async () => {
  const { room, ballot } = voting({ stage: "discuss" });
  const { post } = room;
  room.post = (path, to) => (to.stage === "open 2" ? Promise.resolve({ ok: false, status: 409, body: {} }) : post(path, to));
  await ballot.step(1);
  same([room.done, room.state.stage], [["right"], "right"]);
});

test("R reveals, but not twice", async () => {
  const { room, ballot } = voting({ stage: "open 1" });
  await ballot.reveal();
  await ballot.reveal();
  same(room.done, ["right"]);
});

test("a deck without a question of the kind ends with the quiz", () => {
  same(stepsOfQuiz({ quiz: "quiz", check: null }).length, STAGES_OF_A_POLL.length);
  same(stepsOfPractice("one").map(({ stage }) => stage), STAGES_OF_PRACTICE);
});

/** A poll of the question "one" in a room whose state is this; tell(news): more of it. */
function shownPoll(state) {
  const heard = [];
  window.backpropRoom = {
    asks: (id) => id === "one" && Boolean(window.backpropRoom.state.question),
    listen: (fn) => heard.push(fn),
    state,
  };
  const root = document.querySelector(".poll");
  const card = new PollCard(root);
  const tell = (news) => heard[0]((window.backpropRoom.state = { ...window.backpropRoom.state, ...news }));
  card.update({ data: { id: "one", choices: ["up", "down"], own: false, seen: [] }, setTriggerValue: () => {} });
  return { card, root, tell };
}

test("a minute ends with the stage that it was asked in, and begins anew only when asked", () => {
  const { card, root, tell } = shownPoll(asked({ stage: "open 1" }));
  const timer = () => [root.querySelector(".poll-timer").hidden, root.querySelector(".poll-timer").textContent];
  card.turnTimer();
  tell({ answered: 3 });
  same(timer(), [false, "1:00"]);
  for (const stage of ["closed 1", "votes 1", "discuss", "open 2"]) {
    tell({ stage });
    same(timer()[0], true);
  }
  card.turnTimer();
  same(timer(), [false, "1:00"]);
  tell({ question: { id: "8", kind: "check" } });
  same(timer()[0], true);
  card.close();
  delete window.backpropRoom;
});

test("after a reset the votes are gone from the slide, and one key asks anew", () => {
  const { card, root, tell } = shownPoll(asked({ stage: "votes 1", votes: { 1: [3, 1] } }));
  tell({});
  same([root.querySelectorAll(".poll-bar").length, root.dataset.stage], [2, "votes 1"]);
  tell({ question: null, stage: "lobby", votes: null });
  same([root.querySelectorAll(".poll-bar").length, root.dataset.stage], [0, ""]);
  same(root.querySelector(".poll-stage").textContent, "PageDown asks the class");
  tell({ question: { id: "7", kind: "quiz" }, stage: "open 1" });
  same([root.dataset.stage, root.querySelector(".poll-stage").textContent], ["open 1", "Vote now"]);
  card.close();
  delete window.backpropRoom;
});
