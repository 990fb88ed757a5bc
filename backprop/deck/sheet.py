"""What was answered, as Markdown to keep or to hand in: the questions themselves."""

from collections.abc import Sequence
from datetime import date

from backprop.deck.misconceptions import TRUTHS
from backprop.deck.progress import Answered, Progress
from backprop.deck.quiz import LETTERS, Quiz, score, slide_called
from backprop.deck.slides import Slide

SURE = {True: "certain", False: "unsure", None: ""}


def day(ordinal: int) -> str:
    """26 November 2026"""
    at = date.fromordinal(ordinal) if 0 < ordinal <= date.max.toordinal() else date.max
    return f"{at.day} {at:%B %Y}"


def result_sheet(
    quizzes: tuple[Quiz, ...], progress: Progress, slides: Sequence[Slide], today: int
) -> str:
    """Quizzes not answered keep their secret. today: as `date.toordinal` counts"""
    result = score(quizzes, progress)
    lines = [
        "# Backprop Studio: results",
        "",
        day(today),
        "",
        f"Quizzes right at the first try: {result.right} of {result.total}",
    ]
    for quiz in quizzes:
        lines += ["", f"## {quiz.title}", "", quiz.question, ""]
        lines += _quiz(quiz, progress.answers.get(quiz.name, ()), slides)
    if progress.practice:
        lines += ["", "## Practice", ""]
        lines += [
            f"- {topic}: {tally.right} of {tally.asked} right"
            for topic, tally in progress.practice.items()
        ]
    if beliefs := progress.beliefs():
        lines += ["", "## What the misses have in common", ""]
        lines += [f"- {name}, {_times(n)}. {TRUTHS.get(name, '')}" for name, n in beliefs.items()]
    if progress.kept:
        lines += ["", f"## The last {len(progress.kept)} practice questions"]
        for one in reversed(progress.kept):
            lines += ["", *_answered(one)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _quiz(quiz: Quiz, tried: Sequence[int], slides: Sequence[Slide]) -> list[str]:
    lines = [f"- {letter}: {c.text}" for letter, c in zip(LETTERS, quiz.choices)]
    if not tried:
        return [*lines, "", "Not answered yet."]
    taken = ", then ".join(LETTERS[choice] for choice in tried)
    told = f"Answered: {taken}. Right: {LETTERS[quiz.right]}. {quiz.explanation}"
    lines += ["", told]
    taught = slide_called(quiz.slide, slides)
    if tried[0] != quiz.right and taught:
        lines.append(f"Look again at slide {taught.number}: {taught.title}.")
    return lines


def _answered(one: Answered) -> list[str]:
    verdict = "right" if one.right else "missed"
    sure = f", {SURE[one.sure]}" if SURE[one.sure] else ""
    return [
        f"### {one.topic}: {verdict}",
        "",
        one.text,
        "",
        f"- {day(one.day)}",
        f"- Answered: {one.given}{sure}",
        f"- Right: {one.right_answer}. {one.why}",
    ]


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
