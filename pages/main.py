"""Navigation, the sidebar and what frames every page."""

import streamlit as st

from backprop import networks
from backprop.views import address, choice, glossary, keep, memory, session, way
from backprop.views.component import ASSETS
from backprop.views.deck import lesson

pages = [
    st.Page("draw.py", title="Draw", icon=":material/draw:", default=True),
    st.Page("passes.py", title="Passes", icon=":material/conversion_path:", url_path="passes"),
    st.Page("gradients.py", title="Gradients", icon=":material/grid_view:", url_path="gradients"),
    st.Page("training.py", title="Training", icon=":material/trending_down:", url_path="training"),
    st.Page("slides.py", title="Slides", icon=":material/slideshow:", url_path="slides"),
    st.Page("quiz.py", title="Quiz", icon=":material/quiz:", url_path="quiz"),
    st.Page("hand.py", title="By hand", icon=":material/stylus_note:", url_path="hand"),
]
st.set_page_config(layout="wide", initial_sidebar_state=244, page_icon=ASSETS / "icon.svg")
page = st.navigation(pages)
keep.follow(page, pages)
st.html(ASSETS / "studio.css")
st.html(ASSETS / "print.css")

with st.sidebar:
    memory.browser()
    with st.container(key="guide"):
        way.way(lesson.stop() if page.url_path == "slides" else way.here(page.url_path))
        st.page_link(
            "slides.py",
            label="Present the slides",
            icon=":material/fullscreen:",
            query_params=address.write({"present": True}),
        )
    try:
        network = session.network()
    except networks.NetworkFileError as problem:
        st.error(str(problem))
        st.stop()
    choice.network("network")
    layers = " · ".join(map(str, network.sizes))
    st.caption(
        f"{layers}, reads {network.history[-1].accuracy:.1%} of the [test digits](#word-mnist)"
    )
    keep.keep(page.url_path)
    memory.memory()

with st.container(key="glossary"):
    glossary.glossary()
notices = st.container(key="notices")
page.run()
with notices:  # after the page: it may have left out what the link says
    for notice in session.take_notices():
        st.warning(notice, icon=":material/info:")
