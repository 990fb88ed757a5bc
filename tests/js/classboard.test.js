// The board: who fooled the network most surely, and what leads to why.

const drawn = (id, label, digit, output) => ({ id, label, digit, output, strokes: [id], pixels: new Uint8Array(784), task: { kind: "fool", network: "epoch-1" } });

/** A board of these drawings, and what it has sent. */
async function opened(all) {
  document.querySelector("dialog").close();
  const [sent, asked] = [[], []];
  const told = (drawing) => ({ ...drawing, pixels: btoa(String.fromCharCode(...drawing.pixels)) });
  window.backpropRoom = {
    code: "ABCDEF", address: "", state: { drawings: all.length, drawings_version: 1 },
    listen: (fn) => fn(window.backpropRoom.state),
    get: async (path) => ({ ok: true, body: all.filter(({ id }) => id > Number(path.split("=")[1])).map(told) }),
    post: async (path, body) => (asked.push(body), { ok: true }),
  };
  const shown = new Board(document.querySelector(".classboard"));
  shown.update({ data: { network: null, title: "Trained" }, setTriggerValue: (...what) => sent.push(what) });
  await shown.drawings.asking;
  return { shown, sent, asked };
}

const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));

test("only what is read wrong is on the board, the surest first", () => {
  const all = [drawn(1, 7, 1, 0.4), drawn(2, 7, 7, 0.99), drawn(3, 3, 5, 0.9), drawn(4, null, 5, 0.95), drawn(5, 3, 8, 0.4)];
  same(board(all).map(({ id }) => id), [3, 1, 5]);
  same(all.map(({ id }) => id), [1, 2, 3, 4, 5]);
});

test("Enter asks why of the first, an arrow goes to the next, G leads to the gradients", async () => {
  const { shown, sent } = await opened([drawn(1, 7, 1, 0.4), drawn(2, 4, 9, 0.8), drawn(3, 2, 2, 1)]);
  press("Enter");
  press("ArrowRight");
  press("g");
  same(sent, [["why", { page: "passes", strokes: [2], label: 4, network: "epoch-1" }], ["why", { page: "gradients", strokes: [1], label: 7, network: "epoch-1" }]]);
  shown.close();
});

test("who fools it more surely comes first and is asked about, unless somebody chose another", async () => {
  const { shown, sent } = await opened([drawn(1, 7, 1, 0.4)]);
  const comes = (drawing) => {
    shown.drawings.all.push(drawing);
    shown.draw();
  };
  comes(drawn(2, 4, 9, 0.6));
  press("g");
  shown.choose(1);
  comes(drawn(3, 2, 3, 0.9));
  press("g");
  same(sent.map(([, { label }]) => label), [4, 7]);
  shown.close();
});

test("a click asks why at once", async () => {
  const { shown, sent } = await opened([drawn(1, 7, 1, 0.4)]);
  document.querySelector(".board-list button").click();
  same(sent.map(([name, { label }]) => [name, label]), [["why", 7]]);
  shown.close();
});

test("a digit's key says what phones draw, A any of them, and the end nothing", async () => {
  const { shown, asked } = await opened([]);
  press("7");
  press("a");
  shown.close();
  same(asked, [{ kind: "fool" }, { kind: "fool", label: 7 }, { kind: "fool" }, { kind: null }]);
  same(document.querySelector(".board-why").hidden, true);
});

test("with nobody on the board no key leads anywhere", async () => {
  const { shown, sent } = await opened([drawn(1, 7, 7, 0.9)]);
  for (const key of ["Enter", "g", "ArrowDown"]) press(key);
  same([sent, document.querySelector(".board-none").textContent], [[], "Nobody has fooled it yet."]);
  shown.close();
});

test("only what was drawn to fool it counts, once, twice or more", async () => {
  const before = { ...drawn(1, 7, 1, 0.9), task: { kind: "draw", network: "epoch-1" } };
  const { shown } = await opened([before]);
  same([shown.find("count").textContent, shown.places.length], ["", 0]);
  shown.close();
  const { shown: again } = await opened([before, drawn(2, 4, 9, 0.8)]);
  same([again.find("count").textContent, again.places.map(({ id }) => id)], ["“Trained” was fooled once in 1 try.", [2]]);
  again.close();
  same([[0, 3], [1, 3], [2, 2], [5, 9]].map(([fooled, tries]) => fooledTold(fooled, tries)),
    ["not fooled in 3 tries", "fooled once in 3 tries", "fooled twice in 2 tries", "fooled 5 times in 9 tries"]);
});
