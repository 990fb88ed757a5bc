"""What all pages share: the network, the drawing, its label. The only place that touches
st.session_state and the URL: others keep theirs by `kept`, and ask for widgets by key."""

import hashlib
import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import numpy as np
import streamlit as st

from backprop import networks
from backprop.lab.run import EXAM, Run
from backprop.live.drawing import Digit, Picture
from backprop.live.drawing import digit as read_digit
from backprop.live.screen import Taken
from backprop.network import Epoch, Network, one_hot
from backprop.views import address
from backprop.views.library import mnist, mnist_sample, shipped, test_digit, test_results
from backprop.why.gradients import Path
from backprop.why.selection import Thing

T = TypeVar("T")
EXAMPLE = 38  # of the test digits: a 2, as the deck says, that the trained network is not sure of
MOST_TRAINED = 5  # networks of a visitor's own that are kept


@dataclass(frozen=True)
class Drawing:
    """Strokes over an optional picture ("test-123" of MNIST, or "picture-…" of the user's own).

    serial counts the messages of the canvas, so that an older one never replaces a newer state.
    """

    strokes: list = field(default_factory=list)
    picture: str | None = None
    serial: int = 0

    @property
    def empty(self) -> bool:
        return not self.strokes and self.picture is None


@dataclass
class Shared:
    """One visitor's state.

    token: what this session is called in the browser, which so notices that the server lost one
    asked: a network of the visitor's own that the link names, until it is known
    notices: sentences for the top of the page; told: those that stand there
    written: the address as the browser was last told it
    opened: what the link says is open in the inspector, until it was looked for
    said: the number of the message that told the label, as the canvas counts its own
    lent: the network that the live channel answers with beside those that can be chosen, with the
    steps that led to it
    kept: the names of what the browser keeps; restored: whether it has just given something back
    steps, moved, instead: what a link or a file says was taken, moved and shown, until it is here
    linked: the keys of what begins with what the link says
    """

    token: str = field(default_factory=lambda: secrets.token_hex(8))
    asked: str | None = None
    kept: set[str] = field(default_factory=set)
    restored: bool = False
    written: dict[str, str] = field(default_factory=dict)
    network: str = address.TABLE["network"].usual
    drawing: Drawing = field(default_factory=Drawing)
    seed: Drawing = field(default_factory=Drawing)
    revision: int = 0
    label: int | None = None
    said: int = 0
    prepared: bool = True
    own_pictures: dict[str, np.ndarray] = field(default_factory=dict)
    message: str = ""
    notices: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    learning_rate: float = address.TABLE["stepsize"].usual
    selected: Thing | None = None
    opened: str | None = None
    trained: dict[str, tuple[str, Network]] = field(default_factory=dict)
    lent: dict[str, Path] = field(default_factory=dict)
    run: Run | None = None
    steps: tuple[Taken, ...] = ()
    moved: dict[str, float] = field(default_factory=dict)
    instead: str = ""
    linked: set[str] = field(default_factory=set)


def predictions(name: str) -> np.ndarray:
    """What a network answers to each of the 10,000 test digits, (10000,)."""
    return test_results(_find(name)).answers


def test_digits(label: int | None, wrong: bool) -> np.ndarray:
    """Which of the test digits have this label (None: any) and, if asked, are read wrong."""
    labels = mnist().y_test
    chosen = np.ones(len(labels), bool) if label is None else labels == label
    if wrong:
        chosen &= predictions(shared().network) != labels
    return np.flatnonzero(chosen)


# --- one visitor's state ---


def shared() -> Shared:
    return kept("shared", _from_address)


def kept(name: str, create: Callable[[], T]) -> T:
    """What a part of the app keeps for this visitor under a name of its own; with a widget's key,
    what the widget holds, and `create` says what it begins with."""
    if name not in st.session_state:
        st.session_state[name] = create()
    return st.session_state[name]


def held(key: str, usual: Any = None) -> Any:
    """What the widget with this key holds; the usual while there is none."""
    return st.session_state.get(key, usual)


def put(key: str, value: Any) -> None:
    """What the widget with this key is to hold, before it is shown or in a callback."""
    st.session_state[key] = value


def was_given(key: str) -> bool:
    """Whether a file has come to, or left, the widget with this key since this was asked last.

    Streamlit may report one again after its popover was closed: not to replace what came since.
    """
    known, now = f"{key}_known", getattr(held(key), "file_id", None)
    before, st.session_state[known] = held(known), now
    return now != before


