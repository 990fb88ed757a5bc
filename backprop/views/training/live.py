"""The live picture of a training: one message of bytes for one component."""

from collections.abc import Callable
from typing import Any

import numpy as np

from backprop.lab.own import OwnDigit, read
from backprop.lab.run import EXAM, Run, Snapshot, unflatten
from backprop.live.wire import pack
from backprop.network import Network
from backprop.views import axes
from backprop.views.component import component
from backprop.views.numbers import number, percent
from backprop.views.training.beside import Beside

lab = component("training")
_own = component("owndigits")
SHOWN = 16  # neurons of layer 1
FILM = 6
FULL = 127
HALF = 0.5  # of the test digits


def pictures(
    run: Run,
    chosen: Snapshot | None,
    neuron: int,
    on_neuron: Callable[[], None],
    beside: Beside | None,
) -> None:
    """Curves, w⁽¹⁾ as images, one neuron taking shape, the gradient of the last mini-batch.

    chosen: the moment that was looked back to; None for now
    neuron: the one whose film is shown; beside: the run whose curves stand behind
    """
    network = _network(run, chosen)
    weights = network.weights[0][:SHOWN]
    neuron = min(neuron, len(weights) - 1)
    film = run.film(FILM)
    frames = np.array([s.parameters[784 * neuron : 784 * (neuron + 1)] for s in film])
    slopes = [np.zeros_like(w) for w in network.weights]
    if run.gradients is not None:
        slopes = [*run.gradients.weights]
    slopes[0] = slopes[0][:SHOWN]
    chart, lines = curves(run, chosen, beside)
    scale = np.abs(weights).max()
    header = {
        "serial": run.steps,
        "trained": bool(run.steps) and run.moments[-1].test_right >= HALF,
        "charts": [chart],
        "weights": weights_header(run, weights, neuron, scale),
        "film": {
            "title": f"{_name(run)} {neuron}, taking shape",
            "note": "after so many steps",
            "steps": [f"{snapshot.moment.step:,}" for snapshot in film],
            "frames": FILM,
        },
        "gradient": _gradient_header(run, slopes),
        "norms": _norms(run),
    }
    images = [_quantised(weights, scale), _quantised(frames, scale)]
    images += [_quantised(part) for part in slopes]
    body = np.concatenate(lines).astype("<f4").tobytes() + b"".join(i.tobytes() for i in images)
    data = pack(header, np.frombuffer(body, np.uint8))
    lab(key="live", data=data, on_neuron_change=on_neuron)


def _network(run: Run, chosen: Snapshot | None) -> Network:
    if chosen is None:
        return run.current()
    return unflatten(chosen.parameters, run.setup.sizes, run.setup.activation)


def own_digits(run: Run, chosen: Snapshot | None, on_removed: Callable[[], None]) -> None:
    """The visitor's own drawings that it trains on: how they were read when added, and are now."""
    network = _network(run, chosen)
    right = (chosen or run).moment.test_right
    before = run.drawn[0].test_right
    note = (
        "Each as it was read when it was added → as it is now. "
        f"Of the 10,000 test digits: {before:.2%} → {right:.2%} read right."
    )
    header = {
        "digits": [_own_header(digit, network) for digit in run.drawn],
        "note": note.replace("%", " %"),
    }
    pixels = np.concatenate([np.round(255 * digit.pixels) for digit in run.drawn])
    _own(key="own", data=pack(header, pixels.astype(np.uint8)), on_removed_change=on_removed)


def _own_header(digit: OwnDigit, network: Network) -> dict:
    label, before = digit.label, digit.before
    now = read(network, digit.pixels, label)
    return {
        "number": digit.number,
        "title": f"Your {label}, {digit.copies:,} example{'s' * (digit.copies > 1)}",
        "lines": [
            ["read as", str(before.answer), str(now.answer)],
            [f"output {label}", f"{before.output:.3f}", f"{now.output:.3f}"],
            ["C₀", number(before.cost), number(now.cost)],
        ],
        "remove": f"Train no longer on your {label}",
    }


def _name(run: Run) -> str:
    return "Neuron" if run.setup.hidden else "Output"


def weights_header(run: Run, weights: np.ndarray, neuron: int, scale: float) -> dict:
    """What the images of w⁽¹⁾ are called, and which of them is chosen."""
    width = run.setup.sizes[1]
    note = f"w⁽¹⁾, {'the first 16 of ' + str(width) if width > SHOWN else 784} "
    note += "neurons" if width > SHOWN else "weights each"
    what = "layer 1 · neuron" if run.setup.hidden else "output"
    return {
        "title": "What layer 1 looks for" if run.setup.hidden else "What each output looks for",
        "note": f"{note}, full colour ±{number(float(scale))}",
        "count": len(weights),
        "chosen": neuron,
        "names": [f"Weights into {what} {j}: show how it took shape" for j in range(len(weights))],
    }


def _gradient_header(run: Run, slopes: list[np.ndarray]) -> dict:
    m = run.stretches[-1].mini_batch if run.stretches else run.setup.mini_batch
    of = "one digit" if m == 1 else f"the last {m} digits"
    known = run.gradients is not None
    return {
        "title": "The gradient of this mini-batch",
        "note": f"averaged over {of}" if known else "none yet: it is computed for a step",
        "known": known,
        "key": "∂C/∂w: raising the [weight](#word-weight) lowers (−) or raises (+) the "
        "[cost](#word-cost); one scale per layer. [Flat](#word-saturated): that share of a layer’s "
        "answers has a slope below 0.02",
        "matrices": [
            {
                "title": f"Gradient of layer {layer}: one row per neuron, one column per input",
                "rows": part.shape[0],
                "columns": part.shape[1],
            }
            for layer, part in enumerate(slopes[1:], start=2)
        ],
    }


