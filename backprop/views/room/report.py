"""The report on a class. Its numbers come from the room to its host's browser alone; the page says
which slide teaches what was misunderstood."""

from collections.abc import Callable

from backprop.deck import words
from backprop.views import session
from backprop.views.component import component
from backprop.views.deck import opened, subject

_report = component("classreport")


def show(on_slide: Callable[[int], None], on_closed: Callable[[], None]) -> None:
    """on_slide: called with the number of a slide to look at"""
    known = subject.known_words()
    shown = [words.of_slide(slide, known) for slide in opened.slides()]
    slides = {slide.name: [slide.number, slide.title] for slide in shown}

    def go() -> None:
        number = session.sent("class_report", "slide")
        if number in range(1, len(slides) + 1):
            on_slide(number)

    _report(
        key="class_report",
        data={"slides": slides},
        on_slide_change=go,
        on_closed_change=on_closed,
    )
