// Gradients of layer 1 side by side, an image a neuron, each side on a scale of its own.
// Header: { sides: [{ title, note, max, neurons }] }; then neurons × 784 float32 values for each side.

const POWER = 0.5; // lifts small values: twice as faint a colour is a quarter of the gradient

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".firststeps");
  const { header, body } = unpack(data);
  const numbers = new Float32Array(body.buffer);
  const paper = colour(root, "paper");
  const above = ramp(paper, colour(root, "pos"), POWER);
  const below = ramp(paper, colour(root, "neg"), POWER);
  let start = 0;
  const sections = header.sides.map(({ title, note, max, neurons }) => {
    const section = element("section", "");
    const head = element("h2", "", `${title} `);
    head.append(element("small", "muted", note));
    const images = element("div", "firststeps-images");
    images.role = "img";
    images.ariaLabel = `${title}, ${note}: the gradient of each neuron's weights`;
    for (let j = 0; j < neurons; j++) {
      const canvas = element("canvas", "");
      paint(canvas, numbers.subarray(start, (start += 784)), max, above, below);
      images.append(canvas);
    }
    section.append(head, images);
    return section;
  });
  const key = element("p", "muted");
  key.append(
    "∂C/∂w⁽¹⁾, one image per neuron: raising the weight ",
    element("span", "neg", "− lowers"),
    " or ",
    element("span", "pos", "raises +"),
    " the cost. The step goes against it.",
  );
  root.replaceChildren(...sections, key);
}
