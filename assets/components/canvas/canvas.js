// The drawing canvas. What is drawn is kept as strokes in units of a 280×280 sheet, over an optional
// picture; both are sent to Python while the pen moves.

const SHEET = 280;
const SEND_EVERY = 60; // ms between two messages under a moving pen
const KEPT = "backprop-studio-strokes";
const MAX_PICTURE = 20e6; // bytes, as server.maxUploadSize

export default function (component) {
  const root = component.parentElement.querySelector(".pad");
  root.pad ??= new Pad(root);
  root.pad.update(component);
  return () => root.pad.close();
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
    this.tool = "pen";
    this.stroke = null; // the one being drawn
    this.cursor = null; // the keyboard's pen
    this.serial = 0;
    this.closing = new AbortController();
    this.listen();
    this.resizing = new ResizeObserver(() => this.redraw());
    this.resizing.observe(this.canvas);
  }

  close() {
    this.closing.abort();
    this.resizing.disconnect();
    clearTimeout(this.timer);
  }

  update({ data, setStateValue, setTriggerValue }) {
    const { header, body } = unpack(data);
    this.setStateValue = setStateValue;
    this.setTriggerValue = setTriggerValue;
    this.penWidth = header.pen_width;
    this.message.textContent = header.message;
    if (header.revision !== this.revision) this.load(header, body);
    this.redraw();
  }

  /** Take over what Python gives: what was drawn before a page switch, or a newly picked picture. */
  load(header, body) {
    if (this.revision !== undefined) this.remember();
    this.revision = header.revision;
    this.serial = Math.max(this.serial, header.serial);
    this.strokes = header.strokes;
    this.picture = header.picture ? { id: header.picture, side: Math.sqrt(body.length), grey: body } : null;
    const kept = sessionStorage.getItem(KEPT);
    if (header.fresh && kept) {
      this.strokes = JSON.parse(kept);
      if (this.strokes.length) this.send();
    } else this.keep();
  }

  // --- what can be done ---

  remember() {
    this.past.push({ strokes: [...this.strokes], picture: this.picture });
  }

  undo() {
    if (!this.past.length) return;
    Object.assign(this, this.past.pop());
    this.changed();
  }

  clear() {
    if (!this.strokes.length && !this.picture) return;
    this.remember();
    this.strokes = [];
    this.picture = null;
    this.changed();
  }

  choose(tool) {
    this.tool = tool;
    this.showButtons();
  }

  begin(x, y) {
    this.remember();
    this.stroke = { tool: this.tool, width: this.penWidth * (this.tool === "eraser" ? 1.5 : 1), points: [x, y] };
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
    this.stroke = null;
    this.changed();
  }

  changed() {
    this.keep();
    this.send();
    this.redraw();
  }

  // --- to Python and to the browser's memory ---

  keep() {
    sessionStorage.setItem(KEPT, JSON.stringify(this.strokes));
  }

  sendSoon() {
    this.timer ??= setTimeout(() => this.send(), SEND_EVERY);
  }

  send() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.serial += 1;
    this.root.dataset.drawing = this.serial;
    this.setStateValue("ink", {
      strokes: this.strokes,
      picture: this.picture?.id ?? null,
      serial: this.serial,
    });
  }

  async sendPicture(file) {
    if (file.size > MAX_PICTURE) {
      this.message.textContent = "That picture is larger than 20 MB: choose a smaller one.";
      return;
    }
    const reader = new FileReader();
    reader.onload = () => this.setTriggerValue("pasted", reader.result.split(",")[1] ?? "");
    reader.readAsDataURL(file);
  }

  // --- mouse, touch, stylus, keyboard, clipboard ---

  listen() {
    const on = (target, type, handle, options = {}) =>
      target.addEventListener(type, handle, { signal: this.closing.signal, ...options });
    const at = (event) => {
      const box = this.canvas.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top].map(
        (v) => Math.round((v / box.width) * SHEET * 10) / 10,
      );
    };
    on(this.canvas, "pointerdown", (event) => {
      if (event.button !== 0 || !event.isPrimary) return;
      this.canvas.setPointerCapture(event.pointerId);
      this.cursor = null;
      this.begin(...at(event));
    });
    on(this.canvas, "pointermove", (event) => {
      if (!this.stroke || this.cursor || !event.isPrimary) return;
      for (const moved of event.getCoalescedEvents?.() ?? [event]) this.extend(...at(moved));
    });
    for (const type of ["pointerup", "pointercancel"]) on(this.canvas, type, () => this.end());
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
      if ((event.ctrlKey || event.metaKey) && event.key === "z" && !isTyping(event)) {
        event.preventDefault();
        this.undo();
      }
    });
    for (const button of this.root.querySelectorAll("button")) {
      const { do: action } = button.dataset;
      on(button, "click", () => (action in this ? this[action]() : this.choose(action)));
    }

    on(document, "paste", (event) => {
      const file = [...event.clipboardData.files].find((f) => f.type.startsWith("image/"));
      if (file && !isTyping(event)) this.sendPicture(file);
    });
    on(this.sheet, "dragover", (event) => {
      event.preventDefault();
      this.sheet.classList.add("dropping");
    });
    on(this.sheet, "dragleave", () => this.sheet.classList.remove("dropping"));
    on(this.sheet, "drop", (event) => {
      event.preventDefault();
      this.sheet.classList.remove("dropping");
      if (event.dataTransfer.files[0]) this.sendPicture(event.dataTransfer.files[0]);
    });
  }

  pressed(event) {
    const step = event.shiftKey ? 3 : 12;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in moves) {
      this.cursor ??= [SHEET / 2, SHEET / 2];
      this.cursor = this.cursor.map((v, i) => Math.min(SHEET, Math.max(0, v + moves[event.key][i])));
      if (this.stroke) this.extend(...this.cursor);
    } else if (event.key === " ") {
      this.cursor ??= [SHEET / 2, SHEET / 2];
      if (this.stroke) this.end();
      else this.begin(...this.cursor);
    } else if (event.key === "Delete" || event.key === "Backspace") this.clear();
    else if (event.key === "p") this.choose("pen");
    else if (event.key === "e") this.choose("eraser");
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
    if (this.picture) this.drawPicture(context);
    for (const stroke of this.strokes) drawStroke(context, stroke, ink);
    if (this.cursor) drawCursor(context, this.cursor, this.penWidth / 2, `rgb(${colour(this.root, "acc")})`);
    this.hint.hidden = this.strokes.length > 0 || this.picture !== null;
    this.hint.style.display = this.hint.hidden ? "none" : "";
    this.showButtons();
  }

  drawPicture(context) {
    const { side, grey } = this.picture;
    const layer = new OffscreenCanvas(side, side);
    const image = new ImageData(side, side);
    const [red, green, blue] = colour(this.root, "ink");
    grey.forEach((alpha, i) => image.data.set([red, green, blue, alpha], 4 * i));
    layer.getContext("2d").putImageData(image, 0, 0);
    context.imageSmoothingEnabled = side > 28;
    context.drawImage(layer, 0, 0, SHEET, SHEET);
  }

  showButtons() {
    const empty = !this.strokes.length && !this.picture;
    for (const button of this.root.querySelectorAll("button")) {
      const { do: action } = button.dataset;
      if (button.ariaPressed !== null) button.ariaPressed = String(action === this.tool);
      else button.disabled = action === "undo" ? !this.past.length : empty;
    }
  }
}

function isTyping(event) {
  return event.target.closest?.("input, textarea, [contenteditable=true]") != null;
}

/** One stroke, smoothed: quadratic curves whose control points are what the pen touched. */
function drawStroke(context, { tool, width, points }, ink) {
  context.globalCompositeOperation = tool === "eraser" ? "destination-out" : "source-over";
  context.strokeStyle = ink;
  context.lineWidth = width;
  context.lineCap = context.lineJoin = "round";
  context.beginPath();
  context.moveTo(points[0], points[1]);
  for (let i = 2; i < points.length - 2; i += 2) {
    const [x, y, nextX, nextY] = points.slice(i, i + 4);
    context.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
  }
  context.lineTo(points.at(-2), points.at(-1));
  if (points.length === 2) context.lineTo(points[0] + 0.01, points[1]); // a line without length is not drawn
  context.stroke();
  context.globalCompositeOperation = "source-over";
}

function drawCursor(context, [x, y], radius, accent) {
  context.strokeStyle = accent;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.stroke();
}
