// Words and picture: which things are one, what lights, and that every number of every caption on the
// stage says what it is about.

const NETWORKS = [
  [[784, 16, 16, 10], "sigmoid"],
  [[784, 30, 10], "sigmoid"],
  [[784, 10], "relu"],
  [[784, 12, 11, 10, 9, 8, 10], "tanh"],
  [[784, 80, 70, 10], "relu"],
];

/** A model with numbers between −1 and 1 that follow from the place alone; tiny: next to no gradient. */
function model(sizes, activation, tiny = false) {
  const layers = sizes.slice(1).map((n, l) => n * sizes[l] + 6 * n);
  const numbers = Float32Array.from({ length: sizes[0] + sum(layers) }, (_, i) => Math.sin(12.9898 * i) * (tiny ? 1e-9 : 1));
  const header = { sizes, activation, label: 3, learning_rate: 0.5, costs: [0.5, tiny ? 0.5 : 0.4] };
  return new Model({ header, body: new Uint8Array(numbers.buffer) });
}

const captions = (m) => stepsOf(m).map((step) => captionOf(m, { step }));

/** A caption as it stands on the page: sentence, formula, numbers. */
function written({ say, formula, numbers }) {
  const page = document.createElement("div");
  const [first, second, third] = ["p", "p", "p"].map((tag) => page.appendChild(document.createElement(tag)));
  first.append(...linked(say));
  [second.innerHTML, third.innerHTML] = [formula, numbers];
  return page;
}

/** The texts of a page that hold a digit and are about nothing. */
function unnamed(page) {
  const found = [];
  const walk = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.data.replace(/2 × \(|2 \( |for each 1 that|(Paper|that) is 0/g, ""); // of every network
    if (/[0-9]/.test(text) && !walk.currentNode.parentElement.closest("[data-thing], a")) found.push(text);
  }
  return found;
}

/** Whether a network of these sizes has the thing. */
function exists([kind, ...indices], sizes) {
  const last = sizes.length - 1;
  const within = (index, count) => index === "*" || (/^[0-9]+$/.test(index) && Number(index) < count);
  const [l, j, k] = indices;
  if (["cost", "alpha"].includes(kind)) return indices.length === 0;
  if (kind === "y") return indices.length === 1 && within(l, sizes[last]);
  if (!within(l, last + 1) || l === "*") return false;
  if (kind === "layer") return indices.length === 1 && l > 0;
  if (["w", "grad", "weight"].includes(kind)) return indices.length === 3 && l > 0 && within(j, sizes[l]) && within(k, sizes[l - 1]);
  const known = ["a", ...(l > 0 ? ["z", "b", "slope", "wish", "delta", "neuron"] : [])];
  return indices.length === 2 && known.includes(kind) && within(j, sizes[l]);
}

test("every number in every caption says what it is about, and that exists", () => {
  for (const [sizes, activation] of NETWORKS) {
    for (const tiny of [false, true]) {
      for (const page of captions(model(sizes, activation, tiny)).map(written)) {
        same(unnamed(page), []);
        const things = [...page.querySelectorAll("[data-thing]")].flatMap((made) => partsOf(made.dataset.thing));
        same(things.filter((thing) => !exists(thing, sizes)), []);
        same(things.length > 3, true);
      }
    }
  }
});

test("what a caption names is found on the graph", () => {
  for (const phone of [false, true]) {
    for (const [sizes, activation] of NETWORKS) {
      const m = model(sizes, activation);
      const layout = new Layout(m, phone ? 358 : 1124, phone ? 496 : 640, phone);
      const scene = { model: m, layout, edges: new Edges(m, layout, null) };
      const steps = stepsOf(m);
      steps.forEach((step, i) => {
        for (const made of written(captionOf(m, { step })).querySelectorAll("[data-thing]")) {
          if (made.dataset.thing === "alpha" || partsOf(made.dataset.thing).every(([kind]) => kind === "cost")) continue;
          const { regions, edges } = placesOf(scene, new Moment(m, steps, i + 1), made.dataset.thing);
          const hidden = partsOf(made.dataset.thing).every(([, l, ...of]) => of.some((j, back) => layout.shown[l - back]?.length < m.sizes[l - back] && !layout.shown[l - back].includes(Number(j))));
          if (!hidden) same([made.dataset.thing, regions.length + edges.length > 0], [made.dataset.thing, true]);
          same([...regions.flat(), ...edges.flat()].every(Number.isFinite), true);
        }
      });
    }
  }
});

test("things are one where letter and place agree", () => {
  same(related("a 2 5", "a 2 5"), true);
  same(["a 2 4", "a 1 5", "z 2 5", "cost"].filter((other) => related("a 2 5", other)), []);
  same(related("cost", "cost"), true);
});

test("a neuron is all of it, a weight too, a layer its neurons, a star any of them", () => {
  same(["a 2 5", "z 2 5", "slope 2 5", "delta 2 5", "layer 2", "a 2 *"].every((other) => related("neuron 2 5", other)), true);
  same(["w 3 5 2", "grad 3 5 2", "w 3 5 *", "w 3 * 2"].every((other) => related("weight 3 5 2", other)), true);
  same(["a 2 6", "w 2 5 1", "layer 3", "y 5"].filter((other) => related("neuron 2 5", other)), []);
  same([related("w 3 2 5", "grad 3 2 5"), related("layer 2", "a 2 5")], [false, false]);
});

test("a list is about each of its things", () => {
  same([related("neuron 3 2, y 2", "y 2"), related("neuron 3 2, y 2", "neuron 3 2"), related("neuron 3 2, y 2", "y 1")], [true, true, false]);
});

const words = () => {
  const page = document.body.appendChild(document.createElement("p"));
  page.innerHTML = '<b data-thing="a 2 5">one</b> <i data-thing="delta 2 5">two</i> <a href="#thing-a-2-5">three</a> <u data-thing="neuron 2 5">all</u>';
  return page;
};
const lit = (page) => [...page.querySelectorAll("[data-lit]")].map((word) => word.textContent);

test("pointing at a word lights all that name the same, and leaving it puts them out", () => {
  const page = words();
  const told = [];
  const hear = ({ detail }) => told.push(detail ?? null);
  document.addEventListener("thing", hear);
  const over = (target, pointerType = "mouse") => target.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, pointerType }));
  over(page.querySelector("b"));
  same(lit(page), ["one", "three", "all"]);
  over(page.querySelector("b")); // nothing new
  over(page);
  same([lit(page), told], [[], ["a 2 5", null]]);
  over(page.querySelector("b"), "touch"); // a finger that scrolls points at nothing
  same(lit(page), []);
  document.removeEventListener("thing", hear);
  page.remove();
});

