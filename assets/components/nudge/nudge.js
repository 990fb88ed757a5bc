// C₀ as a function of one parameter, its tangent, and a handle on the parameter's own axis.
// Header: { name, letter, thing, first, step, value, cost, gradient }; then the costs, float32, one for
// each point of the axis. The handle moves from point to point, so every cost it shows is computed.

const MARGIN = { left: 52, right: 26, top: 26, bottom: 48 };
const TANGENT = 105; // px on either side

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".nudge");
  const { header, body } = unpack(data);
  const costs = new Float32Array(body.buffer);
  const subject = [header.name, header.value, header.cost].join();
  if (root.subject !== subject) root.at = (costs.length - 1) / 2;
  Object.assign(root, { subject, header, costs });
  root.querySelector("h2").textContent = "Nudge it and see: the gradient is how steep the cost is here";
  root.querySelector("button").onclick = () => {
    root.at = (costs.length - 1) / 2;
    update(root);
    root.querySelector(".handle").focus();
  };
  draw(root);
  root.watch ??= new ResizeObserver(() => draw(root));
  root.watch.observe(root);
  return whenGone(root, () => root.watch.disconnect());
}

/** All that does not move: axes, curve, tangent; then the handle, which is kept between calls. */
function draw(root) {
  const { header, costs } = root;
  const svg = root.querySelector("svg");
  const { width, height } = svg.getBoundingClientRect();
  if (!width) return;
  const top = ceiling(Math.max(...costs));
  const last = costs.length - 1;
  const [left, right, bottom] = [MARGIN.left, width - MARGIN.right, height - MARGIN.bottom];
  const x = (i) => left + (i / last) * (right - left);
  const y = (cost) => bottom - (cost / top) * (bottom - MARGIN.top);
  Object.assign(root, { x, y, last, bottom });

  const still = shape("g", {});
  for (const tick of [0, 0.25, 0.5, 0.75, 1].map((share) => share * top)) {
    still.append(shape("line", { class: "rule", x1: left, x2: right, y1: y(tick), y2: y(tick) }));
    still.append(label(short(tick), left - 8, y(tick) + 4, "", "end"));
  }
  still.append(shape("line", { class: "axis", x1: left, x2: right, y1: bottom, y2: bottom }));
  for (const tick of ticks(header.first, header.first + last * header.step)) {
    const at = x((tick - header.first) / header.step);
    if (at < right - 20) still.append(label(short(tick), at, bottom + 18, "", "middle"));
  }
  const letters = [label("C₀", left - 51, MARGIN.top - 12, "letter"), label(header.letter, right, bottom + 20, "letter", "end")];
  ["cost", header.thing].forEach((thing, i) => (letters[i].dataset.thing = thing));
  still.append(...letters);
  const points = Array.from(costs, (cost, i) => `${x(i).toFixed(1)},${y(cost).toFixed(1)}`);
  still.append(shape("polyline", { class: "cost", points: points.join(" ") }), ...tangent(root, left, right));
  if (!root.handle) root.handle = grip(root);
  svg.replaceChildren(still, (root.moving = shape("g", {})), root.handle);
  update(root);
}

function tangent(root, left, right) {
  const { header, x, y, last, bottom } = root;
  const [cx, cy] = [x(last / 2), y(header.cost)];
  const perPoint = header.gradient * header.step;
  const [dx, dy] = [x(1) - x(0), y(perPoint) - y(0)];
  const scale = TANGENT / Math.hypot(dx, dy);
  const down = dy ? Math.min(scale, Math.abs((bottom - cy) / dy)) : scale;
  const tone = header.gradient < 0 ? "neg" : header.gradient > 0 ? "pos" : "flat";
  const [back, forth] = dy > 0 ? [scale, down] : [down, scale];
  const clip = (reach) => Math.min(reach, (cx - left) / dx, (right - cx) / dx);
  const start = { x: cx - dx * clip(back), y: cy - dy * clip(back) };
  const end = { x: cx + dx * clip(forth), y: cy + dy * clip(forth) };
  const upper = start.y < end.y ? start : end;
  // below its upper end, on the outer side, where the curve is above it; lower where the edge pushes it in
  const beside = upper.x + (upper === start ? -52 : 52);
  const place = Math.min(right - 52, Math.max(left + 52, beside));
  const under = Math.min(bottom - 10, upper.y + 18 + 1.2 * Math.abs(place - beside));
  const text = label(`gradient ${digits3(header.gradient)}`, place, under, tone, "middle");
  text.dataset.thing = header.thing;
  return [shape("line", { class: `tangent ${tone}`, x1: start.x, y1: start.y, x2: end.x, y2: end.y }), text];
}

