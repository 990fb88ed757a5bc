"""Save and load networks as .npz files, and the networks that come with Backprop Studio.

A file holds weights_1 … weights_L, biases_1 … biases_L, activation, and history with one row
(epoch, cost, accuracy) per epoch. Loading never runs anything that a file contains: pickles are
refused, and sizes are checked before anything is unpacked.
"""

import io
import zipfile
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from backprop.network import Epoch, Network

FOLDER = Path(__file__).parents[1] / "assets" / "networks"

SHIPPED = {
    "untrained": "Untrained",
    "epoch-1": "After 1 epoch",
    "trained": "Trained",
    "trained-30": "Trained, one hidden layer of 30",
}

LARGEST = 32 * 2**20  # bytes, packed or unpacked; the deck's network takes about 0.1 MB
_TOO_LARGE = f"it is larger than {LARGEST // 2**20} MB"


class NetworkFileError(ValueError):
    """A network file that cannot be used; the message says why and what to do."""


def save(network: Network, target: str | Path | BinaryIO) -> None:
    """Write a network and its history to a file; the same network gives the same bytes.

    target: a path, which NumPy ends in .npz where it does not, or an open binary file
    """
    layers = list(enumerate(zip(network.weights, network.biases), start=1))
    arrays: dict[str, Any] = {f"weights_{layer}": w for layer, (w, _) in layers}
    arrays |= {f"biases_{layer}": b for layer, (_, b) in layers}
    arrays["activation"] = np.array(network.activation)
    arrays["history"] = np.array(network.history, dtype=np.float64).reshape(-1, 3)
    np.savez(target, **arrays)


def load(source: str | Path | BinaryIO) -> Network:
    """Read a network: float64, its arrays read-only, because many users share them.

    source: a name in `SHIPPED`, the path of a file, or an open binary file
    Raises NetworkFileError where there is no such file or its content cannot be a network.
    """
    name, packed, shipped = _opened(source)
    try:
        return _network(unpack(packed))
    except ValueError as error:
        raise _unusable(name, str(error), shipped) from error


def _opened(source: str | Path | BinaryIO) -> tuple[str, bytes, bool]:
    """The name to use in messages, the bytes of the file, and whether it is one that is shipped."""
    if hasattr(source, "read"):
        return str(getattr(source, "name", "The file")), source.read(LARGEST + 1), False
    path = FOLDER / f"{source}.npz" if source in SHIPPED else Path(source)
    shipped = path.absolute() in {FOLDER / f"{name}.npz" for name in SHIPPED}
    try:
        with open(path, "rb") as file:
            return path.name, file.read(LARGEST + 1), shipped
    except (OSError, ValueError) as error:  # ValueError: a null byte in the path
        if shipped:
            raise _unusable(path.name, "there is no such file", shipped) from error
        raise NetworkFileError(
            f"There is no network {str(source)!r} that can be opened. Give the path of an "
            f".npz file, or one of {', '.join(SHIPPED)}."
        ) from error


def unpack(packed: bytes) -> dict[str, np.ndarray]:
    """The arrays in an .npz file, unpacked only if the sizes that it declares are reasonable.

    Raises ValueError, with half a sentence that says what is wrong with the file.
    """
    if len(packed) > LARGEST:
        raise ValueError(_TOO_LARGE)
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked <= LARGEST:
            with np.load(io.BytesIO(packed), allow_pickle=False) as file:
                return {key: file[key] for key in file.files}
    except Exception as error:  # damage shows as one of a dozen unrelated exceptions
        raise ValueError("it is not an .npz file of plain arrays, or is damaged") from error
    raise ValueError(_TOO_LARGE)


def _network(arrays: dict[str, np.ndarray]) -> Network:
    count = max(1, sum(key.startswith("weights_") for key in arrays))
    weight_keys = [f"weights_{layer}" for layer in range(1, count + 1)]
    bias_keys = [f"biases_{layer}" for layer in range(1, count + 1)]
    for key in (*weight_keys, *bias_keys, "activation", "history"):
        if key not in arrays:
            raise ValueError(f"it has no {key}")

    history = _numbers(arrays, "history", dimensions=2)
    if history.shape[1] != 3:
        raise ValueError("history needs three columns: epoch, cost, accuracy")
    weights = tuple(_numbers(arrays, key, dimensions=2) for key in weight_keys)
    biases = tuple(_numbers(arrays, key, dimensions=1) for key in bias_keys)
    if not all(values.size for values in weights + biases):
        raise ValueError("a layer is empty")
    return Network(
        weights=weights,
        biases=biases,
        activation=str(arrays["activation"])[:20],
        history=tuple(Epoch(int(row[0]), *row[1:]) for row in history.tolist()),
    )


def _numbers(arrays: dict[str, np.ndarray], key: str, dimensions: int) -> np.ndarray:
    """One array of a file as read-only float64, every number finite."""
    values = arrays[key]
    if not isinstance(values, np.ndarray) or values.dtype.kind not in "fiu":
        raise ValueError(f"{key} does not hold numbers")
    if values.ndim != dimensions:
        raise ValueError(f"{key} has {values.ndim} dimensions instead of {dimensions}")
    with np.errstate(over="ignore"):
        values = values.astype(np.float64)
    if not np.isfinite(values).all():
        raise ValueError(f"{key} holds a number that is not finite")
    values.setflags(write=False)
    return values


def _unusable(name: str, reason: str, shipped: bool) -> NetworkFileError:
    remedy = (
        "Make it again, as README.md says under “Train without the app”."
        if shipped
        else "Choose one that was saved as “Network (.npz)”, or from the command line."
    )
    return NetworkFileError(f"{name} cannot be used as a network: {reason}. {remedy}")
