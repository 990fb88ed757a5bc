"""What is said holds on every processor, not only on the one at hand."""

import re

import numpy as np
import pytest

from backprop import networks
from core import kernels


@pytest.fixture(params=kernels.KERNELS)
def there(request):
    """What came out on another kind of processor."""
    return kernels.on(request.param)


def test_neurons_that_begin_alike_stay_alike(there):
    """Not in the last digit does one differ. Behind tanh and ReLU, which answer 0 to 0, none ever
    moves."""
    setups = kernels.zero_setups()
    assert len(there["zeros"]) == len(setups)
    for setup, (unlike, largest) in zip(setups, there["zeros"]):
        assert unlike == 0, setup
        assert (largest > 0) == (setup.activation == "sigmoid"), setup
    assert there["zeros"][0][1] > 0.01


def test_the_same_training_comes_out_the_same(there):
    assert there["again"]


def test_the_script_repeats_the_training_to_the_last_digit(there):
    assert there["by_script"] == [True, True]


def test_the_networks_read_as_many_digits_as_the_readme_says(there):
    readme = (kernels.ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \|.+?\| ([\d.]+) %", readme, re.MULTILINE)
    assert {title: f"{share}%" for title, share in rows} == there["right"]


@pytest.mark.parametrize("name", networks.SHIPPED)
def test_no_rounding_turns_an_answer_of_a_network(mnist, name):
    """Why the README's figures hold on processors that nobody tried: sums of some 800 float64
    numbers are off by 1e-13 or so, and the two strongest outputs are never that close."""
    answers = np.sort(networks.load(name).forward(mnist.x_test / 255).activations[-1], axis=1)
    assert (answers[:, -1] - answers[:, -2]).min() > 1e-9
