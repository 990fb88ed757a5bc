// After the lecture: how each question was voted on, what was misunderstood, and the room's end.
// Data: { slides: name → [number, title] }. The report itself comes from the room, for its host alone.
// Sends `slide`, the number of one to look at, and `closed`.

const SURE = {
  reset: ["All votes and digits of this class will be deleted; the code stays. Do it?", "The room is empty, ready for the next class."],
  delete: ["The room will be closed, and all its votes and digits will be deleted. Do it?", "The room is deleted."],
};

export default function (component) {
  const root = component.parentElement.querySelector(".classreport");
  root.report ??= new Report(root);
  root.report.update(component);
  return untilGone(root, "report");
}

/** Whole percents of `all`, or an empty text where there is nobody. */
const percentOf = (count, all) => (all ? `${Math.round((100 * count) / all)} %` : "");

/** "1 phone", "2 phones" */
const counted = (count, what) => `${count} ${what}${count === 1 ? "" : "s"}`;

/** From where those came who changed to choice `to`: "3 from A, 1 from C". */
function cameFrom(moves, to) {
  return moves.map((row, from) => (from !== to && row[to] ? `${row[to]} from ${LETTERS[from]}` : "")).filter(Boolean).join(", ");
}

/** The rounds that somebody answered in. */
const roundsOf = ({ answered }) => Object.keys(answered).filter((round) => answered[round]);

const LETTERS = "ABCDEF";

