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

test("a page that turns under the pen keeps the stroke, as news for the server", () => {
  const root = document.querySelector(".pad");
  const sent = [];
  const give = (serial) => {
    const header = { session: "one", revision: 0, serial, strokes: [], picture: null, fresh: !serial, pen_width: 20, message: "" };
    return { data: packed(header, new Uint8Array()), setStateValue: (name, ink) => sent.push(ink), setTriggerValue() {} };
  };
  const left = new Pad(root);
  left.update(give(7));
  left.begin(100, 100);
  left.extend(150, 100);
  left.close();
  same(sent, []);
  const next = new Pad(root);
  next.update(give(7));
  same(sent.map(({ strokes }) => strokes[0].points), [[100, 100, 150, 100]]);
  next.close();
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
