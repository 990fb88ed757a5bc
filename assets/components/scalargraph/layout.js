// Where the nodes of the graph stand: from left to right; in a narrow place what follows z goes downward.

const NARROW = { above: 640, cost: 860 }; // of the two kinds of graph, by what they end in
const [PRODUCT_ROW, LEAF_ROW] = [90, 46];

/** The places of all nodes, { x, y, side: where its words stand }, the height, and which node is the sum z. */
function layout(nodes, width) {
  const z = nodes.findIndex((node) => node.op === "+");
  const places = nodes.map(() => null);
  const above = nodes.some((node) => node.op === "above");
  const narrow = width < NARROW[above ? "above" : "cost"];
  const [x0, end] = narrow ? [104, width - 102] : [124, width - (above ? 104 : 60)];
  const column = narrow ? (end - x0) / 2 : (end - x0) / (above ? 4 : 6);
  const body = sumRows(nodes, z, places, x0, column);
  const at = { x: x0 + 2 * column, y: body / 2 };
  places[z] = { ...at, side: "above" };
  const next = narrow ? downward(at.x, body, width) : rightward(at, column, end);
  const lowest = next(nodes.slice(z + 1), (i, place) => (places[z + 1 + i] = place));
  return { places, z, height: Math.max(body, lowest) };
}

/** One row for each term of the sum: a product of two numbers, or one number alone. Returns how high they are. */
function sumRows(nodes, z, places, x0, column) {
  let top = 4;
  for (const term of nodes[z].inputs) {
    const { inputs } = nodes[term];
    const height = inputs.length ? PRODUCT_ROW : LEAF_ROW;
    const y = top + height / 2;
    places[term] = inputs.length ? { x: x0 + column, y: y - 8, side: "below" } : { x: x0 + column, y, side: "left" };
    inputs.forEach((input, i) => (places[input] = { x: x0, y: y + (i ? 13 : -29), side: "left" }));
    top += height;
  }
  return top;
}

/** a, then what it is compared with, or the neurons above one under the other. */
function rightward({ x, y }, column, end) {
  return (tail, put) => {
    const ops = tail.filter((node) => node.op && node.op !== "above");
    const above = tail.filter((node) => node.op === "above");
    const last = y + (above.length - 1) * 39;
    let [done, listed] = [0, 0];
    tail.forEach((node, i) => {
      if (node.op === "above") put(i, { x: end, y: last - 78 * listed++, side: "right" });
      else if (node.op) put(i, { x: x + column * ++done, y, side: "below" });
      else put(i, { x: x + column * (done + 0.35), y: y + 96, side: "left" });
    });
    return Math.max(y + (ops.length > 1 ? 120 : 60), last + 40);
  };
}

function downward(x, body, width) {
  return (tail, put) => {
    const above = tail.filter((node) => node.op === "above");
    const pitch = width / above.length;
    let [y, listed] = [body - 100, above.length];
    tail.forEach((node, i) => {
      if (node.op === "above") put(i, { x: pitch * (--listed + 0.5), y: y + 120, side: "below" });
      else if (node.op) put(i, { x, y: (y += 88), side: "right" });
      else put(i, { x: x - 150, y: y + 88, side: "left" });
    });
    return y + (above.length ? 180 : 40);
  };
}
