// One neuron: its sum, its activation, what comes back to it.
// Header: what backprop/views/passes/neuron.py `_about` lists; then, for layer 1, weights, pixels and their
// products, 784 float32 each.

const POWER = 0.6;

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".neuronview");
  const { header, body } = unpack(data);
  const open = (typed) => setTriggerValue("opened", typed);
  showImages(root, header, new Float32Array(body.buffer));
  showTerms(root, header, open);
  showActivation(root, header);
  showReturn(root, header);
  walkable(root, ".neuronview-terms b, .neuronview-answer [data-thing], dd, .neuronview-delta [data-thing]");
  light();
}

// --- the sum ---

function showImages(root, { images, name, index: neuron }, values) {
  const place = root.querySelector(".neuronview-images");
  if (!images) return place.replaceChildren();
  const [weights, pixels, products] = [0, 784, 1568].map((from) => values.subarray(from, from + 784));
  const paper = colour(root, "paper");
  const above = ramp(paper, colour(root, "pos"), POWER);
  const below = ramp(paper, colour(root, "neg"), POWER);
  const ink = ramp(paper, colour(root, "ink"));
  const largest = (numbers) => numbers.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  const image = (numbers, caption, ...colours) => {
    const made = element("figure", "");
    const canvas = document.createElement("canvas");
    canvas.setAttribute("role", "img");
    canvas.ariaLabel = `${caption} of ${name}, 28 by 28`;
    canvas.addEventListener("pointermove", (event) => {
      const { row, column, index } = pixelAt(canvas, event);
      point(`weight 1 ${neuron} ${index}, a 0 ${index}`);
      canvas.title = `row ${row}, column ${column}: ${productOf(weights[index], pixels[index])}`;
    });
    canvas.addEventListener("pointerleave", () => point(undefined));
    paint(canvas, numbers, largest(numbers), ...colours);
    made.append(canvas, element("figcaption", "", caption));
    return made;
  };
  place.replaceChildren(
    image(weights, "weights", above, below), element("span", "", "×"),
    image(pixels, "pixels", ink), element("span", "", "="),
    image(products, "products", above, below),
  );
}

function showTerms(root, header, open) {
  const { terms, positive, negative } = header;
  const largest = Math.max(...terms.slice(0, -1).map((term) => Math.abs(term.value))) || 1;
  const rows = terms.map((term, i) => {
    const made = element("li", i === terms.length - 1 ? "total" : "");
    const name = about(term.about, element("span", ""));
    name.append(term.open ? opener(term.name, term.open, open) : term.name);
    if (term.factors) name.append(factorsOf(term));
    const bars = element("span", "bars");
    const bar = element("i", term.value < 0 ? "neg" : "pos");
    bar.style.width = `${(50 * Math.abs(term.value)) / largest}%`;
    if (i < terms.length - 1) bars.append(bar);
    else bars.style.visibility = "hidden";
    made.append(name, bars, about(term.about, element("b", term.value < 0 ? "neg" : "pos", term.written)));
    return made;
  });
  root.querySelector(".neuronview-terms").replaceChildren(...rows);
  root.querySelector(".neuronview-votes").textContent =
    header.layer === 1 ? "" : `Of the contributions, those above 0 add up to about ${digits3(positive)}, those below 0 to about ${digits3(negative)}.`;
}

function factorsOf({ weight, input, factors, equals }) {
  const made = element("small", "");
  made.append(saying(factors[0], digits3(weight)), " × ", saying(factors[1], digits3(input)), ` ${equals}`);
  return made;
}

function opener(text, typed, open) {
  const made = element("button", "", text);
  made.type = "button";
  made.title = `Open ${typed}`;
  made.onclick = () => open(typed);
  return made;
}

// --- the activation ---

function showActivation(root, { curve, z, a, slope, saturated, name, layer, index }) {
  const left = 30, right = 290, top = 14, bottom = 150;
  const low = Math.min(0, ...curve.values), high = Math.max(1, ...curve.values);
  const x = (at) => left + ((at + curve.reach) / (2 * curve.reach)) * (right - left);
  const y = (at) => bottom - ((at - low) / (high - low)) * (bottom - top);
  const last = curve.values.length - 1;
  const points = curve.values.map((v, i) => `${x(((2 * i) / last - 1) * curve.reach)},${y(v)}`);
  const [dx, dy] = [x(1) - x(0), (y(1) - y(0)) * slope];
  const scale = Math.min(52 / Math.hypot(dx, dy), (x(z) - left) / dx, (right - x(z)) / dx);
  const point = shape("circle", { class: "disc", cx: x(z), cy: y(a), r: 7 });
  point.style.fill = `color-mix(in srgb, var(--ink) ${100 * Math.min(1, Math.abs(a))}%, var(--paper))`;
  const svg = root.querySelector("section svg");
  svg.setAttribute("aria-label", `a = ${digits3(a)} at z = ${digits3(z)}, slope ${digits3(slope)}`);
  svg.replaceChildren(
    ...[low, high].flatMap((v) => [
      shape("line", { class: "axis", x1: left, x2: right, y1: y(v), y2: y(v) }),
      label(Number(v.toFixed(1)), left - 14, y(v) + 4),
    ]),
    shape("polyline", { class: "curve", points: points.join(" ") }),
    shape("line", { class: "drop", x1: x(z), x2: x(z), y1: y(a), y2: bottom + 8 }),
    shape("line", {
      class: "tangent", x1: x(z) - dx * scale, x2: x(z) + dx * scale, y1: y(a) - dy * scale, y2: y(a) + dy * scale,
    }),
    point,
    label(`z = ${digits3(z)}`, Math.min(262, Math.max(62, x(z))), bottom + 26),
  );
  about(`neuron ${layer} ${index}`, svg);
  const tangent = about(`slope ${layer} ${index}`, element("span", "slope", `slope σ′(z) = ${digits3(slope)}`));
  root.querySelector(".neuronview-answer").replaceChildren(
    saying(`a ${layer} ${index}`, `a = ${digits3(a)}`), ", ", tangent,
    ...linked(saturated
      ? `. It is [saturated](#word-saturated): on this flat part of the curve ${name} hardly moves, so hardly anything gets back through it.`
      : ". It can still move: what comes back is multiplied by this slope."),
  );
}

