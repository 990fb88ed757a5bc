"""A paused run as bytes, and back: it goes on exactly as it would have.

The bytes are an .npz file: plain arrays, and a line of JSON for what is no array. A browser keeps
them and may bring back anything: nothing in them is ever run, and everything is checked.
"""

import io
import json
import math
from collections.abc import Iterable
from dataclasses import astuple
from itertools import pairwise

import numpy as np

from backprop.digits import Mnist
from backprop.lab.own import SIDE, OwnDigit, Reading
from backprop.lab.run import (
    Exams,
    Moment,
    Run,
    Snapshot,
    Stretch,
    flatten,
    thin_snapshots,
    unflatten,
)
from backprop.lab.setup import Setup, from_params
from backprop.lab.watched import Bookmark
from backprop.network import Gradients
from backprop.networks import unpack

VERSION = 3  # goes up with any change of what is written, of Setup's usual values, of its labels
FILM = 4 * 2**20  # bytes of snapshots: all sixty of the deck's network, six of the largest
MOST_OWN = 100_000  # copies of drawings
LONGEST_PROBLEM = 300
Arrays = dict[str, np.ndarray]


def freeze(run: Run) -> bytes:
    """All that `thaw` needs, below 8 MB: of a large network, fewer snapshots than the run has."""
    mark, parameters, snapshots = run.bookmark, flatten(run.current()), list(run.snapshots)
    while len(snapshots) * parameters.nbytes > FILM:
        thin_snapshots(snapshots, len(snapshots) - 1)
    header = {
        "version": VERSION,
        "setup": run.setup.params(),
        "position": mark.position,
        "passes": mark.passes,
        "steps": mark.steps,
        "examples": mark.examples,
        "mini_batch": mark.mini_batch,
        "random": mark.random,
        "seconds": run.seconds,
        "exam_seconds": run.exam_seconds,
        "taught": run.taught,
        "problem": run.problem,
    }
    file = io.BytesIO()
    np.savez(
        file,
        header=np.array(json.dumps(header)),
        parameters=parameters,
        gradients=np.array([flatten(run.gradients)] if run.gradients else []),
        order=mark.order.astype(np.uint32),
        moments=_table(run.moments),
        stretches=_table(run.stretches),
        snapshots=np.array([snapshot.parameters for snapshot in snapshots]),
        snapshot_moments=_table(snapshot.moment for snapshot in snapshots),
        own=np.array([_own_row(digit) for digit in run.own]),
        own_pixels=np.array([digit.pixels for digit in run.own]),
    )
    return file.getvalue()


def _table(rows: Iterable[Moment | Stretch]) -> np.ndarray:
    return np.array([astuple(row) for row in rows])


def _own_row(digit: OwnDigit) -> tuple:
    before = astuple(digit.before)
    return (digit.number, digit.label, digit.copies, *before, digit.test_right, digit.of_class)


def thaw(data: bytes, digits: Mnist, exams: Exams) -> Run:
    """The run that was frozen.

    Raises ValueError, with a sentence for the screen, for anything that `freeze` did not write.
    """
    try:
        arrays = unpack(data)
        header = json.loads(str(arrays["header"]))
        _need(header["version"] == VERSION, "another version of Backprop Studio wrote it")
        return _thawed(header, arrays, digits, exams)
    except KeyError as missing:
        raise ValueError(_sentence(f"it has no {missing}")) from missing
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError) as problem:
        raise ValueError(_sentence(str(problem).rstrip("."))) from problem


def _sentence(reason: str) -> str:
    return f"The paused training cannot be taken up again: {reason}."


