// Runs in the speaker's window, and follows the deck whose channel its address names.

const LEADS = ["next", "previous", "first", "last", "black", "white"];
const channel = new BroadcastChannel(location.hash.slice(1));
const place = (id) => document.getElementById(id);

channel.onmessage = ({ data }) => {
  if (!data.slides) return;
  const { slide, slides, shown, points } = data;
  place("title").textContent = slides[slide - 1].title;
  place("notes").textContent = slides[slide - 1].notes;
  place("where").textContent = `Slide ${slide} of ${slides.length}` + (points ? `, point ${shown} of ${points}` : "");
  place("next").textContent = shown < points ? "the next point" : (slides[slide]?.title ?? "the end");
};
channel.postMessage({ hello: true });

// The time that has passed, and since when it runs; null while it is paused.
const TIMER = "timer";
const start = () => ({ channel: channel.name, passed: 0, since: Date.now() });
let timer = tabShelf.read(TIMER);
if (timer?.channel !== channel.name) setTimer(start());
const elapsed = () => timer.passed + (timer.since === null ? 0 : Date.now() - timer.since);

function setTimer(changed) {
  timer = changed;
  tabShelf.set(TIMER, JSON.stringify(timer));
}

function tick() {
  const seconds = Math.floor(elapsed() / 1000);
  place("timer").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  place("clock").textContent = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  place("pause").textContent = timer.since === null ? "Go on" : "Pause";
}
setInterval(tick, 250);
tick();

place("pause").onclick = () => {
  setTimer({ ...timer, passed: elapsed(), since: timer.since === null ? Date.now() : null });
  tick();
};
place("restart").onclick = () => {
  setTimer({ ...start(), since: timer.since === null ? null : Date.now() });
  tick();
};
for (const button of document.querySelectorAll("[data-act]")) {
  button.onclick = () => channel.postMessage({ act: button.dataset.act });
}
addEventListener("keydown", (event) => {
  const act = actionOf(event);
  if (!LEADS.includes(act) || hasModifier(event)) return;
  if (event.target.matches("button") && event.key === " ") return;
  event.preventDefault();
  channel.postMessage({ act });
});
