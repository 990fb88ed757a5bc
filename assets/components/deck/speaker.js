// The speaker's window: notes, what comes next, a clock and a timer. It follows the deck over a channel,
// so that either window may be reloaded, and sends the deck what its own keys ask for.

const CHANNEL = "backprop-studio-deck";

class Speaker {
  constructor(act) {
    sessionStorage[CHANNEL] ??= String(Math.random()).slice(2);
    this.channel = new BroadcastChannel(`${CHANNEL}-${sessionStorage[CHANNEL]}`);
    this.channel.onmessage = ({ data }) => {
      if (data.act) act(data.act);
      else this.channel.postMessage(this.state);
    };
  }

  close() {
    this.channel.close();
  }

  tell(state) {
    this.state = state;
    this.channel.postMessage(state);
  }

  open() {
    const opened = window.open("", this.channel.name, "popup,width=920,height=640");
    if (!opened) return;
    if (!opened.document.querySelector("main")) {
      const page = opened.document;
      page.title = "Speaker notes";
      page.documentElement.lang = "en";
      page.body.innerHTML = SPEAKER_PAGE;
      const script = page.createElement("script");
      script.textContent = `${actionOf}\nconst KEYS = ${JSON.stringify(KEYS)};\n(${followDeck})(${JSON.stringify(this.channel.name)})`;
      page.body.append(script);
    }
    opened.focus();
  }
}

const SPEAKER_PAGE = `
<style>
  :root { color-scheme: light dark; font: 20px/1.45 "Source Sans", "Segoe UI", sans-serif; }
  body { margin: 0; background: light-dark(#fcfbf8, #14171c); color: light-dark(#1d2026, #f0eee9); }
  main { display: grid; grid-template-columns: minmax(0, 1fr) 250px; gap: 12px 36px; padding: 26px 32px; }
  h1 { grid-column: 1; margin: 0; font: 600 28px/1.25 "Source Serif", Georgia, serif; }
  #notes { grid-column: 1; margin: 6px 0 0; font-size: 24px; white-space: pre-line; }
  aside { grid-column: 2; grid-row: 1 / 4; font-variant-numeric: tabular-nums; }
  aside p { margin: 0 0 18px; } small { display: block; font-size: 15px; color: light-dark(#5c626d, #a0a7b3); }
  #timer { font-size: 46px; font-weight: 600; line-height: 1.1; }
  button { font: inherit; font-size: 16px; padding: 5px 12px; border: 1px solid; border-radius: 8px; background: none; color: light-dark(#0b7268, #45c4ae); cursor: pointer; }
  nav { grid-column: 1; align-self: end; display: flex; gap: 8px; }
</style>
<main>
  <h1 id="title"></h1>
  <aside>
    <p><small>time</small><span id="timer">0:00</span><br><button id="pause">Pause</button> <button id="restart">Restart</button></p>
    <p><small>clock</small><span id="clock"></span></p>
    <p><small>where</small><span id="where"></span></p>
    <p><small>next</small><span id="next"></span></p>
  </aside>
  <p id="notes"></p>
  <nav><button data-act="previous">‹ Back</button><button data-act="next">Next ›</button><button data-act="black">Black</button></nav>
</main>`;

/** Runs in the speaker's window, on its own: only `actionOf` and `KEYS` come with it. */
function followDeck(name) {
  const channel = new BroadcastChannel(name);
  const place = (id) => document.getElementById(id);
  let [passed, since] = [0, Date.now()];
  const elapsed = () => passed + (since === null ? 0 : Date.now() - since);

  channel.onmessage = ({ data }) => {
    if (!data?.slides) return;
    const { slide, slides, shown, points } = data;
    place("title").textContent = slides[slide - 1].title;
    place("notes").textContent = slides[slide - 1].notes;
    place("where").textContent = `Slide ${slide} of ${slides.length}` + (points ? `, point ${shown} of ${points}` : "");
    place("next").textContent = shown < points ? "the next point" : (slides[slide]?.title ?? "the end");
  };
  channel.postMessage({ hello: true });

  const tick = () => {
    const seconds = Math.floor(elapsed() / 1000);
    place("timer").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    place("clock").textContent = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  };
  setInterval(tick, 250);
  tick();

  place("pause").onclick = () => {
    [passed, since] = [elapsed(), since === null ? Date.now() : null];
    place("pause").textContent = since === null ? "Go on" : "Pause";
  };
  place("restart").onclick = () => ([passed, since] = [0, since === null ? null : Date.now()]);
  for (const button of document.querySelectorAll("[data-act]")) {
    button.onclick = () => channel.postMessage({ act: button.dataset.act });
  }
  addEventListener("keydown", (event) => {
    const act = actionOf(event);
    if (!["next", "previous", "first", "last", "black"].includes(act) || event.ctrlKey || event.metaKey) return;
    if (event.target.matches("button") && event.key === " ") return;
    event.preventDefault();
    channel.postMessage({ act });
  });
}
