"""A paused run, frozen and thawed, goes on as it would have; anything else gets one sentence."""

import io
import json
from dataclasses import replace

import numpy as np
import pytest

from backprop import networks
from backprop.lab.run import SNAPSHOTS, Exams, Run, flatten
from backprop.lab.saved import VERSION, freeze, thaw
from backprop.lab.setup import Setup
from backprop.networks import LARGEST


def finished(setup, mnist, exams):
    run = Run(setup, mnist, exams)
    while not (run.done or run.problem):
        run.advance(0.05)
    return run


def train(run, steps):
    """At least so many steps more; as many in every run that stands there."""
    end = run.steps + steps
    while run.steps < end and not run.done:
        run.advance(3600)


def seven(mnist):
    return mnist.x_test[0] / 255


def some_steps(run, mnist):
    train(run, 100)


def none(run, mnist):
    pass


def one_pass(run, mnist):
    while run.epoch < 1:
        run.advance(3600, until=1)


def turned_on_the_way(run, mnist):
    train(run, 50)
    run.turn(replace(run.setup, mini_batch=300, learning_rate=0.1 + 0.2, epochs=30))
    train(run, 50)


def a_drawing_taught_in_mid_pass(run, mnist):
    train(run, 20)
    run.teach(seven(mnist), 7, 30)
    run.teach(1 - seven(mnist), 3, 10)
    train(run, 9)
    run.forget(0)


@pytest.mark.parametrize(
    ("setup", "before"),
    [
        (Setup(), some_steps),
        (Setup(), none),
        (Setup(examples=500, mini_batch=7, seed=3), some_steps),
        (Setup(examples=1000), one_pass),
        (Setup(hidden=(), shuffled=True, activation="tanh"), some_steps),
        (Setup(activation="relu", learning_rate=0.03), turned_on_the_way),
        (Setup(examples=600, schedule="constant"), a_drawing_taught_in_mid_pass),
    ],
)
def test_a_thawed_run_goes_on_as_the_other_would_have(setup, before, mnist, exams):
    run = Run(setup, mnist, exams)
    before(run, mnist)
    again = thaw(freeze(run), mnist, exams)
    for _ in range(2):
        assert flatten(again.current()).tobytes() == flatten(run.current()).tobytes()
        assert again.moments == run.moments
        assert (again.setup, again.epoch, again.examples) == (run.setup, run.epoch, run.examples)
        assert again.stretches == run.stretches and again.taught == run.taught
        assert slopes(again) == slopes(run)
        train(run, 100)
        train(again, 100)


def test_a_run_from_a_given_network_comes_back_with_where_it_began(mnist, exams):
    known = networks.load("trained-30")
    run = Run(Setup(examples=500).going_on_from(known), mnist, exams, known)
    train(run, 50)
    again = thaw(freeze(run), mnist, exams)
    began = flatten(known).astype(np.float32)
    assert np.array_equal(flatten(again.given), began) and run.steps == again.steps > 0
    assert np.array_equal(flatten(again.current()), flatten(run.current()))


def slopes(run):
    return run.gradients and flatten(run.gradients).tobytes()


def test_what_was_seen_on_the_way_comes_back(mnist, exams):
    run = finished(Setup(epochs=2, examples=20_000), mnist, exams)
    run.teach(seven(mnist), 7, 300)
    run.teach_class([(1 - seven(mnist), 3)], 20)
    again = thaw(freeze(run), mnist, exams)
    assert again.moments == run.moments
    assert [s.moment for s in again.snapshots] == [s.moment for s in run.snapshots]
    pairs = zip(again.snapshots, run.snapshots)
    assert all(np.array_equal(a.parameters, b.parameters) for a, b in pairs)
    assert (again.seconds, again.exam_seconds) == (run.seconds, run.exam_seconds)
    for drawn, known in zip(again.own, run.own, strict=True):
        told = vars(drawn), vars(known)
        assert np.array_equal(*(digit.pop("pixels") for digit in told))
        assert told[0] == told[1]


def test_a_diverged_run_comes_back_as_diverged(mnist, exams):
    setup = Setup(hidden=(128,) * 4, activation="relu", learning_rate=1000.0, examples=3000)
    run = finished(setup, mnist, exams)
    again = thaw(freeze(run), mnist, exams)
    assert again.problem == run.problem != ""
    assert np.array_equal(flatten(again.current()), flatten(run.current()))


def test_the_largest_run_stays_below_8_mb(mnist):
    few = Exams(mnist._replace(x_test=mnist.x_test[:10], y_test=mnist.y_test[:10]))
    run = Run(Setup(hidden=(128,) * 5, examples=10, epochs=100), mnist, few)
    for _ in range(SNAPSHOTS):
        run.step()
    frozen = freeze(run)
    assert len(frozen) < 8 * 2**20
    again = thaw(frozen, mnist, few)
    assert len(run.snapshots) == SNAPSHOTS > len(again.snapshots) >= 6
    ends = [again.snapshots[k].moment for k in (0, -1)]
    assert ends == [run.snapshots[0].moment, run.snapshots[-1].moment]


