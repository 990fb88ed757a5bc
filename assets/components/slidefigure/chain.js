// Slide 10: w → z → a → C₀ for one real weight, a factor for each arrow, and the proof. The way is there
// from the start; each factor comes with its point, the product and the proof with the last.

function drawChain(sheet, data) {
  const { layer, to, source } = data;
  const [w, z, a] = [["w", `^(${layer})`, `_${to},${source}`], ["z", `^(${layer})`, `_${to}`], ["a", `^(${layer})`, `_${to}`]];
  const sent = ["a", `^(${layer - 1})`, `_${source}`];
  const neuron = `${layer} ${to}`;
  const factors = [
    { thing: `a ${layer - 1} ${source}`, draw: chainVote, above: z, below: w, formula: sent, value: data.sent, tint: "ink", words: "what comes in" },
    { thing: `slope ${neuron}`, draw: chainCurve, above: a, below: z, formula: ["σ′(", ...z, ")"], value: data.slope, tint: "slope", words: "how freely it can move" },
    {
      thing: `wish ${neuron}`, draw: chainAnswer, above: ["C", "_0"], below: a, formula: ["2(", ...a, ` − ${data.target})`],
      value: data.by_activation, tint: tintOf(data.by_activation), words: "2 × (answer − target)",
    },
  ];
  const top = sheet.phone ? phoneFactors(sheet, data, factors) : wideFactors(sheet, data, factors);
  let height;
  about(`grad ${neuron} ${source}`, sheet.part(4, () => (height = chainProof(sheet, data, w, top))));
  const gap = digits3(Math.abs(data.product - data.measured));
  const downhill = data.product < 0 ? "raise" : "lower";
  const say =
    data.product === 0
      ? "Nothing to change at this weight: one of its factors is 0."
      : `Downhill means: ${downhill} this weight, so that output ${to} comes closer to its target ${data.target}. ` +
        `With all ten outputs C₀ = Σⱼ (aⱼ − yⱼ)². The two results differ by ${gap}.`;
  return { height, say };
}

function wideFactors(sheet, data, factors) {
  const column = sheet.width / 3;
  const size = Math.min(1, (column - 18) / 160);
  factors.forEach((factor, i) => {
    const x = i * column;
    about(factor.thing, sheet.group({ transform: `translate(${x} 0) scale(${size})` }, () => factor.draw(sheet, data)));
    if (i) sheet.way(x - 16, 60 * size, x + 2, 60 * size);
    const middle = x + column / 2 - 12;
    about(factor.thing, sheet.part(i + 1, () => {
      factorName(sheet, middle, 164, factor);
      sheet.text(middle, 214, factor.words, { size: 15, tint: "muted", align: "middle" });
      factorValue(sheet, middle, 246, factor, "middle");
    }));
    if (i) sheet.part(i + 1, () => sheet.text(x - 12, 246, "×", { size: 22, tint: "muted", align: "middle" }));
  });
  sheet.line(0, 264, sheet.width, 264);
  return 264;
}

function phoneFactors(sheet, data, factors) {
  const x = 190;
  factors.forEach((factor, i) => {
    const y = 150 * i;
    about(factor.thing, sheet.group({ transform: `translate(0 ${y})` }, () => factor.draw(sheet, data)));
    if (i) sheet.way(84, y - 22, 84, y - 4);
    about(factor.thing, sheet.part(i + 1, () => {
      factorName(sheet, x + 70, y + 36, factor);
      sheet.text(x, y + 82, factor.words, { size: 15, tint: "muted" });
      factorValue(sheet, x + 22, y + 112, factor, "start");
      if (i) sheet.text(x, y + 112, "×", { size: 20, tint: "muted" });
    }));
  });
  sheet.line(0, 436, sheet.width, 436);
  return 436;
}

/** The derivative as a fraction, and what it comes to, around the middle `x`. */
function factorName(sheet, x, y, { above, below, formula, tint }) {
  const left = x - 52;
  sheet.formula(left, y - 9, ["∂", ...above], { size: 18, align: "middle", tint });
  sheet.formula(left, y + 18, ["∂", ...below], { size: 18, align: "middle", tint });
  sheet.line(left - 22, y - 1, left + 24, y - 1, { tint, width: 1.2 });
  sheet.formula(left + 32, y + 5, ["= ", ...formula], { size: 18, tint });
}

function factorValue(sheet, x, y, { value, tint }, align) {
  const written = digits3(value);
  sheet.text(x, y, value < 0 ? `(${written})` : written, { size: 24, weight: 600, tint, align });
}

// --- three pictures, each 160 × 120 ---

function chainVote(sheet, { w, sent, z, layer, to, source }) {
  for (const y of [14, 106]) {
    sheet.path(`M40 ${y}C90 ${y} 90 60 118 60`, { tint: "line" });
    sheet.disc(32, y, 8, 0, { stroke: "line" });
  }
  sheet.disc(32, 60, 19, sent);
  sheet.text(32, 66, source, { size: 15, weight: 600, align: "middle", tint: sent > 0.5 ? "paper" : "ink" });
  about(`w ${layer} ${to} ${source}`, sheet.group({}, () => {
    sheet.edge(50, 60, 118, 60, w, Math.min(3.6, 1.4 + Math.abs(w) / 3), 1);
    sheet.text(84, 50, `w = ${digits3(w)}`, { size: 15, weight: 600, align: "middle", tint: tintOf(w) });
  }));
  about(`z ${layer} ${to}`, sheet.group({}, () => {
    sheet.disc(134, 60, 16, 0);
    sheet.text(134, 66, "z", { size: 18, serif: true, align: "middle" });
    sheet.text(134, 96, digits3(z), { size: 15, align: "middle" });
  }));
}

