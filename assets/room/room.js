// The page of a phone: joins the class that its address names, and shows what the class does now.

const STAGES = {
  open: "Your answer",
  closed: "Voting is closed",
  votes: "How the class voted",
  discuss: "Convince your neighbour",
  right: "The right answer",
  explained: "Why",
};
const [, base, named] = location.pathname.match(/^(.*)\/room\/?(.*)/);
let busy;

const short = (number) => (number ** 2 < 1e-8 ? "≈ 0" : number.toPrecision(2).replace(/-/g, "−"));
const each = (list, html) => list.map(html).join("");
const button = (name, value, html, on) =>
  `<button id=${name + value} name=${name} value=${value} aria-pressed=${on}>${html}</button>`;
const row = (list, html) => `<div class=row role=group>${each(list, html)}</div>`;
const bar = (part) => `<span class=bar><i style=width:${100 * part}%></i></span>`;

/** Nothing is built anew under a finger: only what looks different, and the focus stays where it was. */
function put(id, html) {
  const part = place(id);
  if (part.html === html) return;
  const held = document.activeElement.id;
  part.innerHTML = part.html = html;
  part.querySelectorAll("canvas").forEach(paint);
  place(held)?.focus();
  if (id === "head") scrollTo(0, 0);
}

function show(head, rest) {
  place("sheet").hidden = true;
  put("head", head);
  put("read", "");
  put("rest", rest);
}

// --- to join ---

function join(typed) {
  const code = codeOf(typed);
  if (!/^[A-HJ-NP-Z2-9]{6}$/.test(code)) return askCode(typed, typed && "A code has six letters and digits, never O, 0, I or 1.");
  recall(code);
  room = `${base}/room/${code}`;
  now = null;
  history.replaceState(null, "", room);
  put("code", `Class ${code}`);
  show("<h1>Joining …</h1>", "");
  connect(0, 0);
}

function gone(problem) {
  store((all) => delete all[shelf]);
  put("code", "");
  askCode(now ? "" : room.slice(-6), now ? "This class has ended." : problem);
}

function askCode(typed, problem) {
  room = null;
  show(`<h1>Join the class</h1><p>${problem}`, `<form>
    <label>The code on the projector<input name=typed value="${safe(typed)}" autocomplete=off></label>
    <button class=go>Join</button></form>`);
}

// --- news ---

function take(news) {
  const { stage, question, drawings, drawings_version, mine } = now ?? {};
  if (!now) keep();
  now = { mine, ...news };
  put("line", "");
  // What is told to one phone alone has to be fetched: by 300 of them, so only where there may be something.
  const opened = isOpen() && (stage !== now.stage || question?.id !== now.question.id || (asksNeurons() && !mine?.row));
  if (news.mine) agree(news.mine);
  else if (opened || (drawings_version !== now.drawings_version && drawings >= now.drawings)) after(0, 900, refresh);
  render();
  sendVotes();
}

function vote(choice, sure) {
  choose({ choice, sure, waits: true });
  render();
  sendVotes();
}

/** One at a time, the newest last. */
async function sendVotes() {
  if (busy) return;
  busy = true;
  while (isOpen() && voteOf()?.waits) {
    const vote = voteOf();
    const { status, body } = await ask("vote", { ...vote, question: now.question.id, round: now.round });
    if (status === 200) {
      vote.waits = false;
      keep();
      render();
    } else if (status === 429) await new Promise((done) => after(250, 400, done));
    else {
      if (body) refresh();
      break;
    }
  }
  busy = false;
}

// --- what is shown ---

function render() {
  if (!now || !room) return;
  const { question, stage, task } = now;
  place("sheet").hidden = false;
  if (task?.kind && !isOpen()) drawTask(task);
  else if (question && stage !== "lobby") asked(question, stage.split(" ")[0]);
  else
    show("<h1>Look to the front</h1>", `<p>${question ? "Answer here when voting opens." : "You are in. Questions appear here."}`);
}

const asksNeurons = () => now.question?.kind === "neurons";
const rounds = () => Object.keys(now.votes ?? { [now.round]: 0 });

