// What the deck's figures compute before they draw.

const svg = () => document.body.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "svg"));
const FLOW = { pixels: Array(784).fill(0), layers: [[0.5, 1], [0, 1]], edges: [[], [[0, 0, 2], [1, 1, -3]]] };
const graph = (flow = FLOW) => new Graph(new Sheet(svg(), 1000, document.body), [flow], { x: 10, y: 20, width: 400, height: 280, image: 140 });

test("signed numbers: a plus, a true minus, and 0.00 for what is next to nothing", () => {
  same([0.5, -0.25, 0.004, -0.004, 0].map(signed), ["+0.50", "−0.25", "+0.00", "0.00", "0.00"]);
});

test("a colour for each sign, the largest size, the largest value", () => {
  same([-1, 0, 2].map(tintOf), ["neg", "muted", "pos"]);
  same([maxOf([1, -3, 2]), maxOf([]), largestOf([1, 3, 2])], [3, 1e-12, 1]);
});

test("columns, neurons and pixels of a graph", () => {
  const found = graph();
  same(found.pitch.slice(1), [140, 140]);
  same(found.radius.slice(1), [12, 12]); // never more than 12
  same([0, 1, 2].map((l) => found.column(l)), [80, 274, 398]); // (400 − 140 − 12) / 2 apart
  same(found.place(1, 1), [274, 230]);
  same(found.pixel(29), [17.5, 97.5]); // row 1, column 1, of 5 units each
});

test("edges end at the discs, those of layer 1 begin at a pixel", () => {
  const found = graph();
  same(found.ends(2, 0, 1), [287, 230, 385, 90]);
  same(found.ends(1, 0, 29), [17.5, 97.5, 261, 90]);
});

test("of a wide layer the neurons that carry most are drawn, in their order", () => {
  const into = Array.from({ length: 30 }, (_, j) => [j, 0, j < 6 ? 0 : 1]);
  const out = [[0, 2, -5]]; // neuron 2 hears nothing, but is heard
  const found = graphShown([{ edges: [into, out] }], 1, 30);
  same([found.length, found[0], found.includes(0), found.at(-1)], [GRAPH_MOST, 2, false, 28]);
});

test("a graph says which layers it does not draw whole", () => {
  const flow = { pixels: [], layers: [Array(30).fill(0), [0, 1]], edges: [[], []] };
  same(graph(flow).hidden, " Of layer 1 the 24 busiest of 30 neurons are drawn.");
  same(graph().hidden, "");
});

test("a signal starts and ends where its edge does, and is in the middle half-way", () => {
  same([0, 0.5, 1].map((t) => aliveOn([0, 0, 8, 4], t)), [[0, 0], [4, 2], [8, 4]]);
  same([-1, 1, 5].map((passed) => share(passed, 4)), [0, 0.25, 1]);
});

test("times in a unit that reads well", () => {
  same([0.00025, 0.0123, 0.9996, 3600].map(beautyTime), ["250 µs", "12.3 ms", "1 s", "3,600 s"]);
  same([12.34, 12345].map(beautyTimes), ["12 times", "12,300 times"]);
});

test("shades of the cost: a step lighter for each halving", () => {
  same(gradientShades([[4, 4], [1, 1]], 2, 4), [0, 0, 0.42, 0.42]); // the upper row first
});

test("an arrow is up for more, down for less, a dash for nothing", () => {
  const sheet = new Sheet(svg(), 100, document.body);
  for (const long of [30, -30, 0]) sheet.arrow(0, 50, long);
  const [, up, , down, nothing] = sheet.svg.children;
  same([up.getAttribute("d"), down.getAttribute("d")].map((d) => d.slice(0, 5)), ["M0 20", "M0 80"]);
  same([nothing.tagName, nothing.getAttribute("y2")], ["line", "50"]);
});

test("an activation is as dark as it is strong", () => {
  const sheet = new Sheet(svg(), 100, document.body);
  same([0.25, -2].map((a) => sheet.disc(0, 0, 5, a).style.cssText.includes(`${a > 0 ? 25 : 100}%`)), [true, true]);
});

test("a bar stays on its track", () => {
  const sheet = new Sheet(svg(), 100, document.body);
  sheet.bar(10, 0, 50, 8, 1.7, 1);
  const [, bar, tick] = sheet.svg.children;
  same([bar.getAttribute("width"), tick.getAttribute("x1")], ["50", "60"]);
});
