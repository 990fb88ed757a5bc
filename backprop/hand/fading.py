"""How much of a sheet is blank, how far a learner is in it, and what is kept of that.

From sheet to sheet more is blank: nothing, one factor of the chain rule, two, all. Which factor,
follows from what was missed.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from backprop.hand.rules import RULES
from backprop.hand.sheet import FACTOR, FACTORS, Line
from backprop.hand.typed import check, read_number

EXAMPLE, ONE, TWO, ALL = range(4)
LEVELS = ("Example", "One blank", "Two blank", "All blank")
SAID = ("all worked out", "one factor blank", "two factors blank", "all of it blank")
ENOUGH = 2  # misses after which a line may be shown
KEPT = 6  # sheets that are begun
LONGEST = 40  # of what is typed
NO_NUMBER = "That is not read as a number. Write 0.25, −0,5, 1/4 or 2e-3."
# The factor that a misconception is about, by the names of its slips.
ABOUT = {
    "slope forgotten": "slope",
    "activation for slope": "slope",
    "slope for activation": "slope",
    "half of the slope": "slope",
    "weight for activation": "sent",
    "what comes in forgotten": "sent",
    "activation for weight": "sent",
    "wish for gradient": "cost",
    "factor 2 forgotten": "cost",
    "not summed": "cost",
}


@dataclass
class Work:
    """One sheet under a learner's hands.

    blanks: the factors that are blank, where not all is; done: lines that are through
    typed, misses: by the names of lines; shown: lines that were given up; missed: factors, counted
    said: what is said to the last answer; why: the rule chosen at the end
    """

    level: int = EXAMPLE
    blanks: list[str] = field(default_factory=list)
    done: int = 0
    typed: dict[str, str] = field(default_factory=dict)
    misses: dict[str, int] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)
    missed: dict[str, int] = field(default_factory=dict)
    said: str = ""
    why: str = ""


@dataclass
class Record:
    """What the browser keeps. levels: of the next sheet, by part; works: by the sheet's key"""

    seed: int | None = None
    levels: dict[str, int] = field(default_factory=dict)
    missed: dict[str, int] = field(default_factory=dict)
    works: dict[str, Work] = field(default_factory=dict)

    def written(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> "Record":
        """What `written` wrote; a fresh start for anything else."""
        try:
            told = json.loads(text)
            works = {str(key): _work(work) for key, work in told["works"].items()}
            seed = None if told["seed"] is None else int(told["seed"])
            levels = {
                str(part): LEVELS.index(LEVELS[level]) for part, level in told["levels"].items()
            }
            return cls(seed, levels, _counts(told["missed"]), works)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError):
            return cls()

    def blanks(self, level: int) -> list[str]:
        """The factors that a sheet of this level leaves blank: those missed most."""
        order = sorted(FACTORS, key=lambda factor: -self.missed.get(factor, 0))
        return order[: {ONE: 1, TWO: 2}.get(level, 0)]

    def work(self, key: str, part: str) -> Work:
        """What was begun of a sheet, or a beginning."""
        return (
            self.works[key]
            if key in self.works
            else self.begin(key, self.levels.get(part, EXAMPLE))
        )

    def begin(self, key: str, level: int) -> Work:
        self.works.pop(key, None)
        self.works[key] = Work(level, self.blanks(level))
        self.works = dict(list(self.works.items())[-KEPT:])
        return self.works[key]

    def finish(self, part: str, lines: Sequence[Line], work: Work) -> None:
        """Learn from a finished sheet: which factor to ask for, and how much of it."""
        asked = [line for line in lines if is_blank(line, work)]
        failed = [line for line in asked if work.misses.get(line.name) or line.name in work.shown]
        for factor in FACTORS:
            count = work.missed.get(factor, 0)
            less = max(0, self.missed.get(factor, 0) - 1) if asked else self.missed.get(factor, 0)
            self.missed[factor] = self.missed.get(factor, 0) + count if count else less
        level = work.level
        if 4 * len(failed) <= len(asked):
            level = min(ALL, level + 1)
        elif 2 * len(failed) > len(asked):
            level = max(ONE, level - 1)
        self.levels[part] = level


def in_sheet(lines: Sequence[Line], level: int) -> list[Line]:
    """The lines of a sheet. Where all is blank, what comes in is part of the product."""
    return [line for line in lines if level != ALL or line.kind != "sent"]


def is_blank(line: Line, work: Work) -> bool:
    if line.given or work.level == EXAMPLE:
        return False
    return work.level == ALL or FACTOR.get(line.kind) in work.blanks


def open_line(lines: Sequence[Line], work: Work) -> Line | None:
    """The line that waits for an answer, or, in a worked example, for "next"; None at the end."""
    if work.level != EXAMPLE:
        while work.done < len(lines) and not is_blank(lines[work.done], work):
            work.done += 1
    return lines[work.done] if work.done < len(lines) else None


def go_on(lines: Sequence[Line], work: Work) -> None:
    """The next line of a worked example."""
    if work.level == EXAMPLE and work.done < len(lines):
        work.done += 1


def answer(lines: Sequence[Line], work: Work, name: str, text: str) -> None:
    """Check what was typed into the open line; what is meant for another line is not heard."""
    line = open_line(lines, work)
    if line is None or line.name != name or not is_blank(line, work):
        return
    work.typed[name] = text.strip()[:LONGEST]
    typed = read_number(work.typed[name])
    if typed is None:
        work.said = NO_NUMBER
        return
    verdict = check(typed, line.value, line.slips)
    work.said = verdict.sentence
    if verdict.right:
        work.done += 1
        return
    work.misses[name] = work.misses.get(name, 0) + 1
    factor = ABOUT.get(verdict.slip or "", FACTOR.get(line.kind, ""))
    if factor:
        work.missed[factor] = work.missed.get(factor, 0) + 1


def show(lines: Sequence[Line], work: Work, name: str) -> None:
    """Give the open line up, after two misses."""
    line = open_line(lines, work)
    if line and line.name == name and work.misses.get(name, 0) >= ENOUGH:
        work.shown.append(name)
        work.said, work.done = "", work.done + 1


def _work(told: Mapping) -> Work:
    work = Work(**told)
    fits = work.level in range(len(LEVELS)) and work.done >= 0 and set(work.blanks) <= set(FACTORS)
    texts = [work.said, work.why, *work.typed.values(), *work.typed, *work.shown]
    if not fits or not all(isinstance(text, str) for text in texts) or work.why not in {"", *RULES}:
        raise ValueError(told)
    work.misses, work.missed = _counts(work.misses), _counts(work.missed)
    return work


def _counts(told: Mapping) -> dict[str, int]:
    return {str(name): int(count) for name, count in told.items()}
