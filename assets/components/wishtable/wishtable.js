// What each neuron of the layer behind wishes of each neuron of this one, and the sum.
// Data: { layer, last, activations, above, above_wishes, slopes, names, table, sums, target }.

const CONTENT = 0.03; // a row with no wish beyond this share of the largest is kept low
const LONGEST = 26; // px: the longest arrow of a single wish
const LONGEST_SUM = 44; // px: the longest of a sum; both are drawn to the same scale

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".wishtable");
  const grid = root.querySelector(".wishtable-grid");
  const largest = Math.max(...data.table.flat().map(Math.abs)) || 1;
  const unit = Math.min(LONGEST / largest, LONGEST_SUM / Math.max(...data.sums.map(Math.abs), 1e-300));
  grid.style.setProperty("--columns", data.sums.length);
  grid.ariaLabel = `Wishes of layer ${data.layer}: one row for each neuron of the layer behind, the last row their sum`;
  const rows = data.table.map((wishes, j) => tableRow(data, wishes, j, largest, unit));
  const total = data.sums.map((wish, k) => about(`wish ${data.layer} ${k}`, cell(wish, `sum for neuron ${k}`, unit)));
  const sum = line("sum", about(`wish ${data.layer} *`, name(null, `their sum, −∂C₀/∂a⁽${SUPERSCRIPT[data.layer]}⁾`)), total);
  grid.replaceChildren(heads(data), ...rows, sum, discs(data));
  root.querySelector(".wishtable-lead").replaceChildren(...linked(
    `A [wish](#word-wish) says which way a neuron should change to lower the cost. Each ${data.last ? "output" : `neuron of layer ${data.layer + 1}`} ` +
    `wishes −[δ](#word-delta) · w of every neuron of layer ${data.layer}: more (▲) or less (▼) activity, as strongly as its own δ and the weight ` +
    "between them say. The wishes are added up, and that sum is all that goes further back.",
  ));
  listen(root, grid, data, setTriggerValue);
}

function tableRow(data, wishes, j, largest, unit) {
  const most = Math.max(...wishes.map(Math.abs));
  const behind = data.layer + 1;
  const label = about(`neuron ${behind} ${j}`, name(data.above[j], data.last ? `output ${j}` : `neuron ${j}`));
  const own = data.above_wishes[j];
  const mark = element("b", "", own > 0 ? "▲" : own < 0 ? "▼" : "");
  mark.title = `its own wish: ${digits3(own)}, its slope σ′: ${digits3(data.slopes[j])}`;
  label.append(mark);
  if (j === data.target) label.classList.add("target");
  if (most < CONTENT * largest) label.append(element("em", "muted", data.slopes[j] < 0.02 ? "saturated" : "content"));
  const called = (k) => `${data.names[j]} to layer ${data.layer} · neuron ${k}`;
  const cells = wishes.map((wish, k) => about(`weight ${behind} ${j} ${k}`, cell(wish, called(k), unit)));
  const made = line(most < CONTENT * largest ? "content" : "", label, cells);
  made.style.minHeight = `${Math.max(20, 2 * most * unit + 8)}px`;
  return made;
}

function heads({ sums }) {
  const labels = sums.map((_, k) => element("span", "", sums.length <= 20 || k % 5 === 0 ? k : ""));
  return line("head", element("span", "wishtable-name", ""), labels, "presentation");
}

function discs({ activations, layer }) {
  const marks = activations.map((a, k) => {
    const made = about(`a ${layer} ${k}`, element("span", ""));
    made.append(disc(a));
    made.title = `a = ${digits3(a)}`;
    return made;
  });
  return line("discs", element("span", "wishtable-name", `layer ${layer} now`), marks, "presentation");
}

function line(className, label, cells, role = "row") {
  const made = element("div", className);
  made.setAttribute("role", "row");
  if (role === "presentation") made.ariaHidden = true;
  made.append(label, ...cells);
  return made;
}

function name(activation, text) {
  const made = element("span", "wishtable-name");
  made.setAttribute("role", "rowheader");
  if (activation !== null) made.append(disc(activation));
  made.append(text);
  return made;
}

