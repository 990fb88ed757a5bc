// The lines of a sheet as rows of a table, and what stands beside them; on the screen and on paper.

/** A row for each line that is through or open, a heading above each part; what comes later, part by part in a
 *  row, or all of it with room to write. `waits` makes what stands in the row of the open line. */
function tableRows(lines, waits, written = false) {
  const until = written ? lines.length : lines.findIndex((line) => !("value" in line)) + 1 || lines.length;
  let part = "";
  const rows = lines.slice(0, until).flatMap((line) => {
    const made = ["value" in line || written ? lineRow(line, waits) : openRow(line, waits)];
    if (line.part !== part) made.unshift(partRow((part = line.part)));
    if (line.said) made.push(saidRow(line.said));
    return made;
  });
  const later = new Map();
  for (const line of lines.slice(until)) later.set(line.part, [...(later.get(line.part) ?? []), line.symbol]);
  for (const [name, symbols] of later) {
    if (name !== part) rows.push(partRow(name));
    rows.push(laterRow(symbols));
  }
  return rows;
}

const PLAIN = new Map([..."⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"].map((sign, i) => [sign, String(i % 10)]));
const plain = (text) => [...text].map((sign) => PLAIN.get(sign) ?? sign).join("");

/** A text with its indices set above one another: w⁽²⁾₁,₂. */
function formula(text, tag = "span", className = "") {
  const made = element(tag, className);
  for (const piece of text.split(/([a-zδ]⁽[⁰¹²³⁴-⁹]⁾[₀-₉]+(?:,[₀-₉]+)?)/)) {
    const [, letter, layer, index] = piece.match(/^(.)⁽(.)⁾(.+)$/) ?? [];
    if (!layer) {
      made.append(piece);
      continue;
    }
    const [symbol, pair] = [element("span", "worksheet-symbol", letter), element("span", "worksheet-indices")];
    pair.append(element("span", "", `(${plain(layer)})`), element("span", "", plain(index)));
    symbol.append(pair);
    made.append(symbol);
  }
  return made;
}

function laterRow(symbols) {
  const [row, cell] = [element("tr", "worksheet-later"), element("td", "")];
  cell.colSpan = 3;
  cell.append(...symbols.map((symbol) => formula(symbol)));
  row.append(cell);
  return row;
}

function partRow(name) {
  const [row, head] = [element("tr", "worksheet-part"), element("th", "", name)];
  Object.assign(head, { colSpan: 3, scope: "colgroup" });
  row.append(head);
  return row;
}

function rowOf(line, state) {
  const [row, head] = [element("tr", `worksheet-line ${state}`), formula(line.symbol, "th")];
  head.scope = "row";
  row.append(head);
  return row;
}

/** The line that waits: its hint and its field share what the others have two columns for. */
function openRow(line, waits) {
  const [row, cell, both] = [rowOf(line, "open"), element("td", ""), element("div", "worksheet-open")];
  cell.colSpan = 2;
  both.append(formula(line.rule ?? "", "span", "worksheet-how"), waits(line));
  cell.append(both);
  row.append(cell);
  return row;
}

function lineRow(line, waits) {
  const row = rowOf(line, "through");
  const how = element("td", "worksheet-how");
  if (line.rule) how.append(formula(line.rule, "span", "worksheet-rule"));
  if (line.put_in) how.append(" ", formula(`= ${line.put_in}`, "span", "worksheet-numbers"));
  const value = element("td", "worksheet-value");
  value.append(...("value" in line ? through(line) : [waits(line)]));
  row.append(how, value);
  return row;
}

function through({ equals, value, mark }) {
  const parts = [element("span", "", `${equals} `), element("b", "", value)];
  if (mark === "right") parts.push(element("span", "worksheet-tick", " ✓"));
  if (mark === "shown") parts.push(element("span", "muted", " shown"));
  return parts;
}

function saidRow(text) {
  const [row, cell] = [element("tr", "worksheet-said"), element("td", "", text)];
  Object.assign(cell, { colSpan: 3, id: "worksheet-why-not" });
  row.append(cell);
  return row;
}

/** The network, what is given, and the table of σ. */
function drawSide(side, { picture, given, table, digit }, at) {
  const list = element("dl", "worksheet-given");
  for (const [name, value] of given) list.append(formula(name, "dt"), formula(value, "dd"));
  side.replaceChildren(drawNetwork(picture, at), list);
  if (digit) side.append(drawDigit(side, digit));
  if (table.length) side.append(sigmaTable(table));
}

function sigmaTable(rows) {
  const table = element("table", "worksheet-table");
  const [head, body] = [element("thead", ""), element("tbody", "")];
  const row = (texts, tag) => {
    const made = element("tr", "");
    for (const text of texts) made.append(element(tag, "", text));
    return made;
  };
  const again = row(["z", "σ(z)", "σ′(z)"], "th"); // above the second half, where a phone has them side by side
  again.setAttribute("aria-hidden", "true");
  head.append(row(["z", "σ(z)", "σ′(z)"], "th"), again);
  body.append(...rows.map((texts) => row(texts, "td")));
  table.append(head, body);
  return table;
}

function drawDigit(side, { pixels, title }) {
  const [figure, canvas] = [element("figure", "worksheet-digit"), element("canvas", "")];
  paint(canvas, pixels, 1, ramp(colour(side, "paper"), colour(side, "ink")));
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", "The digit");
  figure.append(canvas, element("figcaption", "muted", title));
  return figure;
}
