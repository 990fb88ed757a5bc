"""Every page on paper: the same in either theme, readable, not cut, nothing to press."""

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Page, expect

from browser.actions import at_rest
from browser.slides import at

PAPER = {"width": 1280, "height": 894}  # what the margins in print.css leave
PAGES = {
    "/?sample=test-38": ".gradient canvas",
    "/passes": ".weightview",
    "/gradients": ".heatmaps canvas",
    "/training": ".training-grid canvas",
    "/training?part=race": ".firststeps canvas",
    "/training?part=break": ".st-key-ways button",
    "/slides?slide=9": ".slidefigure text",
    "/quiz?quiz=1": ".quizcard-choice",
    "/quiz?quiz=results": ".score",
}
THEMED = """theme => document.fonts.status === "loaded"
    && getComputedStyle(document.querySelector(".stApp")).colorScheme === theme
    && (theme === "dark" || !document.querySelector(".painted-dark"))"""
SHEETS = {"/?sample=test-38": 1, "/passes": 2}  # what is below the screen is printed too
# Every text and its contrast on what is behind it. Charts of Plotly and canvases are painted: their
# pictures are compared. White in an SVG stands on a mark.
TEXTS = """() => {
    const pixel = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const rgba = (text) => {
        pixel.clearRect(0, 0, 1, 1);
        pixel.fillStyle = text;
        pixel.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = pixel.getImageData(0, 0, 1, 1).data;
        return [r, g, b, a / 255];
    };
    const over = (top, below) => below.map((v, i) => top[i] * top[3] + v * (1 - top[3]));
    const light = (colour) => {
        const curve = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        const [r, g, b] = colour.map((v) => curve(v / 255));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (node) => {
        const family = [];
        for (let one = node; one; one = one.parentElement) family.unshift(one);
        const { x, y } = node.getBoundingClientRect();
        let [below, opacity] = [[255, 255, 255], 1];
        for (const one of family) {
            const [style, box] = [getComputedStyle(one), one.getBoundingClientRect()];
            const behind = box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
            opacity *= style.opacity;
            if (behind) below = over(rgba(style.backgroundColor), below);
        }
        const style = getComputedStyle(node);
        const [r, g, b, a] = rgba(node.closest("svg") ? style.fill : style.color);
        const onMark = node.closest("svg") && r + g + b === 3 * 255;
        if (onMark || a === 0) return Infinity;
        const lights = [light(over([r, g, b, a * opacity], below)), light(below)];
        return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
    };
    const found = [];
    const page = document.querySelector(".stMain");
    const texts = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const [text, node] = [texts.currentNode.data.trim(), texts.currentNode.parentElement];
        const seen = node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
        const unread = node.closest(".js-plotly-plot, .sr-only, .katex-mathml, style");
        if (text && seen && !unread) found.push([text, contrast(node)]);
    }
    return found;
}"""
REACH = """() => Math.max(...[...document.querySelectorAll(".stMain *")]
    .filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect().right))"""


def ready(open_page, address: str, theme: str, **options) -> Page:
    page = open_page(address, color_scheme=theme, reduced_motion="reduce", **options)
    expect(page.locator(PAGES[address]).first).to_be_visible()
    themed(page, theme)
    return page


def themed(page: Page, theme: str) -> None:
    page.emulate_media(color_scheme=theme)
    page.wait_for_function(THEMED, arg=theme)
    at_rest(page)


def printed(page: Page) -> list[Image.Image]:
    sheets = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    return [sheet.render(scale=0.7).to_pil().convert("RGB") for sheet in sheets]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_prints_alike_in_either_theme_readable_whole_in_its_columns(open_page, address):
    page = ready(open_page, address, "dark")
    dark = printed(page)
    screen = page.viewport_size
    page.set_viewport_size(PAPER)
    readable_and_whole(page)
    if address == "/?sample=test-38":
        keeps_its_columns(page)
    page.emulate_media(media="null")
    page.set_viewport_size(screen)
    themed(page, "light")
    light = printed(page)
    assert [sheet.size for sheet in dark] == [sheet.size for sheet in light]
    assert len(light) == SHEETS.get(address, len(light))
    for ours, theirs in zip(dark, light):
        assert ours.getpixel((2, 2)) == theirs.getpixel((2, 2)) == (255, 255, 255)
        assert max(ImageStat.Stat(ImageChops.difference(ours, theirs)).mean) < 4
        assert min(ours.convert("L").getextrema()) < 60  # ink, and no empty sheet


def readable_and_whole(page: Page) -> None:
    page.emulate_media(media="print")
    texts = page.evaluate(TEXTS)
    assert len(texts) > 3
    assert [(text, ratio) for text, ratio in texts if ratio < 4.5] == []
    page.wait_for_function(f"width => ({REACH})() <= width + 1", arg=PAPER["width"])
    for name in ("stSidebar", "stHeader"):
        expect(page.get_by_test_id(name)).to_be_hidden()


def keeps_its_columns(page: Page) -> None:
    parts = ("canvas", "answer", "ledger")
    boxes = [page.locator(f".st-key-{part}").bounding_box() for part in parts]
    assert all(box["width"] >= 250 for box in boxes)
    assert len({box["y"] for box in boxes}) == 1
    expect(page.locator(".pad-tools")).to_be_hidden()


def test_a_slide_prints_on_one_sheet(open_page):
    page = open_page("/slides", reduced_motion="reduce")
    at(page, 1)
    for number in (2, 7, 15, 16):  # the fullest
        page.keyboard.type(str(number))
        page.keyboard.press("Enter")
        at(page, number)
        at_rest(page)
        assert len(printed(page)) == 1, number
