// A digit beside the training digits nearest to it. Header: { groups: [{ title, digits: [{ name, text }] }] };
// then 784 grey bytes of each digit in turn.

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".nearest");
  const { header, body } = unpack(data);
  const inks = ramp(colour(root, "paper"), colour(root, "ink"));
  let start = 0;
  const picture = ({ name, text }) => {
    const item = document.createElement("li");
    const canvas = document.createElement("canvas");
    paint(canvas, body.subarray(start, (start += 784)), 255, inks);
    canvas.role = "img";
    canvas.ariaLabel = canvas.title = name;
    item.append(canvas, text);
    return item;
  };
  root.replaceChildren(
    ...header.groups.map(({ title, digits }) => {
      const group = document.createElement("section");
      const heading = document.createElement("h3");
      const list = document.createElement("ol");
      heading.textContent = title;
      list.append(...digits.map(picture));
      group.append(heading, list);
      return group;
    }),
  );
}
