// Slide 2: the network in its columns; a neuron under the pointer or the focus shows what it holds.

const NETWORK_FAN = 14; // edges drawn into a neuron of layer 1, of its 784

function drawNetwork(sheet, data, figure) {
  const [{ flow }, phone] = [data, sheet.phone];
  const area = phone
    ? { y: 48, width: sheet.width - 24, height: 350, image: 84 }
    : { y: 48, width: sheet.width - 236, height: 372, image: 128 };
  const graph = new Graph(sheet, [flow], area);
  const bodies = networkRows(graph.sizes, figure.body);
  const part = networkPart(graph);
  graph.sizes.forEach((_, l) => about(l ? `layer ${l}` : "a 0 *", sheet.part(part(l), () => graph.name(l))));
  sheet.part(2, () => graph.hairlines(2, graph.last - 1));
  sheet.part(3, () => graph.hairlines(graph.last));
  const edges = sheet.part(3, () => {});
  const neurons = networkNeurons(sheet, graph, flow, data.biases);
  const bottom = area.y + area.height;
  sheet.part(4, () => networkBackwards(sheet, graph, bottom + 16));
  const at = phone ? `translate(0 ${bottom + 58})` : `translate(${sheet.width - 178} 14)`;
  let panel;
  sheet.part(3, () => (panel = sheet.group({ transform: at }, () => {})));
  const show = (at) => {
    figure.chosen = at;
    const held = { ...data, ...networkHeld(graph, data, bodies, at) };
    neurons.forEach((neuron) => neuron.choose(neuron.l === at[0] && neuron.j === at[1]));
    redraw(sheet, edges, () => networkEdges(graph, flow, held));
    redraw(sheet, panel, () => networkPanel(sheet, graph, held));
  };
  const known = figure.chosen && neurons.some(({ l, j }) => l === figure.chosen[0] && j === figure.chosen[1]);
  show(known ? figure.chosen : [1, largestOf(flow.layers[0].map((a, j) => (graph.shown[1].includes(j) ? a : -1)))]);
  for (const neuron of neurons) networkListen(graph, neurons, neuron, show);
  sheet.svg.setAttribute("role", "group");
  const all = data.parameters.toLocaleString("en");
  const how = data.printed ? "" : " Point at a neuron or tap it, or use Tab and the arrow keys, to see what it holds.";
  const say = `${all} weights and biases are what it learns.${how}`;
  return { height: bottom + (phone ? 248 : 46), say: say + graph.hidden };
}

/** With which point a column comes: the picture, what stands between, the digits. */
const networkPart = (graph) => (l) => (l === 0 ? 1 : l < graph.last ? 2 : 3);

/** Which way learning goes. */
function networkBackwards(sheet, graph, y) {
  sheet.way(graph.column(graph.last), y, graph.column(0), y, { tint: "wish", width: 2.4 });
  sheet.text((graph.column(0) + graph.column(graph.last)) / 2, y + 24, "backpropagation", { size: 16, weight: 600, tint: "wish", align: "middle" });
}

/** The weights of every neuron, each row scaled to its largest: [layer][neuron] → bytes. */
function networkRows(sizes, body) {
  let at = 0;
  return sizes.map((size, l) => {
    if (l === 0) return [];
    return Array.from({ length: size }, () => Array.from(body.subarray(at, (at += sizes[l - 1]))));
  });
}

const networkName = (graph, l, j) => (l === 0 ? "The picture" : l === graph.last ? `Output ${j}` : `Layer ${l} · neuron ${j}`);

/** What can be touched: the picture, then every neuron drawn; one of them is in the tab order. */
function networkNeurons(sheet, graph, flow, biases) {
  const part = networkPart(graph);
  const made = [networkTouch(sheet, part, 0, 0, "The picture: 784 pixels", () => {
    graph.picture(flow.pixels);
    const [x, y] = graph.pixel(0);
    return sheet.box(x - 7, y - 7, graph.image + 10, graph.image + 10, { tint: "none", stroke: "acc" });
  })];
  for (let l = 1; l <= graph.last; l++) {
    for (const j of graph.shown[l]) {
      const a = flow.layers[l - 1][j];
      const label = `${networkName(graph, l, j)}: activation ${digits3(a)}, bias ${digits3(biases[l - 1][j])}, ${graph.sizes[l - 1]} weights`;
      made.push(networkTouch(sheet, part, l, j, label, () => {
        const [x, y] = graph.place(l, j);
        const [pitch, r] = [graph.pitch[l], graph.radius[l]];
        sheet.box(x - 22, y - pitch / 2, 44, pitch, { tint: "bg", opacity: 0 });
        sheet.disc(x, y, r, a);
        return sheet.make("circle", { cx: x, cy: y, r: r + 3, style: "fill:none;stroke:var(--acc);stroke-width:2.4" });
      }));
    }
  }
  sheet.part(3, () => graph.digits(sheet.phone ? 18 : 22, flow.target));
  return made;
}

/** `draw` returns the ring that tells that it is chosen. */
function networkTouch(sheet, part, l, j, label, draw) {
  let [node, ring] = [];
  sheet.part(part(l), () => {
    node = sheet.group({ class: "touch", role: "button", "aria-label": label }, () => (ring = draw()));
    about(l ? `neuron ${l} ${j}` : "a 0 *", node);
  });
  const choose = (chosen) => {
    ring.style.display = chosen ? "" : "none";
    node.setAttribute("tabindex", chosen ? 0 : -1);
    node.setAttribute("aria-pressed", chosen);
  };
  return { l, j, node, choose };
}

