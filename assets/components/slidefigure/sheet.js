// What the figures of the deck are drawn with.

const [LEAST, LEAST_INDEX] = [18, 14]; // units: from the last row of a class nothing smaller can be read

const signed = (value) => (value > 0 ? "+" : "") + (Math.abs(value) < 5e-3 ? "0.00" : value.toFixed(2).replace("-", "−"));

/** An SVG to draw on, in the figure's own units, with the project's marks. */
class Sheet {
  /** has(part): whether a part of the figure is uncovered */
  constructor(svg, width, root, phone, has = () => true) {
    const [least, leastIndex] = matchMedia("(max-width: 640px)").matches ? [0, 0] : [LEAST, LEAST_INDEX];
    Object.assign(this, { svg, width, root, phone, has, least, leastIndex, size: 17, ramps: {} });
    svg.replaceChildren();
    this.into = svg;
  }

  make(tag, attributes, parent = this.into) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    parent.append(made);
    return made;
  }

  /** Everything drawn inside `draw` goes into one group. */
  group(attributes, draw) {
    const outer = this.into;
    this.into = this.make("g", attributes);
    draw(this.into);
    const made = this.into;
    this.into = outer;
    return made;
  }

  /** What is seen from one of the slide's points on; its room is there before. */
  part(number, draw) {
    return this.group(this.has(number) ? {} : { visibility: "hidden" }, draw);
  }

  text(x, y, words, { size = this.size, tint = "ink", weight = 400, align = "start", serif = false } = {}) {
    const made = this.make("text", { x, y, "text-anchor": align, style: `fill:var(--${tint});font-size:${Math.max(this.least, size)}px;font-weight:${weight}` });
    if (serif) made.setAttribute("class", "serif");
    made.textContent = words;
    return made;
  }

  line(x1, y1, x2, y2, { tint = "line", width = 1, dash = "" } = {}) {
    return this.make("line", { x1, y1, x2, y2, style: `stroke:var(--${tint});stroke-width:${width}`, "stroke-dasharray": dash });
  }

  path(d, { tint = "ink", width = 1.5, dash = "", fill = "none", opacity = 1 } = {}) {
    return this.make("path", { d, style: `stroke:var(--${tint});fill:${fill};stroke-width:${width};opacity:${opacity}`, "stroke-dasharray": dash });
  }

  box(x, y, width, height, { tint = "ink", stroke = "none", opacity = 1, dash = "" } = {}) {
    const fill = tint === "none" ? "none" : `var(--${tint})`;
    return this.make("rect", { x, y, width: Math.max(0, width), height: Math.max(0, height), style: `fill:${fill};stroke:${stroke === "none" ? "none" : `var(--${stroke})`};opacity:${opacity}`, "stroke-dasharray": dash });
  }

  /** An activation: paper to ink. */
  disc(x, y, r, a, { stroke = "graph", width = 1.2 } = {}) {
    const share = Math.round(100 * Math.min(1, Math.max(0, Math.abs(a))));
    return this.make("circle", { cx: x, cy: y, r, style: `fill:color-mix(in srgb, var(--ink) ${share}%, var(--paper));stroke:var(--${stroke});stroke-width:${width}` });
  }

  /** A wish: up for more, down for less; its length is `long`, from (x, y) on. */
  arrow(x, y, long, width = 3) {
    const up = long > 0 ? -1 : 1;
    const size = Math.abs(long);
    if (size < 1.5) return void this.line(x - 2, y, x + 2, y, { tint: "wish", width: 1.2 });
    const head = Math.min(size, 2.6 * width);
    if (size > head) this.line(x, y, x, y + up * (size - head + 1), { tint: "wish", width });
    const [tip, base] = [y + up * size, y + up * (size - head)];
    this.path(`M${x} ${tip}L${x - head * 0.62} ${base}H${x + head * 0.62}Z`, { tint: "wish", fill: "var(--wish)", width: 0 });
  }

  /** A signed line: blue and solid, or orange and dashed. */
  edge(x1, y1, x2, y2, value, width, opacity = 0.8) {
    const middle = (x1 + x2) / 2;
    const d = `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
    return this.path(d, { tint: value < 0 ? "neg" : "pos", dash: value < 0 ? "5 3" : "", width, opacity });
  }

  /** An answer's bar from 0 to 1 with the target's tick. */
  bar(x, y, width, height, a, target) {
    this.box(x, y, width, height, { tint: "line", opacity: 0.6 });
    this.box(x, y, width * Math.min(1, Math.max(0, a)), height);
    const at = x + width * target;
    this.line(at, y - 4, at, y + height + 4, { tint: "ink", width: target ? 3 : 1.4 });
  }

  /** Signed numbers as a picture; 28 × 28 pixels of a digit among others. */
  picture(x, y, width, height, columns, values, above = "ink", below = above, power = 1) {
    const canvas = document.createElement("canvas");
    canvas.width = columns;
    canvas.height = values.length / columns;
    const context = canvas.getContext("2d");
    const image = context.createImageData(canvas.width, canvas.height);
    const pixels = new Uint32Array(image.data.buffer);
    const ramps = [this.ramp(above, power), this.ramp(below, power)];
    values.forEach((value, i) => (pixels[i] = ramps[value < 0 ? 1 : 0][Math.round(255 * Math.min(1, Math.abs(value)))]));
    context.putImageData(image, 0, 0);
    const made = this.make("image", { x, y, width, height, href: canvas.toDataURL(), preserveAspectRatio: "none", class: "pixelated" });
    this.box(x, y, width, height, { tint: "none", stroke: "graph" });
    return made;
  }

  /** From paper to a colour; asked for once, as the browser would work out all styles every time. */
  ramp(tint, power) {
    return (this.ramps[`${tint} ${power}`] ??= ramp(colour(this.root, "paper"), colour(this.root, tint), power));
  }

  /** A formula on one line: parts that begin with ^ or _ are raised or lowered, one over the other. */
  formula(x, y, parts, look = {}) {
    const made = this.text(x, y, "", { serif: true, size: 19, ...look });
    const size = Math.max(this.least, look.size ?? 19);
    const small = Math.max(this.leastIndex, 0.68 * size);
    let [shift, raised, gap] = [0, 0, 0];
    for (const part of parts) {
      const to = { "^": -0.4 * size, _: 0.24 * size }[part[0]] ?? 0;
      const span = this.make("tspan", { dy: to - shift, style: to ? `font-size:${small}px` : "" }, made);
      span.textContent = to ? part.slice(1) : part;
      const below = to > 0 && raised;
      span.setAttribute("dx", below ? -raised : gap);
      const width = span.getComputedTextLength();
      gap = below ? Math.max(0, raised - width) : 0;
      raised = to < 0 ? width : 0;
      shift = to;
    }
    return made;
  }

  /** An arrow from one place to another. */
  way(x1, y1, x2, y2, { tint = "graph", width = 1.6 } = {}) {
    const length = Math.hypot(x2 - x1, y2 - y1);
    if (length < 1) return;
    const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
    const head = Math.min(length, 4 + 3 * width);
    const [bx, by] = [x2 - ux * head, y2 - uy * head];
    this.line(x1, y1, bx, by, { tint, width });
    const d = `M${x2} ${y2}L${bx - 0.5 * head * uy} ${by + 0.5 * head * ux}L${bx + 0.5 * head * uy} ${by - 0.5 * head * ux}Z`;
    this.path(d, { tint, fill: `var(--${tint})`, width: 0 });
  }
}

/** Moves texts that would stand over one before them to above it, or below it where that is over `top`. */
function moveApart(texts, top) {
  const taken = [];
  for (const text of texts) {
    const { x, y, width, height } = text.getBBox();
    const meets = (at) => taken.find((box) => box.x < x + width && x < box.x + box.width && Math.abs(box.y - at) < height - 1);
    const moved = (step) => {
      let at = y;
      for (let box; (box = meets(at)); ) at = box.y + step * height;
      return at;
    };
    const up = moved(-1);
    const at = up < top ? moved(1) : up;
    text.setAttribute("y", Number(text.getAttribute("y")) + at - y);
    taken.push({ x, y: at, width });
  }
}

const LAST_PART = 99; // comes with a slide's last point
const tintOf = (value) => (value < 0 ? "neg" : value > 0 ? "pos" : "muted");
const maxOf = (values) => Math.max(1e-12, ...values.map(Math.abs));
