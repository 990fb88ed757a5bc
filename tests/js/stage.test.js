// The stage's model, layout and steps. The little network (ReLU, sizes 2, 2, 2, x = (1, ½), target (0, 1))
// is worked out by hand; all its numbers are exact in float32.

const LITTLE = {
  sizes: [2, 2, 2], label: 1, activation: "relu", learning_rate: 0.5, costs: [0.3125, 3.0625],
};
const NUMBERS = [
  [1, 0.5], // x
  [1, -2, 0, 4], [0.5, -1], [0.5, 1], [0.5, 1], [0, -1], [0, -1], [0.5, 2.125], // w, b, z, a, δ, ∂C/∂a, a after
  [2, -1, 1, 0.5], [0.25, -0.5], [0.25, 0.5], [0.25, 0.5], [0.5, -1], [0.5, -1], [0, 2.75],
];

function little(changed = {}) {
  return new Model({ header: { ...LITTLE, ...changed }, body: new Uint8Array(Float32Array.from(NUMBERS.flat()).buffer) });
}

// --- model.js ---

test("the model takes its numbers in order", () => {
  const model = little();
  same(model.a, [[1, 0.5], [0.5, 1], [0.25, 0.5]]);
  same(model.w[2], [2, -1, 1, 0.5]);
  same(model.b.slice(1), [[0.5, -1], [0.25, -0.5]]);
  same(model.wish[2], [-0.5, 1]);
});

test("the cost before and after the step", () => {
  const model = little();
  same(model.terms, [0.0625, 0.25]);
  same([model.cost, model.costNew], [0.3125, 3.0625]);
});

test("the guess is the strongest output, and the strongest δ of a layer is followed", () => {
  const model = little();
  same(model.guess, 1);
  same(model.followed, [null, 1, 1]);
});

test("a weight, what it adds, its gradient, its change", () => {
  const model = little();
  same(model.weight(1, 1, 1), 4);
  same(model.adds(1, 1, 1), 2);
  same(model.gradient(1, 1, 1), -0.5);
  same(model.change(1, 1, 1), 0.25);
  same(model.weightNew(1, 1, 1), 4.25);
});

test("what the outputs ask of a neuron adds up to its wish", () => {
  const model = little();
  same([model.asks(2, 0, 1), model.asks(2, 1, 1), model.wish[1][1]], [0.5, 0.5, 1]);
});

test("the slope of each activation", () => {
  same(["relu", "sigmoid", "tanh"].map((activation) => little({ activation }).slope(2, 0)), [1, 0.1875, 0.9375]);
});

test("all values between two layers", () => {
  const model = little();
  same(model.matrix(2, model.gradient), [0.25, 0.5, -0.5, -1]);
});

test("neurons are called outputs in the last layer", () => {
  same([little().nameOf(1, 0), little().nameOf(2, 1)], ["layer 1 · neuron 0", "output 1"]);
});

test("a sum is written with its total last, and small ones with more decimals", () => {
  same(writtenSum([0.3334, 0.3333, 0.3333]).map(({ text }) => text), ["0.334", "0.333", "0.333", "1.000"]);
  same(writtenSum([-0.5, 0.0004, -0.2503]).map(({ text }) => text), ["−0.500", "0.000", "−0.250", "−0.750"]);
  same(writtenSum([0.00002, -0.000004]).map(({ text }) => text), ["0.000020", "−0.000004", "0.000016"]);
});

test("a thousand sums: what is shown adds up, is off by less than one unit, and keeps the order by size", () => {
  let seed = 1;
  const random = () => (seed = (16807 * seed) % 2147483647) / 2147483647;
  for (let i = 0; i < 1000; i++) {
    const values = Array.from({ length: 1 + Math.floor(9 * random()) }, () => (random() - 0.4) * random() ** (6 * random()));
    const units = roundTogether(values, 3);
    const [exact, total] = [values, units].map((list) => list.reduce((sum, value) => sum + value, 0));
    same(total, Math.round(1000 * exact) || 0);
    values.forEach((value, at) => {
      if (Math.abs(units[at] - 1000 * value) >= 1) throw new Error(`${value} was written as ${units[at]} thousandths`);
      const larger = values.findIndex((other, k) => Math.abs(other) > Math.abs(value) && Math.abs(units[k]) < Math.abs(units[at]));
      if (larger >= 0) throw new Error(`${value} is shown larger than ${values[larger]}`);
    });
  }
});

