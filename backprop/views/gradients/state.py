"""What the gradient page keeps for its visitor."""

from dataclasses import dataclass

from backprop import explain
from backprop.live.screen import Taken
from backprop.views import session
from backprop.why.gradients import DivergedError, Path, Proof, take_step


@dataclass
class Descent:
    """path: the steps taken; problem: why the last one could not be, or ""; proof: that the
    gradient is right, once it was asked for"""

    path: Path | None = None
    problem: str = ""
    proof: Proof | None = None


def state() -> Descent:
    return session.kept("descent", Descent)


def path_so_far() -> Path:
    """The steps that this visitor took from the chosen network; none from another one."""
    kept, chosen = state(), session.network()
    if kept.path is None or kept.path.base is not chosen:
        kept.path = Path(chosen)
    asked, session.shared().steps = session.shared().steps, ()
    for steps in asked:
        kept.path = _walked(kept.path, steps)
    return kept.path


def _walked(path: Path, steps: Taken) -> Path:
    """The path with steps that a link or a file names, taken anew here."""
    pixels, label = steps.pixels, steps.label
    if pixels is None:
        digit = session.digit_or_example()
        pixels, label = digit.pixels, explain.answer(path.network, digit.pixels, digit.label).label
    try:
        return path.taken(take_step(path.network, pixels, label, steps.learning_rate, steps.count))
    except DivergedError as problem:
        session.tell(str(problem))
        return path


def follow(path: Path) -> None:
    """Go on from where this path leads."""
    state().path, state().problem = path, ""
