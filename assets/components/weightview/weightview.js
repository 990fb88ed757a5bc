// The chain rule of one weight or bias: pictures over formulas over words over numbers.
// Data: what backprop/views/passes/inspector.py `_chain` lists.

const WIDTH = 220;
const MIDDLE = 62;

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".weightview");
  const last = data.target !== null;
  const [w, z, a] = symbols(data);
  const cost = () => about("cost", sub("C", "0"));
  const things = thingsOf(data);
  const factor = (name, thing, ...parts) => fill(root.querySelector(`.${name}`), thing, ...parts);
  const signed = (value) => (value < 0 ? "neg" : value > 0 ? "pos" : "");
  factor("result", things.gradient, nudged(data), ratio(cost(), w()), null, data.words[0], "", data.product, signed(data.product));
  const says = equals(data.product, data.sent, data.slope, data.by_activation);
  factor("sent", things.sent, incoming(data), ratio(z(), w()), what(data), data.words[1], says, data.sent, "");
  factor("slope", things.slope, activation(data), ratio(a(), z()), slopeOf(z(), things.slope), data.words[2], "×", data.slope, "");
  factor(
    "by-activation", things.wish, last ? answerBar(data) : fan(data), ratio(cost(), a()), last ? twiceGap(data) : pathSum(data),
    data.words[3], "×", data.by_activation, signed(data.by_activation),
  );
  root.querySelector(".weightview-paths").hidden = last;
  if (!last) listPaths(root, data, things);
  walkable(root, ".number > b, ol b, .weightview-factored [data-thing]");
  light();
}

/** What its parts are about, as things.js names them; a bias's gradient is δ. */
function thingsOf({ letter, layer, to, source }) {
  const neuron = `${layer} ${to}`;
  return {
    parameter: source === null ? `b ${neuron}` : `${letter} ${neuron} ${source}`,
    gradient: source === null ? `delta ${neuron}` : `grad ${neuron} ${source}`,
    sent: source === null ? `b ${neuron}` : `a ${layer - 1} ${source}`,
    slope: `slope ${neuron}`,
    wish: `wish ${neuron}`,
    delta: `delta ${neuron}`,
  };
}

/** One factor: its picture, the derivative, what that comes to, words, and the number. */
function fill(section, thing, picture, derivative, formula, words, sign, value, tone) {
  const derived = element("div", "derivative");
  if (sign) derived.append(element("span", "sign", sign === "×" ? "·" : "="));
  derived.append(about(thing, math(derivative)));
  const meant = element("div", `formula ${tone}`);
  if (formula) meant.append(math(row(op("="), formula)));
  const number = element("div", `number ${tone}`);
  const written = digits3(value);
  if (sign) number.append(element("span", "sign", sign));
  number.append(about(thing, element("b", "", value < 0 && sign ? `(${written})` : written)));
  number.title = String(value);
  section.replaceChildren(about(thing, picture), derived, meant, about(thing, element("p", "words", words)), number);
}

// --- formulas, in MathML ---

function symbols(data) {
  const { letter, layer, to, source } = data;
  const index = source === null ? `${to}` : `${to},${source}`;
  return [
    () => about(thingsOf(data).parameter, indexed(letter, layer, index)),
    () => about(`z ${layer} ${to}`, indexed("z", layer, to)),
    () => about(`a ${layer} ${to}`, indexed("a", layer, to)),
  ];
}

function what({ layer, source }) {
  if (source === null) return node("mn", "1");
  return about(`a ${layer - 1} ${source}`, layer === 1 ? sub("x", source) : indexed("a", layer - 1, source));
}

const slopeOf = (z, thing) => about(thing, row(node("mi", "σ′"), op("("), z, op(")")));
const twiceGap = ({ layer, to }) =>
  row(
    node("mn", "2"), op("("), about(`a ${layer} ${to}`, indexed("a", layer, to)), op("−"), about(`y ${to}`, sub("y", to)), op(")"),
  );
const pathSum = () => row(node("mo", "∑"), node("mtext", "\u00a0of its paths"));

const math = (content) => node("math", content);

function node(tag, ...children) {
  const made = document.createElementNS("http://www.w3.org/1998/Math/MathML", tag);
  made.append(...children.map((child) => (child instanceof Node ? child : String(child))));
  return made;
}

const row = (...children) => node("mrow", ...children);
const op = (sign) => node("mo", sign);
const sub = (letter, index) => node("msub", node("mi", letter), node("mn", index));
const indexed = (letter, layer, index) =>
  node("msubsup", node("mi", letter), node("mn", index), node("mtext", `(${layer})`));
const ratio = (above, below) =>
  node("mfrac", row(node("mi", "∂"), above), row(node("mi", "∂"), below));

// --- pictures ---

function picture(label, ...parts) {
  const made = shape("svg", { viewBox: `0 0 ${WIDTH} 128`, role: "img", "aria-label": label });
  made.append(...parts);
  return made;
}