/** The pointer chooses without taking the focus, so that the deck keeps its keys. */
function networkListen(graph, neurons, { l, j, node }, show) {
  node.addEventListener("pointerenter", () => show([l, j]));
  node.addEventListener("mousedown", (event) => event.preventDefault());
  node.addEventListener("click", () => show([l, j]));
  node.addEventListener("focus", () => show([l, j]));
  node.addEventListener("keydown", (event) => {
    const to = networkMove(graph, l, j, event.key);
    if (!to) return;
    event.preventDefault();
    neurons.find((neuron) => neuron.l === to[0] && neuron.j === to[1]).node.focus();
  });
}

/** Where an arrow key leads: along the column, or to the same height of the next one. */
function networkMove(graph, l, j, key) {
  const [along, over] = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[key] ?? [];
  if (along === undefined) return null;
  const column = (at) => (at === 0 ? [0] : graph.shown[at]);
  const to = Math.min(graph.last, Math.max(0, l + along));
  const [from, list] = [column(l), column(to)];
  const middle = (from.indexOf(j) + 0.5) / from.length;
  const slot = along ? Math.floor(middle * list.length) : from.indexOf(j) + over;
  return [to, list[Math.min(list.length - 1, Math.max(0, slot))]];
}

/** What the chosen one holds. */
function networkHeld(graph, { flow, biases }, bodies, [l, j]) {
  if (l === 0) return { l, j };
  const row = bodies[l][j];
  const before = l === 1 ? flow.pixels.map((ink) => ink / 255) : flow.layers[l - 2];
  return { l, j, row, before, a: flow.layers[l - 1][j], bias: biases[l - 1][j] };
}

/** What flows into the chosen neuron, or, from the picture, everything that flows. */
function networkEdges(graph, flow, { l, j, row, before }) {
  if (l === 0) {
    flow.edges.forEach((list, i) => graph.edges(i + 1, list, { widest: 2, opacity: 0.5 }));
    return;
  }
  const list = row.map((weight, k) => [j, k, weight * before[k]]);
  const strongest = list.sort((one, other) => Math.abs(other[2]) - Math.abs(one[2]));
  graph.edges(l, l === 1 ? strongest.slice(0, NETWORK_FAN) : strongest, { widest: 3.2, opacity: 0.9 });
}

function networkPanel(sheet, graph, held) {
  const { l, j, flow, row, a, bias } = held;
  sheet.text(0, 16, networkName(graph, l, j), { size: 20, serif: true, weight: 600 });
  if (l === 0) return networkPixels(sheet, flow);
  const rows = [["activation", digits3(a), "ink"], ["bias", digits3(bias), tintOf(bias)], ["weights", row.length.toLocaleString("en"), "ink"]];
  rows.forEach(([words, value, tint], i) => {
    sheet.text(0, 46 + 26 * i, words, { tint: "muted" });
    sheet.text(178, 46 + 26 * i, value, { tint, weight: 600, align: "end" });
  });
  const [x, y] = sheet.phone ? [210, 0] : [0, 126];
  if (l === 1 && row.length === 784) networkPattern(sheet, x, y, row);
  else networkWeights(sheet, x, y, row, l, graph.sizes[l - 1]);
  const words = l === 1 ? ["Ink on blue makes it", "more active, ink on", "orange less."] : l === graph.last
    ? ["How much this", `looks like a ${j}.`, j === flow.target ? "Its target is 1." : "Its target is 0."]
    : ["It weighs what", `layer ${l - 1} found.`];
  const top = sheet.phone ? 130 : l === 1 ? 322 : 304;
  words.forEach((line, i) => sheet.text(0, top + 22 * i, line));
}

function networkPixels(sheet, { pixels }) {
  const inked = pixels.filter((ink) => ink > 0).length;
  const words = ["28 × 28 pixels. Each holds", "a number: 0 is paper,", "1 is full ink.", "", `${inked} of the 784 have ink.`];
  words.forEach((line, i) => sheet.text(0, 46 + 24 * i, line));
}

/** The weights of a neuron of layer 1, where its pixels are. */
function networkPattern(sheet, x, y, row) {
  const size = sheet.phone ? 130 : 168;
  sheet.picture(x, y, size, size, 28, row.map((weight) => weight / 127), "pos", "neg", 0.7);
}

/** The weights of a neuron as bars, one for each neuron of the layer before. */
function networkWeights(sheet, x, y, row, l, count) {
  const [width, middle, reach] = [sheet.phone ? 130 : 178, y + 62, 54];
  const step = width / count;
  sheet.line(x, middle, x + width, middle, { tint: "graph" });
  row.forEach((weight, k) => {
    const long = (Math.abs(weight) / 127) * reach;
    const bar = [x + k * step + 0.15 * step, weight < 0 ? middle : middle - long, 0.7 * step, long];
    if (weight < 0) sheet.box(...bar, { tint: "bg", stroke: "neg", dash: "3 2" });
    else sheet.box(...bar, { tint: "pos" });
  });
  sheet.text(x, middle + 76, `from layer ${l - 1}`, { size: 15, tint: "muted" });
}
