// The report: who changed to what, what was misunderstood and which slide teaches it, the room's end.

const QUESTION = {
  number: 1, kind: "quiz", topic: "Signs", slide: "weights", text: "Which way?", choices: ["up", "down", "stay"], right: 0,
  answered: { 1: 4, 2: 4 }, votes: { 1: [1, 2, 1], 2: [3, 1, 0] }, sure: { 1: [4, 2.5, null], 2: [4.5, 2, null] },
  moves: [[1, 0, 0], [1, 1, 0], [1, 0, 0]],
};
const WRONG = { name: "Down is safe", reason: "It is not.", topic: "Signs", slide: "weights", question: 1, votes: { 1: 2, 2: 1 } };
const REPORT = { code: "ABCDEF", opened: 0, joined: 4, questions: [QUESTION], misconceptions: [WRONG], drawn: [] };

/** The report of a room, what it asked of the room, and what it sent. */
async function opened(told = REPORT) {
  document.querySelector("dialog").close();
  const [sent, asked] = [[], []];
  window.backpropRoom = {
    code: "ABCDEF",
    get: async () => ({ ok: true, body: told }),
    file: async () => new Blob(["a workbook"]),
    post: async (path) => (asked.push(path), { ok: true }),
    end: async () => (asked.push("end"), (window.backpropRoom.code = null), { ok: true }),
  };
  const report = new Report(document.querySelector(".classreport"));
  Object.assign(report, { data: { slides: { weights: [7, "Weights"] } }, send: (...what) => sent.push(what) });
  await report.fetch();
  return { report, sent, asked };
}

const press = (name) => document.querySelector(`.classreport [data-do=${name}]`).click();

test("who changed to a choice is told by where from", () => {
  same([0, 1, 2].map((to) => cameFrom(QUESTION.moves, to)), ["1 from B, 1 from C", "", ""]);
});

test("percents are of those who answered", () => {
  same([percentOf(1, 3), percentOf(0, 3), percentOf(0, 0)], ["33 %", "0 %", ""]);
});

test("a round that nobody answered is left out", () => {
  same([roundsOf(QUESTION), roundsOf({ answered: { 1: 2, 2: 0 } })], [["1", "2"], ["1"]]);
});

test("a question shows both rounds, how sure, and who changed", async () => {
  const { report } = await opened();
  const [, first] = document.querySelectorAll(".report-body tr");
  same([...first.cells].map((cell) => cell.textContent), ["A ✓", "up", "1, 25 %", "3, 75 %", "4.0 → 4.5", "1 from B, 1 from C"]);
  report.close();
});

test("what was misunderstood has a name and the slide that teaches it", async () => {
  const { report, sent } = await opened();
  same(document.querySelector(".report-wrong li b").textContent, "Down is safe");
  same(document.querySelector(".report-wrong li span").textContent, "Question 1: 2 of 4, then 1 of 4");
  document.querySelector(".report-wrong a").click();
  same(sent, [["slide", 7]]);
  report.close();
});

test("a question whose answer was not shown keeps its secret", async () => {
  const { report } = await opened({ ...REPORT, questions: [{ ...QUESTION, right: null }], misconceptions: [] });
  same(document.querySelector(".report-body .muted").textContent, "Signs · round 1: 4 answers · round 2: 4 answers · The right answer has not been shown yet.");
  same(document.querySelectorAll(".report-body .right").length, 0);
  report.close();
});

const INK = btoa(String.fromCharCode(255).repeat(784));
const DRAWN = {
  kind: "draw", count: 5, from: 3, readers: ["Trained"], by_label: [...Array(4).fill([0, 0]), [3, 1], ...Array(4).fill([0, 0]), [1, 1]],
  confusions: [[4, 9, 2]], shown: [{ label: 4, digit: 9, pixels: INK }, { label: null, digit: 1, pixels: INK }],
};

test("what was drawn is counted by what was meant, shown, and painted on paper too", async () => {
  const { report } = await opened({ ...REPORT, questions: [], misconceptions: [], drawn: [DRAWN, { ...DRAWN, kind: "fool", by_label: Array(10).fill([0, 0]), confusions: [] }] });
  const [drew, fooled] = document.querySelectorAll(".report-body section");
  same(document.querySelector(".report-about").textContent.endsWith(": 4 phones, 0 questions, 10 drawings."), true);
  same(drew.querySelector("p").textContent, "5 drawings from 3 phones, read by “Trained”. Of 4 it is known what they are meant to be: 2 are read right, 50 %. Most often taken for another: 4 as 9 (2). The surest mistakes come first.");
  same([...drew.querySelectorAll("tr")].map((row) => [...row.cells].map((cell) => cell.textContent)), [["meant to be", "4", "9"], ["drawn", "3", "1"], ["read right", "1", "1"]]);
  same([...drew.querySelectorAll("figcaption")].map((words) => words.textContent), ["4, read as 9", "read as 1"]);
  same([fooled.querySelector("p").textContent, fooled.querySelector("table")], ["5 drawings from 3 phones, read by “Trained”.", null]);
  same(document.querySelector(".report-file").hidden, true); // nobody has voted
  window.dispatchEvent(new Event("beforeprint"));
  const inked = [...document.querySelectorAll(".report-paper canvas")].map((canvas) => [...canvas.getContext("2d").getImageData(9, 9, 1, 1).data]);
  same(inked, Array(4).fill([0, 0, 0, 255]));
  window.dispatchEvent(new Event("afterprint"));
  report.close();
});

test("a room in which nothing was done says so", async () => {
  const { report } = await opened({ ...REPORT, questions: [], misconceptions: [] });
  same(document.querySelector(".report-body").textContent, "Nobody has voted or drawn in this room yet.");
  report.close();
});

test("neurons are told by how many went the true way", async () => {
  const asked = { ...QUESTION, kind: "neurons", right: null, choices: ["down", "up"], neurons: [[0, 2], [2, 0], [1, 1]] };
  const { report } = await opened({ ...REPORT, questions: [{ ...asked, truth: [1, 1, 1] }, { ...asked, number: 2, truth: null }], misconceptions: [] });
  const said = [...document.querySelectorAll(".report-body section > p:last-child")].map((line) => line.textContent);
  same(said, ["1 of 2 neurons go the way that backpropagation says. 1 stayed undecided.", "Which way each neuron had to go has not been shown yet."]);
  report.close();
});

test("the room is emptied or deleted only after a second word", async () => {
  const { report, asked } = await opened();
  press("reset");
  press("no");
  same(asked, []);
  press("delete");
  await report.carryOut();
  same([asked, document.querySelector(".report-told").textContent], [["end"], "The room is deleted."]);
  same(document.querySelector(".report-body").textContent, "There is no room just now.");
  report.close();
});

test("a clicker turns the report's pages", async () => {
  const { report } = await opened({ ...REPORT, questions: Array(9).fill(QUESTION) });
  const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  press("PageDown");
  const body = document.querySelector(".report-body");
  same([body.scrollTop > 0.5 * body.clientHeight, body.scrollHeight > body.clientHeight], [true, true]);
  press("PageUp");
  same(body.scrollTop, 0);
  report.close();
});

test("on paper there is the report, and afterwards the page again", async () => {
  const { report } = await opened();
  window.dispatchEvent(new Event("beforeprint"));
  same(document.querySelectorAll(".report-paper tr").length, 4);
  window.dispatchEvent(new Event("afterprint"));
  same([document.querySelector(".report-paper"), "report" in document.documentElement.dataset], [null, false]);
  report.close();
});
