"""What the training page says of a run is said from that run, and its charts show what they say."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from backprop.lab import takeaway
from backprop.lab.experiments import EXPERIMENTS
from backprop.lab.race import EXAMPLES, Race
from backprop.lab.run import Run
from backprop.lab.setup import USUAL_RATES, Setup
from backprop.views import axes
from backprop.views.numbers import number, percent
from backprop.views.training import breaking, live, racing, standing, told, valley
from backprop.views.training.beside import Beside


def begun(setup, mnist, exams, steps=30):
    run = Run(setup, mnist, exams)
    for _ in range(steps):
        run.step()
    return run


def over(setup, mnist, exams):
    run = Run(setup, mnist, exams)
    while not (run.done or run.problem):
        run.advance(60)
    return run


@pytest.mark.parametrize("key", EXPERIMENTS)
def test_a_broken_training_is_told_in_its_own_numbers(key, mnist, exams):
    setup = EXPERIMENTS[key].setup
    for seed in (0, 1):
        run = begun(replace(setup, seed=seed), mnist, exams)
        first, last = run.moments[0], run.moment
        said = told.told(key, run)
        if key == "alpha-large":
            costs = number(first.training_cost), number(last.training_cost)
            assert all(cost in said for cost in costs)
            assert f"By step {run.steps:,} the numbers" in said
        else:
            assert percent(last.test_right) in said
        if key in {"alpha-small", "no-hidden", "m-1", "zeros"}:
            assert percent(first.test_right) in said


def test_flat_answers_are_counted(mnist, exams):
    run = begun(EXPERIMENTS["saturated"].setup, mnist, exams)
    slopes = [a * (1 - a) for a in run.current().forward(exams.test[:500]).activations[1:]]
    assert run.flat_shares() == pytest.approx([np.mean(slope < 0.02) for slope in slopes])
    assert percent(run.flat_shares()[0]) in told.told("saturated", run)
    assert max(Run(Setup(), mnist, exams).flat_shares()) < 0.2 < min(run.flat_shares())


def test_a_changed_set_up_is_not_told_as_the_experiment(mnist, exams):
    experiment = EXPERIMENTS["shuffled"]
    for changed, another in (
        ({"seed": 3}, False),
        ({"learning_rate": 0.2}, False),
        ({"shuffled": False}, True),
        ({"hidden": ()}, True),
    ):
        run = Run(replace(experiment.setup, **changed), mnist, exams)
        assert breaking.another(experiment, run) == another
        assert percent(run.moment.test_right) in told.told_of_another(run)


@pytest.mark.parametrize(
    "guess, says", [(0, "As you predicted."), (1, "It came otherwise."), (None, "")]
)
def test_a_prediction_is_judged(monkeypatch, guess, says):
    experiment = replace(EXPERIMENTS["zeros"], came=lambda run: 0)
    monkeypatch.setattr(breaking, "state", lambda: SimpleNamespace(guess=guess))
    monkeypatch.setattr(breaking.session, "held", lambda key: "zeros")
    monkeypatch.setattr(breaking.told, "told", lambda key, run: "")
    said = breaking._outcome(experiment, run=None)[1]
    assert said.startswith("<p> ") if not says else says in said
    assert ("You predicted" in said) == (guess == 1)


def test_a_moment_looked_back_to_is_not_told_as_now(mnist, exams):
    run = Run(Setup(), mnist, exams)
    assert "test digits then<" in standing.standing(run, run.snapshots[0], running=False)
    assert "test digits<" in standing.standing(run, None, running=False)


@pytest.mark.parametrize("examples", [1000, 2000, 2001, 60_000])
def test_the_chart_says_who_is_examined(examples, mnist, exams):
    note = live.curves(Run(Setup(examples=examples), mnist, exams), None)[0]["note"]
    of = f"2,000 of its {examples:,}" if examples > 2000 else f"all its {examples:,}"
    assert note.endswith(f"training: {of}")


def test_before_the_first_step_the_chart_holds_the_whole_run(mnist, exams):
    x = live.curves(Run(Setup(), mnist, exams), None)[0]["x"]
    assert (x["max"], x["ticks"][-1]["text"]) == (20, "epoch 20")


def test_in_the_first_epoch_the_chart_counts_digits(mnist, exams):
    run = begun(Setup(), mnist, exams, steps=1)
    chart, lines = live.curves(run, run.snapshots[0])
    assert lines[0].tolist() == [0, 10]
    assert chart["x"]["ticks"][-1]["text"] == "20 digits"
    run.teach(mnist.x_test[0] / 255, 7, 300)  # from here on an epoch has more digits than before
    run.step()
    assert "epoch" in live.curves(run, None)[0]["x"]["ticks"][-1]["text"]


def test_a_cost_that_bursts_stays_in_its_frame(mnist, exams):
    run = over(EXPERIMENTS["alpha-large"].setup, mnist, exams)
    chart, lines = live.curves(run, None)
    costs = chart["axes"][1]
    shown = np.concatenate([lines[5], lines[7]])
    assert chart["note"].endswith("; cost in powers of ten")
    assert costs["log"] and costs["min"] <= shown.min() and shown.max() <= costs["max"]
    assert 2 <= len(costs["ticks"]) <= 5 and "began" not in costs


def test_an_axis_says_of_a_line_that_begins_outside():
    assert axes.began(0.097, 0.8, 1.0, "9.7 %") == {"began": "began at 9.7 %"}
    assert axes.began(0.9, 0.8, 1.0, "90 %") == {}


@pytest.mark.parametrize("activation", USUAL_RATES)
def test_the_usual_alpha_learns(activation, mnist, exams):
    setup = Setup(
        activation=activation,
        learning_rate=USUAL_RATES[activation],
        epochs=1,
        examples=10_000,
        schedule="constant",
    )
    assert over(setup, mnist, exams).moment.test_right > 0.75


def test_a_race_is_told_in_its_own_numbers(mnist, exams):
    race = Race(mnist, exams, 0.05, {100: 1.0, EXAMPLES: 5.0})
    while race.lanes[1].trainer.steps < 2 or race.lanes[0].trainer.steps < 1:
        race.seconds += 0.05
        race.advance(0.01)
    small, full = race.lanes
    step = full.seconds / full.trainer.steps
    said = racing.why(small, full)
    assert f"would need {number(1e6 * step / 3600)} hours a step" in said
    assert f"these {race.start.parameter_count:,} parameters" in said
    assert percent(full.marks[-1].right) in said or full.trainer.steps > small.trainer.steps
    steps = np.linalg.norm(np.diff(full.first, axis=0), axis=1)
    said = valley.ways(race)
    assert f"was {number(float(steps[0]))} long" in said
    assert f"after it {number(float(max(steps[1:])))}." in said
    assert number(float(np.linalg.norm(full.path[-1] - full.path[0]))) in said


def test_a_network_of_one_s_own_has_a_name_that_the_sidebar_holds(mnist, exams):
    run = begun(Setup(), mnist, exams, steps=1)
    title = takeaway.title(run.network(run.snapshots[-1]))
    assert (
        title == f"Yours: {100 * run.moment.test_right:.2f} %"
        and len(title) <= len("Untrained") * 2
    )


def test_a_run_behind_is_never_ahead_and_ends_as_far(mnist, exams):
    setup = Setup(examples=3000, epochs=1)
    run, healthy = (Run(replace(setup, mini_batch=m), mnist, exams) for m in (1, 10))
    behind = Beside(run, healthy, "healthy")
    while not run.done:
        run.advance(0.02)
        behind.follow(0.02)
        assert all(m.epoch <= run.moment.epoch for m in behind.moments)
    while behind.behind:
        behind.follow(60)
    assert healthy.epoch == run.epoch and behind.moments[-1].epoch == 1
    chart, lines = live.curves(run, None, behind)
    right, cost = (axis["series"] for axis in chart["axes"])
    assert [line.get("pale", False) for line in right + cost] == [False, False, True] * 2
    assert right[-1]["text"] == f"healthy {percent(healthy.moment.test_right)}"
    assert [len(xs) for xs in lines[::2]] == [line["count"] for line in right + cost]


def test_a_broken_run_behind_does_not_squeeze_the_healthy_one(mnist, exams):
    broken = over(EXPERIMENTS["alpha-large"].setup, mnist, exams)
    healthy = begun(EXPERIMENTS["alpha-large"].healthy(broken.setup), mnist, exams)
    chart, _ = live.curves(healthy, None, Beside(healthy, broken, "broken"))
    assert "log" not in chart["axes"][1] and chart["axes"][1]["max"] < 10
    assert "log" in live.curves(broken, None, Beside(broken, healthy, "healthy"))[0]["axes"][1]


def test_a_time_is_told_as_people_say_it():
    assert [standing.duration(s) for s in (0.2, 42.4, 260, 3 * 3600)] == [
        "1 s",
        "42 s",
        "4 min",
        "3 h",
    ]
