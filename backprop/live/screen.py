"""A screen that is kept: what a link carries of it as text, and all of it as one file.

The file is an .npz of plain arrays, as networks are, so it can be looked into with NumPy.
"""

import base64
import binascii
import io
import json
import math
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from backprop import networks
from backprop.digits import CANVAS, MAX_POINTS, StrokesError, draw_strokes
from backprop.network import Network

TOOLS = ("pen", "eraser")
TENTHS = 10  # the canvas sends places and widths in tenths of a unit
LARGEST = 16 * MAX_POINTS  # bytes that a link's strokes may unpack to
MOVED = re.compile(r"([a-z]{1,20})(-?[0-9]{1,20}(?:\.[0-9]{1,30})?(?:e-?[0-9]{1,3})?)")
MOST_STEPS = 50  # as many as a path remembers
REFUSED = "This is not a screen kept here: choose a file saved as “Save as a file”."


class ScreenError(ValueError):
    """The file holds no screen that can be shown; the message says what to do."""


@dataclass(frozen=True, eq=False)
class Taken:
    """Steps that were taken one after another with one α.

    pixels: (784,) in [0, 1], the digit that they were taken on, with its label; None: the one on
    the canvas
    """

    count: int
    learning_rate: float
    pixels: np.ndarray | None = None
    label: int = 0


@dataclass(frozen=True, eq=False)
class Screen:
    """page: its path in the address; params: what its address carries
    strokes: as `digits.draw_strokes` takes them; grey: (280, 280) bytes of an own picture
    network: an own one with its title; steps: those taken from it on the gradient page
    """

    page: str
    params: dict[str, str] = field(default_factory=dict)
    strokes: list[dict[str, Any]] = field(default_factory=list)
    grey: np.ndarray | None = None
    network: Network | None = None
    title: str = ""
    steps: tuple[Taken, ...] = ()


# --- in a link ---


def write_ink(strokes: Sequence[dict[str, Any]]) -> str:
    """Strokes as a text for a link: whole tenths, each point by its distance from the last."""
    numbers: list[int] = []
    for stroke in strokes:
        points = np.rint(TENTHS * np.reshape(stroke["points"], (-1, 2))).astype(int)
        width = round(TENTHS * stroke["width"])
        steps = np.diff(points, axis=0, prepend=[[0, 0]])
        numbers += [TOOLS.index(stroke["tool"]), width, len(points), *steps.ravel().tolist()]
    packed = zlib.compress(bytes(_varints(numbers)), 9)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read_ink(text: str) -> list[dict[str, Any]]:
    """The strokes again. Raises ValueError where the text holds none that a canvas could send."""
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        stream = zlib.decompressobj()
        numbers = _numbers(stream.decompress(packed, LARGEST))
        if not stream.eof:
            raise ValueError("cut short, or too large")
        strokes = []
        while numbers:
            tool, width, count = numbers[:3]
            steps, numbers = numbers[3 : 3 + 2 * count], numbers[3 + 2 * count :]
            places = np.cumsum(np.reshape(steps, (count, 2)), axis=0)
            points = (places / TENTHS).ravel().tolist()
            strokes.append({"tool": TOOLS[tool], "width": width / TENTHS, "points": points})
        draw_strokes(strokes)
        return strokes
    except (ValueError, IndexError, binascii.Error, zlib.error, StrokesError, MemoryError):
        raise ValueError(text) from None


def _varints(numbers: Sequence[int]) -> list[int]:
    """Bytes of seven bits each, the lowest first; the sign is the lowest bit of all."""
    found = []
    for number in numbers:
        rest = 2 * number if number >= 0 else -2 * number - 1
        while rest > 127:
            found.append(rest & 127 | 128)
            rest >>= 7
        found.append(rest)
    return found


