// Lines of code that are brought into an order by drag, keys or taps, and run on the server.
// Data: what backprop/views/hand/order.py lists. A list holds the lines' numbers; APART parts those that
// run, above it, from those that do not.

const APART = -1;

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".order");
  if (root.data?.subject !== data.subject) {
    const ran = data.ran?.order;
    const rest = data.start.filter((line) => !(ran ?? data.start).includes(line));
    const list = data.apart ? [...(ran ?? data.start), APART, ...(ran ? rest : [])] : [...(ran ?? data.start)];
    Object.assign(root, { list, at: 0, held: null });
  }
  root.data = data;
  root.querySelector(".order-about").textContent = data.about;
  const lines = root.querySelector(".order-lines");
  lines.onkeydown = (event) => pressed(root, event);
  lines.onpointerdown = (event) => grab(root, event);
  const find = (name) => root.querySelector(`.order-${name}`);
  find("run").onclick = () => {
    root.asked = true;
    setTriggerValue("ran", running(root.list));
  };
  find("again").onclick = () => setTriggerValue("again", true);
  find("up").onclick = () => step(root, -1);
  find("down").onclick = () => step(root, 1);
  render(root);
  if (root.asked && data.ran) find("says").scrollIntoView({ block: "nearest" });
  root.asked = false;
}

/** The list with what stands at one place moved to another; past the ends there is nowhere to go. */
function placed(list, from, to) {
  const at = Math.max(0, Math.min(list.length - 1, to));
  const rest = list.filter((_, i) => i !== from);
  return [...rest.slice(0, at), list[from], ...rest.slice(at)];
}

/** The lines that run: those above the mark, or all. */
function running(list) {
  const mark = list.indexOf(APART);
  return mark < 0 ? list : list.slice(0, mark);
}

// --- keys and buttons ---

function pressed(root, event) {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (by) root.held ? step(root, by) : choose(root, root.at + by);
  else if (event.key === "Home" || event.key === "End") choose(root, event.key === "Home" ? 0 : root.list.length - 1);
  else if (event.key === " " || event.key === "Enter") toggle(root, root.at);
  else if (event.key === "Escape" && root.held) putBack(root);
  else return;
  event.preventDefault();
}

function choose(root, at) {
  root.held = null;
  root.at = Math.max(0, Math.min(root.list.length - 1, at));
  render(root);
}

/** Picks up the line at a place, or puts it down. `held` is the order before, for Escape. */
function toggle(root, at) {
  if (root.list[at] === APART) return;
  const same = root.held && root.at === at;
  root.at = at;
  root.held = same ? null : { list: root.list, at };
  say(root, same ? "put down" : "picked up");
  render(root);
}

function putBack(root) {
  [root.list, root.at, root.held] = [root.held.list, root.held.at, null];
  say(root, "put back");
  render(root);
}

function step(root, by) {
  const to = Math.max(0, Math.min(root.list.length - 1, root.at + by));
  [root.list, root.at] = [placed(root.list, root.at, to), to];
  say(root, "");
  render(root);
}

function say(root, what) {
  const line = root.data.lines[root.list[root.at]];
  root.querySelector(".order-live").textContent = `${line}: place ${root.at + 1} of ${root.list.length}${what && `, ${what}`}`;
}

// --- drag ---

/** Follows one pointer: the line under it moves with it and changes places with those that it passes. */
function grab(root, event) {
  const row = event.target.closest("li");
  const touch = event.pointerType !== "mouse";
  if (!row || event.button || (touch && !event.target.closest(".grip"))) return tapped(root, row, event);
  const from = [...row.parentElement.children].indexOf(row);
  if (root.list[from] === APART) return;
  const [lines, begin] = [row.parentElement, root.list];
  const middles = [...lines.children].map((other) => other.offsetTop + other.offsetHeight / 2);
  let passed = false;
  lines.setPointerCapture(event.pointerId);
  lines.onpointermove = (move) => {
    const by = move.clientY - event.clientY;
    if (!passed && Math.abs(by) < 4) return;
    passed = true;
    const to = nearest(middles, middles[from] + by);
    Object.assign(root, { list: placed(begin, from, to), at: to, held: null });
    render(root, { at: to, by: middles[from] + by - middles[to] });
  };
  lines.onpointerup = lines.onpointercancel = () => {
    lines.onpointermove = lines.onpointerup = lines.onpointercancel = null;
    if (passed) render(root);
    else toggle(root, from);
  };
}

/** A finger beside the grip may be scrolling: what it taps is only known when it is up. */
function tapped(root, row, event) {
  if (!row || event.button) return;
  row.onclick = () => {
    row.onclick = null;
    toggle(root, [...row.parentElement.children].indexOf(row));
  };
}

/** Which of some heights is nearest. */
function nearest(middles, y) {
  const far = middles.map((middle) => Math.abs(middle - y));
  return far.indexOf(Math.min(...far));
}

// --- drawing ---

/** The rows as the list stands; dragged: the one that a pointer holds, and how far from its place. */
function render(root, dragged) {
  const { list, at, held, data } = root;
  const lines = root.querySelector(".order-lines");
  while (lines.children.length > list.length) lines.lastChild.remove();
  while (lines.children.length < list.length) lines.append(row(lines.children.length));
  const ran = data.ran && same(data.ran.order, running(list)) ? data.ran : null;
  const mark = list.indexOf(APART);
  list.forEach((line, i) => {
    const made = lines.children[i];
    const runs = mark < 0 || i < mark;
    const [grip, number, code, result] = made.children;
    const look = {
      apart: line === APART, idle: !runs, at: i === at, held: held && i === at, dragged: dragged?.at === i,
      failed: ran && i === ran.failed, named: ran && runs && ran.about.includes(i),
    };
    made.className = Object.keys(look).filter((name) => look[name]).join(" ");
    made.style.transform = dragged?.at === i ? `translateY(${dragged.by}px)` : "";
    made.setAttribute("aria-selected", String(i === at));
    grip.textContent = line === APART ? "" : "⠿";
    number.textContent = line === APART || !runs ? "" : i + 1;
    code.textContent = line === APART ? "what stands below here does not run" : data.lines[line];
    result.textContent = !ran || !runs ? "" : i === ran.failed ? "✗ stops here" : ran.made[i] ?? "";
  });
  lines.setAttribute("aria-activedescendant", `order-${at}`);
  for (const [name, end] of [["up", 0], ["down", list.length - 1]]) root.querySelector(`.order-${name}`).disabled = !held || at === end;
  const says = root.querySelector(".order-says");
  says.textContent = ran?.says ?? "";
  says.classList.toggle("right", Boolean(ran?.right));
}

function same(one, other) {
  return one.length === other.length && one.every((line, i) => line === other[i]);
}

function row(i) {
  const made = element("li", "");
  made.id = `order-${i}`;
  made.setAttribute("role", "option");
  made.append(element("span", "grip"), element("span", "number"), element("code", ""), element("span", "made"));
  return made;
}
