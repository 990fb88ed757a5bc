"""Networks that strangers saved, each in a way of its own; anything else gets half a sentence."""

import io
import json
import pickle
import zipfile

import numpy as np
import pytest

from backprop import networks
from backprop.lab import brought, meant
from backprop.lab.meant import OTHER, SAME, Meaning
from backprop.lab.setup import USUAL_RATES
from backprop.network import Network, one_hot
from backprop.training import Trainer


def npz(*listed, **named):
    file = io.BytesIO()
    np.savez(file, *listed, **named)
    return file.getvalue()


def safetensors(arrays, kind="F32"):
    """As the safetensors package writes it: the arrays one after the other, in their order."""
    header, body = {"__metadata__": {"format": "pt"}}, b""
    for name, values in arrays.items():
        raw = values.tobytes()
        place = [len(body), len(body) + len(raw)]
        header[name] = {"dtype": kind, "shape": list(values.shape), "data_offsets": place}
        body += raw
    said = json.dumps(header).encode()
    return len(said).to_bytes(8, "little") + said + body


def half_of_float32(values):
    """bfloat16: the upper two bytes, rounded down."""
    return (values.astype("<f4").view("<u4") >> 16).astype("<u2")


def named(w, b, weights, biases, first=1):
    """W1, W2 … and b1, b2 … for "W{}" and "b{}"."""
    layers = enumerate(zip(w, b), first)
    return {
        key.format(layer): values
        for layer, pair in layers
        for key, values in zip((weights, biases), pair)
    }


def turned(arrays):
    return [np.ascontiguousarray(values.T) for values in arrays]


def alternating(w, b):
    return [values for pair in zip(w, b) for values in pair]


def sequential(w, b, before=""):
    """The names that PyTorch gives: activations count too."""
    return {
        f"{before}{2 * k}.{name}": values.astype(np.float32)
        for k, pair in enumerate(zip(w, b))
        for name, values in zip(("weight", "bias"), pair)
    }


WAYS = {
    "W1, b1": lambda w, b: npz(**named(w, b, "W{}", "b{}")),
    "w1, (784, n)": lambda w, b: npz(**named(turned(w), b, "w{}", "b{}")),
    "weights_0, biases_0": lambda w, b: npz(**named(w, b, "weights_{}", "biases_{}", 0)),
    "ours without history": lambda w, b: npz(**named(w, b, "weights_{}", "biases_{}")),
    "biases first": lambda w, b: npz(**named(b, w, "b{}", "W{}")),
    "biases (n, 1)": lambda w, b: npz(**named(w, [c[:, None] for c in b], "W{}", "B{}")),
    "biases (1, n), turned": lambda w, b: npz(
        **named(turned(w), [c[None] for c in b], "layer{}_w", "layer{}_b")
    ),
    "layer1.weight": lambda w, b: npz(**named(w, b, "layer{}.weight", "layer{}.bias")),
    "fc1_w, float32": lambda w, b: npz(
        **named([v.astype("f4") for v in w], [v.astype("f4") for v in b], "fc{}_w", "fc{}_b")
    ),
    "a list of all": lambda w, b: npz(*alternating(w, b)),
    "weights, then biases": lambda w, b: npz(*turned(w), *b),
    "0, 1, 2 …": lambda w, b: npz(**{str(k): v for k, v in enumerate(alternating(w, b))}),
    "scikit-learn's names": lambda w, b: npz(**named(turned(w), b, "coefs_{}", "intercepts_{}", 0)),
    "words": lambda w, b: npz(
        **dict(zip(["hidden", "middle", "out"], w)),
        **dict(zip(["hidden_bias", "middle_bias", "out_bias"], b)),
    ),
    "with what else there was": lambda w, b: npz(
        loss=np.linspace(2, 0.1, 10),
        epochs=np.array(10),
        activation=np.array("sigmoid"),
        vW1=0.01 * w[0],
        confusion=np.eye(10),
        vb1=np.zeros(len(b[0])),
        **named(w, b, "W{}", "b{}"),
    ),
    "nn.Sequential": lambda w, b: safetensors(sequential(w, b)),
    "net.0.weight": lambda w, b: safetensors(sequential(w, b, "net.")),
    "float16": lambda w, b: safetensors(
        {name: v.astype("<f2") for name, v in sequential(w, b).items()}, "F16"
    ),
    "bfloat16": lambda w, b: safetensors(
        {name: half_of_float32(v) for name, v in sequential(w, b).items()}, "BF16"
    ),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["trained", "trained-30"])
