// Slide 13, beside the answered quiz: how large one weight's gradient is, and what its step brings.

function drawRank(sheet, data) {
  const bottom = rankSizes(sheet, data, { y: 78, height: 118 });
  const height = rankCosts(sheet, data, bottom + 32);
  return { height, say: rankSay(data) };
}

function rankSay({ name, slopes, gradient, before, alone, sizes, missing_weight, layer }) {
  const here = sizes ? `${missing_weight} is in the lecture’s network; the one loaded, ${sizes.join(" · ")}, has none. This is the largest of its layer ${layer}. ` : "";
  const supposed = `${here}The question supposes a large gradient. With this digit`;
  if (gradient === 0) return `${supposed} that of ${name} is 0: the weight stays as it is.`;
  const turn = gradient < 0 ? "grows" : "shrinks";
  const mean = slopes.reduce((sum, size) => sum + size, 0) / slopes.length;
  const [now, then] = [digits3(before), digits3(alone)];
  const step = now === then ? `leaves C₀ at ${now}` : `takes C₀ from ${now} to ${then}`;
  return (
    `${supposed} it is ${digits3(Math.abs(gradient) / mean)} times the mean of its layer. The weight ${turn}; ` +
    `its step alone ${step}. True here and now: no rank for ever.`
  );
}

/** |∂C₀/∂w| of every weight of the layer, the largest first; the weight of the quiz stands out. */
function rankSizes(sheet, { slopes, rank, gradient, layer, to, source }, { y, height }) {
  const [bottom, pitch, most] = [y + height, sheet.width / slopes.length, slopes[0] || 1];
  sheet.text(0, 16, `The ${slopes.length.toLocaleString("en")} gradients of layer ${layer}, by size`, { weight: 600 });
  const steps = slopes.map((size, i) => `V${bottom - (size / most) * height}H${(i + 1) * pitch}`);
  sheet.path(`M0 ${bottom}${steps.join("")}V${bottom}`, { tint: "graph", width: 0, fill: "var(--graph)" });
  sheet.line(0, bottom, sheet.width, bottom, { tint: "graph" });
  const tint = tintOf(gradient);
  const at = (rank - 0.5) * pitch;
  const top = bottom - (Math.abs(gradient) / most) * height;
  const flag = y - 36;
  const aside = at > sheet.width - 190 ? -1 : 1;
  const look = { align: aside > 0 ? "start" : "end", weight: 600 };
  about(`grad ${layer} ${to} ${source}`, sheet.group({}, () => {
    sheet.box(at - 2.5, top, 5, bottom - top, { tint });
    sheet.path(`M${at} ${top - 3}V${flag}h${10 * aside}`, { tint: "ink", width: 1.2 });
    sheet.formula(at + 16 * aside, flag + 5, ["∂C", "_0", "/∂w", `^(${layer})`, `_${to},${source}`, ` = ${digits3(gradient)}`], { ...look, tint });
    sheet.text(at + 16 * aside, flag + 30, `rank ${rank} of ${slopes.length.toLocaleString("en")}`, look);
  }));
  sheet.text(0, bottom + 20, "the largest", { size: 15, tint: "muted" });
  sheet.text(sheet.width, bottom + 20, "the smallest", { size: 15, tint: "muted", align: "end" });
  return bottom + 20;
}

/** C₀ as it is, after a step of this weight alone, and after a step of all. */
function rankCosts(sheet, { layer, to, source, before, alone, all, rate, parameters }, y) {
  about("cost, alpha", sheet.text(0, y, `C₀ after one step, α = ${Number(rate.toPrecision(3))}`, { weight: 600 }));
  const most = Math.max(before, alone, all, 1e-12);
  const named = sheet.phone ? 136 : 190;
  const room = sheet.width - named - 96;
  const rows = [["before", before], ["this weight alone", alone, `w ${layer} ${to} ${source}`], [`all ${parameters.toLocaleString("en")}`, all, "w"]];
  rows.forEach(([words, cost, thing], i) => about(["cost", thing].filter(Boolean).join(), sheet.group({}, () => {
    const top = y + 18 + 28 * i;
    sheet.text(0, top + 13, words, { size: 16, tint: "muted" });
    sheet.box(named, top, Math.max(1, (cost / most) * room), 16);
    sheet.text(named + (cost / most) * room + 10, top + 14, digits3(cost), { size: 16, weight: 600 });
  })));
  return y + 18 + 28 * rows.length;
}
