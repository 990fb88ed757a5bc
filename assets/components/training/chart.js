// Lines over stacked axes that share one x: never two scales on one axis. Each line is named at its end.

const LEFT = 52;
const TOP = 10;
const BOTTOM = 26;
const BETWEEN = 26;
const LABEL_GAP = 17; // px between two labels at the ends of lines
const [PALE, PALE_WIDTH] = [0.35, 5]; // a run behind the one that is watched

class Chart {
  constructor() {
    this.element = document.createElement("div");
    this.element.className = "training-chart";
    this.element.innerHTML = '<h2><span></span> <small class="muted"></small></h2><canvas role="img"></canvas>';
    this.canvas = this.element.querySelector("canvas");
    this.tip = document.createElement("div");
    this.tip.className = "training-tip";
    this.tip.hidden = true;
    this.element.append(this.tip);
    this.canvas.onpointermove = (event) => this.point(event.offsetX);
    this.canvas.onpointerleave = () => this.point(null);
  }

  /** `spec` is a chart of the header; `lines[axis][series]` are its [xs, ys]. */
  show(spec, lines) {
    Object.assign(this, { spec, lines });
    const [title, note] = this.element.querySelectorAll("h2 > *");
    title.textContent = spec.title;
    note.textContent = spec.note;
    this.canvas.ariaLabel = `${spec.title}. ${spec.axes.flatMap(({ series, began }) => [...series.map((s) => s.text), ...(began ? [began] : [])]).join(", ")}`;
    this.draw();
  }

  point(x) {
    this.pointed = x;
    this.draw();
  }

  draw() {
    const width = this.canvas.clientWidth;
    if (!this.spec || !width) return;
    const heights = this.spec.axes.map((axis) => axis.height);
    const height = TOP + BOTTOM + heights.reduce((sum, h) => sum + h + BETWEEN, -BETWEEN);
    const ratio = devicePixelRatio;
    this.canvas.style.height = `${height}px`;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    const context = this.canvas.getContext("2d");
    context.scale(ratio, ratio);
    notePainted(this.element);
    const style = getComputedStyle(this.element);
    const css = (name) => style.getPropertyValue(`--${name}`).trim();
    this.inks = { ink: css("ink"), muted: css("muted"), line: css("line"), bg: css("bg"), acc: css("acc") };
    this.font = (size, weight = 400) => `${weight} ${size}px ${style.fontFamily}`;
    context.font = this.font(14, 600);
    const longest = Math.max(0, ...this.spec.axes.flatMap((axis) => axis.series.map((s) => context.measureText(s.text).width)));
    this.right = Math.max(width * 0.4, width - longest - 18);
    let top = TOP;
    this.spec.axes.forEach((axis, i) => {
      this.drawAxis(context, axis, this.lines[i], top);
      top += axis.height + BETWEEN;
    });
    this.drawX(context, top - BETWEEN);
    this.showTip(context, top - BETWEEN);
  }

  /** Where x lies across the canvas. */
  across(value) {
    const { min, max, log } = this.spec.x;
    const scale = log ? Math.log10 : Number;
    const share = (scale(Math.max(value, min)) - scale(min)) / (scale(max) - scale(min));
    return LEFT + share * (this.right - LEFT);
  }

  /** How far up an axis a value lies: 0 at its low end, 1 at its high one. */
  up(axis, value) {
    const scale = axis.log ? (v) => Math.log10(Math.max(v, axis.min)) : Number;
    return (scale(value) - scale(axis.min)) / (scale(axis.max) - scale(axis.min));
  }

  drawAxis(context, axis, lines, top) {
    const down = (value) => top + axis.height * (1 - this.up(axis, value));
    context.font = this.font(13.5);
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (const tick of axis.ticks) {
      context.fillStyle = this.inks.line;
      context.fillRect(LEFT, Math.round(down(tick.at)), this.right - LEFT, 1);
      context.fillStyle = this.inks.muted;
      context.fillText(tick.text, LEFT - 8, down(tick.at));
    }
    context.save();
    context.beginPath();
    context.rect(LEFT - 1, top - 4, this.right - LEFT + 8, axis.height + 8);
    context.clip();
    const byWeight = axis.series.map((series, i) => [series, lines[i]]).sort(([a], [b]) => Boolean(b.pale) - Boolean(a.pale));
    byWeight.forEach(([series, line]) => this.drawLine(context, series, line, down));
    context.restore();
    if (axis.began) this.drawBegan(context, axis, lines[0], top);
    this.drawEnds(context, axis, lines, down, top);
  }

  /** Where the first line begins below or above what the axis shows: its words there, clear of the line. */
  drawBegan(context, axis, [xs, ys], top) {
    const below = ys[0] < axis.min;
    const text = `${below ? "↓" : "↑"} ${axis.began}`;
    const enters = this.across(xs.find((_, i) => ys[i] >= axis.min && ys[i] <= axis.max) ?? xs.at(-1));
    context.font = this.font(13.5);
    const free = enters - LEFT > context.measureText(text).width + 16;
    context.fillStyle = this.inks.muted;
    context.textAlign = "left";
    context.textBaseline = "middle";
    context.fillText(text, free ? LEFT + 8 : enters + 12, below ? top + axis.height - 10 : top + 10);
  }

