// Words that follow the pen. Header: { part, html, serial }. An attribute `data-did` in them says what was done.

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".told-words");
  hear(unpack(data).header.part, root, data, (_, { header }) => {
    root.innerHTML = header.html;
    const done = root.querySelector("[data-did]");
    if (done) did(done.dataset.did);
  });
}
