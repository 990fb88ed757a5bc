// Which key asks what of the deck.

function pressed(key, { shift = false, ctrl = false, code = "" } = {}) {
  return { key, code, shiftKey: shift, ctrlKey: ctrl, metaKey: false, altKey: false, target: document.body };
}

/** A key pressed in a control on the page. */
function pressedIn(html, key) {
  document.body.insertAdjacentHTML("beforeend", html);
  return { ...pressed(key), target: document.body.lastElementChild };
}

test("arrows, clickers and Space move by one", () => {
  same(["ArrowRight", "ArrowDown", "PageDown", " "].map((key) => actionOf(pressed(key))), Array(4).fill("next"));
  same(["ArrowLeft", "ArrowUp", "PageUp", "Backspace"].map((key) => actionOf(pressed(key))), Array(4).fill("previous"));
});

test("with Shift, Space goes back and the arrows go to the ends", () => {
  same(actionOf(pressed(" ", { shift: true })), "previous");
  same(["ArrowLeft", "ArrowRight"].map((key) => actionOf(pressed(key, { shift: true }))), ["first", "last"]);
});

test("a letter means the same with Shift or Caps Lock", () => {
  same([actionOf(pressed("F", { shift: true })), actionOf(pressed("F")), actionOf(pressed("f"))], Array(3).fill("full"));
});

test("Shift and F5 present from here, F5 alone is the browser's", () => {
  same([true, false].map((shift) => actionOf(pressed("F5", { shift })) ?? null), ["full", null]);
});

test("keys that mean nothing ask for nothing", () => {
  same(["Tab", "F5", "Enter", "ö"].map((key) => actionOf(pressed(key)) ?? null), Array(4).fill(null));
});

test("no key asks for two things", () => {
  const keys = Object.values(KEYS).flat();
  same(keys.length, new Set(keys).size);
});

test("where one types, the deck does not listen", () => {
  same(belongsToControl(pressedIn("<input>", "f")), true);
  same(belongsToControl(pressed("f")), false);
});

test("Space and Enter press the button that has the focus", () => {
  same([" ", "Enter", "ArrowRight"].map((key) => belongsToControl(pressedIn("<button></button>", key))), [true, true, false]);
});

test("the help has a line for everything that keys do", () => {
  const table = document.createElement("table");
  writeHelp(table);
  same(table.rows.length, HELP.length);
  for (const letter of ["G", "O", "F,", "X", "S", "Z", "D", "Q"]) same(HELP.some(([keys]) => keys.split(" ").includes(letter)), true);
});

// --- place ---

/** A deck of slides with so many points, the third a quiz; collects what is told. */
function placed(points = [0, 2, 2, 0]) {
  const told = [];
  const place = new Place((slide) => points[slide - 1], (slide) => slide === 3, (to) => told.push([to.slide, to.shown]));
  place.drawn(1, 0, points.length, null);
  return { place, told };
}

test("points are uncovered one by one, a quiz's stages are told, and back the same way", () => {
  const { place, told } = placed();
  const at = () => [place.slide, place.shown];
  const forwards = Array.from({ length: 7 }, () => (place.next(), at()));
  same(forwards, [[2, 0], [2, 1], [2, 2], [3, 0], [3, 1], [3, 2], [4, 0]]);
  const back = Array.from({ length: 7 }, () => (place.previous(), at()));
  same(back, [[3, 2], [3, 1], [3, 0], [2, 2], [2, 1], [2, 0], [1, 0]]);
  same(told, [[2, 0], [3, 0], [3, 1], [3, 2], [4, 0], [3, 2], [3, 1], [3, 0], [2, 2], [1, 0]]);
});

test("an answer uncovers the quiz's first stage, an older message nothing", () => {
  const { place } = placed();
  place.go(3);
  place.drawn(3, place.turn, 4, 1);
  same(place.shown, 1);
  place.next();
  place.drawn(3, place.turn - 1, 4, 1);
  same(place.shown, 2);
});

// --- a class with phones ---

test("a room that comes or goes reveals no more of a quiz than was revealed", () => {
  const told = [];
  const place = new Place(() => 0, () => true, ({ shown }) => told.push(shown));
  place.drawn(1, 0, 1, null);
  const poll = new Poll({ place, data: { slide: 1, slides: [{ quiz: "a" }] } });
  for (const step of [0, 1, 7, 8, 9, 12]) {
    place.shown = step;
    poll.turn(false);
  }
  place.shown = 2;
  poll.turn(true);
  same(told, [0, 0, 0, 1, 2, 2, 0]);
});

// --- pace ---

// With the notes' words 40, 120, 60 and 100 shares.
const PACED = [
  { notes: "a word ".repeat(10), points: 0 },
  { notes: "said ".repeat(60), points: 2 },
  { notes: "", points: 0, quiz: "a" },
  { notes: "  word\n".repeat(80), points: 0 },
];

/** A pace whose clock is moved by hand, on a shelf that a reload finds again. */
function paced() {
  const clock = { now: 1e6, kept: null };
  const shelf = { read: () => JSON.parse(clock.kept), set: (_, text) => (clock.kept = text) };
  const open = (channel = "deck") => new Pace(shelf, channel, () => clock.now);
  return { clock, open };
}

test("time is that of each slide and of all, and a reload loses none", () => {
  const { clock, open } = paced();
  let pace = open();
  pace.goTo(1);
  clock.now += 60e3;
  pace.goTo(2);
  clock.now += 30e3;
  pace = open();
  clock.now += 5e3;
  same([pace.elapsed, pace.spentOn(1), pace.spentOn(2), pace.spentOn(3)], [95e3, 60e3, 35e3, 0]);
  pace.pause();
  clock.now += 99e3;
  same([pace.runs, pace.elapsed, pace.spentOn(2)], [false, 95e3, 35e3]);
  same(open("another").elapsed, 0);
});

test("the plan gives a slide time by its notes and its points", () => {
  const { clock, open } = paced();
  const pace = open();
  pace.planFor(8);
  pace.goTo(2);
  clock.now += 30e3;
  same(pace.against(PACED, 2), { planned: 180e3, late: -30e3 });
  clock.now += 90e3;
  same(pace.against(PACED, 2).late, 0);
  clock.now += 180e3;
  same(pace.against(PACED, 2).late, 60e3);
  pace.restart();
  same([pace.elapsed, pace.spentOn(2), pace.plan], [0, 0, 8]);
  pace.planFor(NaN);
  same(pace.plan, 8);
});

test("minutes and seconds", () => same([0, 59999, 754000, 3600e3].map(minutes), ["0:00", "0:59", "12:34", "60:00"]));

// --- pen ---

test("ink is a line through its points, a dot where there is one", () => {
  same([inkPath([[1, 2], [3, 4.5]]), inkPath([[1, 2]])], ["M1.000 2.000L3.000 4.500", "M1.000 2.000L1.000 2.000"]);
});
