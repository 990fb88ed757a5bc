// One line under a page's title: what the stop of the way is for, what to do there, what comes next; opened,
// a question and what to read. It hears what is done (`did`), ticks the stop, and lights what to use for it.
// Data: { stops: [{ name, page, aim, act, did, light, reading: [[author, title, href]], href }], here, network,
// check: { stop, number, text, choices: [{ text, why }], right } or null }.
// Sends `asked`, { stop, number }: whose question is to be made now.

const LETTERS = "abcd";

export default function (component) {
  const root = component.parentElement.querySelector(".stop");
  root.line ??= new StopLine(root);
  root.line.update(component);
  return untilGone(root, "line");
}

class StopLine {
  constructor(root) {
    this.root = root;
    this.part = (name) => root.querySelector(`.stop-${name}`);
    this.asked = 0; // how often; the question of an older asking is not shown
    this.closing = new AbortController();
    const { signal } = this.closing;
    const on = (target, type, handle) => target.addEventListener(type, handle, { signal });
    on(document, "stop", ({ detail }) => this.moved(detail));
    on(document, "did", ({ detail }) => this.did(detail));
    whenWalked(() => this.show(), signal);
    on(this.part("more"), "click", () => this.toggle());
    on(this.part("next"), "click", (event) => this.go(event));
    on(this.part("anew"), "click", () => (walk().before.length ? bringBack() : beginAnew()));
    on(root, "keydown", (event) => this.pressed(event));
  }

  close() {
    this.closing.abort();
  }

  update({ data, setTriggerValue }) {
    const { stops, here, network, check } = data;
    Object.assign(this, { stops, send: setTriggerValue });
    this.here ??= here;
    if (here !== this.given) this.moved(here);
    this.given = here;
    if (check?.number === this.asked) this.take(check);
    if (network !== this.network && this.isOpen) this.ask();
    this.network = network;
    this.show();
  }

  get stop() {
    return this.stops.find(({ name }) => name === this.here);
  }

  get isOpen() {
    return !this.part("panel").hidden;
  }

  // --- what is done ---

  moved(here) {
    if (here === this.here || !this.stops.some(({ name }) => name === here)) return;
    this.here = here;
    if (this.isOpen) this.ask();
    this.show();
  }

  did(what) {
    const names = this.stops.map(({ name }) => name);
    const stop = this.stops.find(({ did }) => did === what);
    if (stop && !walk().done.includes(stop.name)) {
      tickStop(stop.name);
      this.part("live").textContent = `${stop.name}: done.`;
    }
    const further = stop && stop.page === this.stop.page && names.indexOf(stop.name) > names.indexOf(this.here);
    if (further) document.dispatchEvent(new CustomEvent("stop", { detail: stop.name }));
    if (what === "drew" && this.isOpen && this.answer === undefined) this.ask(); // it is about another digit now
  }

  go(event) {
    if (opensElsewhere(event)) return;
    event.preventDefault();
    goTo(this.stops.find(({ name }) => name === event.currentTarget.dataset.name));
  }

  toggle() {
    this.part("panel").hidden = this.isOpen;
    this.part("more").ariaExpanded = String(this.isOpen);
    if (this.isOpen) this.ask();
  }

  ask() {
    this.asked = Date.now();
    this.check = this.answer = undefined;
    this.send("asked", { stop: this.here, number: this.asked });
    this.showQuestion();
  }

  take(check) {
    if (this.check?.number === check.number) return;
    this.check = check;
    this.showQuestion();
  }

  pressed(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || !this.check || !this.isOpen) return;
    const choice = keyOf(event).length === 1 ? LETTERS.indexOf(keyOf(event)) : -1;
    if (!this.check.choices[choice]) return;
    event.preventDefault();
    this.choose(choice);
  }

  choose(choice) {
    if (this.answer !== undefined) return;
    this.answer = choice;
    this.showQuestion();
  }

  // --- what is shown ---

  show() {
    const { name, aim, act, light, reading } = this.stop;
    const { done, before } = walk();
    const isDone = done.includes(name);
    for (const part of this.root.querySelectorAll(".stop-aim")) part.textContent = aim;
    this.root.querySelector(".stop-act b").textContent = act;
    this.root.classList.toggle("done", isDone);
    this.root.querySelector("style").textContent = isDone ? "" : lit(light);
    this.showNext(offered(this.stops.map((stop) => stop.name), name, done));
    const [short, full] = this.root.querySelectorAll(".stop-reading");
    short.replaceChildren("Read on: ", ...between(reading.map(([author, , href]) => outside(author, href))));
    full.replaceChildren(
      ...reading.map(([author, title, href]) => {
        const line = element("span", "", `${author}: `);
        line.append(outside(title, href));
        return line;
      }),
    );
    this.part("anew").hidden = !done.length && !before.length;
    this.part("anew").textContent = before.length ? "Bring the ticks back" : "Begin the way anew";
  }

  showNext(name) {
    const link = this.part("next");
    const next = this.stops.find((stop) => stop.name === name);
    link.hidden = !next;
    if (!next) return;
    const follows = this.stops[this.stops.indexOf(this.stop) + 1] === next;
    link.replaceChildren(element("span", "", follows ? "Next: " : "Go on: "), `${name} →`);
    link.href = next.href;
    link.dataset.name = name;
  }

  showQuestion() {
    const { check, answer } = this;
    const answered = answer !== undefined;
    this.part("question").textContent = check?.text ?? "";
    const buttons = check ? check.choices.map(({ text }, i) => this.choice(text, i)) : [];
    const focused = [...this.part("choices").children].indexOf(document.activeElement);
    this.part("choices").replaceChildren(...buttons);
    buttons[focused]?.focus({ preventScroll: true });
    const reasons = answered ? [...new Set([answer, check.right])] : [];
    this.part("told").replaceChildren(...reasons.map((i) => this.reason(i)));
  }

  choice(text, i) {
    const button = element("button", "");
    button.type = "button";
    button.append(element("i", "", LETTERS[i].toUpperCase()), text);
    if (this.answer === undefined) button.onclick = () => this.choose(i);
    else {
      button.ariaDisabled = "true";
      button.classList.toggle("own", i === this.answer);
      button.classList.toggle("right", i === this.check.right);
    }
    return button;
  }

  reason(i) {
    const { choices, right } = this.check;
    const line = element("p", "");
    const said = i !== right ? "Not" : i === this.answer ? "Yes," : "It is";
    line.append(`${said} `, element("b", "", choices[i].text), `. ${choices[i].why}`);
    return line;
  }
}

/** A gentle light on what is to be used, whenever it comes on the page; focus keeps its own ring. */
function lit(selector) {
  const ring = "outline: 2px solid color-mix(in srgb, var(--app-acc) 45%, transparent); outline-offset: 1px";
  return `@media screen { :is(${selector}):not(:focus-visible) { ${ring}; } }`;
}

function outside(text, href) {
  const link = element("a", "", text);
  Object.assign(link, { href, target: "_blank", rel: "noopener" });
  return link;
}

const between = (parts) => parts.flatMap((part, i) => (i ? [" · ", part] : [part]));
