// Prints the page once all of it is there, says how much stands on one, or closes the handout.
// Data: { each, notes, lines, form, making: which handout this is; the page bears it at the end }. Sends `wished`, what of these was chosen, and `close`.

// A sheet of paper, in the pixels in which assets/slides.css lays it out: A4 or one slide alone.
const PAPER = { "1bare": "1280px 720px", "2bare": "1280px 1810px", "4bare": "1810px 1280px" };
const PORTRAIT = "1280px 1810px";
const DRAWN = ".slidefigure svg > *, img, [role=alert]";
const LOOK = 200; // ms between two looks whether all is there

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".handout");
  root.querySelector(`[name=each][value="${data.each}"]`).checked = true;
  for (const name of ["notes", "lines"]) root.querySelector(`[name=${name}]`).checked = data[name];
  root.querySelector("style").textContent = `@media print { @page { size: ${PAPER[data.form] ?? PORTRAIT} !important; margin: 0 !important; } }`;
  root.onclick = ({ target }) => {
    if (target.dataset.do === "print") print();
    if (target.dataset.do === "close") setTriggerValue("close", true);
  };
  clearInterval(root.looking);
  root.looking = setInterval(() => offerPrint(root, data.making), LOOK);
  offerPrint(root, data.making);
  root.onchange = ({ target }) => setTriggerValue("wished", { [target.name]: target.type === "radio" ? Number(target.value) : target.checked });
  return whenGone(root, () => clearInterval(root.looking));
}

/** In its place stands what is waited for; what was printed before would lack figures and answers. */
function offerPrint(root, making) {
  const whole = isWhole(making);
  root.querySelector(".handout-wait").hidden = whole;
  root.querySelector("[data-do=print]").hidden = !whole;
  if (whole) clearInterval(root.looking);
}

/** Whether the server has made this handout to the end, and the browser drawn all its figures. */
function isWhole(making) {
  if (!document.querySelector(`.handout-made[data-making="${making}"]`)) return false;
  const figures = [...document.querySelectorAll('.st-key-handout [class*="st-key-slide_live"]')];
  return !document.querySelector('.st-key-handout [data-testid="stSkeleton"]') && figures.every((figure) => figure.querySelector(DRAWN));
}
