// The way through the app, where on it the visitor is, and what comes next. Pages that move along it
// by themselves (the animation, the slides) say so by the event `stop` on the document.
// Data: { stops: [{ name, href }], here }. Sends `go`, a stop's name.

export default function way({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".way");
  const show = (here) => {
    const at = data.stops.findIndex((stop) => stop.name === here);
    const next = data.stops[at + 1];
    root.querySelector("p").textContent = at < 0 ? "Your way" : `Step ${at + 1} of ${data.stops.length}`;
    root.querySelector("ol").replaceChildren(
      ...data.stops.map((stop, i) => item(stop, { passed: i < at, current: i === at, next: stop === next })),
    );
  };
  root.onclick = (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    setTriggerValue("go", link.dataset.name);
  };
  show(data.here);
  root.listening?.abort();
  root.listening = new AbortController();
  document.addEventListener("stop", ({ detail }) => show(detail), { signal: root.listening.signal });
  return whenGone(root, () => root.listening.abort());
}

function item({ name, href }, marks) {
  const row = document.createElement("li");
  const link = element("a", Object.keys(marks).filter((mark) => marks[mark]).join(" "), name);
  link.href = href;
  link.dataset.name = name;
  if (marks.current) link.ariaCurrent = "step";
  if (marks.next) link.append(element("small", "", "next"));
  row.append(link);
  return row;
}
