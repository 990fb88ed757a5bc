// A link to #why anywhere on the page, whatever drew it, asks the server. Sends `asked`, another number each time.

export default function ({ parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".why-asked");
  root.ask = () => setTriggerValue("asked", Date.now());
  root.why ??= new Why(root);
  return untilGone(root, "why");
}

class Why {
  constructor(root) {
    this.closing = new AbortController();
    document.addEventListener("click", (event) => {
      if (!event.target.closest?.('a[href="#why"]')) return;
      event.preventDefault();
      root.ask();
    }, { signal: this.closing.signal });
  }

  close() {
    this.closing.abort();
  }
}
