// The steps of the animation, and how far each has come at a position: position 4.25 is a quarter
// through the fifth step, position 4 the end of the fourth.

const FLIGHT = 280; // ms a signal flies forward; three neurons have signals in flight at a time
const WISH_FLIGHT = 600; // ms a wish flies back

function stepsOf(model) {
  const steps = [];
  const add = (part, kind, layer, duration) => steps.push({ part, kind, layer, duration, id: `${kind}-${layer}` });
  for (let l = 1; l <= model.layers; l++) add("Forward", "forward", l, pace(model.sizes[l]) * model.sizes[l] + FLIGHT + 200);
  add("Cost", "cost", model.layers, 1900);
  for (let l = model.layers; l >= 1; l--) {
    const asking = l === model.layers ? 0 : askers(model, l + 1).length;
    add("Backward", "wish", l, asking ? wishPace(asking) * asking + WISH_FLIGHT + 300 : 900);
    add("Backward", "delta", l, 1100);
  }
  add("Update", "update", model.layers, 2200);
  return steps;
}

const pace = (neurons) => Math.min(FLIGHT / 3, 1500 / neurons);
const wishPace = (askers) => Math.min(260, 2600 / askers);

/** The neurons of layer l whose wishes are worth showing one by one, strongest last. */
function askers(model, l) {
  const max = maxSize(model.delta[l]);
  return strongest(model.delta[l], 16).filter((j) => Math.abs(model.delta[l][j]) > 0.02 * max).reverse();
}

const clamp = (value) => Math.min(1, Math.max(0, value));
const easeOut = (t) => 1 - (1 - t) ** 3;
const easeInOut = (t) => (t < 0.5 ? 2 * t * t : 1 - 2 * (1 - t) ** 2);

/** What is where at one position of the animation. */
class Moment {
  constructor(model, steps, position) {
    this.model = model;
    this.index = Math.max(0, Math.ceil(position) - 1);
    this.step = steps[this.index];
    this.share = position - this.index;
    this.elapsed = this.share * this.step.duration;
    this.progress = Object.fromEntries(steps.map((step, i) => [step.id, clamp(position - i)]));
  }

  of(kind, layer) {
    return this.progress[`${kind}-${layer}`] ?? 0;
  }

  get updated() {
    return this.of("update", this.model.layers);
  }

  get costed() {
    return this.of("cost", this.model.layers);
  }

  /** How far the signals into the slot-th neuron of the layer now lighting have flown, 0 to 1. */
  flight(slot, neurons) {
    return clamp((this.elapsed - slot * pace(neurons)) / FLIGHT);
  }

  /** How lit a neuron is: null before the forward pass reaches it. */
  lit(l, slot, neurons) {
    const share = this.of("forward", l);
    if (share === 0) return null;
    if (share === 1) return 1;
    const since = this.elapsed - slot * pace(neurons) - FLIGHT;
    return since < 0 ? null : easeOut(clamp(since / 180));
  }

  /** How much of asker number i's wish has arrived at layer l, 0 to 1, and how far it has flown. */
  arrived(l, i, count) {
    const share = this.of("wish", l);
    if (share === 0 || share === 1) return { flown: share, here: share };
    const flown = clamp((this.elapsed - i * wishPace(count)) / WISH_FLIGHT);
    return { flown, here: easeOut(clamp((this.elapsed - i * wishPace(count) - WISH_FLIGHT) / 200)) };
  }

  /** The wish of neuron k of a hidden layer as far as it has added up. */
  wish(l, k) {
    const { model } = this;
    const share = this.of("wish", l);
    if (share === 0 || share === 1 || l === model.layers) return model.wish[l][k] * easeOut(share);
    const list = askers(model, l + 1);
    return sum(list.map((j, i) => model.asks(l + 1, j, k) * this.arrived(l, i, list.length).here));
  }
}
