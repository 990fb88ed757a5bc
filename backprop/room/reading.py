"""Strokes of a phone, read by a network that comes with the app."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from backprop import digits, networks
from backprop.network import Network
from backprop.room.limits import Clock, Refused


@dataclass(frozen=True, eq=False)
class Reading:
    """strokes: with what the phone left out; outputs: (10,); pixels: (784,) uint8"""

    strokes: list[dict[str, Any]]
    outputs: list[float]
    pixels: np.ndarray

    @property
    def digit(self) -> int:
        return int(np.argmax(self.outputs))


@lru_cache
def _network(name: str) -> Network:
    return networks.load(name)


def read(name: str, strokes: object) -> Reading:
    """Raises digits.StrokesError for what no canvas sends, EmptyPictureError without ink."""
    usual = {"tool": "pen", "width": digits.PEN_WIDTH}
    kept = ("tool", "width", "points")
    if not isinstance(strokes, list) or not all(isinstance(stroke, dict) for stroke in strokes):
        raise digits.StrokesError("strokes: expected a list of tables, each with points")
    filled = [{k: v for k, v in (usual | stroke).items() if k in kept} for stroke in strokes]
    pixels = digits.prepare_ink(digits.draw_strokes(filled))
    grey = np.rint(255 * pixels).astype(np.uint8)
    outputs = _network(name).forward(grey / 255).activations[-1][0]
    return Reading(filled, outputs.tolist(), grey)


class Reader:
    """Reads one drawing after the other; drafts in no more than half of the time.

    In the server's loop: a thread beside it would take turns with each vote that is written.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock, self._free = clock, 0.0

    def read(self, name: str, strokes: object, draft: bool) -> Reading:
        """Raises Refused where it cannot be read, or where others need the time of a draft."""
        began = self._clock()
        if draft and began < self._free:
            raise Refused(429, "Many are drawing at once. The answer comes in a moment.")
        try:
            return read(name, strokes)
        except digits.EmptyPictureError:
            raise Refused(422, "There is no ink on the canvas yet.") from None
        except digits.StrokesError as problem:
            raise Refused(422, f"The strokes cannot be read: {problem}.") from None
        except networks.NetworkFileError as problem:
            raise Refused(503, str(problem)) from None
        finally:
            ended = self._clock()
            self._free = ended + (ended - began)
