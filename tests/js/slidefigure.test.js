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

/** A figure of a slide with so many points, of which some are uncovered. */
const figureAt = (uncovered, data = {}) => {
  document.documentElement.dataset.uncovered = uncovered;
  const root = document.body.appendChild(Object.assign(document.createElement("div"), { innerHTML: '<svg></svg><div class="slidefigure-sliders"></div><div class="slidefigure-buttons"></div><p class="slidefigure-note"></p>' }));
  const made = new SlideFigure(root);
  made.sent = [];
  Object.assign(made, { data: { kind: "wishes", slide: "8", sliders: [], part: LAST_PART, ...data }, send: (...words) => made.sent.push(words), draw: () => {}, showMode: () => {} });
  made.uncover();
  return made;
};
const uncoverTo = (words) => {
  document.documentElement.dataset.uncovered = words;
  document.dispatchEvent(new CustomEvent("uncovered"));
};

test("a part comes with its point, and what is left over with the last one", () => {
  const found = figureAt("8 2 5");
  same([0, 2, 3, LAST_PART].map((part) => found.has(part)), [true, true, false, false]);
  uncoverTo("8 5 5");
  same([3, LAST_PART].map((part) => found.has(part)), [true, true]);
  uncoverTo("8 1 5");
  same([1, 2].map((part) => found.has(part)), [true, false]);
  found.close();
});

test("a slide with fewer points than its figure has parts brings all of them in the end", () => {
  const found = figureAt("8 1 2");
  same(found.has(2), false);
  uncoverTo("8 2 2");
  same(found.has(4), true);
  found.close();
});

test("a figure stays as it is while another slide is asked for, and is whole where nothing is presented", () => {
  const found = figureAt("8 2 5");
  uncoverTo("9 0 3");
  same([found.has(2), found.has(3)], [true, false]);
  uncoverTo("");
  same(found.has(LAST_PART), true);
  found.close();
});

test("the work of a figure waits for the press after its question, and starts once, not on the way back", () => {
  for (const [kind, data, name] of [["race", { lanes: [] }, "start"], ["beauty", {}, "go"]]) {
    const found = figureAt("8 0 5", { kind, ...data });
    uncoverTo("8 3 5"); // the point that asks to predict
    same(found.sent, []);
    uncoverTo("8 4 5");
    same(found.sent, [["pressed", name]]);
    Object.assign(found.data, { lanes: [{}], done: 1 });
    for (const shown of [3, 4, 5]) uncoverTo(`8 ${shown} 5`);
    same(found.sent.length, 1);
    found.close();
    const whole = figureAt("", { kind, ...data });
    same(whole.sent, []);
    whole.close();
  }
});

test("what a hand starts before its point shows at once, and is covered on the way back", () => {
  const LANE = { path: [[0, 0]], costs: [2.5], seconds: [0], steps: 0, took: 0, right: 0.1 };
  const told = { lanes: [LANE, { ...LANE, full: true }], share: 1, seconds: 2, m: 100, examples: 50000, running: true };
  const found = figureAt("8 1 5", { kind: "race", ...told });
  const words = () => {
    const sheet = new Sheet(svg(), 900, document.body, false, (part) => found.has(part));
    drawRace(sheet, found.data, found);
    return sheet.svg.textContent;
  };
  same(words().includes("Predict first."), true);
  found.press("start");
  same([found.sent, words().includes("Predict first.")], [[["pressed", "start"]], false]);
  uncoverTo("8 0 5");
  same(words().includes("Predict first."), true);
  found.close();
});

test("where both begin at one place, each name has its own", () => {
  const LANE = { path: [[0, 0]], costs: [2.5], seconds: [0] };
  for (const move of [0, 0.01]) {
    const sheet = new Sheet(svg(), 900, document.body);
    const lanes = [{ ...LANE, path: [[0, 0], [move, move]] }, { ...LANE, full: true }];
    racePaths(sheet, { lanes, share: 1 }, { x: 0, y: 30, width: 414, height: 196 });
    raceCosts(sheet, { lanes, seconds: 2 }, { x: 474, y: 30, width: 400, height: 312 });
    const named = [...sheet.svg.querySelectorAll("text")].filter((text) => /batch|start/.test(text.textContent)).map((text) => text.getBBox());
    same(named.length, 5);
    const meets = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && Math.abs(a.y - b.y) < a.height - 2;
    same(named.filter((box, i) => named.some((other, j) => i < j && meets(box, other))), []);
  }
});

test("a point leads to its step, and leaving keeps it", () => {
  const found = figureAt("8 0 5", { kind: "steps", modes: ["a", "b", "c", "d", "e"] });
  same(found.mode, undefined);
  uncoverTo("8 4 5");
  same(found.mode, "d");
  uncoverTo("");
  same(found.mode, "d");
  found.close();
});

test("a way that is tried changes one thing alone", () => {
  const data = { by: { bias: 1, weight: 0, activation: 0 }, moved: { bias: 3, weight: 4, activation: 0.5 }, after: "now", tries: [{}, { by: -1, after: "then" }] };
  const { by, moved, after } = waysTried(data, 2);
  same([by, moved, after], [{ bias: 0, weight: -1, activation: 0 }, { bias: 2, weight: 3, activation: 0.5 }, "then"]);
  same(waysTried(data, 0), data);
});

test("on paper it says what the sliders stand at", () => {
  const sliders = [{ label: "1 · bias", shown: "−0.40", value: 1, start: 0 }, { label: "raise the weight by", value: 1, start: 1 }];
  same(standTold({ printed: true, sliders }), "Shown for bias = −0.40 (changed), raise the weight by = +1.00.");
  same([standTold({ printed: false, sliders }), standTold({ printed: true, sliders: [] })], ["", ""]);
});

test("what the quiz supposes is told from what is so for this digit", () => {
  const data = { name: "w", slopes: [8, 3, 1], gradient: -3, before: 0.5, alone: 0.4, layer: 2 };
  same(rankSay(data), "The question supposes a large gradient. With this digit it is 0.750 times the mean of its layer. The weight grows; its step alone takes C₀ from 0.500 to 0.400. True here and now: no rank for ever.");
  same(rankSay({ ...data, gradient: 0 }), "The question supposes a large gradient. With this digit that of w is 0: the weight stays as it is.");
});

test("gradients come from the bright to the silent", () => {
  same([0, 1, 2, 3].map(proportionPart({ activations: [1, -0.9, 0.3, 0.01] })), [1, 1, 2, 3]);
});

test("the example is compared in words that fit", () => {
  const own = { outputs: [0.6, 0.6], cost: 2 };
  const example = { outputs: [0.1, 0.2], cost: 1, target: 1, written: "1.0" };
  same(challengeOther(own, example), "The example is quieter and costs less, 1.0; its loudest answer is right by luck.");
  same(challengeOther({ outputs: [0, 0], cost: 0.5 }, { ...example, target: 0 }), "The example is louder and costs more, 1.0; its loudest answer is wrong.");
});
