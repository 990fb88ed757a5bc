// One frame: cached edges, pictures, then everything that moves.

class Scene {
  constructor(model, layout, marks, ratio) {
    Object.assign(this, { model, layout, marks, ratio });
    this.steps = stepsOf(model);
    this.edges = new Edges(model, layout, marks);
    this.thumbs = new Thumbs(model, layout, marks);
    this.readout = new Readout(model, layout, marks);
    this.scale = {
      delta: model.delta.map((delta) => delta && maxSize(delta)),
      wish: Math.max(...model.wish.slice(1, -1).map((wish) => maxSize(wish)), 1e-12), // one for all layers
    };
  }

  moment(position) {
    return new Moment(this.model, this.steps, position);
  }

  draw(position, { all, hovered, selected, named }) {
    const { marks, layout } = this;
    const moment = this.moment(position);
    marks.g.clearRect(0, 0, layout.width, layout.height);
    this.thumbs.drawInput();
    this.drawEdges(moment, all);
    this.thumbs.draw(moment);
    if (hovered?.kind === "weight") this.drawWeight(hovered, 4);
    if (selected?.kind === "weight") this.drawWeight(selected, 2.5);
    if (moment.step.kind === "forward" && moment.share < 1) this.drawSignals(moment);
    if (moment.step.kind === "wish" && moment.share < 1) this.drawWishesInFlight(moment);
    this.drawDiscs(moment);
    if (moment.updated > 0) this.drawChanges(moment);
    this.readout.draw(moment);
    for (const [thing, tint] of [[selected, "acc"], [hovered, "ink"]]) this.drawHalo(thing, tint);
    if (named) drawLit(this, moment, named);
  }

  /** The new step's edges fade in over the old ones. */
  drawEdges(moment, all) {
    const { g } = this.marks;
    const { width, height } = this.layout;
    const fade = moment.index === 0 ? 1 : clamp(moment.elapsed / 300);
    const show = (step, alpha) => {
      g.globalAlpha = alpha;
      g.drawImage(this.edges.layer(step, all, this.ratio), 0, 0, width, height);
      g.globalAlpha = 1;
    };
    if (fade < 1) show(this.steps[moment.index - 1], 1 - fade);
    show(moment.step, fade);
  }

  drawDiscs(moment) {
    const { model, layout, marks } = this;
    for (let l = 1; l <= model.layers; l++) {
      const neurons = layout.shown[l].length;
      const ringed = easeOut(moment.of("delta", l)) * (1 - moment.updated);
      layout.shown[l].forEach((j, slot) => {
        const at = layout.disc(l, slot);
        const lit = moment.lit(l, slot, neurons);
        const a = lit === null ? null : model.a[l][j] * lit + (model.aNew[l][j] - model.a[l][j]) * moment.updated;
        marks.disc(at, layout.radius[l], a);
        if (ringed > 0) {
          const share = Math.abs(model.delta[l][j]) / (this.scale.delta[l] || 1);
          marks.ring(at, layout.radius[l], model.delta[l][j], share, ringed);
        }
        if (l < model.layers && moment.of("wish", l) > 0 && moment.updated < 1) this.drawWish(moment, l, j, slot);
      });
    }
  }

  drawWish(moment, l, k, slot) {
    const { layout, marks } = this;
    const longest = layout.phone ? 22 : Math.min(30, layout.pitch[l] * 0.92);
    const beside = layout.phone ? 19 : layout.radius[l] + 15;
    const [x, y] = layout.xy(layout.columns[l] - beside, layout.v(l, slot));
    const length = (moment.wish(l, k) / this.scale.wish) * longest;
    marks.g.globalAlpha = 1 - moment.updated;
    marks.wish([x, y], length, layout.phone ? 2 : 2.6, layout.phone ? 5 : 7);
    marks.g.globalAlpha = 1;
  }

  /** w · a on its way along the edges, for the neurons whose turn it is. */
  drawSignals(moment) {
    const { model, layout, marks } = this;
    const l = moment.step.layer;
    const neurons = layout.shown[l].length;
    const shrink = layout.phone ? 0.65 : 1;
    layout.shown[l].forEach((j, slot) => {
      const flown = moment.flight(slot, neurons);
      if (flown <= 0 || flown >= 1) return;
      const sources = l === 1 ? this.edges.fan[slot] : layout.shown[l - 1];
      const sent = sources.map((k) => model.adds(l, j, k));
      const max = maxSize(sent) || 1;
      sources.forEach((k, i) => {
        const share = Math.abs(sent[i]) / max;
        if (share < 0.04) return;
        const from = l === 1 ? k : layout.slot(l - 1, k);
        marks.dot(pointOn(layout.bezier(l, slot, from), easeInOut(flown)), (1.6 + 4 * Math.sqrt(share)) * shrink, sent[i]);
      });
    });
  }

