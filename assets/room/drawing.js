// The task to draw: what the network reads under the pen, and what became of what was sent.

let reading, asking, changed, sending;
let label = -1; // what this phone says that it draws
let note = "";

const meant = () => now.task.label ?? label;
const inks = () => lines.map((points) => ({ points }));
const picture = (pixels = "") =>
  `<canvas width=28 height=28 role=img aria-label="What the network sees" data-pixels=${pixels}></canvas>`;

function drawTask({ label }) {
  const mine = now.mine?.drawings ?? [];
  const ready = lines[0] && meant() >= 0 && mine.length < 20;
  put("head", `<h1>${fools() ? "Fool the network" : "Draw a digit"}</h1>
    <p>${label === null ? "" : `Draw a ${label}. `}
    ${fools() ? "People should read it right, the network wrong." : "The network reads it as you draw."}`);
  put("read", reading && lines[0] ? `${picture(reading.pixels)}
    <p role=status>${outcome({ ...reading, label: meant() })}</p>
    <div class=ten aria-hidden=true>${each(reading.outputs, (a, i) => `<span><i style=height:${a * 40}px></i>${i}</span>`)}</div>` : "");
  put("rest", `${label !== null ? "" : `<h2>I drew a …</h2>${row([..."0123456789"], (_, i) => button("means", i, i, i === meant()))}`}
    <button name=send class=go ${ready ? "" : "disabled"}>Send</button>
    <p role=status>${note}
    <ul>${each(mine, (one) => `<li>${picture(own.pictures[one.id])}<p>Your ${one.label}. ${outcome(one)}`)}</ul>`);
}

/** The pen moved. One question at a time, at most five a second. */
async function drawn() {
  drawPad();
  render();
  changed = true;
  if (asking) return;
  asking = true;
  while (changed && lines[0]) {
    changed = false;
    const { status, body } = await ask("drawing", { strokes: inks(), draft: true });
    if (status === 200) reading = body;
    else changed = status === 429;
    render();
    await new Promise((done) => setTimeout(done, 200));
  }
  asking = false;
}

async function send() {
  if (sending) return;
  sending = true;
  const { body } = await ask("drawing", { strokes: inks(), label: meant() });
  sending = false;
  note = body?.problem ?? "Not sent: no connection. It is still here.";
  if (body?.id) {
    own.pictures[body.id] = body.pixels;
    keep();
    lines = [];
    label = -1;
    note = "Sent. Look to the front, or draw another.";
    refresh();
  }
  drawn();
}

function paint(canvas) {
  const image = new ImageData(28, 28);
  [...atob(canvas.dataset.pixels)].forEach((grey, i) => (image.data[4 * i + 3] = grey.charCodeAt()));
  canvas.getContext("2d").putImageData(image, 0, 0);
}
