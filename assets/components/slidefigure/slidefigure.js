// The live figures of the deck. Data: bytes; header { kind, label, sliders, buttons, … }, then int8
// numbers, 127 = 1. Sends `moved` { slider: value } and `pressed`, a button's name.
// While its slide is presented, a figure is uncovered with it: part n comes with the slide's point n, and
// what is left over with the last point. A kind of the list ON_POINT does something of its own then.
// Each kind draws on a sheet whose unit is a twentieth of the slide's type size, so that type has one
// size on all slides, and returns the height it took and a sentence. A phone's sheet is narrow.

const NARROW = 500;

const KINDS = {
  alive: drawAlive,
  network: drawNetwork,
  challenge: drawChallenge,
  steps: drawSteps,
  ways: drawWays,
  vote: drawVote,
  proportion: drawProportion,
  wishes: drawWishes,
  gradient: drawGradient,
  chain: drawChain,
  silence: drawSilence,
  rank: drawRank,
  race: drawRace,
  beauty: drawBeauty,
};

// What a point does besides uncovering: draw a way tried, change the step, start the work.
const ON_POINT = { steps: stepsOnPoint, ways: waysOnPoint, race: raceOnPoint, beauty: beautyOnPoint };

export default function (component) {
  const root = component.parentElement.querySelector(".slidefigure");
  root.figure ??= new SlideFigure(root);
  root.figure.update(component);
  return untilGone(root, "figure");
}

/** On paper there are no sliders: what they stand at, which the picture shows. */
function standTold({ printed, sliders = [] }) {
  if (!printed || !sliders.length) return "";
  const told = ({ label, shown, value, start }) =>
    `${label.replace(/^\d · /, "")} = ${shown || signed(value)}${value === start ? "" : " (changed)"}`;
  return `Shown for ${sliders.map(told).join(", ")}.`;
}

class SlideFigure {
  constructor(root) {
    this.root = root;
    this.svg = root.querySelector("svg");
    this.resizing = new ResizeObserver(() => this.resized());
    this.resizing.observe(root);
    this.theme = matchMedia("(prefers-color-scheme: dark)");
    this.repaint = () => requestAnimationFrame(() => this.draw());
    this.theme.addEventListener("change", this.repaint);
    document.fonts.addEventListener("loadingdone", this.repaint); // what was measured before stood in another typeface
    this.uncovered = () => this.uncover();
    document.addEventListener("uncovered", this.uncovered);
  }

  close() {
    this.resizing.disconnect();
    this.theme.removeEventListener("change", this.repaint);
    document.fonts.removeEventListener("loadingdone", this.repaint);
    document.removeEventListener("uncovered", this.uncovered);
    cancelAnimationFrame(this.frame);
  }

  update({ data, setTriggerValue }) {
    this.send = setTriggerValue;
    const { header, body } = unpack(data);
    this.data = header;
    this.body = new Int8Array(body.buffer);
    this.showSliders();
    this.showButtons();
    this.waiting = false;
    if (!this.uncover()) this.draw();
    if (this.unsent) this.moved();
    if (header.running) setTimeout(() => this.send("pressed", "more"));
    this.root.dataset.kind = header.kind;
  }

  /** The sheet's width in units: 0 while the figure is hidden or taken off the page. */
  get width() {
    return Math.round((20 * this.root.clientWidth) / parseFloat(getComputedStyle(this.root).fontSize)) || 0;
  }

  resized() {
    if (this.data && this.drawn !== this.width) this.draw();
  }

  /** Takes over how far the slide is uncovered: all of it, unless it is presented. Returns whether that drew. */
  uncover() {
    const [slide, shown, points] = (document.documentElement.dataset.uncovered ?? "").split(" ");
    if (!this.data || (slide && slide !== this.data.slide)) return false; // another slide is asked for, this one stays as it is
    const [point, before] = [slide ? Number(shown) : Infinity, this.shown];
    if (point === this.point) return false;
    if (point < this.point) this.byHand = false;
    this.point = point;
    this.shown = point < Number(points) ? point : Infinity;
    ON_POINT[this.data.kind]?.(this, point, before);
    this.showMode();
    this.showParts();
    this.draw();
    return true;
  }

  /** Whether part n is uncovered. */
  has(part) {
    return part <= this.shown;
  }

