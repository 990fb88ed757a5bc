// Slide 16: one backward pass against a nudge of every parameter, timed here; then the quiz score. While
// presented, the press after the third point starts the clock, whether somebody guessed or not, the last
// brings the score.

const BEAUTY_RUNS = 4;

function beautyOnPoint(figure, point, before) {
  const arrives = before < BEAUTY_RUNS && figure.has(BEAUTY_RUNS) && point < Infinity;
  if (arrives && !figure.data.done) figure.send("pressed", "go");
}

function drawBeauty(sheet, given, { byHand }) {
  const { parameters, quiz } = given;
  const data = sheet.has(BEAUTY_RUNS) || byHand ? given : { parameters, quiz };
  const counted = data.parameters.toLocaleString("en");
  about("grad", sheet.text(0, 16, sheet.phone ? `All ${counted} gradients, two ways` : `The gradients of all ${counted} parameters, two ways`, { weight: 600 }));
  const passes = (2 * data.parameters).toLocaleString("en");
  about("pass", sheet.group({}, () => beautyWay(sheet, 54, "Backpropagation", "one pass forward, one back", data.backward)));
  beautyWay(sheet, 114, "Nudging each of them", `${passes} passes forward`, data.nudges);
  if (!data.done) return { height: beautyQuestion(sheet, 206), say: beautySay(data) };
  if (data.running) beautyProgress(sheet, 148, data.done / data.parameters);
  const top = beautyScale(sheet, data, 190);
  let height;
  sheet.part(LAST_PART, () => (height = beautyScore(sheet, data.quiz, top)));
  return { height, say: beautySay(data) };
}

function beautySay({ guess, nearest, running, done, parameters, nudges, backward, error }) {
  if (!done) return "Nudging: change one parameter a little up and down, and measure the cost each time. Your quiz score comes last.";
  const counted = `${done.toLocaleString("en")} of ${parameters.toLocaleString("en")}`;
  if (running) return `${counted} nudged. Backpropagation has long been done.`;
  const best = guess === nearest ? "your guess was the nearest" : `${nearest.toLocaleString("en")} was the nearest guess`;
  const judged = guess ? `: ${best}` : "";
  return (
    `Both find the same gradients: the largest relative difference is ${digits3(error)}. ` +
    `Nudging took ${beautyTimes(nudges / backward)} as long${judged}. The factor grows with the number of parameters.`
  );
}

const beautyTimes = (ratio) => `${Number(ratio.toPrecision(ratio < 1000 ? 2 : 3)).toLocaleString("en")} times`;

function beautyTime(seconds) {
  const [factor, unit] = seconds < 9.995e-4 ? [1e6, "µs"] : seconds < 0.9995 ? [1e3, "ms"] : [1, "s"];
  return `${Number((factor * seconds).toPrecision(3)).toLocaleString("en")} ${unit}`;
}

/** One of the two ways: its name, the work it is, its time. */
function beautyWay(sheet, y, name, work, seconds) {
  sheet.text(0, y, name, { size: 19, serif: true });
  sheet.text(0, y + 22, work, { size: 15, tint: "muted" });
  sheet.text(sheet.width, y + 10, seconds ? beautyTime(seconds) : "?", { size: 24, weight: 600, align: "end" });
}

function beautyProgress(sheet, y, share) {
  sheet.box(0, y, sheet.width, 6, { tint: "line" });
  sheet.box(0, y, sheet.width * share, 6);
}

function beautyQuestion(sheet, y) {
  const lines = sheet.phone
    ? ["How many times longer", "do the nudges take?"]
    : ["How many times longer do the nudges take", "than one pass back?"];
  lines.forEach((words, i) => sheet.text(sheet.width / 2, y + 28 * i, words, { size: 22, serif: true, align: "middle" }));
  sheet.text(sheet.width / 2, y + 66, "Predict first.", { weight: 600, align: "middle" });
  return y + 84;
}

/** Both times on one axis on which every mark is ten times the one before; and the guess. */
function beautyScale(sheet, { backward, nudges, done, parameters, guess }, y) {
  const low = Math.floor(Math.log10(backward));
  const high = Math.ceil(Math.log10(Math.max((nudges * parameters) / done, guess * backward, 10 * backward)));
  const across = (seconds) => 20 + ((Math.log10(seconds) - low) / (high - low)) * (sheet.width - 40);
  const axis = y + 34;
  sheet.line(across(10 ** low), axis, across(10 ** high), axis, { tint: "graph" });
  for (let power = low; power <= high; power++) {
    const x = across(10 ** power);
    sheet.line(x, axis - 4, x, axis + 4, { tint: "graph" });
    if (!sheet.phone || (power - low) % 2 === 0) sheet.text(x, axis + 24, beautyTime(10 ** power), { size: 15, tint: "muted", align: "middle" });
  }
  const from = across(backward);
  const until = across(Math.max(nudges, backward));
  sheet.way(from, axis - 16, until, axis - 16, { tint: "ink", width: 2.4 });
  beautyLabel(sheet, from, until, axis - 28, beautyTimes(nudges / backward), { size: 24, weight: 600 });
  sheet.disc(from, axis, 6, 1);
  sheet.disc(until, axis, 6, 0, { stroke: "ink", width: 2 });
  if (!guess) return axis + 40;
  sheet.way(from, axis + 44, across(guess * backward), axis + 44, { tint: "muted", width: 1.4 });
  beautyLabel(sheet, from, across(guess * backward), axis + 64, `your guess: ${beautyTimes(guess)}`, { size: 15, tint: "muted" });
  return axis + 88;
}

function beautyLabel(sheet, from, until, y, words, look) {
  const made = sheet.text((from + until) / 2, y, words, { align: "middle", ...look });
  made.setAttribute("x", Math.max(made.getComputedTextLength() / 2, (from + until) / 2));
}

/** A disc for each quiz: full for right at the first try, a ring for missed, dotted for open. */
function beautyScore(sheet, { right, answered, marks, missed }, y) {
  sheet.line(0, y, sheet.width, y);
  sheet.text(0, y + 32, "Your quizzes", { size: 19, serif: true });
  marks.forEach((mark, i) => {
    const open = mark === null;
    const made = sheet.disc(150 + 30 * i, y + 26, 10, mark ? 1 : 0, { stroke: open ? "graph" : "ink", width: open ? 1.2 : 2 });
    if (open) made.setAttribute("stroke-dasharray", "2 3");
  });
  const words = answered ? `${right} of ${marks.length} right at the first try` : "none answered yet";
  const [x, line] = sheet.phone ? [0, 62] : [150 + 30 * marks.length, 32];
  sheet.text(x, y + line, words, { weight: 600 });
  missed.forEach(({ topic, slide }, i) => {
    sheet.text(0, y + line + 28 + 24 * i, `Look again at slide ${slide}: ${topic}`, { size: 16 });
  });
  return y + line + 10 + 24 * missed.length + (missed.length ? 6 : 0);
}
