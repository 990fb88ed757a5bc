// Pictures that are pasted or dropped, and how one looks on the sheet.

const MAX_PICTURE = 20e6; // bytes, as server.maxUploadSize

/** `on` adds a listener for as long as the canvas is there. */
function takePictures(pad, on) {
  on(document, "paste", (event) => {
    const file = [...event.clipboardData.files].find(isPicture);
    if (file && !isTyping(event)) sendPicture(pad, file);
  });
  on(pad.sheet, "dragover", (event) => {
    event.preventDefault();
    pad.sheet.classList.add("dropping");
  });
  on(pad.sheet, "dragleave", () => pad.sheet.classList.remove("dropping"));
  on(pad.sheet, "drop", (event) => {
    event.preventDefault();
    pad.sheet.classList.remove("dropping");
    if (event.dataTransfer.files[0]) sendPicture(pad, event.dataTransfer.files[0]);
  });
}

/** Not every system knows the types of an iPhone's photos: their names tell too. */
function isPicture({ type, name }) {
  return type.startsWith("image/") || /\.(hei[cf]|avif)$/i.test(name);
}

function sendPicture(pad, file) {
  if (file.size > MAX_PICTURE) {
    pad.message.textContent = "That picture is larger than 20 MB: choose a smaller one.";
    return;
  }
  const reader = new FileReader();
  reader.onload = () => pad.setTriggerValue("pasted", reader.result.split(",")[1] ?? "");
  reader.readAsDataURL(file);
}

/** A picture as canvases know it. A server that has just begun may know its name alone: no bytes. */
function pictureCalled(id, grey) {
  return grey.length ? { id, side: Math.sqrt(grey.length), grey } : { id };
}

function drawPicture(context, { side, grey }, [red, green, blue]) {
  const layer = document.createElement("canvas");
  layer.width = layer.height = side;
  const image = new ImageData(side, side);
  grey.forEach((alpha, i) => image.data.set([red, green, blue, alpha], 4 * i));
  layer.getContext("2d").putImageData(image, 0, 0);
  context.imageSmoothingEnabled = side > 28;
  context.drawImage(layer, 0, 0, SHEET, SHEET);
}
