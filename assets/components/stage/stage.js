// The stage: one forward and one backward pass through the network, played, stepped and scrubbed.
// Data: see backprop/views/passes/stage.py. Sends `selected` (a neuron or weight) and `alpha`.

export default function (component) {
  const root = component.parentElement.querySelector(".stage");
  root.stage ??= new Stage(root);
  root.stage.update(component);
  return untilGone(root, "stage");
}

class Stage {
  constructor(root) {
    this.root = root;
    this.canvas = root.querySelector("canvas");
    this.part = (name) => root.querySelector(`.stage-${name}`);
    this.position = 0;
    this.speed = 1;
    this.all = this.loop = this.code = this.playing = false;
    this.answers = {}; // part → what was predicted; null where it was skipped
    this.hovered = this.selected = this.named = null;
    this.stills = matchMedia("(prefers-reduced-motion: reduce)");
    this.closing = new AbortController();
    this.resizing = new ResizeObserver(() => this.resize());
    this.resizing.observe(this.canvas);
    this.listen();
  }

  close() {
    this.playing = false;
    this.closing.abort();
    this.resizing.disconnect();
  }

  update({ data, setTriggerValue }) {
    this.setTriggerValue = setTriggerValue;
    const message = unpack(data);
    const at = message.header.at;
    const digit = message.body.slice(0, 3136).join() + message.header.label + message.header.sizes;
    if (digit !== this.digit) [this.answers, this.watched] = [{}, new Watched()];
    if (digit !== this.digit || message.header.learning_rate !== this.model.learning_rate) this.part("ask").hidden = true;
    this.digit = digit;
    this.model = new Model(message);
    const { selected } = message.header;
    const chosen = JSON.stringify(selected); // in the inspector, where it was not here
    if (this.chosen && chosen !== this.chosen) noteOpened(selected, this.stop, this.model);
    [this.selected, this.chosen] = [selected, chosen];
    this.resize();
    this.showOptions();
    if (at !== this.at) this.open(at);
    this.at = at;
    if (message.header.film !== null) this.go(message.header.film); // the link says it once
  }

  /** Opens at a stop of the way through the app: there, its first step is done. */
  open(stop) {
    const first = this.scene.steps.findIndex((step) => STOPS[step.kind] === stop);
    if (first >= 0) this.go(stop === "forward" ? 0 : first + 1);
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (!width || !this.model) return;
    const ratio = devicePixelRatio;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    const context = this.canvas.getContext("2d");
    context.scale(ratio, ratio);
    const phone = width < 700;
    const marks = new Marks(context, this.root, phone);
    this.scene = new Scene(this.model, new Layout(this.model, width, height, phone), marks, ratio);
    this.buildLine();
    this.position = Math.min(this.position, this.scene.steps.length);
    this.show();
  }

  // --- time ---

  go(position) {
    this.part("ask").hidden = true;
    this.position = Math.min(this.scene.steps.length, Math.max(0, position));
    this.show();
  }

  play() {
    if (this.position >= this.scene.steps.length) this.position = 0;
    if (this.asks()) return;
    this.playing = true;
    this.last = performance.now();
    requestAnimationFrame((now) => this.tick(now));
    this.show();
  }

  pause() {
    this.playing = false;
    this.show();
  }

  tick(now) {
    if (!this.playing) return;
    const steps = this.scene.steps;
    const step = steps[Math.min(steps.length - 1, Math.floor(this.position))];
    // A busy browser calls with the time of a frame that began before the last look at the clock.
    const passed = (Math.max(0, now - this.last) * this.speed) / step.duration;
    if (this.stills.matches) {
      if (passed >= 1) [this.position, this.last] = [Math.floor(this.position) + 1, now];
    } else {
      this.position = Math.min(this.position + passed, Math.floor(this.position) + 1);
      this.last = now;
    }
    if (this.position >= steps.length) {
      if (this.loop) this.position = 0;
      else return this.pause();
    }
    if (this.asks()) return this.pause();
    this.show();
    requestAnimationFrame((later) => this.tick(later));
  }

  /** At the start of a part that has not been played yet: ask first. */
  asks() {
    const step = this.scene.steps[this.position];
    const first = step && this.scene.steps.find((other) => other.part === step.part) === step;
    if (!first || step.part in this.answers || !questionOf(this.model, step.part)) return false;
    this.showQuestion(step.part);
    return true;
  }

