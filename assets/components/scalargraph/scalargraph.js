// One neuron as a graph of single numbers, walked back an operation at a time, and closed again.
// Data: what backprop/views/passes/scalargraph.py lists.

const RADIUS = 16;
const FLIGHT = 450; // ms

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".scalargraph");
  root.at ??= 0;
  if (root.data?.subject !== data.subject) root.at = 0;
  root.data = data;
  root.at = Math.min(root.at, data.steps.length + 1);
  const find = (name) => root.querySelector(`.scalargraph-${name}`);
  find("open").onclick = () => show(root, find("body").hidden);
  find("next").onclick = () => go(root, root.at > data.steps.length ? -Infinity : 1);
  find("back").onclick = () => go(root, -1);
  find("figure").onkeydown = (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key];
    if (!by) return;
    event.preventDefault();
    go(root, by);
  };
  root.watch ??= new ResizeObserver(() => draw(root));
  root.watch.observe(find("figure"));
  draw(root);
  return whenGone(root, () => root.watch.disconnect());
}

function show(root, opened) {
  const button = root.querySelector(".scalargraph-open");
  root.querySelector(".scalargraph-body").hidden = !opened;
  button.ariaExpanded = String(opened);
  button.textContent = opened ? "Close its graph" : "Open its graph";
  root.at = 0;
  draw(root);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (opened) root.querySelector(".scalargraph-body").scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
}

function go(root, by) {
  const before = root.at;
  root.at = Math.max(0, Math.min(root.data.steps.length + 1, root.at + by));
  update(root);
  if (by === 1 && root.at > before) fly(root);
}

// --- drawing ---

/** All that does not change with the steps. */
function draw(root) {
  const { data } = root;
  const figure = root.querySelector(".scalargraph-figure");
  const { width } = figure.getBoundingClientRect();
  if (!width) return;
  const { places, z, height } = layout(data.nodes, width);
  const svg = figure.querySelector("svg");
  const heading = root.querySelector("h3");
  heading.replaceChildren(`${data.name[0].toUpperCase()}${data.name.slice(1)}, one number a node`);
  svg.setAttribute("aria-label", `${data.name} as a graph of ${data.nodes.length} numbers; each step is told below`);
  figure.ariaLabel = "The graph. Arrow keys walk through it";
  svg.setAttribute("height", height);
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const edges = shape("g", { class: "edges" });
  root.edges = data.nodes.flatMap((node, i) =>
    node.inputs.map((input, k) => edge(data, { from: i, to: input, slope: node.slopes[k] }, places, z)));
  edges.append(...root.edges.map(({ line }) => line), ...root.edges.map(({ text }) => text));
  root.nodes = data.nodes.map((node, i) => drawNode(data, node, places[i]));
  root.places = places;
  svg.replaceChildren(edges, whole(data, places, z), ...root.nodes.map(({ group }) => group));
  update(root);
}

function edge({ nodes }, { from, to, slope }, places, z) {
  const [a, b] = [places[to], places[from]];
  const line = shape("line", { class: "edge", x1: a.x, y1: a.y, x2: b.x, y2: b.y });
  const sigma = nodes[from].op === "σ";
  const along = from === z ? (b.x - a.x < 60 ? 0.64 : 0.42) : nodes[from].op === "above" ? 0.62 : 0.5;
  const upright = a.x === b.x;
  const text = words(sigma ? `σ′ ${digits3(slope)}` : `× ${short(slope)}`, a.x + (b.x - a.x) * along + (upright ? 8 : 0),
    a.y + (b.y - a.y) * along + (a.y === b.y ? -6 : 4), `local${sigma ? " sigma" : ""}`, upright ? "start" : "middle");
  return { from, to, line, text };
}

function drawNode(data, node, { x, y, side }) {
  const leaf = !node.op;
  const group = shape("g", { class: `node ${stays(data, node) ? "" : "inner"}`, transform: `translate(${x} ${y})` });
  if (node.thing) group.dataset.thing = node.thing;
  group.append(leaf ? shape("circle", { class: "dot", r: 4 }) : shape("circle", { class: "disc", r: RADIUS }));
  const sign = { σ: data.sign, above: node.value === null ? "…" : "+" }[node.op] ?? node.op;
  if (sign) group.append(words(sign, 0, sign === "²" ? 11 : sign.length > 1 ? 4 : 6, `sign ${sign === "²" ? "square" : sign.length > 1 ? "word" : ""}`, "middle"));
  const value = node.value === null ? "" : node.written ?? short(node.value);
  const name = node.op === "×" ? "" : node.name;
  const slope = shape("text", { class: "slope" });
  if (side === "below") {
    group.append(words(name, 0, -23, "", "middle"), words(value, 0, 32, "value", "middle"), at(slope, 0, 48, "middle"));
  } else if (side === "above") {
    group.append(words(`${name}`, 0, -38, "", "middle"), words(value, 0, -23, "value", "middle"), at(slope, 6, 34, "start"));
  } else {
    const [start, anchor] = side === "left" ? [-9, "end"] : [20, "start"];
    const lines = side === "right" ? [[value, "value"], [name, ""]].filter(([text]) => text) : [];
    lines.forEach(([text, look], i) => group.append(words(text, start, 6 - 16 * i, look, anchor)));
    if (side === "left") group.append(pair(name, value, start));
    group.append(at(slope, start, side === "left" ? 20 : 22, anchor));
  }
  return { group, slope };
}

