// What words point at, lit on the graph: an outline round it, and all else paler. Weights are drawn once more.

const PALE = 0.45;
const BEHIND = 30; // px before a disc: room for its wish

/** What a thing of shared/things.js is on this graph: regions [u0, v0, u1, v1], and edges [layer, to, from]. */
function placesOf(scene, moment, thing) {
  const places = { regions: [], edges: [] };
  for (const [kind, ...indices] of partsOf(thing)) {
    const numbers = indices.map((index) => (index === "*" ? undefined : Number(index)));
    if (kind === "cost") costAt(scene, moment, places);
    else if (kind === "y") rowAt(scene, scene.model.layers, numbers[0], places);
    else if (["w", "grad", "weight"].includes(kind)) weightsAt(scene, numbers, places);
    else if (numbers[0] === 0) inputAt(scene, numbers[1], places);
    else if (numbers[0] <= scene.model.layers) neuronsAt(scene, moment, numbers, places);
  }
  return places;
}

/** One neuron with its wish beside it, or its whole layer; outputs with their bars; the curve of the one followed. */
function neuronsAt({ model, layout }, moment, [l, j], { regions }) {
  const slots = j === undefined ? [0, layout.shown[l].length - 1] : [layout.slot(l, j), layout.slot(l, j)];
  if (slots[0] < 0) return;
  const reach = layout.radius[l] + 5;
  const half = Math.min(reach, layout.pitch[l] / 2 - 1);
  const behind = moment.step.part === "Backward" && l < model.layers ? BEHIND : 0;
  const end = l === model.layers ? barsEnd(layout) : layout.columns[l] + reach;
  regions.push([layout.columns[l] - reach - behind, layout.v(l, slots[0]) - half, end, layout.v(l, slots[1]) + half]);
  const curved = l === moment.step.layer && j === model.followed[l] && !layout.phone && !squared(moment);
  const curveEnds = { forward: 202, wish: 224, delta: 290 }[moment.step.kind];
  if (curved && moment.of("forward", l) > 0) regions.push([layout.panelU - 8, 20, layout.width - 1, curveEnds]);
}

/** The bar and the target of an output, or of all. */
function rowAt({ layout }, l, j, { regions }) {
  const slots = j === undefined ? [0, layout.shown[l].length - 1] : [layout.slot(l, j), layout.slot(l, j)];
  const half = layout.pitch[l] / 2 - 1;
  const start = Math.min(layout.barU, layout.barU + layout.barLength) - 8;
  if (slots[0] >= 0) regions.push([start, layout.v(l, slots[0]) - half, barsEnd(layout), layout.v(l, slots[1]) + half]);
}

const barsEnd = ({ phone, barU, barLength }) => (phone ? barU + 8 : barU + barLength + 52);
const squared = (moment) => moment.step.kind === "cost" || moment.updated > 0;

function costAt({ layout }, moment, { regions }) {
  if (!squared(moment)) return;
  if (layout.phone) regions.push([layout.barU + 6, 1, layout.barU + 44, layout.width - 1]);
  else regions.push([layout.panelU - 6, layout.from + layout.across - 2, layout.width - 1, layout.height - 1]);
}

function inputAt({ layout }, k, { regions }) {
  const [corner, size] = [layout.imageV, layout.image];
  if (k === undefined) return regions.push([0, corner - 1, size + 2, corner + size + 1]);
  const [u, v] = layout.pixel(k);
  const half = Math.max(5, size / 56 + 2);
  return regions.push([u - half, v - half, u + half, v + half]);
}

/** Weights by layer, to, from; an index left open runs over all that are drawn. */
function weightsAt(scene, [l, to, from], places) {
  const { model, layout, edges } = scene;
  if (l > model.layers) return;
  const slots = (layer, index) => (index === undefined ? [...layout.shown[layer].keys()] : [layout.slot(layer, index)]);
  for (const slot of slots(l, to).filter((found) => found >= 0)) {
    if (l > 1) places.edges.push(...slots(l - 1, from).filter((found) => found >= 0).map((start) => [l, slot, start]));
    else places.edges.push(...(from === undefined ? edges.fan[slot] : [from]).map((k) => [1, slot, k]));
    const half = layout.thumb / 2 + 2;
    const v = layout.v(1, slot);
    if (l === 1) places.regions.push([layout.thumbU - 2, v - half, layout.thumbU + layout.thumb + 2, v + half]);
  }
  if (l === 1 && from !== undefined) inputAt(scene, from, places);
}

function drawLit(scene, moment, thing) {
  const { layout, marks } = scene;
  const { g } = marks;
  const { regions, edges } = placesOf(scene, moment, thing);
  if (!regions.length && !edges.length) return;
  const boxes = regions.map(([u0, v0, u1, v1]) => [layout.xy(u0, v0), layout.xy(u1, v1)])
    .map(([[x0, y0], [x1, y1]]) => [x0, y0, x1 - x0, y1 - y0, 6]);
  g.beginPath();
  g.rect(0, 0, layout.width, layout.height);
  for (const box of boxes) g.roundRect(...box);
  g.fillStyle = marks.rgb("bg", PALE);
  g.fill("evenodd");
  drawLitEdges(scene, moment, edges, thing.startsWith("grad"));
  g.strokeStyle = marks.rgb("ink");
  g.lineWidth = 1.6;
  g.beginPath();
  for (const box of boxes) g.roundRect(...box);
  g.stroke();
}

/** The edges as they are now, or as their gradients. */
function drawLitEdges({ model, layout, marks }, { step }, edges, gradients) {
  const values = edges.map(([l, to, from]) => {
    const place = [l, layout.shown[l][to], l === 1 ? from : layout.shown[l - 1][from]];
    if (gradients) return model.gradient(...place);
    return step.kind === "forward" && step.layer === l ? model.adds(...place) : model.weight(...place);
  });
  const max = maxSize(values) || 1;
  edges.forEach(([l, to, from], i) => {
    const edge = layout.bezier(l, to, from);
    const width = (1.2 + (2.4 * Math.abs(values[i])) / max) * (layout.phone ? 0.7 : 1);
    marks.curve(edge, marks.rgb("bg"), width + 2.5);
    marks.curve(edge, marks.signed(values[i]), width, values[i] < 0);
  });
}

/** What words name of that which lies under the pointer. */
function namesOf({ model }, { kind, layer, index, to, source }) {
  if (kind === "neuron") return `neuron ${layer} ${index}${layer === model.layers ? `, y ${index}` : ""}`;
  return `weight ${layer} ${to} ${source}${layer === 1 ? `, a 0 ${source}` : ""}`;
}