def test_however_it_was_saved_it_reads_as_before(way, name, mnist):
    """“trained” has 16 neurons behind 16: their weights do not show how they are turned."""
    known = networks.load(name)
    content = WAYS[way](known.weights, known.biases)
    found = meant.weigh(brought.orders(content), mnist)
    assert found.best == Meaning("sigmoid", "0 to 1", SAME)
    network = meant.network(found, found.best, mnist)
    assert network.sizes == known.sizes
    x = mnist.x_test[:2000] / 255
    alike = np.mean(network.predict(x) == known.predict(x))
    assert alike > {"bfloat16": 0.98, "float16": 0.999}.get(way, 0.9999)
    assert not found.layers.without_bias


# --- what no array says ---


@pytest.fixture(scope="module")
def deep(mnist):
    """784 · 128 · 64 · 10, ReLU, trained for a moment."""
    new = Network.create((784, 128, 64, 10), "relu")
    trainer = Trainer(new, mnist.x_train[:10_000], mnist.y_train[:10_000], learning_rate=0.03)
    trainer.epoch()
    return trainer.network()


def given(network, scale, shift):
    """The same network for pixels of which x is (pixel − shift) / scale, as it would be trained."""
    w, b = [*network.weights], [*network.biases]
    b[0] = b[0] - shift / scale * w[0].sum(axis=1)
    w[0] = w[0] / scale
    return w, b


@pytest.mark.parametrize("pixels", meant.PIXELS)
def test_pixels_and_activation_are_found_by_what_reads_best(pixels, deep, mnist):
    w, b = given(deep, *meant.PIXELS[pixels])
    found = meant.weigh(brought.orders(npz(**named(w, b, "W{}", "b{}"))), mnist)
    assert found.best == Meaning("relu", pixels, SAME)
    network = meant.network(found, found.best, mnist)
    x, y = mnist.x_test[:300] / 255, one_hot(mnist.y_test[:300])
    assert network.cost(x, y) == pytest.approx(deep.cost(x, y))
    share = np.mean(
        network.predict(mnist.x_test[: meant.ASKED] / 255) == mnist.y_test[: meant.ASKED]
    )
    assert found.hints[found.best].right == pytest.approx(share, abs=0.002)
    others = [hint.right for meaning, hint in found.hints.items() if meaning.pixels != pixels]
    assert max(others) < found.hints[found.best].right


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_another_end_keeps_the_order_of_the_outputs(activation, mnist):
    """As if it had been trained for softmax, which asks for no particular sums."""
    network = Network.create((784, 30, 10), activation)
    alpha = USUAL_RATES[activation]
    trainer = Trainer(network, mnist.x_train[:5000], mnist.y_train[:5000], learning_rate=alpha)
    trainer.epoch()
    w, b = trainer.network().weights, trainer.network().biases
    loose = npz(w1=w[0], w2=3 * w[1], b1=b[0], b2=3 * b[1] + 9)
    found = meant.weigh(brought.orders(loose), mnist)
    meaning = Meaning(activation, "0 to 1", OTHER)
    assert found.best == meaning
    now = meant.network(found, meaning, mnist)
    x = mnist.x_test / 255
    z = trainer.network().forward(x).weighted_inputs[-1]
    assert np.mean(now.predict(x) == z.argmax(axis=1)) > 0.999
    assert now.cost(x, one_hot(mnist.y_test)) < meant.BLIND


def test_missing_biases_are_0_and_that_is_told(mnist):
    known = networks.load("trained-30")
    losses = np.linspace(2, 0.1, 10)
    found = meant.weigh(brought.orders(npz(*known.weights, loss=losses)), mnist)
    assert found.layers.without_bias == (1, 2)
    assert found.layers.left_out == ("loss",)
    assert not any(b.any() for b in found.layers.biases)


# --- what is no such network ---


class Trap:
    """Unpickling this would run code."""

    def __reduce__(self):
        return (pytest.fail, ("a pickle was run",))


def saved(array):
    file = io.BytesIO()
    np.save(file, array, allow_pickle=True)
    return file.getvalue()


