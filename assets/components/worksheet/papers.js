// Sheets on paper: each on one A4 page, with fields to be filled by pen, or filled.

/** papers: [{ title, name, lines, picture, table, given }]; name: whether there is a line for the learner's. */
function drawPapers(root, papers) {
  root.classList.add("worksheet-papers");
  const print = button("Print or save as PDF", () => window.print(), "go worksheet-print");
  root.replaceChildren(
    print,
    ...papers.map((paper) => {
      const sheet = element("section", "worksheet-paper");
      const head = element("header", "");
      head.append(element("h2", "", paper.title));
      if (paper.name) head.append(element("p", "", "Name"));
      const side = element("div", "worksheet-side");
      drawSide(side, paper);
      const table = element("table", "");
      table.append(element("tbody", ""));
      table.firstChild.append(...tableRows(paper.lines, () => element("i", ""), true));
      sheet.append(head, side, table);
      return sheet;
    }),
    element("style", "", "@media print { @page { size: 794px 1123px !important; margin: 0 !important; } }"),
  );
}
