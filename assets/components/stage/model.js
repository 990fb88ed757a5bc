// The numbers of one forward and backward pass. Layers count from 1; a[0] is the input.

class Model {
  constructor({ header, body }) {
    Object.assign(this, header);
    this.layers = this.sizes.length - 1;
    const numbers = new Float32Array(body.buffer);
    let at = 0;
    const take = (count) => numbers.subarray(at, (at += count));
    this.a = [take(this.sizes[0])];
    this.aNew = [this.a[0]];
    [this.w, this.b, this.z, this.delta, this.wish] = [[null], [null], [null], [null], [null]];
    for (let l = 1; l <= this.layers; l++) {
      const n = this.sizes[l];
      this.w.push(take(n * this.sizes[l - 1]));
      for (const values of [this.b, this.z, this.a, this.delta]) values.push(take(n));
      this.wish.push(take(n).map((slope) => -slope));
      this.aNew.push(take(n));
    }
    this.target = Float32Array.from({ length: this.sizes.at(-1) }, (_, j) => Number(j === this.label));
    this.terms = this.termsOf(this.a.at(-1));
    this.termsNew = this.termsOf(this.aNew.at(-1));
    [this.cost, this.costNew] = this.costs; // float32 would blur how little a small step does
    this.costsApart = apart(this.cost, this.costNew);
    this.followed = this.delta.map((delta, l) => (l === this.layers ? this.label : delta && largest(delta)));
    this.guess = this.a.at(-1).reduce((best, a, j, all) => (a > all[best] ? j : best), 0);
  }

  termsOf(outputs) {
    return Array.from(outputs, (a, j) => (a - this.target[j]) ** 2);
  }

  weight(l, j, k) {
    return this.w[l][j * this.sizes[l - 1] + k];
  }

  adds(l, j, k) {
    return this.weight(l, j, k) * this.a[l - 1][k];
  }

  gradient(l, j, k) {
    return this.delta[l][j] * this.a[l - 1][k];
  }

  change(l, j, k) {
    return -this.learning_rate * this.gradient(l, j, k);
  }

  weightNew(l, j, k) {
    return this.weight(l, j, k) + this.change(l, j, k);
  }

  /** What neuron j of layer l wishes of neuron k of the layer before: one term of that one's wish. */
  asks(l, j, k) {
    return -this.delta[l][j] * this.weight(l, j, k);
  }

  slope(l, j) {
    const { activation } = this;
    const a = this.a[l][j];
    if (activation === "sigmoid") return a * (1 - a);
    return activation === "tanh" ? 1 - a * a : Number(this.z[l][j] > 0);
  }

  /** All values of one kind between layers l − 1 and l, as 784-number rows or as a matrix. */
  matrix(l, valueOf) {
    const [n, before] = [this.sizes[l], this.sizes[l - 1]];
    const values = new Float32Array(n * before);
    for (let j = 0; j < n; j++) for (let k = 0; k < before; k++) values[j * before + k] = valueOf.call(this, l, j, k);
    return values;
  }

  nameOf(l, j) {
    return l === this.layers ? `output ${j}` : `layer ${l} · neuron ${j}`;
  }
}

const sum = (values) => values.reduce((total, value) => total + value, 0);
const maxSize = (values) => values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
const largest = (values) => values.reduce((best, v, i) => (Math.abs(v) > Math.abs(values[best]) ? i : best), 0);

/** The indices of the `count` values of largest size, largest first. */
function strongest(values, count) {
  return Array.from(values.keys()).sort((i, k) => Math.abs(values[k]) - Math.abs(values[i])).slice(0, count);
}
