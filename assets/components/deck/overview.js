// All slides by section, to choose one, by its number too.

const PICTURE_WIDTH = 1280; // px

class Overview {
  constructor(dialog, place, pictures) {
    Object.assign(this, { dialog, place, pictures });
    this.input = dialog.querySelector("input");
    this.told = dialog.querySelector(".deck-nowhere");
    dialog.addEventListener("close", () => this.takePicturesAway());
    dialog.addEventListener("click", (event) => this.clicked(event));
    dialog.querySelector("form").addEventListener("submit", (event) => this.typed(event));
  }

  show({ slide, slides }) {
    const sections = new Map();
    slides.forEach(({ title, section }, i) => {
      if (!sections.has(section)) sections.set(section, []);
      sections.get(section).push(this.card(i + 1, title, i + 1 === slide));
    });
    if (this.shown === JSON.stringify([slide, slides])) return;
    this.shown = JSON.stringify([slide, slides]);
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
    const [place, picture, card] = [element("div", "deck-place"), element("div", "deck-picture"), element("button", "deck-card")];
    picture.inert = true;
    picture.setAttribute("aria-hidden", "true");
    card.type = "button";
    card.dataset.slide = number;
    if (current) card.setAttribute("aria-current", "true");
    card.append(element("span", "", String(number)), element("b", "", title));
    place.append(picture, card);
    return place;
  }

  get cards() {
    return [...this.dialog.querySelectorAll(".deck-card")];
  }

  showPictures() {
    if (!this.dialog.open) return;
    for (const card of this.cards) {
      const [picture, frame] = [this.pictures.of(Number(card.dataset.slide)), card.previousElementSibling];
      if (picture) picture.style.transform = `scale(${frame.clientWidth / PICTURE_WIDTH})`;
      frame.replaceChildren(...(picture ? [picture] : []));
    }
  }

  /** The page must not find a slide twice. */
  takePicturesAway() {
    for (const card of this.cards) card.previousElementSibling.replaceChildren();
  }

  open(typing) {
    this.input.value = this.told.textContent = "";
    this.dialog.showModal();
    if (!matchMedia(PHONE).matches) this.pictures.want();
    this.showPictures();
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
