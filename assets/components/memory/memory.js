// Keeps what a visitor made (networks, a training, the pictures on the canvas, a page of digits) in the
// browser, and gives it back to a session that does not know it: after a reload, after the server was
// started anew.
// Header: { session, asked, unsaved, things: [{ name, title, size }] }, then the things' bytes.
// Sends `kept`, names, when new things are kept, `restored`, once for a session, all there is, and `missed`
// where a press may have been reported together with what was kept.

const LIST = "things"; // [{ name, title }] of this tab; what is in them lies in the database
const NETWORKS = 5;

export default function (component) {
  const root = component.parentElement.querySelector(".memory");
  root.memory ??= new Memory();
  root.memory.update(component);
  return untilGone(root, "memory");
}

class Memory {
  constructor() {
    this.presses = 0; // that Streamlit was not sent yet
    this.closing = new AbortController();
    const { signal } = this.closing;
    window.addEventListener("beforeunload", (event) => this.leaving(event), { signal });
    for (const press of ["click", "keydown", "change"]) {
      window.addEventListener(press, () => this.press(), { signal, capture: true });
    }
  }

  close() {
    this.closing.abort();
  }

  update({ data, setStateValue, setTriggerValue }) {
    const { header, body } = unpack(data);
    this.unsaved = header.unsaved;
    this.keep(header.things, body).then((names) => {
      if (!names.length) return;
      const { presses } = this;
      setStateValue("kept", names);
      onceSent(() => presses + this.presses > 0 && setTriggerValue("missed", true));
    });
    if (MEMORY.session === header.session) return;
    MEMORY.session = header.session;
    everything().then((all) => {
      if (header.asked || all.drawing || all.things.length) setTriggerValue("restored", all);
    });
  }

  /** Take over new things; the names of all that were sent. */
  async keep(sent, body) {
    let start = 0;
    for (const { name, title, size } of sent) {
      const value = body.slice(start, (start += size));
      const lasts = size === 0 || (await things.set(name, value));
      this.onlyHere ||= !lasts;
      await list(name, title, size);
    }
    return sent.map(({ name }) => name);
  }

  /** What is reported in the same moment as a press is sent with it, and Streamlit answers one fragment alone. */
  press() {
    this.presses += 1;
    onceSent(() => (this.presses -= 1));
  }

  /** Asks before something is left that is kept nowhere. */
  leaving(event) {
    if ((this.unsaved || this.onlyHere) && !MEMORY.comingBack) event.preventDefault();
  }
}

/** Streamlit sends what was reported when it comes to its timer, set in the same moment or just after. */
function onceSent(then) {
  setTimeout(() => setTimeout(then));
}

/** Enter a thing in this tab's list, and forget those that it replaces. */
async function list(name, title, size) {
  const kind = name.split("-")[0];
  const before = listed().filter((one) => one.name !== name);
  const alike = before.filter((one) => one.name.startsWith(kind));
  const replaced = alike.slice(kind === "own" ? NETWORKS - 1 : 0);
  const now = before.filter((one) => !replaced.includes(one));
  tabShelf.set(LIST, JSON.stringify(size ? [{ name, title }, ...now] : now));
  for (const one of replaced) await things.remove(one.name);
}

function listed() {
  const list = tabShelf.read(LIST);
  return Array.isArray(list) ? list : [];
}

/** The drawing as the canvas left it, the pictures that its history names, networks and training. */
async function everything() {
  const history = keptHistory();
  const pictures = new Set(history?.states.map(({ picture }) => picture));
  const own = [...pictures].filter((name) => name?.startsWith("picture-")).map((name) => ({ name, title: "" }));
  const all = [];
  for (const { name, title } of [...own, ...listed()]) {
    const value = await things.get(name);
    if (value) all.push({ name, title, data: await base64(value) });
  }
  return { drawing: history && { ...history.states[history.at], serial: history.serial }, things: all };
}

async function base64(bytes) {
  const reader = new FileReader();
  reader.readAsDataURL(new Blob([bytes]));
  await new Promise((resolve) => (reader.onload = resolve));
  return reader.result.split(",")[1] ?? "";
}