  showQuestion(part) {
    const panel = this.part("ask");
    const { ask, choices } = questionOf(this.model, part);
    panel.querySelector(".stage-verdict").textContent = this.verdict(this.scene.moment(this.position));
    panel.querySelector(".stage-question").replaceChildren(...linked(ask));
    const buttons = [...choices, "skip"].map((choice, i) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = choice;
      button.className = choice === "skip" ? "skip" : "";
      button.addEventListener("click", () => {
        this.answers[part] = i < choices.length ? i : null;
        panel.hidden = true;
        this.play();
        this.root.querySelector(".stage-play").focus();
      });
      return button;
    });
    panel.querySelector("div").replaceChildren(...buttons);
    panel.hidden = false;
    buttons[0].focus({ preventScroll: true });
    panel.scrollIntoView({ block: "nearest", behavior: this.stills.matches ? "auto" : "smooth" });
  }

  // --- what is done ---

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  rewind() {
    this.playing = false;
    this.go(0);
  }

  back() {
    this.playing = false;
    this.go(Math.ceil(this.position) - 1);
  }

  forth() {
    this.playing = false;
    this.go(Math.floor(this.position) + 1);
  }

  select(thing) {
    [this.selected, this.chosen] = [thing, JSON.stringify(thing)];
    this.setTriggerValue("selected", thing);
    noteOpened(thing, this.stop, this.model);
    this.show();
  }

  listen() {
    const on = (target, type, handle) => target.addEventListener(type, handle, { signal: this.closing.signal });
    for (const button of this.part("buttons").children) on(button, "click", () => this[button.dataset.do]());
    on(this.part("line").querySelector("input"), "input", (event) => {
      this.playing = false;
      this.go(Number(event.target.value));
    });
    for (const input of this.root.querySelectorAll("[data-set]")) {
      on(input, "change", () => {
        if (input.dataset.set === "alpha") return this.setTriggerValue("alpha", Number(input.value));
        this[input.dataset.set] = input.type === "checkbox" ? input.checked : Number(input.value);
        this.show();
      });
    }
    on(this.canvas, "pointermove", (event) => this.hover(thingAt(this.scene, event.offsetX, event.offsetY)));
    on(this.canvas, "pointerleave", () => this.hover(null));
    on(this.canvas, "click", (event) => {
      const thing = thingAt(this.scene, event.offsetX, event.offsetY);
      this.hover(thing);
      if (thing) this.select(thing);
    });
    on(this.canvas, "keydown", (event) => this.pressed(event));
    on(this.canvas, "blur", () => this.hover(null));
    on(document, "go", ({ detail }) => this.open(detail));
    on(document, "thing", ({ detail }) => this.name(detail));
  }

  pressed(event) {
    const walk = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (walk) this.hover(this.neighbour(...(this.scene.layout.phone ? [walk[1], walk[0]] : walk)), true);
    else if (event.key === "Enter" && this.hovered) this.select(this.hovered);
    else if (event.key === " ") this.toggle();
    else if (event.key === "Home") this.rewind();
    else if (event.key === "Escape") this.hover(null);
    else return;
    event.preventDefault();
  }

  /** The neuron one layer or one place further than the one focused; the walk starts at the label. */
  neighbour(layers, places) {
    const { model, layout } = this.scene;
    if (this.hovered?.kind !== "neuron") return { kind: "neuron", layer: model.layers, index: model.label };
    const from = this.hovered;
    const layer = Math.min(model.layers, Math.max(1, from.layer + layers));
    const [shown, before] = [layout.shown[layer], layout.shown[from.layer]];
    const slot = (before.indexOf(from.index) / before.length) * shown.length + places;
    return { kind: "neuron", layer, index: shown[Math.min(shown.length - 1, Math.max(0, Math.round(slot)))] };
  }

  hover(thing, speak = false) {
    if (JSON.stringify(thing) === JSON.stringify(this.hovered)) return;
    this.hovered = thing;
    this.canvas.style.cursor = thing ? "pointer" : "";
    point(thing ? namesOf(this.scene, thing) : undefined);
    this.showTip(speak);
    this.show();
  }

  /** Words point at a thing, or at none; what the graph itself points at has marks of its own. */
  name(thing) {
    const own = this.hovered && thing === namesOf(this.scene, this.hovered);
    if (!own) this.hovered = null;
    this.named = own ? null : thing;
    this.showTip(false);
    this.show();
  }

  // --- what is shown ---

  show() {
    if (!this.playing) this.draw();
    else this.frame ??= requestAnimationFrame(() => this.draw());
    const moment = this.scene.moment(this.position);
    const caption = `${moment.step.id} ${this.position === 0} ${this.code} ${this.verdict(moment)}`;
    if (caption !== this.caption || this.model !== this.captioned) this.showCaption(moment);
    [this.caption, this.captioned] = [caption, this.model];
    this.showLine(moment);
    this.root.classList.toggle("playing", this.playing);
    this.root.dataset.position = this.position.toFixed(2);
    const stop = stopOf(moment.step, this.model.layers);
    if (stop !== this.stop) document.dispatchEvent(new CustomEvent("stop", { detail: stop }));
    this.stop = stop;
    this.watched.note(moment, this.scene);
    const button = this.root.querySelector(".stage-play");
    button.ariaLabel = this.playing ? "Pause" : "Play";
  }

  draw() {
    this.frame = undefined;
    this.scene.draw(this.position, this);
  }

  showCaption(moment) {
    const { say, formula, numbers } = captionOf(this.model, moment);
    const start = this.position === 0;
    const count = this.model.sizes.slice(1).reduce((n, size, l) => n + size * (this.model.sizes[l] + 1), 0);
    const [first, second] = this.part("formula").children;
    const whose = this.model.example === null ? "Your digit," : `Nothing is drawn yet. Test digit ${this.model.example} of [MNIST](#word-mnist), a ${this.model.label},`;
    this.part("say").replaceChildren(...linked(start ? `${whose} on its way through ${count.toLocaleString("en")} weights and biases.` : say));
    first.innerHTML = start ? "▶ plays it. Point at anything: it says what it is." : formula;
    second.innerHTML = start ? "A click, or Enter, opens it below. Numbers are rounded to read, computed with all digits." : numbers;
    const verdict = Object.assign(document.createElement("span"), { className: "stage-verdict" });
    verdict.textContent = ` ${this.verdict(moment)}`;
    second.append(verdict);
    this.part("key").innerHTML = legendOf(moment.step).map(([mark, text]) => `<li>${mark}${text}</li>`).join("");
    this.part("signs").classList.toggle("shown", moment.step.part === "Backward");
    this.part("live").textContent = `${this.part("say").textContent} ${second.textContent}`;
    walkable(second);
    showCode(this.part("code"), this.code && this.model.code, moment.step.id, start);
    light();
  }

  /** Whether the prediction came true, once the part has shown it. */
  verdict(moment) {
    const { part, kind, layer } = moment.step;
    const said = this.answers[part];
    const due = moment.share === 1 && { Forward: layer === this.model.layers, Backward: kind === "wish" && layer === Math.max(1, this.model.layers - 1) };
    if (said == null || !due || due[part] === false) return "";
    const { choices, right, truth } = questionOf(this.model, part);
    const told = choices[said].replace(/^(\d)$/, "output $1");
    return said === right ? `You said so: ${truth}.` : `You said ${told}; ${truth}.`;
  }

  buildLine() {
    const parts = grouped(this.scene.steps);
    this.part("parts").replaceChildren(
      ...[...parts].map(([name, steps]) => {
        const made = document.createElement("div");
        const bars = document.createElement("div");
        made.style.setProperty("--steps", steps.length);
        bars.append(...steps.map(() => document.createElement("i")));
        made.append(name, bars);
        return made;
      }),
    );
    this.part("line").querySelector("input").max = this.scene.steps.length;
  }

  showLine(moment) {
    const input = this.part("line").querySelector("input");
    input.value = this.position;
    input.setAttribute("aria-valuetext", `${moment.step.part}, step ${moment.index + 1} of ${this.scene.steps.length}`);
    this.part("parts").querySelectorAll("i").forEach((bar, i) => {
      bar.style.setProperty("--done", `${100 * clamp(this.position - i)}%`);
    });
    for (const made of this.part("parts").children) made.classList.toggle("now", made.firstChild.data === moment.step.part);
  }

  showOptions() {
    const { model } = this;
    const alpha = this.root.querySelector("[data-set=alpha]");
    alpha.replaceChildren(...model.learning_rates.map((rate) => new Option(rate, rate, false, rate === model.learning_rate)));
    const edges = model.sizes.slice(1).reduce((n, size, l) => n + size * model.sizes[l], 0);
    this.part("count").textContent = `all ${edges.toLocaleString("en")} edges`;
  }

  /** The tip stands beside what it is about, never over the ends of an edge. */
  showTip(speak) {
    const tip = this.part("tip");
    tip.hidden = !this.hovered;
    if (!this.hovered) return;
    const { model, layout } = this.scene;
    const { title, rows, note } = describe(model, this.scene.moment(this.position), this.hovered);
    const make = (tag, text, className = "") => Object.assign(document.createElement(tag), { textContent: text, className });
    const lines = rows.map(([label, value]) => {
      const line = document.createElement("div");
      line.append(make("span", label), make("span", value));
      return line;
    });
    tip.replaceChildren(make("b", title), ...lines, ...(note ? [make("p", note)] : []));
    const { kind, layer, index, to } = this.hovered;
    const [x, y] = layout.disc(layer, layout.slot(layer, kind === "neuron" ? index : to));
    const left = kind === "neuron" && x + 400 < layout.width ? x + 26 : kind === "neuron" ? x - 380 : x + 30;
    tip.style.left = `${Math.max(0, Math.min(layout.width - 352, left))}px`;
    tip.style.top = `${Math.max(0, Math.min(layout.height - 150, y + (kind === "neuron" ? -30 : 26)))}px`;
    if (speak) this.part("live").textContent = tip.innerText;
  }
}

function grouped(steps) {
  const parts = new Map();
  for (const step of steps) parts.set(step.part, [...(parts.get(step.part) ?? []), step]);
  return parts;
}
