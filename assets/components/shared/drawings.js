// The digits that a room's phones have drawn: { id, strokes, label (null: not said), digit: what it is read as,
// output: how strongly, pixels: 784 bytes, ink = 255 }. Needs room.js.

class Drawings {
  /** changed(): there are others now. */
  constructor(room, changed, signal) {
    Object.assign(this, { room, changed, all: [], seen: null, asking: null });
    room.listen((state) => this.told(state), signal);
  }

  told(state) {
    if (!state || state.drawings_version === this.seen) return;
    [this.seen, this.count] = [state.drawings_version, state.drawings];
    this.asking ??= this.catchUp();
  }

  /** One question at a time, however fast they come; what was not answered is asked again with the next news. */
  async catchUp() {
    let seen;
    do {
      seen = this.seen;
      if (!(await this.fetch())) seen = this.seen = null;
    } while (seen !== this.seen);
    this.asking = null;
  }

  /** Those that are new; all of them where others have gone. Returns whether the room answered. */
  async fetch() {
    const last = this.all.length ? Math.max(...this.all.map(({ id }) => id)) : 0;
    const fresh = await this.after(last);
    if (!fresh) return false;
    this.all = [...this.all, ...fresh];
    if (this.all.length !== this.count) this.all = (await this.after(0)) ?? this.all;
    this.changed();
    return true;
  }

  /** All with a higher id, or null; the room tells some of them at a time. */
  async after(id) {
    const found = [];
    for (;;) {
      const { ok, body } = await this.room.get(`drawings?after=${found[found.length - 1]?.id ?? id}`);
      if (!ok) return null;
      if (!body.length) return found;
      found.push(...body.map(unwrapped));
    }
  }

  async remove(id) {
    const { ok } = await this.room.remove(`drawings/${id}`);
    if (ok) this.all = this.all.filter((drawing) => drawing.id !== id);
    this.changed();
  }
}

function unwrapped(drawing) {
  return { ...drawing, pixels: Uint8Array.from(atob(drawing.pixels), (sign) => sign.charCodeAt(0)) };
}

const isWrong = ({ label, digit }) => label !== null && label !== digit;

/** "an 8", "a 7" */
const a = (digit) => `${digit === 8 ? "an" : "a"} ${digit}`;

/** What the phones are asked for, from now on; a network of the visitor's own does not read for them. */
function ask(room, kind, label, network) {
  if (!room.code) return;
  room.post("task", { kind, ...(label === null ? {} : { label }), ...(network ? { network } : {}) });
}

/** Buttons for “any” and the ten digits. chosen(digit or null) */
function whichDigit(place, any, chosen) {
  const buttons = [null, ...Array(10).keys()].map((digit) => {
    const button = element("button", "", digit === null ? any : digit);
    button.type = "button";
    button.addEventListener("click", () => chosen(digit));
    return button;
  });
  place.replaceChildren(...buttons);
  return (at) => buttons.forEach((button, i) => button.setAttribute("aria-pressed", at === (i ? i - 1 : null)));
}
