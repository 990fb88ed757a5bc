"""The quizzes of the deck at one's own pace, practice without end, and the results."""

import streamlit as st

from backprop.views import session, way
from backprop.views.component import ASSETS
from backprop.views.deck import learner, quizpage
from backprop.views.room import deck as rooms


@st.fragment
def quizzes() -> None:
    with st.container(key="quiz"):
        learner.remember()
        if learner.known():
            quizpage.steps()
            quizpage.show()
            session.write_url({"quiz": quizpage.names()[quizpage.at()]})
    rooms.classroom("Back to the quiz", activity=False)


st.html(ASSETS / "quiz.css")
st.html("<h1>Quiz <small>Predict, then watch it happen</small></h1>")
way.stop("quiz")
quizpage.open_link()
quizzes()
