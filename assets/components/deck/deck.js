// Plays the deck: buttons, keys, swipes, full screen, points one by one.
// Data: { slide, present, steps, slides: [{ title, section, notes }] }. Sends `go`, a slide's number,
// and `handout`.

const PHONE = "(max-width: 640px)";
const PRESENTING = "backprop-studio-presenting";
const SWIPE = 60; // px a finger moves to turn the page
const POINTS = ".st-key-slide_text li";

export default function (component) {
  const root = component.parentElement.querySelector(".deck");
  root.deck ??= new Deck(root);
  root.deck.update(component);
  return () => root.deck.close();
}

class Deck {
  constructor(root) {
    this.root = root;
    this.html = document.documentElement;
    this.overview = new Overview(root.querySelector(".deck-overview"), (number) => this.go(number));
    this.speaker = new Speaker((name) => this.do(name));
    this.laser = new Laser(root.querySelector(".deck-laser"));
    writeHelp(root.querySelector(".deck-help table"));
    this.closing = new AbortController();
    const { signal } = this.closing;
    root.addEventListener("click", (event) => this.do(event.target.closest("[data-do]")?.dataset.do), { signal });
    window.addEventListener("keydown", (event) => this.key(event), { signal });
    // What was dragged or clicked gives the keys back to the deck.
    window.addEventListener("pointerup", () => letGo(), { signal });
    document.addEventListener("fullscreenchange", () => this.fullscreenChanged(), { signal });
    document.addEventListener("touchstart", (event) => this.touched(event), { signal, passive: true });
    document.addEventListener("touchend", (event) => this.swiped(event), { signal, passive: true });
  }

  update({ data, setTriggerValue }) {
    const first = !this.data;
    const turned = this.data?.slide !== data.slide;
    this.send = setTriggerValue;
    if (turned) this.shown = this.data?.slide > data.slide ? Infinity : 0;
    if (turned || first) this.wanted = data.slide;
    this.data = data;
    if (first && (data.present || sessionStorage.getItem(PRESENTING))) this.present(true);
    this.showBar();
    this.showPoints();
    this.overview.show(data);
    const { title, stop } = data.slides[data.slide - 1];
    if (turned) document.dispatchEvent(new CustomEvent("stop", { detail: stop }));
    if (turned && !first) this.say(`Slide ${data.slide}: ${title}`);
  }

  close() {
    this.closing.abort();
    this.speaker.close();
    this.laser.close();
    delete this.html.dataset.presenting;
    if (document.fullscreenElement) document.exitFullscreen();
  }

  get presenting() {
    return "presenting" in this.html.dataset;
  }

  /** How many points there are to uncover on this slide; on a phone, read by one, none. */
  get points() {
    const covered = this.presenting && this.data.steps && !matchMedia(PHONE).matches;
    return covered ? document.querySelectorAll(POINTS).length : 0;
  }

  // --- what buttons and keys do ---

  do(name) {
    const actions = {
      next: () => this.next(),
      previous: () => this.previous(),
      first: () => this.go(1),
      last: () => this.go(this.data.slides.length),
      overview: () => this.overview.open(false),
      goto: () => this.overview.open(true),
      help: () => this.root.querySelector(".deck-help").showModal(),
      black: () => this.black(),
      speaker: () => this.speaker.open(),
      laser: () => this.laser.toggle(),
      present: () => this.present(!this.presenting),
      leave: () => this.present(false),
      handout: () => this.send("handout", true),
    };
    actions[name]?.();
  }

  next() {
    if (this.shown < this.points) this.uncover(this.shown + 1);
    else this.go(this.wanted + 1);
  }

  previous() {
    const shown = Math.min(this.shown, this.points);
    if (shown > 0) this.uncover(shown - 1);
    else this.go(this.wanted - 1);
  }

  /** Pages turned faster than they are drawn are counted from the one that was wanted last. */
  go(number) {
    const wanted = Math.min(this.data.slides.length, Math.max(1, number));
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    this.send("go", wanted);
  }

  uncover(points) {
    this.shown = points;
    this.showPoints();
  }

  black() {
    const black = this.root.querySelector(".deck-black");
    if (black.open) black.close();
    else black.showModal();
  }

  present(on) {
    if (on) {
      this.html.dataset.presenting = "";
      this.html.requestFullscreen?.().catch(() => {}); // after a reload only a key may ask for it
    } else {
      delete this.html.dataset.presenting;
      if (document.fullscreenElement) document.exitFullscreen();
    }
    keepPresenting(on);
    this.shown = 0;
    this.showBar();
    this.showPoints();
  }

  fullscreenChanged() {
    if (!document.fullscreenElement && this.presenting) this.present(false);
  }

  // --- keys and fingers ---

  key(event) {
    const dialog = this.root.querySelector("dialog[open]");
    if (dialog) return this.dialogKey(dialog, event);
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const name = actionOf(event);
    if (!name || belongsToControl(event) || (name === "leave" && !this.presenting)) return;
    event.preventDefault();
    if (this.presenting && name !== "leave" && !document.fullscreenElement && name !== "present") {
      this.html.requestFullscreen?.().catch(() => {});
    }
    this.do(name);
  }

  /** While the screen is black only the keys that bring it back do something. */
  dialogKey(dialog, event) {
    const name = actionOf(event);
    if (dialog.matches(".deck-black")) {
      if (event.key !== "F5") event.preventDefault();
      if (name === "black" || name === "leave") dialog.close();
    } else if (dialog.matches(".deck-overview")) {
      this.overview.key(event, name);
    } else if (name === "help") {
      dialog.close();
    }
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
    Object.assign(progress, { ariaValueNow: slide, ariaValueMax: slides.length });
    this.root.querySelector(".deck-present").textContent = this.presenting ? "Leave" : "Present";
    this.root.querySelector('[data-do="previous"]').disabled = slide === 1;
    this.root.querySelector('[data-do="next"]').disabled = slide === slides.length;
  }

  showPoints() {
    const hidden = [`${POINTS}:nth-child(n + ${this.shown + 1})`, ".st-key-slide_text blockquote"];
    const covers = this.shown < this.points;
    this.root.querySelector(".deck-points").textContent = covers ? `${hidden.join()} { visibility: hidden; }` : "";
    const { slide, slides } = this.data;
    this.speaker.tell({ slide, slides, shown: Math.min(this.shown, this.points), points: this.points });
  }

  say(words) {
    this.root.querySelector("[aria-live]").textContent = words;
  }
}

function keepPresenting(on) {
  if (on) sessionStorage.setItem(PRESENTING, "yes");
  else sessionStorage.removeItem(PRESENTING);
}

function letGo() {
  const focused = document.activeElement;
  if (focused?.matches(".st-key-slide :is(input[type=range], button), .deck-bar button")) focused.blur();
}
