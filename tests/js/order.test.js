// The order of lines: moving one, by keys, by drag and by taps; which of them run.

const LINES = ["z = w @ x", "a = f(z)", "d = a - y", "w = w - d"];

function mounted(more = {}) {
  const root = document.querySelector(".order");
  const data = { subject: "1", lines: LINES, start: [2, 0, 3, 1], apart: false, about: "", ...more };
  const list = data.apart ? [...data.start, APART] : [...data.start];
  Object.assign(root, { list, at: 0, held: null, data });
  const lines = root.querySelector(".order-lines");
  lines.onkeydown = (event) => pressed(root, event);
  lines.onpointerdown = (event) => grab(root, event);
  render(root);
  return { root, lines };
}

const key = (lines, name) => lines.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));
const texts = (lines) => [...lines.querySelectorAll("code")].map((code) => code.textContent);

test("a line moves between others, and not past the ends", () => {
  same(placed([1, 2, 3, 4], 0, 2), [2, 3, 1, 4]);
  same(placed([1, 2, 3, 4], 3, 1), [1, 4, 2, 3]);
  same([placed([1, 2], 0, -5), placed([1, 2], 0, 9)], [[1, 2], [2, 1]]);
});

test("only what stands above the mark runs", () => {
  same([running([2, 0, APART, 1]), running([2, 0, 1]), running([APART, 1])], [[2, 0], [2, 0, 1], []]);
});

test("a line is chosen, picked up, moved and put down by keys, and Escape puts it back", () => {
  const { root, lines } = mounted();
  key(lines, "ArrowDown");
  same([root.at, root.list], [1, [2, 0, 3, 1]]);
  key(lines, " ");
  key(lines, "ArrowUp");
  same([root.at, root.list, texts(lines)[0]], [0, [0, 2, 3, 1], LINES[0]]);
  key(lines, "Enter");
  key(lines, "ArrowDown");
  same([root.at, root.list], [1, [0, 2, 3, 1]]);
  key(lines, " ");
  key(lines, "ArrowDown");
  key(lines, "ArrowDown");
  same(root.list, [0, 3, 1, 2]);
  key(lines, "Escape");
  same([root.at, root.list, root.held], [1, [0, 2, 3, 1], null]);
  same(lines.getAttribute("aria-activedescendant"), "order-1");
});

test("the mark itself cannot be picked up", () => {
  const { root, lines } = mounted({ apart: true });
  key(lines, "End");
  key(lines, " ");
  same([root.at, root.held], [4, null]);
});

test("a drag brings a line to where the pointer is; a touch drags by the grip only", () => {
  const { root, lines } = mounted();
  lines.setPointerCapture = () => {};
  const rows = [...lines.children];
  const at = (row) => rows[row].getBoundingClientRect().top + 10;
  const point = (type, target, clientY, more = {}) =>
    target.dispatchEvent(new PointerEvent(type, { clientY, pointerId: 1, pointerType: "mouse", bubbles: true, ...more }));
  point("pointerdown", rows[0].querySelector("code"), at(0));
  point("pointermove", lines, at(2));
  point("pointerup", lines, at(2));
  same([root.list, root.held], [[0, 3, 2, 1], null]);
  const touch = { pointerType: "touch" };
  point("pointerdown", rows[3].querySelector("code"), at(3), touch);
  point("pointermove", lines, at(0), touch);
  same(root.list, [0, 3, 2, 1]);
  point("pointerdown", rows[3].querySelector(".grip"), at(3), touch);
  point("pointermove", lines, at(0), touch);
  point("pointerup", lines, at(0), touch);
  same(root.list, [1, 0, 3, 2]);
});

test("what came of a run stands beside the lines until they are moved", () => {
  const ran = { order: [2, 0, 3, 1], made: ["3 numbers"], failed: 1, about: [1, 3], right: false, says: "Line 2 stops." };
  const { root, lines } = mounted({ ran });
  const results = () => [...lines.querySelectorAll(".made")].map((made) => made.textContent);
  same(results(), ["3 numbers", "✗ stops here", "", ""]);
  same(root.querySelector(".order-says").textContent, "Line 2 stops.");
  key(lines, " ");
  key(lines, "ArrowDown");
  same([results().join(""), root.querySelector(".order-says").textContent], ["", ""]);
});