function nudged({ letter, value }) {
  const x = WIDTH / 2;
  return picture(
    `${letter} is ${digits3(value)}`,
    shape("line", { class: "arrow", x1: 30, x2: 190, y1: MIDDLE, y2: MIDDLE }),
    shape("path", { class: "touch-line", d: `M${x - 44} ${MIDDLE}h88` }),
    shape("path", { class: "touch", d: `M${x - 46} ${MIDDLE}l10 -6v12zM${x + 46} ${MIDDLE}l-10 -6v12z` }),
    shape("circle", { class: "touch", cx: x, cy: MIDDLE, r: 12 }),
    label(letter, x, MIDDLE - 26, "letter"),
    label("nudge it below", x, MIDDLE + 36),
  );
}

function incoming({ letter, layer, source, sent, a, value, to, to_name: name }) {
  const from = 46;
  const edge = `edge ${value < 0 ? "neg" : "pos"}`;
  const width = Math.min(3.6, 1.2 + Math.abs(value));
  const parts = [-44, 44].flatMap((dy) => [
    shape("path", { class: "faint", d: `M${from + 10} ${MIDDLE + dy}C110 ${MIDDLE + dy} 110 ${MIDDLE} 152 ${MIDDLE}` }),
    shape("circle", { class: "faint", cx: from, cy: MIDDLE + dy, r: 9 }),
  ]);
  return picture(
    `${name} receives ${digits3(sent)} times ${digits3(value)}`,
    ...(source === null ? [] : parts),
    shape("path", { class: edge, "stroke-width": width, d: `M${from + 18} ${MIDDLE}H152` }),
    label(letter, 110, MIDDLE - 9, "letter"),
    ...(layer === 1 || source === null ? square(from, sent) : disc(from, MIDDLE, 20, sent, source)),
    ...disc(170, MIDDLE, 18, a, to),
    label("z", 211, MIDDLE - 10, "letter"),
    arrow(196, 224),
  );
}

function activation({ curve, z, a, slope }) {
  const left = 24, right = 196, top = 14, bottom = 98;
  const low = Math.min(0, ...curve.values), high = Math.max(1, ...curve.values);
  const x = (at) => left + ((at + curve.reach) / (2 * curve.reach)) * (right - left);
  const y = (at) => bottom - ((at - low) / (high - low)) * (bottom - top);
  const points = curve.values.map((v, i) => `${x((2 * i / (curve.values.length - 1) - 1) * curve.reach)},${y(v)}`);
  const run = x(1) - x(0), rise = (y(1) - y(0)) * slope;
  const scale = Math.min(34 / Math.hypot(run, rise), (x(z) - left) / run, (right - x(z)) / run);
  const [dx, dy] = [run * scale, rise * scale];
  return picture(
    `σ at z = ${digits3(z)}: a = ${digits3(a)}, slope ${digits3(slope)}`,
    ...[low, high].flatMap((v) => [
      shape("line", { class: "axis", x1: left, x2: right, y1: y(v), y2: y(v) }),
      label(Number(v.toFixed(1)), left - 12, y(v) + 4),
    ]),
    shape("polyline", { class: "curve", points: points.join(" ") }),
    shape("line", { class: "drop", x1: x(z), x2: x(z), y1: y(a), y2: bottom + 6 }),
    shape("line", { class: "tangent", x1: x(z) - dx, x2: x(z) + dx, y1: y(a) - dy, y2: y(a) + dy }),
    ...disc(x(z), y(a), 6, a),
    label(`z = ${digits3(z)}`, Math.min(170, Math.max(50, x(z))), bottom + 22),
    label("a", 212, MIDDLE - 10, "letter"),
    arrow(202, 224),
  );
}

function answerBar({ a, target }) {
  const left = 20, length = 150, top = 50;
  const x = (v) => left + Math.min(1, Math.max(0, v)) * length;
  const [from, to] = [x(a), x(target)];
  const gap = Math.abs(to - from) > 8;
  return picture(
    `it answers ${digits3(a)}, the target is ${target}`,
    shape("rect", { class: "track", x: left, y: top, width: length, height: 20 }),
    shape("rect", { class: "bar", x: left, y: top, width: from - left, height: 20 }),
    shape("rect", { class: "tick", x: to - 1.5, y: top - 9, width: 3, height: 38 }),
    label(`target ${target}`, Math.max(44, to), top - 16),
    ...(gap
      ? [
          shape("line", { class: "gap", x1: from, x2: to + (to > from ? -9 : 9), y1: top + 33, y2: top + 33 }),
          shape("path", { class: "gap-head", d: `M${to} ${top + 33}l${to > from ? -10 : 10} -6v12z` }),
        ]
      : []),
    label(`gap ${digits3(target - a)}`, Math.min(164, Math.max(50, (from + to) / 2)), top + 58, "gap-text"),
    label("C₀", 204, MIDDLE - 12, "letter"),
    arrow(188, 222),
  );
}

