"""The app under /studio/ behind Caddy and nginx, started as its container starts it."""

import http.client
import io
import re
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from backprop.networks import FOLDER
from browser.actions import at_rest, draw_digit, go_to
from browser.deployed import PROXIES, container

MOST = 20_000_000  # bytes: server.maxUploadSize
# All but what there is to read on elsewhere.
LINKS = "[...document.links].filter((link) => !link.target).map((link) => link.href)"


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    with container(tmp_path_factory.mktemp("container")) as started:
        yield started


@pytest.fixture(scope="module", params=PROXIES)
def app_url(request, app, tmp_path_factory):
    """Whatever a page asks for from anywhere else, above /studio/ too, is a failure."""
    with PROXIES[request.param](app.port, tmp_path_factory.mktemp("proxy")) as port:
        yield f"http://127.0.0.1:{port}/studio"


def network_of(size: int) -> bytes:
    """A good network in a file of exactly this many bytes."""

    def packed(padding: int) -> bytes:
        file = io.BytesIO()
        with np.load(FOLDER / "trained.npz") as good:
            np.savez(file, **good, padding=np.zeros(padding, np.uint8))
        return file.getvalue()

    return packed(size - len(packed(0)))


@contextmanager
def ask(
    url: str, path: str, method: str = "GET", **headers: str
) -> Iterator[http.client.HTTPResponse]:
    """Send a request, no redirect followed. In a header's name, _ stands for -."""
    connection = http.client.HTTPConnection(url.split("/")[2], timeout=30)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(connection):
        connection.request(method, path, headers=named)
        with connection.getresponse() as answer:
            yield answer


@pytest.fixture
def opened():
    """The addresses of the sockets that a page has opened."""
    return []


@pytest.fixture
def before_opening(opened):
    return lambda page: page.on("websocket", lambda socket: opened.append(socket.url))


PAGES = {
    "/quiz": ".quizcard-choice",
    "/": ".pad canvas",
    "/passes": ".stage canvas",
    "/gradients": ".st-key-heatmaps",
    "/training": ".training-grid canvas",
    "/slides": ".deck-number",
    "/hand": ".worksheet-line",
}


def test_a_person_goes_from_page_to_page_works_on_each_and_links_stay_below_it(
    open_page, app_url, app, opened, tmp_path
):
    page = open_page("/quiz")
    done = {
        "/quiz": results_are_taken_away,
        "/": a_digit_is_drawn_and_answered,
        "/training": what_was_trained_is_taken_away,
        "/slides": notes_open_in_a_window_of_their_own_and_follow,
    }
    for path in PAGES:
        go_to(page, path.strip("/").capitalize() or "Draw")
        page.locator(PAGES[path]).first.wait_for()
        expect(page).to_have_url(re.compile(re.escape(app_url + path) + r"(\?.*)?$"))
        expect(page.locator(".way a")).to_have_count(9)
        at_rest(page)
        page.wait_for_function("document.links.length > 15")
        links = page.evaluate(LINKS)
        assert [link for link in links if not link.startswith(f"{app_url}/")] == []
        if path in done:
            done[path](page)
    address = f"ws{app_url.removeprefix('http')}"
    assert set(opened) == {f"{address}/_stcore/stream", f"{address}/live"}
    go_to(page, "Draw")
    page.locator(PAGES["/"]).first.wait_for()
    page.locator(".way").get_by_role("link", name="wishes").click()
    page.locator(PAGES["/passes"]).first.wait_for()
    expect(page).to_have_url(re.compile(re.escape(f"{app_url}/passes?") + ".*at=wishes"))
    with page.context.expect_page() as tab:
        page.locator(".way").get_by_role("link", name="train").click(modifiers=["ControlOrMeta"])
    tab.value.locator(PAGES["/training"]).first.wait_for()
    a_file_of_20_mb_arrives_and_stays_on_no_disk(tab.value, app, tmp_path)


def a_digit_is_drawn_and_answered(page: Page) -> None:
    page.wait_for_function("document.querySelector('.pad')?.pad?.live?.ready")
    draw_digit(page, 3)
    expect(page.locator(".st-key-prediction")).to_have_text(re.compile(r"^\s*3"))


