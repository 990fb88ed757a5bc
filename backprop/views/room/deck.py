"""The room as this visitor's pages know it, and what they ask in it: a quiz of the deck and then a
question of its kind, or a practice question.

The right answer goes from here to where rooms are kept, and to no browser before its stage.
"""

from dataclasses import dataclass, field
from zlib import crc32

from backprop.deck import practice
from backprop.deck.plain import plain
from backprop.deck.question import Question, Source
from backprop.deck.quiz import Choice, Quiz
from backprop.room.asked import Asked, AskedError
from backprop.views import library, session
from backprop.views.component import component
from backprop.views.deck import subject
from backprop.views.room import activities, service

_classroom = component("classroom")
KEY = "classroom"


@dataclass(frozen=True)
class Ballot:
    """What a quiz slide asks a room. quiz, check: names under which a browser may ask them; check
    and question: of its kind, about what is on the screen; None where there is no such question"""

    quiz: str
    check: str | None
    question: Question | None


@dataclass
class Kept:
    """code, host: of the open room, as the browser told; hosted: whether that is true
    prepared: question → its name; checks: quiz → its third question"""

    code: str | None = None
    host: str = ""
    hosted: bool = False
    prepared: dict[tuple[str, str], str] = field(default_factory=dict)
    checks: dict[tuple, Question | None] = field(default_factory=dict)


def _kept() -> Kept:
    return session.kept("class_room", Kept)


def room() -> tuple[str, str] | None:
    """The open room's code, and the token of its host; None while there is none."""
    state = _kept()
    return (state.code, state.host) if state.code and state.hosted else None


def classroom(back: str, activity: bool) -> None:
    """Mount what shows the room and opens one. back: what leads back from it; activity: whether
    this page shows what a class does besides voting"""
    _classroom(
        key=KEY,
        data={
            "known": _kept().code,
            "addresses": session.kept("class_addresses", service.addresses),
            "back": back,
            "activities": activity,
        },
        on_room_change=_take_room,
        on_activity_change=lambda: activities.begin(session.sent(KEY, "activity")),
    )


def _take_room() -> None:
    sent = session.sent(KEY, "room")
    if isinstance(sent, dict):
        code, host = (str(sent.get(name) or "") for name in ("code", "host"))
        hosted = bool(code) and service.rooms().is_host(code, host)
        session.put("class_room", Kept(code or None, host, hosted))


def ballot(quiz: Quiz) -> Ballot | None:
    """What to ask; None where the quiz is too long for phones."""
    question = _check(quiz)
    try:
        return Ballot(
            _prepared(_of_quiz(quiz)),
            _prepared(_of_question(question, "check")) if question else None,
            question,
        )
    except AskedError:
        return None


def practice_question(question: Question) -> str:
    """The name under which a browser may ask it."""
    return _prepared(_of_question(question, "practice"))


def source() -> Source:
    """What the third question is made from: what the slides are about."""
    network, answer = subject.subject()
    mnist = library.mnist()
    return Source(network, answer, mnist.x_train, mnist.y_train)


def _check(quiz: Quiz) -> Question | None:
    """The same after a reload: what is asked depends on the room, the quiz and the digit alone."""
    state, about = _kept(), source()
    key = (quiz.name, id(about.network), about.answer.label, about.pixels.tobytes())
    if key not in state.checks:
        seed = crc32(f"{state.code} {quiz.name}".encode())
        state.checks[key] = practice.like(about, quiz.slide, seed)
    return state.checks[key]


def _prepared(asked: Asked) -> str:
    prepared = _kept().prepared
    key = (asked.key, asked.text)
    if key not in prepared:
        prepared[key] = service.rooms().prepare(asked)
    return prepared[key]


def _of_quiz(quiz: Quiz) -> Asked:
    reasons = [choice.why for choice in quiz.choices]
    reasons[quiz.right] = quiz.explanation
    return Asked(
        key=f"quiz {quiz.name}",
        kind="quiz",
        text=plain(quiz.question),
        topic=quiz.topic,
        slide=quiz.slide,
        reasons=tuple(map(plain, reasons)),
        **_choices(quiz.choices, quiz.right),
    )


def _of_question(question: Question, kind: str) -> Asked:
    return Asked(
        key=f"{kind} {question.text}",
        kind=kind,
        text=question.text,
        topic=question.topic,
        slide=question.slide,
        reasons=tuple(choice.why for choice in question.choices),
        **_choices(question.choices, question.right),
    )


def _choices(choices: tuple[Choice, ...], right: int) -> dict:
    """Each wrong one has a name for the report."""
    beliefs = [plain(choice.belief) for choice in choices]
    beliefs[right] = ""
    return {
        "choices": tuple(plain(choice.text) for choice in choices),
        "right": right,
        "misconceptions": tuple(beliefs),
    }