test("a product is equal only as far as the rounded factors say so", () => {
  same([equals(0.6, 2, 0.3), equals(-0.18656, 0.997, 0.2379, -0.7848)], ["=", "≈"]);
});

test("the strongest by size, whatever the sign", () => {
  same(strongest([1, -3, 2, 0], 2), [1, 2]);
  same([largest([1, -3, 2]), maxSize([1, -3, 2])], [1, 3]);
});

// --- layout.js ---

const DECK = { sizes: [784, 16, 10], layers: 2, delta: [] };
const wide = () => new Layout(DECK, 1124, 592, false);

test("columns, and how far apart their neurons are", () => {
  const layout = wide();
  same(layout.columns, [0, 388, 766]);
  same(layout.pitch.slice(1), [31.25, 50]);
  same(layout.radius.slice(1), [11.25, 15]);
});

test("hidden layers share the room between the first and the outputs", () => {
  same(new Layout({ sizes: [784, 16, 16, 10], layers: 3, delta: [] }, 1124, 592, false).columns, [0, 388, 577, 766]);
});

test("a network without hidden layers has its outputs at their place", () => {
  same(new Layout({ sizes: [784, 10], layers: 1, delta: [] }, 1124, 592, false).columns, [0, 766]);
});

test("a neuron and a pixel are where they are drawn", () => {
  const layout = wide();
  same(layout.disc(1, 0), [388, 49.625]);
  same(layout.disc(2, 9), [766, 509]);
  same([layout.image, layout.imageV], [224, 172]);
  same(layout.pixel(29), [13, 184]); // row 1, column 1, of 8 units each
});

test("however wide the graph is, names, bars, numbers and squares stand clear of each other", () => {
  for (let width = 700; width <= 1200; width += 20) {
    for (const sizes of [[784, 10], [784, 16, 16, 10], [784, 16, 16, 16, 16, 10]]) {
      const layout = new Layout({ sizes, layers: sizes.length - 1, delta: [] }, width, 592, false);
      const [name, number] = [layout.columns.at(-1) + layout.radius.at(-1) + 19, layout.barU + layout.barLength + 48];
      same([layout.barU - name > 10, layout.panelU - number > 5, layout.panel > 97], [true, true, true]);
      same(layout.image < layout.thumbU, true);
    }
  }
});

test("squares leave room for their numbers, however large the cost", () => {
  for (const gap of [0.01, 0.5, 1, 3, 20]) {
    for (const width of [700, 800, 964, 1124]) {
      const layout = new Layout(DECK, width, 592, false);
      const terms = [gap * gap, 0.25, 1];
      const { unit } = new Readout({ layers: 2, terms, termsNew: terms, cost: sum(terms), costNew: 0.1 }, layout, null);
      same(Math.max(1, gap) * unit <= layout.panel - 44, true);
      same(Math.sqrt(sum(terms)) * unit <= layout.panel - 66, true);
    }
  }
});

test("on a phone the passes run down, and a picture stands upright", () => {
  const layout = new Layout(DECK, 358, 640, true);
  same(layout.disc(1, 0), [11.1875, 190]);
  const size = 104 / 28;
  near(layout.pixel(28), [1 + 1.5 * size, 127 + 0.5 * size]); // row 1, column 0
  same(layout.imageAt, [127, 1]);
});

test("edges end beside the discs, those of layer 1 at the neurons' images", () => {
  const layout = wide();
  same(layout.edge(2, 0, 0), [402.25, 49.625, 748, 59]);
  same(layout.edge(1, 0, 29), [13, 184, 317.875, 49.625]);
  near(layout.bezier(2, 0, 0), [[402.25, 49.625], [554.38, 49.625], [595.87, 59], [748, 59]]);
});

test("of a wide layer the neurons with the largest δ are shown, in their order", () => {
  const delta = Float32Array.from({ length: 100 }, (_, j) => (j < 36 ? 0.001 : -j));
  const shown = shownNeurons({ delta: [null, delta] }, 1, 100);
  same([shown.length, shown[0], shown[63]], [SHOWN, 36, 99]);
  same(shownNeurons(DECK, 1, 3), [0, 1, 2]);
});

