// Slide 4: ten answers beside their targets, of an untrained network and of the deck, at one scale.

const CHALLENGE_ROW = 30;

function drawChallenge(sheet, { sets, pixels }) {
  const phone = sheet.phone;
  const width = phone ? sheet.width : (sheet.width - 56) / 2;
  const tall = 88 + 10 * CHALLENGE_ROW + 50;
  sets.forEach((set, i) => {
    const [x, y] = phone ? [0, i * (tall + 24)] : [i * (width + 56), 0];
    sheet.group({ transform: `translate(${x} ${y})` }, () => challengeSet(sheet, width, set, i ? null : pixels));
  });
  const height = phone ? 2 * tall + 24 : tall;
  return { height, say: challengeSay(sets) };
}

function challengeSet(sheet, width, set, pixels) {
  const loudest = largestOf(set.outputs);
  if (pixels) sheet.picture(0, 0, 54, 54, 28, pixels.map((ink) => ink / 255));
  const left = pixels ? 68 : 0;
  sheet.text(left, 20, set.name, { size: 19, serif: true, weight: 600 });
  sheet.text(left, 44, `loudest answer ${loudest}, target ${set.target}`, { tint: "muted" });
  const bar = { x: 30, width: width - 168 };
  [[bar.x, 0], [bar.x + bar.width, 1]].forEach(([x, words]) => sheet.text(x, 82, words, { size: 15, tint: "muted", align: "middle" }));
  sheet.text(width - 72, 82, "a", { serif: true, align: "end" });
  sheet.formula(width, 82, ["(a − y)", "^2"], { size: 17, align: "end" });
  set.outputs.forEach((a, j) => challengeRow(sheet, 92 + j * CHALLENGE_ROW, width, bar, set, j, a));
  const bottom = 92 + 10 * CHALLENGE_ROW;
  sheet.line(width - 62, bottom, width, bottom, { tint: "ink", width: 1.4 });
  sheet.formula(width - 72, bottom + 30, ["C", "_0"], { size: 20, align: "end" });
  sheet.text(width, bottom + 30, set.cost, { size: 22, weight: 600, align: "end" });
  sheet.line(bar.x + 2, bottom + 14, bar.x + 2, bottom + 32, { tint: "ink", width: 3 });
  sheet.text(bar.x + 12, bottom + 28, "target", { size: 15, tint: "muted" });
  sheet.way(bar.x + 74, bottom + 23, bar.x + 98, bottom + 23, { tint: "wish", width: 2 });
  sheet.text(bar.x + 106, bottom + 28, "gap", { size: 15, tint: "muted" });
}

function challengeRow(sheet, y, width, bar, set, j, a) {
  const target = Number(j === set.target);
  const strong = target ? 600 : 400;
  sheet.text(8, y + 17, j, { size: 20, serif: true, weight: strong, align: "middle", tint: target ? "ink" : "muted" });
  sheet.bar(bar.x, y + 4, bar.width, 9, a, target);
  const at = (value) => bar.x + bar.width * Math.min(1, Math.max(0, value));
  sheet.way(at(a), y + 20, at(target), y + 20, { tint: "wish", width: 1.8 });
  sheet.text(width - 72, y + 16, a.toFixed(3), { weight: strong, align: "end" });
  sheet.text(width, y + 16, set.terms[j] || "·", { weight: strong, align: "end" });
}

function challengeSay([own, deck]) {
  const [at, loudest] = [digits3(own.outputs[own.target]), largestOf(own.outputs)];
  const answers = loudest === own.target ? "is right by luck" : `answers ${loudest}`;
  return (
    `The untrained network gives its target ${own.target} only ${at} and ${answers}: ` +
    `the ten squared gaps add up to ${own.cost}. The deck’s example costs ${deck.cost}: it is quieter, yet just as wrong.`
  );
}
