// Right of the graph (below it on a phone): outputs against targets, the cost as squares, and the
// curve of the neuron that is followed through the pass.

class Readout {
  constructor(model, layout, marks) {
    Object.assign(this, { model, layout, marks });
    this.last = model.layers;
    const sides = [...model.terms, ...model.termsNew].map(Math.sqrt);
    const total = Math.sqrt(Math.max(model.cost, model.costNew));
    const largest = Math.max(...sides);
    const fits = (unit) =>
      largest * unit < Math.min(2 * layout.pitch[this.last], layout.panel - 44) && total * unit < Math.min(50, layout.panel - 66);
    const full = Math.abs(layout.barLength);
    this.part = [1, 2, 4, 8, 16, 32].find((part) => fits(full / part)) ?? 64;
    this.unit = layout.phone ? Math.min(34, layout.pitch[this.last]) : full / this.part;
  }

  draw(moment) {
    this.drawHeads(moment);
    const lit = this.layout.shown[this.last].map((_, slot) => moment.lit(this.last, slot, this.layout.shown[this.last].length));
    this.layout.shown[this.last].forEach((j, slot) => this.drawOutput(moment, j, slot, lit[slot]));
    const squares = moment.step.kind === "cost" || moment.updated > 0;
    if (squares) this.drawSquares(moment);
    else this.drawCurve(moment);
  }

  drawHeads(moment) {
    const { layout, marks, model } = this;
    if (layout.phone) return;
    const now = moment.step.layer;
    const head = (text, u, on, align = "left") =>
      marks.text(text, u, 12, { size: 14, weight: on ? 600 : 400, tint: on ? "ink" : "muted", align });
    head("Input", 0, false);
    for (let l = 1; l < model.layers; l++) head(`Layer ${l}${this.shownOf(l)}`, layout.columns[l], l === now, "center");
    head("Output", layout.columns[this.last] - 14, now === this.last);
    head("0", layout.barU, false, "center");
    head("1", layout.barU + layout.barLength, false, "center");
    const foot = layout.height - 14;
    marks.text("28 × 28, ink = 1, paper = 0", 0, layout.imageV + layout.image + 16);
    marks.text(Thumbs.caption[Thumbs.kind(moment)], layout.thumbU, foot - 22);
    marks.text(Edges.meaning(moment.step, this.last), layout.thumbU, foot - 3);
    const parted = model.sizes.some((_, l) => l && this.shownOf(l));
    if (parted && layout.thumbU > 230) marks.text("of large layers: the largest δ", 0, foot - 3);
  }

  /** Where a layer is too large to be drawn whole, how much of it is. */
  shownOf(l) {
    const [shown, all] = [this.layout.shown[l].length, this.model.sizes[l]];
    return shown < all ? `: ${shown} of ${all}` : "";
  }

  drawOutput(moment, j, slot, lit) {
    const { model, layout, marks } = this;
    const { g } = marks;
    const v = layout.v(this.last, slot);
    const isTarget = j === model.label;
    const before = model.a[this.last][j];
    const now = (lit ?? 0) * before + (model.aNew[this.last][j] - before) * moment.updated;
    const strong = isTarget || now > 0.05 || (moment.costed > 0 && model.terms[j] >= 0.0005);
    const phone = layout.phone;
    const name = layout.xy(layout.columns[this.last] + layout.radius[this.last] + (phone ? 15 : 19), v);
    const size = Math.min(phone ? 17 : 22, layout.pitch[this.last]);
    marks.text(String(j), ...name, { size, weight: isTarget ? 600 : 400, tint: strong ? "ink" : "muted", align: "center", serif: true });

    const [from, length, half] = [layout.barU, layout.barLength, layout.barWidth / 2];
    this.bar(from, from + length, v, half, marks.rgb("line", 0.6));
    if (lit !== null && now > 0.004) this.bar(from, from + length * clamp(now), v, half, marks.rgb("ink"));
    if (moment.updated > 0) this.bar(from + length * before - 1, from + length * before + 1, v, half + 2, marks.rgb("graph"));
    const target = from + (isTarget ? length : 0);
    const overhang = half + (phone ? 3 : 5);
    g.strokeStyle = marks.rgb("ink");
    g.lineWidth = isTarget ? 3 : 1.6;
    g.beginPath();
    g.moveTo(...layout.xy(target, v - overhang));
    g.lineTo(...layout.xy(target, v + overhang));
    g.stroke();
    if (isTarget && !phone) marks.text("target", target, v - overhang - 8, { size: 12.5, align: "center" });
    if (lit !== null && strong && !phone) {
      marks.text(now.toFixed(3), from + length + 48, v + 1, { size: 14, weight: 600, tint: "ink", align: "right" });
    }
    const opened = easeOut(clamp(moment.costed * 5)) * (1 - moment.updated);
    if (opened > 0 && Math.abs(before - model.target[j]) > 0.03) {
      const end = from + length * (before + (model.target[j] - before) * opened);
      marks.gap(layout.xy(from + length * clamp(before), v + half + 7), layout.xy(end, v + half + 7));
    }
  }

