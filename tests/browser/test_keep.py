"""What is on the screen is kept: as a link, as a file, as a picture."""

from urllib.parse import urljoin
from xml.etree import ElementTree

from PIL import Image
from playwright.sync_api import Page, expect

from browser.actions import answered, at_rest, draw_digit, go_to

HEATMAPS = "document.querySelector('.heatmaps').values.reduce((sum, one) => sum + one)"
POSITION = "document.querySelector('.stage').dataset.position"


def keep(page: Page):
    """The popover, open."""
    page.get_by_role("button", name="Keep or share").click()
    page.locator(".keep input").wait_for()
    at_rest(page)
    return page.locator(".keep input")


def is_in_sight_on_low_screens(page: Page) -> None:
    size = page.viewport_size
    for width, height in ((1024, 768), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        button = page.get_by_role("button", name="Keep or share")
        expect(button).to_be_in_viewport(ratio=1)
    page.set_viewport_size(size)


def link(page: Page) -> str:
    address = keep(page).input_value()
    page.keyboard.press("Escape")
    return "/" + address.split("/", 3)[3]


def shown(page: Page) -> tuple[str, str]:
    return page.locator(".guess").inner_text(), page.locator(".cost").inner_text()


def test_a_drawing_its_film_and_its_steps_come_out_of_a_link(open_page):
    page = open_page("/")
    draw_digit(page, 4)
    drawn = shown(page)
    other = open_page(link(page))
    answered(other)
    assert shown(other) == drawn
    is_in_sight_on_low_screens(other)

    go_to(page, "Gradients")
    panel = page.locator(".st-key-descent .step")
    page.get_by_role("button", name="One step").click()
    expect(panel).to_contain_text("real fall")
    page.get_by_role("button", name="Ten").click()
    expect(panel).to_contain_text("at the start")
    page.get_by_role("radio", name="mini-batch").click()
    page.get_by_role("slider", name="Examples in the mini-batch").press("ArrowRight")
    expect(page.locator(".about")).to_contain_text("20 examples")
    before = page.evaluate(HEATMAPS)
    page.get_by_role("button", name="Another batch").click()
    expect(page.locator(".about")).to_contain_text("20 examples")
    page.wait_for_function(f"{HEATMAPS} !== {before!r}")
    at_rest(page)
    stepped, drawn = panel.inner_text(), page.evaluate(HEATMAPS)
    other.goto(urljoin(other.url, link(page)))
    expect(other.locator(".st-key-descent .step")).to_have_text(stepped, use_inner_text=True)
    other.wait_for_function(f"{HEATMAPS} === {drawn!r}")

    go_to(page, "Passes")
    slider = page.get_by_role("slider", name="Position in the animation")
    slider.press("End")
    slider.press("ArrowLeft")
    before = page.evaluate(POSITION)
    other.goto(urljoin(other.url, link(page)))
    other.locator(".weightview").wait_for()
    assert other.evaluate(POSITION) == before


def test_a_file_brings_back_a_screen_and_a_figure_is_a_picture(open_page, tmp_path):
    page = open_page("/passes?sample=test-7&label=4&network=epoch-1")
    page.locator(".weightview").wait_for()
    page.get_by_role("slider", name="Position in the animation").press("End")
    keep(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the figure as PNG").click()
    with Image.open(saved.value.path()) as stage:
        assert len(stage.convert("RGB").getcolors(10**6)) > 100
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as a file").click()
    saved.value.save_as(tmp_path / "screen.npz")
    caption, position = page.locator(".stage-numbers").inner_text(), page.evaluate(POSITION)

    page.goto(urljoin(page.url, "/slides?slide=5"))
    page.get_by_role("slider", name="bias").press("ArrowRight")
    expect(page.locator(".slidefigure-note")).to_contain_text(" instead of ")
    address = keep(page).input_value()
    assert "moved=bias0.03_" in address
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the figure as SVG").click()
    assert ElementTree.parse(saved.value.path()).getroot().tag.endswith("svg")

    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(__file__)
    expect(page.get_by_role("alert")).to_contain_text("not allowed")
    upload = page.locator("[data-testid=stFileUploaderDropzoneInput]")
    upload.set_input_files(tmp_path / "screen.npz")
    page.wait_for_url("**/passes?*")
    expect(page.locator(".stage-numbers")).to_have_text(caption, use_inner_text=True)
    assert page.evaluate(POSITION) == position
    assert "network=epoch-1" in page.url and "label=4" in page.url
