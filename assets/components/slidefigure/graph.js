// A network as columns: the digit's picture, then the neurons of each layer, joined by edges.
// Layers count from 1; layer 0 is the picture, whose neurons are its pixels.

const GRAPH_MOST = 24; // neurons that a column shows; more would be a blur

class Graph {
  /** flows: the forward passes that it will show. Its outputs end at x + width. */
  constructor(sheet, flows, { x = 0, y = 0, width, height, image }) {
    const [flow] = flows;
    Object.assign(this, { sheet, x, y, width, height, image });
    this.sizes = [flow.pixels.length, ...flow.layers.map((layer) => layer.length)];
    this.last = flow.layers.length;
    this.shown = this.sizes.map((size, l) => (l ? graphShown(flows, l, size) : []));
    this.pitch = this.shown.map((list) => height / Math.max(1, list.length));
    const widest = Math.max(1, Math.min(12, 0.1 * (width - image)));
    this.radius = this.pitch.map((pitch) => Math.min(0.39 * pitch, widest));
    this.step = (width - image - this.radius[this.last]) / this.last;
  }

  column(l) {
    return this.x + (l ? this.image + l * this.step : this.image / 2);
  }

  /** The middle of a neuron that is shown. */
  place(l, j) {
    return [this.column(l), this.y + this.pitch[l] * (this.shown[l].indexOf(j) + 0.5)];
  }

  pixel(k) {
    const size = this.image / 28;
    const top = this.y + (this.height - this.image) / 2;
    return [this.x + ((k % 28) + 0.5) * size, top + (Math.floor(k / 28) + 0.5) * size];
  }

  /** Where the edge into neuron `to` of layer l begins and ends: x1, y1, x2, y2. */
  ends(l, to, source) {
    const [x, y] = l > 1 ? this.place(l - 1, source) : this.pixel(source);
    const [endX, endY] = this.place(l, to);
    return [l > 1 ? x + this.radius[l - 1] + 1 : x, y, endX - this.radius[l] - 1, endY];
  }

  isDrawn(l, to, source) {
    return this.shown[l].includes(to) && (l === 1 || this.shown[l - 1].includes(source));
  }

  picture(pixels) {
    const top = this.y + (this.height - this.image) / 2;
    return this.sheet.picture(this.x, top, this.image, this.image, 28, pixels.map((ink) => ink / 255));
  }

  /** All connections between neurons, as hairlines; or those into some layers. */
  hairlines(first = 2, last = this.last) {
    let d = "";
    for (let l = Math.max(2, first); l <= last; l++) {
      for (const to of this.shown[l]) {
        for (const source of this.shown[l - 1]) {
          const [x1, y1, x2, y2] = this.ends(l, to, source);
          const middle = (x1 + x2) / 2;
          d += `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
        }
      }
    }
    this.sheet.path(d, { tint: "line", width: 0.6 });
  }

  /** Signed edges [to, source, value] into layer l; the strongest gets the full width. */
  edges(l, list, { widest = 3, opacity = 0.75, most = maxOf(list.map((edge) => edge[2])) } = {}) {
    const drawn = list.filter(([to, source]) => this.isDrawn(l, to, source));
    for (const [to, source, value] of drawn) {
      const width = 0.5 + (widest - 0.5) * Math.min(1, Math.abs(value) / most);
      this.sheet.edge(...this.ends(l, to, source), value, width, opacity);
    }
  }

  discs(l, values, look) {
    return this.shown[l].map((j) => about(`neuron ${l} ${j}`, this.sheet.disc(...this.place(l, j), this.radius[l], values[j], look)));
  }

  /** Neurons that hold nothing yet. */
  empty(l) {
    for (const j of this.shown[l]) {
      const [cx, cy] = this.place(l, j);
      const style = "fill:var(--bg);stroke:var(--graph);stroke-width:1";
      this.sheet.make("circle", { cx, cy, r: this.radius[l], style, "stroke-dasharray": "2 2.5" });
    }
  }

  /** The digits that the outputs stand for. */
  digits(size, strong) {
    return this.shown[this.last].map((j) => {
      const [x, y] = this.place(this.last, j);
      const look = j === strong ? { weight: 600 } : { tint: "muted" };
      return this.sheet.text(x + this.radius[this.last] + 0.7 * size, y + 0.34 * size, j, { size, serif: true, align: "middle", ...look });
    });
  }

  /** How many there are of what, above the columns. */
  names() {
    this.sizes.forEach((_, l) => this.name(l));
  }

  name(l) {
    const words = l === 0 ? "pixels" : l === this.last ? "digits" : this.step > 62 ? "neurons" : "";
    this.sheet.text(this.column(l), this.y - 30, this.sizes[l], { weight: 600, align: "middle" });
    this.sheet.text(this.column(l), this.y - 12, words, { size: 15, tint: "muted", align: "middle" });
  }

  /** Says so where a layer has more neurons than are drawn. */
  get hidden() {
    const layers = this.sizes.map((_, l) => l).filter((l) => l && this.shown[l].length < this.sizes[l]);
    return layers.map((l) => ` Of layer ${l} the ${this.shown[l].length} busiest of ${this.sizes[l]} neurons are drawn.`).join("");
  }
}

/** Which neurons are drawn: all, or those whose edges carry most. */
function graphShown(flows, l, size) {
  const all = Array.from({ length: size }, (_, j) => j);
  if (size <= GRAPH_MOST) return all;
  const carried = all.map(() => 0);
  for (const { edges } of flows) {
    for (const [to, , value] of edges[l - 1]) carried[to] += Math.abs(value);
    for (const [, source, value] of edges[l] ?? []) carried[source] += Math.abs(value);
  }
  const busiest = all.sort((i, j) => carried[j] - carried[i]).slice(0, GRAPH_MOST);
  return busiest.sort((i, j) => i - j);
}

const largestOf = (values) => values.reduce((best, value, j) => (value > values[best] ? j : best), 0);

/** Draws into a group anew. */
function redraw(sheet, group, draw) {
  group.replaceChildren();
  [sheet.into, group] = [group, sheet.into];
  draw();
  sheet.into = group;
}

/** Under reduced motion and on paper nothing moves. */
const standsStill = (element) => matchMedia("(prefers-reduced-motion: reduce)").matches || Boolean(element.closest(".st-key-handout"));

/** Lets what was drawn come in after so many milliseconds. */
function appear(made, delay) {
  if (standsStill(made)) return;
  made.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 400, delay, fill: "backwards" });
}