def notes_open_in_a_window_of_their_own_and_follow(page: Page) -> None:
    expect(page.locator(".deck-number")).to_have_text("Slide 1 of 16")
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    where = popup.value.locator("#where")
    expect(where).to_have_text(re.compile("^Slide 1 of 16"))
    page.keyboard.press("PageDown")
    expect(where).to_have_text(re.compile("^Slide 2 of 16"))
    popup.value.close()


def what_was_trained_is_taken_away(page: Page) -> None:
    page.get_by_role("button", name="One mini-batch").click()
    expect(page.locator(".st-key-accuracy")).to_contain_text("1 step")
    with page.expect_download() as network:
        page.get_by_role("button", name="Network (.npz)").click()
    with np.load(network.value.path()) as file:
        assert file["weights_1"].shape == (16, 784)
    page.get_by_role("button", name="Figures").click()
    with page.expect_download() as figure:
        page.get_by_role("button", name="Download weights as PNG").click()
    with Image.open(figure.value.path()) as picture:
        assert picture.width > 500
    page.keyboard.press("Escape")


def results_are_taken_away(page: Page) -> None:
    page.get_by_role("button", name="Results").click()
    with page.expect_download() as sheet:
        page.get_by_role("button", name="Download the results").click()
    assert "of 3" in sheet.value.path().read_text(encoding="utf-8")


def a_file_of_20_mb_arrives_and_stays_on_no_disk(page: Page, app, tmp_path) -> None:
    (tmp_path / "large.npz").write_bytes(bytes(MOST + 1))
    (tmp_path / "mine.npz").write_bytes(network_of(MOST))
    part = page.locator(".st-key-bring_back")
    part.locator("input[type=file]").set_input_files(tmp_path / "large.npz")
    expect(part).to_contain_text("must be 20.0MB or smaller")
    part.locator("input[type=file]").set_input_files(tmp_path / "mine.npz")
    expect(page.get_by_role("combobox", name="Network")).to_have_value("Uploaded: mine.npz")
    assert list(app.home.rglob("*")) == []


def test_a_link_is_opened_with_what_it_carries(open_page):
    for path in ("/gradients", ""):
        page = open_page(f"{path}?network=untrained&sample=test-3&label=7")
        expect(page.get_by_role("combobox", name="Network")).to_have_value("Untrained")
        expect(page).to_have_url(re.compile(rf"/studio{path or '/'}\?.*sample=test-3.*label=7"))


@pytest.mark.parametrize("path", ["/studio/_stcore/stream", "/studio/live"])
def test_a_page_of_another_site_gets_no_connection(app_url, path):
    stream = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }

    def connect(origin: str) -> int:
        host = "studio.example:8080"
        with ask(app_url, path, Host=host, Origin=origin, **stream) as answer:
            return answer.status

    assert connect("http://studio.example:8080") == 101
    assert connect("http://elsewhere.example") == 403


def test_a_file_without_the_token_is_refused(app_url):
    with ask(app_url, "/studio/_stcore/upload_file/session/file", "PUT") as refused:
        assert (refused.status, b"XSRF" in refused.read()) == (403, True)


def test_scripts_are_compressed(app_url):
    with ask(app_url, "/studio/") as page:
        script = re.search(r"static/js/index\.[^\"]+", page.read().decode())[0]
    with ask(app_url, f"/studio/{script}", Accept_Encoding="gzip") as answer:
        assert answer.getheader("Content-Encoding") == "gzip"


@pytest.mark.parametrize("name", PROXIES)
def test_a_stream_of_events_arrives_piece_by_piece(tmp_path, name):
    arrived, first = threading.Event(), b"data: " + 999 * b"first" + b"\n"

    class Events(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            self.wfile.write(first + b"\n")
            arrived.wait()
            self.wfile.write(b"data: second\n\n")

    server = ThreadingHTTPServer(("127.0.0.1", 0), Events)
    threading.Thread(target=server.serve_forever).start()
    with PROXIES[name](server.server_port, tmp_path) as port:
        try:
            address = f"http://127.0.0.1:{port}"
            with ask(address, "/studio/events", Accept_Encoding="gzip") as answer:
                assert answer.readline() == first
                arrived.set()
                assert answer.read() == b"\ndata: second\n\n"
        finally:
            arrived.set()
            server.shutdown()
            server.server_close()


def test_its_start_asks_no_other_machine(app):
    assert not app.calls_outside
