"""The live channel: what it says equals the core's numbers, under a moving pen and after it."""

import numpy as np
import pytest
from playwright.sync_api import expect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from backprop import networks
from backprop.digits import draw_strokes, prepare_ink
from backprop.live import wire
from browser.actions import ANSWERED, at_rest, draw, draw_digit, place_of
from strokes import STROKES

ABOUT = {"visitor": "", "network": "trained", "label": 4, "prepared": True, "page": "draw"}
FOUR = [
    {"tool": "pen", "width": 24, "points": [float(v) for point in line for v in point]}
    for line in STROKES[4]
]


def message(strokes, serial=1, keep=0, about=ABOUT, **other):
    told = [{**s, "count": len(s["points"])} for s in strokes]
    points = np.array([v for s in strokes for v in s["points"]])
    header = {"version": wire.VERSION, "serial": serial, "keep": keep, "picture": None}
    header |= {"about": about, "strokes": [{k: s[k] for k in s if k != "points"} for s in told]}
    return wire.pack(header | other, np.round(points * wire.TENTHS).astype("<i2"))


def parts(answer):
    header, body = wire.unpack(answer)
    found, start = {}, 0
    for name, size in header["parts"].items():
        found[name] = wire.unpack(body[start : start + size])
        start += size
    return found


@pytest.fixture
def socket(app_url):
    with connect(app_url.replace("http", "ws") + "/live", max_size=None) as opened:
        yield opened


def test_a_growing_drawing_is_answered_with_the_cores_numbers(socket):
    socket.send(message(FOUR[:1], serial=5))
    socket.recv()
    socket.send(message(FOUR[1:], serial=6, keep=1))
    found = parts(socket.recv())
    assert {header["serial"] for header, _ in found.values()} == {6}
    pixels = prepare_ink(draw_strokes(FOUR))
    network = networks.load("trained")
    outputs = network.forward(pixels).activations[-1][0]
    assert found["outputs"][0]["activations"] == outputs.tolist()
    assert found["seen"][1] == pixels.astype(np.float32).tobytes()
    assert f'<div class="digit">{outputs.argmax()}</div>' in found["guess"][0]["html"]


def test_a_clear_answer_to_what_cannot_be_read_and_the_socket_goes_on(socket):
    wide = [{**FOUR[0], "width": 900}]
    for asked, word in (
        (message(wide), "width"),
        (message(FOUR, about={**ABOUT, "network": "own-0"}), "network"),
        (message(FOUR, picture="picture-of-somebody-else"), "picture"),
    ):
        socket.send(asked)
        header, _ = wire.unpack(socket.recv())
        assert word in header["problem"]
    socket.send(message(FOUR, serial=9))
    assert parts(socket.recv())["guess"][0]["serial"] == 9


@pytest.mark.parametrize(
    "hostile",
    [
        b"",
        "text",
        b"\xff" * 1000,
        b"x" * (wire.LONGEST + 1),
        message(FOUR, about={**ABOUT, "page": "secrets"}),
        message(FOUR, about={**ABOUT, "label": "4"}),
        message(FOUR, about={"visitor": ""}),
        message(FOUR, version=99),
    ],
)
def test_a_hostile_message_closes_its_socket_alone(app_url, socket, hostile):
    address = app_url.replace("http", "ws") + "/live"
    with connect(address, max_size=None) as other:
        other.send(hostile)
        assert wire.unpack(other.recv())[0]["problem"]
        with pytest.raises(ConnectionClosed):
            other.recv()
    socket.send(message(FOUR))
    assert parts(socket.recv())


def test_pages_of_other_sites_are_not_answered(app_url):
    with pytest.raises(InvalidStatus):
        connect(app_url.replace("http", "ws") + "/live", origin="https://elsewhere.example")
    with connect(app_url.replace("http", "ws") + "/live", origin=app_url) as socket:
        socket.send(message(FOUR))
        assert parts(socket.recv())


# --- in the page ---

ALIKE = """(part) => {
    window.before ??= {};
    const now = document.querySelector(part).shown;
    const same = before[part] === now;
    before[part] = now;
    return same;
}"""
PARTS = (".told-words", ".outputs", ".cost", ".seen", ".gradient")


