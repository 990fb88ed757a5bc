// What the heatmaps are drawn with, and the list of reasons beside them.

const SUBSCRIPT = "₀₁₂₃₄₅₆₇₈₉";

/** The values as one pixel each on the scratch canvas; `max` gets the full colour of its sign. */
function cells(scratch, values, columns, max, above, below) {
  scratch.width = columns;
  scratch.height = values.length / columns;
  const context = scratch.getContext("2d");
  const image = context.createImageData(scratch.width, scratch.height);
  const pixels = new Uint32Array(image.data.buffer);
  const scale = max > 0 ? 255 / max : 0;
  for (let i = 0; i < values.length; i++) {
    pixels[i] = (values[i] < 0 ? below : above)[Math.min(255, Math.round(Math.abs(values[i]) * scale))];
  }
  context.putImageData(image, 0, 0);
  return scratch;
}

function grid(context, { left, pitch, row, rect }, rows, columns, css) {
  const [bias] = rect({ row: 0, column: columns });
  context.beginPath();
  for (let k = 1; k < columns; k++) {
    context.moveTo(left + k * pitch, 0);
    context.lineTo(left + k * pitch, rows * row);
  }
  for (let j = 1; j < rows; j++) {
    context.moveTo(left, j * row);
    context.lineTo(bias + pitch, j * row);
  }
  context.strokeStyle = css.paper;
  context.lineWidth = 1;
  context.stroke();
  context.clearRect(left + columns * pitch, 0, bias - left - columns * pitch, rows * row);
  context.strokeStyle = css.graph;
  context.lineWidth = 0.7;
  context.strokeRect(left, 0.5, columns * pitch, rows * row - 0.5);
  context.strokeRect(bias, 0.5, pitch, rows * row - 0.5);
}

function minus(context, [x, y, width, height], paper) {
  const half = Math.min(5, width * 0.28);
  context.fillStyle = paper;
  context.fillRect(x + width / 2 - half, y + height / 2 - 0.8, 2 * half, 1.6);
}

function outline(context, [x, y, width, height], accent) {
  context.strokeStyle = accent;
  context.lineWidth = 2;
  context.strokeRect(x - 1, y - 1, width + 2, height + 2);
}

function label(context, text, x, y, ink, align = "center") {
  context.font = '12px "Source Sans", sans-serif';
  context.textAlign = align;
  context.fillStyle = ink;
  context.fillText(text, x, y);
}

function css(element, name) {
  return getComputedStyle(element).getPropertyValue(`--${name}`).trim();
}

/** About what a float32 holds. */
const exact = (value) => significant(value, 6);

/** Its items stay, as far as the reasons are the same: one may have the focus. */
function showReasons(section, reasons) {
  section.hidden = !reasons.length;
  const [bar, list] = [section.querySelector("div"), section.querySelector("ul")];
  const ids = reasons.map(({ id }) => id);
  if (list.dataset.ids !== ids.join()) {
    list.dataset.ids = ids.join();
    bar.replaceChildren(...ids.map((id) => made("i", id)));
    list.replaceChildren(...ids.map((id) => {
      const item = about(id, made("li"));
      item.append(made("i", id), made("b"), made("span"));
      return item;
    }));
    walkable(list);
  }
  reasons.forEach(({ count, share, text }, i) => {
    bar.children[i].style.flex = count;
    const [, number, words] = list.children[i].children;
    [number.textContent, words.textContent] = [share, text];
  });
}

function made(tag, className = "", text = "") {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}
