// What words point at, lit on the heatmaps: an outline round a neuron's weights, a cell or a pixel, and all
// else paler.

const PALE = 0.6;
const OUTLINED = 64; // so many single cells get an outline of their own
const REASONS = { saturated: "saturated", unasked: "hardly a wish", movable: "" };

/** Which cells of layer l a thing of shared/things.js means, row by row, each row's bias last; null: none. */
function cellsOf(thing, l, { layers, paper }) {
  const layer = layers[l - 1];
  const tests = partsOf(thing).map(([kind, ...at]) => testOf(kind, at.map((index) => (index === "*" ? undefined : Number(index))), l, layers, paper));
  const width = layer.columns + 1;
  const found = Uint8Array.from({ length: layer.rows * width }, (_, i) => {
    const [row, column] = [Math.floor(i / width), i % width];
    return tests.some((test) => test(row, column, column === layer.columns));
  });
  return found.includes(1) ? found : null;
}

function testOf(kind, [first, second, third], l, layers, paper) {
  const is = (index, place) => index === undefined || index === place;
  const blank = (column, bias) => l === 1 && !bias && isPaper(paper, column);
  if (["w", "grad", "weight"].includes(kind)) return (row, column, bias) => first === l && !bias && is(second, row) && is(third, column);
  if (["b", "delta"].includes(kind)) return (row, _, bias) => first === l && bias && is(second, row);
  if (kind === "y") return (row) => l === layers.length && is(first, row);
  if (first === 0) return (_, column, bias) => l === 1 && !bias && is(second, column);
  if (kind === "paper") return (_, column, bias) => blank(column, bias);
  if (kind in REASONS) return (row, column, bias) => layers[l - 1].states[row] === REASONS[kind] && !blank(column, bias);
  return (row) => first === l && is(second, row);
}

/** paper: a bit for each pixel, four to a letter; 1 = no ink */
const isPaper = (paper, k) => Boolean(parseInt(paper[k >> 2], 16) & (8 >> (k & 3)));

/** Pales the cells that are not meant. found: as cellsOf gives them, or null */
function pale(map, context, found, { bg, ink }) {
  const { rows, columns } = map.layer;
  context.fillStyle = bg;
  context.globalAlpha = PALE;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column <= columns; column++) {
      if (!found?.[row * (columns + 1) + column]) context.fillRect(...map.layout.rect({ row, column }));
    }
  }
  context.globalAlpha = 1;
  if (found) outlineCells(map, context, found, ink);
}

function outlineCells({ layer: { rows, columns }, layout }, context, found, ink) {
  const count = found.reduce((total, one) => total + one, 0);
  const full = Array.from({ length: rows }, (_, row) => row).filter((row) => {
    const weights = found.subarray(row * (columns + 1), (row + 1) * (columns + 1) - 1);
    const biased = found[(row + 1) * (columns + 1) - 1];
    return weights.every(Boolean) || (biased && weights.includes(1)); // all of it, or all but its paper
  });
  if (full.length < rows) for (const row of full) outline(context, span(layout, row, columns), ink);
  if (count > OUTLINED) return;
  found.forEach((one, i) => {
    const [row, column] = [Math.floor(i / (columns + 1)), i % (columns + 1)];
    if (one && !full.includes(row)) outline(context, layout.rect({ row, column }), ink);
  });
}

/** All weights of one neuron, without its bias. */
function span(layout, row, columns) {
  const [[x, y], [right, bottom, width, height]] = [0, columns - 1].map((column) => layout.rect({ row, column }));
  return [x, y, right + width - x, bottom + height - y];
}

/** What words name of a cell: its weight or bias, its neuron, and in layer 1 its pixel. */
function namesOf({ index, layer }, { row, column }) {
  const l = index + 1;
  const one = column === layer.columns ? `b ${l} ${row}` : `weight ${l} ${row} ${column}`;
  return `${one}, neuron ${l} ${row}${index === 0 && column < layer.columns ? `, a 0 ${column}` : ""}`;
}
