// What all components share; tried in the stage.

/** A message as Python packs it. */
function packed(header, numbers) {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(4 + text.length + numbers.length);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  bytes.set(numbers, 4 + text.length);
  return bytes;
}

test("a message is taken apart", () => {
  const { header, body } = unpack(packed({ name: "w⁽²⁾" }, [7, 8, 9]));
  same(header, { name: "w⁽²⁾" });
  same(body, [7, 8, 9]);
});

test("a message is taken apart where it lies, and its numbers are aligned", () => {
  const message = packed({ n: 1 }, new Uint8Array(new Float32Array([0.5, -2]).buffer));
  const larger = new Uint8Array(message.length + 3);
  larger.set(message, 3);
  const { body } = unpack(larger.subarray(3));
  same(new Float32Array(body.buffer), [0.5, -2]);
});

test("a message may carry no numbers", () => {
  same(unpack(packed({}, [])).body.length, 0);
});

test("numbers have three digits, a true minus, and powers of ten where they need them", () => {
  const written = [0, -0, 1, -0.5, 0.012345, 999.4, 0.0001, -0.0000999, 4.56e-7].map(digits3);
  same(written, ["0", "0", "1.00", "−0.500", "0.0123", "999", "0.000100", "−9.99 × 10⁻⁵", "4.56 × 10⁻⁷"]);
});

test("large numbers are written like small ones", () => {
  same([1000, -123456, 2.63e10].map(digits3), ["1.00 × 10³", "−1.23 × 10⁵", "2.63 × 10¹⁰"]);
});

test("more digits where two numbers are compared", () => {
  same([0, -0.25, 1234567, 0.00001234567].map((v) => significant(v, 6)), ["0", "−0.250000", "1.23457 × 10⁶", "1.23457 × 10⁻⁵"]);
});

test("a ramp goes from one colour to the other", () => {
  const colours = ramp([0, 0, 0], [255, 102, 51]);
  same(colours[0], 0xff000000);
  same(colours[255], 0xff3366ff); // alpha, blue, green, red
  same(colours[51] & 255, 51);
});

test("a ramp lifts small values where its power is below 1", () => {
  same(ramp([0, 0, 0], [255, 255, 255], 0.5)[64] & 255, Math.round(255 * Math.sqrt(64 / 255)));
});

test("a picture is painted by size and sign, cut off at the largest", () => {
  const canvas = document.createElement("canvas");
  const values = new Float32Array(784);
  values.set([2, -1, 0, 8]);
  paint(canvas, values, 4, ramp([0, 0, 0], [255, 0, 0]), ramp([0, 0, 0], [0, 0, 255]));
  const found = canvas.getContext("2d").getImageData(0, 0, 4, 1).data;
  same(found, [128, 0, 0, 255, 0, 0, 64, 255, 0, 0, 0, 255, 255, 0, 0, 255]);
});

test("a picture of nothing is blank", () => {
  const canvas = document.createElement("canvas");
  paint(canvas, new Float32Array(784), 0, ramp([9, 9, 9], [255, 255, 255]));
  same(canvas.getContext("2d").getImageData(0, 0, 1, 1).data, [9, 9, 9, 255]);
});

test("the pointer is on a pixel, at the edges on the nearest one", () => {
  const canvas = { getBoundingClientRect: () => ({ left: 10, top: 20, width: 56, height: 56 }) };
  same(pixelAt(canvas, { clientX: 10 + 5, clientY: 20 + 2 }), { row: 1, column: 2, index: 30 });
  same(pixelAt(canvas, { clientX: 0, clientY: 999 }), { row: 27, column: 0, index: 756 });
});

test("a component is closed when it has left the page, not when a message was overtaken", () => {
  let closed = 0;
  const root = document.body.appendChild(element("div"));
  const end = whenGone(root, () => closed++);
  end();
  same(closed, 0);
  root.remove();
  end();
  same(closed, 1);
});

test("a root that is mounted once more is begun anew, and hears what it heard before", () => {
  const root = document.body.appendChild(element("div"));
  const drawn = [];
  const mount = () => {
    root.thing ??= { close: () => drawn.push("closed") };
    hear("part", root, packed({ serial: 1 }, new Uint8Array(0)), () => drawn.push("drawn"));
    return untilGone(root, "thing");
  };
  mount()();
  const end = mount();
  root.remove();
  end();
  same([root.thing, drawn], [undefined, ["drawn", "closed"]]);
  document.body.append(root);
  mount();
  same(drawn, ["drawn", "closed", "drawn"]);
  root.remove();
});