class Traffic:
    """What a page says on its two sockets."""

    def __init__(self):
        self.live, self.streamlit, self.told = [], [], []
        self.to_streamlit = None  # the socket

    def watch(self, page):
        page.on("websocket", self._listen)

    def _listen(self, socket):
        kind = self.live if socket.url.endswith("/live") else self.streamlit
        socket.on("framesent", lambda message: kind.append(message))
        if kind is self.streamlit:
            self.to_streamlit = socket
            socket.on("framereceived", lambda message: self.told.append(message))


@pytest.fixture
def traffic():
    return Traffic()


@pytest.fixture
def before_opening(traffic):
    return traffic.watch


@pytest.fixture
def watched(open_page):
    """The page, its channel open."""
    page = open_page()
    page.wait_for_function("document.querySelector('.pad')?.pad?.live?.ready")
    return page


def test_under_the_pen_the_channel_answers_and_streamlit_is_not_asked(watched, traffic):
    page = watched
    page.locator(".gradient").wait_for()
    box = place_of(page.locator(".pad canvas"))
    page.mouse.move(box["x"] + 100, box["y"] + 100)
    asked = len(traffic.streamlit)
    page.mouse.down()
    for step in range(20):
        page.mouse.move(box["x"] + 100 + 4 * step, box["y"] + 100 + 8 * step)
    page.wait_for_function(ANSWERED)
    expect(page.locator(".guess .digit")).to_be_visible()
    assert len(traffic.streamlit) == asked and len(traffic.live) > 1
    with traffic.to_streamlit.expect_event("framesent"):
        page.mouse.up()
    expect(page.locator(".guess .digit")).to_be_visible()
    page.wait_for_function(ANSWERED)


def test_what_is_shown_is_not_painted_again_and_a_label_said_goes_with_the_next_stroke(
    watched, traffic
):
    page = watched
    draw_digit(page, 4)
    for part in PARTS:
        page.evaluate(ALIKE, part)
    told = len(traffic.told)
    page.locator(".label input").nth(7).check()
    page.wait_for_function(ANSWERED)
    assert not any([page.evaluate(ALIKE, part) for part in PARTS])
    expect(page.locator(".outputs .target .name")).to_have_text("7")
    said = wire.unpack(traffic.live[-1])[0]
    assert said["about"]["label"] == 7 and page.locator(".pad").get_attribute(
        "data-drawing"
    ) == str(said["serial"])
    page.wait_for_url("**label=7*")  # what Streamlit tells last
    at_rest(page)
    assert len(traffic.told) > told
    for part in PARTS:
        assert page.evaluate(ALIKE, part), part
    draw(page, [[(20, 20), (40, 20)]])
    header = wire.unpack(traffic.live[-1])[0]
    assert header["about"]["label"] == 7 and header["keep"] >= 2
    page.get_by_role("button", name="Clear").click()
    draw_digit(page, 1)
    expect(page.locator(".outputs .target .name")).to_have_text("1")


def test_a_server_that_falls_silent_is_not_waited_for(open_page):
    page = open_page("/slides")
    page.route_web_socket("**/live", lambda socket: socket.on_message(lambda message: None))
    page.goto(page.url.split("/slides")[0])
    draw_digit(page, 4)
    expect(page.locator(".guess .digit")).to_have_text("4")


def test_the_heatmaps_follow_the_pen_after_steps_too(open_page):
    page = open_page("/gradients?sample=test-38")
    page.get_by_role("button", name="One step").click()
    expect(page.locator(".ten.moved")).to_be_visible()
    page.wait_for_function("document.querySelector('.pad')?.pad?.live?.ready")
    box = place_of(page.locator(".pad canvas"))
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 60, steps=5)
    page.wait_for_function("""() => {
        const serial = document.querySelector(".pad").dataset.drawing;
        return serial && [".heatmaps", ".ten.moved", ".step", ".signal"].every((part) =>
            document.querySelector(part).closest("[data-drawing]").dataset.drawing === serial);
    }""")
    parts = [page.locator(part) for part in (".ten", ".step", ".signal")]
    under = [part.inner_text() for part in parts]
    page.mouse.up()
    page.wait_for_function(
        "document.querySelector('.stApp').dataset.testScriptState === 'notRunning'"
    )
    assert [part.inner_text() for part in parts] == under
