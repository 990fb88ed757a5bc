// Whoever drew what the network is most surely wrong about stands first. Data: { network: the shipped one
// that reads the phones' digits, or null; title: its name }. Sends `why` { page: "passes" or "gradients",
// strokes, label, network: the one that read it } and `closed`.

const BEST = 40; // on the board

export default function (component) {
  const root = component.parentElement.querySelector(".classboard");
  root.board ??= new Board(root);
  root.board.update(component);
  return untilGone(root, "board");
}

/** What was drawn to fool it; other drawings are of another activity. */
const triesOf = (drawings) => drawings.filter(({ label, task }) => label !== null && task.kind === "fool");

/** How often in how many tries. */
function fooledTold(fooled, tries) {
  const often = ["not fooled", "fooled once", "fooled twice"][fooled] ?? `fooled ${fooled} times`;
  return `${often} in ${tries} ${tries === 1 ? "try" : "tries"}`;
}

/** Only what is read wrong, the surest first; of two as sure, the one that came first. */
function board(drawings) {
  return drawings.filter(isWrong).sort((one, other) => other.output - one.output || one.id - other.id);
}

class Board {
  constructor(root) {
    Object.assign(this, { root, asked: null, chosen: null, room: theRoom() });
    this.find = (name) => root.querySelector(`.board-${name}`);
    this.layer = new Layer(root, (event) => this.key(event), () => this.send("closed", true));
    const { signal } = this.layer;
    this.mark = whichDigit(root.querySelector(".layer-which"), "any", (digit) => this.ask(digit));
    this.find("passes").addEventListener("click", () => this.why("passes"), { signal });
    this.find("gradients").addEventListener("click", () => this.why("gradients"), { signal });
    this.find("list").addEventListener("click", ({ target }) => this.clicked(target.closest("[data-id]")), { signal });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw(), { signal });
  }

  update({ data, setTriggerValue }) {
    const first = !this.data;
    Object.assign(this, { data, send: setTriggerValue });
    if (first) {
      this.drawings = new Drawings(this.room, () => this.draw(), this.layer.signal);
      this.ask(null);
    }
  }

  close() {
    this.layer.end();
    ask(this.room, null, null);
  }

  /** What the phones are to draw: a digit, or any. */
  ask(digit) {
    this.asked = digit;
    ask(this.room, "fool", digit, this.data.network);
    this.draw();
  }

  key(event) {
    const digit = digitOf(event);
    const ways = { Enter: "passes", g: "gradients" };
    if (digit !== null || event.key === "a") this.ask(digit);
    else if (ways[event.key]) this.why(ways[event.key]);
    else {
      const at = this.places.indexOf(this.marked);
      const to = moved(at, event.key, this.places.length, columnsOf(this.find("list")));
      if (to === null) return false;
      this.choose(this.places[to]?.id);
    }
    return true;
  }

  /** A click asks why at once. */
  clicked(button) {
    if (!button) return;
    this.choose(Number(button.dataset.id));
    this.why("passes");
  }

  choose(id) {
    this.chosen = id ?? null;
    this.draw();
    this.root.querySelector("[aria-pressed=true][data-id]")?.focus();
  }

  /** What somebody chose, while it is there; else the surest. */
  get marked() {
    return this.places.find(({ id }) => id === this.chosen) ?? this.places[0];
  }

  why(page) {
    const drawing = this.marked;
    if (drawing) this.send("why", { page, strokes: drawing.strokes, label: drawing.label, network: drawing.task.network });
  }

  draw() {
    if (!this.drawings) return;
    const tries = triesOf(this.drawings.all);
    const wrong = board(tries);
    this.places = wrong.slice(0, BEST);
    this.inks = ramp(colour(this.root, "paper"), colour(this.root, "ink"));
    const what = this.asked === null ? "any digit, say which," : a(this.asked);
    this.find("task").querySelector("p").textContent = `On your phones: draw ${what} that it reads as another.`;
    this.find("count").textContent = tries.length ? `“${this.data.title}” was ${fooledTold(wrong.length, tries.length)}.` : "";
    this.find("none").textContent = this.places.length ? "" : this.nobody(tries.length);
    this.find("why").hidden = !this.places.length;
    const held = this.find("list").contains(document.activeElement);
    this.find("list").replaceChildren(...this.places.map((drawing, i) => this.place(drawing, i + 1)));
    if (held) this.root.querySelector("[aria-pressed=true][data-id]")?.focus();
    this.mark(this.asked);
  }

  nobody(tried) {
    if (!this.room.code) return "There is no room yet. Close this, and open one with Q.";
    if (tried) return "Nobody has fooled it yet.";
    return `Nobody has drawn yet: ${this.room.address}, code ${this.room.code}.`;
  }

  place(drawing, rank) {
    const button = element("button", "");
    const canvas = document.createElement("canvas");
    const bar = element("i", "");
    const told = element("span", "", `${a(drawing.label)}, read as ${a(drawing.digit)}: ${drawing.output.toFixed(3)}`);
    button.type = "button";
    button.dataset.id = drawing.id;
    button.setAttribute("aria-pressed", drawing === this.marked);
    paint(canvas, drawing.pixels, 255, this.inks);
    bar.style.setProperty("--output", drawing.output);
    told.append(bar);
    button.append(element("b", "", `${rank}`), canvas, told);
    const item = element("li", "");
    item.append(button);
    return item;
  }
}
