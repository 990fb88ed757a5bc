// The deck's end of the speaker's window (assets/notes/): it tells the window where the deck is, and does
// what the window's keys ask for. Both talk over a channel, so that either may be reloaded.

const CHANNEL = "backprop-studio-deck";

class Speaker {
  constructor(act, pictures) {
    Object.assign(this, { act, pictures, listening: false });
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
    if (hello) this.welcome();
    if (ask || hello) this.tell(this.state);
    if (taken === this.self) this.join(random());
  }

  close() {
    this.channel.close();
  }

  /** A window opened or was reloaded: from now on it is shown pictures too. */
  welcome() {
    this.listening = true;
    document.documentElement.dataset.notes = "open"; // what only the host should read stands there from now on
    this.channel.postMessage({ styles: stylesOfPage() });
  }

  tell(state) {
    this.state = state;
    if (!state) return;
    if (this.listening) this.pictures.want();
    const picture = (number) => (this.listening ? this.pictures.of(number)?.outerHTML : undefined);
    this.channel.postMessage({ ...state, now: picture(state.slide), then: picture(state.slide + 1) });
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

const COLOURS = ["bg", "paper", "sel", "ink", "muted", "graph", "line", "pos", "neg", "wish", "slope", "acc", "serif", "st-font"];

/** All rules of the page, and the theme's colours, for a window that has neither. */
function stylesOfPage() {
  const page = getComputedStyle(document.querySelector(".stApp"));
  const theme = getComputedStyle(document.querySelector(".deck"));
  const colours = COLOURS.map((name) => `--${name}: ${theme.getPropertyValue(`--${name}`)};`).join("");
  const type = `color: ${page.color}; background: ${page.backgroundColor}; font-family: ${page.fontFamily};`;
  const own = `:root { color-scheme: ${page.colorScheme}; } .bp { ${colours} } body { margin: 0; overflow: hidden; ${type} }`;
  return [...[...document.styleSheets].flatMap(rulesOf), own].join("\n");
}

/** A sheet's rules as text, their addresses made whole. */
function rulesOf(sheet) {
  const base = sheet.href ?? document.baseURI;
  const whole = (rule) => rule.cssText.replace(/url\("?(?!data:)([^")]+)"?\)/g, (_, to) => `url("${new URL(to, base)}")`);
  try {
    return [...sheet.cssRules].map(whole);
  } catch {
    return []; // a sheet of another site, as a browser's extension may add one
  }
}
