const DATA = { stops: [{ name: "draw", href: "./" }, { name: "quiz", href: "./quiz" }], here: "draw" };

test("ticks and what is next are shown, to who teaches a class no ticks", () => {
  const parentElement = document.querySelector(".way").parentElement;
  const said = (data) => {
    way({ parentElement, data });
    return [...parentElement.querySelectorAll("li")].map((item) => item.textContent);
  };
  same(said(DATA), ["draw", "quiznext"]);
  keepWalk({ done: ["draw"], before: [] });
  same(said(DATA), ["draw, done", "quiznext"]);
  same(said({ ...DATA, quiet: true }), ["draw", "quiznext"]);
  keepWalk({ done: ["draw", "quiz"], before: [] });
  same(said(DATA), ["draw, done", "quiz, done"]);
});

test("however many messages came, a page's move along the way is shown once, and none when it is gone", () => {
  const parentElement = document.querySelector(".way").parentElement;
  const list = parentElement.querySelector(".way ol");
  const closes = [1, 2, 3].map(() => way({ parentElement, data: DATA }));
  closes[0](); // overtaken by a newer message: the component is still there
  let shown = 0;
  const { replaceChildren } = list;
  list.replaceChildren = (...items) => (shown++, replaceChildren.apply(list, items));
  const moved = () => document.dispatchEvent(new CustomEvent("stop", { detail: "quiz" }));
  const here = () => list.querySelector("[aria-current]").dataset.name;
  moved();
  same([shown, here()], [1, "quiz"]);
  closes.push(way({ parentElement, data: DATA })); // another network was chosen: the page stands where it stood
  same([shown, here()], [2, "quiz"]);
  parentElement.querySelector(".way").remove();
  closes[3]();
  moved();
  same(shown, 2);
});
