"""A screen that is kept: what comes back is what was there, or a refusal."""

import base64
import io
import json
import zlib

import numpy as np
import pytest

from backprop import networks
from backprop.live import screen
from backprop.live.screen import Screen, ScreenError, Taken, read_ink, read_steps, write_ink
from backprop.network import Network
from strokes import STROKES


def strokes(seed: int) -> list[dict]:
    """Any that the canvas could send: in tenths, beyond its edges too."""
    rng = np.random.default_rng(seed)
    return [
        {
            "tool": str(rng.choice(["pen", "eraser"])),
            "width": int(rng.integers(10, 800)) / 10,
            "points": (rng.integers(-2800, 5600, 2 * rng.integers(1, 40)) / 10).tolist(),
        }
        for _ in range(rng.integers(0, 6))
    ]


@pytest.mark.parametrize("seed", range(100))
def test_strokes_come_out_of_a_link_as_they_went_in(seed):
    drawn = strokes(seed)
    assert read_ink(write_ink(drawn)) == drawn


@pytest.mark.parametrize("digit", STROKES)
def test_a_drawn_digit_fits_into_a_link(digit):
    fine = np.array(
        [np.linspace(a, b, 12) for s in STROKES[digit] for a, b in zip(s, s[1:])]
    ).round(1)
    drawn = [{"tool": "pen", "width": 24, "points": fine.ravel().tolist()}]
    assert read_ink(write_ink(drawn)) == drawn
    assert len(write_ink(drawn)) < 1000


GOOD = write_ink([{"tool": "pen", "width": 24, "points": [10, 20, 30, 40]}])


@pytest.mark.parametrize("cut", range(1, len(GOOD)))
def test_a_link_that_was_cut_short_is_refused(cut):
    with pytest.raises(ValueError):
        read_ink(GOOD[:cut])


@pytest.mark.parametrize("text", ["%%%", "AAAA", "٣", GOOD + "!", "x" * 10_000])
def test_what_is_no_drawing_is_refused(text):
    with pytest.raises(ValueError):
        read_ink(text)


def test_a_link_that_unpacks_to_much_stays_small():
    bomb = base64.urlsafe_b64encode(zlib.compress(b"\0" * 10**7, 9)).decode().rstrip("=")
    with pytest.raises(ValueError):
        read_ink(bomb)


@pytest.mark.parametrize("text", ["1", "1x", "x1", "0x1", "11x1", "1x0", "1x1e9", "1xnan", "1x1__"])
def test_steps_that_nobody_can_take_are_refused(text):
    with pytest.raises(ValueError):
        read_steps(text)


def test_more_steps_than_are_remembered_are_refused():
    assert len(read_steps("_".join(["1x0.1"] * 50))) == 50
    with pytest.raises(ValueError):
        read_steps("_".join(["1x0.1"] * 51))


def whole() -> Screen:
    rng = np.random.default_rng(0)
    return Screen(
        "passes",
        {"at": "cost", "label": "3"},
        strokes(3),
        rng.integers(0, 256, (280, 280), dtype=np.uint8),
        Network.create((784, 5, 10), seed=2),
        "my own",
        (Taken(10, 0.5, rng.random(784), 3), Taken(1, 2.0, rng.random(784), 0)),
    )


def test_a_file_holds_all_of_it():
    before, after = whole(), screen.read(screen.write(whole()))
    for name in ("page", "params", "strokes", "title"):
        assert getattr(after, name) == getattr(before, name)
    assert np.array_equal(after.grey, before.grey)
    for mine, other in zip(after.network.weights, before.network.weights):
        assert np.array_equal(mine, other)
    for mine, other in zip(after.steps, before.steps, strict=True):
        assert (mine.count, mine.learning_rate, mine.label) == (
            other.count,
            other.learning_rate,
            other.label,
        )
        assert np.array_equal(mine.pixels, other.pixels)


def changed(**arrays) -> bytes:
    with np.load(io.BytesIO(screen.write(whole()))) as file:
        held = {name: file[name] for name in file.files}
    file = io.BytesIO()
    np.savez(file, **(held | arrays))
    return file.getvalue()


def said(**other) -> np.ndarray:
    usual = {"page": "", "params": {}, "strokes": [], "title": "", "steps": []}
    return np.array(json.dumps(usual | other))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no file",
        screen.write(whole())[:-50],
        changed(screen=np.array("{")),
        changed(screen=np.array("[]")),
        changed(screen=np.array(3)),
        changed(screen=said(strokes=[{"tool": "pen", "width": 24, "points": [1]}])),
        changed(screen=said(params={"at": 3})),
        changed(screen=said(params=[])),
        changed(screen=said(steps=[[1, 0.1, 3]])),
        changed(screen=said(steps=[[1, 0.1, 12]]), stepped_on=np.zeros((1, 784))),
        changed(screen=said(steps=[[1, 0.1, 1]]), stepped_on=np.full((1, 784), np.nan)),
        changed(picture=np.zeros((28, 28), np.uint8)),
        changed(network=np.zeros(9, np.uint8)),
        (networks.FOLDER / "trained.npz").read_bytes(),
    ],
)
def test_a_file_that_holds_no_screen_is_refused_in_one_sentence(data):
    with pytest.raises(ScreenError, match="This is not a screen kept here"):
        screen.read(data)
