// Small pictures, painted once: the input, and for each neuron of layer 1 its 784 weights as they
// are now spoken of: weights, weight × pixel, pixel × δ, change.

class Thumbs {
  constructor(model, layout, marks) {
    Object.assign(this, { model, layout, marks });
    const { paper, ink, pos, neg, wish } = marks.colours;
    this.input = picture(model.a[0], 1, ramp(paper, ink));
    const signs = (power) => [ramp(paper, pos, power), ramp(paper, neg, power)];
    const rows = (values, max, above, below) =>
      layout.shown[1].map((j) => {
        const row = values.subarray(784 * j, 784 * (j + 1));
        return picture(row, max ?? maxSize(row), above, below);
      });
    const gradient = model.matrix(1, model.gradient);
    const sets = {
      weights: () => rows(model.w[1], maxSize(model.w[1]) * 0.7, ...signs(0.8)),
      products: () => rows(model.matrix(1, model.adds), null, ...signs(0.7)),
      gradient: () => rows(gradient, maxSize(gradient), ...signs(0.55)),
      change: () => rows(gradient, maxSize(gradient), ramp(paper, wish, 0.6), ramp(paper, wish, 0.6)),
    };
    this.made = {};
    this.set = (name) => (this.made[name] ??= sets[name]());
  }

  static kind(moment) {
    if (moment.updated > 0) return "change";
    if (moment.of("delta", 1) > 0) return "gradient";
    return moment.step.kind === "forward" && moment.step.layer === 1 ? "products" : "weights";
  }

  static caption = {
    weights: "784 weights each",
    products: "each pixel × its weight",
    gradient: "gradient of 784 weights: pixel × δ",
    change: "change of 784 weights, −α ∂C₀/∂w",
  };

  drawInput() {
    const { layout, marks } = this;
    const [x, y] = layout.imageAt;
    marks.g.imageSmoothingEnabled = false;
    marks.g.drawImage(this.input, x, y, layout.image, layout.image);
    this.frame(x, y, layout.image);
  }

  draw(moment) {
    const { layout, marks } = this;
    const { g } = marks;
    const set = this.set(Thumbs.kind(moment));
    g.imageSmoothingEnabled = layout.thumb < 28;
    layout.shown[1].forEach((_, slot) => {
      const v = layout.v(1, slot);
      const [x, y] = layout.xy(layout.thumbU, v).map((at, i) => (i === (layout.phone ? 0 : 1) ? at - layout.thumb / 2 : at));
      g.strokeStyle = marks.rgb("graph", 0.8);
      g.lineWidth = 1;
      g.beginPath();
      g.moveTo(...layout.xy(layout.thumbU + layout.thumb, v));
      g.lineTo(...layout.xy(layout.columns[1] - layout.radius[1], v));
      g.stroke();
      g.drawImage(set[slot], x, y, layout.thumb, layout.thumb);
      this.frame(x, y, layout.thumb);
    });
  }

  frame(x, y, size) {
    const { g } = this.marks;
    g.strokeStyle = this.marks.rgb("graph", 0.8);
    g.lineWidth = 0.9;
    g.strokeRect(x - 0.5, y - 0.5, size + 1, size + 1);
  }
}

function picture(values, max, above, below) {
  const canvas = new OffscreenCanvas(28, 28);
  paint(canvas, values, max, above, below);
  return canvas;
}
