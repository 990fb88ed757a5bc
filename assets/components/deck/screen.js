// Presenting is the deck's own state, and full screen comes and goes with it. In full screen a browser
// keeps Esc to itself and tells only that full screen has ended. But it ends for a new window too, and
// that is no reason to show the sidebar to a class.

class Screen {
  /** left(): the presenter wants to leave, and no dialog is open that Esc would close. */
  constructor(left, signal) {
    this.left = left;
    this.html = document.documentElement;
    document.addEventListener("fullscreenchange", () => this.changed(), { signal });
    window.addEventListener("focus", (event) => event.target === window && this.expectWindow(false), { signal });
    window.addEventListener("click", (event) => this.clicked(event), { signal });
  }

  get presenting() {
    return "presenting" in this.html.dataset;
  }

  /** Whether full screen was lost while presenting, and can be had again. */
  get lost() {
    return this.presenting && !document.fullscreenElement && Boolean(document.fullscreenEnabled);
  }

  present(on) {
    this.html.toggleAttribute("data-presenting", on);
    if (on) this.regain();
    else if (document.fullscreenElement) document.exitFullscreen();
  }

  /** After a reload, or once another window was open, a key or a click has to ask for it. */
  regain() {
    if (!this.lost) return;
    this.html.requestFullscreen?.().catch(() => {});
    navigator.keyboard?.lock?.(["Escape"]).catch(() => {}); // where that works, Esc is a key like others
  }

  /** A new window is about to open. */
  expectWindow(soon = true) {
    this.expecting = soon && Boolean(document.fullscreenElement);
  }

  changed() {
    if (document.fullscreenElement || !this.presenting) return;
    const window_ = this.expecting || !document.hasFocus();
    this.expecting = false;
    if (window_) return;
    const dialog = document.querySelector("dialog[open]");
    if (dialog) dialog.close();
    else this.left();
  }

  clicked(event) {
    const link = event.target.closest?.("a[href]");
    if (link?.target) this.expectWindow();
    else if (!link) this.regain();
  }
}
