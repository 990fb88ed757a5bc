// What a key means, whatever the keyboard's layout.

/**
 * The Latin letter or digit that a key press means, in lower case; for any other key, its name.
 * Where a layout writes no Latin letter (Cyrillic, Greek, Arabic, Hebrew), or no digit without Shift
 * (French, Czech), the key's place on the keyboard tells. Needs nothing from outside itself.
 */
function keyOf({ key, code, shiftKey }) {
  if (/^[a-z0-9.?]$/i.test(key)) return key.toLowerCase();
  const place = /^Key([A-Z])$/.exec(code) ?? (shiftKey ? null : /^Digit([0-9])$/.exec(code));
  return place ? place[1].toLowerCase() : key;
}