  bar(u0, u1, v, half, fill) {
    const [[x0, y0], [x1, y1]] = [this.layout.xy(u0, v - half), this.layout.xy(u1, v + half)];
    this.marks.g.fillStyle = fill;
    this.marks.g.fillRect(Math.min(x0, x1), Math.min(y0, y1), Math.abs(x1 - x0), Math.abs(y1 - y0));
  }

  /** Each term a square on its gap, then one square as large as all of them. */
  drawSquares(moment) {
    const { model, layout, marks, unit } = this;
    const { updated } = moment;
    if (!layout.phone) this.drawSquaresHead();
    const inOrder = strongest(model.terms, model.terms.length);
    const shares = inOrder.map((_, i) => (updated > 0 ? 1 : easeOut(clamp((moment.elapsed - 300 - 60 * i) / 350))));
    const written = writtenSum(model.terms.map((term, j) => term + (model.termsNew[j] - term) * updated));
    const total = written.pop();
    layout.shown[this.last].forEach((j, slot) => {
      const v = layout.v(this.last, slot);
      const term = model.terms[j] + (model.termsNew[j] - model.terms[j]) * updated;
      const grown = shares[inOrder.indexOf(j)];
      const side = Math.sqrt(term) * unit;
      if (updated > 0) this.square(v, Math.sqrt(model.terms[j]) * unit, true);
      this.square(v, side * grown);
      if (grown > 0.5 && written[j].value > 0 && !layout.phone) {
        marks.text(written[j].text, layout.width - 1, v + 1, { size: 14, weight: 600, tint: "ink", align: "right" });
      }
    });
    const glided = updated > 0 ? 1 : easeInOut(clamp((moment.elapsed - 1200) / 500));
    if (glided > 0 && !layout.phone) this.drawTotal(total, glided, updated);
  }

  /** A square beside the bar of the output at v, on a phone below it. */
  square(v, side, old = false) {
    const { layout, marks } = this;
    if (layout.phone) marks.square(v - side / 2, layout.barU + 10, side, old);
    else marks.square(layout.panelU, v - side / 2, side, old);
  }

  drawSquaresHead() {
    const { layout, marks } = this;
    const part = { 2: "half size", 4: "a quarter", 8: "an eighth" }[this.part] ?? `1/${this.part}`;
    const room = layout.width - layout.barU - layout.barLength;
    const scale = `${room < 176 ? "" : "squares "}drawn at ${part}`;
    if (this.part !== 1) marks.text(scale, layout.width - 1, 28, { size: 12.5, align: "right" });
    marks.text(room < 176 ? "gap²" : "gap, squared", layout.width - 1, 12, { size: 14, weight: 600, tint: "ink", align: "right" });
  }

  /** total: what the terms add up to, as it is written; while the square grows, as far as it has come. */
  drawTotal(total, glided, updated) {
    const { model, layout, marks, unit } = this;
    const { g } = marks;
    const [u, y] = [layout.panelU, layout.from + layout.across];
    g.fillStyle = marks.rgb("ink");
    g.fillRect(u, y, layout.width - u, 1.4);
    const cost = model.cost + (model.costNew - model.cost) * updated;
    if (updated > 0) marks.square(u, y + 7, Math.sqrt(model.cost) * unit, true);
    marks.square(u, y + 7, Math.sqrt(cost) * unit * glided);
    const decimals = total.text.split(".")[1].length;
    marks.text((total.value * glided).toFixed(decimals), layout.width - 1, y + 22, { size: 22, weight: 600, tint: "ink", align: "right" });
    const below = updated > 0 ? `was ${digits3(model.cost)}` : "cost C₀";
    marks.text(below, layout.width - 1, y + 46, { size: 14, align: "right" });
  }

