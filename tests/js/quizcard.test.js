// Which question a pressed key answers.

const bare = document.querySelector(".quizcard");
bare.remove();

/** A card of two choices, in a part of the page that Streamlit calls out of date or not. */
function dealt(stale, answer = {}) {
  const part = element("div", "");
  part.dataset.stale = stale;
  part.append(bare.cloneNode(true));
  document.body.append(part);
  const card = new Card(part.firstElementChild);
  const sent = [];
  const update = (data) => card.update({ choices: ["one", "two"], buttons: [], ...data }, (...said) => sent.push(said));
  update(answer);
  const buttons = (where) => [...part.querySelectorAll(`${where} button`)];
  return { sent, update, buttons, root: part.firstElementChild, gone: () => (card.close(), part.remove()) };
}

function press(key) {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  document.body.dispatchEvent(event);
  return event;
}

test("while the question before is still on the page, a key answers the new one", () => {
  for (const key of ["2", "b"]) {
    for (const answer of [{}, { right: 0, chosen: 0 }]) {
      const [old, now] = [dealt(true, answer), dealt(false)];
      same(press(key).defaultPrevented, true);
      same([old.sent, now.sent], [[], [["chosen", 1]]]);
      old.gone();
      now.gone();
    }
  }
});

test("while nothing newer has come, a key answers what is on the screen", () => {
  const card = dealt(true);
  press("1");
  same(card.sent, [["chosen", 0]]);
  card.gone();
});

test("how sure one is goes with the answer, and is asked anew for each question", () => {
  const card = dealt(false, { number: 1 });
  press("s");
  press("1");
  same(card.sent, [["answered", { answer: 0, sure: true }]]);
  card.gone();
});

test("sure and unsure exclude one another, and can be taken back", () => {
  const card = dealt(false, { number: 1 });
  const felt = () => card.buttons(".quizcard-sure").map((button) => button.getAttribute("aria-pressed"));
  same(felt(), ["false", "false"]);
  press("u");
  same(felt(), ["true", "false"]);
  card.buttons(".quizcard-sure")[1].click();
  same(felt(), ["false", "true"]);
  card.buttons(".quizcard-sure")[1].click();
  same(felt(), ["false", "false"]);
  card.update({ number: 2 });
  press("s");
  card.update({ number: 3 });
  same(felt(), ["false", "false"]);
  card.gone();
});

test("a number is typed, sent as it is, and forgotten with its question", () => {
  const card = dealt(false, { choices: [], number: 1, typed: true });
  const [input, answer] = [card.root.querySelector("input"), card.buttons("form")[0]];
  same(input.checkVisibility(), true);
  answer.click();
  same(card.sent, []);
  input.value = " 0,5 ";
  answer.click();
  same(card.sent, [["answered", { answer: " 0,5 ", sure: null }]]);
  card.update({ choices: [], number: 1, typed: true, said: "This is no number." });
  same(input.value, " 0,5 ");
  card.update({ number: 2 });
  same([input.value, input.checkVisibility()], ["", false]);
  card.gone();
});

test("a quiz of the deck does not ask how sure one is", () => {
  const card = dealt(false);
  same(card.root.querySelector(".quizcard-sure").checkVisibility(), false);
  press("s");
  press("2");
  same(card.sent, [["chosen", 1]]);
  card.gone();
});
