// The confusion matrix: a row for each digit, a column for each answer; what is wrong in ink, on one
// scale. A click on a number of mistakes asks to see them. Data: { counts, shares, chosen: [row, column] }

const FAINTEST = 0.06;

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".confusion");
  const { counts, shares, chosen } = data;
  const most = Math.max(1, ...counts.flatMap((row, i) => row.filter((_, j) => j !== i)));
  const head = root.querySelector("thead tr");
  head.replaceChildren(cell("th", ""), ...counts.map((_, j) => cell("th", j)), cell("th", "read right", "share"));
  root.querySelector("tbody").replaceChildren(
    ...counts.map((row, i) => {
      const line = document.createElement("tr");
      const cells = row.map((count, j) => {
        if (i === j) return cell("td", count, "right");
        const made = cell("td", "");
        const share = count ? FAINTEST + (1 - FAINTEST) * (count / most) : 0;
        made.style.setProperty("--share", share);
        if (count) made.append(button(i, j, count));
        return made;
      });
      line.append(cell("th", i), ...cells, cell("td", `${(100 * shares[i]).toFixed(1)} %`, "share"));
      return line;
    }),
  );

  function button(digit, answer, count) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = count;
    made.title = made.ariaLabel = `${count} of the digit ${digit} read as ${answer}: show them`;
    made.ariaPressed = chosen?.[0] === digit && chosen?.[1] === answer;
    made.addEventListener("click", () => setTriggerValue("cell", [digit, answer]));
    return made;
  }
}

function cell(tag, text, name = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = name;
  return made;
}
