// How a stroke is drawn, and kept.

/** How much ink there is at each of these places after these strokes, 0 to 255. */
function inkAt(places, ...strokes) {
  const canvas = Object.assign(document.createElement("canvas"), { width: SHEET, height: SHEET });
  const context = canvas.getContext("2d");
  for (const stroke of strokes) drawStroke(context, stroke, "black");
  return places.map(([x, y]) => context.getImageData(x, y, 1, 1).data[3]);
}

const ACROSS = { tool: "pen", width: 20, points: [50, 100, 100, 100, 200, 100] };

test("a tap is a dot as wide as the pen", () => {
  const tap = { tool: "pen", width: 20, points: [100, 100] };
  same(inkAt([[100, 100], [100, 92], [100, 88], [92, 92]], tap), [255, 255, 0, 0]);
});

test("a stroke goes through its ends and is round there", () => {
  same(inkAt([[50, 100], [150, 100], [200, 100], [150, 92], [150, 112], [208, 100], [208, 92]], ACROSS), [255, 255, 255, 255, 0, 255, 0]);
});

test("a corner is smoothed", () => {
  const corner = { tool: "pen", width: 4, points: [50, 50, 150, 50, 150, 150, 150, 200] };
  same(inkAt([[147, 50], [150, 195]], corner), [0, 255]);
});

test("the eraser takes away, and the pen after it draws again", () => {
  const eraser = { tool: "eraser", width: 30, points: [150, 60, 150, 140] };
  same(inkAt([[150, 100], [100, 100]], ACROSS, eraser), [0, 255]);
  same(inkAt([[150, 100]], eraser, ACROSS), [255]);
});

// --- what Python gives and is told ---

const GIVEN = { session: "one", revision: 0, serial: 7, said: 0, strokes: [], picture: null, pen_width: 20, message: "" };

/** What a canvas gets, and what it sends then. */
function given(header = {}, grey = []) {
  const sent = [];
  const data = packed({ ...GIVEN, ...header, fresh: header.serial === 0 && !header.picture }, new Uint8Array(grey));
  return { data, sent, setStateValue: (name, ink) => sent.push(ink), setTriggerValue() {} };
}

/** A canvas that nothing was drawn on. */
function fresh(header) {
  tabShelf.set(DRAWING, "null");
  const news = given(header);
  const pad = new Pad(document.querySelector(".pad"));
  pad.update(news);
  return { pad, sent: news.sent };
}

function line(pad, ...points) {
  pad.begin(...points.slice(0, 2));
  for (let i = 2; i < points.length; i += 2) pad.extend(...points.slice(i, i + 2));
}

const drawn = ({ strokes, picture }) => [strokes.map(({ points }) => points), picture];

test("a page that turns under the pen keeps the stroke, as news for the server", () => {
  const left = fresh();
  line(left.pad, 100, 100, 150, 100);
  left.pad.close();
  same(left.sent, []);
  const news = given();
  const next = new Pad(document.querySelector(".pad"));
  next.update(news);
  same(news.sent.map(drawn), [[[[100, 100, 150, 100]], null]]);
  next.close();
});

test("a stroke that ends on a canvas that is leaving reaches the one that has come", () => {
  const left = fresh();
  line(left.pad, 100, 100, 150, 100);
  const news = given();
  const next = new Pad(document.querySelector(".pad"));
  next.update(news);
  same(news.sent, []);
  left.pad.end();
  same(news.sent.map(drawn), [[[[100, 100, 150, 100]], null]]);
  same(next.strokes.length, 1);
  left.pad.close();
  same(news.sent.length, 1);
  next.close();
});

test("a stroke over a picked digit that the server never heard of is not lost with the page", () => {
  const picked = { serial: 0, picture: "test-5" };
  const left = fresh(picked);
  line(left.pad, 10, 10, 60, 10);
  left.pad.end();
  left.pad.close();
  const news = given(picked);
  const next = new Pad(document.querySelector(".pad"));
  next.update(news);
  same(news.sent.map(drawn), [[[[10, 10, 60, 10]], "test-5"]]);
  next.close();
  const elsewhere = given({ ...picked, session: "two", picture: "test-6" });
  const other = new Pad(document.querySelector(".pad"));
  other.update(elsewhere);
  same([elsewhere.sent, other.picture.id, other.strokes], [[], "test-6", []]);
  other.close();
});

