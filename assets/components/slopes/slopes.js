// The slope by backpropagation beside the slope measured by nudging, 8 significant digits each.
// Data: { backpropagated, measured, how }

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".slopes");
  const [backpropagated, measured] = root.querySelectorAll("dd");
  write(backpropagated, data.backpropagated);
  write(measured, data.measured);
  root.querySelector("p").textContent = data.how;
}

/** The digits stand in groups of three: set apart by space alone, so that a copy is a number. */
function write(place, slope) {
  place.className = slope < 0 ? "neg" : slope > 0 ? "pos" : "";
  place.title = String(slope);
  const [digits, power] = written(slope).split(" × ");
  const [whole, decimals = ""] = digits.split(".");
  const groups = decimals.match(/.{1,3}/g) ?? [];
  const parts = groups.map((group, i) => (i ? group : `${whole}.${group}`));
  place.replaceChildren(...(parts.length ? parts : [whole]).map(span), power ? ` × ${power}` : "");
}

function written(slope) {
  if (slope === 0) return "0";
  if (Math.abs(slope) >= 1e-4) return slope.toPrecision(8).replace("-", "−");
  const [digits, power] = slope.toExponential(7).split("e");
  return `${digits.replace("-", "−")} × 10${[...power].map((c) => SUPERSCRIPT[c]).join("")}`;
}

function span(text) {
  const made = document.createElement("span");
  made.textContent = text;
  return made;
}
