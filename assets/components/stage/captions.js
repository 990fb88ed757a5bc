// What happens now, the deck's formula for it, and this example's numbers in it. The strings hold
// formulas and numbers computed here, nothing that anybody typed. Each quantity says what it is about
// (see shared/things.js): with an index j or k, the neuron that the numbers are about, else all it runs over.

/** Words or numbers that light up a thing, and are lit by it. */
const on = (thing, html) => `<span data-thing="${thing}">${html}</span>`;
/** A variable in the deck's notation: letter, layer above, index below. */
const V = (letter, layer, index, thing) =>
  `<span class="v" data-thing="${thing}"><i>${letter}</i><span><b>${layer === "" ? "&nbsp;" : `(${layer})`}</b><b>${index || "&nbsp;"}</b></span></span>`;
const C0 = on("cost", "<i>C</i>₀");
const strong = (text, tint, thing) => `<b class="${tint}" data-thing="${thing}">${text}</b>`;
const signed = (value, thing, text = digits3(value)) => strong(text, value < 0 ? "neg" : "pos", thing);
const way = (value) => (value > 0 ? "▲" : value < 0 ? "▼" : "");
const wished = (value, thing) => strong(`${digits3(value)} ${way(value)}`, "wish", thing);
const bracket = (value, thing) => (value < 0 ? `(${signed(value, thing)})` : signed(value, thing));
const plus = ({ value, text }) => (value < 0 ? text : `+${text}`);
const capital = (text) => text[0].toUpperCase() + text.slice(1);
const named = (model, l, j) => on(`neuron ${l} ${j}`, capital(model.nameOf(l, j)));
const inputOf = (l, k) => (l === 1 ? V("x", "", "k", `a 0 ${k}`) : V("a", l - 1, "k", `a ${l - 1} ${k}`));

function captionOf(model, moment) {
  const { kind, layer } = moment.step;
  return { forward: sayForward, cost: sayCost, wish: sayWish, delta: sayDelta, update: sayUpdate }[kind](model, layer);
}

function sayForward(model, l) {
  const j = model.followed[l];
  const sent = Array.from({ length: model.sizes[l - 1] }, (_, k) => model.adds(l, j, k));
  const [up, down, b, z] = writtenSum([sum(sent.filter((v) => v > 0)), sum(sent.filter((v) => v < 0)), model.b[l][j]]);
  const before = l === 1 ? "[the pixels](#thing-a-0-*) send" : `[layer ${l - 1}](#thing-layer-${l - 1}) sends`;
  const to = l === model.layers ? "Each output" : `Layer ${l}`;
  const squash = model.activation === "sigmoid" ? "<i>σ</i>" : model.activation;
  const into = `w ${l} ${j} *`;
  return {
    say: `[${to}](#thing-layer-${l}) adds up what ${before} it, then squashes the sum: its [activation](#word-activation).`,
    formula:
      `${V("a", l, "j", `a ${l} ${j}`)} = ${squash}( Σ<sub>k</sub> ${V("w", l, "jk", into)} ${inputOf(l, "*")} + ${V("b", l, "j", `b ${l} ${j}`)} )` +
      `<small class="muted">${on(into, `w<sub>jk</sub>: to ${l === model.layers ? "output" : "neuron"} j, from ${l === 1 ? "pixel" : "neuron"} k`)}</small>`,
    numbers:
      `${named(model, l, j)}: positive ${strong(plus(up), "pos", into)}, negative ${strong(down.text, "neg", into)}, ` +
      `bias ${on(`b ${l} ${j}`, plus(b))}: ${on(`z ${l} ${j}`, `<i>z</i> = ${z.text}`)}, ` +
      on(`a ${l} ${j}`, `<i>a</i> = <b class="ink">${digits3(model.a[l][j])}</b>`),
  };
}

