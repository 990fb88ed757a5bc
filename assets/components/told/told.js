// Words that follow the pen. Header: { part, html, serial }. An attribute `data-did` in them says what was done;
// what they say of things in the picture is one stop of Tab.

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".told-words");
  hear(unpack(data).header.part, root, data, (_, { header }) => {
    root.innerHTML = header.html;
    walkable(root);
    const done = root.querySelector("[data-did]");
    if (done) did(done.dataset.did);
  });
}
