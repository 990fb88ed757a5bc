// Plays the deck: buttons, keys, swipes, full screen, points one by one.
// Data: { slide, turn, present, about: what all slides show, pictures: whether they are laid out, slides: [{ title, section, notes, stop, points, predict, quiz }], lecture: what to
// keep of it for a reload, stage: what of this quiz is revealed, votes: whether a room is known to vote,
// poll: { quiz, check } this slide's questions to it, as the server has prepared them, or null }. Sends
// `handout`, and `go`: the slide's number, which turn of the page that is, what is uncovered there, the name
// of the lecture if a class looks, whether it votes. It says all of that each time, as only the last of
// several messages may arrive.

const PHONE = "(max-width: 640px)";
const PRESENTING = "presenting";
const LECTURE = "lecture";
const STAGES = 2; // of a quiz before a class: which choice is right, then why
const SWIPE = 60; // px a finger moves to turn the page
const OVER = ".deck dialog[open], .classlayer[open]"; // what takes a clicker's keys
const POINTS = ".st-key-slide_text li";

export default function (component) {
  const root = component.parentElement.querySelector(".deck");
  root.deck ??= new Deck(root);
  root.deck.update(component);
  return untilGone(root, "deck");
}

class Deck {
  constructor(root) {
    this.root = root;
    this.closing = new AbortController();
    const { signal } = this.closing;
    this.place = new Place(
      (slide) => this.pointsOf(slide),
      (slide) => Boolean(this.data.slides[slide - 1].quiz),
      (to) => this.send("go", { ...to, ...this.circumstances() }),
    );
    this.poll = new Poll(this);
    this.pictures = new Pictures(
      () => this.place.tell(),
      () => this.newPictures(),
    );
    this.overview = new Overview(root.querySelector(".deck-overview"), this.place, this.pictures);
    this.speaker = new Speaker((name) => this.do(name), this.pictures);
    this.laser = new Laser(root.querySelector(".deck-laser"));
    this.ink = new Ink(root.querySelector(".deck-ink"), signal);
    this.zoom = new Zoom(() => this.ink.lay(), signal);
    this.panel = false;
    writeHelp(root.querySelector(".deck-help table"));
    root.addEventListener("click", (event) => this.do(event.target.closest("[data-do]")?.dataset.do), { signal });
    this.screen = new Screen(() => this.escape(), signal);
    window.addEventListener("keydown", (event) => this.clickersKey(event), { signal, capture: true });
    window.addEventListener("keydown", (event) => this.key(event), { signal });
    giveKeysBack(signal);
    document.addEventListener("touchstart", (event) => this.touched(event), { signal, passive: true });
    document.addEventListener("touchend", (event) => this.swiped(event), { signal, passive: true });
  }

  update({ data, setTriggerValue }) {
    const before = this.data?.slide;
    Object.assign(this, { data, send: setTriggerValue });
    this.place.drawn(data.slide, data.turn, data.slides.length, data.stage);
    if (data.lecture) tabShelf.set(LECTURE, JSON.stringify(data.lecture));
    if (!before) this.resume(data);
    this.poll.update(data);
    this.pictures.update(data);
    this.showBar();
    this.showPoints();
    this.overview.show(data);
    if (before === data.slide) return;
    this.zoom.toggle(false);
    this.ink.show(data.slide);
    const { title, stop } = data.slides[data.slide - 1];
    document.dispatchEvent(new CustomEvent("stop", { detail: stop }));
    if (before) this.say(`Slide ${data.slide}: ${title}`);
  }

  circumstances() {
    const { lecture, kept, panel } = this;
    return { lecture, kept, panel, pictures: this.pictures.wanted, votes: this.poll.on };
  }

  close() {
    this.closing.abort();
    this.poll.close();
    uncover("");
    this.pictures.close();
    this.speaker.close();
    this.laser.close();
    this.zoom.toggle(false);
    this.screen.present(false);
  }

  /** How many points there are to uncover on a slide; on a phone, read by one, none. */
  pointsOf(slide) {
    const { points, quiz } = this.data.slides[slide - 1];
    if (!this.beforeClass) return 0;
    if (this.poll.takes(slide)) return this.poll.points;
    return quiz ? STAGES : points;
  }

  get beforeClass() {
    return this.screen.presenting && !matchMedia(PHONE).matches;
  }

  // --- what buttons and keys do ---

