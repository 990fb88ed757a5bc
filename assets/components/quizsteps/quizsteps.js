// Where a learner is among the quizzes, practice and results, and the way to each.
// Data: { steps: [{ label, title, mark }], at, score }; mark is "", "right", "missed", or "due":
// something comes again. Sends `go`.

const TICK = "M5 12.5l4.5 4.5L19 7.5";

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".quizsteps");
  const go = (step) => setTriggerValue("go", step);
  const list = root.querySelector("ol");
  const focused = list.contains(document.activeElement);
  list.replaceChildren(...data.steps.map((step, i) => item(step, i === data.at, () => go(i))));
  if (focused) list.querySelector("[aria-current]").focus({ preventScroll: true });
  for (const turn of root.querySelectorAll(".turn")) {
    const to = data.at + Number(turn.dataset.by);
    turn.disabled = !(to in data.steps);
    turn.onclick = () => go(to);
  }
  root.querySelector("p").textContent = data.score;
}

function item({ label, title, mark }, here, go) {
  const made = element("li", "");
  const button = element("button", "step");
  button.type = "button";
  button.title = title;
  if (mark !== "due") button.setAttribute("aria-label", title);
  if (here) button.setAttribute("aria-current", "step");
  button.addEventListener("click", go);
  button.append({ right: tick(), missed: element("i", "", label) }[mark] ?? label);
  if (mark === "due") button.append(" ", element("small", "", "due"));
  made.append(button);
  return made;
}

function tick() {
  const drawn = shape("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" });
  drawn.append(shape("path", { d: TICK }));
  return drawn;
}
