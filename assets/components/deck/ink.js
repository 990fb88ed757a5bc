// A pen to write on the slides. What is written stays with its slide until it is wiped or the page left.

const PAPER = ".st-key-slide";
const TYPE = `${PAPER} [class*="st-key-slide_as_"]`;

class Ink {
  constructor(sheet, signal) {
    Object.assign(this, { sheet, group: sheet.querySelector("g"), written: new Map(), slide: 0 });
    sheet.addEventListener("pointerdown", (event) => this.begin(event), { signal });
    sheet.addEventListener("pointermove", (event) => this.go(event), { signal });
    for (const end of ["pointerup", "pointercancel"]) {
      sheet.addEventListener(end, ({ pointerId }) => pointerId === this.pointer && (this.pointer = null), { signal });
    }
    for (const moved of ["resize", "scroll"]) window.addEventListener(moved, () => this.lay(), { signal, capture: true });
  }

  get on() {
    return this.sheet.hasAttribute("data-on");
  }

  toggle(on = !this.on) {
    this.sheet.toggleAttribute("data-on", on);
    this.pointer = null;
  }

  show(slide) {
    this.slide = slide;
    this.draw();
  }

  wipe() {
    this.written.delete(this.slide);
    this.draw();
  }

  draw() {
    const strokes = this.written.get(this.slide) ?? [];
    this.group.replaceChildren(...strokes.map((points) => shape("path", { d: inkPath(points) })));
    this.lay();
  }

  /** Ink is kept in em from the slide's corner: it stays on its place when the window changes. */
  lay() {
    const { left, top, em } = this.paper();
    this.group.setAttribute("transform", `translate(${left} ${top}) scale(${em})`);
  }

  paper() {
    const slide = document.querySelector(TYPE);
    if (!slide) return { left: 0, top: 0, em: 20 };
    const { left, top, width } = slide.getBoundingClientRect();
    return { left, top, em: (parseFloat(getComputedStyle(slide).fontSize) * width) / slide.offsetWidth };
  }

  begin(event) {
    if (!event.isPrimary || event.button) return;
    this.pointer = event.pointerId;
    this.sheet.setPointerCapture(event.pointerId);
    const strokes = this.written.get(this.slide) ?? [];
    this.written.set(this.slide, [...strokes, []]);
    this.go(event);
  }

  go(event) {
    if (event.pointerId !== this.pointer) return;
    const { left, top, em } = this.paper();
    const stroke = this.written.get(this.slide).slice(-1)[0];
    stroke.push([(event.clientX - left) / em, (event.clientY - top) / em]);
    this.draw();
  }
}

/** A line through points; a dot where there is one only. */
function inkPath(points) {
  const written = points.map(([x, y]) => `${x.toFixed(3)} ${y.toFixed(3)}`);
  return `M${written.join("L")}${points.length === 1 ? `L${written[0]}` : ""}`;
}
