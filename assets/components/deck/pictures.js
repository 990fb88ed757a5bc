// Pictures of the slides: copies of how they stand on the page, for the overview and the notes. The server
// lays out those that are not shown, out of sight, when they are asked for; a picture is of one digit and
// one network, and is taken anew when these have changed.

const SLIDE = '[class*="st-key-slide_as_"]';
const LAID_OUT = `.st-key-slide_pictures ${SLIDE}`;
const DRAWN = ".slidefigure svg > *, img, [role=alert]";
const LOOK = 200; // ms between two looks whether all are drawn

class Pictures {
  /** ask(): tell the server whether they are wanted; taken(): there are new ones. */
  constructor(ask, taken) {
    Object.assign(this, { ask, taken, wanted: false, others: new Map() });
  }

  /** What the deck is told: how many slides there are, which is shown, what all are about. */
  update({ slide, slides, about, pictures }) {
    Object.assign(this, { slide, total: slides.length, about });
    if (pictures && this.wanted) this.look();
  }

  want() {
    if (this.wanted || this.takenOf === this.about) return;
    this.wanted = true;
    this.ask();
  }

  close() {
    clearTimeout(this.looking);
  }

  look() {
    clearTimeout(this.looking);
    const laidOut = [...document.querySelectorAll(LAID_OUT)];
    if (laidOut.length < this.total - 1 || !laidOut.every(pictureIsDrawn)) {
      this.looking = setTimeout(() => this.look(), LOOK);
      return;
    }
    this.others = new Map(laidOut.map((slide) => [pictureNumber(slide), pictureOf(slide)]));
    const shown = this.of(this.slide);
    if (shown) this.others.set(this.slide, shown);
    [this.takenOf, this.wanted] = [this.about, false];
    this.ask();
    this.taken();
  }

  /** The picture of a slide, the shown one as it is now; undefined while there is none. */
  of(number) {
    const shown = document.querySelector(`.st-key-slide ${SLIDE}`);
    return number === this.slide && shown ? pictureOf(shown) : this.others.get(number)?.cloneNode(true);
  }
}

function pictureNumber(slide) {
  return Number(/_picture_(\d+)/.exec(slide.className)[1]);
}

function pictureIsDrawn(slide) {
  const live = slide.querySelector('[class*="st-key-slide_live"]');
  const waits = slide.querySelector('[data-testid="stSkeleton"]');
  return !waits && Boolean(slide.querySelector("h1")) && (!live || Boolean(live.querySelector(DRAWN)));
}

/** A copy that nothing on the page takes for the slide itself. */
function pictureOf(slide) {
  const copy = slide.cloneNode(true);
  copy.classList.add("slide-picture");
  for (const text of copy.querySelectorAll(".st-key-slide_text")) text.classList.replace("st-key-slide_text", "st-key-slide_text_copied");
  for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
  for (const input of copy.querySelectorAll("input")) input.setAttribute("value", input.value);
  return copy;
}