// --- what comes back ---

function showReturn(root, header) {
  const { by_activation: byActivation, delta, slope, name, layer, index } = header;
  const its = (kind, made) => about(`${kind} ${layer} ${index}`, made);
  const wish = byActivation < 0 ? "▲ be more active" : byActivation > 0 ? "▼ be less active" : "none";
  const tone = (value) => (value < 0 ? "neg" : value > 0 ? "pos" : "");
  root.querySelector("dl").replaceChildren(
    its("wish", element("dt", "", "∂C₀/∂a, how fast the cost rises with a")), its("wish", element("dd", tone(byActivation), digits3(byActivation))),
    its("wish", element("dt", "", "its wish, −∂C₀/∂a: which way a should change to lower the cost")),
    its("wish", element("dd", "wish", `${wish}, ${digits3(Math.abs(byActivation))}`)),
    its("delta", element("dt", "", "δ = σ′ · ∂C₀/∂a, how much the cost changes for each 1 that z grows")),
    its("delta", element("dd", tone(delta), digits3(delta))),
  );
  const why = delta > 0 ? "raising z raises the cost, so z will be lowered" : "raising z lowers the cost, so z will be raised";
  const so = delta === 0 ? "nothing gets through" : `δ is ${delta > 0 ? "above" : "below"} 0: ${why}`;
  const bracket = byActivation < 0 ? `(${digits3(byActivation)})` : digits3(byActivation);
  const say = (kind, text) => its(kind, element("span", "", text));
  root.querySelector(".neuronview-delta").replaceChildren(
    say("slope", digits3(slope)), " × ", say("wish", bracket), ` ${equals(delta, slope, byActivation)} `, say("delta", digits3(delta)),
    `; ${so}.${layer === 1 ? " It has no wish for the layer before: pixels are what they are." : ""}`,
  );
  const place = root.querySelector(".neuronview-wishes");
  if (!header.wishes.length) return place.replaceChildren();
  const [what, whom] = [saying(`delta ${layer} ${index}`, "−δ · w"), saying(`layer ${layer - 1}`, `layer ${layer - 1}`)];
  const words = element("p", "");
  words.append(`What ${name} wishes of `, whom, ": ", what);
  place.replaceChildren(words, arrows(header));
}

function arrows({ wishes, layer, index }) {
  const largest = Math.max(...wishes.map(Math.abs)) || 1;
  const pitch = 360 / wishes.length;
  const svg = shape("svg", { viewBox: "0 0 360 92", role: "img", "aria-label": `wishes of layer ${layer - 1}` });
  svg.append(shape("line", { class: "axis", x1: 0, x2: 360, y1: 38, y2: 38 }));
  wishes.forEach((wish, k) => {
    const x = (k + 0.5) * pitch;
    const length = (34 * Math.abs(wish)) / largest;
    const group = about(`weight ${layer} ${index} ${k}`, shape("g", {}));
    const title = shape("title", {});
    title.textContent = `layer ${layer - 1} · neuron ${k}: ${wish > 0 ? "up" : "down"} ${digits3(wish)}`;
    group.append(title, ...arrow(x, 38, wish < 0 ? length : -length));
    svg.append(group);
    if (wishes.length <= 20 || k % 5 === 0) svg.append(label(k, x, 90));
  });
  return svg;
}

function arrow(x, y, length) {
  const head = Math.min(9, Math.abs(length)) * Math.sign(length);
  return [
    shape("line", { class: "arrow", x1: x, x2: x, y1: y, y2: y + length - head }),
    shape("path", { class: "head", d: `M${x} ${y + length}l${-head * 0.6} ${-head}h${head * 1.2}z` }),
  ];
}

function label(text, x, y) {
  const made = shape("text", { x, y });
  made.textContent = text;
  return made;
}
