// What digits want of one weight: two of them as bars, ten or a hundred as dots, their mean as a mini-batch's.
// Header: what backprop/views/passes/pulls.py lists; then the two digits, 784 bytes each.

const SIZES = [2, 10, 100];

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".pulls");
  const { header, body } = unpack(data);
  root.count ??= 2;
  const sizes = SIZES.map((count) => {
    const made = element("button", "", count === 2 ? "These two" : `${count} at random`);
    made.type = "button";
    made.onclick = () => show(root, header, body, count);
    return made;
  });
  root.querySelector(".pulls-sizes").replaceChildren(...sizes);
  show(root, header, body, root.count);
}

function show(root, header, images, count) {
  root.count = count;
  SIZES.forEach((size, i) => root.querySelectorAll(".pulls-sizes button")[i].setAttribute("aria-pressed", String(size === count)));
  const values = count === 2 ? header.pair : header.drawn.slice(0, count);
  const reach = Math.max(...values.map(Math.abs)) || 1;
  const found = spread(values);
  const rows = count === 2 ? values.map((value, i) => row(name(header, i), value, reach, header.kind, images.subarray(784 * i, 784 * i + 784), root)) : [];
  root.querySelector(".pulls-rows").replaceChildren(...rows, row(`mean of ${count}: a mini-batch’s gradient`, found.mean, reach, header.kind));
  root.querySelector(".pulls-rows").lastChild.classList.add("mean");
  const svg = root.querySelector(".pulls-dots");
  svg.toggleAttribute("hidden", count === 2);
  svg.setAttribute("aria-label", `${count} gradients from ${digits3(Math.min(...values))} to ${digits3(Math.max(...values))}, their mean ${digits3(found.mean)}`);
  svg.replaceChildren(...(count === 2 ? [] : dots(values, found, reach)));
  const [low, , high] = root.querySelector(".pulls-axis").children;
  [low.textContent, high.textContent] = [`−${digits3(reach)}`, `∂C₀/∂${header.symbol} = ${digits3(reach)}`];
  root.querySelector(".pulls-says").textContent = says(header, count);
}

const name = ({ labels }, i) => (i ? `a ${labels[1]} of the training digits` : `this ${labels[0]}`);

/** Mean, spread σ of one value, and how far the mean of so many strays, σ/√m. */
function spread(values) {
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  const sigma = Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / (values.length - 1));
  return { mean, sigma, error: sigma / Math.sqrt(values.length) };
}

const wants = (value, kind) => (value === 0 ? `no wish for this ${kind}` : `wants it ${value < 0 ? "▲ raised" : "▼ lowered"}`);

function says(header, count) {
  const values = count === 2 ? header.pair : header.drawn.slice(0, count);
  const { mean, sigma, error } = spread(values);
  if (count === 2) return two(values, mean, header);
  const [up, down] = [values.filter((v) => v < 0).length, values.filter((v) => v > 0).length];
  const none = values.length - up - down;
  const counted = `${up} want it raised, ${down} lowered${none ? `, for ${none} the gradient is exactly 0` : ""}.`;
  return (
    `${counted} One digit strays from the mean by σ = ${digits3(sigma)}; the mean of ${count} by about σ/√${count} = ${digits3(error)}, ` +
    `the line through its mark. ${count === 10 ? "More digits, a surer step." : "Ten times as many digits make it only √10 ≈ 3.2 times as sure."}`
  );
}

function two([one, other], mean, { labels, kind }) {
  if (one === 0 && other === 0) return `Neither has anything to say about this ${kind}: both gradients are 0.`;
  if (one === 0 || other === 0) return `Only one of them asks for a change. In a batch of two it counts half: the step is half as long.`;
  if (one < 0 === other < 0) return `Both want it ${one < 0 ? "raised" : "lowered"}: the step goes that way, by the mean of what they ask.`;
  const winner = Math.abs(one) > Math.abs(other) ? labels[0] : labels[1];
  if (mean === 0) return "They pull against each other, equally hard: the weight stays where it is.";
  return `They pull against each other. Wishes add up: the step follows the ${winner}, which pulls harder, by half of what is left.`;
}

function row(text, value, reach, kind, image, root) {
  const made = element("li", "");
  const about = element("div", "");
  const picture = document.createElement("canvas");
  if (image) {
    paint(picture, image, 255, ramp(colour(root, "paper"), colour(root, "ink")));
    picture.setAttribute("role", "img");
    picture.ariaLabel = text;
    about.append(picture);
  }
  const words = element("span", "", text);
  if (!image) words.style.gridColumn = "1 / 3";
  const number = element("small", "");
  number.append(element("b", value < 0 ? "neg" : "pos", digits3(value)), ` ${wants(value, kind)}`);
  words.append(number);
  about.append(words);
  const bars = element("div", "bars");
  const bar = element("i", value < 0 ? "neg" : "pos");
  bar.style.width = `${(50 * Math.abs(value)) / reach}%`;
  if (value) bars.append(bar);
  made.append(about, bars);
  return made;
}

/** Every gradient a dot on the axis, lifted so that dots in one place stay apart; the mean and its σ/√m. */
function dots(values, { mean, error }, reach) {
  const at = (value) => `${(50 + (50 * value) / reach).toFixed(2)}%`;
  const made = values.map((value, i) => {
    const lift = 8 + 70 * ((i * 0.618) % 1);
    return shape("circle", { class: value < 0 ? "neg" : value > 0 ? "pos" : "none", cx: at(value), cy: lift.toFixed(1), r: 3.5 });
  });
  return [
    shape("line", { class: "zero", x1: "50%", x2: "50%", y1: 0, y2: 86 }), ...made,
    shape("line", { class: "whisker", x1: at(mean - error), x2: at(mean + error), y1: 43, y2: 43 }),
    shape("line", { class: "mean-mark", x1: at(mean), x2: at(mean), y1: 30, y2: 56 }),
  ];
}
