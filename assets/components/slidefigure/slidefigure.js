// The live figures of the deck. Data: bytes; header { kind, label, sliders, buttons, … }, then int8
// numbers, 127 = 1. Sends `moved` { slider: value } and `pressed`, a button's name.
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

export default function (component) {
  const root = component.parentElement.querySelector(".slidefigure");
  root.figure ??= new SlideFigure(root);
  root.figure.update(component);
  return () => root.figure.close();
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
  }

  close() {
    this.resizing.disconnect();
    this.theme.removeEventListener("change", this.repaint);
    cancelAnimationFrame(this.frame);
  }

  update({ data, setTriggerValue }) {
    this.send = setTriggerValue;
    const { header, body } = unpack(data);
    this.data = header;
    this.body = new Int8Array(body.buffer);
    this.showSliders();
    this.showButtons();
    this.draw();
    this.waiting = false;
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

  draw() {
    cancelAnimationFrame(this.frame);
    this.drawn = this.width;
    if (!this.drawn) return;
    const sheet = new Sheet(this.svg, this.drawn, this.root, this.drawn < NARROW);
    const note = this.root.querySelector(".slidefigure-note");
    const { height, say = "" } = this.data.missing
      ? { height: 1, say: this.data.missing }
      : KINDS[this.data.kind](sheet, this.data, this);
    this.svg.setAttribute("viewBox", `0 0 ${sheet.width} ${height}`);
    this.svg.setAttribute("aria-label", say || this.data.kind);
    note.textContent = say;
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
    this.data.sliders.forEach((slider, i) => {
      const [input, shown] = [place.children[i].querySelector("input"), place.children[i].querySelector("b")];
      Object.assign(input, { min: slider.low, max: slider.high, step: (slider.high - slider.low) / 200 });
      if (!this.unsent && document.activeElement !== input) input.value = slider.value;
      shown.textContent = slider.shown || signed(slider.value);
    });
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
          button.addEventListener("click", () => this.send("pressed", name));
          return button;
        }),
      );
    }
    buttons.forEach(([name], i) => {
      place.children[i].disabled = Boolean(this.data.running);
      if (this.data.mode) place.children[i].setAttribute("aria-pressed", name === this.data.mode);
    });
  }
}
