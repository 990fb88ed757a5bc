// What a pressed key means, whatever the keyboard's layout.

const HEBREW = { KeyQ: "/", KeyW: "'" }; // letters that give a sign there

/** The small Latin letter or the digit that is meant, else the key's own name or sign. By what the key
 *  gives; where that is no Latin letter (Cyrillic, Greek, Arabic, Hebrew …) or stands above a digit
 *  (AZERTY), by its place. */
function keyOf({ key, code = "", shiftKey }) {
  const small = key.toLowerCase();
  if (/^[a-z0-9]$/.test(small)) return small;
  const place = /^(?:Key|Digit)(.)$/.exec(code)?.[1].toLowerCase();
  if (!place) return key;
  if (code.startsWith("Digit")) return shiftKey ? key : place;
  const foreign = key === "Unidentified" || /^[^\x00-\x7f]/.test(key) || HEBREW[code] === key;
  return foreign ? place : key;
}
