// What each step of the walk back says.

/** A number with three digits; a whole one small enough to be exact as it is. */
const short = (value) => (Number.isInteger(value) && Math.abs(value) < 10 ? String(value).replace("-", "−") : digits3(value));

const signs = (value) => (value < 0 ? `(${short(value)})` : short(value));
const times = (one, other) => `${short(one)} × ${signs(other)} ${equals(one * other, one, other)} <b>${digits3(one * other)}</b>`;

/** The sentence for a place in the walk: 0 before it, a step, or past the last one. */
function caption(data, at) {
  const { nodes, steps } = data;
  if (at === 0) return before(data);
  if (at > steps.length) return after(data);
  const node = nodes[steps[at - 1].node];
  const arrived = steps[at - 1].arrived;
  const comes = arrived[steps[at - 1].node];
  const parts = node.inputs.map((input, i) => ({ ...nodes[input], slope: node.slopes[i] }));
  const names = { "+": sum, "×": product, σ: activation, "−": gap, "²": square, above: meets };
  return names[node.op]({ ...data, node, comes, parts, arrived });
}

function before({ nodes, output, name }) {
  const end = output
    ? "Now back from the cost. When C₀ grows by 1, C₀ grows by 1: it starts with ∂ = 1."
    : `Now back. The pass has been in the layer above: each neuron that ${name} leads to has its ∂C₀/∂z, its δ, already.`;
  return `Forward, from the left: ${nodes.length} numbers, each made of those that lead to it. ${end}`;
}

function after({ nodes, steps, name, z, others }) {
  const { arrived } = steps[steps.length - 1];
  const term = nodes[z].inputs[0];
  const [a, w] = nodes[term].inputs;
  const rest = others ? ` It is no different for the ${others} that the graph kept together.` : "";
  return (
    `All of that is ${name}. Each weight’s gradient is δ times what comes in: for ${nodes[w].name}, ` +
    `${times(arrived[z], nodes[a].value)}. Backpropagation finds the same, for all weights of a layer at once.${rest}`
  );
}

function sum({ node, comes, parts }) {
  const only = node.name === "C₀" ? "C₀ is a sum" : `${node.name} is a sum`;
  const each = parts.length > 1 ? `each of its ${parts.length} parts` : "its part";
  return `${only}: when a part grows by 1, so does the sum. The local slope is 1, and ${each} gets all of <b>${short(comes)}</b>.`;
}

function product({ node, comes, parts: [a, w], layer }) {
  const more = layer > 1 ? `, its share of ∂C₀/∂a: other neurons add theirs` : ": a pixel cannot change, so that ends here";
  return (
    `In a product the local slope of each factor is the other factor. ${w.name} gets ${times(comes, w.slope)}. ` +
    `${a.name} gets ${times(comes, a.slope)}${more}.`
  );
}

function activation({ sign, comes, parts: [z] }) {
  const flat = Math.abs(z.slope) < 0.02 ? " It is nearly flat there, so hardly anything gets through." : "";
  return `${sign} at ${z.name} = ${digits3(z.value)} has the slope σ′ = ${digits3(z.slope)}. ${z.name} gets ${times(comes, z.slope)}: this is δ.${flat}`;
}

function gap({ comes, parts: [a] }) {
  return `In a difference the local slopes are 1 and −1. ${a.name} gets <b>${digits3(comes)}</b>; the target would get ${digits3(-comes)}, but it is not ours to change.`;
}

function square({ comes, parts: [d] }) {
  return `A square’s local slope is twice what is squared: 2 × ${signs(d.value)} ${equals(d.slope, 2, d.value)} ${digits3(d.slope)}. The gap gets ${times(comes, d.slope)}.`;
}

function meets({ node, comes, parts: [a], arrived, nodes }) {
  const from = node.value === null ? `${node.name} neurons above together` : node.name;
  const got = arrived[node.inputs[0]];
  const first = nodes[nodes.length - 1] === node;
  const [so, more, all] = writtenSum([got - comes * a.slope, comes * a.slope]);
  const total = first ? "" : ` Where paths meet, they add up: ${so.text} ${more.value < 0 ? "−" : "+"} ${more.text.replace("−", "")} = <b>${all.text}</b>.`;
  const last = nodes.find(({ op }) => op === "above") === node ? " That is ∂C₀/∂a, all of it." : "";
  if (node.value === null) return `From ${from}, ${a.name} gets ${digits3(comes)}.${total}${last}`;
  return `To ${from} leads a weight, the local slope: ${a.name} gets δ × w = ${times(comes, a.slope)}.${total}${last}`;
}
