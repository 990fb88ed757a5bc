// A layer of the class's over the whole deck: all keys are its own until Esc closes it.

const CONTROLS = "a, summary, input, select, textarea, button:not([data-id])";

class Layer {
  /** key(event): does what a key asks for and returns whether it did; closed(): the layer is gone. */
  constructor(dialog, key, closed) {
    this.dialog = dialog;
    this.ending = new AbortController();
    const { signal } = this.ending;
    window.addEventListener("keydown", (event) => this.pressed(event, key), { signal, capture: true });
    dialog.addEventListener("close", closed, { signal });
    dialog.querySelector(".layer-close").addEventListener("click", () => dialog.close(), { signal });
    const join = dialog.querySelector(".layer-join"); // for those who come late
    if (join) theRoom().listen(() => (join.textContent = howToJoin(theRoom())), signal);
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("h1").focus();
  }

  get signal() {
    return this.ending.signal;
  }

  /** The deck hears nothing; a control in use keeps the keys that are its own. */
  pressed(event, key) {
    if (!this.dialog.open) return;
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const own = [" ", "Enter"].includes(event.key) && event.target.closest?.(CONTROLS);
    if (event.key === "Escape") this.dialog.close();
    else if (own || !key(event)) return;
    event.preventDefault();
  }

  end() {
    this.ending.abort();
    this.dialog.close();
  }
}

/** What phones type, in one line; nothing without a room. */
const howToJoin = ({ code, address }) => (code ? `${address.replace(/^https?:\/\//, "")}, code ${code}` : "");

const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1], PageDown: [1, 0], PageUp: [-1, 0] };

/** Where an arrow or a clicker leads in a grid of `count` things, `columns` in a row; null: it is no such key. */
function moved(at, key, count, columns) {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const [across, down] = WAYS[key] ?? [];
  if (across === undefined) return null;
  const to = at + across + columns * down;
  return to >= 0 && to < count ? to : at;
}

/** How many of an element's children stand in its first row. */
function columnsOf(grid) {
  const [first, ...others] = [...grid.children].map((child) => child.offsetTop);
  const below = others.findIndex((top) => top > first);
  return below < 0 ? Math.max(1, grid.children.length) : below + 1;
}

/** The digit that a key is, or null. */
const digitOf = ({ key }) => (/^[0-9]$/.test(key) ? Number(key) : null);