/** The largest paths from the neuron to the outputs, as far as they are listed. */
function fan({ paths, a, to }) {
  const left = 24, right = 172;
  const length = paths[0].neurons.length;
  const largest = Math.max(...paths.map((path) => Math.abs(path.value)));
  const columns = Array.from({ length }, (_, i) => [...new Set(paths.map((path) => path.neurons[i]))].sort((p, q) => p - q));
  const x = (i) => left + ((i + 1) / length) * (right - left);
  const y = (i, neuron) => MIDDLE + (columns[i].indexOf(neuron) - (columns[i].length - 1) / 2) * 30;
  const lines = paths.map((path) => {
    const points = path.neurons.map((neuron, i) => `L${x(i)} ${y(i, neuron)}`);
    const width = 0.8 + (2.8 * Math.abs(path.value)) / (largest || 1);
    return shape("path", { class: `edge ${path.value < 0 ? "neg" : "pos"}`, "stroke-width": width, d: `M${left} ${MIDDLE}${points.join("")}` });
  });
  const discs = columns.flatMap((column, i) => column.flatMap((neuron) => disc(x(i), y(i, neuron), 11, 0, neuron)));
  return picture(
    `the ${paths.length} largest paths from neuron ${to} to the cost`,
    ...lines.reverse(), ...disc(left, MIDDLE, 15, a, to), ...discs,
    label("C₀", 210, MIDDLE - 12, "letter"), arrow(200, 224),
  );
}

const ink = (value) => `color-mix(in srgb, var(--ink) ${100 * Math.min(1, Math.abs(value))}%, var(--paper))`;

function disc(cx, cy, r, value, text) {
  const made = shape("circle", { class: "disc", cx, cy, r });
  made.style.fill = ink(value);
  return text === undefined ? [made] : [made, inside(text, cx, cy, value)];
}

function square(cx, value) {
  const made = shape("rect", { class: "disc", x: cx - 18, y: MIDDLE - 18, width: 36, height: 36 });
  made.style.fill = ink(value);
  return [made, inside(digits3(value), cx, MIDDLE, value)];
}

function inside(text, x, y, value) {
  const made = label(text, x, y + 4.5);
  made.style.fill = Math.abs(value) > 0.5 ? "var(--paper)" : "var(--ink)";
  return made;
}

function label(text, x, y, className = "") {
  const made = shape("text", { x, y, class: className });
  made.textContent = text;
  return made;
}

const arrow = (from, to) =>
  shape("path", { class: "arrow", d: `M${from} ${MIDDLE}H${to}m-7 -5l7 5l-7 5` });

// --- the paths of an earlier weight ---

function listPaths(root, data, things) {
  const { paths, rest, others, written } = data;
  const count = paths.length + others;
  root.querySelector("h3").textContent = `∂C₀/∂a is the sum over ${count} ${count === 1 ? "path" : "paths"} to the cost`;
  const largest = Math.max(...paths.map((path) => Math.abs(path.value)), Math.abs(rest)) || 1;
  const through = ({ neurons }) => neurons.map((neuron, i) => `neuron ${data.layer + 1 + i} ${neuron}`).join(", ");
  const rows = paths.map((path, i) => pathRow(`through ${path.through}`, path.value / largest, written[i], through(path)));
  if (others) rows.push(pathRow(others === 1 ? "the smaller one" : `the ${others} smaller ones together`, rest / largest, written.at(-2)));
  const total = pathRow(`∂C₀/∂a of ${data.to_name}`, 0, written.at(-1), things.wish);
  total.className = "total";
  root.querySelector("ol").replaceChildren(...rows, total);
  const say = (thing, text) => saying(things[thing], text);
  root.querySelector(".weightview-delta").replaceChildren(
    say("delta", "δ"), " = ", say("slope", "σ′"), " · ", say("wish", "∂C₀/∂a"), " = ", say("slope", digits3(data.slope)), " × ",
    say("wish", bracketed(data.by_activation)), ` ${equals(data.delta, data.slope, data.by_activation)} `, say("delta", digits3(data.delta)),
  );
  root.querySelector(".weightview-product").replaceChildren(
    say("gradient", `∂C₀/∂${data.letter}`), " = ", say("delta", "δ"), " · ", say("sent", data.source === null ? "1" : "a"), " = ",
    say("delta", bracketed(data.delta)), " × ", say("sent", digits3(data.sent)), ` ${equals(data.product, data.delta, data.sent)} `,
    say("gradient", digits3(data.product)),
  );
}

const bracketed = (value) => (value < 0 ? `(${digits3(value)})` : digits3(value));

function pathRow(name, share, number, thing) {
  const made = element("li", "");
  const bars = element("span", "bars");
  const bar = element("i", share < 0 ? "neg" : "pos");
  bar.style.width = `${50 * Math.abs(share)}%`;
  if (share) bars.append(bar);
  else bars.style.visibility = "hidden";
  const [words, value] = [element("span", "", name), element("b", number.startsWith("−") ? "neg" : "pos", number)];
  if (thing) [words, value].forEach((one) => about(thing, one));
  made.append(words, bars, value);
  return made;
}
