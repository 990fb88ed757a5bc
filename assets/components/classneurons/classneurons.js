// Phones are the neurons of the last hidden layer: their votes up and down fill up, then comes which way each
// had to go. Data: { prepared: the question's id; layer, label: of the digit; activations: 0 to 1 } or
// { problem: why nobody can vote }. Sends `closed`. The truth comes from the room, at its stage.

const STEPS = ["lobby", "open 1", "votes 1", "right"];
const NEXT = ["Let them vote", "End the vote", "Which way had each to go?"];

export default function (component) {
  const root = component.parentElement.querySelector(".classneurons");
  root.vote ??= new Vote(root);
  root.vote.update(component);
  return untilGone(root, "vote");
}

/** By which power of ten to multiply small numbers, so that the largest has one digit before the point. */
function powerOf(values) {
  const most = Math.max(...values.map(Math.abs));
  return most && most < 0.1 ? -Math.floor(Math.log10(most)) : 0;
}

/** So many times ten to a power, two or three digits, with a true minus. */
const enlarged = (value, power) => (value * 10 ** power).toFixed(power ? 1 : 2).replace("-", "−");

class Vote {
  constructor(root) {
    Object.assign(this, { root, room: theRoom() });
    this.find = (name) => root.querySelector(`.neurons-${name}`);
    this.layer = new Layer(root, (event) => this.key(event), () => this.send("closed", true));
    const { signal } = this.layer;
    this.find("next").addEventListener("click", () => this.go(1), { signal });
    this.find("back").addEventListener("click", () => this.go(-1), { signal });
  }

  async update({ data, setTriggerValue }) {
    const first = !this.data;
    Object.assign(this, { data, send: setTriggerValue });
    if (!first) return;
    if (data.prepared && this.room.code) await this.ask();
    this.room.listen(() => this.draw(), this.layer.signal);
  }

  async ask() {
    const { ok, body } = await this.room.post("question", { prepared: this.data.prepared });
    if (!ok) this.tell(body.problem);
    else if (this.step === 0) await this.go(1);
  }

  close() {
    this.layer.end();
    if (this.room.code && this.data.prepared) this.room.post("question", {});
  }

  /** Which of STEPS the room is at. */
  get step() {
    const { stage = "lobby" } = this.room.state ?? {};
    return { "closed 1": 1, explained: 3 }[stage] ?? Math.max(0, STEPS.indexOf(stage));
  }

  key({ key }) {
    const by = { PageDown: 1, ArrowRight: 1, " ": 1, Enter: 1, PageUp: -1, ArrowLeft: -1 }[key];
    if (by) this.go(by);
    return Boolean(by);
  }

  async go(by) {
    const stage = STEPS[this.step + by];
    if (!stage || !this.data.prepared || !this.room.code) return;
    const { ok, body } = await this.room.post("stage", { stage });
    this.tell(ok ? "" : body.problem);
  }

  tell(sentence) {
    this.find("problem").textContent = sentence;
  }

  draw() {
    const { state } = this.room;
    const { problem, layer, label, activations } = this.data;
    this.find("votes").hidden = this.root.querySelector("footer").hidden = Boolean(problem);
    this.find("asked").textContent = problem ?? this.asked(layer, label);
    if (problem) return;
    this.find("count").textContent = state ? `${state.answered} of ${state.joined} phones have answered` : "There is no room just now.";
    const truth = this.step === 3 ? (state?.truth ?? null) : null;
    const neurons = verdicts(state?.neurons ?? [], truth);
    const rows = state?.neurons ? this.rows(neurons, truth) : this.waiting(state?.neurons_answered ?? activations.map(() => 0));
    this.find("result").textContent = truth ? result(neurons) : "";
    this.find("votes").querySelector("table").replaceChildren(...rows);
    this.find("next").hidden = this.step === 3;
    this.find("next").replaceChildren(`${NEXT[this.step] ?? ""} `, element("kbd", "", "PageDown"));
  }

  asked(layer, label) {
    return (
      `Each phone is one neuron of layer ${layer}. It sees what the ten outputs wish for this ${label}, and its own weights ` +
      "to them. Is it to go up or down, so that the cost falls?"
    );
  }

  /** While they vote: how many have, not which way. */
  waiting(answered) {
    const most = Math.max(1, ...answered);
    return [row("up waiting", "answered", answered, (count) => bar(count, most)), this.discs()];
  }

  discs() {
    return row("disc", "neuron, activation", this.data.activations, (activation, i) => disc(i, activation));
  }

  rows(neurons, truth) {
    const most = Math.max(1, ...neurons.flatMap(({ up, down }) => [up, down]));
    const rows = [
      row("up", "up", neurons, ({ up }) => bar(up, most)),
      this.discs(),
      row("down", "down", neurons, ({ down }) => bar(down, most)),
      row("said", "the class", neurons, ({ said }) => element("td", "", arrow(said))),
    ];
    if (!truth) return rows;
    const power = powerOf(truth);
    const unit = power ? ` × 10${superscript(power)}` : "";
    rows.push(
      row("wish", `−∂C₀/∂a${superscript(this.data.layer, true)}${unit}`, neurons, ({ wish }) => wishCell(wish, power)),
      row("sign", "agree?", neurons, ({ right }) => element("td", right === false ? "missed" : "", { true: "✓", false: "✗" }[right] ?? "·")),
    );
    return rows;
  }
}

function row(name, title, neurons, cell) {
  const made = element("tr", name);
  const heading = element("th", "", title);
  heading.scope = "row";
  made.append(heading, ...neurons.map(cell));
  return made;
}

const arrow = (sign) => ({ 1: "▲", "-1": "▼", 0: "=" })[sign] ?? "·";

/** 12 → ¹², −3 → ⁻³; in brackets where it names a layer. */
function superscript(number, layer = false) {
  const raised = [...String(number)].map((sign) => SUPERSCRIPT[sign]).join("");
  return layer ? `⁽${raised}⁾` : raised;
}

function bar(count, most) {
  const cell = element("td", "");
  const [inner, fill] = [element("div", ""), element("i", count ? "" : "none")];
  fill.style.setProperty("--share", count / most);
  inner.append(element("span", "", count), fill);
  cell.append(inner);
  return cell;
}

function disc(index, activation) {
  const cell = element("td", "", index);
  const circle = element("span", "");
  circle.style.setProperty("--share", Math.min(1, Math.max(0, activation)));
  cell.append(circle);
  return cell;
}

function wishCell(wish, power) {
  const cell = element("td", "", enlarged(wish, power));
  cell.prepend(element("span", "", arrow(Math.sign(wish))));
  return cell;
}
