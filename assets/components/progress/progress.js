// Keeps a learner's progress in this browser. Data: { written: text, or null until it was asked for }.
// Sends `kept`, the text in this browser: once when asked for, and when another tab has changed it.
// So all tabs have one progress, and none overwrites what it does not know.

const NAME = "progress";

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".progress-kept");
  root.closing?.abort();
  root.closing = new AbortController();
  const keep = () => keepTogether(NAME, data.written, (text) => setTriggerValue("kept", text));
  // The same text once more must not replace what another tab wrote since.
  if (data.written === null || data.written !== root.written) keep();
  root.written = data.written;
  const changed = ({ key }) => {
    if (key === PREFIX + NAME) keep();
    if (key === null) setTriggerValue("kept", ""); // everything was cleared
  };
  window.addEventListener("storage", changed, { signal: root.closing.signal });
  return whenGone(root, () => root.closing.abort());
}
