// What the class drew: how many, how they were read, what was taken for what, and a few of them.

const HEADS = { draw: "What the class drew", fool: "What was drawn to fool the network" };

/** A section on the drawings of one task; its canvases are painted afterwards. */
function drawnTogether(drawn) {
  const section = element("section", "");
  section.append(element("h2", "", HEADS[drawn.kind]), element("p", "muted", drawnTold(drawn)));
  if (labelledOf(drawn)) section.append(digitsTable(drawn.by_label));
  section.append(tilesOf(drawn.shown));
  return section;
}

const labelledOf = ({ by_label }) => by_label.reduce((sum, [meant]) => sum + meant, 0);

/** "30 drawings from 12 phones, read by “Trained”. 25 say what they are: 20 of them are read right, 80 %. …" */
function drawnTold({ count, from, readers, by_label, confusions, ...drawn }) {
  const labelled = labelledOf({ by_label });
  const right = by_label.reduce((sum, [, right]) => sum + right, 0);
  const said = [`${counted(count, "drawing")} from ${counted(from, "phone")}, read by ${readers.map((name) => `“${name}”`).join(" and ")}.`];
  if (labelled) said.push(`Of ${labelled} it is known what they are meant to be: ${right} are read right, ${percentOf(right, labelled)}.`);
  const pairs = confusions.map(([label, digit, times]) => `${label} as ${digit} (${times})`);
  if (pairs.length) said.push(`Most often taken for another: ${pairs.join(", ")}. The surest mistakes come first.`);
  return said.join(" ");
}

/** Of each digit that was drawn: how many, and how many of them are read right. */
function digitsTable(byLabel) {
  const digits = byLabel.map((_, digit) => digit).filter((digit) => byLabel[digit][0]);
  const table = element("table", "report-digits");
  const row = (into, tag, name, cells) => into.insertRow().append(element("th", "", name), ...cells.map((cell) => element(tag, "", cell)));
  row(table.createTHead(), "th", "meant to be", digits);
  const body = table.createTBody();
  row(body, "td", "drawn", digits.map((digit) => byLabel[digit][0]));
  row(body, "td", "read right", digits.map((digit) => byLabel[digit][1]));
  return table;
}

function tilesOf(shown) {
  const tiles = element("div", "report-tiles");
  for (const { label, digit } of shown) {
    const tile = element("figure", "");
    const meant = label === null ? "" : `${label}, `;
    tile.append(document.createElement("canvas"), element("figcaption", "", `${meant}read as ${digit}`));
    tiles.append(tile);
  }
  return tiles;
}

const bytesOf = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
