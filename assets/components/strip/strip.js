// The digits that were found in one picture. Header: { says, digits: [{ digit, vote, doubt, taken }] }; then
// 784 grey bytes each. Sends `taken`, the number of the one that is to be read.

export default function mount({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".strip");
  const { header, body } = unpack(data);
  const said = root.querySelector("p");
  if (said.textContent !== header.says) said.textContent = header.says; // else it would be read out again
  const list = root.querySelector(".strip-digits");
  while (list.children.length > header.digits.length) list.lastChild.remove();
  while (list.children.length < header.digits.length) list.append(card());
  const inks = ramp(colour(root, "paper"), colour(root, "ink"));
  header.digits.forEach((found, i) => {
    const button = list.children[i];
    paint(button.querySelector("canvas"), body.subarray(784 * i, 784 * (i + 1)), 255, inks);
    tell(button, found);
    button.onclick = () => setTriggerValue("taken", i);
  });
}

/** Kept from message to message, so that the focus stays where it is. */
function card() {
  const button = element("button", "");
  button.type = "button";
  button.append(document.createElement("canvas"), element("b", ""), element("span", ""));
  return button;
}

function tell(button, { digit, vote, doubt, taken }) {
  const [, name, sure] = button.children;
  name.textContent = digit;
  sure.textContent = vote;
  button.classList.toggle("strange", doubt !== "");
  button.setAttribute("aria-pressed", taken);
  button.title = `Read as ${digit}, with a vote of ${vote}${doubt && `. ${doubt}`}.`;
}