function chainCurve(sheet, { curve, z, a, slope, layer, to }) {
  const [left, right, top, bottom] = [10, 150, 10, 92];
  const [low, high] = [Math.min(0, ...curve.values), Math.max(1, ...curve.values)];
  const x = (at) => left + ((at + curve.reach) / (2 * curve.reach)) * (right - left);
  const y = (at) => bottom - ((at - low) / (high - low)) * (bottom - top);
  const last = curve.values.length - 1;
  sheet.line(left, y(0), right, y(0));
  sheet.line(left, y(1), right, y(1));
  sheet.path(`M${curve.values.map((v, i) => `${x(((2 * i) / last - 1) * curve.reach)} ${y(v)}`).join("L")}`, { width: 2 });
  const [run, rise] = [x(1) - x(0), (y(1) - y(0)) * slope];
  const scale = 34 / Math.hypot(run, rise);
  const [dx, dy] = [run * scale, rise * scale];
  sheet.line(x(z), y(a), x(z), bottom + 6, { tint: "graph", dash: "2 3" });
  sheet.line(x(z) - dx, y(a) - dy, x(z) + dx, y(a) + dy, { tint: "slope", width: 3.4 });
  sheet.disc(x(z), y(a), 6, a, { stroke: "ink" });
  about(`z ${layer} ${to}`, sheet.text(x(z), bottom + 24, `z = ${digits3(z)}`, { size: 15, align: "middle" }));
}

function chainAnswer(sheet, { a, target, layer, to }) {
  const [left, length, y] = [8, 116, 52];
  const x = (value) => left + Math.min(1, Math.max(0, value)) * length;
  about(`a ${layer} ${to}`, sheet.group({}, () => {
    sheet.text(left, y - 12, `a = ${digits3(a)}`, { size: 15 });
    sheet.bar(left, y, length, 16, a, target);
  }));
  about(`y ${to}`, sheet.text(x(1), y - 12, `y = ${target}`, { size: 15, align: "end" }));
  const gap = target - a;
  sheet.way(x(a), y + 28, x(target), y + 28, { tint: "wish", width: 2.4 });
  const middle = Math.min(length - 30, Math.max(44, (x(a) + x(target)) / 2));
  sheet.text(middle, y + 50, `gap ${digits3(gap)}`, { size: 15, weight: 600, tint: "wish", align: "middle" });
  sheet.way(x(1) + 10, 60, x(1) + 26, 60);
  about("cost", sheet.formula(x(1) + 30, 65, ["C", "_0"], { size: 18 }));
}

// --- the product, and the same gradient by nudging ---

function chainProof(sheet, data, w, top) {
  const tint = tintOf(data.product);
  const narrow = sheet.phone;
  const left = narrow ? 0 : 300;
  const numbers = (label, value, y) => {
    sheet.text(left, y, label, { size: 15, tint: "muted" });
    sheet.text(left, y + 28, significant(value, 6), { size: 24, weight: 600, tint });
  };
  const first = narrow ? top + 190 : top + 26;
  const name = sheet.formula(left, first + 8, ["∂", "C", "_0", " / ∂", ...w], { size: 20 });
  sheet.text(left + name.getComputedTextLength() + 14, first + 8, `to ${data.to}, from ${data.source}`, { size: 15, tint: "muted" });
  numbers("the three, multiplied", data.product, first + 44);
  numbers("measured by nudging w", data.measured, first + 106);
  nudgeGraph(sheet, data, narrow ? 0 : 8, top + 14, narrow ? sheet.width : 264, 158);
  return narrow ? first + 150 : top + 186;
}

/** C₀ over this weight alone, with the gradient as the tangent where the weight stands. */
function nudgeGraph(sheet, { layer, to, source, w, cost, product, nudged: { reach, costs } }, left, top, width, height) {
  const bottom = top + height - 24;
  const most = Math.max(...costs) || 1;
  const x = (at) => left + 12 + ((at - w + reach) / (2 * reach)) * (width - 20);
  const y = (at) => bottom - (at / most) * (bottom - top - 24);
  sheet.line(left + 12, bottom, left + width - 8, bottom, { tint: "graph" });
  sheet.path(`M${costs.map((v, i) => `${x(w - reach + (2 * reach * i) / (costs.length - 1))} ${y(v)}`).join("L")}`, { width: 2 });
  const [run, rise] = [x(1) - x(0), y(product) - y(0)];
  const scale = 52 / Math.hypot(run, rise);
  const [dx, dy] = [run * scale, rise * scale];
  const tint = tintOf(product);
  sheet.line(x(w) - dx, y(cost) - dy, x(w) + dx, y(cost) + dy, { tint, width: 3, dash: product < 0 ? "6 4" : "" });
  sheet.line(x(w), y(cost), x(w), bottom, { tint: "graph", dash: "2 3" });
  sheet.disc(x(w), y(cost), 6, 0, { stroke: "ink", width: 2 });
  sheet.formula(left, top + 12, ["C", "_0"], { size: 18 });
  const [side, align] = product < 0 ? [10, "start"] : [-10, "end"];
  about("cost", sheet.text(x(w) + side, y(cost) - 12, digits3(cost), { size: 15, weight: 600, align }));
  about(`w ${layer} ${to} ${source}`, sheet.text(x(w), bottom + 20, `w = ${digits3(w)}`, { size: 15, align: "middle" }));
}