test("a server that knows a picture by its name alone takes none of it away", async () => {
  const name = "picture-1";
  const { pad } = fresh();
  pad.update(given({ revision: 1, picture: name }, [1, 2, 3, 4]));
  await things.get(name); // once it is kept
  line(pad, 10, 10, 60, 10);
  pad.end();
  const began = { session: "two", serial: pad.serial, strokes: pad.strokes, picture: name };
  pad.update(given(began));
  same([[...pad.picture.grey], pad.strokes.length], [[1, 2, 3, 4], 1]);
  pad.close();
  const next = new Pad(document.querySelector(".pad"));
  next.update(given({ ...began, strokes: [], serial: began.serial + 1 }));
  await next.recallPictures();
  same([[...next.picture.grey], next.picture.side], [[1, 2, 3, 4], 2]);
  next.close();
});

test("a picture that comes under the pen is drawn on", () => {
  const { pad } = fresh();
  line(pad, 10, 10, 60, 10);
  const news = given({ revision: 1, picture: "test-5" });
  pad.update(news);
  pad.extend(60, 60);
  same(news.sent, []);
  pad.end();
  same(news.sent.map(drawn), [[[[10, 10, 60, 10, 60, 60]], "test-5"]]);
  pad.undo();
  same([pad.strokes, pad.picture.id], [[], "test-5"]);
  pad.undo();
  same([pad.strokes, pad.picture], [[], null]);
  pad.close();
});

test("a picture that takes the place of a stroke Python may know of is told", () => {
  const { pad, sent } = fresh();
  line(pad, 10, 10, 60, 10);
  pad.end();
  same(sent.length, 1);
  const news = given({ revision: 1, picture: "test-5" });
  pad.update(news);
  same(news.sent.map(drawn), [[[], "test-5"]]);
  const known = given({ revision: 2, picture: "test-6", serial: pad.serial });
  pad.update(known);
  same(known.sent, []);
  pad.close();
});

test("a canvas is shown when it listens, and one whose page was left is not begun", () => {
  const root = document.querySelector(".pad");
  root.classList.remove("ready");
  const { pad } = fresh();
  same(root.classList.contains("ready"), true);
  pad.close();
  const away = document.createElement("div");
  away.innerHTML = root.outerHTML;
  same(mount({ parentElement: away, ...given() }), undefined);
  same(away.querySelector(".pad").pad, undefined);
});

// --- what it is meant to be, said beside the canvas ---

/** A canvas with a digit on it and an open channel. */
function answering() {
  const shown = { picture: "test-5" };
  const { pad, sent } = fresh(shown);
  pad.live.open = () => {};
  pad.live.known = [];
  const asked = [];
  pad.live.socket = { readyState: WebSocket.OPEN, close() {}, send: (bytes) => asked.push(unpack(bytes).header) };
  pad.update(given({ ...shown, about: { page: "draw", label: null } }));
  return { pad, sent, asked, answer: () => pad.live.answered(packed({}, new Uint8Array())) };
}

test("the channel answers a label at once; Python hears of it with the same number", () => {
  const { pad, sent, asked, answer } = answering();
  const serial = LISTENERS.get("said")(3);
  same([asked.length, asked[0].serial, asked[0].about.label], [1, serial, 3]);
  same([pad.root.dataset.drawing, sent], [String(serial), []]);
  answer();
  const next = LISTENERS.get("said")(8);
  same([next > serial, asked[1].serial, asked[1].about.label], [true, next, 8]);
  answer();
  pad.close();
  same(LISTENERS.get("said"), undefined);
});

test("Python that has not heard of a label yet does not take it back", () => {
  const { pad } = answering();
  const number = pad.say(3);
  pad.update(given({ about: { label: null }, said: 0 }));
  same(pad.drawing().about.label, 3);
  const later = pad.say(8);
  pad.update(given({ about: { label: 3 }, said: number }));
  same(pad.drawing().about.label, 8);
  pad.update(given({ about: { label: 5 }, said: later }));
  same(pad.drawing().about.label, 5);
  pad.clear();
  pad.update(given({ about: { label: 5 }, said: later }));
  line(pad, 10, 10, 60, 10);
  same(pad.drawing().about.label, null); // another digit
  pad.close();
});

test("Python hears of a stroke when the channel has answered it, and at the latest when it is lost", () => {
  const { pad, sent, asked, answer } = answering();
  const told = [];
  pad.setStateValue = (name, { serial }) => told.push(serial);
  line(pad, 10, 10, 60, 10);
  pad.end();
  same([asked.length, told], [1, []]); // an answer to the moving pen is on its way
  answer();
  same([asked.length, told], [2, []]);
  answer();
  same(told, [asked[1].serial]);
  line(pad, 90, 10, 90, 90);
  pad.end();
  pad.live.giveUp();
  same([told.length, told[1] > asked.at(-1).serial], [2, true]);
  same(sent, []);
  pad.close();
});

