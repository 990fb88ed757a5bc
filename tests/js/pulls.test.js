// What digits want of one weight: mean and spread, and what is said of them.

const header = (pair, drawn = []) => ({ kind: "weight", symbol: "w", labels: [4, 9], pair, drawn });

test("the spread of a mean is that of one over the root of their number", () => {
  const { mean, sigma, error } = spread([1, 2, 3, 6]);
  near([mean, sigma, error], [3, Math.sqrt(14 / 3), Math.sqrt(14 / 12)]);
});

test("two digits agree, pull against each other, or one has nothing to say", () => {
  const said = (...pair) => says(header(pair), 2).split(":")[0];
  same(said(-0.2, -0.1), "Both want it raised");
  same(says(header([-0.1, 0.3]), 2).includes("the step follows the 9"), true);
  same(says(header([-0.5, 0.3]), 2).includes("the step follows the 4"), true);
  same(said(0.2, -0.2), "They pull against each other, equally hard");
  same(said(0, 0.2), "Only one of them asks for a change. In a batch of two it counts half");
  same(said(0, 0), "Neither has anything to say about this weight");
});

test("of many it says how many want what", () => {
  const drawn = [-1, -1, 2, 0, 0, 0, 3, -4, 1, 0, ...Array(90).fill(0)];
  same(says(header([0, 0], drawn), 10).split(".")[0], "3 want it raised, 3 lowered, for 4 the gradient is exactly 0");
  same(says(header([0, 0], drawn), 100).split(".")[0], "3 want it raised, 3 lowered, for 94 the gradient is exactly 0");
});
