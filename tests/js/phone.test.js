// What a phone makes of a code and of a formula, and what it keeps. Here its storage is blocked.

const question = { id: "7", kind: "quiz", text: "?", choices: ["a", "b"] };

function at(stage, round) {
  now = { stage, round, question };
}

function fresh() {
  [own, now] = [undefined, null];
  recall("K7MQ2X");
}

test("a code is meant in small letters, with spaces, and as the end of an address", () => {
  for (const typed of ["K7MQ2X", "k7m q2x", " k7m-q2x ", "http://192.168.1.7:8501/app/room/k7mq2x"]) same(codeOf(typed), "K7MQ2X");
});

test("simple formulas become letters, indices and powers", () => {
  same(words("off: $a^{(L-1)}$ is 0"), "off: <i>a</i><sup>(<i>L</i>−1)</sup> is 0");
  same(words("$w_{jk}^{(2)}$"), "<i>w</i><sub><i>jk</i></sub><sup>(2)</sup>");
  same(words("$\\partial C$, $x_1$, $\\sigma'$"), "∂<i>C</i>, <i>x</i><sub>1</sub>, σ'");
});

test("what is no formula stays as it is, and is never a page's own HTML", () => {
  same(words("w₁₅,₇⁽²⁾ ← σ′(z)"), "w₁₅,₇⁽²⁾ ← σ′(z)");
  same(words("2 \\$ and 3 \\$"), "2 &#36; and 3 &#36;");
  same(words("<b onclick=\"x\">&"), "&#60;b onclick=&#34;x&#34;>&#38;");
});

test("a digit that was not drawn to fool the network is not told to have fooled it", () => {
  now = { task: { kind: "fool" } };
  same([outcome({ digit: 1, output: 0.996, label: 7 }), outcome({ digit: 1, output: 0.996, label: 7, kind: "draw" })],
    ["Fooled: it reads 1 at 0.996.", "It reads 1 at 0.996."]);
  now = null;
});

test("percents are whole, and those of equal votes equal, as on the projector", () => {
  same([1, 2, 0].map((n) => percent(n, 3)), ["33 %", "67 %", "0 %"]);
  same(percent(1, 8), "13 %");
});

test("an output that is almost one is not told as one", () => same([0.996, 1, 0.04].map(three), ["0.996", "1.000", "0.040"]));

test("a vote waits until the class has it, and belongs to its round alone", () => {
  fresh();
  at("open 1", 1);
  same(voteOf(), undefined);
  choose({ choice: 1, sure: 4, waits: true });
  same(voteOf(), { choice: 1, sure: 4, waits: true });
  at("open 2", 2);
  same([voteOf(), voteOf(1).choice], [undefined, 1]);
});

test("what the class knows of a phone counts, unless a newer choice is on its way", () => {
  fresh();
  at("open 1", 1);
  agree({ choice: 0, sure: null });
  same(voteOf(), { choice: 0, sure: null });
  choose({ choice: 1, waits: true });
  agree({ choice: 0, sure: null });
  same(voteOf().choice, 1);
  voteOf().waits = false;
  agree({ choice: null, sure: null }); // the host has begun anew
  same(voteOf(), undefined);
});

test("one id tries all codes, and another class gets another one", () => {
  fresh();
  const { id } = own;
  recall("ABCDEF");
  same(own.id, id);
  at("lobby", 1); // it was a class
  recall("GHJKLM");
  same(own.id === id, false);
  same(/^[\w-]{7,64}$/.test(own.id), true);
});
