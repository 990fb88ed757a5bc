// Says why there is no camera where the browser offers none: not every address is a secure one.

export default function mount({ parentElement }) {
  parentElement.querySelector(".camera-closed").hidden = window.isSecureContext;
}