function disc(a) {
  const made = element("i", "disc");
  made.style.background = `color-mix(in srgb, var(--ink) ${100 * Math.min(1, Math.abs(a))}%, var(--paper))`;
  return made;
}

function cell(wish, label, unit) {
  const made = element("button", "");
  made.type = "button";
  made.tabIndex = -1;
  made.setAttribute("role", "gridcell");
  made.ariaLabel = `${label}: ${wish > 0 ? "up" : "down"}, ${digits3(wish)}`;
  made.append(arrow(-wish * unit));
  return made;
}

/** From the middle of its cell, up (below 0 on a screen) or down. */
function arrow(length) {
  const svg = shape("svg", { "aria-hidden": "true" });
  const head = Math.min(9, Math.abs(length)) * Math.sign(length);
  svg.append(
    shape("line", { x1: 0, x2: 0, y1: 0, y2: length - head }),
    shape("path", { d: `M0 ${length}l${-head * 0.6} ${-head}h${head * 1.2}z` }),
  );
  return svg;
}

// --- reading a column ---

function listen(root, grid, data, setTriggerValue) {
  const cells = [...grid.querySelectorAll("[role=row]:not([aria-hidden])")].map((made) => [...made.querySelectorAll("[role=gridcell]")]);
  const strongest = data.sums.reduce((best, wish, k) => (Math.abs(wish) > Math.abs(data.sums[best]) ? k : best), 0);
  const show = (k) => {
    cells.forEach((made) => made.forEach((one, i) => one.classList.toggle("chosen", i === k)));
    root.querySelector(".wishtable-said").replaceChildren(...linked(column(data, k)));
    light();
  };
  show(strongest);
  cells.at(-1)[strongest].tabIndex = 0;
  cells.forEach((made, j) =>
    made.forEach((one, k) => {
      one.onpointerenter = one.onfocus = () => show(k);
      one.onclick = () =>
        setTriggerValue("opened", j < data.table.length ? `w${data.layer + 1} ${j},${k}` : `n${data.layer} ${k}`);
      one.onkeydown = (event) => {
        const [dj, dk] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key] ?? [];
        const next = dj === undefined ? undefined : cells[j + dj]?.[k + dk];
        if (dj !== undefined) event.preventDefault();
        if (!next) return;
        one.tabIndex = -1;
        next.tabIndex = 0;
        next.focus();
      };
    }),
  );
}

/** The sum in words, with terms that add up: the largest two, the rest, the total. */
function column({ table, sums, names, layer }, k) {
  const terms = table.map((wishes, j) => ({ j, wish: wishes[k] })).sort((p, q) => Math.abs(q.wish) - Math.abs(p.wish));
  const [first, second] = terms;
  const its = `[Layer ${layer} · neuron ${k}](#thing-neuron-${layer}-${k})`;
  if (Math.abs(sums[k]) < 1e-5) return `${its}: nobody wishes for anything beyond ${digits3(Math.abs(first.wish))}.`;
  const listed = [first, second].filter(Boolean);
  const rest = terms.slice(listed.length);
  const written = writtenSum([...listed, ...(rest.length ? [{ wish: rest.reduce((sum, { wish }) => sum + wish, 0) }] : [])].map(({ wish }) => wish));
  const write = ({ value, text }) => (value < 0 ? text : `+${text}`);
  const total = written.pop();
  const others = rest.map(({ j }) => `w-${layer + 1}-${j}-${k}`).join();
  const parts = written.map((one, i) => {
    if (i >= listed.length) return `the other ${rest.length} together [${write(one)}](#thing-${others})`;
    const { j } = listed[i];
    return `[${names[j]}](#thing-neuron-${layer + 1}-${j}) wishes [${write(one)}](#thing-w-${layer + 1}-${j}-${k})`;
  });
  const end = total.value === 0 ? "no wish is left" : `be ${total.value > 0 ? "more" : "less"} active`;
  return `${its}: ${parts.join("; ")}. In sum [${write(total)}](#thing-wish-${layer}-${k}): ${end}. Click a cell to open its weight.`;
}
