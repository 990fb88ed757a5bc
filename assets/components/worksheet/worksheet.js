// A sheet: lines that are through, the field that waits for a number, what is said to it.
// Data: { written, lines, finished, why, picture, table, given, digit, title }; or { papers } to be printed;
// { written: null } alone until the browser has told what it kept.
// Sends `kept`, the text in this browser, again when another tab has changed it; `typed`, { name, text }; `pressed`, "next", "show …", "on", "why …".

const [PLACE, DRAFT] = ["hand", "hand-draft"];

export default function mount({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".worksheet");
  root.hidden = data.written === null;
  if (data.papers) return void drawPapers(root, data.papers);
  const keep = () => keepTogether(PLACE, data.written, (text) => setTriggerValue("kept", text));
  root.closing?.abort();
  root.closing = new AbortController();
  window.addEventListener("storage", ({ key }) => key === PREFIX + PLACE && keep(), { signal: root.closing.signal });
  if (data.written !== root.written) keep(); // asked once: a second answer would undo what came after the first
  root.written = data.written;
  if (data.written === null) return whenGone(root, () => root.closing.abort());
  root.sheet ??= new Worksheet(root);
  root.sheet.update(data, setTriggerValue);
  return whenGone(root, () => root.closing.abort());
}

class Worksheet {
  constructor(root) {
    this.root = root;
    this.body = root.querySelector("tbody");
    this.foot = root.querySelector(".worksheet-foot");
    this.said = root.querySelector("[role=status]");
  }

  update(data, send) {
    const shown = JSON.stringify([data, getComputedStyle(this.root).colorScheme]); // the digit is painted
    this.send = send;
    if (shown === this.shown) return;
    this.shown = shown;
    const focused = this.root.contains(document.activeElement);
    const before = this.root.querySelector("input");
    this.root.querySelector("h2").replaceChildren(formula(data.title));
    drawSide(this.root.querySelector(".worksheet-side"), data, data.lines.find((line) => !("value" in line))?.name);
    this.body.replaceChildren(...tableRows(data.lines, (line) => this.waits(line, before)));
    const open = data.lines.find((line) => line.show);
    if (open) this.body.querySelector(".worksheet-said td").append(button("Show me", () => this.send("pressed", `show ${open.name}`)));
    this.foot.replaceChildren(...this.below(data));
    this.tell(data);
    const next = this.root.querySelector("input, .go, .worksheet-why button");
    if (focused) next?.focus({ preventScroll: true });
    if (focused) (data.finished ? this.foot : next)?.scrollIntoView({ block: "nearest" });
  }

  /** What is said to the last answer, for those who hear the page. */
  tell({ lines, finished, why }) {
    const through = lines.filter((line) => "value" in line);
    const last = through[through.length - 1];
    const open = lines.find((line) => line.open);
    const result = last ? `${last.symbol} ${last.equals} ${last.value}. ` : "";
    this.said.textContent = open?.said || (why?.said ?? `${result}${finished}`);
  }

  /** What the line waits for: in a worked example to be read, else for a number. */
  waits(line, before) {
    if (!line.open) return button("Next line", () => this.send("pressed", "next"), "go");
    return this.field(line, before);
  }

  /** The field of the open line, with what was typed. */
  field(line, before) {
    const draft = tabShelf.read(DRAFT);
    const field = element("input", "");
    Object.assign(field, { type: "text", inputMode: "decimal", autocomplete: "off", spellcheck: false, name: line.name });
    field.setAttribute("aria-label", line.symbol);
    field.value = before?.name === line.name ? before.value : line.typed || (draft?.name === line.name ? draft.text : "");
    if (line.said) field.setAttribute("aria-invalid", "true");
    if (line.said) field.setAttribute("aria-describedby", "worksheet-why-not");
    field.addEventListener("input", () => tabShelf.set(DRAFT, JSON.stringify({ name: line.name, text: field.value })));
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.repeat) this.check(field);
    });
    const sign = button("±", () => {
      field.value = /^[-−]/.test(field.value) ? field.value.slice(1) : `−${field.value}`;
      field.focus();
    });
    sign.className = "worksheet-sign"; // a phone's keys for numbers have none
    sign.setAttribute("aria-label", "Change the sign");
    const cell = element("span", "worksheet-field");
    cell.append(sign, field, button("Check", () => this.check(field)));
    return cell;
  }

  check(field) {
    if (field.value.trim()) this.send("typed", { name: field.name, text: field.value });
    else field.focus();
  }

  /** The buttons below the lines, and at the end the question which rule it was. */
  below({ finished, why }) {
    if (!finished) return [];
    const next = button("Next sheet", () => this.send("pressed", "on"), why && !why.chosen ? "" : "go");
    return [...(why ? [this.why(why)] : []), element("p", "worksheet-finished", finished), next];
  }

  why({ question, choices, chosen, right, said }) {
    const asked = element("fieldset", "worksheet-why");
    asked.append(formula(question, "legend"));
    for (const [name, text] of choices) {
      const choice = button(text, () => this.send("pressed", `why ${name}`));
      choice.disabled = Boolean(chosen);
      if (name === right) choice.classList.add("right");
      if (name === right) choice.prepend("✓ ");
      if (name === chosen) choice.setAttribute("aria-pressed", "true");
      asked.append(choice);
    }
    if (said) asked.append(formula(said, "p"));
    return asked;
  }
}

function button(text, press, className = "") {
  const made = element("button", className, text);
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}
