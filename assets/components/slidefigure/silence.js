// Slide 11, beside the answered quiz: what a weight learns from what comes in, and from a pixel of paper.

function drawSilence(sheet, data) {
  const top = silencePixels(sheet, data) + 30;
  const weight = `the weight from ${data.source_name} to output ${data.to}`;
  const short = sheet.phone ? `one weight to output ${data.to}` : weight;
  sheet.text(0, top, `${data.printed ? "Of" : "Now yourself:"} ${short}`, { weight: 600 });
  return { height: silenceProduct(sheet, data, top + 12), say: silenceSay(data) };
}

function silenceSay({ now, layer, source_name, product }) {
  if (now === 0) {
    const entering = layer > 1 ? " Those that enter it depend on its own slope σ′." : "";
    return `Nothing comes in, so this weight learns nothing. Nor would any other weight that leaves ${source_name}.${entering}`;
  }
  if (product === 0) return "Something comes in, yet another factor is 0: the slope or the error. The product is 0 all the same.";
  return `The gradient of this weight is ${digits3(product)}. Set what comes in to 0 and see what is left of it.`;
}

// --- the three factors and their product ---

/** A column for each factor: its name, its number, a bar. Returns where it ends. */
function silenceProduct(sheet, data, top) {
  const { layer, to, source, target, most } = data;
  const up = [`^(${layer})`, `_${to}`];
  const factors = [
    { thing: `a ${layer - 1} ${source}`, name: ["a", `^(${layer - 1})`, `_${source}`], value: data.now, tint: "ink", most: most.sent, before: "", oneSided: data.sliders[0].low >= 0 },
    { thing: `slope ${layer} ${to}`, name: ["σ′(z", ...up, ")"], value: data.slope, tint: "slope", most: most.slope, before: "×", oneSided: true },
    { thing: `wish ${layer} ${to}`, name: ["2(a", ...up, ` − ${target})`], value: data.by_activation, tint: tintOf(data.by_activation), most: 2, before: "×" },
    { thing: `grad ${layer} ${to} ${source}`, name: ["∂C", "_0", "/∂w", `^(${layer})`, `_${to},${source}`], value: data.product, tint: tintOf(data.product), most: most.product, before: "=" },
  ];
  const column = sheet.width / 4;
  factors.forEach((factor, i) => {
    about(factor.thing, sheet.group({}, () => silenceFactor(sheet, i * column + 11, top, column - 22, factor)));
  });
  return top + 90;
}

function silenceFactor(sheet, x, top, width, { name, value, tint, most, before, oneSided }) {
  const middle = x + width / 2;
  sheet.formula(middle, top + 20, name, { align: "middle", tint: tint === "muted" ? "ink" : tint });
  const size = width > 90 && digits3(value).length < 8 ? 22 : 16;
  sheet.text(middle, top + 54, digits3(value), { size, weight: 600, align: "middle", tint });
  sheet.text(x - 11, top + 54, before, { size, tint: "muted", align: "middle" });
  const [zero, length] = oneSided ? [x, width] : [middle, width / 2];
  silenceBar(sheet, x, top + 66, zero, width, Math.max(-1, Math.min(1, value / most)) * length, tint);
}

/** A bar from `zero` on, hollow and dashed where it is negative. */
function silenceBar(sheet, x, y, zero, width, long, tint) {
  sheet.line(x, y + 14, x + width, y + 14);
  if (long < 0) sheet.box(zero + long, y, -long, 14, { tint: "none", stroke: tint, dash: "5 3" });
  else sheet.box(zero, y, long, 14, { tint });
  sheet.line(zero, y - 5, zero, y + 19, { tint: "graph" });
}

// --- a pixel of paper beside one of ink ---

/** Returns where it ends. */
function silencePixels(sheet, data) {
  const [side, y] = [sheet.phone ? 116 : 140, 30];
  sheet.text(0, 16, "In layer 1 the pixels are what comes in", { weight: 600 });
  sheet.picture(0, y, side, side, 28, data.pixels.map((value) => value / 255));
  const rows = [
    [data.inked, "ink", data.inked_slopes],
    [data.paper, "paper", data.paper_slopes],
  ].sort(([one], [other]) => one - other);
  rows.forEach(([pixel, name, slopes], i) => {
    const row = { x: side + 30, y: y + (i * side) / 2, height: side / 2, width: sheet.width - side - 30 };
    if (pixel === null) return void sheet.text(row.x, row.y + 30, "This picture has no paper.", { size: 15, tint: "muted" });
    silenceMark(sheet, 0, y, side / 28, pixel, row);
    const words = `${name}, ${(data.pixels[pixel] / 255).toFixed(2)}: its ${slopes.length} weights’ gradients`;
    sheet.text(row.x, row.y + 14, sheet.phone ? `${name}: ${slopes.length} gradients` : words, { size: 15, tint: "muted" });
    silenceSlopes(sheet, slopes, maxOf(data.inked_slopes), row);
  });
  return y + side;
}

/** A frame round a pixel, and a line from there to what is said about it. */
function silenceMark(sheet, left, top, size, pixel, row) {
  const [x, y] = [left + ((pixel % 28) + 0.5) * size, top + (Math.floor(pixel / 28) + 0.5) * size];
  const end = row.y + 9;
  for (const [tint, width] of [["paper", 5], ["ink", 1.6]]) {
    sheet.path(`M${x + 6} ${y}C${row.x - 24} ${y} ${row.x - 24} ${end} ${row.x - 6} ${end}`, { tint, width: width / 1.4 });
    sheet.path(`M${x - 6} ${y - 6}h12v12h-12Z`, { tint, width });
  }
}

/** A bar for each gradient, hollow where negative; a small ring for each that is exactly 0. */
function silenceSlopes(sheet, slopes, most, { x, y, width, height }) {
  const [pitch, middle, half] = [width / slopes.length, y + height * 0.62, height * 0.3];
  sheet.line(x, middle, x + width, middle, { tint: "graph" });
  slopes.forEach((slope, i) => {
    const long = (Math.abs(slope) / most) * half;
    const [left, thick] = [x + (i + 0.18) * pitch, 0.64 * pitch];
    if (slope === 0) sheet.disc(left + thick / 2, middle, Math.min(3, thick / 2), 0);
    else if (long < 1.5) sheet.line(left, middle, left + thick, middle, { tint: tintOf(slope), width: 2 });
    else if (slope > 0) sheet.box(left, middle - long, thick, long, { tint: "pos" });
    else sheet.box(left, middle, thick, long, { tint: "none", stroke: "neg", dash: "4 2" });
  });
  if (slopes.every((slope) => slope === 0)) sheet.text(x + width, y + 14, "all 0", { size: 16, weight: 600, align: "end" });
}
