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
  card.update({ choices: ["one", "two"], buttons: [], ...answer }, (...said) => sent.push(said));
  return { sent, gone: () => (card.close(), part.remove()) };
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
