// What a poll shows at each stage, as plain values: from what the room tells.

const TOLD = {
  lobby: "Join in: then we vote",
  "open 1": "Vote now",
  "closed 1": "Voting is closed",
  "votes 1": "How the class voted",
  discuss: "Talk it over with somebody who chose otherwise",
  "open 2": "Second round: vote again",
  "closed 2": "Second round: voting is closed",
  "votes 2": "Both rounds",
  right: "What is right",
  explained: "Why",
};
const ADVICE = {
  teach: "Next: look at it together once more, then vote again.",
  discuss: "Next: talk it over, then vote again.",
  explain: "Next: the answer (R).",
};

const sum = (list) => list.reduce((whole, part) => whole + part, 0);

/** state: the room's, of which this question is asked; count: how many choices it has; own: whether no
 *  corner shows the code and counts */
function pollView(state, count, own = false) {
  const { stage, question, joined, host } = state;
  const rounds = pollRounds(state, count);
  const moved = state.moves && sum(state.moves.flat()) ? state.moves : null;
  return {
    stage,
    told: toldOf(stage, question.kind, rounds.length),
    count: countTold(state, own),
    joins: stage === "lobby" ? phones(joined) : "",
    rounds,
    moves: stage === "votes 2" || stage === "right" ? moved : null,
    said: moved && ["votes 2", "right"].includes(stage) ? movesTold(moved, state.right) : "",
    right: state.right,
    reasons: state.reasons,
    advice: stage === "votes 1" ? (ADVICE[host?.advice] ?? "") : "",
  };
}

function toldOf(stage, kind, rounds) {
  if (kind === "check" && stage === "open 1") return "One more, made from this network: vote now";
  return TOLD[stage === "votes 2" && rounds < 2 ? "votes 1" : stage]; // both, where somebody voted in both
}

/** While a round is open, the corner counts. */
function countTold({ stage, answered, joined, votes, round }, own) {
  if (stage.startsWith("closed") || (own && stage.startsWith("open"))) return `${answered} of ${joined} answered`;
  const nobody = votes?.[round] && !sum(votes[round]);
  return nobody ? `Nobody voted${round > 1 ? " again" : ""}.` : "";
}

/** Rounds that are told: of each choice the votes, their share in percent, the mean sureness (1–5). Each
 *  share is rounded by itself, as on the phones: equal votes are equal percents, though these add up to 99. */
function pollRounds({ votes, sure }, count) {
  if (!votes) return [];
  const rounds = Object.keys(votes).sort().filter((round) => sum(votes[round]));
  return rounds.map((round) => {
    const counts = Array.from({ length: count }, (_, i) => votes[round][i] ?? 0);
    const all = sum(counts);
    return counts.map((n, i) => ({ n, percent: Math.round((100 * n) / all), share: n / all, sure: sure?.[round]?.[i] ?? null }));
  });
}

/** right: index of the right choice, or null while nobody is told. */
function movesTold(moves, right) {
  const both = sum(moves.flat());
  const stayed = sum(moves.map((row, i) => row[i]));
  const told = `${both - stayed} of ${both} who voted twice chose another answer.`;
  if (right === null || right === undefined) return told;
  const to = sum(moves.map((row) => row[right])) - moves[right][right];
  const away = sum(moves[right]) - moves[right][right];
  return `${told} ${to} moved to the right one, ${away} away from it.`;
}

/** Milliseconds as a clock that counts down: 1:00, 0:07 */
function clockTold(left) {
  const seconds = Math.max(0, Math.ceil(left / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
