// Slide 4: ten answers beside their targets, of an untrained network and an example, at one scale.
// First the targets, then the answers, the gaps, and what they cost.

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
  sheet.part(1, () => sheet.text(left, 44, `loudest answer ${loudest}, target ${set.target}`, { tint: "muted" }));
  const bar = { x: 30, width: width - 168 };
  [[bar.x, 0], [bar.x + bar.width, 1]].forEach(([x, words]) => sheet.text(x, 82, words, { size: 15, tint: "muted", align: "middle" }));
  sheet.part(1, () => sheet.text(width - 72, 82, "a", { serif: true, align: "end" }));
  sheet.part(3, () => sheet.formula(width, 82, ["(a − y)", "^2"], { size: 17, align: "end" }));
  set.outputs.forEach((a, j) => about(`y ${j}`, sheet.group({}, () => challengeRow(sheet, 92 + j * CHALLENGE_ROW, width, bar, set, j, a))));
  const bottom = 92 + 10 * CHALLENGE_ROW;
  sheet.part(3, () => {
    sheet.line(width - 62, bottom, width, bottom, { tint: "ink", width: 1.4 });
    about("cost", sheet.formula(width - 78, bottom + 30, ["C", "_0"], { size: 20, align: "end" }));
    about("cost", sheet.text(width, bottom + 30, set.written, { size: 22, weight: 600, align: "end" }));
  });
  sheet.line(bar.x + 2, bottom + 14, bar.x + 2, bottom + 32, { tint: "ink", width: 3 });
  sheet.text(bar.x + 12, bottom + 28, "target", { size: 15, tint: "muted" });
  sheet.part(2, () => {
    sheet.way(bar.x + 74, bottom + 23, bar.x + 98, bottom + 23, { tint: "wish", width: 2 });
    sheet.text(bar.x + 106, bottom + 28, "gap", { size: 15, tint: "muted" });
  });
}

function challengeRow(sheet, y, width, bar, set, j, a) {
  const target = Number(j === set.target);
  const strong = target ? 600 : 400;
  sheet.text(8, y + 17, j, { size: 20, serif: true, weight: strong, align: "middle", tint: target ? "ink" : "muted" });
  sheet.bar(bar.x, y + 4, bar.width, 9, sheet.has(1) ? a : 0, target);
  const at = (value) => bar.x + bar.width * Math.min(1, Math.max(0, value));
  sheet.part(2, () => sheet.way(at(a), y + 20, at(target), y + 20, { tint: "wish", width: 1.8 }));
  sheet.part(1, () => about(`a * ${j}`, sheet.text(width - 72, y + 16, a.toFixed(3), { weight: strong, align: "end" })));
  sheet.part(3, () => sheet.text(width, y + 16, set.terms[j], { weight: strong, align: "end" }));
}

function challengeSay([own, example]) {
  const [at, loudest] = [digits3(own.outputs[own.target]), largestOf(own.outputs)];
  const answers = loudest === own.target ? "is right by luck" : `answers ${loudest}`;
  return (
    `The untrained network gives its target ${own.target} only ${at} and ${answers}: ` +
    `the ten squared gaps, rounded so that they fit their sum, make ${own.written}. ${challengeOther(own, example)}`
  );
}

/** The example beside it: how loud it is, and what it costs. */
function challengeOther(own, example) {
  const loudness = ({ outputs }) => outputs.reduce((sum, a) => sum + Math.abs(a), 0);
  const right = largestOf(example.outputs) === example.target;
  const quieter = loudness(example) < loudness(own) ? "quieter" : "louder";
  const less = example.cost < own.cost ? "costs less" : "costs more";
  const luck = right ? "its loudest answer is right by luck" : "its loudest answer is wrong";
  return `The example is ${quieter} and ${less}, ${example.written}; ${luck}.`;
}
