// Slide 8: what the outputs wish of the last hidden layer, row by row, their sum, and what that layer
// passes on. The arrows have one scale; where other layers need another, that is written there. First the
// output that is meant, then the others, their sum, what the layer before hears, and one neuron to follow.

const WISHES_GAP = 14; // above every row

function drawWishes(sheet, data, figure) {
  const plan = wishesPlan(sheet, data);
  let column;
  sheet.part(5, () => (column = sheet.box(0, 0, 0, 0, { tint: "sel" })));
  wishesHead(sheet, data, plan);
  const steps = plan.rows.map((row, i) => {
    const part = i === 0 ? 1 : i < data.shown.length ? 2 : 3;
    const made = sheet.part(part, () => wishesRow(sheet, plan, row, plan.wishes.values[i]));
    return row.name ? made : about(`neuron ${data.layer + 1} ${row.output}`, made);
  });
  let bottom;
  steps.push(about(`layer ${data.layer}`, sheet.part(3, () => (bottom = wishesSum(sheet, data, plan)))));
  const marked = { x: plan.x(data.followed) - plan.cell / 2, y: plan.top - 20, width: plan.cell, height: bottom - plan.top + 20 };
  for (const [name, value] of Object.entries(marked)) column.setAttribute(name, value);
  if (data.before) steps.push(about(`layer ${data.layer - 1}`, sheet.part(4, () => (bottom = wishesTold(sheet, data, plan, bottom)))));
  wishesTouch(sheet, data, plan, figure);
  if (!figure.arrived && sheet.has(LAST_PART)) wishesArrive(steps);
  figure.arrived = true;
  return { height: bottom, say: wishesSay(data) };
}

/** Columns, rows with their base lines, and the scale that lets all arrows fit. */
function wishesPlan(sheet, data) {
  const { phone, width } = sheet;
  const left = phone ? 66 : 142;
  const cell = (width - left) / data.neurons.length;
  const others = `${phone ? "other" : "the other"} ${10 - data.shown.length}`;
  const rows = [
    ...data.shown.map((output, i) => ({ output, values: data.rows[i], a: data.outputs[i], least: 13 })),
    { name: others, values: data.rest },
    { name: `Layer ${data.layer}`, values: data.sums, least: 13 },
  ];
  const told = wishesScaled(data.before?.sums ?? [], data);
  const wishes = wishesScaled(data.wishes, data);
  const scale = wishesScale(rows, told, (phone ? 360 : data.before ? 256 : 380) - WISHES_GAP * rows.length);
  const top = phone ? 68 : 46;
  let y = top;
  for (const row of rows) {
    const [up, down] = wishesReach(row, scale);
    row.top = y + WISHES_GAP;
    row.base = row.top + up;
    y = row.bottom = row.base + down;
  }
  const sum = rows.pop();
  return { left, cell, top, rows, sum, told, wishes, scale, x: (i) => left + cell * (i + 0.5) };
}

/** The largest scale at which all rows fit. */
function wishesScale(rows, told, room) {
  const height = (scale) => [...rows, told].flatMap((row) => wishesReach(row, scale)).reduce((sum, reach) => sum + reach);
  let scale = 60 / maxOf(rows.flatMap(({ values }) => values));
  while (height(scale) > room) scale *= 0.97;
  return scale;
}

/** How far the arrows of a row go above and below its base line. */
const wishesReach = ({ values, least = 4 }, scale) =>
  [1, -1].map((sign) => Math.max(least, ...values.map((value) => sign * value * scale)));

/** Values divided by a round number, so that they are about as large as the sums, and how to say so. */
function wishesScaled(values, { sums }) {
  if (!values.some(Boolean)) return { values, words: "" };
  const ratio = maxOf(values) / maxOf(sums);
  const power = 10 ** Math.floor(Math.log10(ratio));
  const steps = ratio > 1 ? [1, 2, 3, 4, 5, 6, 8, 10] : [1, 2, 5, 10];
  const by = power * steps.find((step) => step * power >= 0.999 * ratio);
  const words = by === 1 || !sums.some(Boolean) ? "" : by > 1 ? ` ÷ ${by}` : ` × ${Math.round(1 / by)}`;
  return { values: values.map((value) => value / by), words };
}

