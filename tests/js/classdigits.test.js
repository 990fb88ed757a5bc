// The gallery of a room's digits: their mean, where they agree, how they are told and walked through.

const grey = (...values) => Uint8Array.from({ length: 784 }, (_, i) => values[i] ?? 0);
const drawn = (id, label, digit, pixels = grey(255)) => ({ id, label, digit, output: 0.5, pixels, strokes: [id] });

/** A room that holds these drawings, `most` told at a time; drawings can come and go. */
function roomOf(all, most = 2) {
  const listeners = [];
  const told = (drawing) => ({ ...drawing, pixels: btoa(String.fromCharCode(...drawing.pixels)) });
  const room = {
    code: "ABCDEF", address: "http://example.test/room", asked: [], all,
    state: { drawings: all.length, drawings_version: 1 },
    listen: (fn) => (listeners.push(fn), fn(room.state)),
    get: async (path) => ({ ok: true, body: room.all.filter(({ id }) => id > Number(path.split("=")[1])).slice(0, most).map(told) }),
    post: async (path, body) => (room.asked.push(body), { ok: true }),
    remove: async (path) => ((room.all = room.all.filter(({ id }) => `drawings/${id}` !== path)), { ok: true }),
    change: (all_) => {
      room.all = all_;
      room.state = { drawings: all_.length, drawings_version: room.state.drawings_version + 1 };
      listeners.forEach((fn) => fn(room.state));
    },
  };
  return room;
}

/** A gallery of these drawings, and what it has sent. */
async function opened(all) {
  document.querySelector("dialog").close();
  const sent = [];
  window.backpropRoom = roomOf(all);
  const gallery = new Gallery(document.querySelector(".classdigits"));
  gallery.update({ data: { network: "trained", title: "Trained", taken: null }, setTriggerValue: (...what) => sent.push(what) });
  await gallery.drawings.asking;
  return { gallery, sent, room: window.backpropRoom, tiles: () => [...gallery.find("grid").children].map(({ dataset }) => Number(dataset.id)) };
}

const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));

test("the mean of two digits lies between them, and they differ by half of that", () => {
  const { mean, spread } = together([drawn(1, 3, 3, grey(255, 51)), drawn(2, 3, 3, grey(0, 51))]);
  near([...mean].slice(0, 3), [0.5, 0.2, 0]);
  near([...spread].slice(0, 3), [0.5, 0, 0]);
});

test("nobody's digits have no mean, and one digit agrees with itself", () => {
  near([...together([]).mean].slice(0, 2), [0, 0]);
  near([...together([drawn(1, null, 2, grey(102))]).spread].slice(0, 2), [0, 0]);
});

test("a digit counts as what it is meant to be; where nobody said, as what is read", () => {
  const all = [drawn(1, 7, 1), drawn(2, null, 1), drawn(3, 1, 1)];
  same([7, 1, 4, null].map((digit) => ofDigit(all, digit).map(({ id }) => id)), [[1], [2, 3], [], [1, 2, 3]]);
});

test("only a digit that somebody named can be read wrong", () => {
  same([drawn(1, 7, 1), drawn(2, null, 1), drawn(3, 1, 1)].map(isWrong), [true, false, false]);
});

