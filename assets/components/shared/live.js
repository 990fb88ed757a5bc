// The browser's end of the live channel: the answer under a moving pen. What travels is described in
// backprop/live/wire.py. Where no socket opens, the canvas goes on telling Streamlit alone.

const VERSION = 1;
const TENTHS = 10; // a point travels in tenths of a unit
const PATIENCE = 2000; // ms that an answer may take
const AGAIN = 5000; // ms from a socket that was lost to the next try

/** A drawing as bytes: of its strokes what the server, which has answered `known`, does not know yet. */
function encode({ strokes, serial, picture, about }, known) {
  const same = (stroke, i) => stroke === known[i]?.stroke && stroke.points.length === known[i].count;
  const differs = strokes.findIndex((stroke, i) => !same(stroke, i));
  const keep = differs < 0 ? strokes.length : differs;
  const grown = (stroke, i) => (stroke === known[i]?.stroke && stroke.points.length > known[i].count ? known[i].count : 0);
  const told = strokes.slice(keep).map((stroke, i) => {
    const before = i ? 0 : grown(stroke, keep);
    return { tool: stroke.tool, width: stroke.width, more: before > 0, points: stroke.points.slice(before) };
  });
  const points = Int16Array.from(told.flatMap(({ points }) => points.map((v) => Math.round(v * TENTHS))));
  const header = {
    version: VERSION,
    serial,
    keep,
    picture,
    about,
    strokes: told.map(({ points, ...stroke }) => ({ ...stroke, count: points.length })),
  };
  return packed(header, new Uint8Array(points.buffer));
}

/** What the server knows of a drawing once it has answered it. */
const remembered = ({ strokes }) => strokes.map((stroke) => ({ stroke, count: stroke.points.length }));

class Live {
  /** lost: called with what was asked last and not answered; answered: with what is on the screen now. */
  constructor(lost, answered = () => {}) {
    this.lost = lost;
    this.shown = answered;
    this.socket = null;
    this.asked = null; // { drawing, known } on the way
    this.waiting = null; // makes the newest drawing, when it can go
    this.closedAt = -Infinity;
  }

  get ready() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  open() {
    if (this.socket || performance.now() - this.closedAt < AGAIN) return;
    const script = document.querySelector("script[src*='/static/']").src; // tells where the app lies
    const address = new URL(`${script.slice(0, script.indexOf("/static/"))}/live`);
    address.protocol = address.protocol.replace("http", "ws");
    this.known = [];
    this.socket = new WebSocket(address);
    this.socket.binaryType = "arraybuffer";
    this.socket.onmessage = ({ data }) => this.answered(new Uint8Array(data));
    this.socket.onclose = () => this.closed();
  }

  close() {
    this.lost = this.shown = () => {};
    this.giveUp();
  }

  /** Not to wait for a server that does not say goodbye. */
  giveUp() {
    if (!this.socket) return;
    this.socket.onclose = this.socket.onmessage = null;
    this.socket.close();
    this.closed();
  }

  /** Ask about the newest drawing, which `make` gives when the last one is answered. */
  ask(make) {
    this.waiting = make;
    this.next();
  }

  next() {
    if (this.asked || !this.waiting || !this.ready) return;
    const drawing = this.waiting();
    this.waiting = null;
    this.asked = { drawing, known: remembered(drawing) };
    this.socket.send(encode(drawing, this.known));
    this.timer = setTimeout(() => this.giveUp(), PATIENCE);
  }

  answered(bytes) {
    clearTimeout(this.timer);
    const { header, body } = unpack(bytes);
    const { drawing, known } = this.asked;
    this.asked = null;
    this.known = known;
    if (header.problem) this.lost(drawing);
    let start = 0;
    for (const [part, size] of Object.entries(header.parts ?? {})) {
      LISTENERS.get(part)?.(body.slice(start, start + size));
      start += size;
    }
    this.shown(drawing);
    this.next();
  }

  closed() {
    clearTimeout(this.timer);
    const unanswered = this.waiting?.() ?? this.asked?.drawing;
    this.socket = this.asked = this.waiting = null;
    this.closedAt = performance.now();
    if (unanswered) this.lost(unanswered);
  }
}
