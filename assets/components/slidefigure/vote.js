// Slide 6: one weight from an active neuron, raised: its vote, the answer and the cost, before and after.

function drawVote(sheet, data) {
  const { weight, by, before, after, label } = data;
  sheet.text(0, 18, `The same here: one weight into output ${label}`, { weight: 600 });
  voteRow(sheet, data, 112, `before: the vote of ${data.sender} ${data.source}`, weight, before.a);
  const bar = voteRow(sheet, data, 238, `after raising its weight by ${by.toFixed(2)}`, weight + by, after.a);
  sheet.text(sheet.width, 94, "target", { size: 15, tint: "muted", align: "end" });
  const [from, to] = [bar.x(before.a), bar.x(after.a)];
  sheet.line(from, bar.y, from, bar.y + 18, { tint: "bg", width: 1.6 });
  sheet.way(from, bar.y - 10, to, bar.y - 10, { tint: "wish", width: 2.6 });
  return { height: 280, say: voteSay(data) };
}

/** The vote, the neuron it goes to and its answer; returns where its bar stands. */
function voteRow(sheet, { layer, source, activation, label }, y, caption, weight, a) {
  const narrow = sheet.width < 460;
  const node = Math.round(0.47 * sheet.width);
  const vote = weight * activation;
  sheet.text(0, y - (narrow ? 54 : 46), caption, { size: 16, tint: "muted" });
  about(`w ${layer} ${label} ${source}`, sheet.group({}, () => {
    sheet.edge(40, y, node - 22, y, vote, Math.min(9, 0.6 + 2.2 * Math.abs(vote)), 1);
    sheet.text((18 + node) / 2, y - (narrow ? 29 : 14), `vote ${productOf(weight, activation)}`, { size: 15, weight: 600, tint: tintOf(vote), align: "middle" });
  }));
  about(`a ${layer - 1} ${source}`, sheet.group({}, () => {
    sheet.disc(21, y, 20, activation, { stroke: "ink" });
    sheet.text(21, y + 6, source, { size: 16, weight: 600, align: "middle", tint: activation > 0.5 ? "paper" : "ink" });
  }));
  const bar = { left: node + 62, y: y - 9, length: sheet.width - node - 66 };
  bar.x = (value) => bar.left + bar.length * Math.min(1, Math.max(0, value));
  about(`neuron ${layer} ${label}`, sheet.group({}, () => {
    sheet.disc(node, y, 22, a, { stroke: "ink" });
    sheet.text(node + 32, y + 9, label, { size: 26, weight: 600, serif: true });
    sheet.bar(bar.left, bar.y, bar.length, 18, a, 1);
    const middle = Math.min(sheet.width - 22, Math.max(bar.left + 20, bar.x(a)));
    sheet.text(middle, y + 32, digits3(a), { weight: 600, align: "middle" });
  }));
  return bar;
}

function voteSay({ label, sender, source, activation, weight, by, before, after }) {
  if (activation === 0) return `No ${sender} is active: ${sender} ${source} sends 0, and 0 times any weight is no vote.`;
  if (by === 0) return `The ${sender} sends ${digits3(activation)}. Raise its weight: how far does output ${label} follow?`;
  const [was, now] = [weight, weight + by].map((w) => digits3(w * activation));
  return (
    `The vote grows from ${was} to ${now}, output ${label} answers ${digits3(after.a)} instead of ${digits3(before.a)}: ` +
    `the cost C₀ ${fellOrRose(before.cost, after.cost)}.`
  );
}

/** A change in words: falls from 0.266 to 0.149. */
function fellOrRose(before, after) {
  const verb = after < before ? "falls" : after > before ? "rises" : "stays";
  return verb === "stays" ? `stays ${digits3(before)}` : `${verb} from ${digits3(before)} to ${digits3(after)}`;
}
