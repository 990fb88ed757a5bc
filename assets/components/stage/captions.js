// What happens now, the deck's formula for it, and this example's numbers in it. The strings hold
// formulas and numbers computed here, nothing that anybody typed.

/** A variable in the deck's notation: letter, layer above, index below. */
const V = (letter, layer, index = "") =>
  `<span class="v"><i>${letter}</i><span><b>${layer === "" ? "&nbsp;" : `(${layer})`}</b><b>${index || "&nbsp;"}</b></span></span>`;
const C0 = "<i>C</i>₀";
const strong = (text, tint) => `<b class="${tint}">${text}</b>`;
const signed = (value, text = digits3(value)) => strong(text, value < 0 ? "neg" : "pos");
const way = (value) => (value > 0 ? "▲" : value < 0 ? "▼" : "");
const wished = (value) => strong(`${digits3(value)} ${way(value)}`, "wish");
const bracket = (value) => (value < 0 ? `(${signed(value)})` : signed(value));
const plus = ({ value, text }) => (value < 0 ? text : `+${text}`);
const capital = (text) => text[0].toUpperCase() + text.slice(1);

function captionOf(model, moment) {
  const { kind, layer } = moment.step;
  return { forward: sayForward, cost: sayCost, wish: sayWish, delta: sayDelta, update: sayUpdate }[kind](model, layer);
}

function sayForward(model, l) {
  const j = model.followed[l];
  const sent = Array.from({ length: model.sizes[l - 1] }, (_, k) => model.adds(l, j, k));
  const [up, down, b, z] = writtenSum([sum(sent.filter((v) => v > 0)), sum(sent.filter((v) => v < 0)), model.b[l][j]]);
  const before = l === 1 ? "the pixels send" : `layer ${l - 1} sends`;
  const to = l === model.layers ? "Each output" : `Layer ${l}`;
  const squash = model.activation === "sigmoid" ? "<i>σ</i>" : model.activation;
  const input = l === 1 ? V("x", "", "k") : V("a", l - 1, "k");
  return {
    say: `${to} adds up what ${before} it, then squashes the sum: its [activation](#word-activation).`,
    formula:
      `${V("a", l, "j")} = ${squash}( Σ<sub>k</sub> ${V("w", l, "jk")} ${input} + ${V("b", l, "j")} )` +
      `<small class="muted">w<sub>jk</sub>: to ${l === model.layers ? "output" : "neuron"} j, from ${l === 1 ? "pixel" : "neuron"} k</small>`,
    numbers:
      `${capital(model.nameOf(l, j))}: positive ${strong(plus(up), "pos")}, negative ${strong(down.text, "neg")}, ` +
      `bias ${plus(b)}: <i>z</i> = ${z.text}, <i>a</i> = ${strong(digits3(model.a[l][j]), "ink")}`,
  };
}

function sayCost(model) {
  const written = writtenSum(model.terms);
  const total = written.pop();
  const shown = strongest(written.map(({ value }) => value), 3).filter((j) => written[j].value > 0);
  const others = written.filter(({ value }, j) => value > 0 && !shown.includes(j));
  const decimals = total.text.split(".")[1].length;
  const parts = shown.map((j) => `${written[j].text} <span class="muted">(output ${j})</span>`);
  if (others.length) parts.push(`${sum(others.map(({ value }) => value)).toFixed(decimals)} <span class="muted">(${others.length} smaller)</span>`);
  return {
    say: "How wrong is this one example? Each output’s gap to its target, squared; all added up: the [cost](#word-cost) C₀.",
    formula: `${C0} = Σ<sub>j</sub> ( ${V("a", model.layers, "j")} − ${V("y", "", "j")} )²`,
    numbers: parts.length ? `${C0} = ${parts.join(" + ")} = ${strong(total.text, "ink")}` : `${C0} = ${digits3(model.cost)}`,
  };
}

function sayWish(model, l) {
  if (l === model.layers) {
    const [y, a] = [model.label, model.a[l]];
    const rival = strongest(Array.from(a, (v, j) => (j === y ? 0 : v)), 1)[0];
    const line = (j, target) =>
      `output ${j}: 2 × (${target} − ${digits3(a[j])}) ${equals(model.wish[l][j], 2, target - Number(a[j].toPrecision(3)))} ${wished(model.wish[l][j])}`;
    return {
      say: "Now backwards. A [wish](#word-wish) says which way to change, to lower the cost: for an output, twice its gap.",
      formula: `<span class="wish">−∂${C0} / ∂${V("a", l, "j")}</span> = 2 ( ${V("y", "", "j")} − ${V("a", l, "j")} )`,
      numbers: capital(`${line(y, 1)}; ${line(rival, 0)}`),
    };
  }
  const k = model.followed[l];
  const asked = Array.from({ length: model.sizes[l + 1] }, (_, j) => model.asks(l + 1, j, k));
  const shown = strongest(asked, 2);
  const others = asked.filter((_, j) => !shown.includes(j));
  const written = writtenSum([...shown.map((j) => asked[j]), ...(others.length ? [sum(others)] : [])]);
  const total = written.pop();
  const from = shown.map((j) => `from ${l + 1 === model.layers ? "output" : "neuron"} ${j}`).concat(`from the other ${others.length}`);
  const list = written.map(({ text }, i) => `${from[i]}: <span class="wish">${text}</span>`).join("; ");
  const own = Math.abs(total.value) >= 1e-6 ? `${list}; sum ${strong(`${total.text} ${way(total.value)}`, "wish")}` : wished(model.wish[l][k]);
  const who = l + 1 === model.layers ? "Each output" : `Each neuron of layer ${l + 1}`;
  return {
    say: `${who} says what it [wishes](#word-wish) layer ${l} had done: each neuron’s wish is all of these, added up.`,
    formula: `<span class="wish">−∂${C0} / ∂${V("a", l, "k")}</span> = − Σ<sub>j</sub> ${V("w", l + 1, "jk")} ${V("δ", l + 1, "j")}`,
    numbers: `${capital(model.nameOf(l, k))}: ${own}`,
  };
}

