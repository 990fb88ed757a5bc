"""A person brings a network: one of ours, a stranger's, or a file that is none."""

import io
import re
import zipfile

import numpy as np
import pytest
from playwright.sync_api import expect

from backprop import networks
from backprop.networks import FOLDER
from browser.actions import go_to


def npz(**changed: np.ndarray) -> bytes:
    """The trained network's file with some arrays in place of its own."""
    file = io.BytesIO()
    with np.load(FOLDER / "trained.npz") as good:
        np.savez(file, **(dict(good) | changed))
    return file.getvalue()


def bomb() -> bytes:
    """64 MB of zeros in 64 kB."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("weights_1.npy", bytes(64 * 2**20))
    return file.getvalue()


def upload(page, name: str, content: bytes) -> None:
    sent = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.locator(".st-key-bring_back input[type=file]").set_input_files(sent)


@pytest.fixture
def page(open_page):
    page = open_page("/training")
    page.locator(".st-key-bring_back").wait_for()
    return page


def test_a_good_network_is_the_one_on_every_page(page):
    upload(page, "mine.npz", npz())
    chosen = page.get_by_role("combobox", name="Network")
    expect(chosen).to_have_value("Uploaded: mine.npz")
    expect(page.locator(".st-key-bring_back")).not_to_contain_text("cannot be")
    go_to(page, "Gradients")
    expect(page.locator(".st-key-heatmaps")).to_be_visible()
    expect(chosen).to_have_value("Uploaded: mine.npz")


def stranger() -> bytes:
    """The trained network as somebody else would have saved it: turned, for pixels 0 to 255."""
    known, file = networks.load("trained-30"), io.BytesIO()
    (w1, w2), (b1, b2) = known.weights, known.biases
    np.savez(file, W1=w1.T / 255, b1=b1[None], W2=w2.T, b2=b2[None], loss=np.ones(5))
    return file.getvalue()


def test_a_strangers_network_is_asked_about_used_trained_on_and_kept(page):
    part, chosen = page.locator(".st-key-bring_back"), page.get_by_role("combobox", name="Network")
    upload(page, "theirs.npz", stranger())
    expect(part).to_contain_text("784 · 30 · 10. Not used: loss.")
    for likely in ("sigmoid: 9", "0 to 255: 9", "the same"):
        expect(part.get_by_role("radio", name=likely)).to_be_checked()
    expect(chosen).to_have_value("Trained")
    part.get_by_role("button", name="Use it on every page").click()
    expect(chosen).to_have_value("Uploaded: theirs.npz")
    part.get_by_role("button", name="Train this one").click()
    standing = page.locator(".st-key-accuracy")
    expect(standing).to_contain_text("as it was given: not trained here yet")
    expect(part).to_contain_text("the training above starts from it")
    right = re.search(r"9\d\.\d+ %", standing.inner_text())
    assert right
    page.get_by_role("button", name="One mini-batch").click()
    expect(standing).to_contain_text("1 step")
    page.get_by_role("button", name="Reset").click()
    expect(standing).to_contain_text(f"{right[0]} of the 10,000 test digits")
    page.wait_for_function("sessionStorage['backprop-studio-things']?.includes('own-')")
    page.reload()
    expect(chosen).to_have_value("Uploaded: theirs.npz")


WRONG = {
    "shapes": (lambda: npz(weights_2=np.zeros((16, 5))), "do not fit each other"),
    "nine": (
        lambda: npz(weights_3=np.zeros((9, 16)), biases_3=np.zeros(9)),
        "from 784 inputs to 9 outputs; the pages need one from 784 pixels to 10 digits",
    ),
    "nan": (lambda: npz(biases_1=np.full(16, np.nan)), "holds a number that is not finite"),
    "pickle": (lambda: npz(weights_1=np.array([{}], object)), "not an .npz file of plain arrays"),
    "text": (lambda: b"not a network", "not an .npz file of plain arrays"),
    "bomb": (bomb, "larger than 32 MB"),
    "large": (lambda: bytes(21 * 2**20), "must be 20.0MB or smaller"),
}


def test_any_other_file_gets_one_sentence_and_changes_nothing(page):
    part = page.locator(".st-key-bring_back")
    for name, (make, sentence) in WRONG.items():
        upload(page, f"{name}.npz", make())
        expect(part).to_contain_text(f"{name}.npz")
        expect(part.get_by_text(sentence)).to_have_count(1)
        expect(page.get_by_role("combobox", name="Network")).to_have_value("Trained")
        expect(page.get_by_test_id("stException")).to_have_count(0)
    upload(page, "mine.npz", npz())
    expect(page.get_by_role("combobox", name="Network")).to_have_value("Uploaded: mine.npz")
    expect(part).not_to_contain_text("cannot be")
