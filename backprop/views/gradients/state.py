"""What the gradient page keeps for its visitor."""

from dataclasses import dataclass

from backprop.views import session
from backprop.why.gradients import Path, Proof


@dataclass
class Descent:
    """path: the steps taken; problem: why the last one could not be, or ""; draw: how often
    another mini-batch was drawn; proof: that the gradient is right, once it was asked for"""

    path: Path | None = None
    problem: str = ""
    draw: int = 0
    proof: Proof | None = None


def state() -> Descent:
    return session.kept("descent", Descent)


def path_so_far() -> Path:
    """The steps that this visitor took from the chosen network; none from another one."""
    kept, chosen = state(), session.network()
    if kept.path is None or kept.path.base is not chosen:
        kept.path = Path(chosen)
    return kept.path


def follow(path: Path) -> None:
    """Go on from where this path leads."""
    state().path, state().problem = path, ""
