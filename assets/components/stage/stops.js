// Where the animation stands on the way through the app, and what of the way is done by it.

const STOPS = { forward: "forward", cost: "cost", wish: "wishes", delta: "backward" };

/** A step's stop: on, never back, whatever comes by turns in the animation. */
function stopOf({ kind, layer }, layers) {
  return kind === "wish" && layer < layers ? "backward" : (STOPS[kind] ?? "backward");
}

/** The steps of one digit that have been on the screen to their end. */
class Watched {
  constructor() {
    this.ids = new Set();
  }

  /** Take note of the step that is shown; whose stop's steps have now all been watched has done it. */
  note({ step, share }, { steps, model: { layers } }) {
    if (share < 0.9 || this.ids.has(step.id)) return;
    this.ids.add(step.id);
    const stop = stopOf(step, layers);
    if (!steps.every((other) => stopOf(other, layers) !== stop || this.ids.has(other.id))) return;
    if (stop === "forward") did("saw-forward");
    if (stop === "backward") did("saw-backward");
  }
}

/** A neuron was opened while the animation stood at a stop. */
function noteOpened({ kind, layer, index }, stop, { layers, terms }) {
  if (kind !== "neuron" || stop === "forward") return;
  if (layer === layers && terms[index] === Math.max(...terms)) did("opened-costliest");
  if (stop !== "cost") did("opened-neuron");
}
