// Which parameter or neuron is open, and the ways to another: by index, or one worth a look.
// Data: { symbol: [letter, raised, lowered], plain, typed, thing, value?, why, problem, count }

const WAYS = [["largest", "the largest"], ["zero", "a zero one"], ["surprising", "a surprising one"]];

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".picker");
  const name = root.querySelector(".picker-name");
  name.replaceChildren(formula(...data.symbol));
  name.dataset.thing = data.thing;
  if (data.value !== undefined) name.append(value(data.value));
  const indices = data.symbol[2].includes(",") ? `${data.symbol[2]}: ` : ""; // which is which: to, from
  root.querySelector(".picker-plain").textContent = indices + data.plain;

  const input = root.querySelector("input");
  if (root.typed !== data.typed) input.value = root.typed = data.typed;
  input.title = `Any of the ${data.count} weights and biases, or a neuron: w2 15,7 · b2 15 · n2 14`;
  input.setAttribute("aria-invalid", Boolean(data.problem));
  root.querySelector("form").onsubmit = (event) => {
    event.preventDefault();
    setTriggerValue("typed", input.value);
  };

  const ways = root.querySelector(".picker-ways");
  if (!ways.children.length) ways.append(...WAYS.map(([, label]) => button(label)));
  WAYS.forEach(([way], i) => (ways.children[i].onclick = () => setTriggerValue("asked", way)));

  const said = root.querySelector(".picker-said");
  said.textContent = data.problem || data.why;
  said.classList.toggle("problem", Boolean(data.problem));
}

/** w with its layer above and its indices below, in MathML. */
function formula(letter, raised, lowered) {
  const node = (tag, ...children) => {
    const made = document.createElementNS("http://www.w3.org/1998/Math/MathML", tag);
    made.append(...children);
    return made;
  };
  return node("math", node("msubsup", node("mi", letter), node("mtext", lowered), node("mtext", raised)));
}

function value(number) {
  const made = document.createElement("b");
  made.className = number < 0 ? "neg" : "pos";
  made.textContent = `= ${digits3(number)}`;
  return made;
}

function button(label) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  return made;
}