def sent(key: str, name: str) -> Any:
    """What a component sent under a name; None if it has gone while that was on its way."""
    return getattr(st.session_state.get(key), name, None)


def network() -> Network:
    """The chosen network, or the next shipped one that can be read, with a notice saying so."""
    state = shared()
    problems = []
    for name in [state.network, *(name for name in networks.SHIPPED if name != state.network)]:
        try:
            usable = _find(name)
        except networks.NetworkFileError as problem:
            problems.append(str(problem))
            continue
        if problems:
            tell(f"{problems[0]} Until then “{networks.SHIPPED[name]}” answers.")
            state.network = name
        return usable
    raise networks.NetworkFileError(problems[0])


def choose_network(name: str) -> None:
    """Another network. What a drawing without a label is meant to be stays what the better of both
    read in it: a new network's mistake must not become the truth."""
    before, drawn = network(), digit()
    shared().network = name
    better = before.history[-1].accuracy > network().history[-1].accuracy
    if drawn and drawn.label is None and better:
        say_label(int(before.forward(drawn.pixels).activations[-1].argmax()))


def _find(name: str) -> Network:
    own = shared().trained.get(name)
    return own[1] if own else shipped(name)


def network_titles() -> dict[str, str]:
    """What can be chosen: the visitor's own networks, then those shipped; name → title."""
    return {name: title for name, (title, _) in shared().trained.items()} | networks.SHIPPED


def use(network: Network, title: str) -> None:
    """Make a network the one that every page is about. The last five used so are kept.

    Raises ValueError where it does not read 784 pixels or does not have ten outputs.
    """
    if (network.sizes[0], network.sizes[-1]) != (784, 10):
        raise ValueError(
            f"This network goes from {network.sizes[0]} inputs to {network.sizes[-1]} outputs; "
            "the pages need one from 784 pixels to 10 digits."
        )
    if not network.history:
        right = test_results(network).right
        known = mnist().y_train[:EXAM]
        cost = network.cost(mnist().x_train[:EXAM] / 255, one_hot(known))
        network = replace(network, history=(Epoch(0, cost, right),))
    name = own_name(address.OWN, *network.weights, *network.biases)
    others = {other: known for other, known in shared().trained.items() if other != name}
    shared().trained = {name: (title, network)} | dict(list(others.items())[: MOST_TRAINED - 1])
    _choose(name)


def _choose(name: str) -> None:
    shared().network = name
    put("network", name)  # the selectbox in the sidebar


def own_name(prefix: str, *arrays: np.ndarray) -> str:
    """A name for something of the visitor's own, the same in every session."""
    content = b"".join(array.tobytes() for array in arrays)
    return f"{prefix}{hashlib.sha256(content).hexdigest()[:16]}"


def tell(sentence: str) -> None:
    """Keep a sentence for the top of the page."""
    shared().notices.append(sentence)


def take_notices() -> list[str]:
    state = shared()
    state.told, state.notices = state.notices, []
    return state.told


def tell_again() -> None:
    """The page is made once more, unasked: what it tells must not vanish."""
    shared().notices = [*shared().told, *shared().notices]


def take_ink(sent: dict | None) -> None:
    """Take over what the canvas sent, unless it is older than what is known."""
    state = shared()
    if not sent or sent["serial"] <= state.drawing.serial:
        return
    drawing = Drawing(sent["strokes"], sent["picture"], sent["serial"])
    if drawing.empty:
        state.label, state.said = None, drawing.serial
    state.message = ""
    state.drawing = drawing


def serial() -> int:
    """The number of the newest that is known of the drawing: its ink, or what it is meant to be."""
    return max(shared().drawing.serial, shared().said)


def seed_canvas() -> None:
    """What a canvas that is mounted from now on begins with."""
    shared().seed = replace(shared().drawing, serial=serial())


def show_picture(name: str) -> None:
    """Put a picture on the canvas in place of what is there; undo on the canvas brings it back."""
    show_drawing(Drawing(picture=name), None)


def show_strokes(strokes: list, label: int | None) -> None:
    """Somebody else's drawing in place of what is on the canvas, and what it is meant to be.

    Raises digits.StrokesError for strokes that no canvas would send.
    """
    read_digit(strokes, None, None, prepared=True)
    show_drawing(Drawing(strokes), label)


def show_drawing(drawing: Drawing, label: int | None) -> None:
    """Another drawing in place of what is on the canvas, and what it is meant to be."""
    state = shared()
    state.drawing = state.seed = replace(drawing, serial=serial())
    state.revision, state.label, state.message = state.revision + 1, None, ""
    say_label(label)


