// A question that a class votes on, as the projector shows it: at each stage what may be seen then.
// Data: { id: the question as the server has prepared it, choices, own: whether it leads itself through its
// stages, by buttons and the clicker's keys; in a deck the deck does; seen: [[label, number]] of the network }.
// Where it leads itself it sends `stage`, and `done`.

const LETTERS_OF_CHOICES = "ABCDEF";
const MINUTE = 60e3;
const TICKED = "M5 12.5l4.5 4.5L19 7.5";
const NEXT = { "open 1": "Close the vote", "closed 1": "Show the votes", "votes 1": "Explain", right: "Explain" };

export default function (component) {
  const root = component.parentElement.querySelector(".poll");
  root.poll ??= new PollCard(root);
  root.poll.update(component);
  return untilGone(root, "poll");
}

class PollCard {
  constructor(root) {
    Object.assign(this, { root, room: theRoom(), closing: new AbortController(), ends: null, timed: null });
    for (const part of ["stage", "count", "timer", "beside", "advice", "buttons"]) this[part] = root.querySelector(`.poll-${part}`);
    this.list = root.querySelector("ol");
    this.ballot = new Ballot(this.room, (problem) => (this.advice.textContent = problem), (by) => by > 0 && this.done());
    const { signal } = this.closing;
    document.addEventListener("polltimer", () => this.turnTimer(), { signal });
    window.addEventListener("keydown", (event) => this.key(event), { signal });
  }

  update({ data, setTriggerValue }) {
    const before = this.data;
    Object.assign(this, { data, send: setTriggerValue });
    this.root.classList.toggle("poll-own", data.own);
    if (!before) this.room.listen((state) => this.heard(state), this.closing.signal);
    else this.heard(this.room.state);
    if (!data.own || before?.id === data.id) return;
    this.ballot.steps = stepsOfPractice(data.id);
    this.ballot.go(0);
  }

  close() {
    this.closing.abort();
    clearInterval(this.ticking);
    if (this.data.own && this.room.asks(this.data.id)) this.room.question(null);
  }

  // --- leading itself ---

  key(event) {
    if (!this.data.own || hasAnyModifier(event) || document.querySelector("dialog[open]")) return;
    const inText = event.target.closest?.("input, textarea, select, canvas, [contenteditable]");
    const acts = { PageDown: () => this.ballot.step(1), PageUp: () => this.ballot.step(-1) };
    if (!inText) Object.assign(acts, { r: () => this.ballot.reveal(), t: () => this.turnTimer() });
    const act = acts[keyOf(event)];
    if (!act) return;
    event.preventDefault();
    act();
  }

  done() {
    this.send("done", true);
  }

  // --- what is shown ---

  heard(state) {
    const { data } = this;
    if (this.ends && turnOf(state) !== this.timed) this.turnTimer();
    if (!state || !this.room.asks(data.id)) return this.wait(state);
    const view = pollView(state, data.choices.length, data.own);
    this.stage.textContent = view.told;
    this.count.textContent = view.count;
    if (data.own && this.stageSent !== view.stage) this.send("stage", (this.stageSent = view.stage));
    const { count, ...drawn } = view;
    const shown = JSON.stringify([data, drawn, this.room.qr]);
    if (this.shown === shown) return;
    this.shown = shown;
    Object.assign(this.root.dataset, { stage: view.stage, kind: state.question.kind, rounds: view.rounds.length });
    this.list.replaceChildren(...data.choices.map((text, i) => this.choice(text, i, view)));
    this.beside.replaceChildren(...this.besideOf(view));
    this.advice.textContent = view.advice;
    this.buttons.replaceChildren(...(data.own ? this.buttonsOf(view) : []));
  }

  /** Its question is not asked: not yet, or no more, as after a reset. While the room is asked another,
   *  what is shown stays: that is on its way here. */
  wait(state) {
    const { stage } = this.root.dataset;
    const shown = JSON.stringify(this.data);
    if (this.shown === shown || (stage && (!state || state.question))) return;
    this.shown = shown;
    this.root.dataset.stage = "";
    this.root.dataset.rounds = 0;
    this.stage.textContent = stage ? "PageDown asks the class" : "";
    this.count.textContent = this.advice.textContent = "";
    this.list.replaceChildren(...this.data.choices.map((text, i) => this.choice(text, i, { rounds: [] })));
    this.beside.replaceChildren();
  }

