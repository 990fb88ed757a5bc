// The lines of a sheet as rows of a table, and what stands beside them; on the screen and on paper.

/** A row for each line, a heading above each part. `field` makes what stands in the open one. */
function tableRows(lines, field) {
  let part = "";
  return lines.flatMap((line) => {
    const rows = [];
    if (line.part !== part) rows.push(partRow((part = line.part)));
    rows.push(lineRow(line, field));
    if (line.open && line.said) rows.push(saidRow(line.said));
    return rows;
  });
}

function partRow(name) {
  const [row, head] = [element("tr", "worksheet-part"), element("th", "", name)];
  Object.assign(head, { colSpan: 3, scope: "colgroup" });
  row.append(head);
  return row;
}

function lineRow(line, field) {
  const state = line.open ? "open" : "value" in line ? "through" : "later";
  const row = element("tr", `worksheet-line ${state}`);
  const head = element("th", "", line.symbol);
  head.scope = "row";
  const how = element("td", "worksheet-how");
  if (line.rule) how.append(element("span", "worksheet-rule", line.rule));
  if (line.put_in) how.append(element("span", "worksheet-numbers", `= ${line.put_in}`));
  const value = element("td", "worksheet-value");
  if (line.open) value.append(field(line));
  else if (state === "through") value.append(...through(line));
  else value.append(element("i", "", ""));
  row.append(head, how, value);
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
function drawSide(side, { picture, given, table }, at) {
  const list = element("dl", "worksheet-given");
  for (const [name, value] of given) list.append(element("dt", "", name), element("dd", "", value));
  side.replaceChildren(drawNetwork(picture, at), list);
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
  head.append(row(["z", "σ(z)", "σ′(z)"], "th"));
  body.append(...rows.map((texts) => row(texts, "td")));
  table.append(head, body);
  return table;
}
