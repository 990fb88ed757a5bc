// Keeps a learner's progress in this browser. Data: { written: text, or null until it was asked for }.

const PLACE = "backprop-studio-progress";

export default function ({ data, setStateValue }) {
  if (data.written === null) setStateValue("kept", read());
  else write(data.written);
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
    localStorage.setItem(PLACE, text);
  } catch {
    return;
  }
}
