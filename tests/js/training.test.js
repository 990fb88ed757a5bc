// The charts of the training lab: where a number lies, what the pointer reads.

const X = { name: "epoch", min: 0, max: 10, ticks: [{ at: 0, text: "0" }, { at: 10, text: "10" }] };
const AXIS = {
  height: 150, min: 0, max: 1, percent: true, ticks: [{ at: 0, text: "0 %" }, { at: 1, text: "100 %" }],
  series: [{ name: "test digits", text: "test", strong: true }],
};
const COST = { ...AXIS, height: 110, percent: false, series: [{ name: "test cost", text: "cost" }] };

/** A chart whose x runs from 52 to 252. */
function scaled(x) {
  return Object.assign(new Chart(), { spec: { x }, right: 252 });
}

/** A chart on the page, 600 wide, read at x. */
function mounted(spec, lines) {
  const chart = new Chart();
  document.body.append(chart.element);
  chart.canvas.style.width = "600px";
  chart.show({ title: "Reading up", note: "", x: X, axes: [AXIS, COST], ...spec }, lines);
  return chart;
}

const LINES = [[[[0, 5, 10], [0.1, 0.9, 0.95]]], [[[0, 5, 10], [2, 0.25, 0.125]]]];

test("a value lies in proportion, and never left of the axis", () => {
  same([0, 5, 10, -3].map((value) => scaled(X).across(value)), [52, 152, 252, 52]);
});

test("on a logarithmic axis ten times as much is as far again", () => {
  near([1, 10, 100].map((value) => scaled({ min: 1, max: 100, log: true }).across(value)), [52, 152, 252]);
});

test("on an upright logarithmic axis ten times as much is as far again", () => {
  const axis = { min: 1, max: 100, log: true };
  near([1, 10, 100, 0].map((value) => scaled(X).up(axis, value)), [0, 0.5, 1, 0]);
  near([1, 50.5, 100].map((value) => scaled(X).up({ ...axis, log: false }, value)), [0, 0.5, 1]);
});

test("a line that begins outside says where, clear of itself", () => {
  const drawn = [];
  const context = { measureText: () => ({ width: 30 }), fillText: (...drawing) => drawn.push(drawing) };
  const chart = Object.assign(scaled(X), { inks: {}, font: () => "" });
  const axis = { min: 0.8, max: 1, height: 150, began: "began at 10 %" };
  chart.drawBegan(context, axis, [[0, 1, 10], [0.1, 0.9, 0.95]], 10);
  chart.drawBegan(context, axis, [[0, 5, 10], [0.1, 0.9, 0.95]], 10);
  chart.drawBegan(context, { ...axis, min: 0, max: 0.5 }, [[0, 1, 10], [3, 0.4, 0.3]], 10);
  same(drawn, [["↓ began at 10 %", 84, 150], ["↓ began at 10 %", 60, 150], ["↑ began at 10 %", 84, 20]]);
});

test("the pointer reads the nearest point", () => {
  same([0, 101, 103, 999].map((pointed) => scaled(X).nearest([0, 5, 10], pointed)), [0, 0, 1, 2]);
});

test("names on the x axis that would run into one another are left out, the last one stays", () => {
  const chart = scaled({ ...X, ticks: [{ at: 0, text: "0" }, { at: 1, text: "1" }, { at: 10, text: "10" }] });
  const drawn = [];
  const context = { measureText: () => ({ width: 30 }), fillText: (text) => drawn.push(text) };
  Object.assign(chart, { inks: {}, font: () => "" }).drawX(context, 100);
  same(drawn, ["10", "1"]);
});

test("axes are stacked at their heights", () => {
  same(mounted({}, LINES).canvas.style.height, `${10 + 150 + 26 + 110 + 26}px`);
});

test("a chart says what it shows", () => {
  same(mounted({}, LINES).canvas.ariaLabel, "Reading up. test, cost");
});

test("where a line begins is told to who cannot see it", () => {
  const chart = mounted({ axes: [{ ...AXIS, min: 0.8, began: "began at 10 %" }, COST] }, LINES);
  same(chart.canvas.ariaLabel, "Reading up. test, began at 10 %, cost");
});

test("the tip tells every line at the point, and is away beside the chart", () => {
  const chart = mounted({}, LINES);
  chart.point(chart.across(5) + 3);
  same([chart.tip.hidden, chart.tip.textContent], [false, "epoch 5\ntest digits: 90.00 %\ntest cost: 0.250"]);
  chart.point(null);
  same(chart.tip.hidden, true);
});

test("a number of steps is told whole", () => {
  const x = { name: "step", min: 1, max: 10000, log: true, ticks: [] };
  const chart = mounted({ x }, [[[[1, 1234], [0.1, 0.5]]], [[[1, 1234], [2, 1]]]]);
  chart.point(chart.across(1234));
  same(chart.tip.textContent.split("\n")[0], "step 1,234");
});

test("a chart without any point yet can be shown", () => {
  const empty = mounted({}, [[[[0], [0.1]]], [[[0], [2]]]]);
  empty.point(60);
  same(empty.tip.textContent.split("\n")[0], "epoch 0");
});

test("a run behind the one that is watched is drawn first, whatever its place", () => {
  const drawn = [];
  const context = new Proxy({ measureText: () => ({ width: 30 }) }, { get: (known, name) => known[name] ?? (() => {}), set: () => true });
  const chart = Object.assign(scaled(X), { inks: {}, font: () => "", drawLine: (_, { name }) => drawn.push(name) });
  const series = ["test", "training", "healthy"].map((name) => ({ name, text: name, pale: name === "healthy" }));
  chart.drawAxis(context, { ...AXIS, series }, series.map(() => [[0, 10], [0.1, 0.9]]), 10);
  same(drawn, ["healthy", "test", "training"]);
});
