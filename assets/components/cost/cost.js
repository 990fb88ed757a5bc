// The cost C₀: each term a square on its gap, and one square as large as all of them together.

const TRACK = 112; // px: the length of 1, as on the bars of the outputs
const SMALLEST = 2; // px: below this a square is a dot

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".cost");
  root.pitch ??= pitchOf(root);
  hear("cost", root, data, (_, { header }) => {
    root.said = header;
    show(root, header);
  });
  if (!root.resizing) {
    root.resizing = new ResizeObserver(() => {
      root.pitch = pitchOf(root); // rows are lower where there is less room
      show(root, root.said);
    });
    root.resizing.observe(root.querySelector("ol"));
  }
  return whenGone(root, () => {
    root.resizing.disconnect();
    delete root.resizing;
  });
}

function show(root, data) {
  const list = root.querySelector("ol");
  const { gaps, terms, total } = data;
  const known = gaps !== undefined;
  root.classList.toggle("waiting", !known);
  const rows = known ? gaps : Array(data.outputs).fill(undefined);
  const unit = known ? unitThatFits(gaps, root.pitch) : 0;
  list.replaceChildren(...rows.map((gap, j) => row(gap, terms?.[j], Math.abs(gap) * unit)));
  root.querySelector(".cost-scale").textContent = known && unit < TRACK ? `squares drawn at ${unit === TRACK / 2 ? "half size" : "a quarter"}` : "";
  root.querySelector(".cost-note").textContent = known && terms.includes("") ? `. A dot: below ${data.smallest}` : "";
  root.querySelector("strong").textContent = known ? total : "–";
  if (!known) return;
  const square = root.querySelector(".cost-square");
  const side = Math.hypot(...gaps) * unit;
  square.style.width = square.style.height = `${side}px`;
  square.classList.toggle("small", side < 32);
}

/** The height of a row in px, as the styles say. */
const pitchOf = (root) => parseFloat(getComputedStyle(root).getPropertyValue("--row"));

/** Full size where the squares keep clear of each other, else a half or a quarter of it. */
function unitThatFits(gaps, pitch) {
  const sides = gaps.map(Math.abs);
  const closest = Math.max(...sides.slice(1).map((side, j) => (side + sides[j]) / 2));
  const fits = (unit) => closest * unit < pitch && Math.hypot(...sides) * unit <= 2 * pitch;
  return [TRACK, TRACK / 2].find(fits) ?? TRACK / 4;
}

function row(gap, term, side) {
  const item = document.createElement("li");
  if (gap === undefined) return item;
  const square = document.createElement("i");
  if (side > SMALLEST) square.style.width = square.style.height = `${side}px`;
  else square.className = "dot";
  item.title = `(${digits3(gap)})² ${equals(gap * gap, gap, gap)} ${digits3(gap * gap)}`;
  item.append(square, term);
  return item;
}