def _numbers(packed: bytes) -> list[int]:
    numbers, rest, shift = [], 0, 0
    for byte in packed:
        rest |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            numbers.append(-(rest + 1) // 2 if rest & 1 else rest // 2)
            rest = shift = 0
        elif shift > 28:
            raise ValueError("a number that no canvas sends")
    return numbers


def write_steps(steps: Sequence[Taken]) -> str:
    """Steps on the digit of the canvas as a text for a link: "1x0.1_10x2"."""
    return "_".join(f"{taken.count}x{taken.learning_rate:g}" for taken in steps)


def read_steps(text: str) -> tuple[Taken, ...]:
    """The steps again. Raises ValueError where the text means none."""
    steps = []
    for part in text.split("_"):
        count, _, rate = part.partition("x")
        steps.append(_taken(int(count), float(rate)))
    return _few(steps)


def _taken(count: int, rate: float, *digit: Any) -> Taken:
    if not (1 <= count <= 10 and 0 < rate <= 100):
        raise ValueError(f"{count} steps with α = {rate}")
    return Taken(count, rate, *digit)


def _few(steps: Sequence[Taken]) -> tuple[Taken, ...]:
    if len(steps) > MOST_STEPS:
        raise ValueError(f"{len(steps)} steps")
    return tuple(steps)


def write_moved(sliders: Mapping[str, float]) -> str:
    """Where the sliders of a figure stand as a text for a link: "bias1.5_weight-0.25". In full:
    another picture would stand there."""
    return "_".join(f"{name}{value!r}".replace("+", "") for name, value in sliders.items())


def read_moved(text: str) -> dict[str, float]:
    """The sliders again. Raises ValueError where the text means none."""
    parts = [MOVED.fullmatch(part) for part in text.split("_")]
    sliders = {part[1]: float(part[2]) for part in parts if part}
    if len(sliders) < len(parts) or not all(map(math.isfinite, sliders.values())):
        raise ValueError(text)
    return sliders


# --- in a file ---


def write(screen: Screen) -> bytes:
    """The file of a screen."""
    said = {
        "page": screen.page,
        "params": screen.params,
        "strokes": screen.strokes,
        "title": screen.title,
        "steps": [(taken.count, taken.learning_rate, taken.label) for taken in screen.steps],
    }
    arrays: dict[str, Any] = {"screen": np.array(json.dumps(said))}
    if screen.grey is not None:
        arrays["picture"] = screen.grey
    if screen.network is not None:
        file = io.BytesIO()
        networks.save(screen.network, file)
        arrays["network"] = np.frombuffer(file.getvalue(), np.uint8)
    if screen.steps:
        arrays["stepped_on"] = np.array([taken.pixels for taken in screen.steps])
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def read(data: bytes) -> Screen:
    """The screen in the bytes of a file. Raises ScreenError where there is none."""
    try:
        arrays = networks.unpack(data)
        said = json.loads(str(arrays["screen"]))
        strokes, params = said["strokes"], said["params"]
        draw_strokes(strokes)
        if not all(isinstance(text, str) for item in params.items() for text in item):
            raise ValueError("params")
        return Screen(
            str(said["page"]),
            params,
            strokes,
            _grey(arrays),
            _network(arrays),
            str(said["title"])[:100],
            _steps(said["steps"], arrays),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ScreenError(REFUSED) from None


def _grey(arrays: dict[str, np.ndarray]) -> np.ndarray | None:
    grey = arrays.get("picture")
    if grey is not None and (grey.dtype != np.uint8 or grey.shape != (CANVAS, CANVAS)):
        raise ValueError("picture")
    return grey


def _network(arrays: dict[str, np.ndarray]) -> Network | None:
    packed = arrays.get("network")
    return None if packed is None else networks.load(io.BytesIO(packed.tobytes()))


def _steps(said: list, arrays: dict[str, np.ndarray]) -> tuple[Taken, ...]:
    if not said:
        return ()
    pixels = arrays["stepped_on"].astype(float)
    if pixels.shape != (len(said), 784) or not ((pixels >= 0) & (pixels <= 1)).all():
        raise ValueError("stepped_on")
    if not all(label in range(10) for _, _, label in said):
        raise ValueError("label")
    return _few(
        [_taken(count, rate, row, label) for (count, rate, label), row in zip(said, pixels)]
    )
