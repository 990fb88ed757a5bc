// The edges of one step, drawn once on a layer of their own: only what moves is drawn each frame.

const FAN = 5; // pixels of the image whose edges into each neuron of layer 1 are drawn

class Edges {
  constructor(model, layout, marks) {
    Object.assign(this, { model, layout, marks });
    this.cache = new Map();
    this.max = {};
    this.fan = layout.shown[1].map((j) => spreadPixels(model, j, layout.phone ? 3 : FAN));
    this.fanMax = maxSize(this.fan.flatMap((list, slot) => list.map((k) => model.adds(1, layout.shown[1][slot], k))));
  }

  /** A canvas with the edges of this step; `all` draws the 12,544 of layer 1 as well. */
  layer(step, all, ratio) {
    const key = `${step.id} ${all}`;
    if (!this.cache.has(key)) {
      const { width, height } = this.layout;
      const canvas = new OffscreenCanvas(Math.round(width * ratio), Math.round(height * ratio));
      const context = canvas.getContext("2d");
      context.scale(ratio, ratio);
      this.draw(this.marks.on(context), step, all);
      this.cache.set(key, canvas);
    }
    return this.cache.get(key);
  }

  draw(marks, step, all) {
    const { model } = this;
    if (all) this.everyPixel(marks);
    for (let l = 1; l <= model.layers; l++) {
      const style = edgeStyle(step, l, model.layers);
      if (all && style.max === "weight") Object.assign(style, { alpha: 0.62, floor: 0, hair: 0.2 });
      if (l > 1) this.between(marks, l, style);
      else if (!all || style.value !== "weight") this.pixels(marks, style);
    }
  }

  /** What the edges mean in this step, in words: they change their meaning, and not all at once. */
  static meaning({ kind, layer }, layers) {
    const at = layer === layers ? "the outputs" : `layer ${layer}`;
    const gradient = "gradient ∂C₀/∂w";
    return `edges now: ${{
      forward: `${layer === 1 ? "w · x" : "w · a"} into ${at}${layers > 1 ? ", else w" : ""}`,
      cost: "w",
      wish: layer + 1 < layers ? `w, behind layer ${layer + 1} ${gradient}` : "w",
      delta: layer > 1 ? `${gradient}, up to layer ${layer - 1} w` : gradient,
      update: "new w, largest changes plum",
    }[kind]}`;
  }

  values(kind, l) {
    const { model } = this;
    const of = { weight: model.weight, adds: model.adds, gradient: model.gradient, weightNew: model.weightNew };
    return model.matrix(l, of[kind]);
  }

  between(marks, l, { value, alpha, floor = 0.1, hair = 0.12, width = 3.2, focus = null }) {
    const { model, layout } = this;
    const values = this.values(value, l);
    const max = (this.max[`${value}${l}`] ??= maxSize(values) || 1);
    const before = model.sizes[l - 1];
    const shrink = layout.phone ? 0.62 : 1;
    const followed = focus === "to" ? model.followed[l] : null;
    const list = [];
    layout.shown[l].forEach((j, to) => {
      layout.shown[l - 1].forEach((k, from) => list.push([Math.abs(values[j * before + k]) / max, j, k, to, from]));
    });
    list.sort((p, q) => (p[1] === followed) - (q[1] === followed) || p[0] - q[0]);
    for (const [share, j, k, to, from] of list) {
      const points = layout.bezier(l, to, from);
      const lift = followed === null ? 1 : j === followed ? 1.8 : 0.42;
      if (share < (lift > 1 ? 0.02 : floor)) {
        marks.curve(points, marks.rgb("graph", hair), 0.6);
        continue;
      }
      const v = values[j * before + k];
      const tint = marks.signed(v, Math.min(1, (0.16 + 0.84 * share ** 0.8) * alpha * lift));
      marks.curve(points, tint, Math.max(0.7, width * share * shrink), v < 0);
    }
  }

  /** The fan from the pixels that add most; its size and sign are what the step is about. */
  pixels(marks, { value, alpha }) {
    const { model, layout } = this;
    const gradient = value === "gradient";
    const max = gradient ? maxSize(model.delta[1]) : this.fanMax;
    layout.shown[1].forEach((j, to) => {
      for (const k of this.fan[to]) {
        const v = gradient ? model.gradient(1, j, k) : model.adds(1, j, k);
        const share = Math.min(1, Math.abs(v) / (max || 1));
        if (share < 0.02) continue;
        const tint = value === "change" ? marks.rgb("wish", 0.5 * alpha) : marks.signed(v, (0.2 + 0.7 * share) * alpha);
        marks.curve(layout.bezier(1, to, k), tint, (0.6 + 1.6 * share) * (layout.phone ? 0.8 : 1), v < 0);
      }
    });
  }

  everyPixel(marks) {
    const { model, layout } = this;
    const values = this.values("weight", 1);
    const max = maxSize(values) || 1;
    const inputs = model.sizes[0];
    for (const [slot, j] of layout.shown[1].entries()) {
      for (let k = 0; k < inputs; k++) {
        const share = Math.min(1, (1.4 * Math.abs(values[j * inputs + k])) / max);
        const tint = marks.signed(values[j * inputs + k], 0.02 + 0.2 * share * share);
        marks.curve(layout.bezier(1, slot, k), tint, 0.5 + 0.5 * share);
      }
    }
  }
}

/** How the edges into layer l look during a step: those that play no part stay hairlines. */
function edgeStyle({ kind, layer }, l, layers) {
  const rest = { value: "weight", max: "weight", alpha: 0.3, floor: 0.22, hair: 0.13, width: 2.4 };
  if (kind === "forward") {
    if (l === layer) return { value: "adds", alpha: l === 1 ? 0.5 : 0.62, floor: 0.06, focus: "to" };
    return rest;
  }
  if (kind === "wish" && l === layer + 1) return { ...rest, alpha: 0.3, floor: 0.12, width: 2.6 };
  if (kind === "delta" && l === layer) return { value: "gradient", alpha: 0.85, floor: 0.03, width: 3.6, hair: 0.1 };
  if (kind === "update") return { ...rest, value: "weightNew", alpha: 0.34, floor: 0.22, width: 2.6 };
  if (["wish", "delta"].includes(kind) && l > layer && l <= layers) return { value: "gradient", alpha: 0.25, floor: 0.1, hair: 0.06 };
  return rest;
}

/** The pixels that add most to neuron j of layer 1, no two of them close together. */
function spreadPixels(model, j, count) {
  const chosen = [];
  for (const k of strongest(model.a[0].map((x, i) => x * model.weight(1, j, i)), 120)) {
    const apart = (other) => Math.hypot((k % 28) - (other % 28), Math.floor(k / 28) - Math.floor(other / 28)) > 3.2;
    if (model.adds(1, j, k) !== 0 && chosen.every(apart)) chosen.push(k);
    if (chosen.length === count) break;
  }
  return chosen;
}
