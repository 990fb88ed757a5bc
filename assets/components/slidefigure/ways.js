// Slide 5: an output, and the three ways to move it: its bias, one weight, one activation before it.
// Numbers in teal circles name the sliders. While presented, each point tries its way by itself; a slider
// that is moved then counts again.

function drawWays(sheet, given, figure) {
  const data = waysTried(given, figure.way ?? 0);
  const { phone, width } = sheet;
  const node = { x: phone ? 176 : 0.31 * width, y: 176 };
  const curve = phone ? { x: 222, width: width - 230 } : { x: 0.41 * width, width: 0.25 * width };
  const to = `${data.layer + 1} ${data.label}`;
  waysSum(sheet, data, node, { bias: `b ${to}`, weight: `w ${to} ${data.source}`, asked: `a ${data.layer} ${data.asked}` });
  sheet.way(node.x + 24, node.y, curve.x - 8, node.y);
  about(`neuron ${to}`, sheet.group({}, () => waysCurve(sheet, data, { ...curve, y: 76, height: 190 })));
  if (!phone) sheet.way(curve.x + curve.width + 8, node.y, 0.71 * width - 4, node.y);
  const out = phone ? { x: 0, y: 396, width: width - 3 } : { x: 0.73 * width, y: 112, width: 0.27 * width - 4 };
  about(`neuron ${to}`, sheet.group({}, () => waysAnswer(sheet, data, out)));
  about("cost", sheet.group({}, () => waysCost(sheet, data, { ...out, y: out.y + (phone ? 116 : 130) })));
  return { height: phone ? 536 : 342, say: waysSay(data) };
}

/** The neurons before, their weights into the output, its bias. */
function waysSum(sheet, data, node, things) {
  const { neurons, source, asked, weights, sent, moved, layer } = data;
  const x = 84;
  const y = (i) => 36 + (i + 0.5) * (290 / neurons.length);
  const where = layer ? `layer ${layer}` : "pixels";
  const whose = neurons.length < data.of ? `${neurons.length} of ${data.of}, ${where}` : where;
  sheet.text(0, 18, whose, { size: 16, tint: "muted" });
  const ends = neurons.map((neuron, i) => ({
    neuron,
    y: y(i),
    w: neuron === source ? moved.weight : weights[i],
    a: neuron === asked ? moved.activation : sent[i],
    chosen: neuron === source || neuron === asked,
  }));
  for (const { neuron, y, w, a, chosen } of ends) {
    const width = Math.min(3.6, 0.6 + 0.9 * Math.abs(w * a));
    const edge = sheet.edge(x, y, node.x - 20, node.y, w, neuron === source ? Math.max(2.4, width) : width, chosen ? 1 : 0.4);
    if (neuron === source) about(things.weight, edge);
  }
  for (const { neuron, y, a, chosen } of ends) {
    sheet.disc(x, y, chosen ? 10 : 6, a, { stroke: chosen ? "ink" : "graph" });
    if (chosen) sheet.text(x - 15, y + 5, neuron, { size: 15, weight: 600, align: "end" });
  }
  const [carried, wished] = [source, asked].map((neuron) => ends.find((end) => end.neuron === neuron));
  about(things.weight, sheet.part(2, () => waysBadge(sheet, 2, x + 0.3 * (node.x - x), carried.y + 0.17 * (node.y - carried.y))));
  about(things.asked, sheet.part(3, () => {
    waysBadge(sheet, 3, 12, wished.y);
    sheet.arrow(31, wished.y + 11 * Math.sign(data.wish), 22 * Math.sign(data.wish));
  }));
  sheet.part(4, () => ends.forEach((end) => waysOnward(sheet, end, x, data.layer)));
  about(things.bias, sheet.part(1, () => {
    sheet.way(node.x, node.y + 84, node.x, node.y + 24);
    waysBadge(sheet, 1, node.x, node.y + 96);
    sheet.text(node.x + 16, node.y + 102, "b", { size: 18, serif: true });
  }));
  sheet.disc(node.x, node.y, 20, 0);
  sheet.text(node.x, node.y + 6, "z", { size: 19, serif: true, align: "middle" });
}

/** The wish goes on from every neuron to what is before it. */
function waysOnward(sheet, { y, chosen }, x, layer) {
  if (layer > 0 && !chosen) sheet.way(x - 12, y, x - 40, y, { tint: "wish", width: 1.4 });
}

/** What the figure shows where a point tries its way: 1 bias, 2 weight, 3 activation; 0 where the sliders count. */
function waysTried(data, way) {
  if (!way) return data;
  const { by, after } = data.tries[way - 1];
  const changed = ["bias", "weight", "activation"].map((name, i) => [name, i === way - 1 ? by : 0]);
  const start = (name) => data.moved[name] - data.by[name];
  return {
    ...data,
    after,
    by: Object.fromEntries(changed),
    moved: Object.fromEntries(changed.map(([name, change]) => [name, start(name) + change])),
  };
}

