// What a card shows of this network and this digit. Pictures are { kind, caption } with
// bars: rows { label, value, text, tone }; curve: points, dots [x, y, strong], tangent and its tone;
// digits: their names, and 784 bytes each in the body.

const [CURVE_WIDTH, CURVE_HEIGHT] = [320, 120];

function livePicture(root, live, body) {
  return { bars: barsOf, curve: curveOf, digits: digitsOf }[live.kind](live, body, root);
}

function barsOf({ rows }) {
  const list = document.createElement("ol");
  const largest = Math.max(...rows.map(({ value }) => Math.abs(value))) || 1;
  list.append(
    ...rows.map(({ label, value, text, tone }) => {
      const row = document.createElement("li");
      const bar = element("i", tone);
      bar.style.width = `${(100 * Math.abs(value)) / largest}%`;
      row.append(element("span", "", label), bar, element("b", tone, text));
      return row;
    }),
  );
  return list;
}

function curveOf({ points, dots, tangent, tone }) {
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
  const scale = (values, from, to) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return (value) => from + ((value - low) / (high - low || 1)) * (to - from);
  };
  const [x, y] = [scale(xs, 6, CURVE_WIDTH - 6), scale([...ys, 0], CURVE_HEIGHT - 8, 8)];
  const svg = shape("svg", { viewBox: `0 0 ${CURVE_WIDTH} ${CURVE_HEIGHT}`, "aria-hidden": "true" });
  const line = (name, from, to) => shape("line", { class: name, x1: x(from[0]), y1: y(from[1]), x2: x(to[0]), y2: y(to[1]) });
  svg.append(
    line("axis", [xs[0], 0], [xs.at(-1), 0]),
    shape("polyline", { class: "line", points: points.map(([at, value]) => `${x(at)},${y(value)}`).join(" ") }),
    ...(tangent ? [line(`tangent ${tone}`, ...tangent)] : []),
    ...dots.map(([at, value, strong]) => shape("circle", { class: strong ? "strong" : "", cx: x(at), cy: y(value), r: 5 })),
  );
  return svg;
}

function digitsOf({ names }, body, root) {
  const grid = element("div", "glossary-digits");
  const colours = ramp(colour(root, "paper"), colour(root, "ink"));
  grid.append(
    ...names.map((name, i) => {
      const canvas = document.createElement("canvas");
      canvas.setAttribute("role", "img");
      canvas.ariaLabel = name;
      paint(canvas, body.subarray(784 * i, 784 * (i + 1)), 255, colours);
      return canvas;
    }),
  );
  return grid;
}
