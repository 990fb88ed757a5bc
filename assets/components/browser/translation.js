// A browser that translates the page wraps each text in <font> elements, or puts them in its place. React
// knows nothing of that: it takes away, or goes on writing to, a text that is no longer where it was, and
// the page breaks. Here such a text is found again, and put back as soon as React changes it.

const FORMULAS = ".katex, code, pre";

function surviveTranslation() {
  const standIns = new WeakMap(); // a text that was replaced → what is there instead

  /** The child of `parent` that stands where `child` was put. */
  function whereIs(child, parent) {
    let found = standIns.get(child)?.isConnected ? standIns.get(child) : child;
    while (found && found.parentNode !== parent) found = found.parentNode;
    return found;
  }

  const { removeChild, insertBefore } = Node.prototype;
  Node.prototype.removeChild = function (child) {
    const there = child.parentNode === this ? child : whereIs(child, this);
    if (there) removeChild.call(this, there);
    return child;
  };
  Node.prototype.insertBefore = function (added, before) {
    const there = !before || before.parentNode === this ? before : whereIs(before, this);
    return insertBefore.call(this, added, there);
  };

  const rewritten = new MutationObserver((records) => {
    for (const { target } of records) {
      if (standIns.get(target)?.isConnected) standIns.get(target).replaceWith(target);
    }
  });
  function replaced({ addedNodes, removedNodes, previousSibling, nextSibling }) {
    const text = removedNodes[0];
    const font = [addedNodes[0], previousSibling, nextSibling].find((node) => node?.nodeName === "FONT");
    if (!font || text?.nodeType !== Node.TEXT_NODE || font.contains(text)) return;
    standIns.set(text, font);
    rewritten.observe(text, { characterData: true });
  }

  const changed = new MutationObserver((records) => {
    for (const record of records) {
      replaced(record);
      for (const node of record.addedNodes) leaveFormulas(node);
    }
  });
  leaveFormulas(document.body);
  changed.observe(document.body, { childList: true, subtree: true });
}

function leaveFormulas(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  if (node.matches(FORMULAS)) node.setAttribute("translate", "no");
  for (const formula of node.querySelectorAll(FORMULAS)) formula.setAttribute("translate", "no");
}
