// What lies under the pointer, and what to say of it.

/** The neuron, pixel or weight at [x, y] of the graph, or null. */
function thingAt(scene, x, y) {
  const { model, layout } = scene;
  const [u, v] = layout.phone ? [y, x] : [x, y];
  for (let l = 1; l <= model.layers; l++) {
    const slot = Math.floor((v - layout.from) / layout.pitch[l]);
    const j = layout.shown[l][slot];
    const reach = layout.radius[l] + (layout.phone ? 12 : 6);
    const left = l === 1 ? layout.thumbU - 2 : layout.columns[l] - reach;
    const right = l === model.layers ? Infinity : layout.columns[l] + reach;
    if (j !== undefined && u >= left && u <= right) return { kind: "neuron", layer: l, index: j };
  }
  const [px, py] = layout.imageAt;
  const [column, row] = [x - px, y - py].map((at) => Math.floor((at / layout.image) * 28));
  if (column >= 0 && column < 28 && row >= 0 && row < 28) {
    return { kind: "weight", layer: 1, to: model.followed[1], source: 28 * row + column };
  }
  return nearestWeight(scene, x, y, layout.phone ? 10 : 6);
}

function nearestWeight({ model, layout }, x, y, reach) {
  let [best, nearest] = [null, reach];
  for (let l = 2; l <= model.layers; l++) {
    layout.shown[l].forEach((j, to) => {
      layout.shown[l - 1].forEach((k, from) => {
        const edge = layout.bezier(l, to, from);
        for (let i = 1; i < 14; i++) {
          const [ex, ey] = pointOn(edge, i / 14);
          const away = Math.hypot(ex - x, ey - y) - 1.5 * Math.min(2, Math.abs(model.weight(l, j, k)));
          if (away < nearest) [best, nearest] = [{ kind: "weight", layer: l, to: j, source: k }, away];
        }
      });
    });
  }
  return best;
}

const SUBSCRIPT = "₀₁₂₃₄₅₆₇₈₉";
const subscript = (number) => [...String(number)].map((digit) => SUBSCRIPT[digit]).join("");
const superscript = (number) => [...String(number)].map((digit) => SUPERSCRIPT[digit]).join("");
const weightName = ({ layer, to, source }) => `w⁽${superscript(layer)}⁾${subscript(to)},${subscript(source)}`;

/** Title, rows of [formula with this example's numbers, value, tint], and a closing sentence. */
function describe(model, moment, thing) {
  return thing.kind === "neuron" ? describeNeuron(model, moment, thing) : describeWeight(model, moment, thing);
}

function describeNeuron(model, moment, { layer: l, index: j }) {
  const title = capital(model.nameOf(l, j));
  if (moment.lit(l, 0, 1) === null) return { title, rows: [], note: "The forward pass has not reached it yet." };
  const inner = (v) => (v < 0 ? `(${digits3(v)})` : digits3(v));
  const name = model.activation === "sigmoid" ? "σ" : model.activation;
  const [sent, b, z] = writtenSum([model.z[l][j] - model.b[l][j], model.b[l][j]]);
  const rows = [
    [`z = Σ w·a + b = ${sent.text} ${b.value < 0 ? b.text.replace("−", "− ") : `+ ${b.text}`}`, z.text, ""],
    [`a = ${name}(z)`, digits3(model.a[l][j]), ""],
  ];
  let note = l === model.layers ? `Its target is ${model.target[j]}.` : "";
  if (moment.of("wish", l) > 0) {
    const wish = model.wish[l][j];
    rows.push(["wish −∂C₀/∂a", `${digits3(wish)} ${way(wish)}`, "wish"]);
  }
  if (moment.of("wish", l) === 0 && moment.step.part === "Backward") note = "Its wish comes in a later step. Opened, it shows it already.";
  if (moment.of("delta", l) > 0) {
    const slope = model.slope(l, j);
    const [delta, by] = [model.delta[l][j], -model.wish[l][j]];
    rows.push([`δ = ∂C₀/∂a · σ′(z) = ${inner(by)} × ${digits3(slope)} ${equals(delta, by, slope)}`, digits3(delta), delta < 0 ? "neg" : "pos"]);
    if (slope < 0.02) note = "Saturated: its slope is almost 0, so its wish hardly gets through.";
  }
  return { title, rows, note };
}

function describeWeight(model, moment, thing) {
  const { layer: l, to: j, source: k } = thing;
  const from = l === 1 ? `pixel in row ${Math.floor(k / 28)}, column ${k % 28}` : `layer ${l - 1} · neuron ${k}`;
  const inner = (v) => (v < 0 ? `(${digits3(v)})` : digits3(v));
  const [w, a, slope] = [model.weight(l, j, k), model.a[l - 1][k], model.gradient(l, j, k)];
  const tint = (v) => (v < 0 ? "neg" : "pos");
  const rows = [["weight", digits3(w), tint(w)], [`adds w · a = ${inner(w)} × ${digits3(a)} ${equals(w * a, w, a)}`, digits3(w * a), tint(w * a)]];
  if (moment.of("delta", l) === 0) return { title: `${weightName(thing)}: ${from} → ${model.nameOf(l, j)}`, rows, note: "" };
  const factors = [a, model.slope(l, j), -model.wish[l][j]];
  rows.push([`gradient a · σ′ · ∂C₀/∂a = ${factors.map(inner).join(" × ")} ${equals(slope, ...factors)}`, digits3(slope), tint(slope)]);
  const note = slope === 0 ? `Nothing comes in, so nothing to learn here.` : `Raising it ${slope < 0 ? "lowers" : "raises"} the cost.`;
  return { title: `${weightName(thing)}: ${from} → ${model.nameOf(l, j)}`, rows, note };
}
