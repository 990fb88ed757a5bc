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
      const asPng = () => rasterised(preview, SCALE).then((png) => save(png, `${name}.png`));
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
