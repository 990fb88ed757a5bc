"""Practice on the quiz page: a question without end, and after the answer what the network says."""

from html import escape

import streamlit as st

from backprop.deck import practice
from backprop.deck.question import Question, Source, told
from backprop.views import answer as answers
from backprop.views import session
from backprop.views.curve import curve
from backprop.views.deck import learner, poll
from backprop.views.deck.lesson import slide_link
from backprop.views.deck.quizcard import practice_card


def practice_step() -> None:
    card, beside = st.columns(2, gap="large")
    asked = learner.question(simple=poll.can_ask())
    source = learner.learner().source
    if asked is None or source is None:
        subject("Nothing is left to ask about this digit. Draw another one.")
        return
    answered = learner.learner().given is not None
    on = {"next": ("Next question", learner.next_question)}
    skip = {"skip": ("Another one", learner.next_question)}
    if poll.can_ask() and asked.choices:
        skip["class"] = ("Ask the class", lambda: poll.ask_class(asked))
    with card:
        if poll.asks_class(asked):
            poll.practice_poll(asked)
        else:
            practice_card(asked, "practice", on if answered else skip)
    with beside, st.container(key="beside"):
        if answered or poll.explained(asked):
            _watch(source, asked)
        else:
            subject("Made from this network and this digit. Another digit, another question.")


def subject(sentence: str) -> None:
    """The digit that is asked about, until there is something to see."""
    with st.container(key="subject"):
        answers.seen(session.digit_or_example().pixels, session.serial())
        network = session.network_titles()[session.shared().network]
        st.html(f"<p>{sentence}</p><p class='about'>Network: {escape(network)}</p>")
        st.page_link("draw.py", label="Draw another digit", icon=":material/draw:")


def _watch(source: Source, asked: Question) -> None:
    """What happens in the network: in numbers, as a curve, and the slide that teaches it."""
    seen = practice.watch(source, asked)
    sizes = [abs(value) for _, value in seen if not isinstance(value, str)]
    largest = max(sizes, default=0.0)
    comparable = asked.about is None and len(sizes) == len(seen) and largest > 0
    rows = "".join(
        f"<dt>{escape(label)}</dt><dd>{told(value)}</dd>"
        + (_bar(label, value / largest) if comparable and not isinstance(value, str) else "")
        for label, value in seen
    )
    st.html(f"<h2>What this network says</h2><dl class='watch'>{rows}</dl>")
    if asked.about is not None:
        curve("practice_curve", source.network, source.answer, asked.about)
    slide_link(asked.slide, "Slide {} teaches it: {}")


def _bar(label: str, share: float) -> str:
    """A bar as long as the number is large; a wish has the wishes' colour and its arrow."""
    kind = next((kind for kind in ("wish", "∂C₀/∂w") if label.startswith(kind)), "size")
    named = {"wish": "wish", "∂C₀/∂w": "neg" if share < 0 else "pos", "size": "size"}[kind]
    arrow = ("▲" if share > 0 else "▼") if kind == "wish" else ""
    return f"<dd class='bar {named}'><i style='width:{100 * abs(share):.1f}%'></i>{arrow}</dd>"
