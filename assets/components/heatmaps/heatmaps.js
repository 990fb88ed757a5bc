// A number for every weight and bias: layer 1 as one 28×28 image a neuron, later layers as matrices,
// the bias a split-off column. Header: { layers: [{ name, rows, columns, max, note, to, from, states }],
// title, symbols: { w, b }, key: [below, above], reasons: [{ id, count, share, text }], paper, serial }; then float32:
// w⁽¹⁾, b⁽¹⁾, w⁽²⁾, b⁽²⁾ …

const POWER = 0.65; // lifts small values, as the key above the heatmaps shows
const MARKED = 0.35; // a negative value of at least this share of the scale gets a "−"
const GAP = 6;
const STRIP = 7; // px: the bias beside an image
const OPEN = '<svg viewBox="0 0 14 14" aria-hidden="true"><path d="M8 2h4v4M12 2L7 7M5 3H2v9h9V9"/></svg>';

export default function (component) {
  const root = component.parentElement.querySelector(".heatmaps");
  root.heatmaps ??= new Heatmaps(root);
  root.heatmaps.update(component);
  return untilGone(root, "heatmaps");
}

class Heatmaps {
  constructor(root) {
    this.root = root;
    this.tip = root.querySelector(".heatmaps-tip");
    this.status = root.querySelector("[role=status]");
    this.key = root.querySelector(".heatmaps-key");
    this.maps = [];
    this.named = null;
    this.resizing = new ResizeObserver(() => this.draw());
    this.resizing.observe(root);
    this.heard = ({ detail }) => this.name(detail);
    document.addEventListener("thing", this.heard);
  }

  close() {
    this.resizing.disconnect();
    document.removeEventListener("thing", this.heard);
  }

  update({ data, setTriggerValue }) {
    this.setTriggerValue = setTriggerValue;
    const show = (_, { header, body }) => this.show(header, new Float32Array(body.buffer));
    hear("heatmaps", this.root, data, show, true);
  }

  show(header, values) {
    this.header = header;
    const shape = header.layers.map(({ rows, columns }) => [rows, columns]).join();
    if (shape !== this.shape) this.build(shape);
    let start = 0;
    this.maps.forEach((map, l) => {
      const layer = header.layers[l];
      const split = start + layer.rows * layer.columns;
      map.show(layer, values.subarray(start, split), values.subarray(split, split + layer.rows));
      start = split + layer.rows;
    });
    this.key.querySelectorAll("b").forEach((end, i) => (end.textContent = header.key[i]));
    showReasons(this.root.querySelector(".heatmaps-still"), header.reasons);
    this.draw();
    this.root.values = values;
  }

  build(shape) {
    this.shape = shape;
    this.active = null;
    this.maps = this.header.layers.map((layer, l) => new Heatmap(this, layer, l));
    const [first, ...deep] = this.maps.map((map) => map.section);
    const column = made("div", "heatmaps-deep");
    column.append(...deep, this.key);
    this.root.querySelector(".heatmaps-layers").replaceChildren(first, column);
  }

  draw() {
    if (!this.header || !this.root.clientWidth) return;
    const inks = this.inks();
    const found = !this.named ? [] : this.maps.map((map) => cellsOf(this.named, map.index + 1, this.header));
    for (const map of this.maps) map.draw(inks, found.some(Boolean), found[map.index]);
    this.showTip();
  }

  inks() {
    const paper = colour(this.root, "paper");
    return {
      above: ramp(paper, colour(this.root, "pos"), POWER),
      below: ramp(paper, colour(this.root, "neg"), POWER),
      css: Object.fromEntries(["paper", "muted", "graph", "acc", "bg", "ink", "pos", "neg"].map((n) => [n, css(this.root, n)])),
    };
  }

  /** All of it as a canvas to be saved, with so many pixels for each unit. */
  picture(scale) {
    return drawPicture(this.header, this.maps, this.inks(), scale);
  }

  /** Words point at a thing, or at none; the cell that is read off has its own outline. */
  name(thing) {
    const own = this.active && thing === namesOf(this.active.map, this.active.cell);
    const named = own ? null : thing;
    if (named === this.named) return;
    this.named = named;
    this.draw();
  }