  showParts() {
    const show = (made, part) => (made.style.visibility = this.has(part) ? "" : "hidden");
    const sliders = this.root.querySelector(".slidefigure-sliders").children;
    this.data.sliders.forEach(({ part }, i) => show(sliders[i], part));
    for (const name of ["buttons", "note"]) show(this.root.querySelector(`.slidefigure-${name}`), this.data.part);
  }

  draw() {
    cancelAnimationFrame(this.frame);
    this.drawn = this.width;
    if (!this.drawn) return;
    const sheet = new Sheet(this.svg, this.drawn, this.root, this.drawn < NARROW, (part) => this.has(part));
    const note = this.root.querySelector(".slidefigure-note");
    const { height, say = "" } = this.data.missing
      ? { height: 1, say: this.data.missing }
      : KINDS[this.data.kind](sheet, this.data, this);
    this.svg.setAttribute("viewBox", `0 0 ${sheet.width} ${height}`);
    this.svg.setAttribute("aria-label", say || this.data.kind);
    note.textContent = [this.hasLittle || say, standTold(this.data), this.data.instead].filter(Boolean).join(" ");
    light();
  }

  /** Says so where there is nothing left that the figure could show. */
  get hasLittle() {
    const { little } = this.data;
    return little === null ? "" : `C₀ is ${digits3(little)}: this digit has hardly anything left to teach this network.`;
  }

  /** Calls `step(milliseconds)` every frame; a figure asks by itself whether motion is welcome. */
  animate(step) {
    const start = performance.now();
    const tick = (now) => {
      step(now - start);
      this.frame = requestAnimationFrame(tick);
    };
    tick(start);
  }

  showSliders() {
    const place = this.root.querySelector(".slidefigure-sliders");
    const names = this.data.sliders.map(({ name, label }) => `${name} ${label}`).join();
    if (place.dataset.names !== names) {
      place.dataset.names = names;
      place.replaceChildren(...this.data.sliders.map((slider) => this.slider(slider)));
    }
    this.data.sliders.forEach(({ low, high, value, shown }, i) => {
      const input = place.children[i].querySelector("input");
      Object.assign(input, { min: low, max: high, step: (high - low) / 200 });
      const held = this.unsent || document.activeElement === input;
      this.slide(i, held ? input.value : value, shown || signed(value));
    });
  }

  /** Moves slider i, and writes beside it what that means. */
  slide(i, value, shown) {
    const made = this.root.querySelector(".slidefigure-sliders").children[i];
    made.querySelector("input").value = value;
    made.querySelector("b").textContent = shown;
  }

  slider({ name, label }) {
    const made = document.createElement("label");
    const input = Object.assign(document.createElement("input"), { type: "range", name });
    input.addEventListener("input", () => this.moved());
    made.append(label, input, document.createElement("b"));
    return made;
  }

  /** One message at a time: the next one leaves when the last was answered. */
  moved() {
    this.way = 0; // what the hand does counts, not what a point tries
    this.unsent = this.waiting;
    if (this.waiting) return;
    this.waiting = true;
    const inputs = [...this.root.querySelectorAll(".slidefigure-sliders input")];
    this.send("moved", Object.fromEntries(inputs.map((input) => [input.name, Number(input.value)])));
  }

  showButtons() {
    const place = this.root.querySelector(".slidefigure-buttons");
    const buttons = this.data.buttons.filter(([, label]) => label);
    if (place.dataset.names !== buttons.join()) {
      place.dataset.names = buttons.join();
      place.replaceChildren(
        ...buttons.map(([name, label]) => {
          const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
          button.addEventListener("click", () => this.press(name));
          return button;
        }),
      );
    }
    buttons.forEach(([name], i) => {
      place.children[i].disabled = Boolean(this.data.running);
    });
    this.showMode();
    this.showParts();
  }

  /** A button that leads to another picture of the same numbers does so here, any other asks for it. */
  press(name) {
    if (!this.data.modes?.includes(name)) {
      this.byHand = true; // and what comes of it shows, before its point too
      return void this.send("pressed", name);
    }
    this.mode = name;
    this.showMode();
    this.draw();
  }

  showMode() {
    this.root.dataset.mode = this.mode ?? "";
    const buttons = this.root.querySelector(".slidefigure-buttons").children;
    this.data.modes?.forEach((mode, i) => buttons[i].setAttribute("aria-pressed", mode === this.mode));
  }
}
