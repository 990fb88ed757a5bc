// A server and a browser's link to it, which tests lead by the hand.

const answers = new Map(); // "POST room" → [status, body]
const asked = [];
const sources = [];

globalThis.fetch = async (address, { method, headers, body }) => {
  const path = new URL(address).pathname.replace("/base/", "");
  asked.push({ what: `${method} ${path}`, headers, body: body && JSON.parse(body) });
  const [status, told] = answers.get(`${method} ${path}`) ?? [0, ""];
  if (!status) throw new TypeError("no network");
  return { ok: status < 300, status, text: async () => (typeof told === "string" ? told : JSON.stringify(told)) };
};

globalThis.EventSource = class {
  static CLOSED = 2;
  constructor(address) {
    Object.assign(this, { address, readyState: 1 });
    sources.push(this);
  }
  close() {
    this.readyState = 2;
  }
};

/** A room that is open, with its newest event source. The app lies at http://127.0.0.1:8501/base. */
async function opened(state = {}) {
  document.querySelectorAll("script[type='text/plain']").forEach((script) => script.remove());
  document.body.append(Object.assign(document.createElement("script"), { type: "text/plain", src: "http://127.0.0.1:8501/base/static/x.js" }));
  for (const shelf of [tabShelf, browserShelf]) [ROOM, ADDRESS].forEach((name) => shelf.remove(name));
  answers.clear();
  answers.set("POST room", [201, { code: "ABC234", host: "secret" }]);
  answers.set("GET room/ABC234/state", [200, told({ ...state, host: { advice: null, streams: 1 } })]);
  delete window.backpropRoom;
  const room = theRoom();
  same(await room.open(), true);
  asked.length = 0;
  return room;
}

const told = (state) => ({ version: 1, code: "ABC234", stage: "lobby", question: null, answered: 0, joined: 0, ...state });
const event = (state) => sources[sources.length - 1].onmessage({ data: JSON.stringify(told(state)) });

test("a room is opened once, and known to the tab and to others", async () => {
  const room = await opened();
  same([room.code, room.host, room.state.stage], ["ABC234", "secret", "lobby"]);
  same(sources[sources.length - 1].address, "http://127.0.0.1:8501/base/room/ABC234/events");
  same(await room.open(), true);
  same(asked, []);
  same([tabShelf, browserShelf].map((shelf) => shelf.read(ROOM).code), ["ABC234", "ABC234"]);
  same(theRoom() === room, true);
});

test("the host says so, and the answer is the state", async () => {
  const room = await opened();
  answers.set("POST room/ABC234/stage", [200, told({ version: 2, stage: "open 1", host: { advice: null } })]);
  const answer = await room.post("stage", { stage: "open 1" });
  same([answer.ok, answer.status, room.state.stage], [true, 200, "open 1"]);
  same(asked[0].headers, { Authorization: "Bearer secret", "Content-Type": "application/json" });
  same(asked[0].body, { stage: "open 1" });
});

test("what goes wrong is a sentence, and the state stays", async () => {
  const room = await opened();
  answers.set("POST room/ABC234/stage", [409, { problem: "Round 1 has votes." }]);
  same((await room.post("stage", { stage: "lobby" })).body.problem, "Round 1 has votes.");
  answers.set("POST room/ABC234/stage", [502, "<html>"]);
  same((await room.post("stage", { stage: "lobby" })).body.problem, UNREACHED);
  answers.delete("POST room/ABC234/stage");
  same((await room.post("stage", { stage: "lobby" })).status, 0);
  same(room.state.stage, "lobby");
});

test("listeners hear each new state, and no older one", async () => {
  const room = await opened();
  const heard = [];
  const gone = new AbortController();
  room.listen((state) => heard.push(state?.answered), gone.signal);
  event({ version: 3, answered: 7 });
  event({ version: 2, answered: 6 });
  gone.abort();
  event({ version: 4, answered: 8 });
  same(heard, [0, 7]);
  same(room.state.answered, 8);
});

test("a server that was started again may count from the start", async () => {
  const room = await opened();
  event({ version: 30, answered: 7 });
  sources[sources.length - 1].onopen();
  event({ version: 1, answered: 7 });
  same(room.state.version, 1);
});

test("what only the host is told is asked for when the stage turns, and kept while it does not", async () => {
  const room = await opened();
  answers.set("GET room/ABC234/state", [200, told({ version: 2, stage: "votes 1", host: { advice: "discuss" } })]);
  event({ version: 2, stage: "votes 1" });
  same(room.state.host, undefined);
  await new Promise((done) => document.addEventListener("room", done, { once: true }));
  same(room.state.host, { advice: "discuss" });
  asked.length = 0;
  event({ version: 3, stage: "votes 1", joined: 9 });
  same([room.state.host.advice, asked.length], ["discuss", 0]);
});

test("no room where the server has none to give", async () => {
  await opened();
  delete window.backpropRoom;
  answers.set("POST room", [200, "<html>the app, not a room</html>"]);
  const room = theRoom();
  same([await room.open(), room.code, room.problem], [false, null, UNREACHED]);
});

test("after a reload the room is there again; in another tab for half a day", async () => {
  await opened();
  delete window.backpropRoom;
  await theRoom().rejoin();
  same(theRoom().code, "ABC234");
  tabShelf.remove(ROOM);
  browserShelf.set(ROOM, JSON.stringify({ code: "ABC234", host: "secret", at: Date.now() - CLASS - 1 }));
  delete window.backpropRoom;
  await theRoom().rejoin();
  same(theRoom().code, null);
});