  /** Make a cell of one map the one that is read off, or none. */
  point(map, cell) {
    this.active = cell && { map, cell };
    point(cell ? namesOf(map, cell) : undefined);
    if (cell && this.header.symbols.w.startsWith("∂") && map.isColoured(cell)) did("read-gradient");
    this.draw();
  }

  showTip() {
    this.tip.hidden = !this.active;
    if (!this.active) return;
    const { map, cell } = this.active;
    this.tip.textContent = map.describe(cell, this.header.symbols);
    const [x, y, width, height] = map.layout.rect(cell);
    const left = map.canvas.offsetLeft + x + width / 2 - this.tip.offsetWidth / 2;
    const top = map.canvas.offsetTop + y;
    const above = top - this.tip.offsetHeight - 6;
    this.tip.style.left = `${clamp(left, this.root.clientWidth - this.tip.offsetWidth)}px`;
    this.tip.style.top = `${above > 0 ? above : top + height + 6}px`;
  }

  say() {
    if (!this.active) return;
    const { map, cell } = this.active;
    this.status.textContent = map.explain(cell, this.header.symbols);
  }
}

/** One layer: its title, its canvas, and where the keyboard or the pointer is on it. */
class Heatmap {
  constructor(all, layer, index) {
    Object.assign(this, { all, index, cell: null });
    this.section = made("section", "heatmaps-layer");
    this.title = made("h2");
    this.title.innerHTML = `<button type="button"><span></span>${OPEN}</button><small></small><small></small>`;
    this.canvas = Object.assign(made("canvas"), { tabIndex: 0 });
    this.canvas.setAttribute("role", "application");
    this.canvas.setAttribute("aria-roledescription", "heatmap");
    this.section.append(this.title, this.canvas);
    this.scratch = new OffscreenCanvas(layer.columns, layer.rows);
    this.title.firstChild.onclick = () => all.setTriggerValue("opened", index);
    this.canvas.onpointermove = (event) => this.hover(event);
    this.canvas.onpointerdown = (event) => this.hover(event, true);
    this.canvas.onpointerleave = () => all.point(this, this.cell);
    this.canvas.onfocus = () => this.canvas.matches(":focus-visible") && this.go(this.cell ?? { row: 0, column: 0 });
    this.canvas.onblur = () => this.go(null);
    this.canvas.onkeydown = (event) => this.pressed(event);
  }

  show(layer, weights, biases) {
    Object.assign(this, { layer, weights, biases });
    const [name, note, scale] = this.title.querySelectorAll("span, small");
    name.textContent = layer.name;
    name.dataset.thing = `layer ${this.index + 1}`;
    note.textContent = layer.note;
    scale.textContent = `full colour ± ${digits3(layer.max)}`;
    scale.title = `Full colour stands for ± ${exact(layer.max)}`;
    this.title.firstChild.title = `Open ${layer.name} as a chart to zoom, read off and export`;
    this.canvas.ariaLabel =
      `${layer.name}: ${layer.rows} neurons with ${layer.columns} weights and a bias each. ` +
      "Arrow keys move from weight to weight, Page Up and Page Down from neuron to neuron.";
  }

  value({ row, column }) {
    return column === this.layer.columns ? this.biases[row] : this.weights[row * this.layer.columns + column];
  }

  isColoured(cell) {
    return Math.round((255 * Math.abs(this.value(cell))) / this.layer.max) > 0;
  }

  /** The value, and why it is (almost) 0 where that is so. */
  read(cell) {
    const value = this.value(cell);
    const state = this.layer.states[cell.row];
    const why = state !== undefined && !this.index && value === 0 ? "paper" : state;
    return exact(value) + (why ? ` · ${why}` : "");
  }

  hover(event, keep = false) {
    const box = this.canvas.getBoundingClientRect();
    const cell = this.layout.at(event.clientX - box.left, event.clientY - box.top);
    if (keep) this.cell = cell;
    this.all.point(this, cell ?? this.cell);
    if (keep) this.all.say();
  }

  go(cell) {
    this.cell = cell;
    this.all.point(this, cell);
    this.all.say();
  }

