"""What the step panel of the gradient page is told of a drawing: what a step would bring, or the
last one did."""

from collections.abc import Callable

import numpy as np

from backprop.explain import Answer
from backprop.network import Network
from backprop.why import gradients
from backprop.why.gradients import Path, Step
from backprop.why.numbers import change, number

TESTED = 1000
Tested = Callable[[Network], float]  # the share of the first 1,000 test digits that it reads right


def result(
    path: Path, answer: Answer, pixels: np.ndarray, learning_rate: float, tested: Tested
) -> str:
    """HTML: a table and a sentence. answer, pixels: of the drawing; learning_rate: α as chosen"""
    step = path.last
    if step is None or not step.is_about(pixels, answer.label):
        expected = learning_rate * gradients.squared_length(answer.gradients)
        rows = [
            ("cost C₀", number(answer.cost)),
            ("expected fall α‖∇C₀‖²", number(expected)),
            (f"{TESTED:,} tested", _percent(tested(path.network))),
        ]
        after = "" if step is None else " The steps so far were taken on other ink."
        return _table(rows, _expects(expected, answer.cost) + after)
    before, now = tested(step.before), tested(step.after)
    rows = [
        ("cost C₀", change(step.cost_before, step.cost_after)),
        ("expected fall", number(step.promised)),
        ("real fall", number(step.fall)),
        (f"{TESTED:,} tested", f"{_percent(before, '')} → {_percent(now)}"),
    ]
    if len(path.steps) > 1:
        rows.append(("at the start", _percent(tested(path.base))))
    return _table(rows, _verdict(step, lost=before - now), did="lowered-cost" * (step.fall > 0))


def _expects(fall: float, cost: float) -> str:
    """What the expected fall means, and why it can be more than there is to fall."""
    if fall > cost:
        return (
            f"Expected if C₀ kept falling as steeply as here. It will not: it cannot fall by more "
            f"than {number(cost)}, for it is never below 0."
        )
    return "Expected if C₀ kept falling as steeply as here, all along the step."


def _verdict(step: Step, lost: float) -> str:
    """What the difference between the expected and the real fall teaches.

    lost: the share of the test digits that are no longer read right
    """
    if step.fall == 0 and step.promised == 0:
        return "Nothing to learn: every gradient is 0 here."
    if step.fall < 0:
        return (
            f"The cost rose: with α = {step.learning_rate:g} the step jumped over the valley. "
            "The gradient is exact only where you stand. Try a smaller α."
        )
    if lost >= 0.005:
        return (
            f"The cost of this one digit fell, and of the {TESTED:,} test digits the network now "
            f"reads {TESTED * lost:.0f} fewer."
        )
    if step.promised and abs(step.fall / step.promised - 1) < 0.1:
        return "A short step: C₀ is hardly less steep on the way, so it falls as expected."
    return "The gradient is exact only where you stand; a long step outruns it."


def _table(rows: list[tuple[str, str]], sentence: str, did: str = "") -> str:
    """did: what a step has done, as the way through the app names it"""
    cells = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows)
    done = f" data-did='{did}'" if did else ""
    return f"<dl class='step'{done}>{cells}</dl><p role='status'>{sentence}</p>"


def _percent(share: float, unit: str = " %") -> str:
    return f"{100 * share:.1f}{unit}"