function sayDelta(model, l) {
  const j = model.followed[l];
  const delta = model.delta[l][j];
  const k = strongest(model.a[l - 1], 1)[0];
  const source = l === 1 ? `the pixel in row ${Math.floor(k / 28)}, column ${k % 28}` : model.nameOf(l - 1, k);
  const input = l === 1 ? V("x", "", "k") : V("a", l - 1, "k");
  const slope = model.slope(l, j);
  const means = delta > 0 ? "raising z raises the cost: lower it" : delta < 0 ? "raising z lowers the cost: raise it" : "nothing gets through";
  return {
    say:
      l === 1
        ? "Back at the pixels: a weight’s [gradient](#word-gradient) is its pixel × [δ](#word-delta). Paper is 0, so its weights stay."
        : "[δ](#word-delta) is how much the cost changes for each 1 that z grows: minus the wish, times the slope.",
    formula:
      `${V("δ", l, "j")} = ∂${C0}/∂${V("a", l, "j")} · <span class="slope"><i>σ</i>′(${V("z", l, "j")})</span>, ` +
      `∂${C0}/∂${V("w", l, "jk")} = ${input} ${V("δ", l, "j")}`,
    numbers:
      `${capital(model.nameOf(l, j))}: δ = −wish × slope = −(${wished(model.wish[l][j])}) × ${strong(digits3(slope), "slope")} ${equals(delta, -model.wish[l][j], slope)} ${signed(delta)} ` +
      `<span class="muted">(${means})</span><br>Its weight from ${source}: ∂${C0}/∂<i>w</i> = ${digits3(model.a[l - 1][k])} × ${bracket(delta)} ${equals(model.gradient(l, j, k), model.a[l - 1][k], delta)} ${signed(model.gradient(l, j, k))}`,
  };
}

function sayUpdate(model, l) {
  const j = model.followed[l];
  const k = l > 0 ? largest(model.a[l - 1]) : 0;
  const [w, slope] = [model.weight(l, j, k), model.gradient(l, j, k)];
  const outcome = {
    "-1": "where that is 0, it stays. A smaller cost.",
    0: "hardly any has one here, so the cost stays.",
    1: "too long a step: the cost rises.",
  }[Math.sign(model.costNew - model.cost)];
  return {
    say: `Each weight steps against its [gradient](#word-gradient); ${outcome}`,
    formula: `<i>w</i> ← <i>w</i> − <i>α</i> ∂${C0}/∂<i>w</i>, <span class="muted">α = ${model.learning_rate}</span>`,
    numbers:
      `${V("w", l, `${j},${k}`)} <span class="muted">(to ${j}, from ${k})</span>: ${signed(w)} − ${model.learning_rate} × ${bracket(slope)} = ${signed(model.weightNew(l, j, k))} ` +
      `<span class="wish">${way(-slope)}</span>; ${C0}: ${digits3(model.cost)} → ${strong(digits3(model.costNew), "ink")}`,
  };
}

/** One question a part, asked before its first play, answered by what then happens. */
function questionOf(model, part) {
  const digits = model.terms.map((_, j) => String(j));
  const l = Math.max(1, model.layers - 1);
  const wish = model.wish[l][model.followed[l]];
  const most = largest(model.terms);
  return {
    Forward: { ask: "Before you look: which output will win?", choices: digits, right: model.guess, truth: `output ${model.guess} wins` },
    Cost: { ask: "Which output adds most to the cost?", choices: digits, right: most, truth: `output ${most} adds most` },
    Backward: {
      ask: `Which way does the wish of ${model.nameOf(l, model.followed[l])} point?`,
      choices: ["▲ be more active", "▼ be less active"],
      right: wish > 0 ? 0 : 1,
      truth: `it wishes ${wish > 0 ? "▲ more" : "▼ less"}`,
    },
    Update: {
      ask: `All weights step by −α times their gradient, α = ${model.learning_rate}. The cost of this digit …`,
      choices: ["falls", "rises"],
      right: model.costNew < model.cost ? 0 : 1,
      truth: `it ${model.costNew < model.cost ? "falls" : "rises"}`,
    },
  }[part];
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
