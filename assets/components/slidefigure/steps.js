// Slide 15: the five steps of learning on one digit; the graph follows the button and, while presented, the
// slide's points.

const STEPS = { forward: stepsForward, backward: stepsBackward, through: stepsThrough, average: stepsAverage, update: stepsUpdate };

const STEPS_LITTLE = 0.001; // a cost below which a digit teaches next to nothing

function stepsOnPoint(figure, point) {
  const { modes } = figure.data;
  if (point < Infinity) figure.mode = modes[Math.min(point, modes.length) - 1];
  else figure.mode ??= figure.data.mode ?? modes[0];
}

function drawSteps(sheet, data, { mode }) {
  sheet.less = sheet.phone ? 0 : stepsLess(data);
  const { bottom, say } = (STEPS[mode] ?? stepsBegin)(sheet, data);
  return { height: Math.max(bottom + 8, 388 - sheet.less), say };
}

/** By how much the graph is lower: where a second row of buttons or a longer note needs the room. */
function stepsLess({ buttons, modes, instead, flow }) {
  const wide = flow.layers.some((layer) => layer.length > GRAPH_MOST);
  return Math.min(54, (buttons.length > modes.length ? 52 : 0) + (instead || wide ? 28 : 0));
}

/** Before the first step: a picture, and a network that holds nothing yet. */
function stepsBegin(sheet, data) {
  const graph = stepsGraph(sheet, data);
  stepsPicture(sheet, graph, data.flow.pixels);
  for (let l = 1; l <= graph.last; l++) graph.empty(l);
  graph.digits(18, data.flow.target);
  return { bottom: 0, say: "" };
}

/** A letter with its layer and its index. */
const symbol = (letter, layer, index) => [letter, `^(${layer})`, `_${index}`];
const inBrackets = (value) => (value < 0 ? `(${digits3(value)})` : digits3(value));

/** Pieces of a formula, [parts, look, thing that they are about] each, in a row that wraps where the sheet ends; returns the last one's y. */
function stepsRow(sheet, row, pieces) {
  let [x, y] = [0, row - sheet.less];
  for (const [parts, look, thing] of pieces) {
    const made = sheet.formula(x, y, parts, look);
    if (thing) about(thing, made);
    const { width } = made.getBBox();
    if (x && x + width > sheet.width) {
      [x, y] = [0, y + 28];
      made.setAttribute("x", x);
      made.setAttribute("y", y);
    }
    x += width + 7;
  }
  return y;
}

// --- the graph that four of the steps share ---

function stepsGraph(sheet, { flow }) {
  const bars = sheet.phone ? 70 : 118;
  const area = { y: 48, width: sheet.width - bars - 42, height: 236 - sheet.less, image: sheet.phone ? 64 : 104 };
  const graph = new Graph(sheet, [flow], area);
  graph.names();
  graph.hairlines();
  graph.bars = { x: sheet.width - bars, width: bars - 8 };
  return graph;
}

function stepsPicture(sheet, graph, pixels) {
  about("neuron 0 *", sheet.group({}, () => graph.picture(pixels)));
}

/** Edges into layer l, whatever they mean in this step: each has its weight and its entry of ∇C. */
function stepsEdges(sheet, graph, l, list, look) {
  return about(`weight ${l}, batch mini`, sheet.group({}, () => graph.edges(l, list, look)));
}

/** Picture, activations and answers as a forward pass left them. */
function stepsFilled(sheet, graph, { flow }, layers = flow.layers) {
  stepsPicture(sheet, graph, flow.pixels);
  layers.forEach((values, i) => graph.discs(i + 1, values));
  stepsBars(sheet, graph, layers.at(-1), flow.target);
}

