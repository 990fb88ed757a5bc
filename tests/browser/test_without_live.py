"""Drawing once more, where no live channel opens: Streamlit answers alone."""

import pytest

from browser import test_drawing


@pytest.fixture
def before_opening():
    return lambda page: page.route_web_socket("**/live", lambda socket: socket.close())


test_every_drawn_digit_is_read = test_drawing.test_every_drawn_digit_is_read
test_the_answer_changes_while_the_pen_moves = (
    test_drawing.test_the_answer_changes_while_the_pen_moves
)
test_undo_eraser_clear = test_drawing.test_undo_eraser_clear_by_mouse_and_keyboard
test_label_and_network = test_drawing.test_label_and_network_change_the_answer_at_once
