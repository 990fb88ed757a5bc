"""A second run behind the one that is watched: a pale line in its chart, never ahead of it."""

from dataclasses import dataclass

from backprop.lab.run import Moment, Run


@dataclass(frozen=True, eq=False)
class Beside:
    """of: the run that is watched; run: the one behind it; name: what that one is called"""

    of: Run
    run: Run
    name: str

    @property
    def behind(self) -> bool:
        """Whether it has yet to come as far as the run that is watched."""
        return self.run.epoch < self.of.epoch and not (self.run.done or self.run.problem)

    def follow(self, seconds: float) -> None:
        """Train for about that long, or until it is as far."""
        if self.behind:
            self.run.advance(seconds, self.of.epoch)

    @property
    def moments(self) -> list[Moment]:
        """Where it stood, as far as the run that is watched has come."""
        first, *others = self.run.moments
        return [first, *(m for m in others if m.epoch <= self.of.moment.epoch)]
