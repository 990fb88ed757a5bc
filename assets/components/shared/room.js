// The page's link to a room full of phones. What travels is described in backprop/room/. Needs storage.js.
// One room for the page: whoever asks for it by `theRoom()` has the same.

const ROOM = "room";
const ADDRESS = "room-address";
const CLASS = 12 * 3600e3; // ms after which another tab no longer takes over a room
const RETRY = 2000; // ms to the next try to reach a room
const REACH = 5000; // ms after which a room that does not answer counts as lost, until it does
const UNREACHED = "The room cannot be reached just now.";

const theRoom = () => (window.backpropRoom ??= new Room());

/** Where the app lies, without a last slash: http://127.0.0.1:8501/base */
function appAddress() {
  const script = document.querySelector("script[src*='/static/']").src; // tells where the app lies
  return script.slice(0, script.indexOf("/static/"));
}

/** Holds `code`, `host` (null: no room), and `state`: what the server told last, null until it did and
 *  while it cannot be reached; `state.host` is told to the host alone. `problem`: why nothing opened;
 *  `large`: whether its code fills the screen. */
class Room {
  constructor() {
    Object.assign(this, { code: null, host: null, state: null, problem: "", large: false, asked: new Map() });
    for (const [target, name] of [[document, "visibilitychange"], [window, "pageshow"], [window, "online"]]) {
      target.addEventListener(name, () => document.hidden || this.wake());
    }
  }

  /** A new room, where there is none yet. Returns whether there is one now. */
  async open() {
    if (this.code) return true;
    const { ok, body } = await this.ask("POST", "room", {});
    if (ok && body?.code) await this.enter(body);
    else this.problem = body?.problem ?? UNREACHED;
    this.tell();
    return Boolean(this.code);
  }

  /** After a reload, or in another tab of the same class: the room that was open. */
  async rejoin() {
    const [mine, others] = [tabShelf, browserShelf].map((shelf) => shelf.read(ROOM));
    const kept = mine?.code ? mine : others?.at > Date.now() - CLASS ? others : null;
    if (kept && !this.code) await this.enter(kept);
  }

  async enter({ code, host }) {
    Object.assign(this, { code, host, problem: "" });
    for (const shelf of [tabShelf, browserShelf]) shelf.set(ROOM, JSON.stringify({ code, host, at: Date.now() }));
    this.listenToServer();
    await this.refresh();
  }

  /** Delete the room with all it holds. */
  async end() {
    const answer = await this.ask("DELETE", this.path(""));
    if (answer.ok || answer.status === 404) this.forget();
    return answer;
  }

  forget() {
    this.source?.close();
    clearTimeout(this.losing);
    Object.assign(this, { code: null, host: null, state: null, source: null, losing: null });
    for (const shelf of [tabShelf, browserShelf]) shelf.remove(ROOM);
    this.tell();
  }

  // --- asking ---

  /** To the room as its host: { ok, status, body }; `body.problem` is a sentence where it is not ok. */
  async post(path, body = {}) {
    const answer = await this.ask("POST", this.path(path), body);
    if (answer.ok && answer.body?.stage) this.take(answer.body);
    return answer;
  }

  /** Ask what the server has prepared under this name; null: nothing. A question that was asked before
   *  stands where it stood. */
  async question(prepared) {
    const answer = await this.post("question", prepared ? { prepared } : {});
    if (answer.ok && prepared) this.asked.set(prepared, answer.body.question.id);
    if (answer.ok) this.tell();
    return answer;
  }

  /** Whether that question is asked now. */
  asks(prepared) {
    const asked = this.state?.question?.id;
    return asked !== undefined && asked === (this.asked.get(prepared) ?? prepared);
  }

  get(path) {
    return this.ask("GET", this.path(path));
  }

  /** A file of the room's, as a Blob; null where there is none. */
  async file(path) {
    try {
      const answer = await fetch(`${appAddress()}/${this.path(path)}`, { headers: this.token });
      return answer.ok ? await answer.blob() : null;
    } catch {
      return null;
    }
  }

  remove(path) {
    return this.ask("DELETE", this.path(path));
  }

  path(rest) {
    return `room/${this.code}${rest && `/${rest}`}`;
  }

  /** What only the host can send. */
  get token() {
    return this.host ? { Authorization: `Bearer ${this.host}` } : {};
  }

  async ask(method, path, body) {
    const headers = this.token;
    if (body) headers["Content-Type"] = "application/json";
    try {
      const answer = await fetch(`${appAddress()}/${path}`, { method, headers, body: body && JSON.stringify(body) });
      const { ok, status } = answer;
      const told = parsed(await answer.text());
      return { ok, status, body: ok || told?.problem ? told : { problem: UNREACHED } };
    } catch {
      return { ok: false, status: 0, body: { problem: UNREACHED } };
    }
  }

  // --- being told ---

  /** Calls fn(state) now and with each new one. */
  listen(fn, signal) {
    document.addEventListener("room", () => fn(this.state), { signal });
    fn(this.state);
  }

  tell() {
    document.dispatchEvent(new CustomEvent("room"));
  }

  listenToServer() {
    this.source?.close();
    const source = new EventSource(`${appAddress()}/${this.path("events")}`);
    this.source = source;
    source.onopen = () => (this.anew = true); // a server that was started again may count from the start
    source.onmessage = ({ data }) => this.take(JSON.parse(data));
    source.onerror = () => this.falter(source);
  }

  take(state) {
    if (state.code !== this.code) return;
    clearTimeout(this.losing);
    this.losing = null;
    if (!this.anew && state.version < this.state?.version) return;
    this.anew = false;
    const turned = turnOf(state) !== turnOf(this.state);
    this.state = { host: turned ? undefined : this.state?.host, ...state };
    this.tell();
    if (turned && !state.host) this.refresh();
  }

  /** What only the host is told comes with this; so does that the room has gone. */
  async refresh() {
    const asked = this.code;
    const { ok, status, body } = await this.get("state");
    if (asked !== this.code) return;
    if (ok) this.take(body);
    if (status === 404) this.forget();
  }

  /** The browser connects again by itself, unless it has given up. */
  falter(source) {
    if (source !== this.source) return;
    this.losing ??= setTimeout(() => this.lose(), REACH);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => this.recover(source), RETRY);
  }

  async recover(source) {
    if (source !== this.source) return;
    await this.refresh();
    if (source === this.source) this.listenToServer();
  }

  lose() {
    this.state = null;
    this.tell();
  }

  /** A computer that slept may hold a connection that is none. */
  wake() {
    if (this.code) this.recover(this.source);
  }

  // --- what phones type ---

  /** The app's own address, or, where only this computer can reach that, the one that was chosen. */
  get address() {
    return `${this.reached}/room`;
  }

  get reached() {
    const own = new URL(appAddress());
    const chosen = isLoopback(own.hostname) && (this.chosen ?? browserShelf.get(ADDRESS));
    if (!chosen) return own.href.replace(/\/$/, "");
    own.hostname = chosen;
    return own.href.replace(/\/$/, "");
  }

  /** host: one of this computer's addresses in its network */
  choose(host) {
    this.chosen = host; // a browser may keep nothing
    browserShelf.set(ADDRESS, host);
    this.tell();
  }

  /** The address of the code to scan. */
  get qr() {
    const { origin } = new URL(this.reached);
    return `${appAddress()}/${this.path("qr.svg")}?address=${encodeURIComponent(origin)}`;
  }
}

const turnOf = (state) => state && `${state.stage} ${state.question?.id}`;

const isLoopback = (name) => name === "localhost" || name === "[::1]" || name.startsWith("127.");

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
