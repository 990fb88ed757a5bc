"""Pictures from files and the clipboard; what cannot be read costs one sentence, no drawing."""

import io
import re

from PIL import Image, ImageOps
from playwright.sync_api import expect

from backprop import digits
from browser.actions import draw_digit

PASTE = """(bytes) => {
    const file = new File([new Uint8Array(bytes)], "pasted.png", { type: "image/png" });
    const clipboardData = new DataTransfer();
    clipboardData.items.add(file);
    document.dispatchEvent(new ClipboardEvent("paste", { clipboardData }));
}"""


def dark_on_light(sample: int) -> bytes:
    """A test digit as a scan: dark ink, light paper, off centre, 8 times enlarged."""
    ink = Image.fromarray(digits.load_mnist().x_test[sample].reshape(28, 28)).resize((224, 224))
    sheet = Image.new("L", (500, 400), 235)
    sheet.paste(ImageOps.invert(ink).point(lambda v: v * 235 // 255), (240, 60))
    file = io.BytesIO()
    sheet.save(file, "PNG")
    return file.getvalue()


def prediction(page):
    return page.locator(".st-key-prediction")


def upload(page, name: str, data: bytes) -> None:
    page.get_by_role("button", name="Image", exact=True).click()
    choose(page, name, data)


def choose(page, name: str, data: bytes) -> None:
    file = {"name": name, "mimeType": "image/png", "buffer": data}
    page.locator("input[type=file]").set_input_files(file)


def test_a_pasted_picture_is_read_and_undone_an_uploaded_scan_too(open_page):
    page = open_page("/")
    draw_digit(page, 3)
    page.evaluate(PASTE, list(dark_on_light(1)))
    expect(prediction(page)).to_have_text(re.compile(r"^\s*2"))
    page.get_by_role("button", name="Undo").click()
    expect(prediction(page)).to_have_text(re.compile(r"^\s*3"))
    upload(page, "seven.png", dark_on_light(0))
    expect(prediction(page)).to_have_text(re.compile(r"^\s*7"))


def white() -> bytes:
    file = io.BytesIO()
    Image.new("L", (64, 64), 255).save(file, "PNG")
    return file.getvalue()


BAD = {  # the file, and what its sentence says
    "text.png": (lambda: b"This is not a picture.", "not a picture"),
    "broken.png": (lambda: dark_on_light(0)[:300], "damaged"),
    "empty.png": (lambda: b"", "is empty"),
    "white.png": (white, "to be ink"),
}


def test_a_bad_picture_gets_a_sentence_and_the_drawing_stays(open_page):
    page = open_page("/")
    draw_digit(page, 3)
    page.get_by_role("button", name="Image", exact=True).click()
    for name, (data, sentence) in BAD.items():
        choose(page, name, data())
        expect(page.locator(".pad-message")).to_have_text(re.compile(sentence))
        expect(prediction(page)).to_have_text(re.compile(r"^\s*3"))
