"""A network that somebody else saved: plain arrays, however named and turned, put in order.

Sizes decide: from 784 pixels to ten outputs, each array of weights must begin where the one before
ended, as (neurons, before) or (before, neurons). Where more than one order fits, names decide, and
in the end what reads digits best: `meant.py`, which also finds what no array says.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from backprop.lab import safetensors
from backprop.networks import unpack

MOST_LAYERS = 6
MOST_PARAMETERS = 4_000_000  # 32 MB as float64
MOST_ORDERS = 24
BIAS = re.compile(r"bias|intercept|(^|[^a-z])b[a-z]?([^a-z]|$)")
NO_BIAS = re.compile(r"loss|cost|acc|epoch|history|rate|error|time|mean|std|grad|moment")
NORMALISED = re.compile(r"running_(mean|var)|moving_(mean|var)|num_batches_tracked")
OTHER_FILES = {  # how they begin → what they are
    b"\x93NUMPY": "it is a single array (.npy): save all of them in one file with np.savez",
    b"\x80": "it is a pickle, which could run anything: save its arrays with np.savez",
    b"\x89HDF": "it is an HDF5 file, as Keras writes it: save its arrays with np.savez",
}
Arrays = dict[str, np.ndarray]
Link = tuple[str, bool]  # the name of an array of weights, and whether it is turned


@dataclass(frozen=True, eq=False)
class Layers:
    """One way to put the arrays of a file in order.

    weights: each (neurons, neurons before), float64; biases: each (neurons,), float64
    without_bias: the layers, from 1, that the file has no biases for: they are taken as 0
    left_out: the names of arrays that are no part of the network
    """

    weights: tuple[np.ndarray, ...]
    biases: tuple[np.ndarray, ...]
    without_bias: tuple[int, ...]
    left_out: tuple[str, ...]


def orders(content: bytes) -> list[Layers]:
    """All ways in which the arrays of an .npz or .safetensors file are a network, likeliest first.

    Raises ValueError, with half a sentence that says why they are none.
    """
    arrays = _arrays(content)
    _refuse_other_layers(arrays)
    numbers = dict(sorted(arrays.items(), key=lambda item: _counted(item[0])))
    matrices = {name: values for name, values in numbers.items() if _is_matrix(values)}
    vectors = {
        name: values.ravel()
        for name, values in numbers.items()
        if values.ndim in (1, 2) and values.size == max(values.shape)
    }
    chains = [chain for family in _families(matrices) for chain in _chains(family)]
    chains = chains or list(_chains(matrices))
    if not chains:
        raise ValueError(_why_none(matrices))
    made, problems = [], []
    for chain in chains[:MOST_ORDERS]:
        try:
            made.append(_layers(chain, matrices, vectors, arrays))
        except ValueError as problem:
            problems.append(problem)
    if not made:
        raise problems[0]
    return made


def _arrays(content: bytes) -> Arrays:
    """The arrays in a file, by what it is rather than by what it is called."""
    for beginning, what in OTHER_FILES.items():
        if content.startswith(beginning) and not safetensors.looks_like_it(content):
            raise ValueError(what)
    if safetensors.looks_like_it(content):
        return safetensors.unpack(content)
    if b"/data.pkl" in content[:200]:
        raise ValueError(
            "it is a PyTorch pickle, which could run anything: save model.state_dict() with "
            "safetensors.torch.save_file, or its arrays with np.savez"
        )
    arrays = unpack(content)
    return {
        name: values
        for name, values in arrays.items()
        if isinstance(values, np.ndarray) and values.dtype.kind in "fiu" and values.ndim
    }


def _refuse_other_layers(arrays: Arrays) -> None:
    """A network of other layers than the app can compute must not be read as one without them."""
    for name, values in arrays.items():
        if values.ndim >= 4:
            raise ValueError(
                f"{name} has {values.ndim} dimensions, a convolution: the app computes fully "
                "connected layers only"
            )
        flat_weight = values.ndim == 1 and name.endswith(".weight")
        if flat_weight or NORMALISED.search(name.lower()):
            raise ValueError(
                f"{name} belongs to a layer that normalises: the app computes fully connected "
                "layers only"
            )


def _is_matrix(values: np.ndarray) -> bool:
    return values.ndim == 2 and min(values.shape) > 1


def _counted(name: str) -> list[int]:
    """The numbers in a name: sorted by them, arr_10 comes after arr_9, others stay in order."""
    return [int(digits) for digits in re.findall(r"\d{1,9}", name)]


def _kind(name: str) -> str:
    return re.sub(r"\d+", "", name)


def _families(arrays: Arrays) -> list[Arrays]:
    """Arrays whose names differ in numbers alone, those with the shortest names first."""
    families: dict[str, Arrays] = {}
    for name, values in arrays.items():
        families.setdefault(_kind(name), {})[name] = values
    return [families[kind] for kind in sorted(families, key=len)]


# --- weights ---


def _chains(matrices: Arrays) -> list[tuple[Link, ...]]:
    """Every order of weights from 784 to 10, the longest first, all turned alike first."""
    begun: list[tuple[Link, ...]] = [()]
    whole: list[tuple[Link, ...]] = []
    for _ in range(MOST_LAYERS):
        begun = _longer(matrices, begun)
        whole = [chain for chain in begun if _width(matrices, chain) == 10] + whole
    return [chain for chain in whole if _nothing_left(matrices, chain)]


def _nothing_left(matrices: Arrays, chain: tuple[Link, ...]) -> bool:
    """Whether no weights are called like those of the chain and yet are not in it."""
    used = {name for name, _ in chain}
    return not {_kind(name) for name in used} & {_kind(name) for name in matrices.keys() - used}


def _longer(matrices: Arrays, chains: list[tuple[Link, ...]]) -> list[tuple[Link, ...]]:
    """The chains with one link more, as many as are tried."""
    longer = ((*chain, link) for chain in chains for link in _links(matrices, chain))
    return list(islice(longer, MOST_ORDERS))


def _links(matrices: Arrays, chain: tuple[Link, ...]) -> Iterator[Link]:
    """What can come next: weights that begin where the chain ends."""
    usual = chain[0][1] if chain else False
    used = {name for name, _ in chain}
    for name, values in matrices.items():
        for turned in (usual, not usual):
            before = values.shape[0 if turned else 1]
            if name not in used and before == _width(matrices, chain):
                yield name, turned


def _width(matrices: Arrays, chain: Iterable[Link]) -> int:
    """How many neurons a chain ends in."""
    width = 784
    for name, turned in chain:
        width = matrices[name].shape[1 if turned else 0]
    return width


def _why_none(matrices: Arrays) -> str:
    if not matrices:
        return "it holds no weights, no array of numbers with rows and columns"
    begun: list[tuple[Link, ...]] = [()]
    for _ in range(MOST_LAYERS + 1):
        longer = [
            (*chain, link) for chain in begun[:MOST_ORDERS] for link in _links(matrices, chain)
        ]
        if not longer:
            break
        begun = longer
    layers, outputs = len(begun[0]), _width(matrices, begun[0])
    shapes = ", ".join(" × ".join(map(str, w.shape)) for w in [*matrices.values()][:6])
    if layers > MOST_LAYERS:
        return f"it has more than {MOST_LAYERS} layers"
    if layers == 0:
        return f"none of its weights begin at 784 pixels: they are {shapes}"
    if not _nothing_left(matrices, begun[0]):
        return f"its weights do not fit each other: they are {shapes}"
    return (
        f"it goes from 784 inputs to {outputs} outputs; the pages need one from 784 pixels to "
        "10 digits"
    )


# --- biases ---


def _layers(chain: tuple[Link, ...], matrices: Arrays, vectors: Arrays, arrays: Arrays) -> Layers:
    weights = [matrices[name].T if turned else matrices[name] for name, turned in chain]
    names = _biases([len(w) for w in weights], vectors)
    if sum(w.size for w in weights) > MOST_PARAMETERS:
        raise ValueError(f"it has more than {MOST_PARAMETERS:,} weights")
    used = [name for name, _ in chain] + [name for name in names if name]
    for name in used:
        if not np.isfinite(arrays[name]).all():
            raise ValueError(f"{name} holds a number that is not finite")
    return Layers(
        weights=tuple(np.ascontiguousarray(w, np.float64) for w in weights),
        biases=tuple(
            vectors[name].astype(np.float64) if name else np.zeros(len(w))
            for name, w in zip(names, weights)
        ),
        without_bias=tuple(layer for layer, name in enumerate(names, 1) if not name),
        left_out=tuple(name for name in arrays if name not in used),
    )


def _biases(widths: list[int], vectors: Arrays) -> list[str | None]:
    """The name of each layer's biases; None where there are none."""
    named = {name: b for name, b in vectors.items() if BIAS.search(name.lower())}
    other = {name: b for name, b in vectors.items() if not NO_BIAS.search(name.lower())}
    families = _families(named) + [named] if named else _families(other) + [other]
    taken = [_by_width(widths, family) for family in families]
    return min(taken, key=lambda names: names.count(None))


def _by_width(widths: list[int], vectors: Arrays) -> list[str | None]:
    """Of some vectors, the first one of each width, the second one where the width comes again."""
    free = list(vectors)
    names: list[str | None] = []
    for width in widths:
        name = next((name for name in free if len(vectors[name]) == width), None)
        names.append(name)
        if name:
            free.remove(name)
    return names
