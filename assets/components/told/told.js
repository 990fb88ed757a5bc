// Words that follow the pen. Header: { part, html, serial }.

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".told-words");
  hear(unpack(data).header.part, root, data, (_, { header }) => (root.innerHTML = header.html));
}
