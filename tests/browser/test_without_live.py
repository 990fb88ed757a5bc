"""Drawing once more, where no live channel opens: Streamlit answers alone."""

import pytest

from browser import test_drawing


@pytest.fixture
def before_opening():
    return lambda page: page.route_web_socket("**/live", lambda socket: socket.close())


test_the_answer_follows_the_pen_then_undo_eraser_clear_and_a_digit_by_keyboard = (
    test_drawing.test_the_answer_follows_the_pen_then_undo_eraser_clear_and_a_digit_by_keyboard
)
test_label_and_network = test_drawing.test_label_and_network_change_the_answer_at_once
