// All slides by section, to choose one, by its number too.

class Overview {
  constructor(dialog, go) {
    this.dialog = dialog;
    this.go = go;
    this.input = dialog.querySelector("input");
    dialog.addEventListener("click", (event) => this.clicked(event));
    dialog.querySelector("form").addEventListener("submit", () => this.typed());
  }

  show({ slide, slides }) {
    const sections = Map.groupBy(slides.map((one, i) => ({ ...one, number: i + 1 })), (one) => one.section);
    this.dialog.querySelector(".deck-sections").replaceChildren(
      ...[...sections].map(([name, members]) => {
        const section = element("section", "");
        const cards = element("div", "deck-cards");
        cards.append(...members.map((one) => this.card(one, one.number === slide)));
        section.append(element("h2", "", name), cards);
        return section;
      }),
    );
    this.total = slides.length;
  }

  card({ number, title }, current) {
    const card = element("button", "deck-card");
    card.type = "button";
    card.dataset.slide = number;
    if (current) card.ariaCurrent = "true";
    card.append(element("span", "", String(number)), element("b", "", title));
    return card;
  }

  get cards() {
    return [...this.dialog.querySelectorAll(".deck-card")];
  }

  open(typing) {
    this.input.value = "";
    this.dialog.showModal();
    if (typing) this.input.focus();
    else this.dialog.querySelector("[aria-current]").focus();
  }

  clicked(event) {
    const card = event.target.closest(".deck-card");
    if (card) this.go(Number(card.dataset.slide));
    if (card || event.target === this.dialog) this.dialog.close();
  }

  typed() {
    const number = Number(this.input.value);
    if (Number.isInteger(number) && number >= 1) this.go(number);
  }

  key(event, name) {
    if (event.target === this.input) return;
    if (name === "overview") this.dialog.close();
    const move = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const at = this.cards.indexOf(document.activeElement);
    if (!move || at < 0) return;
    event.preventDefault();
    this.cards[Math.min(this.total - 1, Math.max(0, at + move))].focus();
  }
}
