// Keeps a learner's progress in this browser. Data: { written: text, or null until it was asked for }.
// Sends `kept`, the text in this browser: once when asked for, and when another tab has changed it.
// So all tabs have one progress, and none overwrites what it does not know.

const NAME = "progress";

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".progress-kept");
  root.closing?.abort();
  root.closing = new AbortController();
  const send = () => setTriggerValue("kept", browserShelf.get(NAME) ?? "");
  if (data.written === null) send();
  else if (data.written !== root.written) browserShelf.set(NAME, data.written);
  root.written = data.written; // the same text once more must not replace what another tab wrote since
  const changed = ({ key }) => {
    if (key === PREFIX + NAME || key === null) send(); // null: everything was cleared
  };
  window.addEventListener("storage", changed, { signal: root.closing.signal });
  return whenGone(root, () => root.closing.abort());
}
