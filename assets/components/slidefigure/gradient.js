// Slide 9: every entry of the real gradient, and a step against it on a slice of the cost. First up and
// down, then the entries, those of the last layer, then what the step brings.

const HALVINGS = 7; // of C₀ that have a shade of their own

function drawGradient(sheet, data, { body }) {
  const map = sheet.phone ? sheet.width : Math.min(240, 0.35 * sheet.width);
  const left = sheet.phone ? sheet.width : sheet.width - map - 34;
  let entries;
  sheet.part(1, () => (entries = gradientEntries(sheet, data, body, left)));
  const [x, top] = sheet.phone ? [0, entries + 20] : [left + 34, 0];
  const across = (at) => x + ((at - data.x[0]) / (data.x.at(-1) - data.x[0])) * map;
  gradientMap(sheet, data, { x, y: top + 48, side: map, across });
  let bottom;
  sheet.part(3, () => (bottom = gradientCut(sheet, data, { x, y: top + map + 54, width: map, height: 72, across })));
  return { height: Math.max(entries, bottom), say: gradientSay(data) };
}

function gradientSay({ shapes, paper, faint, costs, parameters }) {
  const [of, look] = [`${faint} of ${shapes[0][0]} neurons`, faint === 1 ? "looks blank: it has" : "look blank: they have"];
  const blank = `${of} ${look} less than 2\u00a0% of the largest. `;
  const [before, after] = costs.map(digits3);
  const step = before === after ? `Even this step leaves C₀ at ${before}: this digit has nothing left to teach.` : `One step against all ${parameters.toLocaleString("en")} slopes at once takes C₀ from ${before} to ${after}.`;
  return `∇C₀ is of this one digit, ∇C the average over all. ${paper.toLocaleString("en")} entries are exactly 0, because their pixel is paper. ${faint ? blank : ""}${step}`;
}

// --- the entries, layer by layer ---

/** The first layer as one picture for each neuron, the others as tables beside it. */
function gradientEntries(sheet, { shapes, largest, parameters }, body, width) {
  const column = Math.min(126, 0.3 * width);
  const block = width - column - 24;
  const tall = shapes.slice(1).reduce((sum, [neurons, columns]) => sum + neurons / columns, 0);
  const table = Math.min(column, (360 - 66 * (shapes.length - 1)) / tall);
  sheet.text(0, 16, `The gradient ∇C₀: all ${parameters.toLocaleString("en")} entries`, { weight: 600 });
  let [start, x, y, bottom] = [0, 0, 62, 0];
  shapes.forEach(([neurons, columns], i) => {
    const values = Array.from(body.subarray(start, start + neurons * columns), (value) => value / 127);
    start += values.length;
    gradientName(sheet, x, y - 16, i + 1);
    let height;
    about(`grad ${i + 1}`, sheet.group({}, () => {
      const bias = (...place) => about(`delta ${i + 1}`, sheet.group({}, () => sheet.picture(...place, "pos", "neg", 0.5)));
      height = i ? gradientTable(sheet, x, y, table, columns, values, bias) : gradientStamps(sheet, x, y, block, columns, values, bias);
    }));
    sheet.text(x, y + height + 20, `${i ? "" : "full colour "}±${digits3(largest[i])}`, { size: 15, tint: "muted" });
    if (i === shapes.length - 1) sheet.part(2, () => gradientFrame(sheet, i ? [x, y, table, height] : [x, y, block, height]));
    bottom = Math.max(bottom, y + height + 26);
    [x, y] = i ? [x, y + height + 66] : [block + 24, y];
  });
  return gradientKey(sheet, bottom + 22);
}

/** Round the entries of the last layer. */
function gradientFrame(sheet, [x, y, width, height]) {
  sheet.box(x - 6, y - 6, width + 12, height + 12, { tint: "none", stroke: "acc" }).style.strokeWidth = 2.4;
}

function gradientName(sheet, x, y, layer) {
  sheet.formula(x, y, ["by w", `^(${layer})`, " and b", `^(${layer})`], { size: 17, tint: "muted" });
}

/** 28 × 28 weights of each neuron, its bias as a bar on their right; `bias` draws it. Returns the height. */
function gradientStamps(sheet, left, top, width, columns, values, bias) {
  const neurons = values.length / columns;
  const across = Math.ceil(Math.sqrt(neurons));
  const pitch = width / across;
  const side = 0.85 * pitch;
  for (let j = 0; j < neurons; j++) {
    const [x, y] = [left + (j % across) * pitch, top + Math.floor(j / across) * 0.93 * pitch];
    const own = values.slice(j * columns, (j + 1) * columns);
    sheet.picture(x, y, side, side, 28, own.slice(0, -1), "pos", "neg", 0.5);
    bias(x + side + 0.02 * pitch, y, 0.07 * pitch, side, 1, own.slice(-1));
  }
  return (Math.ceil(neurons / across) - 0.08) * 0.93 * pitch;
}

