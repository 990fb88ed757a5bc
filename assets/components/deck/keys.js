// The keys that presenters know, and what they do.

const KEYS = {
  next: ["ArrowRight", "ArrowDown", "PageDown", " ", "n", "l", "j"],
  previous: ["ArrowLeft", "ArrowUp", "PageUp", "p", "h", "k", "Backspace"],
  first: ["Home"],
  last: ["End"],
  goto: ["g"],
  overview: ["o"],
  full: ["f"],
  black: ["b", "v", "."],
  white: ["w"],
  laser: ["x"],
  pen: ["i"],
  wipe: ["c"],
  enlarge: ["z"],
  panel: ["d"],
  speaker: ["s"],
  class: ["q"],
  reveal: ["r"],
  timer: ["t"],
  help: ["?", "؟"],
  leave: ["Escape"],
};

const HELP = [
  ["→ ↓ Space N L J PageDown", "next point or slide"],
  ["← ↑ Shift + Space P H K PageUp", "back"],
  ["Home, End, Shift + ← →", "first slide, last slide"],
  ["7 Enter, G", "go to a slide by its number"],
  ["O", "overview"],
  ["F, Shift + F5", "present from here, full screen; F5 loads the page anew"],
  ["B V .", "black screen, and back"],
  ["W", "white screen, and back"],
  ["X", "laser pointer"],
  ["I, C", "pen to write on the slide, and wipe it clean"],
  ["Z", "twice as large around the mouse, and back"],
  ["D", "draw or pick a digit, say what it is, choose the network"],
  ["S", "speaker notes in a second window"],
  ["Q", "with the class: open a room, show its code large"],
  ["R, T", "while the class votes: which choice is right; a minute's timer"],
  ["1–4", "answer a quiz; A–D too while not presenting"],
  ["Esc", "close what is open, then leave"],
];

/** What a key press asks of the deck, if anything. */
function actionOf(event) {
  const key = keyOf(event);
  if (key === "F5") return event.shiftKey ? "full" : undefined; // alone it loads the page anew, as everywhere in a browser
  const name = Object.keys(KEYS).find((action) => KEYS[action].includes(key));
  if (!event.shiftKey) return name;
  if (key === " ") return "previous";
  if (key.startsWith("Arrow")) return { next: "last", previous: "first" }[name];
  return name;
}

function hasModifier(event) {
  return event.ctrlKey || event.metaKey || event.altKey;
}

/** A clicker's own keys: while presenting they turn slides, whatever has the focus. */
function isClickers(event) {
  return ["PageDown", "PageUp"].includes(event.key) && !hasModifier(event);
}

/** Keys belong to a control that is in use; one in a dialog just closed may still have the focus. */
function belongsToControl(event) {
  if (event.target.closest?.("dialog:not([open])")) return false;
  const takesAll = "input, textarea, select, canvas, [contenteditable], [role=slider], [role=combobox], [role=radiogroup]";
  if (event.target.closest?.(takesAll)) return true;
  return [" ", "Enter"].includes(event.key) && Boolean(event.target.closest?.("button, a, summary, [role=button]"));
}

function writeHelp(table) {
  table.replaceChildren(
    ...HELP.map(([keys, what]) => {
      const row = document.createElement("tr");
      row.append(element("th", "", keys), element("td", "", what));
      return row;
    }),
  );
}
