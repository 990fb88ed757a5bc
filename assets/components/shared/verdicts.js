// What a class, as the neurons of a layer, said of each, and whether it is true.

/**
 * What became of each neuron. votes: [[down, up] …]; truth: −∂C₀/∂a of each, or null while it is a secret.
 * said: the class's sign, 0 undecided, null nobody voted; right: whether it is the true one, null where the
 * class said neither or nothing is true.
 */
function verdicts(votes, truth) {
  return votes.map(([down, up], i) => {
    const said = up + down ? Math.sign(up - down) : null;
    const wish = truth ? truth[i] : null;
    return { down, up, said, wish, right: said && wish ? said === Math.sign(wish) : null };
  });
}

/** How the class did, in words. */
function result(neurons) {
  const decided = neurons.filter(({ right }) => right !== null);
  const right = decided.filter((neuron) => neuron.right).length;
  const open = neurons.length - decided.length;
  const rest = open ? ` ${open} stayed undecided.` : "";
  if (!decided.length) return "No neuron was decided.";
  return `${right} of ${decided.length} neurons go the way that backpropagation says.${rest}`;
}
