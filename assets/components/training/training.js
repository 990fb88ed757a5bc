// A training while it runs: curves, w⁽¹⁾ as images, one neuron taking shape, the gradient of the last
// mini-batch. Every picture comes as one message of bytes and is drawn in place.
// Header: { charts: [{ title, note, x, axes, marker }], serial, and, with images,
//   trained: whether it has learnt to read half of the test digits,
//   weights: { title, note, count, chosen, names }, film: { title, note, steps: [text], frames },
//   gradient: { title, note, key, known, matrices: [{ title, rows, columns }] }, norms: [{ name, value }] };
// then float32: of each series its xs and its ys; then int8: weights, film, gradient images (784 each)
// and gradient matrices, each scaled so that ±127 is full colour.

const POWER = 0.7; // lifts small values, as in the key
const FULL = 127;

export default function (component) {
  const root = component.parentElement.querySelector(".training");
  root.training ??= new Training(root);
  root.training.update(component);
  return untilGone(root, "training");
}

class Training {
  constructor(root) {
    this.root = root;
    this.charts = [];
    this.part = (name) => root.querySelector(`.training-${name}`);
    this.resizing = new ResizeObserver(() => this.charts.forEach((chart) => chart.draw()));
    this.resizing.observe(root);
    this.scheme = matchMedia("(prefers-color-scheme: dark)");
    this.redraw = () => requestAnimationFrame(() => this.draw());
    this.scheme.addEventListener("change", this.redraw);
  }

  close() {
    this.resizing.disconnect();
    this.scheme.removeEventListener("change", this.redraw);
  }

  update({ data, setTriggerValue }) {
    const { header, body } = unpack(data);
    Object.assign(this, { header, setTriggerValue });
    const counts = header.charts.flatMap((chart) => chart.axes.flatMap((axis) => axis.series.map((s) => s.count)));
    const floats = 2 * counts.reduce((sum, count) => sum + count, 0);
    this.numbers = new Float32Array(body.buffer, 0, floats);
    this.images = new Int8Array(body.buffer, 4 * floats);
    this.root.classList.toggle("charts-only", !header.weights);
    this.draw();
    if (header.trained) did("trained");
    this.root.dataset.serial = header.serial;
    this.root.dataset.pictures = 1 + Number(this.root.dataset.pictures ?? 0);
  }

  draw() {
    if (!this.header) return;
    this.drawCharts();
    if (!this.header.weights) return;
    const paper = colour(this.root, "paper");
    this.above = ramp(paper, colour(this.root, "pos"), POWER);
    this.below = ramp(paper, colour(this.root, "neg"), POWER);
    this.read = 0;
    this.drawWeights(this.header.weights);
    this.drawFilm(this.header.film);
    this.drawGradient(this.header.gradient);
    this.drawNorms(this.header.norms);
  }

  drawCharts() {
    const specs = this.header.charts;
    while (this.charts.length < specs.length) {
      this.charts.push(new Chart());
      this.part("charts").append(this.charts.at(-1).element);
    }
    let start = 0;
    const next = (count) => this.numbers.subarray(start, (start += count));
    specs.forEach((spec, c) => {
      const lines = spec.axes.map((axis) => axis.series.map(({ count }) => [next(count), next(count)]));
      this.charts[c].show(spec, lines);
    });
  }

  drawWeights({ title, note, count, names }) {
    heading(this.part("weights").querySelector("h2"), title, note);
    const grid = this.part("grid");
    if (grid.children.length !== count) grid.replaceChildren(...Array.from({ length: count }, (_, j) => this.button(j)));
    [...grid.children].forEach((button, j) => {
      button.title = button.ariaLabel = names[j];
      this.paintNext(button.querySelector("canvas"), 28, 28);
    });
    this.press(this.header.weights.chosen);
  }

  button(neuron) {
    const button = document.createElement("button");
    button.type = "button";
    const name = document.createElement("span");
    name.textContent = neuron;
    button.append(picture(), name);
    button.onclick = () => {
      this.press(neuron);
      this.setTriggerValue("neuron", neuron);
    };
    return button;
  }

  press(neuron) {
    [...this.part("grid").children].forEach((button, j) => button.setAttribute("aria-pressed", j === neuron));
  }

  drawFilm({ title, note, steps, frames }) {
    heading(this.part("film-title"), title, note);
    const film = this.part("film");
    fill(film, frames, () => {
      const item = document.createElement("li");
      item.append(picture(), document.createElement("span"));
      return item;
    });
    [...film.children].forEach((item, i) => {
      const [frame, name] = item.children;
      item.classList.toggle("none", i >= steps.length);
      name.textContent = steps[i] ?? "";
      if (i < steps.length) this.paintNext(frame, 28, 28);
      else Object.assign(frame, { width: 28, height: 28 }); // empties it
    });
  }

  drawGradient({ title, note, key, matrices, known }) {
    this.part("gradients").classList.toggle("none", !known);
    heading(this.part("gradients").querySelector("h2"), title, note);
    const count = this.header.weights.count;
    fill(this.part("small"), count, picture);
    for (const canvas of this.part("small").children) this.paintNext(canvas, 28, 28);
    fill(this.part("matrices"), matrices.length, picture);
    matrices.forEach(({ title, rows, columns }, i) => {
      const canvas = this.part("matrices").children[i];
      canvas.title = title;
      this.paintNext(canvas, rows, columns);
    });
    if (this.key === key) return; // a word whose card is open stays where it is
    this.key = key;
    this.part("key").lastElementChild.replaceChildren(...linked(key));
  }

  drawNorms(norms) {
    const list = this.part("norms").querySelector("ol");
    const largest = Math.max(...norms.map((norm) => norm.value), 1e-30);
    fill(list, norms.length, () => {
      const item = document.createElement("li");
      item.append(...["span", "b", "i", "small"].map((tag) => document.createElement(tag)));
      return item;
    });
    norms.forEach(({ name, value, text, flat }, l) => {
      const [label, number, bar, share] = list.children[l].children;
      label.textContent = name;
      number.textContent = text;
      share.textContent = flat;
      bar.style.width = `${(100 * value) / largest}%`;
    });
  }

  /** The next image of the message on this canvas, which keeps its place on the page. */
  paintNext(canvas, rows, columns) {
    const values = this.images.subarray(this.read, (this.read += rows * columns));
    if (canvas.width !== columns || canvas.height !== rows) [canvas.width, canvas.height] = [columns, rows];
    const context = canvas.getContext("2d");
    const image = context.createImageData(columns, rows);
    const pixels = new Uint32Array(image.data.buffer);
    values.forEach((value, i) => (pixels[i] = (value < 0 ? this.below : this.above)[Math.min(255, (Math.abs(value) * 255) / FULL) | 0]));
    context.putImageData(image, 0, 0);
  }
}

function picture() {
  const canvas = document.createElement("canvas");
  canvas.className = "picture";
  return canvas;
}

/** Make `parent` have exactly `count` children, keeping those it has. */
function fill(parent, count, make) {
  while (parent.children.length > count) parent.lastChild.remove();
  while (parent.children.length < count) parent.append(make());
}

function heading(place, title, note) {
  const [name, small] = place.children;
  name.textContent = title;
  small.textContent = note;
}