test("a tap lights until the next tap, and a link of this kind leads nowhere", () => {
  const page = words();
  const tap = (target) => {
    target.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, pointerType: "touch" }));
    return target.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  };
  same([tap(page.querySelector("a")), lit(page)], [false, ["one", "three", "all"]]);
  same([tap(page), lit(page)], [true, []]);
  page.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, pointerType: "mouse" }));
  page.remove();
});

test("a line of words is one stop of Tab, and the arrow keys walk in it", () => {
  const page = words();
  walkable(page);
  const [one, two] = page.querySelectorAll("[data-thing]");
  const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  one.focus();
  same(lit(page), ["one", "three", "all"]);
  same([press("ArrowRight"), document.activeElement === two, lit(page)], [false, true, ["two", "all"]]);
  same([one.tabIndex, two.tabIndex], [-1, 0]);
  same([press("ArrowUp"), press("ArrowLeft"), document.activeElement === one], [false, true, true]);
  press("Escape");
  same(lit(page), []);
  page.remove();
});

test("words that have just been written are lit, too", () => {
  point("a 2 5");
  const page = words();
  same(lit(page), []);
  light();
  same(lit(page), ["one", "three", "all"]);
  point(undefined);
  page.remove();
});

test("what the edges are said to mean is what they are drawn as", () => {
  const three = { layers: 3, sizes: [2, 2, 2, 2], delta: [null, [1, 1], [1, 1], [1, 1]] };
  const found = stepsOf(three).map((step) => [Edges.meaning(step, 3), ...[1, 2, 3].map((l) => edgeStyle(step, l, 3).value)]);
  same(found, [
    ["edges now: w · x into layer 1, else w", "adds", "weight", "weight"],
    ["edges now: w · a into layer 2, else w", "weight", "adds", "weight"],
    ["edges now: w · a into the outputs, else w", "weight", "weight", "adds"],
    ["edges now: w", "weight", "weight", "weight"],
    ["edges now: w", "weight", "weight", "weight"],
    ["edges now: gradient ∂C₀/∂w, up to layer 2 w", "weight", "weight", "gradient"],
    ["edges now: w", "weight", "weight", "weight"],
    ["edges now: gradient ∂C₀/∂w, up to layer 1 w", "weight", "gradient", "gradient"],
    ["edges now: w, behind layer 2 gradient ∂C₀/∂w", "weight", "weight", "gradient"],
    ["edges now: gradient ∂C₀/∂w", "gradient", "gradient", "gradient"],
    ["edges now: new w, largest changes plum", "weightNew", "weightNew", "weightNew"],
  ]);
});

test("products stand in captions and tooltips as the numbers shown multiply", () => {
  let products = 0;
  for (const [sizes, activation] of NETWORKS) {
    const m = model(sizes, activation);
    const steps = stepsOf(m);
    for (const page of captions(m).map(written)) products += multipliesAsWritten(page.textContent);
    const end = new Moment(m, steps, steps.length);
    for (let l = 1; l < sizes.length; l++) {
      for (let j = 0; j < sizes[l]; j++) {
        const told = [describe(m, end, { kind: "neuron", layer: l, index: j }), describe(m, end, { kind: "weight", layer: l, to: j, source: j % sizes[l - 1] })];
        for (const [label, value] of told.flatMap(({ rows }) => rows)) products += multipliesAsWritten(`${label} ${value}`);
      }
    }
  }
  if (products < 500) throw new Error(`only ${products} products`);
});
