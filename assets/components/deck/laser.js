// A bright ring where the presenter points.

class Laser {
  constructor(dot) {
    this.dot = dot;
    this.follow = ({ clientX, clientY }) => (dot.style.translate = `${clientX}px ${clientY}px`);
  }

  toggle() {
    this.dot.hidden = !this.dot.hidden;
    if (this.dot.hidden) return this.close();
    document.documentElement.dataset.laser = "";
    window.addEventListener("pointermove", this.follow);
  }

  close() {
    this.dot.hidden = true;
    delete document.documentElement.dataset.laser;
    window.removeEventListener("pointermove", this.follow);
  }
}
