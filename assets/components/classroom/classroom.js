// The room on the projector: its code large, for who joins, and small in the corner while anything is open;
// what the host can do. A document event "classroom" shows it, and opens a room where there is none.
// Data: { known: the room's code as the server heard it last, addresses: this computer's own in its networks,
// back: what leads back, activities: whether the page shows any }. Sends `room`: { code, host }, both null without one, and `activity`: a name.

const ALONE = "This computer is in no network that phones could reach, so nobody can join. The slides work without phones.";
const GONE = "The slides work without it.";
const SURE = {
  reset: ["All votes and drawings of this class will be deleted; the code stays.", "Delete them"],
  end: ["The room will be closed, and all its votes and drawings will be deleted.", "Close and delete"],
};
const CLOSING_KEYS = ["Escape", "q"];

export default function (component) {
  const root = component.parentElement.querySelector(".classroom");
  root.classroom ??= new Classroom(root);
  root.classroom.update(component);
  return untilGone(root, "classroom");
}

class Classroom {
  constructor(root) {
    Object.assign(this, { root, room: theRoom(), closing: new AbortController() });
    for (const part of ["corner", "large", "join", "here", "address", "problem", "tools", "sure"]) this[part] = root.querySelector(`.classroom-${part}`);
    this.allTheSame = root.querySelector("[data-open]");
    const { signal } = this.closing;
    root.addEventListener("click", ({ target }) => this.clicked(target.closest("button")), { signal });
    this.address.querySelector("select").addEventListener("change", ({ target }) => this.room.choose(target.value), { signal });
    document.addEventListener("classroom", () => this.toggle(), { signal });
    this.large.addEventListener("close", () => (this.room.large = false), { signal });
    window.addEventListener("keydown", (event) => this.key(event), { signal, capture: true });
    this.room.rejoin();
  }

  update({ data, setTriggerValue }) {
    const first = !this.data;
    Object.assign(this, { data, send: setTriggerValue, said: data.known });
    this.root.querySelector("form button").textContent = data.back;
    for (const button of this.root.querySelectorAll("[data-activity]")) button.hidden = !data.activities;
    if (first && this.room.large) this.large.showModal(); // mounted anew under a dialog that was open
    if (first) this.room.listen(() => this.show(), this.closing.signal);
    else this.show();
  }

  close() {
    this.closing.abort();
  }

  // --- what the host does ---

  async toggle() {
    if (this.large.open) return this.large.close();
    this.ask(null);
    this.large.showModal();
    this.room.large = true;
    if (!this.alone) await this.room.open();
    this.show();
  }

  clicked(button) {
    if (!button) return;
    const { activity, ask, sure, open } = button.dataset;
    if (open) this.room.open();
    if (button === this.corner) this.toggle();
    if (ask) this.ask(ask);
    if (activity) {
      this.large.close();
      this.send("activity", activity);
    }
    if (sure) this.answer(sure === "yes");
  }

  /** Before anything is deleted, whether it is meant. */
  ask(what) {
    this.asked = what;
    this.tools.hidden = Boolean(what);
    this.sure.hidden = !what;
    if (!what) return;
    const [sentence, label] = SURE[what];
    const [yes, no] = this.sure.querySelectorAll("button");
    this.sure.querySelector("p").textContent = sentence;
    yes.textContent = label;
    no.focus();
  }

  async answer(yes) {
    const asked = this.asked;
    this.ask(null);
    if (!yes) return;
    const { ok, body } = asked === "end" ? await this.room.end() : await this.room.post("reset");
    if (ok && asked === "end") this.large.close();
    this.tellProblem(ok ? "" : body.problem);
  }

  /** What closes it, and the clicker's keys: they turn the slide too. */
  key(event) {
    if (!this.large.open || event.ctrlKey || event.metaKey || event.altKey) return;
    if (["PageDown", "PageUp"].includes(event.key)) this.large.close();
    if (!CLOSING_KEYS.includes(keyOf(event))) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.asked) this.ask(null);
    else this.large.close();
  }

  // --- what is shown ---

  show() {
    const { room, data } = this;
    if (this.said !== room.code) this.send("room", { code: room.code, host: room.host });
    this.said = room.code;
    this.chooseAddress();
    this.showCorner();
    this.tools.hidden = !room.state || Boolean(this.asked);
    this.here.textContent = room.state ? `${phones(room.state.joined)} joined` : "";
    const lost = room.code && !room.state ? UNREACHED : room.problem;
    this.tellProblem(lost ? `${lost} ${GONE}` : this.alone ? ALONE : (room.state?.host?.problem ?? ""));
    this.allTheSame.hidden = Boolean(room.code) || !this.alone;
    const shown = room.code ? room.qr : "";
    if (this.shown === shown) return;
    this.shown = shown;
    this.join.replaceChildren(...(shown ? [joinCard(room)] : []));
  }

  /** Whether nobody but this computer can reach the app. */
  get alone() {
    return isLoopback(new URL(appAddress()).hostname) && !this.data.addresses.length;
  }

  /** Opened as localhost, the app has an address that phones cannot type: one of the computer's own instead. */
  chooseAddress() {
    const { addresses } = this.data;
    const reached = new URL(this.room.reached).hostname;
    const own = new URL(appAddress()).hostname;
    if (isLoopback(own) && addresses.length && !addresses.includes(reached)) this.room.choose(addresses[0]);
    this.address.hidden = !this.room.code || !isLoopback(own) || addresses.length < 2;
    const select = this.address.querySelector("select");
    if (select.options.length !== addresses.length) select.replaceChildren(...addresses.map((address) => new Option(address)));
    select.value = new URL(this.room.reached).hostname;
  }

  showCorner() {
    const { state } = this.room;
    const [voted, drawn] = [state?.stage.startsWith("open") && state.question, state?.task?.kind];
    this.corner.hidden = !(voted || drawn);
    document.documentElement.toggleAttribute("data-room-open", !this.corner.hidden);
    if (this.corner.hidden) return this.corner.replaceChildren();
    if (!this.corner.firstChild) this.corner.append(joinCard(this.room), element("span", "classroom-count", ""));
    const count = voted ? `${state.answered} of ${state.joined} answered` : `${state.drawings} from ${phones(state.joined)}`;
    this.corner.lastChild.textContent = count;
  }

  tellProblem(sentence) {
    this.problem.hidden = !sentence;
    this.problem.textContent = sentence;
  }
}
