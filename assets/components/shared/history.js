// How the canvas's drawing and what undo and redo lead to are kept as one text. Needs storage.js.

const DRAWING = "drawing";
const LONGEST = 100; // states

/**
 * States are { strokes: [stroke], picture: { id, … } or null }, oldest first; `at` is the one on the canvas.
 * Most strokes stand in many states: each is written once, and named by its number.
 */
function writeHistory(states, at, serial, session) {
  const first = Math.max(0, at - LONGEST);
  const written = states.slice(first, first + 2 * LONGEST);
  const strokes = [...new Set(written.flatMap((state) => state.strokes))];
  const numbers = new Map(strokes.map((stroke, number) => [stroke, number]));
  return JSON.stringify({
    session,
    serial,
    at: at - first,
    strokes,
    states: written.map((state) => ({
      strokes: state.strokes.map((stroke) => numbers.get(stroke)),
      picture: state.picture?.id ?? null,
    })),
  });
}

/** What this tab keeps, or null: { session, serial, at, states }, each state's picture by its name alone. */
function keptHistory() {
  const written = tabShelf.read(DRAWING);
  if (!written?.states?.[written.at]) return null;
  const { session, serial, at, strokes, states } = written;
  return {
    session,
    serial,
    at,
    states: states.map((state) => ({
      strokes: state.strokes.map((number) => strokes[number]),
      picture: state.picture,
    })),
  };
}
