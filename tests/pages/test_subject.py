"""Where nothing is left to learn the slides offer what has something, and the way back."""

import pytest

from backprop import explain, networks
from backprop.views import session
from backprop.views.deck import subject


@pytest.fixture
def visitor(monkeypatch, mnist):
    """Says which network and which test digit the visitor has on all pages."""
    kept = {}
    monkeypatch.setattr(session, "kept", lambda name, make: kept.setdefault(name, make()))
    loaded = {name: networks.load(name) for name in networks.SHIPPED}

    def comes_with(name: str, sample: int) -> None:
        pixels, label = mnist.x_test[sample] / 255, int(mnist.y_test[sample])
        answer = explain.answer(loaded[name], pixels, label)
        monkeypatch.setattr(subject, "own", lambda: (loaded[name], answer))

    return comes_with


@pytest.mark.parametrize("name", ["trained", "trained-30"])
def test_a_digit_read_well_has_a_way_to_what_is_left_to_learn_and_back(visitor, name):
    visitor(name, 0)
    own = subject.own()
    assert own[1].cost < subject.LITTLE
    assert subject.offers() == {"earlier": "See it after 1 epoch", "harder": "See it on a harder 7"}
    for chosen in ("earlier", "harder"):
        subject.take(chosen)
        network, answer = subject.subject()
        assert (network is own[0]) == (chosen == "harder")
        assert answer.label == 7 and answer.cost >= subject.LITTLE
        assert subject.said() and list(subject.offers()) == ["back"]
        subject.take("back")
        assert subject.subject() == own and not subject.said()


def test_what_still_has_something_to_learn_is_shown_as_it_is(visitor):
    visitor("trained", 38)
    assert subject.offers() == {} and subject.subject() == subject.own()
    visitor("untrained", 0)
    assert subject.offers() == {}


def test_another_digit_or_network_ends_what_was_shown_instead(visitor):
    for name, sample in (("trained", 17), ("untrained", 0)):
        visitor("trained", 0)
        subject.take("harder")
        visitor(name, sample)
        assert subject.subject() == subject.own()
