// What this phone keeps of a class, under its code: a random id, votes, pictures. In memory where storage is blocked.

let own, shelf, now;

function store(act) {
  try {
    return act(localStorage);
  } catch {}
}
const keep = () => store((all) => (all[shelf] = JSON.stringify(own)));

function recall(code) {
  shelf = `backprop-room-${code}`;
  const id = own && !now ? own.id : crypto.getRandomValues(new Uint32Array(4)).join("-"); // one for all wrong codes
  own = { id, votes: {}, pictures: {}, ...store((all) => JSON.parse(all[shelf])) };
}

const isOpen = () => now?.stage.startsWith("open");

/** { choice, sure, waits: has the class not got it yet? } of a round, if this phone has voted in it. */
const voteOf = (round = now.round) => own.votes[`${now.question?.id} ${round}`];

function choose(vote) {
  own.votes[`${now.question.id} ${now.round}`] = vote;
  keep();
}

/** What the class knows of this phone counts, unless a newer choice is on its way. */
function agree({ choice, sure }) {
  if (now.question && !voteOf()?.waits) choose(choice === null ? undefined : { choice, sure });
}
