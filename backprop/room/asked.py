"""A question as a room asks it, and a digit as a phone drew it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

MOST_CHOICES = 6
LONGEST = 2000  # characters of any text
# Kind of question → how many rounds it is voted on.
KINDS = {"quiz": 2, "check": 1, "practice": 1, "neurons": 1}
MOST_NEURONS = 128  # in a layer that phones can be


class AskedError(ValueError):
    """A question that no room can ask; the message says why."""


@dataclass(frozen=True)
class Asked:
    """A question, and all that is told about it later.

    key: the same for the same question, so that a room finds its votes again; kind: one of KINDS
    right: index of the right choice, None where no choice is right or wrong
    reasons, misconceptions: one a choice, or none at all; what a wrong choice is called by
    topic, slide: what it is about, and the name of the slide that teaches it
    extra: of "neurons" {"wishes": 10 floats, and of n neurons "weights": n × 10, "activations": n,
    "truth": n}
    """

    key: str
    kind: str
    text: str
    choices: tuple[str, ...]
    right: int | None
    reasons: tuple[str, ...] = ()
    topic: str = ""
    slide: str = ""
    misconceptions: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        texts = [self.key, self.text, self.topic, self.slide]
        texts += [*self.choices, *self.reasons, *self.misconceptions]
        if not all(_is_text(text) for text in texts) or not self.key or not self.text.strip():
            raise AskedError(f"A question and its choices are text of up to {LONGEST} characters.")
        if not isinstance(self.kind, str) or self.kind not in KINDS:
            raise AskedError(f"A question is one of: {', '.join(KINDS)}.")
        count = len(self.choices)
        if not 2 <= count <= MOST_CHOICES:
            raise AskedError(f"A question has 2 to {MOST_CHOICES} choices.")
        if self.right is not None and (type(self.right) is not int or not 0 <= self.right < count):
            raise AskedError(f"The right choice is a number from 0 to {count - 1}.")
        if {len(self.reasons), len(self.misconceptions)} - {0, count}:
            raise AskedError("Reasons and misconceptions are one for each choice.")
        if not isinstance(self.extra, dict):
            raise AskedError("What is extra is a table.")
        if self.kind == "neurons":
            _check_neurons(self.extra)

    @property
    def rounds(self) -> int:
        return KINDS[self.kind]

    @property
    def neurons(self) -> int:
        """How many phones can be, one after the other: 0 but for "neurons"."""
        return len(self.extra["activations"]) if self.kind == "neurons" else 0

    def written(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, told: object) -> "Asked":
        """The question that JSON tells of. Raises AskedError where it tells of none."""
        if not isinstance(told, dict):
            raise AskedError("A question is a table.")
        fields: dict[str, Any] = dict(told)
        try:
            for name in ("choices", "reasons", "misconceptions"):
                if not isinstance(fields.setdefault(name, []), list):
                    raise AskedError(f"“{name}” is a list.")
                fields[name] = tuple(fields[name])
            fields.setdefault("key", _key(fields["text"], fields["choices"]))
            return cls(**{"kind": "quiz", "right": None, **fields})
        except (KeyError, TypeError, AttributeError):
            raise AskedError("A question has a text, choices and the right one.") from None


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST


def _key(text: str, choices: tuple[str, ...]) -> str:
    return hashlib.sha256("\n".join((text, *choices)).encode()).hexdigest()[:16]


def _check_neurons(extra: Mapping[str, Any]) -> None:
    names = ("wishes", "weights", "activations", "truth")
    try:
        arrays = [np.array(extra[name], float) for name in names]
    except (KeyError, TypeError, ValueError):
        arrays = []
    count = arrays[-1].size if arrays else 0
    fits = [array.shape for array in arrays] == [(10,), (count, 10), (count,), (count,)]
    if not (fits and 0 < count <= MOST_NEURONS and all(np.isfinite(a).all() for a in arrays)):
        raise AskedError("Neurons have wishes, weights, activations and the truth, as numbers.")


@dataclass(frozen=True, eq=False)
class Drawn:
    """A digit that a phone drew, as the network read it.

    strokes: as `digits.draw_strokes` takes them; label: what it is meant to be
    digit, output: what the network reads, and how loudly it says so; outputs: all ten
    pixels: (784,) uint8, what the network sees; task: what phones were asked to draw
    at: seconds since 1970
    """

    id: int
    phone: str
    strokes: list[dict[str, Any]]
    label: int | None
    digit: int
    output: float
    outputs: list[float]
    pixels: np.ndarray
    task: dict[str, Any]
    at: float
