// What the components have in common; put in front of each one's own script.

/** A message of bytes: 4 bytes length (little endian), that much JSON, then the raw numbers. */
function unpack(bytes) {
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + size)));
  return { header, body: bytes.slice(4 + size) };
}

/** The same the other way. */
function packed(header, body) {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(4 + text.length + body.length);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  bytes.set(body, 4 + text.length);
  return bytes;
}

// What each part of the page on the screen does with news of it, by its name. One table for all
// components, each of which has its own copy of this script.
const LISTENERS = (window.backpropListeners ??= new Map());

/**
 * Draw a part of the page from bytes: as Streamlit gives them now, and as the live channel brings
 * them while the pen moves. An older drawing never replaces a newer one, and what is shown already
 * is not drawn again. Headers hold the drawing's `serial`. `painted`: in the theme's colours, on canvases;
 * others are spared the question which theme it is, for which the browser has to settle all styles.
 */
function hear(part, root, bytes, draw, painted = false) {
  const take = (news) => {
    const message = unpack(news);
    const { serial } = message.header;
    const colorScheme = painted && getComputedStyle(root).colorScheme;
    if (serial < Number(root.dataset.drawing)) return;
    if (root.shown?.colorScheme === colorScheme && alike(root.shown.news, news)) return;
    root.shown = { news, colorScheme };
    draw(root, message);
    root.dataset.drawing = serial;
  };
  LISTENERS.set(part, take);
  take(bytes);
}

function alike(one, other) {
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}

/** The theme's colour `--name` on this element as [red, green, blue]. */
function colour(element, name) {
  notePainted(element);
  const hex = getComputedStyle(element).getPropertyValue(`--${name}`).trim();
  return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
}

/** Notes whether what is painted here is painted for the dark theme: paper needs it light; see print.css. */
function notePainted(element) {
  element.classList.toggle("painted-dark", getComputedStyle(element).colorScheme === "dark");
}

/** 256 colours from one to another, as the pixels of an ImageData; `power` < 1 lifts small values. */
function ramp(from, to, power = 1) {
  return Uint32Array.from({ length: 256 }, (_, level) => {
    const share = (level / 255) ** power;
    const [red, green, blue] = from.map((v, i) => Math.round(v + (to[i] - v) * share));
    return (255 << 24) | (blue << 16) | (green << 8) | red;
  });
}

/** Paint a 28×28 picture of `values` on `canvas`; `max` gets the full colour, its sign the ramp. */
function paint(canvas, values, max, above, below = above) {
  if (canvas.width !== 28 || canvas.height !== 28) canvas.width = canvas.height = 28;
  const context = canvas.getContext("2d");
  const image = context.createImageData(28, 28);
  const pixels = new Uint32Array(image.data.buffer);
  const scale = max > 0 ? 255 / max : 0;
  for (let i = 0; i < values.length; i++) {
    const level = Math.min(255, Math.round(Math.abs(values[i]) * scale));
    pixels[i] = (values[i] < 0 ? below : above)[level];
  }
  context.putImageData(image, 0, 0);
}

const SUPERSCRIPT = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

/** A number with so many significant digits and a true minus sign: −0.0123, 4.56 × 10⁻⁷, 1.23 × 10⁵. */
function significant(value, count) {
  if (value === 0) return "0";
  const text = Math.abs(value) < 1e-4 ? value.toExponential(count - 1) : value.toPrecision(count);
  const [digits, power] = text.replace(/^-/, "−").split("e");
  if (!power) return digits;
  return `${digits} × 10${[...String(Number(power))].map((c) => SUPERSCRIPT[c]).join("")}`;
}

const digits3 = (value) => significant(value, 3);

/** Two numbers with as many digits, 3 to 8, as tell them apart; null where 8 do not. */
function apart(one, other) {
  for (let count = 3; count <= 8; count++) {
    const texts = [significant(one, count), significant(other, count)];
    if (texts[0] !== texts[1]) return texts;
  }
  return null;
}

/**
 * Values of any sign in units of their last place, so that these add up to the rounded sum: what is cut
 * off decides who is rounded up instead, as `round_together` in backprop/explain.py says.
 */