/** What moves with the handle. */
function update(root) {
  const { header, costs, x, y, at, last, bottom } = root;
  const middle = last / 2;
  const value = header.first + at * header.step;
  const moved = at !== middle;
  const parts = [
    shape("line", { class: "drop", x1: x(middle), x2: x(middle), y1: y(header.cost), y2: bottom }),
    shape("circle", { class: "before", cx: x(middle), cy: y(header.cost), r: 6 }),
  ];
  if (moved) {
    parts.push(
      shape("line", { class: "drop", x1: x(at), x2: x(at), y1: y(costs[at]), y2: bottom }),
      shape("line", { class: "moved", x1: x(middle), x2: x(at), y1: bottom, y2: bottom }),
      shape("circle", { class: "after", cx: x(at), cy: y(costs[at]), r: 6 }),
    );
  }
  root.moving.replaceChildren(...parts);
  root.handle.setAttribute("transform", `translate(${x(at)} ${bottom})`);
  root.handle.querySelector("text").style.visibility = moved ? "hidden" : "";
  root.handle.querySelector("text").textContent = `drag ${header.letter}`;
  const said = `${header.letter} = ${digits3(value)}, cost ${digits3(costs[at])}`;
  for (const [name, text] of Object.entries({
    "aria-label": `Nudge ${header.name}`, "aria-valuemin": header.first, "aria-valuemax": header.first + last * header.step,
    "aria-valuenow": value, "aria-valuetext": said,
  })) root.handle.setAttribute(name, text);
  root.querySelector("button").hidden = !moved;
  const change = header.gradient * (value - header.value);
  const its = (words) => `[${words}](#thing-${header.thing})`;
  const cost = (words) => `[${words}](#thing-cost)`;
  root.querySelector(".nudge-said").replaceChildren(...linked(moved
    ? `${its(`${header.letter} from ${digits3(header.value)} to ${digits3(value)}`)}: ${cost(`cost ${digits3(header.cost)} → ${digits3(costs[at])}`)}. ` +
      `Along the tangent it would be ${cost(digits3(header.cost + change))}: it is right near the ring, and less so further away.`
    : `At the ring ${its(`${header.letter} is ${digits3(header.value)}`)} and ${cost(`the cost ${digits3(header.cost)}`)}. Drag the handle, or use the arrow keys.`));
}

function grip(root) {
  const made = shape("g", { class: "handle", role: "slider", tabindex: 0 });
  made.append(
    shape("circle", { class: "reach", r: 18 }), shape("circle", { class: "grip", r: 11 }), label("", 0, 34, "grip-text"),
  );
  const move = (at) => {
    root.at = Math.min(root.last, Math.max(0, Math.round(at)));
    update(root);
  };
  const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -20, PageUp: 20 };
  made.addEventListener("keydown", (event) => {
    if (event.key in steps) move(root.at + steps[event.key]);
    else if (event.key === "Home") move(0);
    else if (event.key === "End") move(root.last);
    else if (event.key === "Escape") move(root.last / 2);
    else return;
    event.preventDefault();
  });
  made.addEventListener("pointerdown", (event) => made.setPointerCapture(event.pointerId));
  made.addEventListener("pointermove", (event) => {
    if (!made.hasPointerCapture(event.pointerId)) return;
    const from = root.querySelector("svg").getBoundingClientRect().left;
    move((event.clientX - from - root.x(0)) / (root.x(1) - root.x(0)));
  });
  return made;
}

/** The next of 1, 1.2, 1.6 … 8, 10 times a power of ten: quarters of it are short numbers. */
function ceiling(value) {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 1.2, 1.6, 2, 3, 4, 6, 8, 10].find((lead) => lead * power >= value) * power;
}

function ticks(from, to) {
  const rough = (to - from) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((lead) => lead * power >= rough) * power;
  const first = Math.ceil(from / step - 1e-9);
  return Array.from({ length: Math.floor(to / step + 1e-9) - first + 1 }, (_, i) => (first + i) * step);
}

const short = (value) => (value !== 0 && Math.abs(value) < 1e-3 ? digits3(value) : String(Number(value.toPrecision(3))).replace("-", "−"));

function label(text, x, y, className = "", anchor = "start") {
  const made = shape("text", { x, y, class: className, "text-anchor": anchor });
  made.textContent = text;
  return made;
}
