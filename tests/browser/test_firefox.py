"""The canvas, drawing and the slides once more, in Firefox: the very same tests."""

import pytest

from browser import firefox, programs, test_canvas, test_drawing, test_slides
from browser.screens import Screens
from browser.test_canvas import page  # noqa: F401

ONLY_CHROMIUM = {
    "test_touch_draws_and_does_not_scroll",  # fingers come through Chromium's own protocol
    "test_the_drawing_survives_another_theme",  # Firefox lets nobody choose it from outside yet
    "test_on_a_phone_the_slides_are_presented_and_left_by_touch",  # taps do not arrive
    "test_the_handout_prints_one_slide_a_page",  # counted in a PDF
}


@pytest.fixture(scope="module")
def browser(playwright):
    with firefox.launched(playwright, programs.firefox()) as found:
        yield found


@pytest.fixture(scope="module")
def screens(browser):
    return Screens(browser)


for module in (test_canvas, test_drawing, test_slides):
    for name, test in vars(module).items():
        if name.startswith("test_") and name not in ONLY_CHROMIUM:
            globals()[name] = test
