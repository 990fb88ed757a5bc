"""Messages that cross on their way, and messages that are only named: neither may do harm."""

import re

import pytest

from browser.tab import Tab

LARGE = 10_000  # bytes from which Streamlit by itself lets the browser keep a message
STEPS = re.compile("<b>[0-9,]+ steps?<")
TICKS = 300  # many more than an epoch of the small runs here takes


@pytest.mark.parametrize("page", ["", "training", "slides"])
def test_no_message_is_left_to_the_browsers_memory(app_url, page):
    """A reference to a message that the browser has just forgotten ends the page for good."""
    with Tab(app_url, page) as tab:
        for _ in range(3):
            tab.rerun()
        assert max(message.ByteSize() for message in tab.messages) > LARGE
        assert not any(message.metadata.cacheable for message in tab.messages)
        assert not any(message.HasField("ref_hash") for message in tab.messages)


@pytest.mark.parametrize("deaf", [0, 1, TICKS])
def test_one_epoch_is_one_epoch_however_late_the_browser_hears(app_url, deaf):
    """deaf: so many times the timer sends the switch as it was before the button."""
    with Tab(app_url, "training", "examples=3000&m=50&alpha=3.0") as tab:
        tab.press("One epoch")
        run_to_its_end(tab, deaf)
        assert "<b>60 steps</b>, epoch 1 of 20" in tab.text
        assert "Start" in tab.shown


@pytest.mark.parametrize("deaf", [0, 1, TICKS])
def test_a_prediction_starts_what_was_predicted_however_late(app_url, deaf):
    with Tab(app_url, "training", "part=break&break=saturated&examples=300&epochs=1") as tab:
        tab.press("Just watch")
        run_to_its_end(tab, deaf)
        assert "epoch 1 of 1" in tab.text
        assert "Again" in tab.shown


def test_what_the_server_turned_is_not_turned_back(app_url):
    """After a cosine has come to its end, one epoch more goes on with a smaller α."""
    with Tab(app_url, "training", "examples=300&epochs=1&alpha=3.0") as tab:
        for deaf in (0, 1):
            tab.press("One epoch")
            run_to_its_end(tab, deaf)
        assert "epoch 2 of 2" in tab.text
        tab.catch_up()
        assert tab.slider("Learning rate α, usual 0.6") == "1"


def test_pause_is_heard_and_the_next_start_goes_on(app_url):
    with Tab(app_url, "training", "examples=3000&m=50&alpha=3.0") as tab:
        tab.turn("Start")
        timer_of_before = tab.timer
        for _ in range(5):
            tab.tick()
        tab.catch_up()
        tab.turn("Pause")
        tab.catch_up()
        steps = STEPS.search(tab.text)[0]
        tab.rerun(timer_of_before)
        assert STEPS.search(tab.text)[0] == steps and "Start" in tab.shown
        tab.turn("Start")
        tab.tick()
        assert STEPS.search(tab.text)[0] != steps and "Pause" in tab.shown


def run_to_its_end(tab, deaf):
    """Let the timer tick until the switch is off again."""
    for tick in range(TICKS):
        if "Pause" not in tab.shown:
            return
        if tick >= deaf:
            tab.catch_up()
        tab.tick()
    raise AssertionError(f"It still runs, or only says so: {tab.text}")
