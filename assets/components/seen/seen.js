// The 28×28 picture that the network sees. Header: { serial }; then 784 float32 values from 0 to 1.

export default function ({ parentElement, data }) {
  hear("seen", parentElement.querySelector(".seen"), data, show, true);
}

function show(root, { body }) {
  const canvas = root.querySelector("canvas");
  const values = new Float32Array(body.buffer);
  paint(canvas, values, 1, ramp(colour(root, "paper"), colour(root, "ink")));
  canvas.onpointermove = (event) => {
    const { row, column, index } = pixelAt(canvas, event);
    canvas.title = `row ${row}, column ${column}: ${digits3(values[index])}`;
  };
}
