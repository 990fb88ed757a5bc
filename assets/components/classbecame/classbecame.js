// What became of a class's digits in a training. Header: { title, digits: [{ label, before, now, held }] }; then 784
// grey bytes each.

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".classbecame");
  const { header, body } = unpack(data);
  const inks = ramp(colour(root, "paper"), colour(root, "ink"));
  root.querySelector("h2").textContent = header.title;
  root.querySelector("ol").replaceChildren(...header.digits.map((digit, i) => became(digit, body.subarray(784 * i, 784 * (i + 1)), inks)));
}

function became({ label, before, now, held }, pixels, inks) {
  const item = element("li", now === label ? "" : "wrong");
  const canvas = document.createElement("canvas");
  const text = element("div", "", `${before} → `);
  paint(canvas, pixels, 255, inks);
  text.append(element("b", "", now), now === label ? " ✓" : ` ✗ ${label}`, element("span", "", held ? "held out" : "trained on"));
  item.append(canvas, text);
  return item;
}
