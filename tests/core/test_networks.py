"""Network files: what is shipped, round trips, damaged and hostile files."""

import io
import pickle
import zipfile
from pathlib import Path

import numpy as np
import pytest

from backprop import networks
from backprop.lab.train import HISTORY_EXAMPLES, SHIPPED_SETTINGS
from backprop.network import Epoch, Network, one_hot
from backprop.networks import SHIPPED, NetworkFileError, load, save
from backprop.training import accuracy


@pytest.mark.parametrize(
    ("name", "sizes", "epochs", "lowest", "highest"),
    [
        ("untrained", (784, 16, 16, 10), 0, 0.0, 0.2),
        ("epoch-1", (784, 16, 16, 10), 1, 0.91, 0.94),
        ("trained", (784, 16, 16, 10), 20, 0.95, 1.0),
        ("trained-30", (784, 30, 10), 30, 0.9542, 1.0),  # Nielsen's published accuracy
    ],
)
def test_shipped_networks(mnist, name, sizes, epochs, lowest, highest):
    network = load(name)
    assert network.sizes == sizes
    assert network.activation == "sigmoid"
    measured = accuracy(network, mnist.x_test, mnist.y_test)
    assert lowest <= measured <= highest
    assert [row.epoch for row in network.history] == list(range(epochs + 1))
    last = network.history[-1]
    assert last.accuracy == measured
    x, y = mnist.x_train[:HISTORY_EXAMPLES] / 255, one_hot(mnist.y_train[:HISTORY_EXAMPLES])
    assert last.cost == pytest.approx(network.cost(x, y))


def test_the_first_three_are_one_run():
    untrained, first, trained = (load(name) for name in ("untrained", "epoch-1", "trained"))
    assert untrained.history == trained.history[:1]
    assert first.history == trained.history[:2]
    start = Network.create(seed=SHIPPED_SETTINGS["seed"])
    assert all((a == b).all() for a, b in zip(untrained.weights, start.weights))


def test_every_shipped_network_has_a_title_and_a_file():
    assert {path.stem for path in networks.FOLDER.glob("*.npz")} == set(SHIPPED)
    assert all(SHIPPED.values())


def test_shared_networks_cannot_be_changed():
    network = load("untrained")
    for values in network.weights + network.biases:
        assert values.dtype == np.float64
        with pytest.raises(ValueError, match="read-only"):
            values[0] = 1


@pytest.mark.parametrize("history", [(), (Epoch(0, 1.5, 0.1), Epoch(1, 0.5, 0.9))])
@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_round_trip(tmp_path, activation, history):
    new = Network.create((5, 4, 3), activation)
    network = Network(new.weights, new.biases, activation, history)
    path = tmp_path / "mine.npz"
    save(network, path)
    for source in (path, str(path), io.BytesIO(path.read_bytes())):
        back = load(source)
        assert back.activation == activation
        assert back.history == history
        for a, b in zip(network.weights + network.biases, back.weights + back.biases):
            assert (a == b).all()


def test_the_same_network_gives_the_same_bytes(tmp_path):
    network = Network.create((5, 4, 3))
    for name in ("a.npz", "b.npz"):
        save(network, tmp_path / name)
    held = io.BytesIO()
    save(network, held)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    assert (tmp_path / "a.npz").read_bytes() == held.getvalue()


def good_arrays():
    return {
        "weights_1": np.zeros((4, 5)),
        "biases_1": np.zeros(4),
        "weights_2": np.zeros((3, 4)),
        "biases_2": np.zeros(3),
        "activation": np.array("sigmoid"),
        "history": np.zeros((0, 3)),
    }


