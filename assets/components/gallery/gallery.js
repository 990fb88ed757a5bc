// Digits to pick from. Header: { samples: [{ name, caption, title }] }; then 784 grey bytes each.

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".gallery");
  const { header, body } = unpack(data);
  const inks = ramp(colour(root, "paper"), colour(root, "ink"));
  root.replaceChildren(
    ...header.samples.map((sample, i) => {
      const button = document.createElement("button");
      const canvas = document.createElement("canvas");
      paint(canvas, body.subarray(784 * i, 784 * (i + 1)), 255, inks);
      button.type = "button";
      button.title = sample.title;
      button.append(canvas, sample.caption);
      button.addEventListener("click", () => setTriggerValue("picked", sample.name));
      return button;
    }),
  );
}
