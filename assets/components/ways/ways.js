// Three ways to move an output neuron. The sliders stand in the browser; what they do to the network
// is computed in Python, which answers every move.
// Data: { output, target, reach, moved, before, alone, together }; outcomes are { z, a, cost }.

const WORDS = {
  bias: ["Change the bias", "shifts the threshold: z moves by as much"],
  weights: ["Change the weights", "each in proportion to the activation it carries"],
  activations: ["Other activations", "each in proportion to its weight; only a wish, they cannot be set"],
};

export default function ({ parentElement, data, setStateValue }) {
  const root = parentElement.querySelector(".ways");
  const rows = root.querySelector(".ways-rows");
  const ways = Object.keys(data.reach);
  if (!rows.children.length) rows.append(...ways.map((way) => row(way, data.reach[way])));
  const inputs = [...rows.querySelectorAll("input")];
  const place = (values) => inputs.forEach((input, i) => (input.value = values[ways[i]]));
  if (root.output !== data.output) place(data.moved);
  root.output = data.output;
  const send = () => {
    const values = inputs.map((input, i) => [ways[i], Number(input.value)]);
    setStateValue("moved", { output: data.output, ...Object.fromEntries(values) });
  };
  inputs.forEach((input) => (input.oninput = send));
  const reset = root.querySelector("button");
  reset.disabled = ways.every((way) => data.moved[way] === 0);
  reset.onclick = () => {
    place(Object.fromEntries(ways.map((way) => [way, 0])));
    send();
  };

  const wish = data.target === 1 ? "more" : "less";
  root.querySelector("h3").textContent = `Three ways to make output ${data.output} ${wish} active`;
  ways.forEach((way, i) => {
    const moved = data.moved[way];
    rows.children[i].querySelector("output").textContent = `${moved > 0 ? "+" : ""}${moved.toFixed(2).replace("-", "−")}`;
    rows.children[i].querySelector(".alone").textContent = `alone: ${outcome(data.alone[way])}`;
  });
  root.querySelector(".ways-together").textContent =
    `together: a ${digits3(data.before.a)} → ${digits3(data.together.a)}, cost ${digits3(data.before.cost)} → ${digits3(data.together.cost)}`;
}

const outcome = ({ a, cost }) => `a = ${digits3(a)}, C₀ = ${digits3(cost)}`;

function row(way, reach) {
  const made = element("div", "ways-row");
  const label = element("label", "");
  const input = element("input", "");
  const [name, words] = WORDS[way];
  input.type = "range";
  input.id = `ways-${way}`;
  label.htmlFor = input.id;
  Object.assign(input, { min: -reach, max: reach, step: reach / 100, value: 0 });
  label.append(element("b", "", name), element("small", "", words));
  made.append(label, input, element("output", ""), element("span", "alone"));
  return made;
}
