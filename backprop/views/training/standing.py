"""How well a training reads, how far it is, how long it takes: the line above its pictures."""

from backprop.lab.run import Run, Snapshot
from backprop.views.numbers import percent
from backprop.views.training.state import PACE, state

BEFORE = {  # the first step, how it is with the weights
    "scaled": "random weights: it has learnt nothing yet",
    "zeros": "all weights 0: it has learnt nothing yet",
    "large": "random weights: it has learnt nothing yet",
    "given": "as it was given: not trained here yet",
}


def standing(run: Run, chosen: Snapshot | None, running: bool) -> str:
    """How well it reads, how far it is, how long it takes. chosen: the moment that is looked back
    to, while the chart goes on to its last number; None for now"""
    moment = chosen.moment if chosen else run.moments[-1]
    step, epoch = (moment.step, moment.epoch) if chosen else (run.steps, run.epoch)
    share = 100 * min(1, epoch / run.setup.epochs)
    steps = f"{step:,} step{'s' * (step != 1)}"
    where = f"epoch {epoch:.3g} of {run.setup.epochs}"
    if 0 < epoch < 0.01:
        where = f"{round(epoch * run.examples):,} of {run.examples:,} digits"
    if run.setup.schedule == "cosine" and 0 < epoch < run.setup.epochs:
        where += f", α now {run.setup.rate(int(epoch)):.2g}"
    return (
        f'<div class="standing"><p><b>{percent(moment.test_right)}</b> '
        f"of the 10,000 test digits{' then' if chosen else ''}</p><p><b>{steps}</b>, {where}</p>"
        f'<div class="progress"><i style="width:{share:.2f}%"></i></div>'
        f"<p>{_pace(run, running)}</p></div>"
    )


def _pace(run: Run, running: bool) -> str:
    if run.problem:
        return "stopped: it diverged"
    if not run.seconds:
        return BEFORE[run.setup.start]
    pace = f"{float(f'{run.examples_per_second:.3g}'):,.0f} digits a second"
    if run.done:
        return f"{run.seconds:.3g} s of steps, {pace}"
    marks = state().pace
    if running and len(marks) == PACE and marks[-1][1] > marks[0][1]:
        (began, first), (now, last) = marks[0], marks[-1]
        left = (run.setup.epochs - last) * (now - began) / (last - first)
        return f"{run.seconds:.3g} s of steps, about {duration(left)} to go, {pace}"
    return f"{run.seconds:.3g} s of steps, {pace}"


def duration(seconds: float) -> str:
    """How long something still takes, as people say it."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.0f} h"
