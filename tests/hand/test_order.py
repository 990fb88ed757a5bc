"""Lines of NumPy in any order: what runs, what breaks, and which orders are right."""

import itertools

import numpy as np
import pytest

from backprop.hand import order
from backprop.network import Network

X = np.linspace(0.1, 1, 5)


@pytest.fixture(params=["sigmoid", "tanh", "relu"])
def network(request):
    return Network.create((5, 4, 6, 3), activation=request.param, seed=2)


def topological(listed):
    """All orders in which every line finds its names, by the names alone."""
    given = set(order.given(Network.create((2, 2, 2, 2)), np.ones(2), 0, 1.0))

    def extend(done):
        if len(done) == len(listed):
            yield done
        known = given | {listed[i].makes for i in done}
        for i, line in enumerate(listed):
            if i not in done and line.reads <= known:
                yield from extend((*done, i))

    return list(extend(()))


@pytest.mark.parametrize("layers", [1, 2, 3, 6])
def test_the_lines_in_order_find_the_networks_own_gradients_and_step(layers):
    for activation in ("sigmoid", "tanh", "relu"):
        network = Network.create((5, *[4] * layers), activation=activation, seed=layers)
        listed = order.lines(layers)
        assert len(listed) == (10 if layers > 1 else 5)
        about = network, X, 2, 0.3
        ran = order.run(listed, range(len(listed)), order.given(*about))
        assert ran.problem == ""
        for name, right in order.expected(*about).items():
            assert order.agree(ran.values[name], right)
        assert order.fault(layers, listed, range(len(listed))) is None


def test_every_order_that_runs_is_right_but_where_w3_changes_before_delta2_reads_it(network):
    listed = order.lines(3)
    change, need = 8, 5
    assert (listed[change].makes, listed[need].makes) == ("w3", "delta2")
    runs = topological(listed)
    assert len(runs) == 10
    about = network, X, 1, 0.5
    given, expected = order.given(*about), order.expected(*about)
    for tried in runs:
        early = tried.index(change) < tried.index(need)
        ran = order.run(listed, tried, given)
        assert ran.problem == ""
        if early:
            found = order.Fault(tried.index(need), "w3", tried.index(change))
            assert order.fault(3, listed, tried) == found
            assert order.agree(ran.values["grad3"], expected["grad3"])
        else:
            assert order.fault(3, listed, tried) is None
            assert all(order.agree(ran.values[name], v) for name, v in expected.items())


def test_a_name_that_is_not_made_yet_stops_the_run(network):
    listed = order.lines(3)
    given = order.given(network, X, 1, 0.1)
    for tried in itertools.islice(itertools.permutations(range(10)), 0, None, 90_001):
        ran = order.run(listed, tried, given)
        known = set(given) | {listed[i].makes for i in tried[: len(ran.made)]}
        if ran.problem:
            missing = [name for name in listed[tried[len(ran.made)]].reads if name not in known]
            assert ran.problem in [f"NameError: name '{name}' is not defined" for name in missing]
        else:
            assert len(ran.made) == 10


@pytest.mark.parametrize("wrong", [10, 11, 12])
@pytest.mark.parametrize("layers", [1, 3])
def test_a_line_that_does_not_belong_is_found_by_what_it_makes(layers, wrong):
    listed = order.lines(layers, wrong=True)
    right = len(listed) - 3
    wrong = right + wrong - 10
    tried = [wrong if listed[i].makes == listed[wrong].makes else i for i in range(right)]
    assert order.fault(layers, listed, tried) == order.Fault(
        tried.index(wrong), listed[wrong].makes
    )


def test_what_is_left_out_is_named():
    listed = order.lines(3)
    assert order.fault(3, listed, range(9)) == order.Fault(None, "w2")
    assert order.fault(3, listed, []) == order.Fault(None, "grad3")


def test_a_shuffle_is_wrong_and_each_is_another():
    for layers in (1, 3):
        listed = order.lines(layers, wrong=True)
        drawn = [tuple(order.shuffled(layers, listed, draw)) for draw in range(5)]
        assert all(order.fault(layers, listed, tried) for tried in drawn)
        assert len(set(drawn)) == 5


def test_only_lines_that_there_are_can_be_run(network):
    listed = order.lines(3)
    for wrong in ([0, 0], [10], [-1]):
        with pytest.raises(ValueError, match="different lines"):
            order.run(listed, wrong, order.given(network, X, 1, 0.1))
