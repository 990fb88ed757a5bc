// What stands where a page that came over plain http can have no camera.

test("the sentence stands exactly where the browser offers no camera", () => {
  const note = document.querySelector(".camera-closed");
  for (const secure of [true, false]) {
    Object.defineProperty(window, "isSecureContext", { value: secure, configurable: true });
    mount({ parentElement: note.parentElement });
    same(note.hidden, secure);
  }
  delete window.isSecureContext;
});