  pressed(event) {
    const moves = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    const { rows, columns } = this.layer;
    const from = this.cell ?? { row: 0, column: 0 };
    const neuron = (by) => ({ ...from, row: clamp(from.row + by, rows - 1) });
    if (event.key in moves) this.go(this.layout.move(from, ...moves[event.key]));
    else if (event.key.startsWith("Page")) this.go(neuron(event.key === "PageUp" ? -1 : 1));
    else if (event.key === "Home") this.go({ ...from, column: 0 });
    else if (event.key === "End") this.go({ ...from, column: columns });
    else if (event.key === "Enter") this.all.setTriggerValue("opened", this.index);
    else if (event.key === "Escape") this.go(null);
    else return;
    event.preventDefault();
  }

  /** ∂C₀/∂w⁽²⁾₄,₇: to neuron 4 of layer 2 from neuron 7 of the layer before, as in the deck. */
  describe(cell, symbols) {
    const isBias = cell.column === this.layer.columns;
    const below = [cell.row, ...(isBias ? [] : [cell.column])].map((n) => [...`${n}`].map((d) => SUBSCRIPT[d]).join(""));
    const symbol = isBias ? symbols.b : symbols.w;
    return `${symbol}⁽${SUPERSCRIPT[this.index + 1]}⁾${below.join(",")} = ${this.read(cell)}`;
  }

  explain(cell, symbols) {
    const { columns, to, from } = this.layer;
    const isBias = cell.column === columns;
    const source = this.index
      ? `from ${from} ${cell.column}`
      : `from the pixel in row ${Math.floor(cell.column / 28)}, column ${cell.column % 28}`;
    const what = isBias ? `bias of ${to} ${cell.row}` : `weight to ${to} ${cell.row}, ${source}`;
    return `${what}: ${isBias ? symbols.b : symbols.w} = ${this.read(cell)}`;
  }

  /** paled: whether words point at cells; found: at which of this layer */
  draw(inks, paled, found) {
    const width = this.canvas.parentElement.clientWidth;
    this.layout = this.lie(width);
    const ratio = devicePixelRatio;
    const size = [width, this.layout.height].map((v) => Math.round(v * ratio));
    if (this.canvas.width !== size[0] || this.canvas.height !== size[1]) {
      [this.canvas.width, this.canvas.height] = size;
      this.canvas.style.height = `${this.layout.height}px`;
    }
    const context = this.canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, this.layout.height);
    this.drawCells(context, this.layout, inks);
    if (paled) pale(this, context, found, inks.css);
    if (this.all.active?.map === this) outline(context, this.layout.rect(this.all.active.cell), inks.css.acc);
  }

  /** Where its cells lie on so many pixels. */
  lie(width) {
    const { rows, columns } = this.layer;
    return this.index ? matrix(width, rows, columns) : images(width, rows);
  }

  drawCells(context, layout, inks) {
    context.imageSmoothingEnabled = false;
    if (this.index) this.drawMatrix(context, layout, inks);
    else this.drawImages(context, layout, inks);
  }

  drawImages(context, layout, { above, below, css }) {
    const { rows, columns, max } = this.layer;
    for (let neuron = 0; neuron < rows; neuron++) {
      const values = this.weights.subarray(neuron * columns, (neuron + 1) * columns);
      const [x, y, side] = layout.tile(neuron);
      context.drawImage(cells(this.scratch, values, 28, max, above, below), x, y, side, side);
      context.drawImage(cells(this.scratch, this.biases.subarray(neuron, neuron + 1), 1, max, above, below), x + side + 2, y, STRIP, side);
      context.strokeStyle = css.graph;
      context.lineWidth = 0.7;
      context.strokeRect(x, y, side, side);
      context.strokeRect(x + side + 2, y, STRIP, side);
      context.fillStyle = css.paper;
      context.globalAlpha = 0.75;
      context.fillRect(x + 2, y + 2, neuron > 9 ? 17 : 11, 12);
      context.globalAlpha = 1;
      label(context, neuron, x + 4, y + 12, css.muted, "left");
      if (this.biases[neuron] < -MARKED * max) minus(context, [x + side + 2, y, STRIP, side], css.paper);
    }
  }

  drawMatrix(context, layout, { above, below, css }) {
    const { rows, columns, max } = this.layer;
    const { left, pitch, row } = layout;
    const [x] = layout.rect({ row: 0, column: columns });
    const height = rows * row;
    context.drawImage(cells(this.scratch, this.weights, columns, max, above, below), left, 0, columns * pitch, height);
    context.drawImage(cells(this.scratch, this.biases, 1, max, above, below), x, 0, pitch, height);
    grid(context, layout, rows, columns, css);
    for (let j = 0; j < rows; j++) {
      for (let k = 0; k <= columns; k++) {
        const value = this.value({ row: j, column: k });
        if (value < -MARKED * max) minus(context, layout.rect({ row: j, column: k }), css.paper);
      }
    }
    const every = (pixels) => [1, 2, 5, 10, 20].find((n) => n * pixels >= 14) ?? 50;
    const byRow = rows <= 10 ? 1 : Math.max(5, every(row));
    for (let j = 0; j < rows; j += byRow) label(context, j, left - 7, (j + 0.5) * row + 4, css.muted, "right");
    for (let k = 0; k < columns; k += 5) label(context, k, left + (k + 0.5) * pitch, height + 13, css.muted);
    label(context, "b", x + pitch / 2, height + 13, css.muted);
  }
}