  /** The followed neuron on its activation curve; backward, with the slope there. */
  drawCurve(moment) {
    const { model, layout, marks } = this;
    const l = moment.step.layer;
    const j = model.followed[l];
    if (moment.of("forward", l) === 0 || (layout.phone && l === this.last)) return;
    const back = moment.step.part === "Backward";
    const [x, y] = layout.phone ? [layout.width - 86, 22] : [layout.panelU, 58];
    const [width, height] = [layout.width - x - 2, layout.phone ? 52 : 84];
    const long = layout.phone || l < this.last; // “Layer 2 · neuron 14” is wider than the panel may be
    marks.text(capital(model.nameOf(l, j)), long ? layout.width - 2 : x, layout.phone ? 8 : 34, {
      size: layout.phone ? 12.5 : 14, weight: 600, tint: "ink", align: long ? "right" : "left",
    });
    drawActivation(marks, model, l, j, { x, y, width, height, tangent: back && moment.of("delta", l) > 0 });
    if (!layout.phone) this.drawCurveNumbers(moment, l, j, x, y + height, width);
  }

  drawCurveNumbers(moment, l, j, x, y, width) {
    const { model, marks } = this;
    const rows = [["sum z", digits3(model.z[l][j]), "ink"], ["activation a", digits3(model.a[l][j]), "ink"]];
    if (moment.step.part === "Backward") {
      const wish = moment.wish(l, j);
      rows.push([moment.share < 1 && moment.step.kind === "wish" ? "so far" : "wish", `${digits3(wish)} ${way(wish)}`, "wish"]);
      if (moment.of("delta", l) > 0) {
        rows.push(["slope σ′", digits3(model.slope(l, j)), "slope"]);
        rows.push(["δ", digits3(model.delta[l][j]), model.delta[l][j] < 0 ? "neg" : "pos"]);
        rows.push([`${equals(model.delta[l][j], -model.wish[l][j], model.slope(l, j))} −wish × slope`, "", "muted"]);
      }
    }
    rows.forEach(([label, value, tint], i) => {
      marks.text(label, x, y + 26 + 22 * i, { size: 14 });
      marks.text(value, x + width, y + 26 + 22 * i, { size: 14, weight: 600, tint, align: "right" });
    });
  }
}

/** The activation function around z, with the neuron's point on it and, if asked, its tangent. */
function drawActivation(marks, model, l, j, { x, y, width, height, tangent }) {
  const { g } = marks;
  const [z, a] = [model.z[l][j], model.a[l][j]];
  const reach = Math.max(4, Math.min(12, Math.abs(z) + 1.5));
  const value = { sigmoid: (t) => 1 / (1 + Math.exp(-t)), tanh: Math.tanh, relu: (t) => Math.max(0, t) }[model.activation];
  const [low, high] = { sigmoid: [0, 1], tanh: [-1, 1], relu: [0, reach] }[model.activation];
  const px = (t) => x + ((t + reach) / (2 * reach)) * width;
  const py = (v) => y + height - ((v - low) / (high - low)) * height;
  g.lineWidth = 1;
  g.strokeStyle = marks.rgb("line");
  for (const v of [low, high]) {
    g.beginPath();
    g.moveTo(x, py(v));
    g.lineTo(x + width, py(v));
    g.stroke();
  }
  g.strokeStyle = marks.rgb("ink");
  g.lineWidth = 1.8;
  g.beginPath();
  for (let i = 0; i <= 60; i++) {
    const t = -reach + (2 * reach * i) / 60;
    g.lineTo(px(t), py(value(t)));
  }
  g.stroke();
  const at = [px(Math.min(reach, Math.max(-reach, z))), py(Math.min(high, a))];
  if (tangent) {
    const [dx, dy] = [width / (2 * reach), (-model.slope(l, j) * height) / (high - low)];
    const long = 24 / Math.hypot(dx, dy);
    g.strokeStyle = marks.rgb("slope");
    g.lineWidth = 3;
    g.beginPath();
    g.moveTo(at[0] - dx * long, at[1] - dy * long);
    g.lineTo(at[0] + dx * long, at[1] + dy * long);
    g.stroke();
  }
  marks.disc(at, 6, a);
}