/** A row for each neuron, a column for each one before it; the biases stand apart on the right. */
function gradientTable(sheet, x, y, width, columns, values, bias) {
  const cell = width / (columns + 0.5);
  const height = (values.length / columns) * cell;
  const weights = values.filter((_, i) => i % columns < columns - 1);
  const biases = values.filter((_, i) => i % columns === columns - 1);
  sheet.picture(x, y, cell * (columns - 1), height, columns - 1, weights, "pos", "neg", 0.5);
  bias(x + cell * (columns - 0.5), y, cell, height, 1, biases);
  return height;
}

/** What the colours say. */
function gradientKey(sheet, y) {
  let x = 0;
  for (const [tint, sign, words] of [["pos", "+", "raising it raises C₀"], ["neg", "−", "lowers C₀"], ["paper", "0", "nothing"]]) {
    sheet.box(x, y - 13, 17, 17, { tint, stroke: "graph" });
    sheet.text(x + 8.5, y + 1, sign, { size: 15, weight: 600, align: "middle", tint: tint === "paper" ? "ink" : "paper" });
    x += 32 + sheet.text(x + 23, y + 1, words, { size: 15, tint: "muted" }).getComputedTextLength();
  }
  return y + 10;
}

// --- a slice of the cost ---

/** Seen from above; from one shade to the next the cost halves. */
function gradientMap(sheet, { surface, rate, rival, costs }, { x, y, side, across }) {
  about("cost", sheet.text(x, y - 32, "The cost, from above", { weight: 600 }));
  sheet.text(x, y - 10, "from shade to shade C₀ halves", { size: 15, tint: "muted" });
  const pixels = Math.round(1.4 * side);
  sheet.picture(x, y, side, side, pixels, gradientShades(surface, pixels, costs[0]));
  const middle = y + side / 2;
  sheet.text(x + 8, y + 20, `↑ towards a ${rival}`, { size: 15 });
  about("grad", sheet.group({}, () => {
    sheet.way(across(0), middle, across(0) - 44, middle, { tint: "ink", width: 2 });
    sheet.formula(across(0) - 46, middle - 14, ["∇C", "_0"], { size: 17 });
  }));
  about("alpha", sheet.group({}, () => {
    sheet.way(across(0), middle, across(rate), middle, { tint: "wish", width: 3 });
    sheet.formula(across(0) + 10, middle - 14, ["−α∇C", "_0"], { size: 17, tint: "wish" });
  }));
  sheet.disc(across(0), middle, 6, 0, { stroke: "ink", width: 2 });
}

/** One value for each of columns × columns pixels: the cost between the places it was computed at. */
function gradientShades(surface, columns, cost) {
  const heights = surface.map((row) => row.map((value) => Math.max(-HALVINGS, Math.log2(value / Math.max(cost, 1e-12)))));
  const [low, high] = [Math.min(...heights.flat()), Math.max(...heights.flat())].map(Math.round);
  const last = surface.length - 1;
  const shades = [];
  for (let row = columns - 1; row >= 0; row--) {
    for (let column = 0; column < columns; column++) {
      const [u, v] = [(column / (columns - 1)) * last, (row / (columns - 1)) * last];
      const [i, j] = [Math.min(last - 1, Math.floor(v)), Math.min(last - 1, Math.floor(u))];
      const along = (values) => values[j] + (u - j) * (values[j + 1] - values[j]);
      const height = along(heights[i]) + (v - i) * (along(heights[i + 1]) - along(heights[i]));
      shades.push((0.42 * (Math.round(height) - low)) / Math.max(1, high - low));
    }
  }
  return shades;
}

/** The same slice cut along the step: C₀ before and after. Returns where it ends. */
function gradientCut(sheet, { surface, x: places, rate, costs }, { x, y, width, height, across }) {
  const bottom = y + height;
  const row = surface[(surface.length - 1) / 2];
  const most = Math.max(...row);
  const up = (cost) => bottom - (cost / most) * (height - 16);
  sheet.line(x, bottom, x + width, bottom, { tint: "graph" });
  for (const at of [0, rate]) sheet.line(across(at), y - 6, across(at), bottom, { tint: "graph", dash: "2 3" });
  sheet.path(`M${row.map((cost, i) => `${across(places[i])} ${up(cost)}`).join("L")}`, { width: 2 });
  sheet.disc(across(rate), up(costs[1]), 5.5, 0, { stroke: "wish", width: 2 });
  sheet.disc(across(0), up(costs[0]), 5.5, 0, { stroke: "ink", width: 2 });
  sheet.formula(x, bottom + 24, ["cut: C", "_0"], { size: 16, tint: "muted" });
  const end = bottom + 24;
  const made = about("cost", sheet.text(x + width, end, costs.map(digits3).join(" → "), { size: 16, weight: 600, align: "end" }));
  if (made.getComputedTextLength() < width - 60) return end + 6;
  made.setAttribute("y", end + 24);
  return end + 30;
}
