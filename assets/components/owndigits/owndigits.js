// The visitor's own drawings among the training examples, and how each is read: when it was added → now.
// Header: { note, digits: [{ number, title, lines: [[name, before, now]], remove }] }; then 784 grey bytes each.
// Sends `removed`, the number of one.

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".owndigits");
  const { header, body } = unpack(data);
  const inks = ramp(colour(root, "paper"), colour(root, "ink"));
  const list = root.querySelector("ol");
  while (list.children.length > header.digits.length) list.lastChild.remove();
  while (list.children.length < header.digits.length) list.append(card());
  header.digits.forEach(({ number, title, lines, remove }, i) => {
    const [canvas, text, button] = list.children[i].children;
    paint(canvas, body.subarray(784 * i, 784 * (i + 1)), 255, inks);
    text.replaceChildren(element("b", "", title), ...lines.map(line));
    button.title = button.ariaLabel = remove;
    button.onclick = () => setTriggerValue("removed", number);
  });
  root.querySelector("p").textContent = header.note;
}

/** Kept from message to message, so that a button under the pointer stays the same button. */
function card() {
  const item = document.createElement("li");
  const button = element("button", "", "×");
  button.type = "button";
  item.append(document.createElement("canvas"), document.createElement("div"), button);
  return item;
}

function line([name, before, now]) {
  const made = element("div", "", `${name}: ${before} → `);
  made.append(element("b", "", now));
  return made;
}
