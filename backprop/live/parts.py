"""What each part of the drawing page is told of a drawing, by Streamlit and by the live channel
alike: a message of `wire.py` that the part draws, its header holding the drawing's serial."""

from typing import Any

import numpy as np

from backprop import explain
from backprop.explain import Answer
from backprop.live.drawing import Digit
from backprop.live.wire import pack
from backprop.network import Network
from backprop.why import chain, likeness

SURE, CLOSE, FAINT = 0.8, 0.2, 0.25
NO_DIGIT = "This does not look like a digit to me"
NO_SINGLE = "This does not look like one digit to me (two that touch need a gap between them)"
KNOWN = 'It knows 0 to 9 as <a href="#word-mnist">MNIST</a>’s writers wrote them. '


def verdict(answer: Answer, doubt: str) -> str:
    """The guess, worded no surer than the outputs are; or what is doubted, see `doubt`."""
    if doubt:
        return f"{doubt}; the loudest is {answer.guess}."
    first, second = (answer.activations[j] for j in (answer.guess, answer.rival))
    guess, rival = _a(answer.guess), _a(answer.rival)
    if first < FAINT:
        return f"It cannot tell. Its strongest vote, for {guess}, is weak."
    if first - second < CLOSE:
        return f"Torn: {guess} or {rival}."
    if second >= CLOSE:
        return f"Probably {guess}. It could be {rival}."
    if first < SURE:
        return f"Perhaps {guess}, but not sure."
    return f"Clearly {guess}."


def _mistaken(answer: Answer, doubt: str) -> str:
    """Where the guess is not what the digit is meant to be: so, and how sure it was of it. What
    looks like no digit cannot be read wrong."""
    sure = verdict(answer, doubt).startswith("Clearly")
    meant = f"It is meant to be {_a(answer.label)}{': sure, and wrong' if sure else ''}."
    return f'{meant} <a href="#why">Why?</a>'


def _a(digit: int) -> str:
    return f"an {digit}" if digit == 8 else f"a {digit}"


def html(part: str, words: str, serial: int) -> bytes:
    """What is said in words, with its marks."""
    return pack({"serial": serial, "part": part, "html": words})


def guess(answer: Answer | None, serial: int, said: bool, doubt: str) -> bytes:
    """A large digit, the verdict, the two strongest votes.

    said: whether anybody, or MNIST, said what the digit is meant to be; doubt: see `doubt`
    """
    if answer is None:
        return html(
            "guess",
            f'<div class="guess" data-drawing="{serial}"><div class="say">'
            "Draw a digit from 0 to 9. The network answers while the pen moves.</div></div>",
            serial,
        )
    first, second = (answer.activations[j] for j in (answer.guess, answer.rival))
    says = verdict(answer, doubt)
    if said and answer.guess != answer.label:
        says += f" {_mistaken(answer, doubt)}"
    return html(
        "guess",
        f'<div class="guess{" strange" * bool(doubt)}" data-drawing="{serial}">'
        f'<div class="digit">{answer.guess}</div>'
        f'<div class="say">{says}</div></div>'
        f'<p class="votes">{KNOWN * bool(doubt)}The {answer.guess} answers {first:.3f}, '
        f"the {answer.rival} answers {second:.3f}. "
        "These are votes, not percentages: they need not add up to 1.</p>",
        serial,
    )


def doubt(network: Network, digit: Digit | None, prepared: bool) -> str:
    """What is doubted of this ink, "" for nothing, whatever somebody says that it is meant to be.
    A digit of MNIST, shown as it is, is one."""
    if digit is None or digit.other is digit.pixels:
        return ""
    return doubted(network, digit.pixels if prepared else digit.other)


def doubted(network: Network, pixels: np.ndarray) -> str:
    """That this looks like no digit, or like no single one, to a network that knows digits; or "".

    pixels: (784,) in [0, 1], prepared as MNIST was
    """
    if not likeness.knows_digits(network):
        return ""
    if likeness.clouds().are_pairs(pixels[None])[0]:
        return NO_SINGLE
    return NO_DIGIT if likeness.clouds().are_strange(pixels[None])[0] else ""


def read(network: Network, digit: Digit | None, prepared: bool, serial: int) -> bytes:
    """How the ink was prepared, and what the other way would be read as."""
    mnist = '<a href="#word-mnist">MNIST</a>'
    if digit is not None and digit.other is digit.pixels:
        how = f"A digit of {mnist}: its own 28 × 28 pixels, nothing to prepare."
    elif prepared:
        how = f"Cropped, scaled to 20 pixels, centred by its mass, as {mnist}’s digits were."
    else:
        how = "The sheet just shrunk to 28 × 28."
    if digit is not None and digit.other is not digit.pixels:
        other = _a(int(network.predict(digit.other)[0]))
        how += f" {'Just shrunk' if prepared else 'Prepared'}, it would read {other}."
    return html("read", f'<p class="read">{how}</p>', serial)


def seen(pixels: np.ndarray, serial: int) -> bytes:
    """The 28×28 that the network sees."""
    return pack({"serial": serial}, pixels.astype(np.float32))


def outputs(answer: Answer | None, serial: int) -> bytes:
    """The ten outputs against the target."""
    header: dict[str, Any] = {"serial": serial, "target": [0] * 10}
    if answer is not None:
        header["activations"] = answer.activations.tolist()
        header["target"] = np.eye(10, dtype=int)[answer.label].tolist()
    return pack(header)


def cost(answer: Answer | None, serial: int) -> bytes:
    """C₀ and its ten terms, rounded so that they add up; terms that round to 0 show no number."""
    header: dict[str, Any] = {"serial": serial, "outputs": 10}
    if answer is not None:
        header["gaps"] = answer.gaps.tolist()
        header["terms"], header["total"] = explain.add_up(answer.terms)
        decimals = len(header["total"].split(".")[1])
        header["smallest"] = f"{10.0**-decimals:.{decimals}f}"
    return pack(header)


def label(answer: Answer | None, serial: int, said: bool) -> bytes:
    """What the digit is meant to be; until somebody says so, the guess stands in."""
    return pack(
        {
            "serial": serial,
            "label": answer.label if answer else None,
            "guessed": answer is not None and not said,
        }
    )


def first_layer(answer: Answer | None, network: Network, serial: int) -> bytes:
    """∂C₀/∂w⁽¹⁾ as one 28×28 image for each neuron of layer 1, all on one scale."""
    neurons = network.sizes[1]
    slopes = answer.gradients.weights[0] if answer else np.zeros((neurons, 784))
    header = {
        "neurons": neurons,
        "max": float(np.abs(slopes).max()),
        "note": _why_blank(answer, network),
        "serial": serial,
    }
    return pack(header, slopes.astype(np.float32))


def _why_blank(answer: Answer | None, network: Network) -> str:
    if answer is None:
        return ""
    note = "Blank pixels are paper: x = 0."
    stuck = chain.saturated(network, answer.forward_pass, layer=1)
    if stuck:
        note += (
            f" [Saturated](#word-saturated): {len(stuck)} of {network.sizes[1]} neurons. On the "
            "flat part of its curve a neuron hardly moves, so little or nothing gets through to it."
        )
    return note
