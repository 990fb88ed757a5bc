// The axes under the cost curve.

test("the axis ends at a round number not below the value", () => {
  near([0.95, 1, 1.1, 0.013, 250].map(ceiling), [1, 1, 1.2, 0.016, 300]);
  same([0, NaN].map(ceiling), [1, 1]);
});

test("ticks are round and inside", () => {
  near(ticks(-4, 4), [-4, -2, 0, 2, 4]);
  near(ticks(0.3, 1.2), [0.4, 0.6, 0.8, 1, 1.2]);
});

test("numbers on an axis have no more digits than they need", () => {
  same([0, 2, -0.25, 0.0004, 1234567].map(short), ["0", "2", "−0.25", "0.000400", "1230000"]);
});
