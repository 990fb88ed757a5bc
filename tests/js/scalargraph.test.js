// A neuron's scalar graph: where its nodes stand, what its steps say, how one walks through it.

const leaf = (name, value, thing = "") => ({ op: "", name, value, thing, inputs: [], slopes: [], given: null });
const op = (sign, name, value, inputs, slopes, more = {}) => ({ op: sign, name, value, inputs, slopes, thing: "", given: null, ...more });

/** z = 0.5 · 2 + the other 3 + b, and what follows it. */
const start = [
  leaf("a⁽²⁾₇", 0.5), leaf("w⁽³⁾₁,₇", 2), op("×", "w · a", 1, [0, 1], [2, 0.5]), leaf("the other 3", -1.5), leaf("b", 0.5),
  op("+", "z⁽³⁾₁", 0, [2, 3, 4], [1, 1, 1]), op("σ", "a⁽³⁾₁", 0.5, [5], [0.25]),
];
const output = [
  ...start, leaf("target y", 1), op("−", "a − y", -0.5, [6, 7], [1, -1]), op("²", "(a − y)²", 0.25, [8], [-1]),
  leaf("other outputs", 0.5), op("+", "C₀", 0.75, [9, 10], [1, 1], { given: 1 }),
];
const hidden = [
  ...start, op("above", "the other 6", null, [6], [1], { given: 0.01 }), op("above", "z⁽⁴⁾₂", 0.3, [6], [-2], { given: 0.1 }),
  op("above", "z⁽⁴⁾₀", -0.3, [6], [3], { given: 0.2 }),
];

function about(nodes) {
  const arrived = nodes.map((node) => node.given);
  const steps = [];
  for (let i = nodes.length - 1; i >= 0; i--) {
    nodes[i].inputs.forEach((input, k) => (arrived[input] = (arrived[input] ?? 0) + arrived[i] * nodes[i].slopes[k]));
    if (nodes[i].inputs.length) steps.push({ node: i, arrived: [...arrived] });
  }
  return { subject: "n3 1", name: "output 1", layer: 3, output: nodes === output, sign: "σ", z: 5, others: 3, nodes, steps };
}

test("no two nodes stand in each other's way, on a phone and on a desk", () => {
  for (const nodes of [output, hidden]) {
    for (const width of [340, 640, 740, 900, 1120]) {
      const { places, height } = layout(nodes, width);
      places.forEach(({ x, y }, i) => {
        if (x < 0 || x > width || y < 0 || y > height) throw new Error(`${i} is outside at ${width}`);
        for (const other of places.slice(0, i)) {
          if (Math.hypot(x - other.x, y - other.y) < 36) throw new Error(`${i} touches another at ${width}`);
        }
      });
    }
  }
});

test("each step says what it multiplies, and adds where paths meet", () => {
  const said = (nodes) => about(nodes).steps.map((_, i) => caption(about(nodes), i + 1).replace(/<\/?b>/g, ""));
  const ofOutput = said(output);
  same(ofOutput.length, 6);
  same(ofOutput[1], "A square’s local slope is twice what is squared: 2 × (−0.500) = −1.00. The gap gets 1 × (−1) = −1.00.");
  same(ofOutput[3], "σ at z⁽³⁾₁ = 0 has the slope σ′ = 0.250. z⁽³⁾₁ gets −1 × 0.250 = −0.250: this is δ.");
  same(ofOutput[5], "In a product the local slope of each factor is the other factor. w⁽³⁾₁,₇ gets −0.250 × 0.500 ≈ −0.125. a⁽²⁾₇ gets −0.250 × 2 = −0.500, its share of ∂C₀/∂a: other neurons add theirs.".replace("≈", "="));
  const ofHidden = said(hidden);
  same(ofHidden[0], "To z⁽⁴⁾₀ leads a weight, the local slope: a⁽³⁾₁ gets δ × w = 0.200 × 3 = 0.600.");
  same(ofHidden[1].split(". ").pop(), "Where paths meet, they add up: 0.600 − 0.200 = 0.400.");
  same(ofHidden[2].split(". ").slice(-2), ["Where paths meet, they add up: 0.400 + 0.010 = 0.410", "That is ∂C₀/∂a, all of it."]);
});

test("it opens, walks back by arrow keys, closes into the neuron and begins again", () => {
  const [place, data] = [{ querySelector: () => document.querySelector(".scalargraph") }, about(output)];
  const root = place.querySelector();
  root.querySelector(".scalargraph-body").hidden = true;
  const find = (name) => root.querySelector(`.scalargraph-${name}`);
  const seen = [];
  find("body").scrollIntoView = ({ block }) => seen.push(block);
  show(Object.assign(root, { data, at: 0 }), true);
  same(seen, ["nearest"]); // it opens where it is seen
  const slopes = () => root.nodes.map(({ slope }) => slope.textContent).filter((text) => text);
  same(slopes(), ["∂ 1"]);
  for (const _ of data.steps) go(root, 1);
  same(slopes().length, output.length);
  same(slopes()[1], "∂ −0.125");
  same(find("next").textContent, "Close into the neuron");
  go(root, 1);
  same(root.querySelector("svg").classList.contains("closed"), true);
  same([...root.querySelectorAll(".node:not(.inner)")].length, 5);
  go(root, -Infinity);
  same([slopes(), find("back").disabled], [["∂ 1"], true]);
});

test("a slope that is not what ∂ and local slope come to as they are shown is marked", () => {
  const nodes = [leaf("a", 0.99962), leaf("w", 2), op("×", "w · a", 2, [0, 1], [-2.6755, 0.99962])];
  same([0, 1, 2].map((i) => roughly(nodes, [-2.6755, 0.99962, 1], i)), ["", "", ""]);
  same(roughly(nodes, [-2.6755 * 0.99962, 0, 0.99962], 0), "≈ "); // −2.68 × 1.00, and −2.67
});