test("a place on a curve", () => {
  const curve = [[0, 0], [1, 0], [2, 3], [3, 3]];
  same([0, 0.5, 1].map((t) => pointOn(curve, t)), [[0, 0], [1.5, 1.5], [3, 3]]);
});

// --- steps.js ---

test("forward layer by layer, the cost, back layer by layer, the step", () => {
  const ids = stepsOf(little()).map((step) => step.id);
  same(ids, ["forward-1", "forward-2", "cost-2", "wish-2", "delta-2", "wish-1", "delta-1", "update-2"]);
});

/** So many layers of one neuron each. */
function deep(layers) {
  const ones = Array(layers).fill([1]);
  return { sizes: [784, ...ones.map(() => 1)], layers, delta: [null, ...ones], terms: [1] };
}

/** What is said to be done while this runs. */
function saidDone(run) {
  const said = [];
  const hear = ({ detail }) => said.push(detail);
  document.addEventListener("did", hear);
  run();
  document.removeEventListener("did", hear);
  return said;
}

test("on the way through the app the animation goes on, never back, however many layers", () => {
  for (const layers of [1, 2, 3, 4, 5, 6]) {
    const stops = stepsOf(deep(layers)).map((step) => stopOf(step, layers));
    const order = ["forward", "cost", "wishes", "backward"];
    same([...new Set(stops)], order);
    same(stops, [...stops].sort((one, other) => order.indexOf(one) - order.indexOf(other)));
  }
});

test("forward and backward are done when each of their steps was watched to its end", () => {
  for (const layers of [1, 3, 6]) {
    const model = deep(layers);
    const scene = { steps: stepsOf(model), model };
    const last = scene.steps.length;
    const watch = (...positions) => saidDone(() => {
      const watched = new Watched();
      for (const position of positions) watched.note(new Moment(model, scene.steps, position), scene);
    });
    const all = scene.steps.map((_, i) => i + 1);
    same(watch(...all), ["saw-forward", "saw-backward"]);
    same(watch(...all.map((position) => position - 0.5)), []); // hardly looked at
    same(watch(layers + 3), []); // a link opened it at Backward
    same(watch(layers, last), layers === 1 ? ["saw-forward"] : []); // leapt over
  }
});

test("what opening a neuron does for the way", () => {
  const model = { layers: 2, terms: [0.2, 0.7] };
  const open = (stop, ...thing) => saidDone(() => noteOpened({ kind: thing[0], layer: thing[1], index: thing[2] }, stop, model));
  same(open("forward", "neuron", 2, 1), []);
  same(open("cost", "neuron", 2, 1), ["opened-costliest"]);
  same(open("cost", "neuron", 2, 0), []);
  same(open("wishes", "neuron", 1, 0), ["opened-neuron"]);
  same(open("wishes", "neuron", 2, 1), ["opened-costliest", "opened-neuron"]);
  same(open("backward", "weight", 2), []);
});

test("the sums in the captions are sums on paper", () => {
  const plain = (html) => Object.assign(document.createElement("p"), { innerHTML: html }).textContent;
  const said = (kind, layer) => plain(captionOf(little(), { step: { kind, layer } }).numbers);
  same(said("forward", 1), "Layer 1 · neuron 1: positive +2.000, negative 0.000, bias −1.000: z = 1.000, a = 1.00");
  same(said("wish", 1), "Layer 1 · neuron 1: from output 0: 0.500; from output 1: 0.500; sum 1.000 ▲");
  same(said("cost", 2), "C₀ = 0.250 (output 1) + 0.063 (output 0) = 0.313");
});

test("what falls is written with as many digits as it takes to differ", () => {
  same([apart(0.5, 0.25), apart(2.8001e-5, 2.8002e-5), apart(1, 1 + 1e-9)], [["0.500", "0.250"], ["2.8001 × 10⁻⁵", "2.8002 × 10⁻⁵"], null]);
  const update = (...costs) => captionOf(little({ costs }), { step: { kind: "update", layer: 2 } });
  same([update(1, 0.9).say.includes("A smaller cost"), update(1, 1 - 1e-9).say.includes("smaller")], [true, false]);
  same(questionOf(little({ costs: [1, 1 - 1e-9] }), "Update"), undefined);
});

