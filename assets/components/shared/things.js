// Words and pictures that are about the same thing light each other up. An element says by `data-thing`
// what it is about: `a 2 5` (activation of neuron 5 of layer 2; `a 0 312` is a pixel), `z 2 5`, `b 2 5`,
// `slope 2 5` (σ′), `wish 2 5`, `delta 2 5`, `w 3 2 5` (layer, to, from), `grad 3 2 5` (∂C/∂w), `y 2`, `cost`,
// `alpha`, `pass` (back); `batch full`, `batch mini`; why nothing moves: `paper`, `saturated`, `unasked`, or
// `movable`. `neuron 2 5`, `weight 3 2 5` and `layer 2` are all of it, `*` is any index, a comma "and". In
// Markdown a link does the same, also round a factor of a formula: [its wish](#thing-wish-3-2). What is
// pointed at stands on <html> as `data-pointed`; the event `thing` of the document tells it (or null) to what
// is drawn on a canvas.

const THING = '[data-thing], a[href^="#thing-"]';
const WHOLE = {
  neuron: ["a", "z", "b", "slope", "wish", "delta"],
  weight: ["w", "grad"],
  layer: ["neuron"],
};

/** What an element is about, or undefined. */
const thingOf = (element) => {
  const named = element?.closest?.(THING);
  return named?.getAttribute("data-thing") ?? named?.getAttribute("href").slice("#thing-".length).replaceAll("-", " ");
};

/** "w 3 2 5, cost" as [["w", "3", "2", "5"], ["cost"]]. */
const partsOf = (thing) => thing.split(",").map((one) => one.trim().split(" "));

/** Whether two things are the same, or one holds the other. */
function related(one, other) {
  return partsOf(one).some((p) => partsOf(other).some((q) => {
    const kin = p[0] === q[0] || WHOLE[p[0]]?.includes(q[0]) || WHOLE[q[0]]?.includes(p[0]);
    const shared = Math.min(p.length, q.length);
    return kin && p.slice(1, shared).every((index, i) => index === "*" || q[i + 1] === "*" || index === q[i + 1]);
  }));
}

const pointed = () => document.documentElement.dataset.pointed;

/** Points at a thing, or with undefined at none. */
function point(thing) {
  if (thing === pointed()) return;
  if (thing === undefined) delete document.documentElement.dataset.pointed;
  else document.documentElement.dataset.pointed = thing;
  document.dispatchEvent(new CustomEvent("thing", { detail: thing ?? null }));
}

/** A formula alone gives its link no name. Streamlit sets it some time after the words around it, and uses
 *  a slide's links for the next slide's. */
function nameFormulas() {
  for (const link of document.querySelectorAll('a[href^="#thing-"]:is(:has(math), :has(.sr-only))')) {
    const formula = link.querySelector("math mrow")?.textContent;
    const before = link.querySelector(".sr-only");
    if (before?.textContent === formula) continue;
    before?.remove();
    if (!formula) continue;
    const name = element("span", "sr-only", formula);
    name.translate = false;
    link.append(name);
  }
}

/** Lights up the words for what is pointed at: also for words that have just been written. */
function light() {
  for (const lit of document.querySelectorAll("[data-lit]")) lit.removeAttribute("data-lit");
  if (pointed() === undefined) return;
  for (const word of document.querySelectorAll(THING)) word.toggleAttribute("data-lit", related(thingOf(word), pointed()));
}

/** Marks an element as being about a thing. */
function about(thing, made) {
  made.setAttribute("data-thing", thing);
  return made;
}

/** Words that are about a thing. */
function saying(thing, ...words) {
  const made = document.createElement("span");
  made.append(...words);
  return about(thing, made);
}

/** Makes the things in a line of words one stop of Tab; the arrow keys walk from one to the next. */
function walkable(line, which = "[data-thing]") {
  const things = [...line.querySelectorAll(which)];
  things.forEach((thing, i) => (thing.tabIndex = i ? -1 : 0));
  line.onkeydown = (event) => {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    const next = things[things.indexOf(event.target) + by];
    if (event.key === "Escape") point(undefined);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  };
}

/** Listens once for all components of the page, each of which has its own copy of this script. */
function watch() {
  let touched = false;
  new MutationObserver(nameFormulas).observe(document.body, { childList: true, subtree: true });
  nameFormulas();
  const on = (type, handle) => document.addEventListener(type, handle, { capture: true });
  on("thing", light);
  on("pointerdown", (event) => (touched = event.pointerType === "touch"));
  on("pointerover", (event) => event.pointerType === "touch" || point(thingOf(event.target)));
  on("focusin", (event) => touched || point(thingOf(event.target)));
  on("focusout", (event) => touched || (thingOf(event.target) !== undefined && point(undefined)));
  on("click", (event) => {
    if (touched) point(thingOf(event.target)); // stays lit until the next tap
    const link = event.target.closest?.('a[href^="#thing-"]');
    if (!link) return;
    event.preventDefault();
    if ("presenting" in document.documentElement.dataset) link.blur(); // Space turns the page
  });
}

if (!window.backpropThings) watch();
window.backpropThings = true;