class Report {
  constructor(root) {
    Object.assign(this, { root, room: theRoom() });
    this.find = (name) => root.querySelector(`.report-${name}`);
    this.layer = new Layer(root, (event) => this.scroll(event), () => this.send("closed", true));
    const { signal } = this.layer;
    root.addEventListener("click", ({ target }) => this.do(target.closest("[data-do]")?.dataset.do), { signal });
    this.find("body").addEventListener("click", (event) => this.follow(event), { signal });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.repaint(), { signal });
    window.addEventListener("beforeprint", () => this.layOnPaper(), { signal });
    window.addEventListener("afterprint", () => this.clearPaper(), { signal });
  }

  update({ data, setTriggerValue }) {
    const first = !this.data;
    Object.assign(this, { data, send: setTriggerValue });
    if (first) this.fetch();
  }

  close() {
    this.clearPaper();
    URL.revokeObjectURL(this.find("file").href);
    this.layer.end();
  }

  /** A clicker turns the report's pages. */
  scroll({ key }) {
    const pages = { PageDown: 0.8, PageUp: -0.8, ArrowDown: 0.15, ArrowUp: -0.15 }[key];
    if (pages) this.find("body").scrollBy({ top: pages * this.find("body").clientHeight });
    return Boolean(pages);
  }

  async fetch() {
    if (!this.room.code) return this.empty("There is no room just now.");
    const [{ ok, body }, votes] = await Promise.all([this.room.get("report"), this.room.file("votes.xlsx")]);
    if (!ok) return this.empty(body.problem);
    this.draw(body);
    this.offer(body.questions.length ? votes : null);
  }

  /** The table as a file: what a link to the room could not fetch, as only the host may. */
  offer(file) {
    const link = this.find("file");
    URL.revokeObjectURL(link.href);
    link.hidden = !file;
    if (!file) return;
    link.href = URL.createObjectURL(file);
    link.download = `votes-${this.room.code}.xlsx`;
  }

  empty(sentence) {
    this.find("body").replaceChildren(element("p", "", sentence));
    for (const button of this.root.querySelectorAll("nav [data-do]")) button.disabled = true;
    this.find("file").hidden = true;
  }

  // --- what buttons do ---

  do(name) {
    const actions = { print: () => window.print(), yes: () => this.carryOut(), no: () => this.askIfSure(null) };
    if (SURE[name]) this.askIfSure(name);
    else actions[name]?.();
  }

  askIfSure(what) {
    this.asked = what;
    this.find("sure").hidden = !what;
    if (!what) return;
    this.find("sure").querySelector("p").textContent = SURE[what][0];
    this.find("sure").querySelector("[data-do=no]").focus();
  }

  async carryOut() {
    const { asked } = this;
    this.askIfSure(null);
    const { ok, body } = await (asked === "delete" ? this.room.end() : this.room.post("reset", {}));
    this.find("told").textContent = ok ? SURE[asked][1] : body.problem;
    if (ok) await this.fetch();
  }

  follow(event) {
    const link = event.target.closest("a[data-slide]");
    if (!link) return;
    event.preventDefault();
    this.send("slide", Number(link.dataset.slide));
  }

  // --- on paper ---

  layOnPaper() {
    this.clearPaper();
    const paper = element("div", "report-paper");
    paper.append(element("h1", "", this.root.querySelector("h1").textContent));
    paper.append(element("p", "", this.find("about").textContent), this.find("body").cloneNode(true));
    this.paint(paper, ramp([255, 255, 255], [0, 0, 0]));
    document.body.append(paper);
    document.documentElement.dataset.report = "";
  }

  clearPaper() {
    document.querySelector(".report-paper")?.remove();
    delete document.documentElement.dataset.report;
  }

  // --- what is shown ---

  draw({ code, opened, joined, questions, misconceptions, drawn }) {
    const day = new Date(1000 * opened).toLocaleDateString(undefined, { dateStyle: "long" });
    const drew = drawn.length ? [counted(drawn.reduce((sum, { count }) => sum + count, 0), "drawing")] : [];
    this.find("about").textContent = `Room ${code}, ${day}: ${[counted(joined, "phone"), counted(questions.length, "question"), ...drew].join(", ")}.`;
    const wrong = misconceptions.length ? [this.misconceptions(misconceptions, questions)] : [];
    const parts = [...wrong, ...questions.map((question) => this.question(question)), ...drawn.map(drawnTogether)];
    this.find("body").replaceChildren(...(parts.length ? parts : [element("p", "", "Nobody has voted or drawn in this room yet.")]));
    this.pixels = drawn.flatMap(({ shown }) => shown.map(({ pixels }) => bytesOf(pixels)));
    this.repaint();
  }

  repaint() {
    this.paint(this.find("body"), ramp(colour(this.root, "paper"), colour(this.root, "ink")));
  }

  /** A copy of a canvas is empty; and paper has colours of its own. */
  paint(place, inks) {
    place.querySelectorAll("canvas").forEach((canvas, i) => paint(canvas, this.pixels[i], 255, inks));
  }

  misconceptions(found, questions) {
    const section = element("section", "report-wrong");
    const list = element("ul", "");
    list.append(...found.map((one) => this.misconception(one, questions.find(({ number }) => number === one.question))));
    section.append(element("h2", "", "What was misunderstood"), list);
    return section;
  }

  misconception({ name, reason, topic, slide, question, votes }, asked) {
    const item = element("li", "");
    const said = roundsOf(asked).map((round) => `${votes[round]} of ${asked.answered[round]}`);
    const named = element("div", "");
    named.append(element("b", "", name), element("p", "", [topic, reason].filter(Boolean).join(". ")));
    item.append(named, element("span", "", `Question ${question}: ${said.join(", then ")}`), this.link(slide));
    return item;
  }

  link(slide) {
    const [number, title] = this.data.slides[slide] ?? [];
    if (!number) return element("span", "", "");
    const link = element("a", "", `Slide ${number}: ${title}`);
    link.href = `?slide=${number}`;
    link.dataset.slide = number;
    return link;
  }

  question(question) {
    const { number, text, topic, right, kind } = question;
    const section = element("section", "");
    section.append(element("h2", "", `${number}. ${text}`));
    const told = right === null && kind !== "neurons" ? "The right answer has not been shown yet." : "";
    const below = kind === "neurons" ? this.neurons(question) : this.table(question);
    const about = [topic, ...roundsOf(question).map((round) => this.share(question, round)), told];
    section.append(element("p", "muted", about.filter(Boolean).join(" · ")), below);
    return section;
  }

  share({ answered, votes, right }, round) {
    const correct = right === null ? "" : `, ${percentOf(votes[round][right], answered[round])} right`;
    return `round ${round}: ${counted(answered[round], "answer")}${correct}`;
  }

  /** Up or down by itself is neither right nor wrong: each phone was a neuron of its own. */
  neurons({ neurons, truth }) {
    return element("p", "", truth ? result(verdicts(neurons, truth)) : "Which way each neuron had to go has not been shown yet.");
  }

  table(question) {
    const rounds = roundsOf(question);
    const two = rounds.length === 2;
    const table = element("table", "");
    const titles = ["", "choice", ...rounds.map((round) => `round ${round}`), "how sure, 1–5", ...(two ? ["changed to it"] : [])];
    const head = table.createTHead().insertRow();
    head.append(...titles.map((title) => element("th", "", title)));
    const body = table.createTBody();
    question.choices.forEach((choice, i) => body.append(this.choice(question, rounds, choice, i)));
    return table;
  }

  choice({ votes, sure, moves, answered, right }, rounds, choice, i) {
    const row = element("tr", i === right ? "right" : "");
    const cells = rounds.map((round) => {
      const cell = element("td", "", `${votes[round][i]}, ${percentOf(votes[round][i], answered[round])}`);
      const bar = element("i", "");
      bar.style.setProperty("--share", votes[round][i] / answered[round]);
      cell.append(bar);
      return cell;
    });
    const sureness = rounds.map((round) => sure[round][i]?.toFixed(1) ?? "–").join(" → ");
    row.append(element("td", "", `${LETTERS[i]}${i === right ? " ✓" : ""}`), element("td", "", choice), ...cells, element("td", "", sureness));
    if (rounds.length === 2) row.append(element("td", "", cameFrom(moves, i)));
    return row;
  }
}