  do(name) {
    const { place, screen, poll } = this;
    const actions = {
      next: () => (poll.takes(place.slide) ? poll.step(1) : place.next()),
      previous: () => (poll.takes(place.slide) ? poll.step(-1) : place.previous()),
      first: () => place.go(1),
      last: () => place.go(place.total),
      overview: () => this.overview.open(false),
      goto: () => this.overview.open(true),
      help: () => this.dialog("help").showModal(),
      black: () => this.blank("black"),
      white: () => this.blank("white"),
      speaker: () => this.openNotes(),
      class: () => document.dispatchEvent(new CustomEvent("classroom")),
      reveal: () => poll.reveal(),
      timer: () => document.dispatchEvent(new CustomEvent("polltimer")),
      laser: () => this.laser.toggle(),
      pen: () => this.usePen(!this.ink.on),
      wipe: () => this.ink.wipe(),
      enlarge: () => this.zoom.toggle(),
      panel: () => this.openPanel(!this.panel),
      present: () => this.present(!screen.presenting),
      full: () => (screen.lost ? screen.regain() : this.present(!screen.presenting)),
      leave: () => this.escape(),
      handout: () => this.send("handout", true),
    };
    actions[name]?.();
    if (actions[name]) this.showPoints();
  }

  dialog(name) {
    return this.root.querySelector(`.deck-${name}`);
  }

  usePen(on) {
    this.ink.toggle(on);
    this.tell(on ? "The mouse writes. C wipes the slide clean, I puts the pen away" : "");
  }

  openPanel(open) {
    this.panel = open;
    this.place.tell();
    this.showBar();
  }

  /** Closes what is in use; where nothing is, leaves the presentation. */
  escape() {
    if (this.zoom.on) this.zoom.toggle(false);
    else if (this.ink.on) this.usePen(false);
    else if (this.panel) this.openPanel(false);
    else this.present(false);
  }

  get inUse() {
    return this.screen.presenting || this.zoom.on || this.ink.on || this.panel;
  }

  /** Black or white over everything, and back. */
  blank(colour) {
    const blank = this.dialog("blank");
    const same = blank.dataset.colour === colour;
    blank.dataset.colour = colour;
    if (!blank.open) blank.showModal();
    else if (same) blank.close();
  }

  openNotes() {
    this.screen.expectWindow();
    if (this.speaker.open()) return;
    this.screen.expectWindow(false);
    this.dialog("blocked").querySelector("a").href = this.speaker.address;
    this.dialog("blocked").showModal();
  }

  present(on) {
    this.screen.present(on);
    this.lecture = this.beforeClass ? random() : null;
    this.place.uncover(0, true);
    this.showBar();
    this.showPoints();
  }

  /** After a reload the presentation goes on where it was, its points uncovered as they were. */
  resume({ present, slide }) {
    const [on, at, shown, voted] = (tabShelf.get(PRESENTING) ?? "").split(" ");
    if (present || on) {
      this.screen.present(true);
      const before = Number(at) === slide ? Number(shown) : 0;
      this.place.shown = voted ? 0 : before; // a poll's step is none of the quiz's own stages
      this.poll.from = voted ? before : 0;
    }
    this.kept = on ? tabShelf.read(LECTURE) : null;
    this.lecture = this.beforeClass ? (this.kept?.name ?? random()) : null;
    this.place.tell();
  }

  // --- keys and fingers ---

  clickersKey(event) {
    if (!this.screen.presenting || !isClickers(event) || document.querySelector(OVER)) return;
    event.stopPropagation();
    this.act(event, actionOf(event));
  }

  key(event) {
    const name = actionOf(event);
    const dialog = this.root.querySelector("dialog[open]");
    if (dialog) return this.dialogKey(dialog, event, name);
    if (event.defaultPrevented || hasModifier(event) || belongsToControl(event)) return;
    if (this.typeNumber(event)) return event.preventDefault();
    if (name && (name !== "leave" || this.inUse)) this.act(event, name);
  }

  act(event, name) {
    event.preventDefault();
    this.tell("");
    if (!["leave", "full"].includes(name)) this.screen.regain();
    this.do(name);
  }

  /** "7 Enter" goes to slide 7. Returns whether the key was part of a number. */
  typeNumber(event) {
    const key = keyOf(event);
    const digits = this.typed ?? "";
    this.typed = /^\d$/.test(key) ? (digits + key).slice(-3) : "";
    if (this.typed) this.tell(`Enter goes to slide ${this.typed}`);
    else if (digits && key === "Enter") this.goTo(digits);
    else if (digits) this.tell("");
    return Boolean(this.typed) || (Boolean(digits) && ["Enter", "Escape"].includes(key));
  }

