// The network beside a sheet: weights on its edges, and in its neurons what is known by now.

const [COLUMN, ROW, NODE, EDGE_SPACE] = [170, 118, 25, 44];

/** picture: { nodes, edges, columns, rows }; at: the name of the line that waits, whose place is marked. */
function drawNetwork({ nodes, edges, columns, rows }, at) {
  const [width, height] = [(columns - 1) * COLUMN + 2 * 62, (rows - 1) * ROW + 2 * EDGE_SPACE + 16];
  const drawn = shape("svg", { viewBox: `0 0 ${width} ${height}`, class: "worksheet-network", role: "img" });
  drawn.append(named("title", {}, "The network, with the numbers that are known by now"));
  const place = ({ at: [column, row] }) => [62 + column * COLUMN, EDGE_SPACE + 8 + row * ROW];
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
  const d = `M${left} ${y1}C${(left + right) / 2} ${y1} ${(left + right) / 2} ${y2} ${right} ${y2}`;
  const thick = Math.min(3.6, 1 + Math.abs(weight));
  drawn.append(shape("path", { d, class: sign, "stroke-width": marked ? thick + 1.6 : thick }));
  const [t, u] = [0.24, 0.76];
  const x = left * (u ** 3 + 1.5 * u * u * t + 1.5 * u * t * t) + right * (t ** 3 + 1.5 * u * u * t + 1.5 * u * t * t);
  const y = y1 * (u ** 3 + 3 * u * u * t) + y2 * (t ** 3 + 3 * u * t * t);
  return named("text", { x, y: y + 5, class: `weight ${sign}${marked ? " marked" : ""}` }, label);
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