function waysOnPoint(figure, point) {
  figure.way = point >= 1 && point <= 3 ? point : 0;
  figure.data.sliders.forEach((slider, i) => {
    const { by: value, shown } = figure.way === i + 1 ? figure.data.tries[i] : { by: slider.value, ...slider };
    figure.slide(i, value, shown);
  });
}

function waysBadge(sheet, number, x, y) {
  const made = sheet.disc(x, y, 11, 0, { stroke: "acc", width: 1.8 });
  made.style.fill = "var(--bg)";
  sheet.text(x, y + 5.5, number, { size: 15, weight: 600, tint: "acc", align: "middle" });
}

/** The activation function, and how far the output has moved on it. */
function waysCurve(sheet, { before, after, curve: { reach, values } }, { x, y, width, height }) {
  const [low, high] = [Math.min(0, ...values), Math.max(1, ...values)];
  const across = (z) => x + (z / reach / 2 + 0.5) * width;
  const up = (a) => y + height - ((a - low) / (high - low)) * height;
  const last = values.length - 1;
  for (const level of [0, 1]) sheet.line(x, up(level), x + width, up(level));
  sheet.path(`M${values.map((v, i) => `${across(((2 * i) / last - 1) * reach)} ${up(v)}`).join("L")}`, { width: 2 });
  for (const [{ z, a }, tint] of [[before, "graph"], [after, "ink"]]) sheet.line(across(z), up(a), across(z), y + height + 10, { tint, dash: "2 3" });
  sheet.disc(across(before.z), up(before.a), 6, 0, { stroke: "ink" });
  sheet.disc(across(after.z), up(after.a), 7.5, after.a, { stroke: "ink", width: 2 });
  const words = `z = ${waysChange(before.z, after.z)}`;
  const half = 4 * words.length;
  const middle = Math.min(x + width - half + 12, Math.max(x + half - 12, across(after.z)));
  sheet.text(middle, y + height + 30, words, { size: 16, align: "middle" });
}

/** From a number to another; where that would be too long, where it has come to. */
function waysChange(before, after) {
  const both = `${digits3(before)} → ${digits3(after)}`;
  return before === after || both.length > 17 ? digits3(after) : both;
}

function waysAnswer(sheet, { before, after, label }, { x, y, width }) {
  const at = (a) => x + width * Math.min(1, Math.max(0, a));
  sheet.text(x, y - 34, `output ${label}`, { size: 16, tint: "muted" });
  sheet.text(x, y - 12, `a = ${waysChange(before.a, after.a)}`, { weight: 600 });
  sheet.text(x + width, y - 34, "target y = 1", { size: 16, tint: "muted", align: "end" });
  sheet.bar(x, y, width, 18, after.a, 1);
  sheet.line(at(before.a), y, at(before.a), y + 18, { tint: after.a > before.a ? "bg" : "ink", width: 1.6 });
  sheet.way(at(before.a), y + 32, at(after.a), y + 32, { tint: "wish", width: 2.4 });
}

/** The cost: hollow before, filled after. */
function waysCost(sheet, { before, after }, { x, y, width }) {
  const scale = (width - 2) / Math.max(1e-12, before.cost, after.cost);
  sheet.text(x, y - 34, "cost of this example", { size: 16, tint: "muted" });
  const name = sheet.formula(x, y - 12, ["C", "_0"], { size: 18 });
  sheet.text(x + name.getComputedTextLength() + 6, y - 12, `= ${waysChange(before.cost, after.cost)}`, { weight: 600 });
  sheet.box(x, y, after.cost * scale, 18);
  sheet.box(x, y, before.cost * scale, 18, { tint: "none", stroke: "graph" });
}

function waysSay({ before, after, label, by, layer }) {
  const whom = layer ? `layer ${layer}` : "the drawing";
  const wish = `The third is only a wish: what ${whom} sends cannot be set.`;
  const pixels = layer ? ` Where the words say pixels, the figure has neurons of layer ${layer}: output ${label} hears the pixels through them.` : "";
  if (!by.bias && !by.weight && !by.activation) {
    return `Output ${label} answers ${digits3(after.a)} and should answer 1. Which slider helps most? ${wish}${pixels}`;
  }
  const said = `Output ${label} answers ${digits3(after.a)} instead of ${digits3(before.a)}: the cost C₀ ${fellOrRose(before.cost, after.cost)}.`;
  return by.activation ? `${said} What ${whom} sends goes to all ten outputs, and C₀ with it; it is only a wish.` : said;
}
