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
