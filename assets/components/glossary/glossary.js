// The cards of the glossary: a link to #word-… anywhere on a page opens the word's card beside it.
// Header: { entries: { name: { title, text } }, live: { name, … } or null }; then the pixels of live
// images. Sends `asked`, the word whose live picture is wanted; pictures.js draws what comes back.

const WORD = "#word-";
const OWN_KEYS = ["Tab", "Enter", " ", "ArrowUp", "ArrowDown", "Shift", "Control", "Alt", "Meta"];

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".glossary");
  root.cards ??= new Cards(root);
  root.cards.update(unpack(data), (name) => setTriggerValue("asked", name));
  return () => root.cards.close();
}

class Cards {
  constructor(root) {
    this.root = root;
    this.card = root.querySelector("dialog");
    this.closing = new AbortController();
    const { signal } = this.closing;
    document.addEventListener("click", (event) => this.clicked(event), { signal, capture: true });
    window.addEventListener("keydown", (event) => this.pressed(event), { signal, capture: true });
    this.card.querySelector("button").addEventListener("click", () => this.card.close(), { signal });
    this.card.addEventListener("close", () => this.closed(), { signal });
  }

  close() {
    this.closing.abort();
    this.card.close();
  }

  update({ header, body }, ask) {
    [this.entries, this.ask] = [header.entries, ask];
    if (header.live && header.live.name === this.name) this.showLive(header.live, body);
  }

  clicked(event) {
    const link = event.target.closest?.(`a[href^="${WORD}"]`);
    if (event.target === this.card) this.card.close(); // what is clicked outside of it counts as the dialog
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    this.open(link.getAttribute("href").slice(WORD.length), link);
  }

  /** Esc closes the card and is heard by nothing else; a key that turns the page closes it and is heard. */
  pressed(event) {
    if (!this.card.open || OWN_KEYS.includes(event.key)) return;
    this.card.close();
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  /** The word has the focus again; in a lecture Space must turn the page, not open the card once more. */
  closed() {
    if ("presenting" in document.documentElement.dataset) document.activeElement.blur();
  }

  open(name, link) {
    const entry = this.entries[name];
    if (!entry) return;
    this.name = name;
    this.card.querySelector("h2").textContent = entry.title;
    this.card.querySelector("p").replaceChildren(...linked(entry.text));
    this.card.querySelector(".glossary-live").replaceChildren();
    if (!this.card.contains(link)) this.beside = link;
    if (!this.card.open) this.card.showModal();
    this.place();
    if (entry.live) this.ask(name);
  }

  showLive(live, body) {
    const place = this.card.querySelector(".glossary-live");
    place.replaceChildren(livePicture(this.root, live, body), element("p", "", live.caption));
    if (this.card.open) this.place();
  }

  /** Below the word, above it where there is more room, and all of it on the screen. */
  place() {
    const word = this.beside.getBoundingClientRect();
    const { width, height } = this.card.getBoundingClientRect();
    const below = word.bottom + 8;
    const top = below + height <= innerHeight ? below : word.top - 8 - height;
    this.card.style.left = `${Math.max(8, Math.min(innerWidth - width - 8, word.left - 12))}px`;
    this.card.style.top = `${Math.max(8, Math.min(innerHeight - height - 8, top))}px`;
  }
}
