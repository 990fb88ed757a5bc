// The code beside the film: the function of backprop/network.py that runs, as it stands in the file, the
// running lines marked, and below a line what its names hold. Of `code` see backprop/why/running.py.

const EQUATIONS =
  "BP1 … BP4: the four equations of Nielsen’s chapter 2. Shapes: n neurons in a layer, before: in the one before it.";

/** code: false where it is not wanted; start: nothing has run yet. */
function showCode(panel, code, step, start) {
  panel.hidden = !code;
  if (!code) return;
  const run = code.steps[step];
  const head = element("p", "stage-file muted", `backprop/network.py, ${run.function}, for one example: m = 1`);
  const lines = code.functions[run.function].map(([number, text]) => {
    const made = element("li", "");
    if (!text) return made;
    made.append(element("span", "number", number), codeLine(text));
    if (start) return made;
    if (run.lines.includes(number)) made.setAttribute("aria-current", "step");
    const values = (run.values[number] ?? []).map(valueOf);
    if (run.says[number]) values.unshift(element("div", "says", run.says[number]));
    made.append(...values);
    return made;
  });
  const told = lines.some((line) => line.textContent.includes("BP1")) ? [element("p", "stage-file muted", EQUATIONS)] : [];
  const list = element("ol", "");
  list.append(...lines);
  panel.replaceChildren(head, ...told, list);
  walkable(list);
  const marked = list.querySelector("[aria-current]");
  const [top, bottom] = marked ? [marked.offsetTop, marked.offsetTop + marked.offsetHeight] : [0, 0];
  if (top < panel.scrollTop || bottom > panel.scrollTop + panel.clientHeight) panel.scrollTop = top - panel.clientHeight / 3;
}

/** A line as it stands in the file; its comment, if it ends in one, is paler, and its own depth hangs. */
function codeLine(text) {
  const [, depth, code, comment] = text.match(/^( *)(.*?)(#.*)?$/);
  const made = element("code", "");
  made.style.setProperty("--depth", `${depth.length}ch`);
  made.append(code, ...(comment ? [element("i", "", comment)] : []));
  return made;
}

function valueOf([name, shape, numbers, thing]) {
  const made = element("div", "value");
  made.dataset.thing = thing;
  made.append(element("code", "", name), element("span", "muted", shape), element("b", "", numbers));
  return made;
}
