// Prints the page, says how much stands on one, or closes the handout.
// Data: { each, notes, lines, form }. Sends `wished`, what of these was chosen, and `close`.

// A sheet of paper, in the pixels in which assets/slides.css lays it out: A4 or one slide alone.
const PAPER = { "1bare": "1280px 720px", "2bare": "1280px 1810px", "4bare": "1810px 1280px" };
const PORTRAIT = "1280px 1810px";

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".handout");
  root.querySelector(`[name=each][value="${data.each}"]`).checked = true;
  for (const name of ["notes", "lines"]) root.querySelector(`[name=${name}]`).checked = data[name];
  root.querySelector("style").textContent = `@media print { @page { size: ${PAPER[data.form] ?? PORTRAIT} !important; margin: 0 !important; } }`;
  root.onclick = ({ target }) => {
    if (target.dataset.do === "print") print();
    if (target.dataset.do === "close") setTriggerValue("close", true);
  };
  root.onchange = ({ target }) => setTriggerValue("wished", { [target.name]: target.type === "radio" ? Number(target.value) : target.checked });
}
