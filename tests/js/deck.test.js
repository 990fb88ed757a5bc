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
  for (const letter of ["G", "O", "F", "X", "S"]) same(HELP.some(([keys]) => keys.split(" ").includes(letter)), true);
});
