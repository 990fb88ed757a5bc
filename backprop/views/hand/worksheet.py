"""A sheet on the screen: its lines, the field that waits, what is said to it.

No number reaches the browser before its line is through.
"""

from collections.abc import Callable, Sequence
from typing import Any

from backprop.hand import fading, rules
from backprop.hand.fading import Work
from backprop.hand.rules import RULES
from backprop.hand.sheet import Line
from backprop.views import session
from backprop.views.component import component
from backprop.views.hand import state

_worksheet = component("worksheet")
KEY = "worksheet"


def ask() -> None:
    """Ask the browser what it kept. Until it has told, no sheet is shown, so that none jumps."""
    _mount({"written": None}, {})


def show(
    part: str,
    lines: Sequence[Line],
    work: Work,
    seed: int,
    beside: dict[str, Any],
    on: Callable[[], None],
) -> None:
    """A sheet. part: whose level it is; beside: picture, table, what is given; on: to the next"""
    why = rules.why([line for line in lines if fading.is_blank(line, work)] or lines, seed)

    def typed() -> None:
        sent = session.sent(KEY, "typed")
        if isinstance(sent, dict):
            name, text = str(sent.get("name")), str(sent.get("text"))
            _then(part, lines, work, lambda: fading.answer(lines, work, name, text))

    def pressed() -> None:
        sent = str(session.sent(KEY, "pressed"))
        what, _, about = sent.partition(" ")
        acts: dict[str, Callable[[], None]] = {
            "next": lambda: fading.go_on(lines, work),
            "show": lambda: fading.show(lines, work, about),
        }
        if what in acts:
            _then(part, lines, work, acts[what])
        elif what == "on" and fading.open_line(lines, work) is None:
            on()
        elif what == "why" and why and not work.why and about in why.choices:
            work.why = about

    waiting = fading.open_line(lines, work)
    _mount(
        {
            "written": state.record().written(),
            "lines": [_told(line, at, work) for at, line in enumerate(lines)],
            "finished": "" if waiting else _finished(part, lines, work),
            "why": None if waiting or why is None else _why(why, work, lines),
            **beside,
        },
        {"typed": typed, "pressed": pressed},
    )


def _mount(data: dict[str, Any], heard: dict[str, Callable[[], None]]) -> None:
    def nothing() -> None:
        """Said by a page that is out of date."""

    _worksheet(
        key=KEY,
        data=data,
        on_kept_change=lambda: state.take_over(session.sent(KEY, "kept")),
        on_typed_change=heard.get("typed", nothing),
        on_pressed_change=heard.get("pressed", nothing),
    )


def _then(part: str, lines: Sequence[Line], work: Work, act: Callable[[], None]) -> None:
    """Do it, and learn from the sheet if that was its last line."""
    before = fading.open_line(lines, work)
    act()
    if before and fading.open_line(lines, work) is None:
        state.record().finish(part, lines, work)


def _told(line: Line, at: int, work: Work) -> dict[str, Any]:
    """What the browser may know of a line: of an open one no rule before the first miss."""
    told: dict[str, Any] = {"name": line.name, "part": line.part, "symbol": line.symbol}
    misses = work.misses.get(line.name, 0)
    if at < work.done:
        mark = (
            "shown" if line.name in work.shown else "right" if fading.is_blank(line, work) else ""
        )
        return told | {
            "rule": line.rule,
            "put_in": line.put_in,
            "equals": line.equals,
            "value": line.written,
            "mark": mark,
        }
    if at == work.done and fading.is_blank(line, work):
        told |= {
            "open": True,
            "rule": line.rule if misses else "",
            "typed": work.typed.get(line.name, ""),
            "said": work.said if line.name in work.typed else "",
            "show": misses >= fading.ENOUGH,
        }
    return told


def _finished(part: str, lines: Sequence[Line], work: Work) -> str:
    asked = [line for line in lines if fading.is_blank(line, work)]
    following = fading.SAID[state.record().levels.get(part, work.level)]
    if not asked:
        return f"That was all. Next: another sheet, {following}."
    first = sum(not work.misses.get(line.name) and line.name not in work.shown for line in asked)
    return f"{first} of {len(asked)} right at the first try. Next: another sheet, {following}."


def _why(why: rules.Why, work: Work, lines: Sequence[Line]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "question": f"Which rule gave {why.line.symbol} = {why.line.written}?",
        "choices": [[name, RULES[name].said] for name in why.choices],
    }
    if not work.why:
        return told
    right = work.why == why.right
    reason = RULES[why.right].why
    other = next((line for line in lines if rules.rule_of(line) == work.why), None)
    if not right and other:
        reason += f" The rule that you chose gave {other.symbol} = {other.written}."
    said = "Right." if right else f"Not this one. It was: “{RULES[why.right].said}”."
    return told | {"chosen": work.why, "right": why.right, "said": f"{said} {reason}"}
