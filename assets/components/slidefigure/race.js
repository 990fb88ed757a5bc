// Slide 12: full batch against mini-batches, from one start, for the same seconds.
// The mini-batches are the strong line; the full batch is thin, with a dot for every step. While presented,
// the third point asks for a prediction, the press after it starts the race, the next says who reads more.

const [RACE_RUNS, RACE_RESULT] = [4, 5];
const RACE_NAMED = 170; // units: how long a lane's name is, with its cost

function raceOnPoint(figure, point, before) {
  const arrives = before < RACE_RUNS && figure.has(RACE_RUNS) && point < Infinity;
  if (arrives && !figure.data.lanes.length) figure.send("pressed", "start");
}

function drawRace(sheet, given, { byHand }) {
  const data = sheet.has(RACE_RUNS) || byHand ? given : { ...given, lanes: [], running: false };
  const phone = sheet.phone;
  const side = phone ? sheet.width : 0.46 * sheet.width;
  const plane = { x: 0, y: 30, width: side, height: 196 };
  const plot = phone
    ? { x: 26, y: 302, width: sheet.width - 26, height: 200 }
    : { x: side + 60, y: 30, width: sheet.width - side - 60, height: 312 };
  racePaths(sheet, data, plane);
  raceCosts(sheet, data, plot);
  if (!data.lanes.length) raceQuestion(sheet, data, plane, plot);
  const bottom = raceTable(sheet, data, phone ? 566 : 286, side);
  const asks = !sheet.has(RACE_RESULT) && data.lanes.length && !data.running;
  return { height: bottom, say: asks ? "Both have run. Which of them reads more of the test digits?" : raceSay(data) };
}

const raceName = (lane) => (lane.full ? "full batch" : "mini-batches");
const raceThing = ({ full }) => `batch ${full ? "full" : "mini"}`;

function raceQuestion(sheet, data, plane, plot) {
  const middle = (area) => area.x + area.width / 2;
  ["Two paths from", "one new network"].forEach((words, i) => {
    sheet.text(middle(plane), plane.y + plane.height / 2 + 24 * i, words, { tint: "muted", align: "middle" });
  });
  [`${data.seconds} seconds of steps for each.`, "Which reads more digits then,", "and how many more?"].forEach((words, i) => {
    sheet.text(middle(plot), plot.y + plot.height / 2 - 40 + 28 * i, words, { size: 19, serif: true, align: "middle" });
  });
  sheet.text(middle(plot), plot.y + plot.height / 2 + 54, "Predict first.", { weight: 600, align: "middle" });
}

/** Both paths through parameter space, seen from above at one scale. */
function racePaths(sheet, { lanes, share }, { x, y, width, height }) {
  sheet.text(x, y - 12, "Their paths, from above", { weight: 600 });
  sheet.box(x, y, width, height, { tint: "none", stroke: "line" });
  const places = lanes.flatMap((lane) => lane.path);
  if (!places.length) return;
  const [low, high] = [0, 1].map((axis) => places.map((place) => place[axis])).reduce(
    ([lows, highs], values) => [[...lows, Math.min(...values)], [...highs, Math.max(...values)]], [[], []],
  );
  const room = [width - 60, height - 60];
  const scale = Math.min(...[0, 1].map((axis) => room[axis] / Math.max(1e-9, high[axis] - low[axis])));
  const at = ([u, v]) => [
    x + width / 2 + (u - (low[0] + high[0]) / 2) * scale,
    y + height / 2 - (v - (low[1] + high[1]) / 2) * scale,
  ];
  for (const lane of lanes) about(raceThing(lane), sheet.group({}, () => raceLine(sheet, lane, lane.path.map(at))));
  const [startX, startY] = at([0, 0]);
  sheet.disc(startX, startY, 5, 0, { stroke: "ink", width: 2 });
  const labels = [sheet.text(startX, startY + 24, "start", { size: 15, tint: "muted", align: "middle" })];
  for (const lane of lanes) labels.push(raceLabel(sheet, lane, at(lane.path.at(-1)), [x, x + width]));
  moveApart(labels, y + 2);
  sheet.text(x, y + height + 22, `this plane holds ${Math.round(100 * share)} % of their spread`, { size: 15, tint: "muted" });
}

/** The lane's name above the end of its path, inside the frame. */
function raceLabel(sheet, lane, [endX, endY], [left, right]) {
  const look = lane.full ? { tint: "muted" } : { weight: 600 };
  const made = sheet.text(endX, endY - 13, raceName(lane), { size: 15, align: "middle", ...look });
  const half = made.getComputedTextLength() / 2;
  made.setAttribute("x", Math.min(right - half - 4, Math.max(left + half + 4, endX)));
  return about(raceThing(lane), made);
}