function roundTogether(values, decimals) {
  const scaled = Array.from(values, (value) => value * 10 ** decimals);
  const units = scaled.map(Math.trunc);
  const lost = scaled.map((value, i) => Math.round(1e6 * Math.abs(value - units[i])) / 1e6);
  const byLoss = Array.from(lost.keys()).sort((i, j) => lost[j] - lost[i] || Math.abs(scaled[j]) - Math.abs(scaled[i]));
  const add = (list) => list.reduce((total, value) => total + value, 0);
  const total = Math.round(add(scaled));
  const halves = lost.filter((rest) => rest >= 0.5).length;
  let [reached, up] = [add(units), NaN];
  for (let count = 0; count <= units.length; count++) {
    const nearer = !(Math.abs(up - halves) <= Math.abs(count - halves));
    if (reached === total && nearer) up = count;
    reached += Math.sign(scaled[byLoss[count]]);
  }
  for (const i of byLoss.slice(0, up)) units[i] += Math.sign(scaled[i]);
  return units;
}

/** Terms and, last, their total, written so that what is shown adds up: the total has two digits or more. */
function writtenSum(terms) {
  const total = terms.reduce((sum, term) => sum + term, 0);
  const decimals = Math.min(9, Math.max(3, 1 - Math.floor(Math.log10(Math.abs(total) || 1))));
  const units = roundTogether(terms, decimals);
  return [...units, units.reduce((sum, unit) => sum + unit, 0)].map((unit) => unit / 10 ** decimals)
    .map((value) => ({ value, text: value.toFixed(decimals).replace(/^-/, Number(value) ? "−" : "") }));
}

/** A number as it is shown, with three digits. */
const rounded = (value) => Number(value.toPrecision(3));

/** "=" where the rounded factors multiply to the rounded product, as a reader would check it; else "≈". */
function equals(product, ...factors) {
  const shown = factors.reduce((result, factor) => result * rounded(factor), 1);
  return digits3(shown) === digits3(product) ? "=" : "≈";
}

/** Two factors and their product. */
const productOf = (one, other) => `${digits3(one)} × ${digits3(other)} ${equals(one * other, one, other)} ${digits3(one * other)}`;

/** Which of a canvas's 28×28 pixels a pointer event is on. */
function pixelAt(canvas, event) {
  const box = canvas.getBoundingClientRect();
  const along = (distance, length) => Math.min(27, Math.max(0, Math.floor((distance / length) * 28)));
  const column = along(event.clientX - box.left, box.width);
  const row = along(event.clientY - box.top, box.height);
  return { row, column, index: 28 * row + column };
}

/** What Streamlit calls at the end of a component. It also calls it for a message that a newer one has
 * overtaken, while the component is still on the page: then there is nothing to end. */
function whenGone(root, close) {
  return () => {
    if (!root.isConnected) close();
  };
}

/** Ends the object that a component keeps on its root under a name. Streamlit may mount the same root once
 *  more: then it is made anew, and draws what it is told even if that was shown before. */
function untilGone(root, name) {
  return whenGone(root, () => {
    root[name].close();
    delete root[name];
    delete root.shown;
  });
}

/** Say what a person has done; the way through the app listens, see components/stop. */
function did(name) {
  document.dispatchEvent(new CustomEvent("did", { detail: name }));
}

/** An HTML element with a class and, if given, a text. */
function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** An SVG element with these attributes. */
function shape(tag, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/**
 * A text as nodes: [words](#word-…) are links that open their cards (see components/glossary), and
 * [its wish](#thing-wish-2-5) lights up what it is about (see things.js).
 */
function linked(text) {
  return text.split(/(\[[^\]]+\]\(#(?:word|thing)-[a-z0-9*, -]+\))/).map((part) => {
    const [, word, kind, name] = part.match(/^\[([^\]]+)\]\(#(word|thing)-([^)]+)\)$/) ?? [];
    if (!word) return part;
    const made = element(kind === "word" ? "a" : "span", "", word);
    if (kind === "word") made.href = `#word-${name}`;
    else made.dataset.thing = name.replaceAll("-", " ");
    return made;
  });
}
