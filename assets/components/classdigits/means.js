// The class's digits as one: computed here, from the very pixels that the network reads.

/** What a digit is meant to be; where nobody said, what is read in it. */
const meant = ({ label, digit }) => label ?? digit;

/** Those meant to be one digit; null: all. */
const ofDigit = (drawings, digit) => drawings.filter((drawing) => digit === null || meant(drawing) === digit);

/** Pixel by pixel, 0 to 1: the mean, and the spread, the standard deviation about it: 0 where all agree,
 *  0.5 at most, where half have ink and half have none. */
function together(drawings) {
  const [mean, spread] = [new Float64Array(784), new Float64Array(784)];
  for (const { pixels } of drawings) pixels.forEach((value, i) => (mean[i] += value / 255 / drawings.length));
  for (const { pixels } of drawings) pixels.forEach((value, i) => (spread[i] += (value / 255 - mean[i]) ** 2 / drawings.length));
  return { mean, spread: spread.map(Math.sqrt) };
}

/** What the mark of a digit that is read wrong means; nothing where there is none. */
const wrongTold = (drawing) => (drawing ? `✗ ${drawing.label}: read wrong, it is meant to be ${a(drawing.label)}.` : "");
