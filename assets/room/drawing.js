// The task to draw: what the network reads under the pen, and what became of what was sent.

let label, reading, asking, changed;
let note = "";

const meant = () => now.task.label ?? label;
const drawing = () => ({ strokes: strokes.map((points) => ({ points })), label: meant() });
const picture = (pixels = "") => `<canvas width=28 height=28 role=img aria-label="What the network sees" data-pixels=${pixels}></canvas>`;

function drawTask({ label }) {
  const mine = now.mine?.drawings ?? [];
  const ready = strokes[0] && meant() >= 0 && mine.length < 20;
  put("head", `<h1>Draw a ${label ?? "digit"}</h1><p>${fools() ? "People should see one digit, the network another." : "The network reads it as you draw."}`);
  put("read", reading && strokes[0] ? `${picture(reading.pixels)}<p role=status>${outcome({ ...reading, label: meant() })}</p><div class=ten aria-hidden=true>${each(reading.outputs, (a, i) => `<span><i style=height:${a * 100}%></i>${i}</span>`)}</div>` : "");
  put("rest", `${label >= 0 ? "" : `<h2>I drew a …</h2>${row([..."0123456789"], (_, i) => button("means", i, i, i === meant()))}`}<button name=send class=go ${ready ? "" : "disabled"}>Send</button><p role=status>${note}<ul>${each(mine, (one) => `<li>${picture(own.pictures[one.id])}<p>Your ${one.label}: ${outcome(one)}`)}</ul>`);
}

/** The pen moved. One question at a time, at most five a second. */
async function drawn() {
  drawPad();
  render();
  changed = true;
  if (asking) return;
  asking = true;
  while (changed && strokes[0]) {
    changed = false;
    const { status, body } = await ask("drawing", { ...drawing(), draft: true });
    if (status === 200) reading = body;
    else changed = status === 429;
    render();
    await new Promise((done) => setTimeout(done, 200));
  }
  asking = false;
}

async function send() {
  const { body } = await ask("drawing", drawing());
  note = body?.problem ?? "Not sent: no connection. It is still here.";
  if (body?.id) {
    own.pictures[body.id] = body.pixels;
    keep();
    strokes = [];
    label = null;
    note = "Sent. Look to the front, or draw another.";
    refresh();
  }
  drawn();
}

const fools = () => now.task.kind === "fool";

function outcome({ digit, output, label, became }) {
  if (became) return `before the class's training read as ${became[0]} at ${two(became[1])}, after it as ${became[2]} at ${two(became[3])}.`;
  return `${fools() && label >= 0 ? (digit === label ? "not fooled, " : "fooled: ") : ""}it reads ${digit}${output ? ` at ${two(output)}` : ""}.`;
}

function paint(canvas) {
  const image = new ImageData(28, 28);
  [...atob(canvas.dataset.pixels)].forEach((grey, i) => (image.data[4 * i + 3] = grey.charCodeAt()));
  canvas.getContext("2d").putImageData(image, 0, 0);
}
