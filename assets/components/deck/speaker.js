// The deck's end of the speaker's window (assets/notes/): it tells the window where the deck is, and does
// what the window's keys ask for. Both talk over a channel, so that either may be reloaded.

const CHANNEL = "backprop-studio-deck";

class Speaker {
  constructor(act) {
    this.act = act;
    this.self = random();
    this.join(tabShelf.get("channel") ?? random());
    this.channel.postMessage({ ask: this.self });
  }

  /** A duplicated tab has the first one's memory: where another deck lives already, this one moves. */
  join(name) {
    tabShelf.set("channel", name);
    this.channel?.close();
    this.channel = new BroadcastChannel(`${CHANNEL}-${name}`);
    this.channel.onmessage = ({ data }) => this.heard(data);
  }

  heard({ act, hello, ask, taken }) {
    if (act) this.act(act);
    if (ask) this.channel.postMessage({ taken: ask });
    if (ask || hello) this.tell(this.state);
    if (taken === this.self) this.join(random());
  }

  close() {
    this.channel.close();
  }

  tell(state) {
    this.state = state;
    if (state) this.channel.postMessage(state);
  }

  /** Beside the deck's own address, whatever comes before it there. */
  get address() {
    return `${location.pathname.replace(/[^/]*\/?$/, "")}notes#${this.channel.name}`;
  }

  /** Returns whether the browser allowed it. */
  open() {
    const opened = window.open(this.address, this.channel.name, "popup,width=920,height=640");
    opened?.focus();
    return Boolean(opened);
  }
}

function random() {
  return String(Math.random()).slice(2);
}
