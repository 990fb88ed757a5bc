// All slides by section, to choose one, by its number too.

class Overview {
  constructor(dialog, place) {
    this.dialog = dialog;
    this.place = place;
    this.input = dialog.querySelector("input");
    this.told = dialog.querySelector(".deck-nowhere");
    dialog.addEventListener("click", (event) => this.clicked(event));
    dialog.querySelector("form").addEventListener("submit", (event) => this.typed(event));
  }

  show({ slide, slides }) {
    const sections = new Map();
    slides.forEach(({ title, section }, i) => {
      if (!sections.has(section)) sections.set(section, []);
      sections.get(section).push(this.card(i + 1, title, i + 1 === slide));
    });
    this.dialog.querySelector(".deck-sections").replaceChildren(
      ...[...sections].map(([name, members]) => {
        const [section, cards] = [element("section", ""), element("div", "deck-cards")];
        cards.append(...members);
        section.append(element("h2", "", name), cards);
        return section;
      }),
    );
  }

  card(number, title, current) {
    const card = element("button", "deck-card");
    card.type = "button";
    card.dataset.slide = number;
    if (current) card.setAttribute("aria-current", "true");
    card.append(element("span", "", String(number)), element("b", "", title));
    return card;
  }

  get cards() {
    return [...this.dialog.querySelectorAll(".deck-card")];
  }

  open(typing) {
    this.input.value = this.told.textContent = "";
    this.dialog.showModal();
    if (typing) this.input.focus();
    else this.dialog.querySelector("[aria-current]").focus();
  }

  clicked(event) {
    const card = event.target.closest(".deck-card");
    if (card) this.go(Number(card.dataset.slide));
    else if (event.target === this.dialog || event.target.closest("[data-close]")) this.dialog.close();
  }

  typed(event) {
    event.preventDefault();
    const number = this.place.numberIn(this.input.value);
    if (number) this.go(number);
    else this.told.textContent = nowhere(this.input.value, this.place.total);
    this.input.select();
  }

  go(number) {
    this.dialog.close();
    this.place.go(number);
  }

  key(event, name) {
    if (event.target === this.input) return;
    if (name === "overview") this.dialog.close();
    const move = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const at = this.cards.indexOf(document.activeElement);
    if (!move || at < 0) return;
    event.preventDefault();
    this.cards[Math.min(this.cards.length - 1, Math.max(0, at + move))].focus();
  }
}

function nowhere(typed, total) {
  return `There is no slide “${typed.trim()}”: the deck goes from 1 to ${total}.`;
}
