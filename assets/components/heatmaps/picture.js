// The heatmaps as a picture to take away: its own layout, the same on every screen. Layer 1 at the left,
// the later layers at the right, the scale below the shorter column.

const [MARGIN, LEFT, RIGHT, BETWEEN] = [28, 500, 440, 36];
const [TITLE, HEAD, APART] = [52, 28, 26]; // heights: the picture's title, a layer's, what is between two layers
const KEY = 52;
const [SERIF, SANS] = ['"Source Serif", serif', '"Source Sans", sans-serif'];

function drawPicture({ title, key }, maps, inks, scale) {
  const placed = placedMaps(maps);
  const last = placed[placed.length - 1];
  const short = bottomOf(last) < bottomOf(placed[0]) ? last : placed[0];
  const width = last.x + last.width + MARGIN;
  const ends = [bottomOf(short) + KEY, ...placed.map(bottomOf)];
  const canvas = made("canvas");
  [canvas.width, canvas.height] = [width, Math.max(...ends) + MARGIN].map((side) => Math.round(scale * side));
  const context = canvas.getContext("2d");
  context.fillStyle = inks.css.bg;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  write(context, title, MARGIN, MARGIN + 20, `600 22px ${SERIF}`, inks.css.ink);
  for (const place of placed) drawPlaced(context, place, inks, scale);
  drawKey(context, key, short, inks);
  return canvas;
}

/** [{ map, layout, x, y, width }], y of the cells */
function placedMaps(maps) {
  let y = MARGIN + TITLE;
  return maps.map((map, i) => {
    const [x, width] = i ? [MARGIN + LEFT + BETWEEN, RIGHT] : [MARGIN, LEFT];
    const place = { map, x, width, y: y + HEAD, layout: map.lie(width) };
    if (i) y = bottomOf(place) + APART;
    return place;
  });
}

const bottomOf = ({ y, layout }) => y + layout.height;

function drawPlaced(context, { map, layout, x, y, width }, inks, scale) {
  const { name, note, max } = map.layer;
  const end = write(context, name, x, y - 11, `600 17px ${SERIF}`, inks.css.ink);
  write(context, note, end + 9, y - 11, `13.5px ${SANS}`, inks.css.muted);
  write(context, `full colour ± ${digits3(max)}`, x + width, y - 11, `13.5px ${SANS}`, inks.css.muted, "right");
  const cells = Object.assign(made("canvas"), { width: scale * width, height: Math.ceil(scale * layout.height) });
  const own = cells.getContext("2d"); // what lies apart is cleared there
  own.scale(scale, scale);
  map.drawCells(own, layout, inks);
  context.drawImage(cells, x, y, cells.width / scale, cells.height / scale);
}

/** The colours of the scale, and what its ends mean. */
function drawKey(context, ends, place, { above, below, css }) {
  const [{ x, width }, y] = [place, bottomOf(place) + 14];
  const all = Float32Array.from({ length: 511 }, (_, i) => i / 255 - 1);
  context.drawImage(cells(made("canvas"), all, all.length, 1, above, below), x, y, width, 10);
  write(context, ends[0], x, y + 28, `600 14px ${SANS}`, css.neg);
  write(context, ends[1], x + width, y + 28, `600 14px ${SANS}`, css.pos, "right");
}

/** Writes a line; returns where it ends. */
function write(context, text, x, y, font, ink, align = "left") {
  Object.assign(context, { font, textAlign: align, fillStyle: ink });
  context.fillText(text, x, y);
  return x + context.measureText(text).width;
}
