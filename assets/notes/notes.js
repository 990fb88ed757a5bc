// Runs in the speaker's window, and follows the deck whose channel its address names.

const LEADS = ["next", "previous", "first", "last", "black", "white"];
const SIZE = "notes-size";
const channel = new BroadcastChannel(location.hash.slice(1));
const place = (id) => document.getElementById(id);
const screens = { now: place("now"), then: place("then") };
let deck = null;

channel.onmessage = ({ data }) => {
  if (data.styles) Object.values(screens).forEach((screen) => dress(screen, data.styles));
  if (!data.slides) return;
  const { slide, slides, shown, points } = data;
  deck = data;
  pace.goTo(slide);
  place("title").textContent = slides[slide - 1].title;
  place("notes").textContent = slides[slide - 1].notes;
  place("where").textContent = `Slide ${slide} of ${slides.length}` + (points ? `, point ${shown} of ${points}` : "");
  place("next").textContent = shown < points ? "the next point" : (slides[slide]?.title ?? "the end");
  showClass(data.room);
  for (const [name, screen] of Object.entries(screens)) showPicture(screen, data[name]);
  tick();
};

const ADVICE = {
  teach: "Fewer than 35 % are right: look at it together once more, then vote again.",
  discuss: "35 to 70 % are right: let them talk it over, then vote again.",
  explain: "More than 70 % are right: R goes straight to the answer.",
};

/** How far the class is; room: null without one. What is right stands here no sooner than on the slide. */
function showClass(room) {
  place("class").hidden = !room;
  if (!room) return;
  place("stage").textContent = room.stage ?? "no question";
  place("answered").textContent = room.stage ? `${room.answered} of ${room.joined} answered` : `${room.joined} joined`;
  place("advice").textContent = ADVICE[room.advice] ?? "";
}

// --- pictures of this slide and the next ---

function dress(screen, styles) {
  const head = screen.firstElementChild.contentDocument.head;
  head.replaceChildren(document.createElement("style"));
  head.firstElementChild.textContent = styles;
}

/** The deck's own copy of a slide, in a frame that runs no script. */
function showPicture(screen, picture) {
  screen.hidden = !picture;
  if (!picture) return;
  const [frame] = screen.children;
  frame.contentDocument.body.innerHTML = `<div class="stMain">${picture}</div>`;
  frame.style.transform = `scale(${screen.clientWidth / 1280})`;
}
addEventListener("resize", () => {
  for (const screen of Object.values(screens)) screen.firstElementChild.style.transform = `scale(${screen.clientWidth / 1280})`;
});

// --- time ---

const pace = new Pace(tabShelf, channel.name);

function tick() {
  place("timer").textContent = minutes(pace.elapsed);
  place("clock").textContent = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  place("pause").textContent = pace.runs ? "Pause" : "Go on";
  if (!deck) return;
  const { planned, late } = pace.against(deck.slides, deck.slide);
  place("spent").textContent = `${minutes(pace.spentOn(deck.slide))} of ${minutes(planned)}`;
  place("pace").textContent = late > 0 ? `${minutes(late)} behind` : late < 0 ? `${minutes(-late)} ahead` : "on time";
  place("pace").toggleAttribute("data-late", late > 0);
}

place("pause").onclick = () => (pace.pause(), tick());
place("restart").onclick = () => (pace.restart(), tick());
place("plan").value = pace.plan;
place("plan").oninput = ({ target }) => (pace.planFor(target.valueAsNumber), tick());
setInterval(tick, 250);
tick();

// --- type, buttons, keys ---

function size(by = 0) {
  const pixels = Math.min(48, Math.max(16, (Number(browserShelf.get(SIZE)) || 24) + by));
  browserShelf.set(SIZE, String(pixels));
  document.documentElement.style.setProperty("--size", `${pixels}px`);
}
size();

for (const button of document.querySelectorAll("[data-act]")) {
  button.onclick = () => channel.postMessage({ act: button.dataset.act });
}
for (const button of document.querySelectorAll("[data-size]")) button.onclick = () => size(Number(button.dataset.size));
addEventListener("keydown", (event) => {
  const act = actionOf(event);
  if (hasModifier(event) || event.target.matches("input")) return;
  if (["+", "-"].includes(event.key)) size(event.key === "+" ? 2 : -2);
  if (!LEADS.includes(act)) return;
  if (event.target.matches("button") && event.key === " ") return;
  event.preventDefault();
  channel.postMessage({ act });
});
channel.postMessage({ hello: true });