/** Says what the columns are, and names every fifth and the one that is followed. */
function wishesHead(sheet, data, { left, x, top, cell, wishes }) {
  const all = data.neurons.length === data.of;
  const whose = `${all ? "" : `${data.neurons.length} of `}layer ${data.layer}’s ${data.of} neurons`;
  const words = sheet.phone ? ["what each output wishes of", whose] : [`what each output wishes of ${whose}`];
  words.forEach((line, i) => sheet.text(left, 17 + 21 * i, line, { size: 16, tint: "muted" }));
  if (!sheet.phone) {
    sheet.text(44, top - 5, "output", { size: 15, tint: "muted", align: "middle" });
    sheet.text(108, top - (wishes.words ? 28 : 5), "wish", { size: 15, tint: "muted", align: "middle" });
    sheet.text(108, top - 5, wishes.words, { size: 15, tint: "muted", align: "middle" });
  }
  data.neurons.forEach((neuron, i) => {
    const chosen = i === data.followed;
    if (!chosen && (i % 5 || Math.abs(i - data.followed) * cell < 24)) return;
    sheet.text(x(i), top - 5, neuron, { size: 15, align: "middle", weight: chosen ? 600 : 400, tint: chosen ? "ink" : "muted" });
  });
}

function wishesRow(sheet, plan, row, wish) {
  const [digit, disc, arrow] = sheet.phone ? [0, 28, 54] : [20, 58, 108];
  if (row.name) {
    sheet.text(0, row.base + 5, row.name, { size: 16, tint: "muted" });
  } else {
    sheet.text(digit, row.base + 8, row.output, { size: 25, serif: true, weight: 600 });
    sheet.disc(disc, row.base, sheet.phone ? 10 : 13, row.a);
    sheet.arrow(arrow, row.base, wish * plan.scale);
  }
  wishesArrows(sheet, plan, row, "line");
}

function wishesArrows(sheet, { left, x, scale }, { base, values }, tint, width = 3) {
  sheet.line(left, base, sheet.width, base, { tint });
  values.forEach((value, i) => sheet.arrow(x(i), base, value * scale, width));
}

/** The sum of the rows, the neurons it is for, and how much of it each lets through. Returns its end. */
function wishesSum(sheet, data, plan) {
  const { sum, left, x, cell } = plan;
  sheet.line(left, sum.top - 5, sheet.width, sum.top - 5, { tint: "ink", width: 1.6 });
  wishesName(sheet, sum.base, sum.name, "the sum");
  wishesArrows(sheet, plan, sum, "graph", 4.4);
  const r = Math.min(10, cell / 2 - 2);
  const y = sum.bottom + 16;
  data.sent.forEach((a, i) => sheet.disc(x(i), y, r, a));
  if (!data.before) return y + 14;
  sheet.formula(0, y + 36, [sheet.phone ? "× σ′" : "× slope σ′"], { size: 17, tint: "slope" });
  data.z.forEach((z, i) => wishesSlope(sheet, data, i, x(i), y + 18, Math.min(13, cell / 2 - 2)));
  return y + 44;
}

/** A neuron's own curve and the tangent where it stands: flat lets nothing through. */
function wishesSlope(sheet, { curve: { reach, values }, z, sent, slopes }, i, middle, top, half) {
  const [low, high] = [Math.min(0, ...values), Math.max(1, ...values)];
  const [across, up] = [half / reach, 18 / (high - low)];
  const y = (value) => top + 18 - (value - low) * up;
  const last = values.length - 1;
  const points = values.map((value, p) => `${middle + ((2 * p) / last - 1) * half} ${y(value)}`);
  sheet.path(`M${points.join("L")}`, { tint: "graph", width: 1.2 });
  const long = 6.5 / Math.hypot(across, up * slopes[i]);
  const [dx, dy] = [across * long, up * slopes[i] * long];
  const [cx, cy] = [middle + z[i] * across, y(sent[i])];
  sheet.line(cx - dx, cy + dy, cx + dx, cy - dy, { tint: "slope", width: 2.6 });
}

