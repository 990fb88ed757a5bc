// What the digit is meant to be. Header: { label: 0 … 9, or null while there is nothing to name, guessed, serial }.
// Clicks travel as a trigger: a state would be sent back with every stroke and answer for the user. The
// canvas, if there is one, hears of them first: its live channel answers at once, and numbers them.

export default function mount({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".label");
  const row = root.querySelector("div");
  if (!row.children.length) row.append(...Array.from({ length: 10 }, (_, digit) => choice(digit)));
  row.querySelectorAll("input").forEach((input, digit) => {
    // a click on the digit that is marked already, as the guess, changes nothing and yet says something
    input.onclick = () => setTriggerValue("chosen", { digit, serial: LISTENERS.get("said")?.(digit) ?? 0 });
  });
  hear("label", root, data, show);
}

function show(root, { header: { label, guessed } }) {
  root.disabled = label === null;
  root.querySelector("legend").textContent = `It is meant to be${guessed ? " … (its guess, until you say)" : ""}`;
  root.querySelectorAll("input").forEach((input, digit) => (input.checked = digit === label));
}

function choice(digit) {
  const label = document.createElement("label");
  const input = document.createElement("input");
  const text = document.createElement("span");
  input.type = "radio";
  input.name = "label";
  text.textContent = digit;
  label.append(input, text);
  return label;
}
