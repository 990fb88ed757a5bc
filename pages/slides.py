"""The sixteen slides: for class, full screen, and for self-study."""

import streamlit as st

from backprop.views import lesson, session

slides = lesson.slides()
number = session.link().get("slide", "1")
lesson.show(slides[int(number) - 1])
session.write_url({"slide": number})
