// Where the cells of the heatmaps lie. Every cell is found where it is drawn.

const middle = ([x, y, width, height]) => [x + width / 2, y + height / 2];

test("each weight and bias of the images is found where it is drawn", () => {
  const layout = images(1000, 16);
  for (const row of [0, 5, 15]) {
    for (const column of [0, 27, 28, 400, 783, 784]) {
      same(layout.at(...middle(layout.rect({ row, column }))), { row, column });
    }
  }
});

test("the last image of a row ends, with the outline of its bias, inside the canvas", () => {
  const [x, , width] = images(240, 16).rect({ row: 3, column: 784 });
  same(x + width + 0.5 <= 240, true);
});

test("between two rows of images there is nothing", () => {
  const layout = images(1000, 16);
  const [x, y, side] = layout.tile(0);
  same(layout.at(x + 5, y + side + GAP / 2), null);
  same(layout.at(5, layout.height + 100), null);
});

test("each weight and bias of a matrix is found where it is drawn", () => {
  const layout = matrix(600, 10, 16);
  for (const row of [0, 9]) {
    for (const column of [0, 7, 15, 16]) same(layout.at(...middle(layout.rect({ row, column }))), { row, column });
  }
  same([layout.at(5, 5), layout.at(100, 10 * layout.row + 1)], [null, null]);
});

test("keys walk from pixel to pixel and on into the next image", () => {
  const { move } = images(1000, 16);
  same(move({ row: 0, column: 0 }, 1, 0), { row: 0, column: 28 });
  same(move({ row: 0, column: 27 }, 0, 1), { row: 0, column: 784 }); // the bias, at the right
  same(move({ row: 0, column: 784 }, 0, 1), { row: 1, column: 14 * 28 });
  same(move({ row: 1, column: 0 }, 0, -1), { row: 0, column: 784 });
  same(move({ row: 0, column: 27 * 28 }, 1, 0), { row: 4, column: 0 }); // four images a row
  same(move({ row: 0, column: 3 }, -1, 0), { row: 0, column: 3 });
});

test("keys stop at the edges of a matrix", () => {
  const { move } = matrix(600, 10, 16);
  same(move({ row: 9, column: 16 }, 1, 1), { row: 9, column: 16 });
  same(move({ row: 0, column: 0 }, -1, -1), { row: 0, column: 0 });
});

test("a cell has the colour of its size and sign", () => {
  const [above, below] = [ramp([0, 0, 0], [255, 0, 0]), ramp([0, 0, 0], [0, 0, 255])];
  const drawn = cells(document.createElement("canvas"), [1, -0.5, 0, 9], 2, 1, above, below);
  same([drawn.width, drawn.height], [2, 2]);
  same(drawn.getContext("2d").getImageData(0, 0, 2, 1).data, [255, 0, 0, 255, 0, 0, 128, 255]);
});

test("a thing means the cells that words for it are about", () => {
  const header = {
    layers: [{ rows: 2, columns: 784, states: ["saturated", ""] }, { rows: 3, columns: 2, states: ["", "hardly a wish", ""] }],
    paper: "c" + "0".repeat(195), // the first two pixels have no ink
  };
  const found = (thing, l) => [...(cellsOf(thing, l, header) ?? [])].flatMap((one, i) => (one ? [i] : []));
  same(found("weight 2 1 0", 2), [3]);
  same([found("weight 2 1 0", 1), found("w 2 * 1", 2), found("neuron 2 1", 2), found("b 2 1", 2)], [[], [1, 4, 7], [3, 4, 5], [5]]);
  same([found("y 0", 2), found("layer 2", 2).length, found("cost", 2)], [[0, 1, 2], 9, []]);
  same([found("a 0 5", 1), found("paper", 1), found("paper", 2)], [[5, 790], [0, 1, 785, 786], []]);
  same([found("saturated", 1).length, found("unasked", 2), found("movable", 2)], [783, [3, 4, 5], [0, 1, 2, 6, 7, 8]]);
  same(found("w 2 0 1, w 2 2 0", 2), [1, 6]);
});

test("a square is read off where it is coloured, by pointer and by key", () => {
  const said = [];
  const hear = ({ detail }) => said.push(detail);
  document.addEventListener("did", hear);
  const map = { layer: { rows: 1, columns: 2, max: 1 }, index: 1, weights: [0.5, 1e-9], biases: [0] };
  map.value = Heatmap.prototype.value;
  map.isColoured = Heatmap.prototype.isColoured;
  const all = { header: { symbols: { w: "∂C₀/∂w" } }, draw() {} };
  for (const column of [2, 1, 0]) {
    same(said, []);
    Heatmaps.prototype.point.call(all, map, { row: 0, column });
  }
  document.removeEventListener("did", hear);
  same(said, ["read-gradient"]);
});

test("the heatmaps are a picture with a title, each layer's scale, and its ends", () => {
  const said = [];
  const { fillText } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
    said.push(String(text));
    return fillText.call(this, text, ...place);
  };
  const layer = (name, rows, columns, max) => ({ name, rows, columns, max, note: `${rows} × ${columns}` });
  const map = (index, told) => {
    const made = Object.create(Heatmap.prototype);
    const values = new Float32Array(told.rows * told.columns).fill(told.max);
    return Object.assign(made, { index, layer: told, weights: values, biases: values, scratch: document.createElement("canvas") });
  };
  const maps = [map(0, layer("Layer 1", 4, 784, 0.5)), map(1, layer("Output", 2, 4, 0.25))];
  const css = { paper: "#ffffff", muted: "#555555", graph: "#555555", bg: "#fcfbf7", ink: "#111111", pos: "#0000ff", neg: "#ff0000" };
  const inks = { above: ramp([255, 255, 255], [0, 0, 255]), below: ramp([255, 255, 255], [255, 0, 0]), css };
  const drawn = drawPicture({ title: "Gradient", key: ["− lowers", "raises +"] }, maps, inks, 2);
  CanvasRenderingContext2D.prototype.fillText = fillText;
  for (const text of ["Gradient", "Layer 1", "Output", "full colour ± 0.500", "full colour ± 0.250", "− lowers", "raises +"]) {
    same([text, said.includes(text)], [text, true]);
  }
  const colourAt = (x, y) => [...drawn.getContext("2d").getImageData(2 * x, 2 * y, 1, 1).data];
  same([drawn.width, colourAt(2, 2), colourAt(200, 200)], [2 * 1032, [252, 251, 247, 255], [0, 0, 255, 255]]);
});
