"""The drawing page's tests once more, where no live channel opens: Streamlit answers alone."""

import pytest

from browser import test_drawing


@pytest.fixture
def before_opening():
    return lambda page: page.route_web_socket("**/live", lambda socket: socket.close())


for name, test in vars(test_drawing).items():
    if name.startswith("test_"):
        globals()[name] = test
