// Where things are. u runs along the passes, v across them: on a wide screen u is x, on a phone y.

const SHOWN = 64; // neurons a column; more would be a blur

class Layout {
  constructor(model, width, height, phone) {
    Object.assign(this, { model, width, height, phone });
    const scale = width / 1124;
    this.across = phone ? width : height - 92;
    this.from = phone ? 0 : 34;
    this.shown = model.sizes.map((n, l) => (l ? shownNeurons(model, l, n) : []));
    const bar = Math.max(64, 112 * scale);
    const names = Math.max(50, 56 * scale);
    const room = names + bar + 56 + 118; // for the outputs' names, bars, numbers and squares
    const right = Math.min(766 * scale, width - room);
    const [first, last] = phone ? [190, 356] : [(right * 388) / 766, right];
    const step = model.layers > 1 ? (last - first) / (model.layers - 1) : 0;
    this.columns = model.sizes.map((_, l) => (l === 0 ? 0 : l === model.layers ? last : first + step * (l - 1)));
    this.pitch = this.shown.map((list) => this.across / list.length);
    this.radius = this.pitch.map((pitch) => Math.max(1.5, Math.min(pitch * 0.36, phone ? 9.5 : 15)));
    this.thumb = Math.max(3, Math.min(this.pitch[1] * 0.86, phone ? 20 : 32));
    this.thumbU = this.columns[1] - (phone ? 32 : 30 * scale) - this.thumb - this.radius[1] + (phone ? 10 : 0);
    this.image = phone ? 104 : Math.min(224 * scale, (right * 224) / 766, height * 0.42);
    this.imageV = phone ? (width - this.image) / 2 : this.from + (this.across - this.image) / 2;
    this.barU = phone ? 450 : last + names;
    this.barLength = phone ? -62 : bar; // on a phone bars rise
    this.barWidth = Math.min(phone ? 12 : 16, this.pitch.at(-1) * 0.45);
    this.panelU = Math.max(Math.min(1012 * scale, width - 114), this.barU + bar + 56);
    this.panel = width - this.panelU;
  }

  xy(u, v) {
    return this.phone ? [v, u] : [u, v];
  }

  /** Across the passes: the place of the neuron that is `slot`-th of those shown in layer l. */
  v(l, slot) {
    return this.from + this.pitch[l] * (slot + 0.5);
  }

  slot(l, j) {
    return this.shown[l].indexOf(j);
  }

  disc(l, slot) {
    return this.xy(this.columns[l], this.v(l, slot));
  }

  /** The corner of the input image; 1 pixel in, for its frame. */
  get imageAt() {
    return this.xy(1, this.imageV);
  }

  pixel(k) {
    const size = this.image / 28;
    const [column, row] = [(k % 28) + 0.5, Math.floor(k / 28) + 0.5];
    const [along, over] = this.phone ? [row, column] : [column, row];
    return [1 + along * size, this.imageV + over * size];
  }

  /** [u, v] of both ends of the edge into slot `to` of layer l, from a slot or, for layer 1, a pixel. */
  edge(l, to, from) {
    const gap = this.phone ? 2 : 3;
    if (l === 1) return [...this.pixel(from), this.thumbU - 2, this.v(1, to)];
    const start = this.columns[l - 1] + this.radius[l - 1] + gap;
    return [start, this.v(l - 1, from), this.columns[l] - this.radius[l] - gap, this.v(l, to)];
  }

  /** The same edge as a Bézier curve: start, two handles, end, each [x, y]. */
  bezier(l, to, from) {
    const [u0, v0, u1, v1] = this.edge(l, to, from);
    const lean = 0.44 * (u1 - u0);
    return [[u0, v0], [u0 + lean, v0], [u1 - lean, v1], [u1, v1]].map(([u, v]) => this.xy(u, v));
  }
}

/** Which neurons of a layer are drawn: all, or the SHOWN with the largest δ. */
function shownNeurons(model, l, n) {
  if (n <= SHOWN) return Array.from({ length: n }, (_, j) => j);
  return strongest(model.delta[l], SHOWN).sort((i, k) => i - k);
}

function pointOn([p0, p1, p2, p3], t) {
  const s = 1 - t;
  return [0, 1].map((i) => s * s * s * p0[i] + 3 * s * s * t * p1[i] + 3 * s * t * t * p2[i] + t * t * t * p3[i]);
}
