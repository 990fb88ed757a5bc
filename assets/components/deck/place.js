// Where the presenter is: the slide, and how many of its points are uncovered. Keys count from here, not
// from what is on the screen, so none is lost that comes before the slide it asked for has been drawn.

class Place {
  /** pointsOf(slide): how many points are to be uncovered there; turned(slide): go there. */
  constructor(pointsOf, turned) {
    Object.assign(this, { pointsOf, turned, turn: 0, shown: 0 });
  }

  /** The server has drawn a slide. It answers `turn`, unless that is long past, or a link led there. */
  drawn(slide, turn, total) {
    this.total = total;
    if (turn < this.turn) return;
    this.turn = turn;
    if (slide !== this.slide) [this.slide, this.shown] = [slide, 0];
  }

  get points() {
    return this.pointsOf(this.slide);
  }

  next() {
    if (this.shown < this.points) this.shown += 1;
    else this.go(this.slide + 1);
  }

  previous() {
    const shown = Math.min(this.shown, this.points);
    if (shown > 0) this.shown = shown - 1;
    else this.go(this.slide - 1);
  }

  /** A slide that is come back to shows all its points. */
  go(number) {
    const slide = Math.min(this.total, Math.max(1, number));
    if (slide === this.slide) return;
    this.shown = slide < this.slide ? Infinity : 0;
    this.slide = slide;
    this.turn += 1;
    this.turned({ slide, turn: this.turn });
  }

  /** The number of a slide as somebody typed it, or null. */
  numberIn(text) {
    const number = /^\s*\d+\s*$/.test(text) ? Number(text) : 0;
    return number >= 1 && number <= this.total ? number : null;
  }
}
