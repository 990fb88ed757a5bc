// Slide 7: the activations before an output, and below them the gradients of its weights: one shape. First
// what a bright neuron's weight learns, then the dim ones', the silent ones', then why, then all of it.

const PROPORTION_WIDE = 350; // units: a row of products at its longest

function drawProportion(sheet, data) {
  const { phone, width } = sheet;
  const left = phone ? 0 : 150;
  const cell = (width - left) / data.neurons.length;
  const plan = { left, cell, x: (i) => left + cell * (i + 0.5), above: phone ? 34 : 4, height: 138, told: proportionTold(data) };
  const columns = plan.told.map((i) => sheet.box(plan.x(i) - cell / 2, plan.above, cell, 0, { tint: "sel" }));
  const [sent, learns] = proportionThings(data);
  const middle = proportionPlot(sheet, data, plan, data.activations, plan.above, proportionInk, sent);
  data.activations.forEach((a, i) => about(sent(i), sheet.disc(plan.x(i), middle + 16, Math.min(9, cell / 2 - 2), a)));
  plan.told.forEach((i) => about(sent(i), sheet.text(plan.x(i), middle + 44, data.neurons[i], { size: 15, weight: 600, align: "middle" })));
  const bottom = proportionPlot(sheet, data, plan, data.gradients, middle + 54, proportionSigned, learns, proportionPart(data));
  for (const column of columns) column.setAttribute("height", bottom - plan.above);
  proportionNames(sheet, data, plan, middle, bottom);
  const end = proportionProducts(sheet, data, plan, bottom + (phone ? 66 : 34));
  return { height: end, say: proportionSay(data) };
}

/** What a column is about: above, what its neuron sends; below, what its weight learns. */
const proportionThings = ({ layer, label, neurons }) => [(i) => `a ${layer} ${neurons[i]}`, (i) => `grad ${layer + 1} ${label} ${neurons[i]}`];

/** The brightest neuron, one about half as bright, and the most silent. */
function proportionTold({ activations }) {
  const sizes = activations.map(Math.abs);
  const nearest = (aim) => sizes.reduce((best, size, i) => (Math.abs(size - aim) < Math.abs(sizes[best] - aim) ? i : best), 0);
  const most = Math.max(...sizes);
  return [...new Set([most, 0.4 * most, 0].map(nearest))];
}

/** With which point the gradient of a neuron's weight comes: bright, dim or as good as off. */
function proportionPart({ activations }) {
  const most = maxOf(activations);
  return (i) => (Math.abs(activations[i]) > 0.6 * most ? 1 : Math.abs(activations[i]) > 0.05 * most ? 2 : 3);
}

/** Bars from a base line, as high together as in every plot. Returns where the plot ends. */
function proportionPlot(sheet, data, { left, cell, x, height }, values, top, draw, thing, part = () => 0) {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const scale = height / Math.max(1e-12, high - low);
  const base = top + scale * high;
  values.forEach((value, i) => about(thing(i), sheet.part(part(i), () => draw(sheet, x(i) - 0.28 * cell, base, 0.56 * cell, value * scale))));
  sheet.line(left, base, sheet.width, base, { tint: "graph" });
  return top + height;
}

const proportionInk = (sheet, x, base, width, long) => sheet.box(x, long < 0 ? base : base - long, width, Math.abs(long));

/** Blue and filled, or orange, dashed and hollow. */
function proportionSigned(sheet, x, base, width, long) {
  if (long >= 0) return void sheet.box(x, base - long, width, long, { tint: "pos" });
  const made = sheet.box(x, base, width, -long, { tint: "none", stroke: "neg", dash: "5 3" });
  made.style.strokeWidth = 1.8;
}

function proportionNames(sheet, { layer, label, delta }, { above }, middle, bottom) {
  const output = layer + 1;
  if (sheet.phone) {
    sheet.formula(0, 21, ["a", `^(${layer})`, "_k", "  what comes in"], { size: 18 });
    sheet.formula(0, bottom + 22, ["∂", "C", "_0", " / ∂w", `^(${output})`, `_${label},k`, "  the gradient"], { size: 18, tint: tintOf(delta) });
    return;
  }
  sheet.text(0, above + 18, "what comes in", { size: 16, tint: "muted" });
  sheet.formula(0, above + 46, ["a", `^(${layer})`, "_k"], { size: 22 });
  sheet.part(1, () => {
    sheet.way(8, middle - 28, 8, middle + 64);
    sheet.formula(24, middle + 12, ["× δ ="], { size: 19, tint: tintOf(delta) });
    about(`delta ${output} ${label}`, sheet.text(24, middle + 38, digits3(delta), { weight: 600, tint: tintOf(delta) }));
  });
  const name = bottom - 38;
  sheet.text(0, name, "the gradient", { size: 15, tint: "muted" });
  sheet.formula(0, name + 28, ["∂", "C", "_0", " / ∂w", `^(${output})`, `_${label},k`], { size: 20, tint: tintOf(delta) });
}

/** What δ is made of, and three of the products. Returns where they end. */
function proportionProducts(sheet, data, { told }, top) {
  const { layer, label, sender, neurons, activations, gradients, slope, by_activation, delta } = data;
  const [sent, learns] = proportionThings(data);
  const left = sheet.phone ? 0 : Math.min(0.5 * sheet.width, sheet.width - PROPORTION_WIDE);
  const first = sheet.phone ? top + 98 : top;
  about(`delta ${layer + 1} ${label}`, sheet.part(4, () => proportionDelta(sheet, { layer, label, slope, by_activation, delta }, top)));
  told.forEach((i, row) => sheet.part(Math.min(3, row + 1), () => {
    const y = first + 26 * row;
    sheet.text(left, y, `${sender} ${neurons[i]}`, { size: 16, tint: "muted" });
    about(sent(i), sheet.text(left + 180, y, digits3(activations[i]), { size: 16, weight: 600, align: "end" }));
    const times = sheet.text(left + 188, y, `× δ ${equals(gradients[i], activations[i], delta)}`, { size: 16 });
    const end = left + 196 + times.getComputedTextLength();
    about(learns(i), sheet.text(end, y, digits3(gradients[i]), { size: 16, weight: 600, tint: tintOf(gradients[i]) }));
  }));
  return Math.max(top + 64, first + 26 * (told.length - 1) + 8);
}

function proportionDelta(sheet, { layer, label, slope, by_activation, delta }, top) {
  const output = layer + 1;
  sheet.formula(0, top, ["δ = σ′(z", `^(${output})`, `_${label}`, ") · 2(a", `^(${output})`, `_${label}`, " − 1)"], { size: 19 });
  sheet.formula(0, top + 30, [`= ${digits3(slope)} × ${by_activation < 0 ? `(${digits3(by_activation)})` : digits3(by_activation)}`], { size: 19 });
  sheet.formula(0, top + 60, [`${equals(delta, slope, by_activation)} ${digits3(delta)}`], { size: 19 });
}

function proportionSay({ delta, label }) {
  if (delta === 0) return `Output ${label} has no δ: nothing to correct, so no weight changes, however bright its neuron.`;
  const way = delta < 0 ? "raises" : "lowers";
  return `One shape twice: each gradient is its activation times the same δ. Downhill ${way} these weights, that of a bright neuron most.`;
}
