// The drawing canvas. What is drawn is kept as strokes in units of a 280×280 sheet, over an optional
// picture; both are sent to Python while the pen moves.

const SHEET = 280;
const SEND_EVERY = 60; // ms between two messages to Python under a moving pen

export default function mount(component) {
  const root = component.parentElement.querySelector(".pad");
  if (!root.isConnected) return undefined; // the page was left before this script came
  root.pad ??= new Pad(root);
  root.pad.update(component);
  return untilGone(root, "pad");
}

class Pad {
  constructor(root) {
    this.root = root;
    this.sheet = root.querySelector(".pad-sheet");
    this.canvas = root.querySelector("canvas");
    this.hint = root.querySelector(".pad-hint");
    this.message = root.querySelector(".pad-message");
    this.strokes = [];
    this.picture = null; // { id, side, grey }
    this.past = []; // what undo goes back to
    this.future = []; // what redo brings again
    this.tool = "pen";
    this.stroke = null; // the one being drawn
    this.hand = new Hand();
    this.cursor = null; // the keyboard's pen
    this.serial = 0;
    this.about = null; // what the live channel is to answer, if anything
    this.meant = { label: null, serial: 0 }; // what somebody said that it is, and with which message
    this.untold = null; // what Python is to hear as soon as the channel has answered
    const shown = ({ serial }) => serial >= this.untold?.serial && this.tellRest();
    this.live = new Live(() => this.tell(this.drawing()), shown);
    this.closing = new AbortController();
    this.listen();
    this.heard = { said: (label) => this.say(label), kept: () => this.catchUp() };
    for (const [news, hear] of Object.entries(this.heard)) LISTENERS.set(news, hear);
    root.classList.add("ready"); // nobody presses on it before it listens
    this.resizing = new ResizeObserver(() => this.redraw());
    this.resizing.observe(this.canvas);
  }

  close() {
    if (this.stroke) this.keepUnsent();
    for (const [news, hear] of Object.entries(this.heard)) {
      if (LISTENERS.get(news) === hear) LISTENERS.delete(news);
    }
    this.live.close();
    this.closing.abort();
    this.resizing.disconnect();
    this.tellRest();
    clearTimeout(this.timer);
  }

  update({ data, setStateValue, setTriggerValue }) {
    const { header, body } = unpack(data);
    this.setStateValue = setStateValue;
    this.setTriggerValue = setTriggerValue;
    this.penWidth = header.pen_width;
    this.message.textContent = header.message;
    this.about = header.about;
    if (header.session !== this.session || header.said >= this.meant.serial) {
      this.meant = { label: this.about?.label ?? null, serial: header.said };
    } else if (this.about) this.about.label = this.meant.label; // Python has not heard of it yet
    if (this.about) this.live.open();
    if (header.revision !== this.revision) this.load(header, body);
    this.redraw();
  }

  /** Take over what Python gives: what was drawn before a page switch, or a newly picked picture. */
  load(header, body) {
    const mounted = this.revision === undefined;
    const elsewhere = header.session !== this.session; // before a page switch, or on a server now gone
    const given = header.picture ? pictureCalled(header.picture, body) : null;
    this.revision = header.revision;
    this.session = header.session;
    if (given?.grey) things.set(given.id, given.grey);
    if (given && !mounted) did("drew");
    const kept = mounted ? this.recallPast() : null;
    // A link or a pick brings a drawing without a message of the canvas; else the newest message counts.
    const comparable = header.serial > 0 || kept === header.session;
    const ahead = this.serial > header.serial;
    this.serial = Math.max(this.serial, header.serial);
    if (header.fresh || (elsewhere && comparable && ahead)) {
      if (!this.empty || this.past.length) this.send();
    } else {
      this.replace({ strokes: header.strokes, picture: given });
      if (ahead && !elsewhere && !this.stroke) this.send(); // Python may know a stroke that this took away
    }
    this.recallPictures().then(() => this.redraw());
  }

  /** Another drawing in place of the one there is, which undo brings back; a moving pen draws on in it. */
  replace(state) {
    const { stroke } = this;
    if (same(stroke ? this.past.at(-1) : this.state(), state)) return;
    if (!stroke && (!this.empty || this.past.length)) this.remember();
    Object.assign(this, state);
    if (stroke) {
      this.remember();
      this.strokes = [...this.strokes, stroke];
    }
    this.keep();
  }

  /** What was drawn on a canvas that was still on the screen when this one had come. */
  catchUp() {
    if (this.stroke || !(keptHistory()?.serial > this.serial)) return;
    this.recallPast();
    this.recallPictures().then(() => this.redraw());
    this.send();
    this.redraw();
  }