def _thawed(header: dict, arrays: Arrays, digits: Mnist, exams: Exams) -> Run:
    setup, own = from_params(header["setup"]), _own(arrays)
    size = sum((before + 1) * width for before, width in pairwise(setup.sizes))
    mark = _bookmark(header, arrays, setup.examples + sum(digit.copies for digit in own))
    parameters = _numbers(arrays, "parameters", "float32", (size,))
    snapshots = _numbers(arrays, "snapshots", "float32", (None, size))
    seen = _moments(arrays, "snapshot_moments", mark.steps)
    _need(len(seen) == len(snapshots), "its snapshots do not fit their moments")

    given = unflatten(snapshots[0], setup.sizes, setup.activation)
    run = Run(setup, digits, exams, given)
    run.go_on(parameters, own, mark)
    run.moments = _moments(arrays, "moments", mark.steps)
    run.snapshots = [Snapshot(*pair) for pair in zip(seen, snapshots)]
    run.stretches = _stretches(arrays)
    run.gradients = _gradients(arrays, setup, size)
    run.seconds, run.exam_seconds = _seconds(header["seconds"]), _seconds(header["exam_seconds"])
    run.taught, run.problem = bool(header["taught"]), str(header["problem"])[:LONGEST_PROBLEM]
    return run


def _bookmark(header: dict, arrays: Arrays, examples: int) -> Bookmark:
    order = _numbers(arrays, "order", "uint32", (examples,)).astype(np.int64)
    _need((np.sort(order) == np.arange(examples)).all(), "its order leaves examples out")
    endless = 2**53
    return Bookmark(
        order,
        _whole(header, "position", 0, examples),
        _whole(header, "passes", 0, endless),
        _whole(header, "steps", 0, endless),
        _whole(header, "examples", 0, endless),
        _whole(header, "mini_batch", 1, examples),
        _random(header["random"]),
    )


def _random(state: dict) -> dict:
    """A state that NumPy's generator takes."""
    np.random.default_rng().bit_generator.state = state
    return state


def _moments(arrays: Arrays, key: str, steps: int) -> list[Moment]:
    rows = _numbers(arrays, key, "float64", (None, 6)).tolist()
    moments = [Moment(int(step), *measured) for step, *measured in rows]
    marks = [-1, *(moment.step for moment in moments), steps + 1]
    _need(moments and all(a < b for a, b in pairwise(marks)), f"its {key} are out of order")
    return moments


def _stretches(arrays: Arrays) -> list[Stretch]:
    if not arrays["stretches"].size:
        return []
    rows = _numbers(arrays, "stretches", "float64", (None, 3)).tolist()
    return [Stretch(int(steps), int(m), alpha) for steps, m, alpha in rows]


def _gradients(arrays: Arrays, setup: Setup, size: int) -> Gradients | None:
    if not arrays["gradients"].size:
        return None
    (slopes,) = _numbers(arrays, "gradients", "float32", (1, size))
    shaped = unflatten(slopes, setup.sizes, setup.activation)
    return Gradients(shaped.weights, shaped.biases, ())


def _own(arrays: Arrays) -> list[OwnDigit]:
    if not arrays["own"].size:
        return []
    rows = _numbers(arrays, "own", "float64", (None, 8)).tolist()
    pixels = _numbers(arrays, "own_pixels", "float64", (len(rows), SIDE**2))
    digits = []
    for row, drawn in zip(rows, pixels):
        number, label, copies, answer = (int(row[k]) for k in range(4))
        before = Reading(answer, *row[4:6])
        digits.append(OwnDigit(number, drawn, label, copies, before, row[6], row[7] == 1))
    _need(
        all(digit.label in range(10) and 0 < digit.copies <= MOST_OWN for digit in digits)
        and sum(digit.copies for digit in digits) <= MOST_OWN
        and 0 <= pixels.min() <= pixels.max() <= 1,
        "its drawings are none that could be made",
    )
    return digits


def _numbers(arrays: Arrays, key: str, kind: str, shape: tuple[int | None, ...]) -> np.ndarray:
    """One of the arrays, if it has this type and shape (None: any length) and is finite."""
    values = arrays[key]
    fits = values.ndim == len(shape) and all(
        asked in (None, length) for asked, length in zip(shape, values.shape)
    )
    _need(values.dtype == kind and fits, f"{key} has not the size or type that it should have")
    _need(np.isfinite(values).all(), f"{key} holds a number that is not finite")
    return values


def _whole(header: dict, name: str, low: int, high: int) -> int:
    value = header[name]
    _need(type(value) is int and low <= value <= high, f"{name} is no number that it could be")
    return value


def _seconds(value: float) -> float:
    _need(math.isfinite(value) and value >= 0, "it took no time that could be")
    return float(value)


def _need(fits: object, reason: str) -> None:
    if not fits:
        raise ValueError(reason)
