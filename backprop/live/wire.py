"""What travels over the live channel, version 1. assets/components/shared/live.js is its other end.

Every message, either way, is bytes: 4 bytes length (little endian), a header of that length in
JSON, the body in raw numbers. A message to Streamlit's own components has the same form.

A drawing, browser → server. Only what is new since the last answer travels: `keep` whole strokes
of those known stay, then come `strokes`; the first of them may be the known one that follows, with
`more` points. A new socket knows no strokes, so it is told all of them.

    header {"version": 1, "serial": 57, "keep": 1, "picture": "test-38" or null, "about": {…},
            "strokes": [{"tool": "pen", "width": 24, "count": 6, "more": true}]}
    body   the x and y of all points, `count` numbers for each stroke, int16 in tenths of a unit

The answer, server → browser: the parts of the page, one behind another in the body, each a message
of this form; or one sentence about what is wrong.

    header {"version": 1, "serial": 57, "parts": {"guess": 214, "cost": 380, …}}  # bytes of each
    header {"version": 1, "serial": 57, "problem": "…"}
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

VERSION = 1
LONGEST = 128 * 1024  # bytes of a drawing; 20,000 points, the most that may be drawn, take 80 kB
TENTHS = 10

Strokes = list[dict[str, Any]]


class WireError(ValueError):
    """A message that no page of this version would send; the text says what is wrong."""


@dataclass(frozen=True)
class Drawn:
    """A drawing as the canvas tells it.

    strokes: all of them, as `digits.draw_strokes` takes them; about: what else the page says
    """

    serial: int
    strokes: Strokes
    picture: str | None
    about: Mapping[str, Any]


def pack(header: Mapping[str, Any], numbers: np.ndarray | bytes = b"") -> bytes:
    """One message of bytes: length of the header, the header as JSON, the raw numbers."""
    text = json.dumps(header, ensure_ascii=False).encode()
    return len(text).to_bytes(4, "little") + text + bytes(numbers)


def unpack(message: bytes) -> tuple[dict[str, Any], bytes]:
    """The header and the body. Raises WireError where it is no such message."""
    size = int.from_bytes(message[:4], "little")
    try:
        header = json.loads(message[4 : 4 + size])
    except ValueError:
        header = None
    if len(message) < 4 + size or not isinstance(header, dict):
        raise WireError("a message begins with the length of its header, and the header in JSON")
    return header, message[4 + size :]


def read_drawing(message: bytes, known: Strokes) -> Drawn:
    """The drawing that a message tells of, where those strokes were known before.

    Raises WireError for what no canvas would send.
    """
    if len(message) > LONGEST:
        raise WireError(f"a drawing has at most {LONGEST} bytes")
    header, body = unpack(message)
    if header.get("version") != VERSION:
        raise WireError(f"this server speaks version {VERSION}: load the page again")
    points = np.frombuffer(body[: len(body) // 2 * 2], "<i2") / TENTHS
    try:
        strokes = _grown(known, header["keep"], header["strokes"], points)
        drawn = Drawn(header["serial"], strokes, header["picture"], header["about"])
    except (KeyError, TypeError, AttributeError, IndexError) as problem:
        raise WireError(f"a drawing says its serial, keep, strokes, … ({problem!r})") from None
    kinds = ((drawn.serial, int), (drawn.picture, str | None), (drawn.about, dict))
    if not all(isinstance(value, kind) for value, kind in kinds):
        raise WireError("a serial is a number, a picture a name, what it is about a table")
    return drawn


def _grown(known: Strokes, keep: int, told: Sequence[Mapping], points: np.ndarray) -> Strokes:
    if not 0 <= keep <= len(known):
        raise WireError(f"{keep} strokes are to stay, {len(known)} are known")
    strokes, start = known[:keep], 0
    for stroke in told:
        end = start + stroke["count"]
        before = known[len(strokes)]["points"] if stroke.get("more") else []
        if not start <= end <= len(points):
            raise WireError("there are fewer points than the strokes count")
        new = before + points[start:end].tolist()
        strokes.append({"tool": stroke["tool"], "width": stroke["width"], "points": new})
        start = end
    return strokes


def tell(serial: int, parts: Mapping[str, bytes]) -> bytes:
    """The answer to a drawing."""
    sizes = {name: len(part) for name, part in parts.items()}
    header = {"version": VERSION, "serial": serial, "parts": sizes}
    return pack(header) + b"".join(parts.values())


def object_to(serial: int, problem: str) -> bytes:
    """The answer to a drawing that cannot be read."""
    return pack({"version": VERSION, "serial": serial, "problem": problem})
