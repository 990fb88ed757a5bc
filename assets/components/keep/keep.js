// A link to what is on the screen, and its figure as a picture.
// Data: { params: what the link says beyond the page's address, left_out: a sentence }.
// Sends `film`, how far the animation has come, and `mode`, which of its pictures a slide's figure shows.

const SCALE = 2; // pixels of a PNG for each unit of an SVG
// What a figure's marks get from style sheets, and must carry themselves in a file of their own.
const STYLES = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-opacity"];
STYLES.push("opacity", "visibility", "font-family", "font-size", "font-style", "font-weight", "text-anchor");
STYLES.push("dominant-baseline", "letter-spacing", "image-rendering", "paint-order");

export default function ({ parentElement, data, setStateValue }) {
  const root = parentElement.querySelector(".keep");
  const field = root.querySelector("input");
  const seen = seenHere();
  for (const [name, value] of Object.entries(seen)) setStateValue(name, value);
  field.value = linkTo(location.href, { ...data.params, ...seen });
  field.onfocus = () => field.select();
  root.querySelector(".keep-copy").onclick = () => copy(field).then((said) => say(root, said));
  const left = root.querySelector(".keep-left");
  left.textContent = data.left_out;
  left.hidden = !data.left_out;
  offer(root.querySelector(".keep-figure"), figure());
}

/** What only the browser knows of the screen. */
function seenHere() {
  const film = document.querySelector(".stage")?.dataset.position;
  const mode = document.querySelector(".slidefigure")?.dataset.mode;
  return { ...(film > 0 && { film }), ...(mode && { mode }) };
}

function say(root, text) {
  root.querySelector("[role=status]").textContent = text;
}

/** The page's address with more said in it. */
function linkTo(address, params) {
  const url = new URL(address);
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  return url.href;
}

/** Over plain http from another computer a browser copies only what is selected. */
async function copy(field) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return "Copied.";
  } catch {
    return document.execCommand("copy") ? "Copied." : "Selected: copy it with Ctrl+C.";
  }
}

/** The page's main figure: the animation's canvas, the heatmaps, or a slide's drawing; or null. */
function figure() {
  const found = [".stage canvas", ".heatmaps", ".slidefigure svg[viewBox]"].map((one) => document.querySelector(one));
  return found.find(Boolean) ?? null;
}

function offer(row, found) {
  row.hidden = !found;
  row.replaceChildren(row.firstElementChild);
  if (!found) return;
  const name = `backprop-${found.closest("[data-kind]")?.dataset.kind ?? "passes"}`;
  const button = (format, make) => {
    const made = element("button", "", format);
    made.type = "button";
    made.ariaLabel = `Save the figure as ${format}`;
    made.onclick = async () => save(await make(found), `${name}.${format.toLowerCase()}`);
    row.append(made);
  };
  if (found.heatmaps) return button("PNG", () => asBlob(found.heatmaps.picture(SCALE)));
  if (found.tagName === "CANVAS") return button("PNG", onPaper);
  button("SVG", async (svg) => new Blob([await alone(svg)], { type: "image/svg+xml" }));
  button("PNG", asPng);
}

const paper = (part) => getComputedStyle(part.closest(".stApp")).backgroundColor;

/** A canvas on the colour of its page. */
function onPaper(canvas) {
  const made = document.createElement("canvas");
  [made.width, made.height] = [canvas.width, canvas.height];
  const context = made.getContext("2d");
  context.fillStyle = paper(canvas);
  context.fillRect(0, 0, made.width, made.height);
  context.drawImage(canvas, 0, 0);
  return asBlob(made);
}

const asBlob = (canvas) => new Promise((resolve) => canvas.toBlob(resolve));

/** A drawing as a file's text: its marks carry their styles, and it has its size, paper and type. */
async function alone(svg) {
  const copied = svg.cloneNode(true);
  const [marks, copies] = [svg, copied].map((one) => [...one.querySelectorAll("*")]);
  marks.forEach((mark, i) => {
    const style = getComputedStyle(mark);
    for (const name of STYLES) copies[i].style.setProperty(name, style.getPropertyValue(name));
  });
  const [left, top, width, height] = svg.getAttribute("viewBox").split(/[ ,]+/).map(Number);
  const [title, type] = [shape("title", {}), shape("style", {})];
  title.textContent = svg.getAttribute("aria-label") ?? "";
  type.textContent = await typeOf(marks);
  copied.prepend(title, type, shape("rect", { x: left, y: top, width, height, fill: paper(svg) }));
  for (const [name, value] of Object.entries({ width, height, xmlns: "http://www.w3.org/2000/svg" })) {
    copied.setAttribute(name, value);
  }
  copied.removeAttribute("style");
  return new XMLSerializer().serializeToString(copied);
}

/** The typefaces that these marks are written in, as rules that hold them. */
async function typeOf(marks) {
  const face = ({ fontFamily, fontStyle }) => `${fontFamily.split(",")[0].replace(/["']/g, "")} ${fontStyle || "normal"}`;
  const used = new Set(marks.map((mark) => face(getComputedStyle(mark))));
  const sheets = [...document.styleSheets].filter(({ href }) => !href || href.startsWith(location.origin));
  const faces = sheets.flatMap((sheet) => [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule));
  const rules = faces.filter(({ style }) => used.has(face(style))).map(held);
  return (await Promise.all(rules)).join("\n");
}

/** A rule for a typeface, with the typeface in it instead of its address. */
async function held(rule) {
  const [, address] = rule.style.getPropertyValue("src").match(/url\("?([^")]+)"?\)/);
  const found = await fetch(new URL(address, rule.parentStyleSheet.href ?? location.href));
  return rule.cssText.replaceAll(address, await asAddress(await found.blob()));
}

function asAddress(blob) {
  const reader = new FileReader();
  reader.readAsDataURL(blob);
  return new Promise((resolve) => (reader.onload = () => resolve(reader.result)));
}

async function asPng(svg) {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(await alone(svg))}`;
  return rasterised(image, SCALE);
}
