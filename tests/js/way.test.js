test("however many messages came, a page's move along the way is shown once, and none when it is gone", () => {
  const parentElement = document.querySelector(".way").parentElement;
  const list = parentElement.querySelector(".way ol");
  const data = { stops: [{ name: "draw", href: "./" }, { name: "quiz", href: "./quiz" }], here: "draw" };
  const closes = [1, 2, 3].map(() => way({ parentElement, data }));
  closes[0](); // overtaken by a newer message: the component is still there
  let shown = 0;
  const { replaceChildren } = list;
  list.replaceChildren = (...items) => (shown++, replaceChildren.apply(list, items));
  const moved = () => document.dispatchEvent(new CustomEvent("stop", { detail: "quiz" }));
  moved();
  same([shown, list.querySelector("[aria-current]").textContent], [1, "quiz"]);
  parentElement.querySelector(".way").remove();
  closes[2]();
  moved();
  same(shown, 1);
});
