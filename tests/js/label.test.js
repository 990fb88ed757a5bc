// What the digit is meant to be.

const root = document.querySelector(".label").parentElement;

function mounted(header) {
  const data = packed({ serial: 0, ...header }, new Uint8Array());
  const sent = [];
  mount({ parentElement: root, data, setTriggerValue: (name, value) => sent.push([name, value]) });
  return sent;
}

test("a click on the digit that is marked as the guess says it", () => {
  const sent = mounted({ label: 4, guessed: true });
  root.querySelectorAll("input")[4].click();
  same(sent, [["chosen", { digit: 4, serial: 0 }]]);
});

test("a click on another digit says that one", () => {
  const sent = mounted({ label: 4, guessed: true });
  root.querySelectorAll("label span")[7].click();
  same(sent, [["chosen", { digit: 7, serial: 0 }]]);
});

test("the canvas hears of it first, and numbers it", () => {
  const heard = [];
  LISTENERS.set("said", (digit) => heard.push(digit) && 12);
  const sent = mounted({ label: 4, guessed: false });
  root.querySelectorAll("input")[9].click();
  LISTENERS.delete("said");
  same([heard, sent], [[9], [["chosen", { digit: 9, serial: 12 }]]]);
});
