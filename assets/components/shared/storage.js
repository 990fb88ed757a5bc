// What the browser keeps, so that nothing made is lost with the server. Where it may keep nothing
// (storage blocked, full, a private window), the page's own memory serves until it is left.

const PREFIX = "backprop-studio-";
const UNUSED = 7 * 24 * 3600e3; // ms after which a thing that nobody came back for is forgotten
// One memory for all components, each of which has its own copy of this script.
const MEMORY = (window.backpropStudio ??= { tab: new Map(), browser: new Map(), things: new Map(), seen: new Map() });

/** Texts by name, kept in one of the browser's two places. */
class Shelf {
  constructor(place, memory) {
    this.place = place;
    this.memory = memory;
  }

  /** The text, or null. */
  get(name) {
    try {
      return window[this.place].getItem(PREFIX + name) ?? this.memory.get(name) ?? null;
    } catch {
      return this.memory.get(name) ?? null;
    }
  }

  set(name, text) {
    try {
      window[this.place].setItem(PREFIX + name, text);
      this.memory.delete(name);
    } catch {
      this.memory.set(name, text);
    }
  }

  /** What `set` was given as JSON, or null, for a text too that is none. */
  read(name) {
    try {
      return JSON.parse(this.get(name));
    } catch {
      return null;
    }
  }

  remove(name) {
    this.memory.delete(name);
    try {
      window[this.place].removeItem(PREFIX + name);
    } catch {
      return; // nothing is kept there
    }
  }
}

const tabShelf = new Shelf("sessionStorage", MEMORY.tab); // while this tab is open
const browserShelf = new Shelf("localStorage", MEMORY.browser); // until it is cleared

/** Keeps a record of JSON that all tabs write: what another has written since is put together with it, and
 *  sent. written: this tab's record, null until it was asked for */
function keepTogether(name, written, send) {
  const there = browserShelf.get(name) ?? "";
  if (written === null) {
    MEMORY.seen.set(name, there);
    return send(there);
  }
  const seen = MEMORY.seen.get(name) ?? there;
  const text = there === seen ? written : bothOf(seen, written, there);
  if (!sameJson(text, there)) browserShelf.set(name, text);
  MEMORY.seen.set(name, browserShelf.get(name));
  if (!sameJson(text, written)) send(text);
}

/** A record as two tabs have changed it since both knew the same; where they disagree, one's own counts. */
function bothOf(before, mine, theirs) {
  const values = [before, mine, theirs].map(jsonOf);
  return values[2] === undefined ? mine : JSON.stringify(merged(...values));
}

function merged(before, mine, theirs) {
  const text = JSON.stringify;
  if (text(mine) === text(before)) return theirs;
  if (text(theirs) === text(before)) return mine;
  const all = [before, mine, theirs];
  if (all.every(Array.isArray)) {
    if (mine.length === before.length && mine.length === theirs.length) return mine.map((one, i) => merged(before[i], one, theirs[i]));
    const [old, own] = [before, mine].map((list) => list.map(text));
    const left = theirs.filter((one) => own.includes(text(one)) || !old.includes(text(one)));
    return [...left, ...mine.filter((one) => !old.includes(text(one)))];
  }
  if (!all.every((one) => one && typeof one === "object" && !Array.isArray(one))) return mine;
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
  const found = names.map((name) => [name, merged(before[name], mine[name], theirs[name])]);
  return Object.fromEntries(found.filter(([, value]) => value !== undefined));
}

function jsonOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const sameJson = (one, other) => one === other || JSON.stringify(jsonOf(one)) === JSON.stringify(jsonOf(other));

/** Large things by name: pictures, networks, a training. */
const things = {
  /** The thing, or undefined. */
  async get(name) {
    const found = MEMORY.things.get(name);
    if (found) return found;
    try {
      const { value } = await request("readonly", (store) => store.get(name));
      request("readwrite", (store) => store.put({ value, used: Date.now() }, name)).catch(() => {});
      return value;
    } catch {
      return undefined; // not there, or no storage
    }
  },

  /** Keep it; false where only this page's memory could. */
  async set(name, value) {
    try {
      await request("readwrite", (store) => store.put({ value, used: Date.now() }, name));
      return true;
    } catch {
      MEMORY.things.set(name, value);
      return false;
    }
  },

  async remove(name) {
    MEMORY.things.delete(name);
    await request("readwrite", (store) => store.delete(name)).catch(() => {});
  },
};

/** What a request to the browser's database answers. */
async function request(mode, ask) {
  MEMORY.database ??= openDatabase().catch((problem) => {
    MEMORY.database = undefined; // it may open the next time
    throw problem;
  });
  const store = (await MEMORY.database).transaction("things", mode).objectStore("things");
  return answered(ask(store));
}

async function openDatabase() {
  const opening = indexedDB.open("backprop-studio", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("things");
  const database = await answered(opening);
  const store = database.transaction("things", "readwrite").objectStore("things");
  store.openCursor().onsuccess = ({ target }) => {
    const cursor = target.result;
    if (!cursor) return;
    if (cursor.value.used < Date.now() - UNUSED) cursor.delete();
    cursor.continue();
  };
  return database;
}

function answered(asked) {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}