function sayCost(model) {
  const l = model.layers;
  const written = writtenSum(model.terms);
  const total = written.pop();
  const shown = strongest(written.map(({ value }) => value), 3).filter((j) => written[j].value > 0);
  const others = [...written.keys()].filter((j) => written[j].value > 0 && !shown.includes(j));
  const decimals = total.text.split(".")[1].length;
  const output = (j) => `neuron ${l} ${j}, y ${j}`;
  const parts = shown.map((j) => on(output(j), `${written[j].text} <span class="muted">(output ${j})</span>`));
  const rest = sum(others.map((j) => written[j].value)).toFixed(decimals);
  if (others.length) parts.push(on(others.map(output), `${rest} <span class="muted">(${others.length} smaller)</span>`));
  return {
    say: `How wrong is this one example? [Each output’s gap](#thing-layer-${l}) to [its target](#thing-y-*), squared; all added up: the [cost](#word-cost) [C₀](#thing-cost).`,
    formula: `${C0} = Σ<sub>j</sub> ( ${V("a", l, "j", `a ${l} *`)} − ${V("y", "", "j", "y *")} )²`,
    numbers: parts.length ? `${C0} = ${parts.join(" + ")} = ${strong(total.text, "ink", "cost")}` : `${C0} = ${on("cost", digits3(model.cost))}`,
  };
}

function sayWish(model, l) {
  return l === model.layers ? sayGap(model, l) : sayWishesAdded(model, l);
}

function sayGap(model, l) {
  const [right, a] = [model.label, model.a[l]];
  const rival = strongest(Array.from(a, (v, j) => (j === right ? 0 : v)), 1)[0];
  const line = (j, name, target) =>
    `${on(`neuron ${l} ${j}`, name)}: 2 × (${on(`y ${j}`, target)} − ${on(`a ${l} ${j}`, digits3(a[j]))}) ` +
    `${equals(model.wish[l][j], 2, target - rounded(a[j]))} ${wished(model.wish[l][j], `wish ${l} ${j}`)}`;
  return {
    say: `Now backwards. A [wish](#word-wish) says which way to change, to lower the cost: for [an output](#thing-layer-${l}), twice its gap.`,
    formula:
      `<span class="wish" data-thing="wish ${l} *">−∂${C0} / ∂${V("a", l, "j", `a ${l} *`)}</span> = ` +
      `2 ( ${V("y", "", "j", "y *")} − ${V("a", l, "j", `a ${l} *`)} )`,
    numbers: `${line(right, `Output ${right}`, 1)}; ${line(rival, `output ${rival}`, 0)}`,
  };
}

function sayWishesAdded(model, l) {
  const k = model.followed[l];
  const asked = Array.from({ length: model.sizes[l + 1] }, (_, j) => model.asks(l + 1, j, k));
  const shown = strongest(asked, 2);
  const others = [...asked.keys()].filter((j) => !shown.includes(j));
  const written = writtenSum([...shown.map((j) => asked[j]), ...(others.length ? [sum(others.map((j) => asked[j]))] : [])]);
  const total = written.pop();
  const things = shown.map((j) => `w ${l + 1} ${j} ${k}`).concat(others.map((j) => `w ${l + 1} ${j} ${k}`).join());
  const from = shown.map((j) => on(`neuron ${l + 1} ${j}`, `from ${l + 1 === model.layers ? "output" : "neuron"} ${j}`))
    .concat(on(others.map((j) => `neuron ${l + 1} ${j}`), `from the other ${others.length}`));
  const list = written.map(({ text }, i) => `${from[i]}: <span class="wish" data-thing="${things[i]}">${text}</span>`).join("; ");
  const wish = `wish ${l} ${k}`;
  const own = Math.abs(total.value) >= 1e-6 ? `${list}; ${on(wish, "sum")} ${strong(`${total.text} ${way(total.value)}`, "wish", wish)}` : wished(model.wish[l][k], wish);
  const who = l + 1 === model.layers ? "Each output" : `Each neuron of layer ${l + 1}`;
  return {
    say:
      `[${who}](#thing-layer-${l + 1}) says what it [wishes](#word-wish) [layer ${l}](#thing-layer-${l}) had done: ` +
      `[each neuron’s wish](#thing-wish-${l}-*) is all of these, added up.`,
    formula:
      `<span class="wish" data-thing="${wish}">−∂${C0} / ∂${V("a", l, "k", `a ${l} ${k}`)}</span> = ` +
      `− Σ<sub>j</sub> ${V("w", l + 1, "jk", `w ${l + 1} * ${k}`)} ${V("δ", l + 1, "j", `delta ${l + 1} *`)}`,
    numbers: `${named(model, l, k)}: ${own}`,
  };
}