function stepsBars(sheet, graph, outputs, target) {
  graph.digits(18, target);
  const { x, width } = graph.bars;
  [[x, 0], [x + width, 1]].forEach(([at, words]) => sheet.text(at, 34, words, { size: 15, tint: "muted", align: "middle" }));
  about("cost", sheet.group({}, () => {
    for (const j of graph.shown[graph.last]) {
      const [, y] = graph.place(graph.last, j);
      about(`a ${graph.last} ${j}, y ${j}`, sheet.group({}, () => sheet.bar(x, y - 5, width, 9, outputs[j], Number(j === target))));
    }
  }));
}

const stepsAt = (graph, value) => graph.bars.x + graph.bars.width * Math.min(1, Math.max(0, value));

/** What the edges mean in this step. */
const stepsKey = (sheet, words) => sheet.text(0, 321 - sheet.less, words, { size: 15, tint: "muted" });

// --- 1 to 3: forward, backward, through all layers ---

function stepsForward(sheet, data) {
  const { flow, z, cost } = data;
  const graph = stepsGraph(sheet, data);
  for (let l = 1; l <= graph.last; l++) graph.empty(l);
  flow.edges.forEach((list, i) => appear(stepsEdges(sheet, graph, i + 1, list, { widest: 2.4, opacity: 0.6 }), 600 * i + 100));
  stepsPicture(sheet, graph, flow.pixels);
  flow.layers.forEach((values, i) => appear(sheet.group({}, () => graph.discs(i + 1, values)), 600 * i + 400));
  appear(sheet.group({}, () => stepsBars(sheet, graph, flow.layers.at(-1), flow.target)), 600 * graph.last);
  stepsKey(sheet, "edges: w · a, what each neuron tells the next");
  const a = flow.layers.at(-1)[flow.target];
  const named = (letter) => symbol(letter, graph.last, flow.target);
  const answer = `a ${graph.last} ${flow.target}`;
  stepsRow(sheet, 350, [[[...named("a"), " = σ(", ...named("z"), `) = σ(${digits3(z)}) =`], {}, answer], [[digits3(a)], { weight: 600 }, answer]]);
  const bottom = stepsRow(sheet, 380, [
    [["C", "_0", " = Σ", "_j", " (a", "_j", " − y", "_j", ")", "^2", " ="], {}, "cost"], [[digits3(cost)], { weight: 600 }, "cost"],
  ]);
  const said = largestOf(flow.layers.at(-1));
  const right = said === flow.target ? "rightly" : `but ${flow.target} is meant`;
  const part = Math.round((100 * (1 - a) ** 2) / cost);
  const gap = cost < STEPS_LITTLE
    ? "There is hardly anything left to learn from this digit."
    : `Output ${flow.target} is at ${digits3(a)} and should be at 1: that gap makes ${part} % of C₀, the sum over all ten.`;
  return { bottom, say: `The network says ${said}, ${right}. ${gap}${graph.hidden}` };
}

function stepsBackward(sheet, data) {
  const { flow, delta, rule } = data;
  const graph = stepsGraph(sheet, data);
  const l = graph.last;
  appear(stepsEdges(sheet, graph, l, data.gradient[l - 1], { widest: 3.4, opacity: 0.9 }), 700);
  stepsFilled(sheet, graph, data);
  appear(about(`wish ${l}`, sheet.group({}, () => stepsGaps(sheet, graph, flow))), 0);
  appear(about(`delta ${l}`, sheet.group({}, () => stepsRings(sheet, graph, delta.at(-1)))), 350);
  stepsKey(sheet, "arrows: gaps · rings: δ = ∂C₀/∂z · edges: ∂C₀/∂w");
  const tint = tintOf(rule.by_activation);
  const sent = symbol("a", l - 1, rule.source);
  const [a, z] = [symbol("a", l, rule.to), symbol("z", l, rule.to)];
  const [grad, input] = [`grad ${l} ${rule.to} ${rule.source}`, `a ${l - 1} ${rule.source}`];
  const [slope, wish] = [`slope ${l} ${rule.to}`, `wish ${l} ${rule.to}`];
  stepsRow(sheet, 350, [
    [["∂C", "_0", " / ∂", ...symbol("w", l, `${rule.to},${rule.source}`)], {}, grad], [["="]], [sent, {}, input], [["·"]],
    [["σ′(", ...z, ")"], { tint: "slope" }, slope], [["·"]], [["2(", ...a, " − 1)"], { tint }, wish],
  ]);
  const says = equals(rule.product, rule.sent, rule.slope, rule.by_activation);
  const bottom = stepsRow(sheet, 380, [
    [["="]], [[digits3(rule.sent)], {}, input], [["×"]], [[digits3(rule.slope)], { tint: "slope" }, slope], [["×"]],
    [[inBrackets(rule.by_activation)], { tint }, wish], [[says]], [[digits3(rule.product)], { tint: tintOf(rule.product), weight: 600 }, grad],
  ]);
  const way = rule.product < 0 ? "Raising this one lowers the cost." : "Lowering this one lowers the cost.";
  const meaning = rule.product === 0 ? "This one’s is 0: nothing to change." : way;
  return { bottom, say: `The error becomes a gradient for every weight of the last layer. ${meaning}${graph.hidden}` };
}

