async () => {
  const frame = () => new Promise(requestAnimationFrame);
  await frame();
  await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {})));
  await frame();
  await frame();
  const found = new Set();
  const main = document.querySelector("[data-testid=stMain]");
  const name = (text) => `“${text.trim().replace(/\s+/g, " ").slice(0, 40)}”`;
  const boxOf = ({ left, top, right, bottom }) => ({ left, top, right, bottom });
  const meet = (a, b) =>
    [Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];

  if (document.documentElement.scrollWidth > innerWidth) found.add("the window scrolls sideways");
  if (main.scrollWidth > main.clientWidth) found.add(`the page scrolls sideways by ${main.scrollWidth - main.clientWidth}`);

  // --- text of elements, line by line ---
  const texts = [];
  const walker = document.createTreeWalker(document.querySelector(".stApp"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    if (!node.data.trim() || element.closest("style, script, select, math, .katex, .js-plotly-plot, [data-testid=stIconMaterial], [aria-live], .sr-only")) continue;
    if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
    const clip = clippedTo(element);
    if (clip.right - clip.left < 3) continue; // for screen readers only
    const range = document.createRange();
    for (const { index, 0: word } of node.data.matchAll(/[\p{L}\p{N}]+/gu)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const lines = [...range.getClientRects()].filter(({ width }) => width > 0.5);
      if (new Set(lines.map(({ top }) => Math.round(top))).size > 1) found.add(`a word is broken: ${name(word)} in ${name(node.data)}`);
    }
    range.selectNodeContents(node);
    for (const { left, right, top, bottom, height } of range.getClientRects()) {
      if (right - left < 1) continue;
      const lean = 0.22 * height; // a line's box is higher than its letters
      const box = { left, right, top: top + lean, bottom: bottom - lean };
      if (left < clip.left - 1 || right > clip.right + 1) found.add(`cut off: ${name(node.data)}`);
      texts.push({ box, element, text: node.data });
    }
  }
  for (const field of document.querySelectorAll(".stMain input:is([type=text], [type=number])")) {
    if (field.scrollWidth > field.clientWidth + 1) found.add(`a field's text is cut off: ${name(field.value)}`);
  }

  /** The part of the window that an element can be seen in. */
  function clippedTo(element) {
    const clip = { left: 0, top: -1e6, right: innerWidth, bottom: 1e6 };
    for (let outer = element; outer && outer !== document.body; outer = outer.parentElement) {
      const { overflowX, clipPath, position } = getComputedStyle(outer);
      if (clipPath !== "none") return { left: 0, right: 0 };
      if (overflowX !== "visible") {
        const { left, right } = outer.getBoundingClientRect();
        clip.left = Math.max(clip.left, left);
        clip.right = Math.min(clip.right, right);
      }
      if (position === "fixed") break;
    }
    return clip;
  }

  // --- text on text, text on marks ---
  const over = (element) => !!element.closest("[data-testid=stSidebar], [data-testid=stHeader]");
  const lines = texts.sort((a, b) => a.box.top - b.box.top);
  lines.forEach((one, i) => {
    for (let k = i + 1; k < lines.length && lines[k].box.top < one.box.bottom; k++) {
      const [wide, high] = meet(one.box, lines[k].box);
      if (wide > 1.5 && high > 1.5 && over(one.element) === over(lines[k].element)) found.add(`text on text: ${name(one.text)}, ${name(lines[k].text)}`);
    }
  });
  const marks = [...document.querySelectorAll(".stMain :is(canvas, img, input[type=range], button, .track, .cost-square, .cost li i, .gap, .bars)")];
  for (const mark of marks) {
    const box = boxOf(mark.getBoundingClientRect());
    if (box.right - box.left < 2 || !mark.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
    const seen = clippedTo(mark);
    if (seen.right - seen.left < 3 || mark.closest(".js-plotly-plot")) continue;
    if (box.left < -1 || box.right > innerWidth + 1) found.add(`beyond the edge: ${mark.className || mark.tagName} ${name(mark.textContent)}`);
    for (const { box: other, element, text } of lines) {
      const [wide, high] = meet(box, other);
      if (wide <= 2 || high <= 2 || mark.contains(element) || over(element) || labels(element, mark)) continue;
      found.add(`text on a mark: ${name(text)} on ${mark.className || mark.tagName}`);
    }
  }

  /** Whether a text is meant to lie on a picture: it is put there, inside the same box. */
  function labels(element, mark) {
    for (let outer = element; outer; outer = outer.parentElement) {
      if (getComputedStyle(outer).position === "absolute") return outer.parentElement.contains(mark) || outer.matches(".stage-tip, .heatmaps-tip");
    }
    return false;
  }

  // --- what is written on canvases ---
  for (const canvas of document.querySelectorAll(".stMain canvas")) {
    const written = [...(canvas.kept?.values() ?? [])].map((one) => ({ ...one, top: one.y - one.size * 0.36, bottom: one.y + one.size * 0.36 }));
    const ratio = devicePixelRatio;
    if (written.length && Math.abs(canvas.width / ratio - canvas.clientWidth) > 2) found.add("a canvas is squeezed: it was drawn for another width");
    written.forEach((one, i) => {
      if (one.left < -1.5 * ratio || one.right > canvas.width + 1.5 * ratio || one.top < -2 || one.bottom > canvas.height + 2) found.add(`cut off on the canvas: ${name(one.text)}`);
      for (const rule of canvas.rules?.values() ?? []) {
        const [wide, high] = meet(one, rule);
        if (wide > 0 && high > 0) found.add(`struck through on the canvas: ${name(one.text)}`);
      }
      for (const other of written.slice(i + 1)) {
        const [wide, high] = meet(one, other);
        if (wide > 1.5 * ratio && high > 1.5 * ratio) found.add(`text on text on the canvas: ${name(one.text)}, ${name(other.text)}`);
      }
    });
  }
  const title = document.querySelector(".stMain h1")?.getBoundingClientRect();
  const opener = document.querySelector("[data-testid=stExpandSidebarButton]")?.getBoundingClientRect();
  if (title && opener?.width) {
    const range = document.createRange();
    range.selectNodeContents(document.querySelector(".stMain h1"));
    const [wide, high] = meet(boxOf(range.getBoundingClientRect()), boxOf(opener));
    if (wide > 0 && high > 0) found.add("the sidebar's » lies on the title");
  }
  return [...found];
}
