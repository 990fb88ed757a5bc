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
    const text = new TextEncoder().encode(JSON.stringify(header));
    const data = new Uint8Array(4 + text.length);
    new DataView(data.buffer).setUint32(0, text.length, true);
    data.set(text, 4);
    return { data, setStateValue: (name, ink) => sent.push(ink), setTriggerValue() {} };
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
