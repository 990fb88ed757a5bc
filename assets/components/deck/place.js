// Where the presenter is: the slide, and how many of its points are uncovered. Keys count from here, not
// from what is on the screen, so none is lost that comes before the slide it asked for has been drawn.

class Place {
  /** pointsOf(slide): how many points are to be uncovered there; isQuiz(slide): whether they are the
   *  stages of a quiz, which the server uncovers; turned({ slide, turn, shown }): go there. */
  constructor(pointsOf, isQuiz, turned) {
    Object.assign(this, { pointsOf, isQuiz, turned, turn: 0, shown: 0 });
  }

  /** The server has drawn a slide, a quiz at a stage. It answers `turn`, unless that is long past, or a
   *  link led there. */
  drawn(slide, turn, total, stage) {
    this.total = total;
    if (turn < this.turn) return;
    this.turn = turn;
    if (slide !== this.slide) [this.slide, this.shown] = [slide, 0];
    this.shown = stage ?? this.shown;
  }

  get points() {
    return this.pointsOf(this.slide);
  }

  next() {
    if (this.shown < this.points) this.uncover(this.shown + 1);
    else this.go(this.slide + 1);
  }

  previous() {
    const shown = Math.min(this.shown, this.points);
    if (shown > 0) this.uncover(shown - 1);
    else this.go(this.slide - 1);
  }

  uncover(shown, told = this.isQuiz(this.slide)) {
    this.shown = shown;
    if (told) this.tell();
  }

  /** A slide that is come back to shows all its points. */
  go(number) {
    const slide = Math.min(this.total, Math.max(1, number));
    if (slide === this.slide) return;
    this.shown = slide < this.slide ? this.pointsOf(slide) : 0;
    this.slide = slide;
    this.tell();
  }

  tell() {
    this.turn += 1;
    this.turned({ slide: this.slide, turn: this.turn, shown: this.shown });
  }

  /** The number of a slide as somebody typed it, or null. */
  numberIn(text) {
    const number = /^\s*\d+\s*$/.test(text) ? Number(text) : 0;
    return number >= 1 && number <= this.total ? number : null;
  }
}