function sayDelta(model, l) {
  const j = model.followed[l];
  const k = strongest(model.a[l - 1], 1)[0];
  const [a, delta, gradient, slope] = [model.a[l - 1][k], model.delta[l][j], model.gradient(l, j, k), model.slope(l, j)];
  const source = l === 1 ? `the pixel in row ${Math.floor(k / 28)}, column ${k % 28}` : model.nameOf(l - 1, k);
  const [the, its, wish] = [`delta ${l} ${j}`, `slope ${l} ${j}`, `wish ${l} ${j}`];
  const [grad, input] = [`grad ${l} ${j} ${k}`, `a ${l - 1} ${k}`];
  const means = delta > 0 ? "raising z raises the cost: lower it" : delta < 0 ? "raising z lowers the cost: raise it" : "nothing gets through";
  return {
    say:
      l === 1
        ? `Back at [the pixels](#thing-a-0-*): a weight’s [gradient](#word-gradient) is its pixel × [δ](#word-delta). Paper is 0, so its weights stay.`
        : `[δ](#word-delta) is how much the cost changes for each 1 that z grows: minus [the wish](#thing-wish-${l}-*), times [the slope](#thing-slope-${l}-*).`,
    formula:
      `${V("δ", l, "j", the)} = <span data-thing="${wish}">∂${C0}/∂${V("a", l, "j", `a ${l} ${j}`)}</span> · ` +
      `<span class="slope" data-thing="${its}"><i>σ</i>′(${V("z", l, "j", `z ${l} ${j}`)})</span>, ` +
      `<span data-thing="${grad}">∂${C0}/∂${V("w", l, "jk", `w ${l} ${j} ${k}`)}</span> = ${inputOf(l, k)} ${V("δ", l, "j", the)}`,
    numbers:
      `${named(model, l, j)}: ${on(the, "δ")} = −${on(wish, "wish")} × ${on(its, "slope")} = −(${wished(model.wish[l][j], wish)}) × ` +
      `${strong(digits3(slope), "slope", its)} ${equals(delta, -model.wish[l][j], slope)} ${signed(delta, the)} <span class="muted">(${means})</span>` +
      `<br>Its weight ${on(`${l > 1 ? `neuron ${l - 1} ${k}, ` : ""}${input}`, `from ${source}`)}: ${on(grad, `∂<i>C</i>₀/∂<i>w</i>`)} = ` +
      `${on(input, digits3(a))} × ${bracket(delta, the)} ${equals(gradient, a, delta)} ${signed(gradient, grad)}`,
  };
}

function sayUpdate(model, l) {
  const j = model.followed[l];
  const k = largest(model.a[l - 1]);
  const [w, slope] = [model.weight(l, j, k), model.gradient(l, j, k)];
  const [the, grad] = [`w ${l} ${j} ${k}`, `grad ${l} ${j} ${k}`];
  const outcome = {
    "-1": "where that is 0, it stays. A smaller cost.",
    0: "hardly any has one here, so the cost hardly changes.",
    1: "too long a step: the cost rises.",
  }[model.costsApart ? Math.sign(model.costNew - model.cost) : 0];
  const after = model.weightNew(l, j, k);
  const [costBefore, costAfter] = model.costsApart ?? [digits3(model.cost), digits3(model.costNew)];
  const alpha = on("alpha", model.learning_rate);
  return {
    say: `Each weight steps against its [gradient](#word-gradient); ${outcome}`,
    formula:
      `${on(the, "<i>w</i>")} ← ${on(the, "<i>w</i>")} − ${on("alpha", "<i>α</i>")} <span data-thing="${grad}">∂${C0}/∂<i>w</i></span>, ` +
      `<span class="muted" data-thing="alpha">α = ${model.learning_rate}</span>`,
    numbers:
      `${V("w", l, `${j},${k}`, the)} <span class="muted">(${on(`neuron ${l} ${j}`, `to ${j}`)}, ${on(`a ${l - 1} ${k}`, `from ${k}`)})</span>: ` +
      `${signed(w, the)} − ${alpha} × ${bracket(slope, grad)} ${equals(after, rounded(w) - model.learning_rate * rounded(slope))} ${signed(after, the)} ` +
      `<span class="wish" data-thing="${the}">${way(-slope)}</span>; ${C0}: ${on("cost", costBefore)} → ${strong(costAfter, "ink", "cost")}`,
  };
}