function asked({ text, choices }, stage) {
  const open = stage === "open";
  const item = (choice, i) => {
    const disc = `<b class=disc>${(asksNeurons() ? "▼▲" : "ABCDEF")[i]}</b>`;
    const chosen = voteOf()?.choice === i;
    return `<li>${open ? button("choose", i, `${disc}<span>${words(choice)}</span>`, chosen) : told(disc, choice, i)}`;
  };
  show(
    `<h1>${open && now.round > 1 ? "Second vote" : STAGES[stage]}</h1>
    ${stage === "discuss" ? "<p>Find somebody who chose another answer. Each says why. Then vote again." : ""}
    <h2>${words(text)}</h2>`,
    `${asksNeurons() && now.mine?.row ? wishes(now.mine) : ""}
    <ol>${each(choices, item)}</ol>
    ${open ? sureness(voteOf()) : `<p>${ended()}`}`);
}

function sureness(vote) {
  const step = (name, i) => button("sure", i + 1, `${i + 1}<br>${name}`, vote.sure === i + 1);
  const kept = vote?.waits ? "Kept here until the class has it." : vote ? "Counted." : "";
  return `${vote ? `<h2>How sure?</h2>${row(["a guess", "unsure", "half", "quite", "certain"], step)}` : ""}
    <p role=status>${kept} You may change it until voting closes.`;
}

/** A choice after voting: whose it is, how many took it, whether it is right, and why. */
function told(disc, choice, i) {
  const { votes, right, reasons } = now;
  const all = rounds();
  const mine = all.filter((round) => voteOf(round)?.choice === i);
  const which = all[1] ? mine.map((round) => ["1st", "2nd"][round - 1]).join(" and ") : "";
  const marks = [i === right && "✓ right", mine[0] && `your ${which} answer`].filter(Boolean);
  const bars = votes ? each(all, (round) => count(votes[round], i, all[1] ? `${round}.` : "")) : "";
  return `<div class="told${i === right ? " right" : ""}${mine[0] ? " own" : ""}">${disc}
    <div>${words(choice)}${marks[0] ? `<br><b>${marks.join(", ")}</b>` : ""}${bars}
    ${marks[0] && reasons?.[i] ? `<p>${words(reasons[i])}` : ""}</div></div>`;
}

function count(votes, i, name) {
  const all = votes.reduce((sum, n) => sum + n);
  return all ? `<div class=count>${name}${bar(votes[i] / all)}
    <span><b>${votes[i]}</b> · ${percent(votes[i], all)}</span></div>` : "";
}

function ended() {
  const mine = rounds().flatMap((round) => voteOf(round) ?? []);
  if (mine.some(({ waits }) => waits)) return "Your last choice did not arrive in time.";
  if (now.votes?.[now.round].every((n) => !n)) return `Nobody voted${now.round > 1 ? " again" : ""}.`;
  return mine[0] ? "" : "You did not vote here.";
}

/** One neuron: what the ten outputs wish, its own weights to them, and in the end the truth. */
function wishes({ neuron, row: { wishes, weights } }) {
  const cell = (all, i, kind) => `<td class=${kind ?? (all[i] < 0 ? "neg" : "pos")}>
    ${kind ? (all[i] < 0 ? "▼" : "▲") : ""}
    ${bar(Math.abs(all[i]) / Math.max(...all.map(Math.abs)))}
    ${short(all[i])}`;
  const truth = now.truth?.[neuron];
  const choice = voteOf()?.choice;
  const agrees = choice >= 0 ? (choice === Number(truth > 0) ? "✓ You said so." : "You said the opposite.") : "";
  return `<p>You are neuron ${neuron}.
    <table><tr><th>output<th>its wish<th>your weight
    ${each(wishes, (_, i) => `<tr><th>${i}${cell(wishes, i, "wish")}${cell(weights, i)}`)}</table>
    ${now.truth ? `<h2>Wish × weight, added up: ${short(truth)}, so ${truth < 0 ? "▼ less" : "▲ more"}. ${agrees}</h2>` : ""}`;
}

const ACTS = {
  choose: (i) => vote(i, voteOf()?.sure),
  sure: (i) => vote(voteOf().choice, i),
  means: (i) => ((label = i), render()),
  undo: () => (lines.pop(), drawn()),
  clear: () => ((lines = []), drawn()),
  send,
};
onclick = ({ target }) => {
  const { name, value } = target.closest("button") ?? {};
  ACTS[name]?.(Number(value));
};
onsubmit = (event) => {
  event.preventDefault();
  join(event.target.typed.value);
};
join(named);
