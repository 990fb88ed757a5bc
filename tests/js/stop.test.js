const NAMES = ["a", "b", "c", "d"];

test("what comes next is offered; to who left the way elsewhere, where to go on", () => {
  same(offered(NAMES, "a", []), "b"); // it may be passed over
  same(offered(NAMES, "a", ["a"]), "b");
  same(offered(NAMES, "a", ["a", "b"]), "c"); // back at the start: go on
  same(offered(NAMES, "c", ["a"]), "d"); // passed over b
  same(offered(NAMES, "d", ["a", "d"]), "b"); // at the end: what was passed over
  same(offered(NAMES, "c", ["a", "b", "d"]), "d");
  same(offered(NAMES, "d", ["a", "b", "c"]), undefined);
  same(offered(NAMES, "b", NAMES), undefined);
  same(offered(NAMES, "d", []), undefined); // who only looks in is sent nowhere
  same(offered(NAMES, null, ["a"]), "b"); // off the way
  same(offered(NAMES, null, []), "a");
});
