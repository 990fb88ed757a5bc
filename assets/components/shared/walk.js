// How far a person has come on the way through the app: ticks that the browser keeps.

const WALK = "way"; // { done: [names of stops, in the order in which they were done], before: the same }

function walk() {
  const kept = browserShelf.read(WALK);
  const names = (list) => (Array.isArray(list) ? list : []);
  return { done: names(kept?.done), before: names(kept?.before) };
}

function keepWalk(now) {
  browserShelf.set(WALK, JSON.stringify(now));
  document.dispatchEvent(new CustomEvent("walked"));
}

function tickStop(name) {
  keepWalk({ done: [...walk().done, name], before: [] });
}

/** No ticks; until the first new one, they can be brought back. */
function beginAnew() {
  keepWalk({ done: [], before: walk().done });
}

function bringBack() {
  keepWalk({ done: walk().before, before: [] });
}

/** The stop to offer beside the one here: what comes next; to who left the way elsewhere, where to go on. */
function offered(names, here, done) {
  const after = (name) => {
    const from = names.indexOf(name) + 1;
    return [...names.slice(from), ...names.slice(0, from)].find((other) => !done.includes(other));
  };
  const place = names.indexOf(here);
  const passed = names[place + 1]; // this one may be passed over
  if (!done.length) return passed;
  const left = after(done.at(-1));
  if (names.indexOf(left) > place) return left;
  return after(here) === here ? passed : after(here);
}

/** Calls `show` whenever the ticks have changed, in another tab too. */
function whenWalked(show, signal) {
  document.addEventListener("walked", show, { signal });
  window.addEventListener("storage", ({ key }) => (key === PREFIX + WALK || key === null) && show(), { signal });
}

/** Go to a stop: components/way has its page opened; the page that is open goes there by itself. */
function goTo({ name, href }) {
  const say = (event) => document.dispatchEvent(new CustomEvent(event, { detail: name }));
  say("go");
  if (new URL(href, location.href).pathname === location.pathname) say("stop");
}

/** Whether a click is to open a tab or a window of its own. */
const opensElsewhere = (event) => event.ctrlKey || event.metaKey || event.shiftKey;
