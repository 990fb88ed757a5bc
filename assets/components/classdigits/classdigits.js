// The gallery of the room's digits. Data: { network: the shipped one that reads them, or null; title: its
// name; taken: the id of the one that the slides show }. Sends `taken` { id, strokes, label } and `closed`.

const SHOWN = 300; // of the newest

export default function (component) {
  const root = component.parentElement.querySelector(".classdigits");
  root.gallery ??= new Gallery(root);
  root.gallery.update(component);
  return untilGone(root, "gallery");
}

class Gallery {
  constructor(root) {
    Object.assign(this, { root, which: null, chosen: null, room: theRoom(), tiles: new Map() });
    this.find = (name) => root.querySelector(`.digits-${name}`);
    this.layer = new Layer(root, (event) => this.key(event), () => this.send("closed", true));
    const { signal } = this.layer;
    this.mark = whichDigit(root.querySelector(".layer-which"), "all", (digit) => this.show(digit));
    this.find("grid").addEventListener("click", ({ target }) => this.choose(target.closest("[data-id]")), { signal });
    this.find("take").addEventListener("click", () => this.take(), { signal });
    this.find("remove").addEventListener("click", () => this.remove(), { signal });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw(true), { signal });
  }

  update({ data, setTriggerValue }) {
    const first = !this.data;
    Object.assign(this, { data, send: setTriggerValue });
    if (first) {
      this.drawings = new Drawings(this.room, () => this.draw(), this.layer.signal);
      ask(this.room, "draw", null, data.network);
    }
    this.draw();
  }

  close() {
    this.layer.end();
    ask(this.room, null, null);
  }

  // --- keys ---

  key(event) {
    const digit = digitOf(event);
    const grid = this.find("grid");
    if (digit !== null || event.key === "a") this.show(digit);
    else if (event.key === "Enter") this.take();
    else if (["Delete", "Backspace"].includes(event.key)) this.remove();
    else {
      const tiles = [...grid.children];
      const at = tiles.findIndex((tile) => Number(tile.dataset.id) === this.chosen);
      const to = moved(Math.max(0, at), event.key, tiles.length, columnsOf(grid));
      if (to === null) return false;
      this.choose(tiles[at < 0 ? 0 : to]);
    }
    return true;
  }

  show(digit) {
    this.which = digit;
    this.draw();
  }

  choose(tile) {
    if (!tile) return;
    this.chosen = Number(tile.dataset.id);
    this.draw();
    tile.focus();
  }

  take() {
    const drawing = this.the(this.chosen);
    if (drawing) this.send("taken", { id: drawing.id, strokes: drawing.strokes, label: drawing.label });
  }

  /** The next one is chosen in its place. */
  async remove() {
    const tiles = [...this.find("grid").children];
    const at = tiles.findIndex((tile) => Number(tile.dataset.id) === this.chosen);
    if (at < 0) return;
    const gone = this.chosen;
    const next = tiles[at + 1] ?? tiles[at - 1];
    this.chosen = next ? Number(next.dataset.id) : null;
    await this.drawings.remove(gone);
    this.tiles.get(this.chosen)?.focus();
  }

  the(id) {
    return this.drawings.all.find((drawing) => drawing.id === id);
  }

  // --- what is shown ---

  draw(again = false) {
    if (again) this.tiles.clear();
    this.inks = ramp(colour(this.root, "paper"), colour(this.root, "ink"));
    const { all } = this.drawings;
    const these = ofDigit(all, this.which);
    this.find("count").textContent = this.counted(all);
    this.find("none").textContent = these.length ? "" : this.awaited();
    this.find("key").hidden = !these.length;
    const tiles = these.slice(-SHOWN).reverse();
    this.find("wrong").textContent = wrongTold(tiles.find(isWrong));
    this.drawTiles(tiles);
    this.drawMeans(these);
    this.drawChosen();
    this.mark(this.which);
  }

  counted(all) {
    const wrong = all.filter(isWrong).length;
    const said = all.filter(({ label }) => label !== null).length;
    const read = said ? ` “${this.data.title}” reads ${wrong} of the ${said} labelled wrong.` : "";
    const more = all.length > SHOWN ? `, the newest ${SHOWN} are shown` : "";
    return all.length ? `${all.length} drawn${more}.${read}` : "";
  }

  awaited() {
    if (!this.room.code) return "There is no room yet. Close this, and open one with Q.";
    if (!this.drawings.all.length) return `Draw a digit on your phone: ${this.room.address}, code ${this.room.code}.`;
    return `Nobody has drawn ${a(this.which)} yet.`;
  }

  /** Newest first; a digit keeps its button, so that the chosen one stays chosen. */
  drawTiles(drawings) {
    for (const drawing of drawings) if (!this.tiles.has(drawing.id)) this.tiles.set(drawing.id, this.tile(drawing));
    const tiles = drawings.map(({ id }) => this.tiles.get(id));
    tiles.forEach((tile) => tile.setAttribute("aria-pressed", Number(tile.dataset.id) === this.chosen));
    const grid = this.find("grid");
    const focused = grid.contains(document.activeElement) ? document.activeElement : null;
    grid.replaceChildren(...tiles);
    if (focused?.isConnected) focused.focus();
  }

  tile(drawing) {
    const tile = element("button", isWrong(drawing) ? "wrong" : "");
    Object.assign(tile, { type: "button", title: this.about(drawing) });
    tile.dataset.id = drawing.id;
    const canvas = document.createElement("canvas");
    paint(canvas, drawing.pixels, 255, this.inks);
    const sign = { true: `✗ ${drawing.label}`, false: "✓" }[drawing.label === null ? "" : isWrong(drawing)] ?? "";
    tile.append(canvas, element("b", "", drawing.digit), element("span", "", drawing.output.toFixed(2)), element("i", "", sign));
    return tile;
  }

  about(drawing) {
    const meantToBe = drawing.label === null ? "" : `Meant to be ${a(drawing.label)}. `;
    return `${meantToBe}Read as ${a(drawing.digit)}: output ${drawing.digit} answers ${drawing.output.toFixed(3)}.`;
  }

  drawMeans(drawings) {
    const { mean, spread } = together(drawings);
    paint(this.find("mean"), mean, 1, this.inks);
    paint(this.find("spread"), spread, 0.5, this.inks);
    const count = drawings.length;
    const whose = this.which === null ? `All ${count} digits` : `${count} meant to be ${a(this.which)}`;
    const most = Math.max(...spread).toFixed(2);
    this.find("mean").ariaLabel = `The mean of ${count} digits`;
    this.find("spread").ariaLabel = `Where ${count} digits differ`;
    this.find("said").textContent = count ? `${whose}. On the right, empty: you agree. Full, 0.5: you differ most, half have ink there. Most here: ${most}.` : "";
  }

  drawChosen() {
    const drawing = this.the(this.chosen);
    this.find("chosen").hidden = !drawing;
    if (!drawing) return;
    paint(this.find("large"), drawing.pixels, 255, this.inks);
    this.find("large").ariaLabel = "The chosen digit";
    const taken = this.data.taken === drawing.id ? " The slides show it now." : "";
    this.find("about").textContent = this.about(drawing) + taken;
  }
}
