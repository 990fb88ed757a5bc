"""The quizzes of the deck at one's own pace, and practice without end."""

import streamlit as st

st.html("<h1>Quiz <small>Predict, then watch it happen</small></h1>")