test("arrows go through a grid row by row and stay in it", () => {
  const to = (key, at) => moved(at, key, 7, 3);
  same(["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "Home", "End", "x"].map((key) => to(key, 4)), [5, 3, 4, 1, 0, 6, null]);
  same([to("PageDown", 6), to("PageUp", 0)], [6, 0]);
});

test("the gallery is filled to the last, the newest first", async () => {
  const { gallery, tiles, room } = await opened([1, 2, 3, 4, 5].map((id) => drawn(id, 7, id % 2 ? 7 : 1)));
  same(tiles(), [5, 4, 3, 2, 1]);
  same([...gallery.find("grid").children].map((tile) => tile.className), ["", "wrong", "", "wrong", ""]);
  same(gallery.find("count").textContent, "5 drawn. “Trained” reads 2 of the 5 labelled wrong.");
  same(room.asked, [{ kind: "draw", network: "trained" }]);
  gallery.close();
  same(room.asked[1], { kind: null });
});

test("a digit that comes joins them, one that another host removed goes", async () => {
  const { gallery, tiles, room } = await opened([drawn(1, 7, 7), drawn(2, 7, 7)]);
  room.change([...room.all, drawn(3, 1, 1)]);
  await gallery.drawings.asking;
  same(tiles(), [3, 2, 1]);
  room.change([room.all[0], room.all[2]]);
  await gallery.drawings.asking;
  same(tiles(), [3, 1]);
  gallery.close();
});

test("what the room did not answer is asked again with its next news", async () => {
  const { gallery, tiles, room } = await opened([drawn(1, 7, 7)]);
  const get = room.get;
  room.get = async () => ({ ok: false, body: {} });
  room.change([...room.all, drawn(2, 7, 7)]);
  await gallery.drawings.asking;
  same(tiles(), [1]);
  room.get = get;
  room.change(room.all);
  await gallery.drawings.asking;
  same(tiles(), [2, 1]);
  gallery.close();
});

test("however fast they come, one question is asked at a time", async () => {
  const { gallery, tiles, room } = await opened([]);
  const get = room.get;
  let [asked, most] = [0, 0];
  room.get = async (path) => {
    most = Math.max(most, ++asked);
    const answer = await get(path);
    asked -= 1;
    return answer;
  };
  for (const id of [1, 2, 3, 4]) room.change([...room.all, drawn(id, 7, 7)]);
  await gallery.drawings.asking;
  same([tiles(), most], [[4, 3, 2, 1], 1]);
  gallery.close();
});

test("keys choose a digit, take it, and remove it", async () => {
  const { gallery, tiles, sent } = await opened([drawn(1, 7, 7), drawn(2, null, 5), drawn(3, 7, 7)]);
  press("ArrowRight");
  press("ArrowRight");
  press("Enter");
  same(sent, [["taken", { id: 2, strokes: [2], label: null }]]);
  await gallery.remove();
  same([tiles(), gallery.chosen], [[3, 1], 1]);
  press("1");
  same(tiles(), []);
  press("a");
  same(tiles(), [3, 1]);
  gallery.close();
});

test("without a chosen digit nothing is taken", async () => {
  const { gallery, sent } = await opened([drawn(1, 7, 7)]);
  press("Enter");
  press("Delete");
  same([sent, gallery.drawings.all.length], [[], 1]);
  gallery.close();
});

test("heading, picture and note tell where the class differs, and the room's code stays in sight", async () => {
  const { gallery } = await opened([drawn(1, 7, 7, grey(255, 255)), drawn(2, 7, 7, grey(255, 0))]);
  same([...gallery.root.querySelectorAll("h2")].map((one) => one.textContent), ["The mean", "Where you differ"]);
  same(gallery.find("said").textContent, "All 2 digits. On the right, empty: you agree. Full, 0.5: you differ most, half have ink there. Most here: 0.50.");
  same(gallery.root.querySelector(".layer-join").textContent, "example.test/room, code ABCDEF");
  gallery.close();
});

test("the mark of a digit that is read wrong is explained where one is", async () => {
  const { gallery } = await opened([drawn(1, 7, 7), drawn(2, 8, 3)]);
  const told = () => gallery.find("wrong").textContent;
  same(told(), "✗ 8: read wrong, it is meant to be an 8.");
  press("7");
  same(told(), "");
  gallery.close();
  const { gallery: unnamed } = await opened([drawn(1, null, 7)]);
  same([unnamed.find("wrong").textContent, unnamed.find("count").textContent], ["", "1 drawn."]);
  unnamed.close();
});