# --- what is no such file ---


@pytest.fixture(scope="module")
def frozen(mnist, exams):
    run = Run(Setup(examples=100), mnist, exams)
    run.teach(seven(mnist), 7, 5)
    train(run, 3)
    return freeze(run)


def changed(frozen: bytes, said: dict | None = None, **arrays) -> bytes:
    with np.load(io.BytesIO(frozen)) as file:
        known = dict(file)
    header = json.loads(str(known["header"])) | (said or {})
    file = io.BytesIO()
    np.savez(file, **(known | {"header": np.array(json.dumps(header))} | arrays))
    return file.getvalue()


BAD_HEADERS = [
    {"version": VERSION + 1},
    {"setup": {"alpha": "nan"}},
    {"setup": {"layers": "128"}},
    {"setup": "much"},
    {"position": 106},
    {"position": True},
    {"steps": 1},
    {"steps": "3"},
    {"passes": -1},
    {"examples": 2.5},
    {"mini_batch": 0},
    {"random": {}},
    {"random": {"bit_generator": "MT19937"}},
    {"random": None},
    {"seconds": -1},
    {"seconds": float("nan")},
    {"seconds": "long"},
    {"exam_seconds": None},
]
BAD_ARRAYS = [
    {"header": np.array("{")},
    {"header": np.array("[" * 100_000)},
    {"header": np.array("[]")},
    {"header": np.zeros(3)},
    {"parameters": np.zeros(13_001, np.float32)},
    {"parameters": np.zeros(13_002)},
    {"parameters": np.full(13_002, np.nan, np.float32)},
    {"parameters": np.array({}, object)},
    {"gradients": np.zeros((2, 13_002), np.float32)},
    {"gradients": np.full((1, 13_002), np.inf, np.float32)},
    {"order": np.zeros(105, np.uint32)},
    {"order": np.arange(104, dtype=np.uint32)},
    {"order": np.arange(1, 106, dtype=np.uint32)},
    {"moments": np.zeros((0, 6))},
    {"moments": np.zeros((2, 6))},
    {"moments": np.full((1, 6), np.nan)},
    {"stretches": np.zeros((1, 2))},
    {"snapshots": np.zeros((1, 13_002), np.float32)},
    {"snapshots": np.zeros((4, 13_001), np.float32)},
    {"snapshot_moments": np.zeros((4, 6))},
    {"own": np.zeros((1, 7))},
    {"own": np.array([[0, 7, 1e300, 0, 0, 0, 0]])},
    {"own": np.array([[0, 10, 5, 0, 0, 0, 0]])},
    {"own_pixels": np.full((1, 784), 2.0)},
    {"own_pixels": np.zeros((2, 784))},
]


@pytest.mark.parametrize("header", BAD_HEADERS)
def test_a_wrong_header_gets_one_sentence(frozen, header, mnist, exams):
    refuses(changed(frozen, header), mnist, exams)


@pytest.mark.parametrize("arrays", BAD_ARRAYS)
def test_a_wrong_array_gets_one_sentence(frozen, arrays, mnist, exams):
    refuses(changed(frozen, **arrays), mnist, exams)


@pytest.mark.parametrize("key", ["header", "parameters", "order", "own", "snapshots", "stretches"])
def test_a_missing_array_gets_one_sentence(frozen, key, mnist, exams):
    with np.load(io.BytesIO(frozen)) as file:
        left = {name: file[name] for name in file.files if name != key}
    short = io.BytesIO()
    np.savez(short, **left)
    refuses(short.getvalue(), mnist, exams, f"it has no '{key}'")


def test_damage_gets_one_sentence(frozen, mnist, exams):
    for length in (0, 100, len(frozen) // 2, len(frozen) - 10):
        refuses(frozen[:length], mnist, exams, "damaged")
    turned = bytearray(frozen)
    turned[len(turned) // 2] ^= 255
    refuses(bytes(turned), mnist, exams, "damaged")
    refuses(bytes(280), mnist, exams, "damaged")


def test_a_huge_file_is_not_unpacked(frozen, mnist, exams):
    file = io.BytesIO()
    np.savez_compressed(file, parameters=np.zeros(LARGEST, np.uint8))
    assert len(file.getvalue()) < 100_000
    refuses(file.getvalue(), mnist, exams, "larger than 32 MB")


def refuses(data, mnist, exams, reason=""):
    with pytest.raises(ValueError, match=r"^The paused training cannot be taken up again: .") as it:
        thaw(data, mnist, exams)
    assert reason in str(it.value) and len(str(it.value)) < 200