def zipped(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def lying(header, body=b""):
    said = json.dumps(header).encode()
    return len(said).to_bytes(8, "little") + said + body


def entry(shape, start, end, kind="F32"):
    return {"dtype": kind, "shape": shape, "data_offsets": [start, end]}


def of(*sizes, **more):
    pairs = list(zip(sizes, sizes[1:]))
    return npz(**{f"W{k}": np.ones((n, m)) for k, (m, n) in enumerate(pairs)}, **more)


LOOSE = "not a .safetensors file, or is damaged"
REFUSED = {
    "nothing": (b"", "not an .npz file"),
    "words": (b"hello there", "not an .npz file"),
    "a pickle": (pickle.dumps(Trap()), "it is a pickle"),
    "a pickled .npy": (saved(np.array([Trap()], object)), "a single array (.npy)"),
    "a pickle in the zip": (npz(W1=np.array([Trap()], object)), "plain arrays"),
    "lists of arrays": (npz(weights=np.array([Trap(), 1], object)), "plain arrays"),
    "PyTorch's pickle": (zipped(**{"net/data.pkl": b""}), "state_dict"),
    "Keras": (b"\x89HDF\r\n\x1a\n", "HDF5"),
    "a zip bomb": (zipped(W1=bytes(40 * 2**20)), "larger than 32 MB"),
    "a large file": (bytes(33 * 2**20), "larger than 32 MB"),
    "cut off": (of(784, 30, 10)[:-50], "damaged"),
    "only words inside": (npz(W1=np.array(["a"])), "holds no weights"),
    "no weights": (npz(b1=np.zeros(10)), "holds no weights"),
    "other pictures": (of(64, 30, 10), "none of its weights begin at 784 pixels: they are 30 × 64"),
    "letters": (of(784, 30, 26), "from 784 inputs to 26 outputs"),
    "nine": (of(784, 16, 9), "from 784 inputs to 9 outputs"),
    "a gap": (npz(W1=np.ones((30, 784)), W2=np.ones((10, 31))), "they are 30 × 784, 10 × 31"),
    "one too many": (of(784, 16, 10, W9=np.ones((5, 16))), "do not fit each other"),
    "seven layers": (of(784, 9, 8, 7, 6, 5, 4, 10), "more than 6 layers"),
    "convolutions": (of(784, 10, c=np.ones((8, 1, 3, 3))), "c has 4 dimensions, a convolution"),
    "normalised": (npz(W=np.ones((10, 784)), running_mean=np.ones(9)), "a layer that normalises"),
    "NaN": (npz(W=np.ones((10, 784)), b=np.full(10, np.nan)), "b holds a number that is not"),
    "infinity": (npz(W=np.full((10, 784), np.inf)), "W holds a number that is not finite"),
    "millions": (npz(W=np.ones((6000, 784), "i1"), V=np.ones((10, 6000), "i1")), "more than 4,0"),
    "a header of 4 GB": ((2**32).to_bytes(8, "little") + b"{" + bytes(99), LOOSE),
    "a header that is none": (lying({"a": []}), LOOSE),
    "nested": ((200_000).to_bytes(8, "little") + b'{"a":' + b"[" * 199_995, LOOSE),
    "beyond the file": (lying({"a": entry([784], 0, 3136)}), LOOSE),
    "backwards": (lying({"a": entry([1], 8, 4)}, bytes(8)), LOOSE),
    "4 GB of shape": (lying({"a": entry([2**30], 0, 4)}, bytes(4)), LOOSE),
    "less than nothing": (lying({"a": entry([-1, -1], 0, 4)}, bytes(4)), LOOSE),
    "half a number": (lying({"a": entry([1], 0, 3)}, bytes(3)), LOOSE),
    "the same bytes again": (
        lying({f"{k}": entry([99], 0, 396) for k in range(9)}, bytes(396)),
        "its arrays overlap",
    ),
    "only counters": (lying({"a": entry([1], 0, 8, "I64")}, bytes(8)), "holds no weights"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_anything_else_is_told_why(kind):
    content, reason = REFUSED[kind]
    with pytest.raises(ValueError, match=".") as caught:
        brought.orders(content)
    assert reason in str(caught.value) and len(str(caught.value)) < 200


def test_many_arrays_alike_do_not_take_long():
    """40 squares could be put in order in 40⁵ ways: a few of them are tried."""
    squares = {f"W{k}": np.ones((16, 16)) for k in range(2, 42)}
    with pytest.raises(ValueError, match="more than 6 layers"):
        brought.orders(npz(W1=np.ones((16, 784)), V=np.ones((10, 16)), **squares))