function stepsGaps(sheet, graph, { layers, target }) {
  for (const j of graph.shown[graph.last]) {
    const [, y] = graph.place(graph.last, j);
    const [from, to] = [stepsAt(graph, layers.at(-1)[j]), stepsAt(graph, Number(j === target))];
    sheet.way(from, y + 11, to, y + 11, { tint: "wish", width: 1.8 });
  }
}

/** δ as rings: solid blue above 0, dashed orange below; the width is the size. */
function stepsRings(sheet, graph, delta) {
  const most = maxOf(delta);
  for (const j of graph.shown[graph.last]) {
    const size = Math.abs(delta[j]) / most;
    if (size < 0.01) continue;
    const [cx, cy] = graph.place(graph.last, j);
    const style = `fill:none;stroke:var(--${tintOf(delta[j])});stroke-width:${1 + 2.6 * size}`;
    sheet.make("circle", { cx, cy, r: graph.radius[graph.last] + 3.4, style, "stroke-dasharray": delta[j] < 0 ? "4 2.5" : "" });
  }
}

function stepsThrough(sheet, data) {
  const { told, asks } = data;
  if (!told) return { bottom: 0, say: "This network has no hidden layer: there is nothing to go back through." };
  const graph = stepsGraph(sheet, data);
  for (let l = graph.last; l > 1; l--) {
    const list = asks[l - 2];
    appear(stepsEdges(sheet, graph, l, list, { widest: 2.6, opacity: 0.7 }), 600 * (graph.last - l));
  }
  stepsFilled(sheet, graph, data);
  for (let l = graph.last; l >= 1; l--) {
    appear(about(`wish ${l}`, sheet.group({}, () => stepsWishes(sheet, graph, l, data.wish[l - 1]))), 600 * (graph.last - l) + 200);
  }
  const l = graph.last - 1;
  if (graph.shown[l].includes(told.neuron)) {
    const [cx, cy] = graph.place(l, told.neuron);
    sheet.make("circle", { cx, cy, r: graph.radius[l] + 3, style: "fill:none;stroke:var(--ink);stroke-width:2" });
  }
  stepsKey(sheet, "arrows: wishes −∂C₀/∂a, scaled by layer · edges: w · δ");
  const sum = told.written.slice(0, -1).map((value, i) => `${value} ${i < told.from.length ? `from ${told.from[i]}` : "rest"}`);
  stepsRow(sheet, 350, [
    [["∂C", "_0", " / ∂", ...symbol("a", l, told.neuron), " ="], {}, `wish ${l} ${told.neuron}`],
    [["Σ", "_j", " ", ...symbol("w", l + 1, `j,${told.neuron}`), " · ", ...symbol("δ", l + 1, "j")], {}, `w ${l + 1} * ${told.neuron}, delta ${l + 1}`],
  ]);
  const total = told.written.at(-1);
  const bottom = stepsRow(sheet, 380, [
    [["="]], ...sum.map((words, i) => [[i < sum.length - 1 ? `${words},` : words], { size: 17, serif: false }]),
    [["="]], [[total], { tint: tintOf(told.total), weight: 600 }, `wish ${l} ${told.neuron}`],
  ]);
  const way = told.total < 0 ? "more" : "less";
  const wish = told.total === 0
    ? `The outputs wish nothing of layer ${l}.`
    : `All outputs together wish neuron ${told.neuron} of layer ${l} most strongly to be ${way} active.`;
  const further = l > 1 ? ` Layer ${l} then asks layer ${l - 1} in the same way.` : "";
  return { bottom, say: wish + further + graph.hidden };
}