const clamp = (value, most) => Math.max(0, Math.min(value, most));

// --- where the cells lie: rect(cell), at(x, y), move(cell, rows, columns) ---

/** Square images in rows, each with its bias as a strip at the right. */
function images(width, count) {
  const across = Math.max(1, Math.round(Math.sqrt(count)));
  const pitch = (width - 1 + GAP) / across; // half of an outline at either end
  const side = pitch - GAP - STRIP - 2;
  const down = side + GAP;
  const tile = (j) => [(j % across) * pitch + 0.5, Math.floor(j / across) * down + 0.5, side];
  const rect = ({ row, column }) => {
    const [x, y] = tile(row);
    if (column === 784) return [x + side + 2, y, STRIP, side];
    const pixel = side / 28;
    return [x + (column % 28) * pixel, y + Math.floor(column / 28) * pixel, pixel, pixel];
  };
  const at = (x, y) => {
    const row = Math.floor(y / down) * across + Math.min(across - 1, Math.floor(x / pitch));
    if (row < 0 || row >= count) return null;
    const [left, top] = tile(row);
    const [column, line] = [x - left, y - top].map((v) => Math.floor((v / side) * 28));
    if (x > left + side) return { row, column: 784 };
    return line < 0 || line > 27 ? null : { row, column: 28 * line + clamp(column, 27) };
  };
  const move = ({ row, column }, down_, right) => {
    const isBias = column === 784;
    let [line, place] = isBias ? [14, 28] : [Math.floor(column / 28) + down_, (column % 28) + right];
    let neuron = row;
    if (isBias) [neuron, place] = [row + down_ * across, 28 + right];
    if (place > 28) [neuron, place] = [neuron + 1, 0];
    if (place < 0) [neuron, place] = [neuron - 1, 28];
    if (line < 0) [neuron, line] = [neuron - across, 27];
    if (line > 27) [neuron, line] = [neuron + across, 0];
    if (neuron < 0 || neuron >= count) return { row, column };
    return { row: neuron, column: place === 28 ? 784 : 28 * line + place };
  };
  return { tile, rect, at, move, height: Math.ceil(count / across) * down - GAP + 1 };
}

/** Rows are receiving neurons; the biases stand a little apart at the right. */
function matrix(width, rows, columns) {
  const [left, apart] = [24, 8];
  const pitch = Math.min(26, (width - left - apart - 1) / (columns + 1));
  const row = Math.min(26, Math.max(12, pitch));
  const bias = left + columns * pitch + apart;
  const rect = ({ row: j, column }) => [column === columns ? bias : left + column * pitch, j * row, pitch, row];
  const at = (x, y) => {
    const j = Math.floor(y / row);
    const column = x >= bias - apart / 2 ? columns : Math.floor((x - left) / pitch);
    return j < rows && j >= 0 && column >= 0 ? { row: j, column: Math.min(columns, column) } : null;
  };
  const move = (cell, down, right) => ({
    row: clamp(cell.row + down, rows - 1),
    column: clamp(cell.column + right, columns),
  });
  return { left, pitch, row, rect, at, move, height: rows * row + 18 };
}
