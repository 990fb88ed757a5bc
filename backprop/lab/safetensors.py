"""Read a .safetensors file: the length of a header, the header in JSON, then raw numbers.

Nothing in it can run, and everything that its header says is checked before it is believed.
"""

import json

import numpy as np

LONGEST_HEADER = 2**20  # bytes
TYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2"}


def looks_like_it(content: bytes) -> bool:
    return content[8:9] == b"{"


def unpack(content: bytes) -> dict[str, np.ndarray]:
    """Its floating-point arrays; others, like counters, are left out.

    Raises ValueError, with half a sentence that says what is wrong with the file.
    """
    try:
        length = int.from_bytes(content[:8], "little")
        if length > min(LONGEST_HEADER, len(content) - 8):
            raise ValueError("a header longer than the file")
        header, numbers = json.loads(content[8 : 8 + length]), content[8 + length :]
        header.pop("__metadata__", None)
        arrays = {name: _array(said, numbers) for name, said in header.items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError("it is not a .safetensors file, or is damaged") from error
    if sum(array.nbytes for array in arrays.values() if array is not None) > 2 * len(numbers):
        raise ValueError("its arrays overlap")
    return {name: array for name, array in arrays.items() if array is not None}


def _array(said: dict, numbers: bytes) -> np.ndarray | None:
    start, end = said["data_offsets"]
    if not 0 <= start <= end <= len(numbers):
        raise ValueError("an array outside the file")
    kind = TYPES.get(said["dtype"])
    if kind is None:
        return None
    flat = np.frombuffer(numbers[start:end], kind)
    if said["dtype"] == "BF16":  # the upper half of a float32
        flat = (flat.astype("<u4") << 16).view("<f4")
    return flat.reshape([int(length) for length in said["shape"]])
