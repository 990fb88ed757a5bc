"""The canvas, drawing and the slides once more, in Firefox: the very same tests."""

import pytest

from browser import firefox, programs, test_canvas, test_drawing, test_slides
from browser.screens import Screens
from browser.test_canvas import page  # noqa: F401

ONLY_CHROMIUM = {
    # Fingers come through Chromium's own protocol; a theme Firefox lets nobody choose yet.
    "test_touch_draws_does_not_scroll_and_what_it_drew_survives_another_theme",
    "test_on_a_phone_the_slides_are_presented_and_left_by_touch",  # taps do not arrive
    "test_the_handout_prints_one_slide_a_page_and_is_accessible",  # counted in a PDF
    # What the server alone decides:
    "test_every_drawn_digit_is_read_and_without_preparation_is_just_shrunk",
    "test_label_and_network_change_the_answer_at_once",
    "test_a_slide_that_there_is_not_is_told_and_from_a_live_page_back_is_the_slide",
}


@pytest.fixture(scope="module")
def browser(playwright):
    with firefox.launched(playwright, programs.firefox()) as found:
        yield found


@pytest.fixture(scope="module")
def screens(browser):
    return Screens(browser)


for module in (test_canvas, test_drawing, test_slides):
    for name, known in vars(module).items():
        if name.startswith("test_") and name not in ONLY_CHROMIUM:
            globals()[name] = known
