// The marks of the graph. A hue means one thing: blue, solid, filled = positive; orange, dashed,
// hollow = negative; plum arrows and triangles = wished change; green tangent = slope σ′.

class Marks {
  constructor(context, root, phone) {
    this.g = context;
    this.phone = phone;
    const names = ["bg", "paper", "ink", "muted", "graph", "line", "pos", "neg", "wish", "slope", "acc"];
    this.colours = Object.fromEntries(names.map((name) => [name, colour(root, name)]));
    const style = getComputedStyle(root);
    this.sans = style.getPropertyValue("--st-font");
    this.serif = style.getPropertyValue("--serif");
  }

  on(context) {
    const other = Object.create(this);
    other.g = context;
    return other;
  }

  rgb(name, alpha = 1) {
    return `rgba(${this.colours[name]},${alpha})`;
  }

  signed(value, alpha = 1) {
    return this.rgb(value < 0 ? "neg" : "pos", alpha);
  }

  activation(a) {
    const share = Math.min(1, Math.max(0, a));
    return `rgb(${this.colours.paper.map((v, i) => Math.round(v + (this.colours.ink[i] - v) * share))})`;
  }

  text(text, x, y, { size = 13, weight = 400, tint = "muted", align = "left", serif = false, halo = true } = {}) {
    const { g } = this;
    g.font = `${weight} ${size}px ${serif ? this.serif : this.sans}`;
    g.textAlign = align;
    g.textBaseline = "middle";
    g.setLineDash([]);
    if (halo) {
      g.lineWidth = 4;
      g.lineJoin = "round";
      g.strokeStyle = this.rgb("bg");
      g.strokeText(text, x, y);
    }
    g.fillStyle = this.rgb(tint);
    g.fillText(text, x, y);
  }

  curve(points, stroke, width, dashed = false) {
    const { g } = this;
    g.strokeStyle = stroke;
    g.lineWidth = width;
    g.setLineDash(dashed ? (this.phone ? [3.5, 2.5] : [6, 4]) : []);
    g.beginPath();
    g.moveTo(...points[0]);
    g.bezierCurveTo(...points[1], ...points[2], ...points[3]);
    g.stroke();
    g.setLineDash([]);
  }

  /** An activation: paper to ink; null is "not yet computed", which is not 0. */
  disc([x, y], radius, a) {
    const { g } = this;
    g.beginPath();
    g.arc(x, y, radius + 1.5, 0, 7);
    g.fillStyle = this.rgb("bg");
    g.fill();
    g.beginPath();
    g.arc(x, y, radius, 0, 7);
    g.setLineDash(a === null ? [2.5, 2.5] : []);
    if (a !== null) {
      g.fillStyle = this.activation(a);
      g.fill();
    }
    g.lineWidth = 1.2;
    g.strokeStyle = this.rgb("graph");
    g.stroke();
    g.setLineDash([]);
  }

  /** δ: a ring round the disc, `share` of the largest in its layer. */
  ring([x, y], radius, value, share, alpha = 1) {
    if (share < 0.02) return;
    const { g } = this;
    const width = (1 + 3.4 * share) * (this.phone ? 0.7 : 1);
    g.beginPath();
    g.arc(x, y, radius + 2 + width / 2, 0, 7);
    g.strokeStyle = this.signed(value, (0.55 + 0.45 * share) * alpha);
    g.lineWidth = width;
    g.setLineDash(value < 0 ? [4, 3] : []);
    g.stroke();
    g.setLineDash([]);
  }

  halo([x, y], radius, tint = "acc", width = 2) {
    const { g } = this;
    g.beginPath();
    g.arc(x, y, radius, 0, 7);
    g.strokeStyle = this.rgb(tint);
    g.lineWidth = width;
    g.stroke();
  }

  /** A signal on its way: filled pushes up, hollow pulls down. */
  dot([x, y], radius, value) {
    const { g } = this;
    g.beginPath();
    g.arc(x, y, radius, 0, 7);
    g.fillStyle = value < 0 ? this.rgb("bg") : this.signed(value);
    g.fill();
    g.strokeStyle = this.signed(value);
    g.lineWidth = value < 0 ? 1.6 : 0.5;
    g.stroke();
  }

  triangle([x, y], radius, up, alpha = 1) {
    const { g } = this;
    const way = up ? -1 : 1;
    for (const [r, fill] of [[radius + 1.6, this.rgb("bg", alpha)], [radius, this.rgb("wish", alpha)]]) {
      g.beginPath();
      g.moveTo(x, y + way * r);
      g.lineTo(x - 0.9 * r, y - way * 0.7 * r);
      g.lineTo(x + 0.9 * r, y - way * 0.7 * r);
      g.closePath();
      g.fillStyle = fill;
      g.fill();
    }
  }

  /** A wish: a vertical arrow centred on [x, y]; length > 0 points up. */
  wish([x, y], length, width = 2.6, head = 7) {
    const { g } = this;
    const [way, size] = [Math.sign(length), Math.abs(length)];
    g.fillStyle = g.strokeStyle = this.rgb("wish");
    if (size < 2) return g.fillRect(x - 2, y - 0.6, 4, 1.2);
    const tip = Math.min(head, Math.max(3, size * 0.6));
    const [foot, top] = [y + (way * size) / 2, y - (way * size) / 2];
    g.lineWidth = width;
    g.beginPath();
    if (size > tip) {
      g.moveTo(x, foot);
      g.lineTo(x, top + way * tip * 0.8);
      g.stroke();
    }
    g.beginPath();
    g.moveTo(x, top);
    g.lineTo(x - 0.72 * tip, top + way * tip * 1.15);
    g.lineTo(x + 0.72 * tip, top + way * tip * 1.15);
    g.closePath();
    g.fill();
  }

  /** An arrow from one point to another, horizontal or vertical: the gap between answer and target. */
  gap([x0, y0], [x1, y1]) {
    const { g } = this;
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (length < 3) return;
    const [dx, dy] = [(x1 - x0) / length, (y1 - y0) / length];
    const [tip, half] = [Math.min(9, length), this.phone ? 4 : 5];
    g.strokeStyle = g.fillStyle = this.rgb("wish");
    g.lineWidth = this.phone ? 2.2 : 3;
    g.beginPath();
    g.moveTo(x0, y0);
    g.lineTo(x1 - dx * (tip - 1), y1 - dy * (tip - 1));
    g.stroke();
    g.beginPath();
    g.moveTo(x1, y1);
    g.lineTo(x1 - dx * tip - dy * half, y1 - dy * tip + dx * half);
    g.lineTo(x1 - dx * tip + dy * half, y1 - dy * tip - dx * half);
    g.closePath();
    g.fill();
  }

  square(x, y, side, old = false) {
    const { g } = this;
    if (side < 2) return;
    if (!old) {
      g.fillStyle = this.rgb("wish", 0.16);
      g.fillRect(x, y, side, side);
    }
    g.strokeStyle = old ? this.rgb("graph") : this.rgb("wish");
    g.lineWidth = 1.3;
    g.strokeRect(x + 0.5, y + 0.5, Math.max(0, side - 1), Math.max(0, side - 1));
  }
}
