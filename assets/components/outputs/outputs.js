// The ten outputs against their targets: an ink bar from 0 to a, a tick at y, an arrow over the gap.

export default function ({ parentElement, data }) {
  hear("outputs", parentElement.querySelector(".outputs"), data, show);
}

function show(root, { header: { activations, target } }) {
  root.querySelector("ol").replaceChildren(...target.map((y, j) => row(j, activations?.[j], y)));
}

function row(digit, answer, target) {
  const known = answer !== undefined;
  const item = element("li", known ? "" : "waiting");
  item.classList.toggle("strong", known && Math.abs(answer) >= 0.05);
  item.classList.toggle("target", known && target === 1);
  const track = element("span", "track");
  const value = element("span", "value", known ? answer.toFixed(3).replace("-", "−") : "");
  if (known) {
    item.title = `Output ${digit} answers ${answer.toPrecision(6)}; the target is ${target}.`;
    const bar = element("i", "bar");
    bar.style.width = `${100 * Math.min(1, Math.max(0, answer))}%`;
    const tick = element("i", "tick");
    tick.style.left = `${100 * target}%`;
    if (target === 1) tick.append(element("span", "", "target"));
    track.append(bar, tick);
    if (Math.abs(target - answer) > 0.03) track.append(gapArrow(answer, target));
  }
  item.append(element("span", "name", digit), track, value);
  return item;
}

/** From the answer to the target; the head keeps its size, so it is drawn apart from the line. */
function gapArrow(answer, target) {
  const [from, to] = [answer, target].map((v) => Math.min(1, Math.max(0, v)));
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "gap");
  svg.setAttribute("width", "100%");
  const head = to > from ? "M0 5L-9 0V10Z" : "M0 5L9 0V10Z";
  svg.innerHTML =
    `<line x1="${100 * from}%" x2="${100 * to}%" y1="5" y2="5" stroke-dashoffset="0"/>` +
    `<svg x="${100 * to}%" overflow="visible"><path d="${head}"/></svg>`;
  return svg;
}
