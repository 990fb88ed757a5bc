test("a link says what the address says, and more", () => {
  const link = new URL(linkTo("http://here/studio/passes?at=cost&film=1", { ink: "a-b_c", film: "2.50" }));
  same([...link.searchParams], [["at", "cost"], ["film", "2.50"], ["ink", "a-b_c"]]);
  same(link.pathname, "/studio/passes");
});

test("a drawing as a file carries its styles, its size and its name", async () => {
  const place = element("div", "stApp");
  place.innerHTML = `<style>.red { fill: rgb(255, 0, 0) }</style>
    <svg viewBox="0 0 40 20" aria-label="a mark"><rect class="red" width="5" height="5"/></svg>`;
  document.body.append(place);
  const found = new DOMParser().parseFromString(await alone(place.querySelector("svg")), "image/svg+xml");
  place.remove();
  same(found.querySelector("parsererror"), null);
  same(found.querySelector("title").textContent, "a mark");
  same(found.querySelector(".red").style.fill, "rgb(255, 0, 0)");
  same(["width", "height"].map((name) => found.documentElement.getAttribute(name)), ["40", "20"]);
});