/** What layer l is wished: arrows, and under the column how much the longest of them is. */
function stepsWishes(sheet, graph, l, wishes) {
  const most = maxOf(wishes);
  const longest = Math.min(20, 1.1 * graph.pitch[l]);
  if (graph.step > 55) sheet.text(graph.column(l), graph.y + graph.height + 17, digits3(most), { size: 15, tint: "wish", align: "middle" });
  for (const j of graph.shown[l]) {
    const [x, y] = graph.place(l, j);
    const long = (wishes[j] / most) * longest;
    sheet.arrow(x - graph.radius[l] - 7, y + long / 2, long, 2.2);
  }
}

// --- 5: the step downhill ---

function stepsUpdate(sheet, data) {
  const { flow, rule, cost, after, cost_after: costAfter, cost_batch: costBatch, m } = data;
  const rate = Number(data.rate.toPrecision(3));
  const graph = stepsGraph(sheet, data);
  data.gradient.forEach((list, i) => {
    const changes = list.map(([to, source, value]) => [to, source, -rate * value]);
    appear(stepsEdges(sheet, graph, i + 1, changes, { widest: 2.4, opacity: 0.6 }), 0);
  });
  stepsFilled(sheet, graph, data, after);
  const before = flow.layers.at(-1);
  for (const j of graph.shown[graph.last]) {
    const [, y] = graph.place(graph.last, j);
    sheet.box(graph.bars.x, y - 7, stepsAt(graph, before[j]) - graph.bars.x, 13, { tint: "none", stroke: "muted", dash: "3 2" });
  }
  stepsKey(sheet, "edges: −α · ∂C₀/∂w, the change · dashed: before");
  const [w, its] = [symbol("w", graph.last, `${rule.to},${rule.source}`), `${graph.last} ${rule.to} ${rule.source}`];
  const moved = rule.w - rate * rule.product;
  stepsRow(sheet, 350, [
    [w, {}, `w ${its}`], [["←"]], [[digits3(rule.w)], {}, `w ${its}`], [["−"]], [[rate], {}, "alpha"], [["×"]],
    [[inBrackets(rule.product)], { tint: tintOf(rule.product) }, `grad ${its}`],
    [[equals(moved, rounded(rule.w) - rate * rounded(rule.product))]], [[stepsMoved(rule.w, moved)], { weight: 600 }, `w ${its}`],
  ]);
  const bottom = stepsRow(sheet, 380, [[["C", "_0", ` : ${digits3(cost)} →`], {}, "cost"], [[stepsMoved(cost, costAfter)], { weight: 600 }, "cost"]]);
  const say =
    `One step along this digit’s own gradient, α = ${rate}, brings C₀ from ${digits3(cost)} to ${stepsMoved(cost, costAfter)}. ` +
    `The average of ${m} digits would bring it to ${stepsMoved(cost, costBatch)}: that step is for all of them.`;
  return { bottom, say: say + graph.hidden };
}

/** The new value, or that it is too near to the old one to be told from it. */
function stepsMoved(before, after) {
  return digits3(before) === digits3(after) ? "almost the same" : digits3(after);
}
