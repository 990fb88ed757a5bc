// What the tests of the scripts are written with. A test file runs in the component's own module,
// so it sees everything that the component's scripts define.

const tests = (globalThis.tests = {});

function test(name, run) {
  if (name in tests) throw new Error(`two tests are called “${name}”`);
  tests[name] = run;
}

/** The same, however deeply: numbers, texts, lists (typed ones too), objects. */
function same(found, expected) {
  const plain = (value) => JSON.stringify(value, (_, part) => (ArrayBuffer.isView(part) ? [...part] : part));
  if (plain(found) !== plain(expected)) throw new Error(`got ${plain(found)}, expected ${plain(expected)}`);
}

/** Numbers, or lists of them, to within a millionth. */
function near(found, expected) {
  const [numbers, others] = [found, expected].map((value) => [value].flat(Infinity));
  const close = numbers.length === others.length && numbers.every((n, i) => Math.abs(n - others[i]) < 1e-6);
  if (!close) throw new Error(`got ${numbers}, expected ${others}`);
}

/** Throws where a text holds a product with "=" that its numbers, multiplied as they are written, do not come to. */
function multipliesAsWritten(text) {
  const number = "\\(?(−?[0-9.]+(?: × 10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)(?: [▲▼])?\\)?";
  const power = (raised) => [...raised].map((sign) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(sign)).map((i) => (i ? i - 1 : "-")).join("");
  const value = (written) => {
    const [digits, raised] = written.replace("−", "-").split(" × 10");
    return Number(`${digits}e${raised ? power(raised) : 0}`);
  };
  let count = 0;
  const product = new RegExp(`(?:${number} − )?(−?)${number}((?: × ${number})+) ([=≈]) ${number}`, "g");
  for (const [line, from, sign, first, others, , equal, result] of text.matchAll(product)) {
    const factors = [first, ...others.split(/ × (?!10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹])/).slice(1).map((other) => other.replace(/[() ▲▼]/g, ""))];
    const made = factors.map(value).reduce((all, factor) => all * factor, sign ? -1 : 1);
    const found = from ? value(from) - made : made;
    if (equal === "=" && digits3(found) !== digits3(value(result))) throw new Error(`“${line}”, but it is ${digits3(found)}`);
    count += 1;
  }
  return count;
}