def npz(**changed):
    arrays = {
        key: value for key, value in {**good_arrays(), **changed}.items() if value is not None
    }
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def zipped(members, compression=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def header_only(shape):
    """An array file that claims a shape and holds nothing."""
    file = io.BytesIO()
    header = {"descr": "<f8", "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(file, header)
    return file.getvalue()


class Trap:
    """Unpickling this would run code."""

    def __reduce__(self):
        return (pytest.fail, ("a pickle was run",))


def flipped(content):
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1 :]


BAD_FILES = {
    "empty": (b"", "not an .npz file"),
    "text": (b"hello", "not an .npz file"),
    "a single .npy": (header_only((0,)), "not an .npz file"),
    "truncated": (npz()[:-40], "damaged"),
    "without its beginning": (npz()[300:], "damaged"),
    "a flipped byte": (flipped(npz(weights_1=np.zeros((4, 500)))), "damaged"),
    "zip without arrays": (zipped({"readme.txt": "hello"}), "has no weights_1"),
    "array that ends early": (zipped({"weights_1.npy": header_only((4, 5))}), "damaged"),
    "array said to be 8 EB": (zipped({"weights_1.npy": header_only((10**18,))}), "damaged"),
    "pickle": (pickle.dumps(Trap()), "not an .npz file"),
    "pickle in the zip": (npz(weights_1=np.array([Trap()], dtype=object)), "plain arrays"),
    "zip bomb": (zipped({"weights_1.npy": bytes(40 * 2**20)}), "larger than 32 MB"),
    "larger than any network": (bytes(33 * 2**20), "larger than 32 MB"),
    "no biases": (npz(biases_2=None), "has no biases_2"),
    "a layer left out": (npz(weights_1=None), "has no"),
    "no activation": (npz(activation=None), "has no activation"),
    "no history": (npz(history=None), "has no history"),
    "unknown activation": (npz(activation=np.array("softmax")), "activation: got 'softmax'"),
    "layers that do not fit": (npz(weights_2=np.zeros((3, 5))), "layer 2"),
    "biases that do not fit": (npz(biases_1=np.zeros(5)), "layer 1"),
    "weights in a row": (npz(weights_1=np.zeros(4)), "weights_1 has 1 dimensions instead of 2"),
    "one number": (npz(weights_1=np.array(1.0)), "weights_1 has 0 dimensions"),
    "an empty layer": (npz(weights_1=np.zeros((4, 0))), "a layer is empty"),
    "NaN": (npz(biases_1=np.full(4, np.nan)), "biases_1 holds a number that is not finite"),
    "infinity": (npz(weights_2=np.full((3, 4), np.inf)), "weights_2 holds a number"),
    "complex numbers": (npz(biases_1=np.zeros(4, complex)), "biases_1 does not hold numbers"),
    "words": (npz(biases_1=np.array(["a"] * 4)), "biases_1 does not hold numbers"),
    "raw bytes": (zipped({"weights_1": b"abc", "biases_1": b"", "activation": b"", "history": b""}),
                  "does not hold numbers"),
    "history of two columns": (npz(history=np.zeros((2, 2))), "history needs three columns"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD_FILES)
def test_bad_files_are_refused_with_a_sentence(tmp_path, kind):
    content, reason = BAD_FILES[kind]
    path = tmp_path / "bad.npz"
    path.write_bytes(content)
    with pytest.raises(NetworkFileError) as caught:
        load(path)
    message = str(caught.value)
    assert message.startswith("bad.npz cannot be used as a network: ")
    assert reason in message
    assert message.endswith("“Network (.npz)”, or from the command line.")


def test_only_a_shipped_file_is_said_to_be_made_again(tmp_path, monkeypatch):
    """A visitor's own file may bear any name."""
    monkeypatch.setattr(networks, "FOLDER", tmp_path)
    path = tmp_path / "trained.npz"
    path.write_bytes(b"")
    own = io.BytesIO()
    own.name = path.name
    for source, shipped in {"trained": True, path: True, "epoch-1": True, own: False}.items():
        with pytest.raises(NetworkFileError) as caught:
            load(source)
        assert ("“Train without the app”" in str(caught.value)) == shipped


def test_every_truncation_of_a_file_is_refused():
    content = npz()
    for length in range(0, len(content), 97):
        with pytest.raises(NetworkFileError):
            load(io.BytesIO(content[:length]))


@pytest.mark.parametrize("source", ["nothing", "no/such/file.npz", Path("nothing.npz"), ".", "\0"])
def test_missing_files_name_the_choices(source):
    with pytest.raises(NetworkFileError, match="one of untrained, epoch-1, trained, trained-30"):
        load(source)
