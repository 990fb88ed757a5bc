// Keeps a learner's progress in this browser. Data: { written: text, or null until it was asked for }.
// Sends `kept`, the text in this browser: once when asked for, and when another tab has changed it.
// So all tabs have one progress, and none overwrites what it does not know.

const PLACE = "backprop-studio-progress";

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".progress-kept");
  root.closing?.abort();
  root.closing = new AbortController();
  const send = () => setTriggerValue("kept", read());
  if (data.written === null) send();
  else if (data.written !== root.written) write(data.written);
  root.written = data.written; // the same text once more must not replace what another tab wrote since
  const changed = ({ key }) => {
    if (key === PLACE || key === null) send(); // null: everything was cleared
  };
  window.addEventListener("storage", changed, { signal: root.closing.signal });
  return () => root.closing.abort();
}

function read() {
  try {
    return localStorage.getItem(PLACE) ?? "";
  } catch {
    return ""; // a browser that keeps nothing
  }
}

function write(text) {
  try {
    if (read() !== text) localStorage.setItem(PLACE, text);
  } catch {
    return; // full or forbidden: the progress lasts as long as this visit
  }
}