def keep_picture(grey: np.ndarray) -> str:
    """Keep a picture of the visitor's own, (280, 280) bytes, ink = 255, and return its name."""
    name = own_name("picture-", grey)
    shared().own_pictures[name] = grey
    return name


def say_label(label: int | None, number: int = 0) -> None:
    """The user says what the digit is meant to be; anything but a digit is not heard.

    number: of the message, where the canvas counted it
    """
    if label in range(10):
        shared().label = label
        shared().said = max(shared().said, number)


def prepare_ink(prepared: bool) -> None:
    shared().prepared = prepared


def picture(name: str | None, state: Shared | None = None) -> Picture | None:
    """The picture on the canvas that is called so, of this visitor or of another one's state."""
    if sample := mnist_sample(name):
        return Picture(sample[0].reshape(28, 28), sample[1])
    grey = (state or shared()).own_pictures.get(name or "")
    return None if grey is None else Picture(grey)


def digit() -> Digit | None:
    """The digit on the canvas, or None while there is nothing on it.

    Raises digits.StrokesError for strokes that no canvas would send.
    """
    state = shared()
    drawing = state.drawing
    return read_digit(drawing.strokes, picture(drawing.picture), state.label, state.prepared)


def digit_or_example() -> Digit:
    """The digit on the canvas; while there is none, a test digit stands in on every page."""
    drawn = digit()
    if drawn is not None:
        return drawn
    image, label = test_digit(EXAMPLE)
    pixels = image / 255
    return Digit(pixels, pixels, label)


# --- the address ---


def _from_address() -> Shared:
    """A new visitor's state: what the link says, and a sentence for what it had to leave out."""
    take_address(state := Shared(), st.query_params)
    return state


def take_address(state: Shared, params: Mapping[str, str]) -> None:
    """Take over what the parameters of a link say."""
    read = {name: address.read(params, name) for name in (*address.EVERYWHERE, *address.ONCE)}
    said = {name: value for name, (value, _) in read.items()}
    state.notices += [problem for _, problem in read.values() if problem]
    state.label, state.prepared, state.opened = said["label"], said["prepared"], said["open"]
    state.selected = None
    state.learning_rate = said["stepsize"]
    state.steps, state.moved, state.instead = said["steps"], said["moved"], said["instead"]
    for key in state.linked:
        st.session_state.pop(key, None)
    state.linked.clear()
    if said["network"] in networks.SHIPPED:
        state.network = said["network"]
    elif said["network"] not in state.trained:
        state.asked = said["network"]
    if said["sample"] or said["ink"]:
        state.drawing = state.seed = Drawing(said["ink"] or [], said["sample"])


def settle_network() -> None:
    """The link's own network, once the browser has given back what it kept, or a notice."""
    state = shared()
    if state.asked in state.trained:
        _choose(state.asked)
    elif state.asked:
        tell(address.NO_NETWORK)
    state.asked = None


def link() -> dict[str, str]:
    """What the URL carries."""
    return st.query_params.to_dict()


def linked(name: str, known: Collection | None = None) -> Any:
    """What the link says under a name of address.TABLE. Where that is not among what is known, the
    usual, and a sentence at the top of the page."""
    value, problem = address.read(st.query_params, name, known)
    if problem:
        tell(problem)
    return value


def begun(key: str, name: str, known: Collection | None = None) -> Any:
    """What this widget holds; it begins with what the link, or a screen that was opened, says."""
    shared().linked.add(key)
    return kept(key, lambda: linked(name, known))


def write_url(page: Mapping[str, Any] = {}, more: Mapping[str, str] = {}) -> None:
    """Mirror in the URL what a link can carry. page: what this page adds, by names of
    address.TABLE; more: texts as they are, of a set-up. A network of the visitor's own is found
    by its link again in the same browser only."""
    state = shared()
    drawing = state.drawing
    whole = mnist_sample(drawing.picture) and not drawing.strokes
    everywhere = {
        "network": state.asked or state.network,
        "sample": drawing.picture if whole else None,
        "label": state.label,
        "prepared": state.prepared,
        "open": state.selected.typed if state.selected else state.opened,
        "stepsize": state.learning_rate,
    }
    params = dict(more) | address.write(dict(page) | everywhere)
    # What the browser says can be older than what it was told last.
    if params != st.query_params.to_dict() or params != state.written:
        st.query_params.from_dict(params)
    state.written = params