test("a room that has gone is forgotten", async () => {
  const room = await opened();
  answers.set("GET room/ABC234/state", [404, { problem: "There is no such room." }]);
  await room.refresh();
  same([room.code, room.state, tabShelf.read(ROOM), browserShelf.read(ROOM)], [null, null, null, null]);
});

test("a lost room has no state, and has one as soon as it answers", async () => {
  const room = await opened();
  room.lose();
  same([room.code, room.state], ["ABC234", null]);
  event({ version: 5 });
  same(room.state.version, 5);
});

test("a computer that wakes connects anew", async () => {
  const room = await opened();
  const before = sources.length;
  await room.recover(room.source);
  same(sources.length, before + 1);
  same(sources[before - 1].readyState, 2);
});

test("closing the room deletes it", async () => {
  const room = await opened();
  answers.set("DELETE room/ABC234", [200, {}]);
  await room.end();
  same([asked[0].what, room.code, room.state], ["DELETE room/ABC234", null, null]);
});

test("phones type the address that was chosen where the app's own is this computer's alone", async () => {
  const room = await opened();
  same(room.address, "http://127.0.0.1:8501/base/room");
  room.choose("192.168.1.5");
  same(room.address, "http://192.168.1.5:8501/base/room");
  same(room.qr, "http://127.0.0.1:8501/base/room/ABC234/qr.svg?address=http%3A%2F%2F192.168.1.5%3A8501");
  document.querySelector("script[type='text/plain']").src = "https://school.example/studio/static/x.js";
  same(room.address, "https://school.example/studio/room");
});

// --- what shows it ---

/** The component without a room yet, and what it sent. */
async function shown(addresses) {
  await opened();
  for (const shelf of [tabShelf, browserShelf]) shelf.remove(ROOM);
  delete window.backpropRoom;
  const root = document.querySelector(".classroom");
  root.querySelector("dialog").close();
  const sent = [];
  const classroom = new Classroom(root);
  classroom.update({ data: { known: null, addresses, back: "Back", activities: true }, setTriggerValue: (...what) => sent.push(what) });
  await classroom.toggle();
  return { classroom, sent, find: (name) => root.querySelector(name) };
}

test("one press opens a room, shows its code and tells the server", async () => {
  const { classroom, sent, find } = await shown(["192.168.1.5", "10.0.0.2"]);
  same(find(".join-code").textContent, "ABC234");
  same(find(".join-address").textContent, "192.168.1.5:8501/base/room");
  same(sent, [["room", { code: "ABC234", host: "secret" }]]);
  same([find(".classroom-address").hidden, find(".classroom-here").textContent], [false, "0 phones joined"]);
  classroom.close();
});

test("an address stays chosen where the browser keeps nothing", async () => {
  const { get } = browserShelf;
  browserShelf.get = () => null;
  const { classroom, find } = await shown(["192.168.1.5", "10.0.0.2"]);
  theRoom().choose("10.0.0.2");
  same(find(".join-address").textContent, "10.0.0.2:8501/base/room");
  browserShelf.get = get;
  classroom.close();
});

test("mounted anew while its code is large, it is large again", async () => {
  const { classroom, find } = await shown(["192.168.1.5"]);
  const { data } = classroom;
  classroom.close();
  find("dialog").close(); // as a new one begins
  const again = new Classroom(document.querySelector(".classroom"));
  again.update({ data, setTriggerValue: () => {} });
  same(find("dialog").open, true);
  again.toggle();
  again.close();
});

test("where no phone could reach this computer, it says so and opens nothing by itself", async () => {
  const { classroom, find } = await shown([]);
  same([theRoom().code, find(".classroom-problem").textContent, find("[data-open]").hidden], [null, ALONE, false]);
  await theRoom().open();
  same([find(".join-code").textContent, find("[data-open]").hidden], ["ABC234", true]);
  classroom.close();
});

test("small in the corner while anything is open, with how many have answered", async () => {
  const { classroom, find } = await shown(["192.168.1.5"]);
  const corner = find(".classroom-corner");
  same(corner.hidden, true);
  event({ version: 2, stage: "open 1", question: { id: "1" }, answered: 3, joined: 9 });
  same([corner.hidden, corner.lastChild.textContent], [false, "3 of 9 answered"]);
  event({ version: 3, stage: "closed 1", question: { id: "1" }, answered: 3, joined: 9 });
  same(corner.hidden, true);
  event({ version: 4, task: { kind: "draw" }, drawings: 5, joined: 1 });
  same([corner.hidden, corner.lastChild.textContent], [false, "5 from 1 phone"]);
  classroom.close();
});

test("before anything is deleted, it asks once", async () => {
  const { classroom, find } = await shown(["192.168.1.5"]);
  answers.set("DELETE room/ABC234", [204, ""]);
  asked.length = 0;
  find("[data-ask=end]").click();
  same([find(".classroom-tools").hidden, find(".classroom-sure").hidden], [true, false]);
  same(find(".classroom-sure p").textContent, "The room will be closed, and all its votes and drawings will be deleted.");
  find("[data-sure=no]").click();
  same([find(".classroom-tools").hidden, asked.length], [false, 0]);
  await (find("[data-ask=end]").click(), classroom.answer(true));
  same([asked[0].what, theRoom().code], ["DELETE room/ABC234", null]);
  classroom.close();
});
