// Slide 1: digits flow through the network, one after another, for ever.

const ALIVE = { enter: 500, flight: 650, spread: 400, layer: 1150, fill: 220, rest: 2200, leave: 600 };

function drawAlive(sheet, data, figure) {
  const { flows } = data;
  const height = sheet.phone ? 300 : 480;
  const room = sheet.phone ? 56 : 86;
  const area = { y: 8, width: sheet.width - room, height: height - 16, image: 0.24 * sheet.width };
  const graph = new Graph(sheet, flows, area);
  graph.hairlines();
  for (let l = 1; l <= graph.last; l++) graph.empty(l);
  graph.digits(sheet.phone ? 19 : 24);
  const scenes = flows.map((flow) => new AliveScene(sheet, graph, flow));
  const arrived = ALIVE.enter + graph.last * ALIVE.layer;
  const round = arrived + ALIVE.rest + ALIVE.leave;
  const show = (time) => {
    const turn = Math.floor(time / round) % flows.length;
    scenes.forEach((scene, i) => scene.show(i === turn, time % round, arrived));
  };
  if (standsStill(sheet.root)) show(arrived + ALIVE.rest);
  else aliveRun(sheet, height, figure, show);
  const right = flows.filter(({ layers, target }) => largestOf(layers.at(-1)) === target).length;
  return { height, say: `Every disc is a real activation. This network reads ${right} of these ${flows.length} digits right.` };
}

/** Lets the time run, with a button that stops it. */
function aliveRun(sheet, height, figure, show) {
  const clock = { time: 0, last: 0, paused: false };
  aliveSwitch(sheet, height, clock);
  figure.animate((now) => {
    if (!clock.paused) clock.time += now - clock.last;
    clock.last = now;
    show(clock.time);
  });
}

/** One digit on its way: all that will be seen of it, hidden until its time. */
class AliveScene {
  constructor(sheet, graph, flow) {
    this.layers = [];
    this.group = sheet.group({}, () => {
      const layers = flow.layers.map((values, i) => this.between(sheet, graph, i + 1, flow.edges[i]));
      graph.picture(flow.pixels);
      flow.layers.forEach((values, i) => (layers[i].discs = graph.discs(i + 1, values)));
      this.layers = layers;
      this.answer = sheet.group({}, () => aliveAnswer(sheet, graph, flow));
    });
  }

  /** The edges into layer l, and the signals on them. */
  between(sheet, graph, l, list) {
    const drawn = list.filter(([to, source]) => graph.isDrawn(l, to, source));
    const most = maxOf(drawn.map((edge) => edge[2]));
    const edges = sheet.group({}, () => graph.edges(l, drawn, { widest: 2, opacity: 0.6 }));
    const signals = drawn.map(([to, source, value]) => {
      const [tint, fill] = value < 0 ? ["neg", "var(--bg)"] : ["pos", "var(--pos)"];
      const style = `fill:${fill};stroke:var(--${tint});stroke-width:1.4`;
      const made = sheet.make("circle", { r: 1.4 + 2.8 * Math.sqrt(Math.abs(value) / most), style });
      return { made, ends: graph.ends(l, to, source), turn: graph.shown[l].indexOf(to) };
    });
    return { edges, signals };
  }

  /** now: milliseconds since it entered; arrived: when its answer is there. */
  show(isOn, now, arrived) {
    this.group.style.display = isOn ? "" : "none";
    if (!isOn) return;
    const left = now - arrived - ALIVE.rest;
    this.group.style.opacity = Math.min(share(now, ALIVE.enter), 1 - share(left, ALIVE.leave));
    this.layers.forEach(({ edges, signals, discs }, i) => {
      const since = now - ALIVE.enter - i * ALIVE.layer;
      const wait = (turn) => (turn / discs.length) * ALIVE.spread;
      edges.style.opacity = share(since, 300) * (1 - 0.6 * share(since - ALIVE.layer, 600));
      for (const { made, ends, turn } of signals) {
        const flown = share(since - wait(turn), ALIVE.flight);
        made.style.display = flown > 0 && flown < 1 ? "" : "none";
        const [x, y] = aliveOn(ends, flown * flown * (3 - 2 * flown));
        made.setAttribute("cx", x);
        made.setAttribute("cy", y);
      }
      discs.forEach((disc, j) => (disc.style.opacity = share(since - ALIVE.flight - wait(j), ALIVE.fill)));
    });
    this.answer.style.opacity = share(now - arrived - 250, 300);
  }
}

/** How much of a stretch of time has passed, from 0 to 1. */
const share = (passed, whole) => Math.min(1, Math.max(0, passed / whole));

/** A place on an edge, `t` of the way along it. */
function aliveOn([x1, y1, x2, y2], t) {
  const [s, middle] = [1 - t, (x1 + x2) / 2];
  return [s ** 3 * x1 + 3 * s * t * middle + t ** 3 * x2, y1 + (y2 - y1) * t * t * (3 - 2 * t)];
}

/** The digit that the network says, ticked if it is the right one; else crossed, the right one ringed. */
function aliveAnswer(sheet, graph, { layers, target }) {
  const said = largestOf(layers.at(-1));
  const size = sheet.phone ? 19 : 24;
  const [x, y] = graph.place(graph.last, said);
  const radius = graph.radius[graph.last];
  const middle = x + radius + 0.7 * size;
  sheet.box(middle - 0.5 * size, y - 0.6 * size, size, 1.2 * size, { tint: "bg" });
  sheet.text(middle, y + 0.44 * size, said, { size: 1.3 * size, serif: true, weight: 600, align: "middle" });
  sheet.make("circle", { cx: x, cy: y, r: radius + 4, style: "fill:none;stroke:var(--ink);stroke-width:2" });
  const mark = middle + 0.75 * size;
  if (said === target) {
    sheet.path(`M${mark} ${y}l5 6l10 -14`, { width: 3 });
    return;
  }
  sheet.path(`M${mark} ${y - 6}l12 12m0 -12l-12 12`, { width: 2.4 });
  const [, meant] = graph.place(graph.last, target);
  sheet.make("circle", { cx: middle, cy: meant, r: 0.7 * size, style: "fill:none;stroke:var(--ink)", "stroke-dasharray": "3 3" });
}

/** Pause and play. */
function aliveSwitch(sheet, height, clock) {
  const button = sheet.group({ class: "touch", tabindex: 0, role: "button" }, () => {});
  const draw = () =>
    redraw(sheet, button, () => {
      const y = height - 16;
      sheet.box(0, y - 16, 32, 32, { tint: "bg" });
      sheet.make("circle", { cx: 16, cy: y, r: 13, style: "fill:none;stroke:transparent" });
      const d = clock.paused ? `M12 ${y - 6}v12l10 -6Z` : `M12 ${y - 6}v12M20 ${y - 6}v12`;
      sheet.path(d, { tint: "acc", width: clock.paused ? 1 : 3, fill: "var(--acc)" });
      button.setAttribute("aria-label", clock.paused ? "Play" : "Pause");
    });
  const turn = () => {
    clock.paused = !clock.paused;
    draw();
  };
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", turn);
  button.addEventListener("keydown", (event) => [" ", "Enter"].includes(event.key) && turn());
  sheet.svg.setAttribute("role", "group");
  draw();
}
