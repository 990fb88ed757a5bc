// A sheet: its field, what it sends and keeps, and where in the network the open line stands.

const root = document.querySelector(".worksheet").parentElement;
const picture = { nodes: [{ id: "0 0", at: [0, 0], name: "x₁", value: "0.2", ink: 0.2 }], edges: [], columns: 1, rows: 1 };
const OPEN = { name: "a 1 0", part: "Forward", symbol: "a⁽¹⁾₁", open: true, rule: "", typed: "", said: "", show: false };

function mounted(lines, more = {}) {
  const sent = [];
  const data = { written: "{}", lines, finished: "", why: null, picture, table: [], given: [], title: "Sheet 7", ...more };
  mount({ parentElement: root, data, setTriggerValue: (name, value) => sent.push([name, value]) });
  return sent;
}

function press(key, repeat = false) {
  root.querySelector("input").dispatchEvent(new KeyboardEvent("keydown", { key, repeat, bubbles: true }));
}

test("Enter checks what was typed once, and nothing that is empty", () => {
  const sent = mounted([OPEN]);
  press("Enter");
  root.querySelector("input").value = "0,5";
  press("Enter");
  press("Enter", true);
  same(sent, [["typed", { name: "a 1 0", text: "0,5" }]]);
});

test("a wrong field keeps what is typed meanwhile, says why, and offers to be shown", () => {
  mounted([OPEN]);
  root.querySelector("input").value = "0,55";
  const sent = mounted([{ ...OPEN, typed: "0,5", said: "Not this one.", show: true }]);
  same(root.querySelector("input").value, "0,55");
  same(root.querySelector(".worksheet-said td").firstChild.data, "Not this one.");
  root.querySelector(".worksheet-said button").click();
  same(sent, [["pressed", "show a 1 0"]]);
});

test("the sign is changed where a phone's keys have none", () => {
  mounted([OPEN]);
  const field = root.querySelector("input");
  field.value = "0,5";
  root.querySelector(".worksheet-sign").click();
  same(field.value, "−0,5");
  root.querySelector(".worksheet-sign").click();
  same(field.value, "0,5");
});

test("the indices of a symbol stand above one another, the rest as it was", () => {
  const set = formula("new w⁽²⁾₁,₂ − α");
  same([set.textContent, set.querySelectorAll(".worksheet-indices > span").length], ["new w(2)1,2 − α", 2]);
});

test("the place of a line in the network is marked", () => {
  const edges = [{ id: "1 0 0", from: "0 0", to: "1 0" }, { id: "2 0 0", from: "1 0", to: "2 0" }];
  same([...markedBy("z 1 0", edges)], ["node 1 0", "edge 1 0 0"]);
  same([...markedBy("gradient 2 0 0", edges)], ["edge 2 0 0"]);
  same([...markedBy("back 1 0", edges)], ["edge 2 0 0"]);
});

test("the digit is painted anew when the theme has changed, though nothing else has", () => {
  const paper = () => root.querySelector("canvas").getContext("2d").getImageData(0, 0, 1, 1).data[0];
  const digit = { pixels: Array(784).fill(0), title: "The target is 2." };
  const painted = ["#ffffff", "#000000"].map((colour, dark) => {
    root.style.cssText = `--st-code-background-color: ${colour}; --st-text-color: #808080; color-scheme: ${dark ? "dark" : "light"}`;
    mounted([OPEN], { digit });
    return paper();
  });
  same(painted, [255, 0]);
});

test("two tabs keep one record, and neither wipes what the other did meanwhile", () => {
  const sent = [];
  const keep = (record) => keepTogether("record", JSON.stringify(record), (text) => sent.push(JSON.parse(text)));
  const stored = () => JSON.parse(browserShelf.get("record"));
  MEMORY.seen.delete("record");
  browserShelf.set("record", "{}");
  const begun = { works: { "small 7": { done: 1 } }, kept: ["a"] };
  keep(begun);
  same([stored(), sent], [begun, []]);
  browserShelf.set("record", JSON.stringify({ works: { "small 7": { done: 1 }, "small 9": { done: 3 } }, kept: ["a", "b"] }));
  const both = { works: { "small 7": { done: 2 }, "small 9": { done: 3 } }, kept: ["a", "b", "c"] };
  keep({ works: { "small 7": { done: 2 } }, kept: ["a", "c"] });
  same([stored().works, sent.length, sent[0].works], [both.works, 1, both.works]);
  same([...stored().kept].sort(), both.kept);
  keep(sent[0]);
  same(sent.length, 1); // what both know is sent no more
  keep({ works: {}, kept: [] });
  same(stored(), { works: {}, kept: [] }); // what one erased stays erased
});
