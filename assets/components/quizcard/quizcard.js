// The choices of one question, and after the answer what is to be said about each.
// Data: { choices, buttons: [[name, label]] }; the answer brings { right, chosen, said }, and with them or later
// reasons, and marks in place of the letters. With a `number`, another one for another question, it is also asked
// how sure one is; `typed`: there are no choices, a number is typed; `unread` tells how often what came was none.
// Sends `chosen`, the index of a choice, or, with a number, `answered`: { answer: index or text, sure: true, false or
// null }; and `pressed`, the name of a button.

const LETTERS = "ABCD";
const OTHERS_KEYS = "input, textarea, select, canvas, dialog, [contenteditable], [role=slider], [role=combobox], [role=dialog]";
const FELT = { s: true, u: false }; // sure, unsure
const TICK = "M5 12.5l4.5 4.5L19 7.5";

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".quizcard");
  root.card ??= new Card(root);
  root.card.update(data, setTriggerValue);
  return untilGone(root, "card");
}

class Card {
  constructor(root) {
    this.root = root;
    this.list = root.querySelector("ol");
    this.buttons = root.querySelector(".quizcard-buttons");
    this.form = root.querySelector("form");
    this.input = root.querySelector("input");
    this.sureness = root.querySelector(".quizcard-sure");
    this.closing = new AbortController();
    const { signal } = this.closing;
    this.form.addEventListener("submit", (event) => this.type(event), { signal });
    for (const button of this.sureness.querySelectorAll("button")) {
      const sure = button.dataset.sure === "yes";
      button.addEventListener("click", () => this.feel(this.sure === sure ? null : sure), { signal });
    }
    document.addEventListener("keydown", (event) => this.key(event), { signal });
  }

  close() {
    this.closing.abort();
  }

  update(data, send) {
    Object.assign(this, { data, trigger: send, waiting: false });
    const shown = JSON.stringify(data);
    if (this.shown === shown) return;
    const focused = this.root.contains(document.activeElement);
    this.shown = shown;
    if (this.number !== data.number || this.answered) {
      this.number = data.number;
      this.input.value = "";
      this.feel(null);
    }
    this.form.hidden = !data.typed || this.answered;
    this.sureness.hidden = data.number === undefined || this.answered;
    this.root.classList.toggle("answered", this.answered);
    this.list.replaceChildren(...data.choices.map((text, i) => (this.answered ? this.told(text, i) : this.choice(text, i))));
    this.buttons.replaceChildren(...data.buttons.map(([name, label]) => this.button(name, label)));
    this.root.querySelector(".quizcard-said").textContent = data.said ?? "";
    this.focus(focused);
  }

  /** What comes next has the focus if what went had it. What is typed next has it after a key or a mouse, too; a
   *  finger's keyboard would cover the question. */
  focus(focused) {
    const typed = !this.form.hidden;
    if (typed && (focused || this.acted) && !matchMedia("(pointer: coarse)").matches) this.input.focus({ preventScroll: true });
    else if (focused && !typed) this.root.querySelector("ol button, .quizcard-buttons button")?.focus({ preventScroll: true });
    this.acted = false;
  }

  get answered() {
    return "right" in this.data;
  }

  /** One message at a time: what is pressed twice is meant once. */
  send(name, value) {
    if (this.waiting) return;
    this.waiting = this.acted = true;
    this.trigger(name, value);
  }

  choose(index) {
    const chosen = this.list.children[index]?.querySelector("button");
    if (!chosen || this.waiting) return;
    chosen.setAttribute("aria-pressed", "true");
    this.answer(index);
  }

  type(event) {
    event.preventDefault();
    if (this.input.value.trim()) this.answer(this.input.value);
  }

  /** An answer, with how sure one is of it where that is asked. */
  answer(answer) {
    if (this.number === undefined) this.send("chosen", answer);
    else this.send("answered", { answer, sure: this.sure });
    did("answered");
  }

  feel(sure) {
    this.sure = sure;
    for (const button of this.sureness.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(sure === (button.dataset.sure === "yes")));
    }
  }

  choice(text, i) {
    const [item, button] = [element("li", ""), element("button", "quizcard-choice")];
    button.type = "button";
    button.append(element("span", "disc", LETTERS[i]), element("span", "quizcard-text", text));
    button.addEventListener("click", () => this.choose(i));
    item.append(button);
    return item;
  }

  /** A choice after the answer: right is filled and ticked, the learner's own a heavy ring. */
  told(text, i) {
    const { right, chosen, reasons } = this.data;
    const item = element("li", `told${i === right ? " right" : ""}${i === chosen ? " own" : ""}`);
    const disc = element("span", "disc", (this.data.marks ?? LETTERS)[i]);
    const body = element("div", "quizcard-text");
    const head = element("p", "quizcard-head", text);
    if (i === right) head.append(" ", ticked("right"));
    if (i === chosen) head.append(" ", element("b", "", "your answer"));
    body.append(head);
    if (reasons) {
      const why = element("p", "quizcard-why");
      why.append(...linked(reasons[i]));
      for (const thing of why.querySelectorAll("[data-thing]")) thing.tabIndex = 0;
      body.append(why);
    }
    item.append(disc, body);
    return item;
  }

  button(name, label) {
    const made = element("button", name === "next" ? "go" : "", label);
    made.type = "button";
    made.addEventListener("click", () => this.send("pressed", name));
    return made;
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (event.target.closest?.(OTHERS_KEYS) || document.querySelector("dialog[open]")) return;
    if (this.root !== cardOnTheScreen()) return;
    const key = keyOf(event);
    const index = this.choiceOf(key);
    if (index >= 0) {
      event.preventDefault(); // after the answer too: B would make a deck's screen black
      if (!event.repeat && !this.answered) this.choose(index);
    } else if (key in FELT && !this.sureness.hidden) {
      this.feel(FELT[key]);
    } else if (this.goesOn(event, key)) {
      event.preventDefault();
      if (!event.repeat) this.send("pressed", "next");
    }
  }

  /** Which choice a key means, or −1. While presenting no letter: a clicker sends B for a black screen. */
  choiceOf(key) {
    const presenting = "presenting" in document.documentElement.dataset;
    const digit = this.answered ? -1 : "1234".indexOf(key); // then a digit begins a slide's number
    return key.length > 1 ? -1 : Math.max(digit, presenting ? -1 : "abcd".indexOf(key));
  }

  /** N, and Enter unless it presses a button that leads elsewhere. */
  goesOn(event, key) {
    const pressed = event.target.closest?.("button:not([aria-current]), a, summary") && !event.repeat;
    return (key === "n" || (key === "Enter" && !pressed)) && this.data.buttons.some(([name]) => name === "next");
  }
}

/** The card that keys are meant for. The one before it stays on the page, out of date, until the server has
 *  said all of the new page. */
function cardOnTheScreen() {
  const cards = [...document.querySelectorAll(".quizcard")];
  return cards.find((card) => !card.closest("[data-stale=true]")) ?? cards[0];
}

function ticked(word) {
  const [made, drawn] = [element("b", ""), shape("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" })];
  drawn.append(shape("path", { d: TICK }));
  made.append(drawn, word);
  return made;
}