test("a canvas that goes tells what it has not told yet", () => {
  const { pad } = answering();
  const told = [];
  pad.setStateValue = (name, { serial }) => told.push(serial);
  line(pad, 10, 10, 60, 10);
  pad.end();
  pad.close();
  same(told, [pad.serial]);
});

test("without a channel a label is numbered all the same", () => {
  const { pad, sent } = fresh();
  same([pad.say(3), pad.say(4), sent], [8, 9, []]);
  pad.close();
});

// --- the live channel ---

const pen = (...points) => ({ tool: "pen", width: 24, points });
const told = (drawing, known = []) => {
  const { header, body } = unpack(encode({ serial: 1, picture: null, about: {}, ...drawing }, known));
  return [header.keep, header.strokes.map(({ more, count }) => [more, count]), [...new Int16Array(body.buffer)]];
};

test("a new socket is told the whole drawing, in tenths", () => {
  same(told({ strokes: [pen(1, 2, 30.5, 279.9), pen(5, 5)] }), [0, [[false, 4], [false, 2]], [10, 20, 305, 2799, 50, 50]]);
});

test("a known one is told what is new", () => {
  const [first, second] = [pen(1, 1), pen(2, 2)];
  const known = remembered({ strokes: [first, second] });
  second.points.push(3, 3);
  same(told({ strokes: [first, second, pen(4, 4)] }, known), [1, [[true, 2], [false, 2]], [30, 30, 40, 40]]);
  same(told({ strokes: [first] }, known), [1, [], []]);
  same(told({ strokes: [pen(1, 1)] }, known), [0, [[false, 2]], [10, 10]]);
});

/** A channel over a socket that keeps what is sent. */
function channel(lost = () => {}) {
  const live = new Live(lost);
  const sent = [];
  live.known = [];
  live.socket = { readyState: WebSocket.OPEN, close() {}, send: (bytes) => sent.push(unpack(bytes).header.serial) };
  return { live, sent, answer: (header = {}) => live.answered(packed(header, new Uint8Array())) };
}

const drawing = (serial) => () => ({ serial, strokes: [pen(serial, serial)], picture: null, about: {} });

test("the next message goes when the last was answered, and the newest wins", () => {
  const { live, sent, answer } = channel();
  for (const serial of [1, 2, 3]) live.ask(drawing(serial));
  same(sent, [1]);
  answer();
  same(sent, [1, 3]);
  answer();
  same(sent, [1, 3]);
  live.giveUp();
});

test("what was asked last and not answered is told otherwise", () => {
  const lost = [];
  const { live } = channel(({ serial }) => lost.push(serial));
  live.ask(drawing(1));
  live.ask(drawing(2));
  live.giveUp();
  same(lost, [2]);
  const other = channel(({ serial }) => lost.push(serial));
  other.live.ask(drawing(3));
  other.answer({ problem: "No such network." });
  same(lost, [2, 3]);
  other.live.giveUp();
});

test("an answer's parts reach those who listen, byte for byte", () => {
  const { live } = channel();
  const heard = [];
  LISTENERS.set("one", (bytes) => heard.push([...bytes]));
  live.ask(drawing(1));
  live.answered(packed({ parts: { nobody: 1, one: 2 } }, new Uint8Array([7, 8, 9])));
  same(heard, [[8, 9]]);
  LISTENERS.delete("one");
  live.giveUp();
});

test("an older drawing never replaces a newer one, and the same is not drawn twice", () => {
  const root = document.createElement("div");
  document.body.append(root);
  const drawn = [];
  const show = (serial, value) => hear("part", root, packed({ serial, value }, new Uint8Array()), (_, { header }) => drawn.push(header.value));
  show(2, "a");
  show(2, "a");
  show(1, "b");
  show(2, "c");
  show(3, "d");
  same(drawn, ["a", "c", "d"]);
  root.remove();
});

test("what is painted is painted again in another theme; nothing else is", () => {
  for (const painted of [true, false]) {
    const root = document.createElement("div");
    document.body.append(root);
    let drawn = 0;
    for (const scheme of ["light", "dark", "dark"]) {
      root.style.colorScheme = scheme;
      hear("part", root, packed({ serial: 1 }, new Uint8Array()), () => (drawn += 1), painted);
    }
    same(drawn, painted ? 2 : 1);
    root.remove();
  }
  LISTENERS.delete("part");
});
