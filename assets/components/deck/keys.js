// The keys that presenters know, and what they do.

const KEYS = {
  next: ["ArrowRight", "ArrowDown", "PageDown", " ", "n", "l", "j"],
  previous: ["ArrowLeft", "ArrowUp", "PageUp", "p", "h", "k", "Backspace"],
  first: ["Home"],
  last: ["End"],
  goto: ["g"],
  overview: ["o"],
  present: ["f"],
  black: ["b", "v", "."],
  laser: ["x"],
  speaker: ["s"],
  help: ["?"],
  leave: ["Escape"],
};

const HELP = [
  ["→ ↓ Space N L J PageDown", "next point or slide"],
  ["← ↑ Shift + Space P H K PageUp", "back"],
  ["Home, End, Shift + ← →", "first slide, last slide"],
  ["G", "go to a slide by its number"],
  ["O", "overview"],
  ["F", "present, full screen"],
  ["B V .", "black screen, and back (with a quiz V or .)"],
  ["X", "laser pointer"],
  ["S", "speaker notes in a second window"],
  ["1–4, A–D", "answer a quiz"],
  ["Esc", "leave"],
];

/** What a key press asks of the deck, if anything. */
function actionOf(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const name = Object.keys(KEYS).find((action) => KEYS[action].includes(key));
  if (!event.shiftKey) return name;
  if (key === " ") return "previous";
  if (key.startsWith("Arrow")) return { next: "last", previous: "first" }[name];
  return name;
}

/** Keys belong to a control that is in use. */
function belongsToControl(event) {
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
