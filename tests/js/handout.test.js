// Paper is offered once all that belongs on it is there.

test("a handout is offered to be printed once it is made to the end and its figures are drawn", () => {
  const root = document.querySelector(".handout");
  const page = Object.assign(document.createElement("div"), { className: "st-key-handout" });
  page.innerHTML = '<div class="st-key-slide_live_1"></div><div class="st-key-slide_live_answer_2"><div role="alert">No</div></div>';
  document.body.append(page);
  const offered = (making) => {
    offerPrint(root, making);
    return [root.querySelector("[data-do=print]").hidden, root.querySelector(".handout-wait").hidden];
  };
  same(offered(2), [true, false]);
  page.insertAdjacentHTML("beforeend", '<i class="handout-made" data-making="1"></i>');
  page.firstChild.innerHTML = '<div class="slidefigure"><svg><path></path></svg></div>';
  same(offered(2), [true, false]); // that was the one before
  page.lastChild.dataset.making = "2";
  same(offered(2), [false, true]);
  page.firstChild.firstChild.firstChild.replaceChildren();
  same(offered(2), [true, false]);
  page.remove();
});
