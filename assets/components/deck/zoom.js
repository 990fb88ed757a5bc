// Twice as large, around the mouse: the slide moves under it as under a magnifying glass.

class Zoom {
  /** moved(): the slide lies elsewhere on the screen now. */
  constructor(moved, signal) {
    Object.assign(this, { moved, html: document.documentElement, at: null });
    window.addEventListener("pointermove", (event) => this.follow(event), { signal });
  }

  get on() {
    return "zoomed" in this.html.dataset;
  }

  toggle(on = !this.on) {
    const slide = document.querySelector(".st-key-slide");
    if (on && slide) this.corner = slide.getBoundingClientRect();
    this.html.toggleAttribute("data-zoomed", on);
    this.centre();
  }

  follow({ clientX, clientY }) {
    this.at = [clientX, clientY];
    if (this.on) this.centre();
  }

  centre() {
    const [x, y] = this.at ?? [innerWidth / 2, innerHeight / 2];
    if (this.corner) this.html.style.setProperty("--zoom-at", `${x - this.corner.left}px ${y - this.corner.top}px`);
    this.moved();
  }
}
