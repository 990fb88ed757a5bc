// How a lecture's time goes by: all of it, that of each slide, and how both stand to a plan. Kept, so that
// a reload loses none of it.

const TIMER = "pace";
const USUAL_PLAN = 45; // minutes
const POINT = 20; // words: about what one point of a slide says

class Pace {
  /** channel: the deck's; another deck's time is not ours. now(): milliseconds. */
  constructor(shelf, channel, now = () => Date.now()) {
    Object.assign(this, { shelf, channel, now });
    const kept = shelf.read(TIMER);
    this.state = kept?.channel === channel ? kept : { channel, plan: USUAL_PLAN, ...this.begun(now()) };
    this.keep();
  }

  /** slide: where one is, since: when the clock was last read, null while it stands still. */
  begun(since) {
    return { passed: 0, since, slide: null, spent: {} };
  }

  keep() {
    this.shelf.set(TIMER, JSON.stringify(this.state));
  }

  /** Adds what has passed since the clock was last read to the whole and to the slide. */
  read() {
    const { state } = this;
    if (state.since === null) return;
    const [now, { slide }] = [this.now(), state];
    const more = now - state.since;
    state.passed += more;
    state.since = now;
    if (slide !== null) state.spent[slide] = (state.spent[slide] ?? 0) + more;
    this.keep();
  }

  get runs() {
    return this.state.since !== null;
  }

  get plan() {
    return this.state.plan;
  }

  get elapsed() {
    this.read();
    return this.state.passed;
  }

  spentOn(slide) {
    this.read();
    return this.state.spent[slide] ?? 0;
  }

  goTo(slide) {
    this.read();
    this.state.slide = slide;
    this.keep();
  }

  pause() {
    this.read();
    this.state.since = this.runs ? null : this.now();
    this.keep();
  }

  restart() {
    const { slide } = this.state;
    Object.assign(this.state, this.begun(this.runs ? this.now() : null), { slide });
    this.keep();
  }

  planFor(minutes) {
    if (minutes > 0) this.state.plan = minutes;
    this.keep();
  }

  /** The plan gives each slide time by what there is to say: its notes' words, and so many more for the
   *  slide and each of its points. late: milliseconds behind what is planned for the end of this slide;
   *  below 0, ahead of its beginning. */
  against(slides, slide) {
    const shares = slides.map(({ notes, points, quiz }) => wordsIn(notes) + POINT * (1 + (quiz ? 2 : points)));
    const sum = (list) => list.reduce((whole, share) => whole + share, 0);
    const share = (60e3 * this.plan) / sum(shares);
    const [begin, planned] = [share * sum(shares.slice(0, slide - 1)), share * shares[slide - 1]];
    const { elapsed } = this;
    return { planned, late: Math.max(0, elapsed - begin - planned) || Math.min(0, elapsed - begin) };
  }
}

const wordsIn = (text) => text.split(/\s+/).filter(Boolean).length;

/** 754000 → 12:34 */
function minutes(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