/** What the layer before is told, through the weights between them. Returns where it ends. */
function wishesTold(sheet, data, plan, top) {
  const { before, followed } = data;
  const cell = (sheet.width - plan.left) / before.neurons.length;
  const x = (i) => plan.left + cell * (i + 0.5);
  const [up, down] = wishesReach(plan.told, plan.scale);
  const fan = top + 34;
  const base = fan + 6 + up;
  const most = maxOf(before.rows.flat());
  const followedLast = [...before.rows.keys()].sort((a, b) => (a === followed) - (b === followed));
  followedLast.forEach((j) => {
    before.rows[j].forEach((value, k) => {
      const share = Math.abs(value) / most;
      if (share > 0.1) wishesEdge(sheet, [plan.x(j), top], [x(k), fan], value, share, j === followed);
    });
  });
  before.sums.forEach((_, i) => sheet.arrow(x(i), base, plan.told.values[i] * plan.scale));
  const y = base + down + 14;
  before.sent.forEach((a, i) => sheet.disc(x(i), y, Math.min(10, cell / 2 - 2), a));
  wishesName(sheet, base, `Layer ${data.layer - 1}`, plan.told.words ? `length${plan.told.words}` : "is told");
  return y + 12;
}

function wishesEdge(sheet, [x1, y1], [x2, y2], value, share, followed) {
  const middle = (y1 + y2) / 2;
  const look = { tint: "wish", width: 0.6 + 2.4 * share, opacity: followed ? 1 : 0.08 + 0.4 * share };
  sheet.path(`M${x1} ${y1}C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}`, look);
  if (followed) sheet.arrow(x2, y2 + 3 * Math.sign(value), 6 * Math.sign(value), 3);
}

function wishesName(sheet, base, name, words) {
  sheet.text(0, base - 4, name, { weight: 600 });
  sheet.text(0, base + 16, words, { size: 16, tint: "muted" });
}

/** A click on a column follows its neuron, as its slider does. */
function wishesTouch(sheet, data, plan, figure) {
  const slider = figure.root.querySelector("input[name=neuron]");
  slider.step = 1;
  data.neurons.forEach((neuron, i) => {
    const column = sheet.box(plan.x(i) - plan.cell / 2, plan.top - 20, plan.cell, plan.sum.bottom - plan.top + 50, { opacity: 0 });
    column.setAttribute("class", "touch");
    about(`neuron ${data.layer} ${neuron}`, column);
    column.addEventListener("click", () => {
      slider.value = i;
      figure.moved();
    });
  });
}

function wishesArrive(steps) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  steps.forEach((step, i) => step.animate({ opacity: [0, 1] }, { duration: 500, delay: 600 * i, fill: "backwards" }));
}

function wishesSay({ rows, neurons, followed, shown, terms, slopes, sums, before, layer }) {
  const plus = (term) => (/[1-9]/.test(term) ? term.replace(/^(?!−)/, "+") : "almost nothing");
  const said = shown.map((output, i) => `output ${output} ${i ? "" : "wishes "}${plus(terms[i])}`);
  const [rest, sum] = terms.slice(-2).map(plus);
  if (!rows.flat().some(Boolean)) return "No output can pass a wish on: every δ is 0.";
  const heard = digits3(slopes[followed] * sums[followed]);
  const first = `Neuron ${neurons[followed]}: ${said.join(", ")}, the others ${rest}: together ${sum}.`;
  if (!before) return `${first} The layer before are the pixels: they cannot change.`;
  return `${first} Times its slope ${digits3(slopes[followed])}, layer ${layer - 1} hears ${plus(heard)} of it.`;
}
