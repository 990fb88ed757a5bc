// Phones as neurons: what the class said of each, whether it is true, and how a lecture goes through it.

/** A vote in a room at a stage, and what it asked of it. */
async function opened(stage, told = {}) {
  document.querySelector("dialog").close();
  const asked = [];
  const room = {
    code: "ABCDEF", address: "", state: { stage, answered: 3, joined: 5, neurons: null, truth: null, ...told },
    listen: (fn) => (room.tell = () => fn(room.state)) && fn(room.state),
    post: async (path, body) => {
      asked.push([path, body]);
      if (path === "stage") room.state = { ...room.state, stage: body.stage };
      room.tell?.();
      return { ok: true, body: {} };
    },
  };
  window.backpropRoom = room;
  const vote = new Vote(document.querySelector(".classneurons"));
  await vote.update({ data: { prepared: "secret", layer: 2, label: 7, activations: [0, 0.5, 1] }, setTriggerValue: () => {} });
  return { vote, asked, room };
}

const rows = () => Object.fromEntries([...document.querySelectorAll(".neurons-votes tr")].map((row) => [row.className, [...row.cells].slice(1).map((cell) => cell.textContent)]));

test("the majority of its phones is what a neuron said", () => {
  const said = verdicts([[1, 3], [2, 0], [2, 2], [0, 0]], null);
  same(said.map((neuron) => neuron.said), [1, -1, 0, null]);
  same(said.map((neuron) => neuron.right), [null, null, null, null]);
});

test("a neuron is right where its sign is the true one; nothing is said of those undecided", () => {
  const truth = [0.2, 0.1, 0.3, -1, 0];
  same(verdicts([[0, 2], [2, 0], [1, 1], [0, 0], [0, 3]], truth).map(({ right }) => right), [true, false, null, null, null]);
});

test("the result counts those that were decided", () => {
  same(result(verdicts([[0, 2], [2, 0], [1, 1]], [1, 1, 1])), "1 of 2 neurons go the way that backpropagation says. 1 stayed undecided.");
  same(result(verdicts([[0, 2]], [1])), "1 of 1 neurons go the way that backpropagation says.");
  same(result(verdicts([[0, 0]], [1])), "No neuron was decided.");
});

test("small wishes are shown times a power of ten, the largest with one digit before the point", () => {
  same([[0.5, -0.06], [0.004, -0.0123], [0, 0]].map(powerOf), [0, 2, 0]);
  same([enlarged(-0.0123, 2), enlarged(-0.46, 0)], ["−1.2", "−0.46"]);
});

test("a clicker opens the vote, ends it and asks what is true", async () => {
  const { vote, asked } = await opened("lobby");
  const stages = () => asked.filter(([path]) => path === "stage").map(([, { stage }]) => stage);
  same([asked[0], stages()], [["question", { prepared: "secret" }], ["open 1"]]);
  for (const by of [1, 1, 1]) await vote.go(by);
  same(stages(), ["open 1", "votes 1", "right"]);
  vote.close();
  same(asked[asked.length - 1], ["question", {}]);
});

test("a vote that is under way is gone on with", async () => {
  const { vote, asked } = await opened("votes 1", { neurons: [[0, 2], [1, 0], [0, 0]], truth: [1, 1, 1] });
  same(asked.length, 1);
  same(rows(), { up: ["2", "0", "0"], disc: ["0", "1", "2"], down: ["0", "1", "0"], said: ["▲", "▼", "·"] });
  vote.close();
});

test("while they vote it is shown how many have, and not which way", async () => {
  const { vote } = await opened("open 1", { neurons_answered: [2, 0, 1] });
  same(rows(), { "up waiting": ["2", "0", "1"], disc: ["0", "1", "2"] });
  vote.close();
});

test("the truth comes at its stage, with who was right", async () => {
  const { vote } = await opened("right", { neurons: [[0, 2], [1, 0], [0, 0]], truth: [0.25, 0.5, -0.125] });
  same([rows().wish, rows().sign], [["▲0.25", "▲0.50", "▼−0.13"], ["✓", "✗", "·"]]);
  same(document.querySelector(".neurons-result").textContent, "1 of 2 neurons go the way that backpropagation says. 1 stayed undecided.");
  vote.close();
});
