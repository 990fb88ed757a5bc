// ∂C₀/∂w⁽¹⁾: one 28×28 image for each neuron of layer 1, all on one scale.
// Header: { neurons, max, note, serial }; then neurons × 784 float32 values.

const POWER = 0.5; // lifts small values: twice as faint a colour is a quarter of the gradient

export default function ({ parentElement, data }) {
  hear("gradient", parentElement.querySelector(".gradient"), data, show, true);
}

function show(root, { header, body }) {
  const grid = root.querySelector(".gradient-grid");
  root.values = new Float32Array(body.buffer);
  if (grid.children.length !== header.neurons) {
    grid.style.setProperty("--columns", Math.max(8, Math.min(16, Math.ceil(header.neurons / 2))));
    grid.replaceChildren(...Array.from({ length: header.neurons }, (_, j) => figure(root, j)));
  }
  const paper = colour(root, "paper");
  const above = ramp(paper, colour(root, "pos"), POWER);
  const below = ramp(paper, colour(root, "neg"), POWER);
  grid.querySelectorAll("canvas").forEach((canvas, j) => {
    paint(canvas, root.values.subarray(784 * j, 784 * (j + 1)), header.max, above, below);
  });
  root.querySelector(".gradient-note").replaceChildren(...linked(header.note));
}

function figure(root, neuron) {
  const made = document.createElement("figure");
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  canvas.ariaLabel = `Gradient of the 784 weights into layer 1 · neuron ${neuron}`;
  canvas.addEventListener("pointermove", (event) => {
    const { row, column, index } = pixelAt(canvas, event);
    const value = digits3(root.values[784 * neuron + index]);
    canvas.title = `layer 1 · neuron ${neuron}, pixel in row ${row}, column ${column}: ∂C₀/∂w = ${value}`;
  });
  const caption = document.createElement("figcaption");
  caption.textContent = neuron;
  made.append(canvas, caption);
  return made;
}
