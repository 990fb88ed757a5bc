// Prints the page, or closes the handout. Sends `close`.

export default function ({ parentElement, setTriggerValue }) {
  parentElement.querySelector(".handout").onclick = ({ target }) => {
    if (target.dataset.do === "print") print();
    if (target.dataset.do === "close") setTriggerValue("close", true);
  };
}