  /** What this tab keeps of a visit that went on elsewhere, or before a reload. Returns whose it was. */
  recallPast() {
    const history = keptHistory();
    if (!history) return null;
    const states = history.states.map(({ strokes, picture }) => ({ strokes, picture: picture && { id: picture } }));
    this.serial = Math.max(this.serial, history.serial);
    this.past = states.slice(0, history.at);
    this.future = states.slice(history.at + 1).reverse();
    Object.assign(this, states[history.at]);
    return history.session;
  }

  /** The grey values of pictures that are known by name alone. */
  async recallPictures() {
    const named = [this.state(), ...this.past, ...this.future].flatMap(({ picture }) => picture ?? []);
    for (const picture of named.filter(({ grey }) => !grey)) {
      picture.grey = (await things.get(picture.id)) ?? new Uint8Array(0);
      picture.side = Math.sqrt(picture.grey.length);
    }
  }

  // --- what can be done ---

  state() {
    return { strokes: [...this.strokes], picture: this.picture };
  }

  get empty() {
    return !this.strokes.length && !this.picture;
  }

  remember() {
    this.past.push(this.state());
    this.future = [];
  }

  undo() {
    this.travel(this.past, this.future);
  }

  redo() {
    this.travel(this.future, this.past);
  }

  travel(from, to) {
    if (!from.length) return;
    this.letGo();
    to.push(this.state());
    Object.assign(this, from.pop());
    this.changed();
  }

  clear() {
    if (this.empty) return;
    this.letGo();
    this.remember();
    this.strokes = [];
    this.picture = null;
    this.changed();
  }

  choose(tool) {
    this.tool = tool;
    this.showButtons();
  }

  begin(x, y, tool = this.tool) {
    this.remember();
    if (this.about) this.live.open(); // again, if it was lost
    this.stroke = { tool, width: this.penWidth * (tool === "eraser" ? 1.5 : 1), points: [x, y] };
    this.strokes.push(this.stroke);
    this.sendSoon();
    this.redraw();
  }

  extend(x, y) {
    const points = this.stroke.points;
    if (Math.hypot(x - points.at(-2), y - points.at(-1)) < 1.5) return;
    points.push(x, y);
    this.sendSoon();
    this.redrawSoon();
  }

  end() {
    if (!this.stroke) return;
    this.letGo();
    this.changed();
  }

  letGo() {
    this.stroke = this.hand.pointer = null;
  }

  changed() {
    if (!this.empty) did("drew");
    this.send();
    this.keep();
    this.redraw();
  }

  // --- to Python and to the browser's memory ---

  keep() {
    const states = [...this.past, this.state(), ...[...this.future].reverse()];
    tabShelf.set(DRAWING, writeHistory(states, this.past.length, this.serial, this.session));
    if (LISTENERS.get("kept") !== this.heard.kept) LISTENERS.get("kept")?.(); // another canvas has come
  }

  /** The page turns under the pen: the next canvas finds what was drawn, and that it is news. */
  keepUnsent() {
    this.letGo();
    this.serial += 1;
    this.keep();
  }

  /** While the pen moves: over the live channel as often as it answers, else to Streamlit now and then. */
  sendSoon() {
    if (this.isLive) this.live.ask(() => this.drawing());
    else this.timer ??= setTimeout(() => this.send(), SEND_EVERY);
  }

  /** What stays: Streamlit hears of it too, for the other pages and the address, but not while the channel answers. */
  send() {
    clearTimeout(this.timer);
    const drawing = (this.untold = this.drawing());
    if (!this.isLive) return this.tellRest();
    this.timer = setTimeout(() => this.tellRest(), SEND_EVERY);
    this.live.ask(() => drawing);
  }

  tellRest() {
    if (this.untold) this.tell(this.untold);
  }

  get isLive() {
    return this.about !== null && this.live.ready;
  }

  /** Somebody says beside the canvas what it is meant to be. Returns the number with which Python hears of it. */
  say(label) {
    this.mean(label, this.serial + 1);
    const drawing = this.drawing();
    if (this.isLive) this.live.ask(() => drawing);
    return drawing.serial;
  }

  mean(label, serial) {
    this.meant = { label, serial };
    if (this.about) this.about = { ...this.about, label };
  }

  /** The newest state, numbered. What is no longer there is no longer meant to be anything. */
  drawing() {
    this.serial += 1;
    this.root.dataset.drawing = this.serial;
    if (this.empty) this.mean(null, this.serial);
    return { strokes: [...this.strokes], picture: this.picture?.id ?? null, serial: this.serial, about: this.about };
  }

  tell({ strokes, picture, serial }) {
    clearTimeout(this.timer);
    this.timer = this.untold = null;
    this.setStateValue("ink", { strokes, picture, serial });
  }

  // --- mouse, touch, stylus, keyboard ---