/** One question a part, asked before its first play, answered by what then happens; none where the
 *  numbers shown would not settle it. */
function questionOf(model, part) {
  const digits = model.terms.map((_, j) => String(j));
  const l = Math.max(1, model.layers - 1);
  const wish = model.wish[l][model.followed[l]];
  const [most, next] = strongest(model.terms, 2);
  const settled = next === undefined || digits3(model.terms[most]) !== digits3(model.terms[next]);
  return {
    Forward: { ask: "Before you look: which output will win?", choices: digits, right: model.guess, truth: `output ${model.guess} wins` },
    Cost: settled && { ask: "Which output adds most to the cost?", choices: digits, right: most, truth: `output ${most} adds most` },
    Backward: {
      ask: `Which way does [the wish of ${model.nameOf(l, model.followed[l])}](#thing-wish-${l}-${model.followed[l]}) point?`,
      choices: ["▲ be more active", "▼ be less active"],
      right: wish > 0 ? 0 : 1,
      truth: `it wishes ${wish > 0 ? "▲ more" : "▼ less"}`,
    },
    Update: model.costsApart && {
      ask: `All weights step by −α times their gradient, α = ${model.learning_rate}. The cost of this digit …`,
      choices: ["falls", "rises"],
      right: model.costNew < model.cost ? 0 : 1,
      truth: `it ${model.costNew < model.cost ? "falls" : "rises"}`,
    },
  }[part] || undefined;
}

/** The marks that this step shows, and no others. */
function legendOf(step) {
  const line = (tint, dash) =>
    `<svg width="28" height="12"><path d="M0 6H28" stroke="var(--${tint})" stroke-width="2.4" ${dash ? 'stroke-dasharray="6 4"' : ""}/></svg>`;
  const dots = '<svg width="26" height="12"><circle cx="6" cy="6" r="4.500" fill="var(--pos)"/><circle cx="20" cy="6" r="4" fill="none" stroke="var(--neg)" stroke-width="1.6"/></svg>';
  const arrows = '<svg width="22" height="14"><path d="M6 0L1 7H11ZM5 6H7V14H5ZM17 14L12 7H22ZM16 0H18V8H16Z" fill="var(--wish)"/></svg>';
  const rings = '<svg width="36" height="16"><circle cx="8" cy="8" r="6" fill="none" stroke="var(--pos)" stroke-width="3"/><circle cx="27" cy="8" r="6" fill="none" stroke="var(--neg)" stroke-width="3" stroke-dasharray="3 2.4"/></svg>';
  const ink = '<svg width="34" height="14"><circle cx="7" cy="7" r="6" fill="var(--paper)" stroke="var(--graph)"/><circle cx="26" cy="7" r="6" fill="var(--ink)"/></svg>';
  const unknown = '<svg width="16" height="14"><circle cx="7" cy="7" r="6" fill="none" stroke="var(--graph)" stroke-dasharray="2.500 2.500"/></svg>';
  const opened = [`<svg width="12" height="12"><circle cx="6" cy="6" r="5" fill="var(--acc)"/></svg>`, "opened below"];
  const lines = (what) => [[line("pos"), `${what}, positive`], [line("neg", true), "negative"]];
  const marks = {
    forward: [...lines(step.layer === 1 ? "w · x" : "w · a"), [dots, "on its way: pushes up, pulls down"], [ink, "activation, 0 to 1"], [unknown, "not yet computed"]],
    cost: [[arrows, "gap to the target"], [ink, "activation, 0 to 1"]],
    wish: [[arrows, "wish: be more, be less active"], ...lines("weight")],
    delta: [[rings, "δ, positive or negative"], ...lines("gradient"), [arrows, "wish"]],
    update: [[arrows, "weight raised, lowered; size: how much"], ...lines("new weight"), [ink, "new activation"]],
  }[step.kind];
  return [...marks, opened];
}
