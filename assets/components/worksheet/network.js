// The network beside a sheet: weights on its edges, and in its neurons what is known by now.

const [COLUMN, ROW, NODE] = [170, 122, 25];
const [SIDE, TOP] = [66, 54]; // from the edge of the picture to the middle of a neuron
const LABEL = 0.3;

/** picture: { nodes, edges, columns, rows }; at: the name of the line that waits, whose place is marked. */
function drawNetwork({ nodes, edges, columns, rows }, at) {
  const [width, height] = [(columns - 1) * COLUMN + 2 * SIDE, (rows - 1) * ROW + 2 * TOP];
  const drawn = shape("svg", { viewBox: `0 0 ${width} ${height}`, class: "worksheet-network", role: "img", style: `max-width: ${width}px` });
  drawn.append(named("title", {}, "The network, with the numbers that are known by now"));
  const place = ({ at: [column, row] }) => [SIDE + column * COLUMN, TOP + row * ROW];
  const places = new Map(nodes.map((node) => [node.id, place(node)]));
  const marked = markedBy(at, edges);
  const labels = edges.map((edge) => drawEdge(drawn, edge, places, marked.has(`edge ${edge.id}`)));
  for (const node of nodes) drawNode(drawn, node, places.get(node.id), marked.has(`node ${node.id}`));
  drawn.append(...labels);
  return drawn;
}

/** Where in the network the number of a line stands. */
function markedBy(name = "", edges) {
  const [kind, ...place] = name.split(" ");
  const [end, whole] = [place.slice(0, 2).join(" "), place.join(" ")];
  if (["sent", "gradient", "new", "step"].includes(kind)) return new Set([`edge ${whole}`]);
  if (kind === "back") return new Set(edges.filter((edge) => edge.id === whole || edge.from === whole).map((edge) => `edge ${edge.id}`));
  const into = kind === "z" ? edges.filter((edge) => edge.to === end).map((edge) => `edge ${edge.id}`) : [];
  return new Set([`node ${end}`, ...into]);
}

/** The line of an edge; its label is returned, to lie above all lines. */
function drawEdge(drawn, { from, to, weight, label }, places, marked) {
  const [[x1, y1], [x2, y2]] = [places.get(from), places.get(to)];
  const [left, right] = [x1 + NODE + 1, x2 - NODE - 1];
  const sign = weight < 0 ? "neg" : "pos";
  const thick = Math.min(3.6, 1 + Math.abs(weight));
  drawn.append(shape("line", { x1: left, y1, x2: right, y2, class: sign, "stroke-width": marked ? thick + 1.6 : thick }));
  const along = y1 === y2 ? 0.5 : LABEL; // where two edges cross, each label stands before the crossing
  const [x, y] = [left + (right - left) * along, y1 + (y2 - y1) * along];
  return named("text", { x, y: y1 === y2 ? y - 9 : y + 5, class: `weight ${sign}${marked ? " marked" : ""}` }, label);
}

function drawNode(drawn, { name, value, ink, below = "" }, [x, y], marked) {
  const share = ink === null ? 0 : Math.round(100 * Math.min(1, Math.abs(ink)));
  const fill = `color-mix(in srgb, var(--ink) ${share}%, var(--paper))`;
  const state = `${ink === null ? "unknown" : ""}${marked ? " marked" : ""}`;
  drawn.append(
    shape("circle", { cx: x, cy: y, r: NODE, class: state, style: ink === null ? "" : `fill:${fill}` }),
    named("text", { x, y: y + 5, class: share > 50 ? "inside dark" : "inside" }, value),
    named("text", { x, y: y - NODE - 8, class: "name" }, name),
    named("text", { x, y: y + NODE + 18, class: "name" }, below),
  );
}

function named(tag, attributes, text) {
  const made = shape(tag, attributes);
  made.textContent = text;
  return made;
}
