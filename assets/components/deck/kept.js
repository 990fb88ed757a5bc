// What this tab keeps over a reload; where the browser keeps nothing, until then.

const unkept = {};

function keep(name, text) {
  unkept[name] = text;
  try {
    sessionStorage.setItem(name, text);
  } catch {} // storage is blocked or full: then this page's memory serves
}

/** What was kept, or undefined. */
function recall(name) {
  try {
    return sessionStorage.getItem(name) ?? unkept[name];
  } catch {
    return unkept[name];
  }
}