  listen() {
    const on = (target, type, handle, options = {}) =>
      target.addEventListener(type, handle, { signal: this.closing.signal, ...options });
    const at = (event) => {
      const box = this.canvas.getBoundingClientRect();
      const places = [event.clientX - box.left, event.clientY - box.top];
      return places.map((v) => Math.round((v / box.width) * SHEET * 10) / 10);
    };
    const notes = (event) => this.hand.note(event);
    for (const type of ["pointerdown", "pointermove", "pointerup"]) on(this.canvas, type, notes);
    on(this.canvas, "pointerdown", (event) => {
      if (!this.hand.mayBegin(event)) return;
      if (this.hand.isTouch && !this.hand.owns(event)) this.undo(); // what the palm drew before its pen came
      this.end();
      this.cursor = null;
      this.canvas.setPointerCapture(event.pointerId);
      this.begin(...at(event), isEraserEnd(event) ? "eraser" : this.tool);
      this.hand.pointer = event;
    });
    on(this.canvas, "pointermove", (event) => {
      if (!this.hand.owns(event)) return;
      const moves = event.getCoalescedEvents?.() ?? [];
      for (const moved of moves.length ? moves : [event]) this.extend(...at(moved));
    });
    for (const type of ["pointerup", "lostpointercapture"]) {
      on(this.canvas, type, (event) => this.hand.owns(event) && this.end());
    }
    // The system takes a touch back when it finds that it was a palm or a gesture.
    on(this.canvas, "pointercancel", (event) => {
      if (this.hand.owns(event)) this.hand.isTouch ? this.undo() : this.end();
    });
    on(this.canvas, "contextmenu", (event) => event.preventDefault());
    // iOS scrolls and shows its magnifier unless the touch itself is refused
    on(this.canvas, "touchstart", (event) => event.preventDefault(), { passive: false });

    on(this.canvas, "keydown", (event) => this.pressed(event));
    on(this.canvas, "blur", () => {
      this.end();
      this.cursor = null;
      this.redraw();
    });
    on(document, "keydown", (event) => {
      const action = isTyping(event) ? null : travelAsked(event);
      if (!action) return;
      event.preventDefault();
      this[action]();
    });
    for (const button of this.root.querySelectorAll("button")) {
      const { do: action } = button.dataset;
      on(button, "click", () => (action in this ? this[action]() : this.choose(action)));
    }
    takePictures(this, on);
  }

  pressed(event) {
    const key = keyOf(event);
    const step = event.shiftKey ? 3 : 12;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (this.hand.pointer || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in moves) {
      this.cursor ??= [SHEET / 2, SHEET / 2];
      this.cursor = this.cursor.map((v, i) => Math.min(SHEET, Math.max(0, v + moves[event.key][i])));
      if (this.stroke) this.extend(...this.cursor);
    } else if (event.key === " ") {
      this.cursor ??= [SHEET / 2, SHEET / 2];
      if (this.stroke) this.end();
      else this.begin(...this.cursor);
    } else if (event.key === "Delete" || event.key === "Backspace") this.clear();
    else if (key === "p") this.choose("pen");
    else if (key === "e") this.choose("eraser");
    else return;
    event.preventDefault();
    this.redraw();
  }

  // --- the picture ---

  redrawSoon() {
    this.frame ??= requestAnimationFrame(() => this.redraw());
  }

  redraw() {
    cancelAnimationFrame(this.frame);
    this.frame = undefined;
    const size = Math.round(this.canvas.clientWidth * devicePixelRatio);
    if (!size) return;
    if (this.canvas.width !== size) this.canvas.width = this.canvas.height = size;
    const context = this.canvas.getContext("2d");
    const ink = `rgb(${colour(this.root, "ink")})`;
    context.setTransform(size / SHEET, 0, 0, size / SHEET, 0, 0);
    context.clearRect(0, 0, SHEET, SHEET);
    if (this.picture?.grey?.length) drawPicture(context, this.picture, colour(this.root, "ink"));
    for (const stroke of this.strokes) drawStroke(context, stroke, ink);
    if (this.cursor) drawCursor(context, this.cursor, this.penWidth / 2, `rgb(${colour(this.root, "acc")})`);
    this.hint.hidden = this.strokes.length > 0 || this.picture !== null;
    this.hint.style.display = this.hint.hidden ? "none" : "";
    this.showButtons();
  }

  showButtons() {
    const impossible = {
      undo: !this.past.length,
      redo: !this.future.length,
      clear: this.empty,
    };
    for (const button of this.root.querySelectorAll("button")) {
      const { do: action } = button.dataset;
      if (action in impossible) button.disabled = impossible[action];
      else button.setAttribute("aria-pressed", action === this.tool);
    }
  }
}

function same(one, other) {
  const plain = ({ strokes, picture }) => JSON.stringify([strokes, picture?.id]);
  return plain(one) === plain(other);
}