  /** Wishes travelling back, one asking neuron after another, so that the sum is seen growing. */
  drawWishesInFlight(moment) {
    const { model, layout, marks } = this;
    const l = moment.step.layer;
    if (l === model.layers) return;
    const list = askers(model, l + 1);
    const max = maxSize(list.flatMap((j) => layout.shown[l].map((k) => model.asks(l + 1, j, k)))) || 1;
    list.forEach((j, i) => {
      const { flown } = moment.arrived(l, i, list.length);
      if (flown <= 0 || flown >= 1) return;
      layout.shown[l].forEach((k, slot) => {
        const asked = model.asks(l + 1, j, k);
        const share = Math.abs(asked) / max;
        if (share < 0.03) return;
        const edge = layout.bezier(l + 1, layout.slot(l + 1, j), slot);
        marks.triangle(pointOn(edge, 1 - easeInOut(flown)), (2.4 + 6 * Math.sqrt(share)) * (layout.phone ? 0.6 : 1), asked > 0);
      });
    });
  }

  /** −α∂C₀/∂w: the weights that change most, with the way they move, spread along their edges. */
  drawChanges(moment) {
    const { model, layout, marks } = this;
    const alpha = easeOut(clamp(moment.updated * 4));
    const shrink = layout.phone ? 0.6 : 1;
    for (let l = 2; l <= model.layers; l++) {
      const changes = model.matrix(l, model.change);
      const max = maxSize(changes) || 1;
      for (const index of strongest(changes, 24)) {
        const share = Math.abs(changes[index]) / max;
        if (share < 0.25) break;
        const [j, k] = [Math.floor(index / model.sizes[l - 1]), index % model.sizes[l - 1]];
        const [to, from] = [layout.slot(l, j), layout.slot(l - 1, k)];
        if (to < 0 || from < 0) continue;
        const edge = layout.bezier(l, to, from);
        marks.curve(edge, marks.rgb("wish", (0.25 + 0.4 * share) * alpha), 0.8 + 2 * share, model.weightNew(l, j, k) < 0);
        const place = 0.22 + (0.56 * ((7 * k + 13 * j) % 16)) / 15;
        marks.triangle(pointOn(edge, place), (2.4 + 5 * Math.sqrt(share)) * shrink, changes[index] > 0, alpha);
      }
    }
    const largestDelta = this.scale.delta[1] || 1;
    layout.shown[1].forEach((j, slot) => {
      const share = Math.abs(model.delta[1][j]) / largestDelta;
      if (share < 0.05) return;
      const u = (layout.thumbU + layout.thumb + layout.columns[1] - layout.radius[1]) / 2;
      marks.triangle(layout.xy(u, layout.v(1, slot)), (2.4 + 4 * Math.sqrt(share)) * shrink, model.delta[1][j] < 0, alpha);
    });
  }

  drawWeight({ layer, to, source }, width) {
    const { model, layout, marks } = this;
    const [j, k] = [layout.slot(layer, to), layer === 1 ? source : layout.slot(layer - 1, source)];
    if (j < 0 || k < 0) return;
    const edge = layout.bezier(layer, j, k);
    const weight = model.weight(layer, to, source);
    marks.curve(edge, marks.rgb("bg"), width + 3);
    marks.curve(edge, marks.signed(weight), width, weight < 0);
    const { g } = marks;
    g.beginPath();
    g.arc(...pointOn(edge, 0.5), 5.5, 0, 7);
    g.fillStyle = marks.rgb("acc");
    g.fill();
  }

  drawHalo(thing, tint) {
    if (!thing || thing.kind === "weight") return;
    const slot = this.layout.slot(thing.layer, thing.index ?? thing.to); // a bias is its neuron's
    if (slot >= 0) this.marks.halo(this.layout.disc(thing.layer, slot), this.layout.radius[thing.layer] + 6, tint);
  }
}