/** The cost against seconds of stepping. */
function raceCosts(sheet, { lanes, seconds }, { x, y, width, height }) {
  sheet.text(x - 22, y - 12, "Cost C against measured seconds", { weight: 600 });
  const most = Math.max(1, ...lanes.flatMap((lane) => lane.costs));
  const last = Math.max(seconds, ...lanes.flatMap((lane) => lane.seconds));
  const across = (value) => x + (value / last) * width;
  const down = (value) => y + height - (value / most) * height;
  for (let mark = 0; mark <= most; mark++) {
    sheet.line(x, down(mark), x + width, down(mark));
    sheet.text(x - 8, down(mark) + 5, mark, { size: 15, tint: "muted", align: "end" });
  }
  for (let mark = 0; mark <= 4; mark++) {
    const value = (mark / 4) * seconds;
    sheet.text(across(value), y + height + 22, mark === 4 ? `${value} s` : value, { size: 15, tint: "muted", align: mark === 4 ? "end" : "middle" });
  }
  const labels = lanes.map((lane) => {
    const points = lane.costs.map((cost, i) => [across(lane.seconds[i]), down(cost)]);
    about(raceThing(lane), sheet.group({}, () => raceLine(sheet, lane, points)));
    const [endX, endY] = points.at(-1);
    const left = endX > x + 0.6 * width;
    const top = Math.min(...points.filter(([at]) => at > endX - RACE_NAMED).map(([, y]) => y));
    const made = sheet.text(endX + (left ? 0 : 12), left ? top - 12 : endY + (lane.full ? -12 : 5), `${raceName(lane)} ${digits3(lane.costs.at(-1))}`, {
      size: 15, weight: lane.full ? 400 : 600, tint: lane.full ? "muted" : "ink", align: left ? "end" : "start",
    });
    return about(raceThing(lane), made);
  });
  moveApart(labels, y);
}

function raceLine(sheet, { full }, points) {
  const tint = full ? "muted" : "ink";
  sheet.path(`M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`, { tint, width: full ? 1.3 : 2 });
  if (full) for (const [x, y] of points) sheet.disc(x, y, 2.6, 0, { stroke: "muted" });
  else sheet.disc(...points.at(-1), 4.5, 1);
}

function raceTable(sheet, { lanes, m }, top, width) {
  const columns = [0, Math.max(150, 0.41 * width), Math.max(220, 0.75 * width)];
  const rows = [
    ["", `m = ${m}`, "full batch"],
    ["steps taken", ...raceCells(lanes, (lane) => lane.steps.toLocaleString("en"))],
    ["one step took", ...raceCells(lanes, (lane) => (lane.steps ? raceTime(lane.took) : "…"))],
    ["test digits right", ...raceCells(sheet.has(RACE_RESULT) ? lanes : [], (lane) => `${(100 * lane.right).toFixed(1)} %`)],
  ];
  rows.forEach((cells, row) => {
    const y = top + 28 * row;
    if (row) sheet.line(0, y - 19, width, y - 19);
    cells.forEach((words, i) => {
      const strong = row === rows.length - 1 && i > 0;
      const made = sheet.text(columns[i], y, words, { size: strong ? 19 : 16, weight: strong ? 600 : 400, tint: i && row ? "ink" : "muted" });
      if (i) about(raceThing({ full: i === 2 }), made);
    });
  });
  return top + 28 * (rows.length - 1) + 8;
}

const raceCells = (lanes, cell) => (lanes.length ? lanes.map(cell) : ["…", "…"]);
const raceTime = (seconds) => (seconds >= 1e-3 ? `${digits3(seconds)} s` : `${digits3(1e6 * seconds)} µs`);

function raceSay({ lanes, m, examples, seconds, running }) {
  const all = examples.toLocaleString("en");
  if (!lanes.length) return `Full batch: all ${all} examples for every step. Mini-batches: ${m} at a time. Each with a good α of its own.`;
  const [small, full] = lanes;
  if (running) return "They take turns. Only the time spent on steps counts.";
  if (!full.steps) return `The full batch has not finished its first step over all ${all} examples.`;
  const many = Math.round(small.steps / full.steps).toLocaleString("en");
  const ends = { 1: "It reads fewer digits all the same", 0: "Both read as many digits", [-1]: "Here it reads more digits" }[Math.sign(small.right - full.right)];
  return (
    `One could think of hours: one step over all ${all} examples really took ${raceTime(full.took)} here. ${ends}: ` +
    `mini-batches took ${many} steps for each of its steps. (α = ${small.alpha} and ${full.alpha}, the best tried for each.)`
  );
}
