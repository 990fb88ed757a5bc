// The way through the app, where on it the visitor is, what is done, and what comes next. Pages that move
// along it by themselves (the animation, the slides) say so by the event `stop` on the document.
// Data: { stops: [{ name, href }], here, quiet: whether to say nothing of what is done }. Sends `go`, a stop's name.

export default function way({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".way");
  const names = data.stops.map((stop) => stop.name);
  const show = (here) => {
    root.here = here;
    const at = names.indexOf(here);
    const done = data.quiet ? [] : walk().done;
    const next = data.quiet ? names[at + 1] : offered(names, here, done);
    root.querySelector("p").textContent = at < 0 ? "Your way" : `Step ${at + 1} of ${names.length}`;
    root.querySelector("ol").replaceChildren(
      ...data.stops.map((stop, i) => {
        const follows = names.indexOf(next) === at + 1;
        const offer = stop.name === next && (follows ? "next" : "go on");
        return item(stop, { current: i === at, done: done.includes(stop.name) }, offer);
      }),
    );
  };
  root.onclick = (event) => {
    const link = event.target.closest("a");
    if (!link || opensElsewhere(event)) return;
    event.preventDefault();
    goTo(data.stops[names.indexOf(link.dataset.name)]);
  };
  show(data.here === root.given ? root.here : data.here); // the same link again: the page has moved on from it
  root.given = data.here;
  root.listening?.abort();
  root.listening = new AbortController();
  const { signal } = root.listening;
  document.addEventListener("stop", ({ detail }) => show(detail), { signal });
  document.addEventListener("go", ({ detail }) => setTriggerValue("go", detail), { signal });
  whenWalked(() => show(root.here), signal);
  return whenGone(root, () => root.listening.abort());
}

function item({ name, href }, marks, offer) {
  const row = document.createElement("li");
  const link = element("a", Object.keys(marks).filter((mark) => marks[mark]).join(" "), name);
  link.href = href;
  link.dataset.name = name;
  if (marks.current) link.ariaCurrent = "step";
  if (marks.done) link.append(element("span", "sr-only", ", done"));
  if (offer) link.append(element("small", "", offer));
  row.append(link);
  return row;
}