  choice(text, i, { rounds, right, reasons }) {
    const isRight = i === right;
    const item = element("li", isRight ? "poll-right" : "");
    const body = element("div", "poll-choice");
    const head = element("p", "poll-text", text);
    if (isRight) head.append(" ", ticked());
    body.append(head);
    if (rounds.length && reasons) head.append(" ", element("span", "poll-brief", rounds.map((round) => `${round[i].percent} %`).join(" → ")));
    else body.append(...rounds.map((round, number) => barOf(round[i], number, rounds.length)));
    if (reasons?.[i]) body.append(element("p", "quizcard-why", reasons[i]));
    item.append(element("span", "disc", LETTERS_OF_CHOICES[i]), body);
    return item;
  }

  besideOf({ stage, joins, moves, said, right }) {
    if (this.data.own && stage.startsWith("open")) return [joinCard(this.room)];
    if (stage === "lobby") return [joinCard(this.room), element("p", "poll-joined", joins)];
    if (this.data.seen?.length) return [seenOf(this.data.seen)];
    return moves ? [matrixOf(moves, right), element("p", "poll-said", said)] : [];
  }

  buttonsOf({ stage }) {
    const button = (label, act, kind = "") => {
      const made = element("button", kind, label);
      made.type = "button";
      made.addEventListener("click", act);
      return made;
    };
    const next = NEXT[stage] ? [button(NEXT[stage], () => this.ballot.step(1), "go")] : [];
    return [...next, button("Back to practice", () => this.done(), next.length ? "" : "go")];
  }

  // --- the timer ---

  /** A minute that is shown and closes nothing; on again to stop. It ends with the stage that it was asked in. */
  turnTimer() {
    this.ends = this.ends ? null : Date.now() + MINUTE;
    this.timed = turnOf(this.room.state);
    clearInterval(this.ticking);
    this.timer.hidden = !this.ends;
    if (!this.ends) return;
    this.ticking = setInterval(() => this.tick(), 250);
    this.tick();
  }

  tick() {
    const left = this.ends - Date.now();
    this.timer.textContent = left > 0 ? clockTold(left) : "Time is up";
    if (left <= 0) clearInterval(this.ticking);
  }
}

const hasAnyModifier = (event) => event.ctrlKey || event.metaKey || event.altKey;

/** A bar as long as the share: the first of two rounds hollow, the last filled. */
function barOf({ n, percent, share, sure }, number, rounds) {
  const first = number < rounds - 1;
  const bar = element("p", first ? "poll-bar poll-first" : "poll-bar");
  const ink = element("i", "");
  ink.style.width = `${100 * share}%`;
  const round = rounds > 1 ? `${first ? "1st" : "2nd"} round: ` : "";
  const value = element("span", "", `${round}${percent} %`);
  const more = sure === null ? `${n}` : `${n}, sure ${sure.toFixed(1)} of 5`;
  const track = element("span", "poll-track");
  track.append(ink);
  bar.append(track, value, element("span", "muted", more));
  return bar;
}

/** Who moved from what to what. */
function matrixOf(moves, right) {
  const table = element("table", "poll-moves");
  const most = Math.max(...moves.flat());
  const head = element("tr", "");
  const corner = element("th", "poll-turn", "first ↓  then →");
  head.append(corner, ...moves.map((_, j) => headed("col", j, right)));
  const rows = moves.map((row, i) => {
    const line = element("tr", "");
    line.append(headed("row", i, right), ...row.map((n, j) => cellOf(n, n / most, i === j)));
    return line;
  });
  table.append(element("caption", "", "How many moved from what to what"), head, ...rows);
  return table;
}

function headed(scope, i, right) {
  const made = element("th", i === right ? "poll-right" : "", LETTERS_OF_CHOICES[i]);
  made.scope = scope;
  return made;
}

function cellOf(n, share, stayed) {
  const cell = element("td", stayed ? "poll-stayed" : "", n ? String(n) : "·");
  cell.style.setProperty("--share", `${Math.round(40 * share)}%`); // ink can still be read on it
  return cell;
}

function seenOf(seen) {
  const list = element("dl", "poll-seen");
  list.append(...seen.flatMap(([label, number]) => [element("dt", "", label), element("dd", "", number)]));
  const whole = element("div", "");
  whole.append(element("p", "poll-text", "What this network says"), list);
  return whole;
}

function ticked() {
  const [made, drawn] = [element("b", "poll-tick"), shape("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" })];
  drawn.append(shape("path", { d: TICKED }));
  made.append(drawn, "right");
  return made;
}