/** Whether a node is still there when the graph has closed into the neuron: what comes in, and the ends. */
function stays({ nodes, z }, node) {
  return node.given !== null || (!node.op && nodes.indexOf(node) < z);
}

function pair(name, value, x) {
  const made = words(name, x, 4, "", "end");
  const number = shape("tspan", { class: "value", dx: 6 });
  number.textContent = value;
  made.append(number);
  return made;
}

function at(made, x, y, anchor) {
  for (const [name, value] of Object.entries({ x, y, "text-anchor": anchor })) made.setAttribute(name, value);
  return made;
}

function words(text, x, y, look = "", anchor = "start") {
  const made = at(shape("text", { class: look }), x, y, anchor);
  made.textContent = text;
  return made;
}

/** The neuron as one disc, with an edge for each of the weights that the graph shows. */
function whole(data, places, z) {
  const { x, y } = places[z];
  const group = shape("g", { class: "whole" });
  const line = (x1, y1) => group.append(shape("line", { class: "edge", x1, y1, x2: x, y2: y }));
  for (const term of data.nodes[z].inputs) {
    const ends = data.nodes[term].inputs.length ? data.nodes[term].inputs : [term];
    const middle = ends.reduce((total, end) => total + places[end].y, 0) / ends.length;
    line(places[ends[0]].x + 8, middle);
  }
  data.nodes.forEach((node, i) => node.given !== null && line(places[i].x, places[i].y));
  const disc = shape("circle", { class: "disc", cx: x, cy: y, r: 26 });
  const { value } = data.nodes[z + 1];
  disc.style.fill = `color-mix(in srgb, var(--ink) ${100 * Math.min(1, Math.abs(value))}%, var(--paper))`;
  group.append(disc, words(data.name, x, y - 36, "value", "middle"));
  group.append(words(`δ ${digits3(data.steps[data.steps.length - 1].arrived[z])}`, x, y + 48, "slope", "middle"));
  return group;
}

// --- steps ---

function update(root) {
  const { data, at: place, nodes, edges } = root;
  if (!nodes) return;
  const { steps } = data;
  const closed = place > steps.length;
  const step = steps[Math.min(place, steps.length) - 1];
  const now = closed ? -1 : step?.node ?? -1;
  const known = step ? step.arrived : data.nodes.map((node) => node.given);
  root.querySelector("svg").classList.toggle("closed", closed);
  const middle = root.places[data.z];
  nodes.forEach(({ group, slope }, i) => {
    const { x, y } = closed && group.classList.contains("inner") ? middle : root.places[i];
    group.setAttribute("style", `transform: translate(${x}px, ${y}px)`);
    group.classList.toggle("now", i === now);
    slope.textContent = known[i] === null ? "" : `∂ ${roughly(data.nodes, known, i)}${short(known[i])}`;
    slope.setAttribute("class", `slope ${known[i] < 0 ? "neg" : known[i] > 0 ? "pos" : ""}`);
  });
  for (const { from, line, text } of edges) {
    line.classList.toggle("now", from === now);
    text.classList.toggle("now", from === now);
  }
  root.querySelector(".scalargraph-say").innerHTML = caption(data, place);
  const [back, next] = ["back", "next"].map((name) => root.querySelector(`.scalargraph-${name}`));
  if (place === 0 && document.activeElement === back) next.focus();
  back.disabled = place === 0;
  next.textContent = closed ? "Again" : place === steps.length ? "Close into the neuron" : "Next";
  root.querySelector(".scalargraph-steps span").textContent = `${Math.min(place, steps.length)} of ${steps.length} steps back; in the graph, → and ← do the same`;
}

/** "≈ " before the slope of a node to which one way leads, where ∂ and local slope on it do not multiply as shown. */
function roughly(nodes, known, i) {
  const ways = nodes.flatMap(({ inputs, slopes }, from) => inputs.flatMap((input, k) => (input === i ? [[known[from], slopes[k]]] : [])));
  return ways.length === 1 && ways[0][0] !== null && equals(known[i], ...ways[0]) === "≈" ? "≈ " : "";
}

/** What the step sends travels along its edges; without motion it has just arrived. */
function fly(root) {
  const step = root.data.steps[root.at - 1];
  if (!step || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const svg = root.querySelector("svg");
  for (const { from, to } of root.edges) {
    if (from !== step.node) continue;
    const [a, b] = [root.places[from], root.places[to]];
    const dot = shape("circle", { class: "flight", r: 5 });
    svg.append(dot);
    const path = [a, b].map(({ x, y }) => ({ transform: `translate(${x}px, ${y}px)` }));
    dot.animate(path, { duration: FLIGHT, easing: "ease-in-out" }).onfinish = () => dot.remove();
  }
}
