// The slope by backpropagation beside the slope measured by nudging, 8 significant digits each.
// Data: { thing, backpropagated, measured, how }

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".slopes");
  const [backpropagated, measured] = root.querySelectorAll("dd");
  write(backpropagated, data.backpropagated);
  write(measured, data.measured);
  for (const words of root.querySelectorAll("dt, dd")) words.dataset.thing = data.thing;
  root.querySelector("p").textContent = data.how;
}

/** The digits stand in groups of three: set apart by space alone, so that a copy is a number. */
function write(place, slope) {
  place.className = slope < 0 ? "neg" : slope > 0 ? "pos" : "";
  place.title = String(slope);
  const [digits, power] = significant(slope, 8).split(" × ");
  const [whole, decimals = ""] = digits.split(".");
  const groups = decimals.match(/.{1,3}/g) ?? [];
  const parts = groups.map((group, i) => (i ? group : `${whole}.${group}`));
  place.replaceChildren(...(parts.length ? parts : [whole]).map(span), power ? ` × ${power}` : "");
}

function span(text) {
  const made = document.createElement("span");
  made.textContent = text;
  return made;
}