test("which output adds most is asked only where two do not print the same", () => {
  const asked = (...terms) => questionOf(Object.assign(little(), { terms }), "Cost")?.right;
  same([asked(0.2, 0.7), asked(0.31234, 0.31231), asked(0, 0)], [1, undefined, undefined]);
});

test("a question is brought into view, and goes when the animation goes elsewhere", () => {
  const ask = document.querySelector(".stage-ask");
  const seen = [];
  ask.scrollIntoView = ({ block }) => seen.push(block);
  const stage = Object.create(Stage.prototype);
  const model = little();
  const scene = { steps: stepsOf(model), moment: () => ({ step: {} }) };
  Object.assign(stage, { model, scene, answers: {}, position: 0, stills: { matches: true }, part: () => ask, show() {} });
  same([stage.asks(), ask.hidden, seen], [true, false, ["nearest"]]);
  stage.go(2);
  same(ask.hidden, true);
});

test("a hidden neuron pointed at before its wish says where that is", () => {
  const model = little();
  const scene = { steps: stepsOf(model) };
  const note = (position) => describeNeuron(model, new Moment(model, scene.steps, position), { layer: 1, index: 0 }).note;
  const first = scene.steps.findIndex(({ kind }) => kind === "wish") + 1;
  same([note(first).includes("later step"), note(scene.steps.length).includes("later step")], [true, false]);
});

test("a caption says whose digit it is, and δ in words", () => {
  same(captionOf(little(), { step: { kind: "delta", layer: 2 } }).say.includes("how much the cost changes for each 1 that z grows"), true);
  same(captionOf(little(), { step: { kind: "wish", layer: 2 } }).say.includes("which way to change, to lower the cost"), true);
});

test("a step takes as long as its signals fly", () => {
  const steps = stepsOf(little());
  near(steps[0].duration, (2 * 280) / 3 + 280 + 200); // two neurons, three signals in flight at a time
  same(steps[5].duration, 2 * 260 + 600 + 300); // the wishes of two outputs
});

test("a wide layer lights within a second and a half", () => {
  near(100 * pace(100), 1500);
});

test("only wishes worth showing are shown, the strongest last", () => {
  const delta = [null, null, Float32Array.from([0.5, -1, 0.019, 0.1])];
  same(askers({ delta }, 2), [3, 0, 1]);
});

test("at the end of a step all up to it is done, and nothing after", () => {
  const model = little();
  const moment = new Moment(model, stepsOf(model), 3);
  same([moment.step.id, moment.share], ["cost-2", 1]);
  same([moment.of("forward", 2), moment.costed, moment.of("wish", 2), moment.updated], [1, 1, 0, 0]);
});

test("a quarter through a step", () => {
  const model = little();
  const moment = new Moment(model, stepsOf(model), 2.25);
  same([moment.index, moment.costed], [2, 0.25]);
  near(moment.elapsed, 0.25 * 1900);
});

test("neurons light one after the other", () => {
  const model = little();
  const steps = stepsOf(model);
  const after = (ms) => new Moment(model, steps, ms / steps[0].duration);
  same(after(0).lit(1, 0, 2), null);
  near(after(140).flight(0, 2), 0.5);
  same([after(300).lit(1, 0, 2) > 0, after(300).lit(1, 1, 2)], [true, null]);
  same(new Moment(model, steps, 1).lit(1, 1, 2), 1);
});

test("wishes arrive one by one and end at their sum", () => {
  const model = little();
  const steps = stepsOf(model);
  const at = (ms) => new Moment(model, steps, 5 + ms / steps[5].duration);
  same(at(0).wish(1, 1), 0);
  near(at(800).wish(1, 1), 0.5); // the first has arrived, the second is on its way
  same(at(steps[5].duration).wish(1, 1), 1);
});

test("a frame that began before play was pressed does not lead before the start", () => {
  const steps = stepsOf(little());
  const stage = { playing: true, scene: { steps }, position: 0, speed: 1, last: 100, stills: {}, asks: () => true, pause() {} };
  Stage.prototype.tick.call(stage, 60);
  same(stage.position, 0);
});
