// Slide 15, step 4: the gradient of one digit beside the average over a mini-batch.

function stepsAverage(sheet, data) {
  const { flow, average, gradient, m } = data;
  const gap = sheet.phone ? 18 : 36;
  const width = (sheet.width - gap) / 2;
  averageGraph(sheet, flow, 0, width, ["this digit: ∇C₀", "weight"], flow.pixels, gradient);
  const graph = averageGraph(sheet, flow, width + gap, width, [`average of ${m}: ∇C`, "batch mini"], average.pixels, average.gradient);
  const top = 230 - sheet.less;
  averageAngle(sheet, data, 0, top);
  const [x, y] = sheet.phone ? [0, top + 176] : [236, top];
  averageLengths(sheet, data, x, y);
  const bottom = y + 26 + averageRow(data.lengths[0]) * data.lengths[0].length;
  const [one, all] = data.lengths.map((lengths) => Math.hypot(...lengths));
  const [mine, others] = ["this digit’s gradient", `the average of ${m} with it among them`];
  const [longer, shorter] = one > all ? [mine, others] : [others, mine];
  const times = digits3(Math.max(one, all) / Math.min(one, all));
  const say = data.angle === null
    ? "One of the two gradients is 0: nothing to compare."
    : `${longer[0].toUpperCase() + longer.slice(1)} is ${times} times as long as ${shorter}. ${averageMeaning(data.angle)}`;
  return { bottom: Math.max(bottom, 380 - sheet.less), say: say + graph.hidden };
}

function averageMeaning(angle) {
  if (angle < 90) return `They are ${Math.round(angle)}° apart: a small step along the average helps this digit too.`;
  return `They are ${Math.round(angle)}° apart: what helps the others does not help this one.`;
}

function averageGraph(sheet, flow, x, width, [title, thing], pixels, gradient) {
  about(thing, sheet.text(x, 16, title, { size: 17, weight: 600 }));
  const graph = new Graph(sheet, [{ ...flow, edges: gradient }], { x, y: 28, width, height: 168 - sheet.less, image: 0.27 * width });
  graph.hairlines();
  const made = sheet.group({}, () => gradient.forEach((list, i) => graph.edges(i + 1, list, { widest: 2.2, opacity: 0.7 })));
  appear(about(thing, made), 150);
  stepsPicture(sheet, graph, pixels);
  for (let l = 1; l <= graph.last; l++) graph.discs(l, flow.layers[l - 1].map(() => 0));
  return graph;
}

/** Two arrows of equal length, as far apart as the gradients are. */
function averageAngle(sheet, { angle, m }, x, top) {
  sheet.text(x, top + 12, "their directions", { weight: 600 });
  if (angle === null) return void sheet.text(x, top + 44, "a gradient of 0 has none", { tint: "muted" });
  const [turn, long, reach] = [(angle * Math.PI) / 180, 94, 36];
  const [startX, startY] = [x + (angle > 90 ? 96 : 18), top + 134];
  const at = (radius, by) => [startX + radius * Math.cos(by), startY - radius * Math.sin(by)];
  const [endX, endY] = at(long, turn);
  sheet.way(startX, startY, startX + long, startY, { tint: "ink", width: 2.6 });
  sheet.way(startX, startY, endX, endY, { tint: "muted", width: 1.8 });
  const [arcX, arcY] = at(reach, turn);
  sheet.path(`M${startX + reach} ${startY}A${reach} ${reach} 0 0 0 ${arcX} ${arcY}`, { tint: "graph" });
  const [wordX, wordY] = at(angle < 40 ? long + 30 : reach + 28, turn / 2); // beyond, where it is narrow
  sheet.text(wordX, wordY + 6, `${Math.round(angle)}°`, { size: 19, weight: 600, align: "middle" });
  sheet.text(startX + long, startY + 22, "this digit", { size: 15, align: "middle" });
  sheet.text(Math.max(x + 52, endX), endY - 10, `average of ${m}`, { size: 15, tint: "muted", align: "middle" });
}

/** The height of a row of two bars. */
const averageRow = (lengths) => (lengths.length > 4 ? 32 : 42);

/** How long both gradients are, layer by layer, at one scale. */
function averageLengths(sheet, { lengths: [one, all] }, x, top) {
  sheet.text(x, top + 12, "their lengths, by layer", { weight: 600 });
  const [left, right] = [x + 66, sheet.width - 84];
  const most = maxOf([...one, ...all]);
  one.forEach((length, i) => {
    const y = top + 26 + averageRow(one) * i;
    sheet.text(x, y + 22, `layer ${i + 1}`, { size: 15, tint: "muted" });
    [[length, "ink"], [all[i], "muted"]].forEach(([size, tint], row) => {
      const middle = y + 8 + 0.42 * averageRow(one) * row;
      const end = left + Math.max(1.5, (size / most) * (right - left));
      sheet.box(left, middle - (row ? 2 : 4), end - left, row ? 4 : 8, { tint });
      sheet.text(end + 7, middle + 5, digits3(size), { size: 15, tint, weight: row ? 400 : 600 });
    });
  });
}
