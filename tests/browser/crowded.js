// What is wrong with the slide on the screen: text smaller than 18 px on 720 lines (indices 14, and more on
// larger screens), beyond the edge, over other text, or cut off.
() => {
    const least = 18 * Math.max(1, Math.min(innerWidth / 1280, innerHeight / 720));
    const texts = document.createTreeWalker(document.querySelector(".st-key-slide"), NodeFilter.SHOW_TEXT);
    const [found, lines] = [[], []];
    while (texts.nextNode()) {
        const [text, parent] = [texts.currentNode, texts.currentNode.parentElement];
        const said = text.data.trim();
        const unseen = ".sr-only, .katex-mathml, style, script";
        if (!said || parent.closest(unseen) || !parent.checkVisibility()) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        const boxes = [...range.getClientRects()].filter((box) => box.width > 2);
        if (!boxes.length) continue;
        const matrix = parent.getScreenCTM?.();
        const size = parseFloat(getComputedStyle(parent).fontSize) * (matrix ? Math.hypot(matrix.a, matrix.b) : 1);
        const index = parent.closest(".mtight, .mfrac, tspan[style*=font-size]");
        if (size < (index ? 14 / 18 : 1) * least - 0.1) found.push(`${size.toFixed(1)} px: ${said}`);
        for (const box of boxes) {
            const inside = box.left >= 0 && box.right <= innerWidth && box.bottom <= innerHeight;
            if (!inside) found.push(`beyond the edge: ${said}`);
            if (!parent.closest(".katex")) lines.push({ box, said, of: parent.closest("text, p, li, label, button, h1") });
        }
    }
    lines.forEach(({ box, said, of }, i) => lines.slice(0, i).forEach((other) => {
        if (of === other.of || said === other.said) return;
        const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        if (wide > 1 && high > 0.3 * Math.min(box.height, other.box.height)) found.push(`over one another: ${said} | ${other.said}`);
    }));
    for (const formula of document.querySelectorAll(".st-key-slide .katex-display")) {
        const ends = [...formula.querySelectorAll(".base")].map((part) => part.getBoundingClientRect().right);
        if (Math.max(...ends) > formula.getBoundingClientRect().right + 1) found.push(`cut off: ${formula.textContent}`);
    }
    const { scrollHeight, clientHeight, scrollWidth, clientWidth } = document.querySelector(".stMain");
    if (scrollHeight > clientHeight || scrollWidth > clientWidth) found.push("it scrolls");
    return found;
}
