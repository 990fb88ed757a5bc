// Storage is blocked in a page without an address, so these also show that the page's memory serves.

const stroke = (x) => ({ tool: "pen", width: 24, points: [x, x] });

test("a drawing and what undo and redo lead to come back as they were", () => {
  const [one, two] = [stroke(1), stroke(2)];
  const states = [
    { strokes: [], picture: null },
    { strokes: [one], picture: { id: "test-5", side: 28 } },
    { strokes: [one, two], picture: null },
  ];
  tabShelf.set(DRAWING, writeHistory(states, 1, 7));
  const kept = keptHistory();
  same([kept.serial, kept.at, kept.states.length], [7, 1, 3]);
  same(kept.states[1], { strokes: [one], picture: "test-5" });
  same(kept.states[2], { strokes: [one, two], picture: null });
});

test("every stroke is written once, however many states hold it", () => {
  const strokes = Array.from({ length: 50 }, (_, i) => stroke(i));
  const states = strokes.map((_, i) => ({ strokes: strokes.slice(0, i + 1), picture: null }));
  same(JSON.parse(writeHistory(states, 49, 1)).strokes.length, 50);
});

test("of a long history the states next to the drawing are kept", () => {
  const states = Array.from({ length: 500 }, (_, i) => ({ strokes: [stroke(i)], picture: null }));
  tabShelf.set(DRAWING, writeHistory(states, 450, 1));
  const { states: kept, at } = keptHistory();
  same(kept[at].strokes, [stroke(450)]);
  same(kept.length, 150);
});

test("a broken text is as good as none", () => {
  for (const text of ["", "{", "null", '{"at": 3, "states": []}']) {
    tabShelf.set(DRAWING, text);
    same(keptHistory(), null);
  }
});

test("where the browser keeps nothing, the page's memory serves", async () => {
  tabShelf.set("name", "text");
  same(tabShelf.get("name"), "text");
  tabShelf.remove("name");
  same(tabShelf.get("name"), null);
  same(await things.set("picture-1", new Uint8Array([1, 2])), false);
  same([...(await things.get("picture-1"))], [1, 2]);
  await things.remove("picture-1");
  same(await things.get("picture-1"), undefined);
});

test("five networks and one training are listed, the newest first", async () => {
  for (const number of [1, 2, 3, 4, 5, 6]) await list(`own-${number}`, "", 1);
  await list("run-a", "", 1);
  await list("run-b", "", 1);
  same(listed().map(({ name }) => name), ["run-b", "own-6", "own-5", "own-4", "own-3", "own-2"]);
  await list("run-none", "", 0);
  same(listed().length, 5);
});