  drawLine(context, series, [xs, ys], down) {
    const ink = series.strong ? this.inks.ink : this.inks.muted;
    context.strokeStyle = context.fillStyle = ink;
    context.lineWidth = series.strong ? 2.2 : series.pale ? PALE_WIDTH : 1.3;
    context.globalAlpha = series.pale ? PALE : 1;
    context.lineJoin = "round";
    context.beginPath();
    xs.forEach((x, i) => context.lineTo(this.across(x), down(ys[i])));
    context.stroke();
    context.globalAlpha = 1;
    if (!series.dots) return;
    let last = -Infinity;
    context.lineWidth = 1.3;
    xs.forEach((x, i) => {
      if (this.across(x) - last < 7) return;
      last = this.across(x);
      context.beginPath();
      context.arc(last, down(ys[i]), 3, 0, 7);
      context.fillStyle = this.inks.bg;
      context.fill();
      context.stroke();
    });
  }

  /** A disc at the end of every line. Their names stand where the longest ends, a dotted line leads there; those too
   * close are moved apart. */
  drawEnds(context, axis, lines, down, top) {
    const clamp = (y) => Math.min(top + axis.height, Math.max(top, y));
    const ends = axis.series
      .map((series, i) => ({ series, x: this.across(lines[i][0].at(-1)), y: clamp(down(lines[i][1].at(-1))) }))
      .sort((a, b) => a.y - b.y);
    const far = Math.max(...ends.map(({ x }) => x));
    let free = -Infinity;
    const room = top + axis.height - 4 - LABEL_GAP * (ends.length - 1);
    ends.forEach(({ series, x, y }, i) => {
      const label = Math.max(free, Math.min(y, room + LABEL_GAP * i));
      free = label + LABEL_GAP;
      context.fillStyle = series.strong ? this.inks.ink : this.inks.muted;
      context.beginPath();
      context.arc(x, y, series.strong ? 4.5 : 3.2, 0, 7);
      context.fill();
      context.font = this.font(14, series.strong ? 600 : 400);
      context.textAlign = "left";
      context.textBaseline = "middle";
      context.clearRect(far + 8, label - 9, context.measureText(series.text).width + 4, 18); // no rule through it
      context.fillText(series.text, far + 10, label);
      context.setLineDash([1, 4]);
      context.strokeStyle = this.inks.muted;
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(x + 8, y);
      context.lineTo(Math.max(x + 8, far + 6), y);
      context.stroke();
      context.setLineDash([]);
    });
  }

  drawX(context, bottom) {
    context.font = this.font(13.5);
    context.fillStyle = this.inks.muted;
    context.textBaseline = "top";
    context.textAlign = "left";
    let free = Infinity;
    this.spec.x.ticks.toReversed().forEach((tick, i) => {
      const width = context.measureText(tick.text).width;
      const left = i === 0 ? this.across(tick.at) + 10 - width : this.across(tick.at) - width / 2;
      if (left + width > free) return;
      context.fillText(tick.text, left, bottom + 9);
      free = left - 10;
    });
    if (this.spec.marker === undefined) return;
    context.fillStyle = this.inks.acc;
    context.fillRect(this.across(this.spec.marker) - 1, TOP, 2, bottom - TOP);
  }

  showTip(context, bottom) {
    const xs = this.lines[0]?.[0]?.[0];
    const pointed = this.pointed ?? -1;
    this.tip.hidden = pointed < LEFT || pointed > this.right + 8 || !xs?.length;
    if (this.tip.hidden) return;
    const texts = this.spec.axes.flatMap((axis, a) =>
      axis.series.map((series, s) => {
        const [x, y] = this.lines[a][s];
        const near = this.nearest(x, pointed);
        return `${series.name}: ${axis.percent ? `${(100 * y[near]).toFixed(2)} %` : digits3(y[near])}`;
      }),
    );
    const at = xs[this.nearest(xs, pointed)];
    context.fillStyle = this.inks.muted;
    context.fillRect(Math.round(this.across(at)), TOP, 1, bottom - TOP);
    this.tip.textContent = [`${this.spec.x.name} ${Number.isInteger(at) ? at.toLocaleString("en") : digits3(at)}`, ...texts].join("\n");
    const right = this.canvas.clientWidth - this.tip.offsetWidth;
    this.tip.style.left = `${Math.max(0, Math.min(right, this.across(at) + 12))}px`;
  }

  nearest(xs, pointed) {
    let best = 0;
    xs.forEach((x, i) => {
      if (Math.abs(this.across(x) - pointed) < Math.abs(this.across(xs[best]) - pointed)) best = i;
    });
    return best;
  }
}