def _norms(run: Run) -> list[dict]:
    lengths, flat = run.gradient_lengths(), run.flat_shares()
    names = [*(f"layer {layer}" for layer in range(1, len(lengths))), "outputs"]
    text = number if run.gradients is not None else lambda length: "–"
    return [
        {"name": name, "value": value, "text": text(value), "flat": f"{100 * share:.0f} % flat"}
        for name, value, share in zip(names, lengths, flat)
    ]


def curves(
    run: Run, chosen: Snapshot | None, beside: Beside | None = None
) -> tuple[dict, list[np.ndarray]]:
    """Accuracy above cost, training and test, from the start: the chart, and its numbers.

    beside: a run whose test digits are a pale line behind
    """
    moments, (x_axis, unit) = run.moments, _along(run)
    xs = np.round([moment.epoch * unit for moment in moments], 6)
    names = ("test_right", "training_right", "test_cost", "training_cost")
    ys = [np.array([getattr(moment, name) for moment in moments]) for name in names]
    behind = _behind(beside, unit) if beside else []
    ends = [moments[-1].test_right, *(right[-1] for _, (_, right) in behind[:1])]
    low, high, right_ticks = axes.accuracy_axis(min(ends))
    pale = [np.interp(xs, *pair) for _, pair in behind[1:]]
    costs = axes.cost_axis(xs, ys[2:] + [y for y in pale if y.max() < axes.WIDE * ys[2].min()])
    first_right = axes.began(ys[0][0], low, high, percent(ys[0][0]))
    first_cost = axes.began(ys[2][0], costs["min"], costs["max"], number(ys[2][0]))
    right_lines, cost_lines = _lines(ys, len(xs))
    drawn = [[(xs, y) for y in ys[:2]], [(xs, y) for y in ys[2:]]]
    for lines, pairs, (line, pair) in zip((right_lines, cost_lines), drawn, behind):
        lines.append(line)
        pairs.append(pair)
    chart: dict[str, Any] = {
        "title": "Reading up, cost down",
        "note": _examined(run) + ("; cost in powers of ten" if "log" in costs else ""),
        "x": x_axis,
        "axes": [
            axes.panel(150, low, high, right_ticks, right_lines) | first_right | {"percent": True},
            {"height": 110, "series": cost_lines} | costs | first_cost,
        ],
    }
    if chosen is not None:
        chart["marker"] = chosen.moment.epoch * unit
    return chart, [part for pairs in drawn for pair in pairs for part in pair]


def _behind(beside: Beside, unit: float) -> list[tuple[dict, tuple[np.ndarray, np.ndarray]]]:
    """For each of both axes a pale line, and its xs and ys: how a second run reads test digits."""
    name, moments = beside.name, beside.moments
    xs = np.array([moment.epoch * unit for moment in moments])
    right, cost = np.array([(moment.test_right, moment.test_cost) for moment in moments]).T
    texts = f"{name} {percent(float(right[-1]))}", f"{name} {number(float(cost[-1]))}"
    return [
        (axes.series(f"{name}, test", text, len(xs), strong=False) | {"pale": True}, (xs, ys))
        for text, ys in zip(texts, (right, cost))
    ]


def _lines(ys: list[np.ndarray], count: int) -> tuple[list[dict], list[dict]]:
    """The lines of both axes, each named with its last value."""
    test, training, test_cost, training_cost = (line[-1] for line in ys)
    return [
        axes.series("test digits", f"test {percent(test)}", count, strong=True),
        axes.series("training digits", f"training {percent(training)}", count, strong=False),
    ], [
        axes.series("test cost", f"test cost {number(test_cost)}", count, strong=True),
        axes.series("training cost", f"training {number(training_cost)}", count, strong=False),
    ]


def _examined(run: Run) -> str:
    """Who is asked for the lines, beside who is trained on."""
    trained = run.setup.examples
    of = f"{EXAM:,} of its {trained:,}" if trained > EXAM else f"all its {trained:,}"
    return f"test: 10,000 digits it never trains on; training: {of}"


def _along(run: Run) -> tuple[dict, float]:
    """The x axis, and how much of it an epoch is. Before the first step it holds all epochs there
    will be; then what was done; early in the first it counts digits, where that is exact."""
    done, unit, name, last = run.moment.epoch, 1.0, "epoch", "epoch {}"
    if 0 < done < 0.5 and not (run.own or run.taught):
        unit, name, last = float(run.setup.examples), "digits so far:", "{} digits"
    end = run.setup.epochs * unit
    if done:
        end = max(min(end, axes.round_up(1.25 * done * unit)), done * unit)
    places = axes.ticks(0, end, 6)
    places[-1]["text"] = last.format(places[-1]["text"])
    return {"name": name, "min": 0, "max": end, "ticks": places}, unit


def _quantised(values: np.ndarray, scale: float | None = None) -> np.ndarray:
    """Signed values as int8, ±127 for ±scale (by default their own largest)."""
    scale = np.abs(values).max() if scale is None else scale
    if not scale:
        return np.zeros(values.shape, np.int8)
    return np.round(np.clip(values / scale, -1, 1) * FULL).astype(np.int8)
