// Figures to take away: a preview of each, and a button for SVG and for PNG. Data: { figures: [{ name, svg }] }

const SCALE = 3; // pixels of the PNG for each unit of the SVG: sharp at the width of a page

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".paper");
  root.replaceChildren(
    ...data.figures.map(({ name, svg }) => {
      const item = element("li", "");
      const preview = document.createElement("img");
      preview.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
      preview.alt = new DOMParser().parseFromString(svg, "image/svg+xml").querySelector("title").textContent;
      const asPng = () => rasterised(preview).then((png) => save(png, `${name}.png`));
      const asSvg = () => save(new Blob([svg], { type: "image/svg+xml" }), `${name}.svg`);
      item.append(preview, button("PNG", name, asPng), button("SVG", name, asSvg));
      return item;
    }),
  );
}

function button(format, name, act) {
  const made = element("button", "", format);
  made.type = "button";
  made.ariaLabel = `Download ${name} as ${format}`;
  made.onclick = act;
  return made;
}

async function rasterised(image) {
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = SCALE * image.naturalWidth;
  canvas.height = SCALE * image.naturalHeight;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve));
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