  goTo(digits) {
    const number = this.place.numberIn(digits);
    this.tell(number ? "" : nowhere(digits, this.place.total));
    if (number) this.place.go(number);
    this.showPoints();
  }

  /** While the screen is blank only the keys that bring it back do something. */
  dialogKey(dialog, event, name) {
    if (dialog === this.dialog("blank")) {
      if (event.key !== "F5") event.preventDefault();
      if (["black", "white"].includes(name)) this.blank(dialog.dataset.colour);
      if (name === "leave") dialog.close();
    } else if (dialog === this.dialog("overview")) {
      this.overview.key(event, name);
    } else if (name === "help") {
      dialog.close();
    }
    if (name !== "leave") this.screen.regain();
  }

  touched(event) {
    const own = event.target.closest(".st-key-slide") && !event.target.closest("canvas, input, dialog, [data-own-swipe]");
    this.finger = own && event.touches.length === 1 ? event.touches[0] : null;
  }

  swiped(event) {
    if (!this.finger) return;
    const [x, y] = ["clientX", "clientY"].map((axis) => event.changedTouches[0][axis] - this.finger[axis]);
    this.finger = null;
    if (Math.abs(x) > SWIPE && Math.abs(x) > 2 * Math.abs(y)) this.do(x < 0 ? "next" : "previous");
  }

  // --- what is shown ---

  showBar() {
    const { slide, slides } = this.data;
    this.root.querySelector(".deck-number").textContent = `Slide ${slide} of ${slides.length}`;
    const progress = this.root.querySelector(".deck-progress");
    progress.firstElementChild.style.width = `${(100 * slide) / slides.length}%`;
    progress.setAttribute("aria-valuenow", slide);
    progress.setAttribute("aria-valuemax", slides.length);
    this.root.querySelector(".deck-present").textContent = this.screen.presenting ? "Leave" : "Present";
    const corner = this.root.querySelector(".deck-corner");
    corner.setAttribute("aria-expanded", this.panel);
    corner.textContent = this.panel ? "Close" : "Digit";
    this.root.querySelector('[data-do="previous"]').disabled = slide === 1;
    this.root.querySelector('[data-do="next"]').disabled = slide === slides.length;
  }

  /** Covers what is not uncovered yet. A slide that is only passed on the way to another is not covered. */
  showPoints() {
    const { slide, points, shown } = this.place;
    const { predict } = this.data.slides[slide - 1];
    const open = predict && shown > predict ? shown - 1 : shown; // the press after a guess uncovers none
    const hidden = [`${POINTS}:nth-child(n + ${open + 1})`, ".st-key-slide_close blockquote"];
    const covers = this.data.slide === slide && shown < points && !this.place.isQuiz(slide);
    this.root.querySelector(".deck-points").textContent = covers ? `${hidden.join()} { visibility: hidden; }` : "";
    uncover(points && !this.poll.takes(slide) ? `${slide} ${Math.min(shown, points)} ${points}` : "");
    tabShelf.set(PRESENTING, this.screen.presenting ? `on ${slide} ${shown}${this.poll.takes(slide) ? " voted" : ""}` : "");
    this.speaker.tell({ slide, slides: this.data.slides, shown: Math.min(shown, points), points, room: this.poll.told });
  }

  newPictures() {
    this.overview.showPictures();
    this.showPoints();
  }

  say(words) {
    this.root.querySelector("[aria-live]").textContent = words;
  }

  /** A sentence over the slide, until the next key. */
  tell(words) {
    const told = this.root.querySelector(".deck-told");
    told.textContent = words;
    told.hidden = !words;
  }
}

/** Tells the slide's figure how far it is uncovered: "8 2 5" is two of five points of slide 8, "" is all. */
function uncover(words) {
  document.documentElement.dataset.uncovered = words;
  document.dispatchEvent(new CustomEvent("uncovered"));
}

/** What was dragged or clicked, or a list from which something was chosen, gives the keys back. */
function giveKeysBack(signal) {
  const dragged = ".st-key-slide :is(input[type=range], button), .st-key-slide_panel :is(canvas, .label input), .deck-bar button";
  const closed = new MutationObserver(([{ target }]) => target.getAttribute("aria-expanded") === "false" && target.blur());
  const expanded = { attributeFilter: ["aria-expanded"] };
  window.addEventListener("pointerup", () => document.activeElement?.matches(dragged) && document.activeElement.blur(), { signal });
  window.addEventListener("focusin", ({ target }) => target.matches("[role=combobox]") && closed.observe(target, expanded), { signal });
  signal.addEventListener("abort", () => closed.disconnect());
}
