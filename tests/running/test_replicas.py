"""Two apps behind the proxies of deploy/: a room is whole in one, and survives it."""

import http.client
import json
import signal
import sys
import threading
from contextlib import ExitStack, closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from browser.deployed import PROXIES
from browser.server import ROOT, free_port, running

QUESTION = {"text": "Which?", "choices": ["a", "b"], "right": 1}
COOKIE = "Set-Cookie"


def ask(port: int, method: str, path: str, body: dict | None = None, **headers: str):
    """The status, the JSON or text, and the headers of an answer. In a header's name, _ is -."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        sent = None if body is None else json.dumps(body)
        connection.request(
            method, f"/studio{path}", sent, {"Content-Type": "application/json"} | named
        )
        answer = connection.getresponse()
        text = answer.read().decode()
        is_json = "json" in answer.getheader("Content-Type", "")
        return answer.status, json.loads(text) if is_json else text, answer.headers


class Named(BaseHTTPRequestHandler):
    """Answers with its port, whatever is asked."""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(str(self.server.server_port).encode())

    def log_message(self, *args):
        pass


@contextmanager
def named_servers():
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), Named) for _ in range(2)]
    for server in servers:
        threading.Thread(target=server.serve_forever).start()
    try:
        yield [server.server_port for server in servers]
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


@pytest.mark.parametrize("name", PROXIES)
def test_a_room_and_a_visitor_stay_with_one_app(tmp_path, name):
    with named_servers() as apps, PROXIES[name](apps[0], tmp_path, apps[1]) as port:
        by_code = set()
        for number in range(30):
            code = f"AAAA{number:02}"
            paths = ("", "/state", f"/events?phone=p{number}", "/drawings/17")
            found = {ask(port, "GET", f"/room/{code}{path}")[1] for path in paths}
            assert len(found) == 1
            by_code |= found
        assert by_code == {str(app) for app in apps}
        by_cookie = set()
        for _ in range(30):
            _, first, headers = ask(port, "GET", "/")
            cookie = headers[COOKIE].split(";")[0]
            paths = ("/", "/_stcore/health", "/live", "/slides")
            more = [ask(port, "GET", path, Cookie=cookie) for path in paths]
            assert {text for _, text, _ in more} == {first}
            by_cookie.add(first)
        assert by_cookie == {str(app) for app in apps}


@pytest.mark.parametrize("name", PROXIES)
def test_a_phone_gets_no_cookie(tmp_path, name):
    with named_servers() as apps, PROXIES[name](apps[0], tmp_path, apps[1]) as port:
        for path in "/room", "/room/AAAAAA", "/room/AAAAAA/state":
            assert COOKIE not in ask(port, "GET", path)[2]


@contextmanager
def app(folder):
    """One app of two, its port and its process."""
    port = free_port()
    options = {"port": port, "headless": True, "address": "127.0.0.1", "baseUrlPath": "studio"}
    flags = [part for key, value in options.items() for part in (f"--server.{key}", str(value))]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", *flags]
    settings = {"BACKPROP_ROOMS": str(folder / "rooms.sqlite"), "OPENBLAS_NUM_THREADS": "1"}
    command += ["--server.fileWatcherType", "none"]
    with running(command, "URL:", ROOT, settings) as process:
        yield port, process


class Listener:
    """A phone that listens to its room by way of the proxy."""

    def __init__(self, port: int, code: str, phone: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._connection.request("GET", f"/studio/room/{code}/events?phone={phone}")
        self._answer = self._connection.getresponse()
        self.state(lambda state: state["here"] == 1)

    def state(self, true) -> dict:
        """The first state to come of which this is true; {} where the connection ends before."""
        try:
            for line in self._answer:
                if line.startswith(b"data: ") and true(told := json.loads(line[6:])):
                    return told
        except (OSError, http.client.HTTPException):
            pass
        return {}

    def close(self) -> None:
        self._answer.close()
        self._connection.close()


class Room:
    def __init__(self, port: int) -> None:
        status, told, _ = ask(port, "POST", "/room", {})
        assert status == 201
        self.port, self.code = port, told["code"]
        self._host = f"Bearer {told['host']}"

    def post(self, path: str, body: dict) -> None:
        path = f"/room/{self.code}/{path}"
        status, told, _ = ask(self.port, "POST", path, body, Authorization=self._host)
        assert status == 200, told

    def state(self, port: int | None = None) -> dict:
        return ask(port or self.port, "GET", f"/room/{self.code}/state")[1]


@pytest.mark.parametrize("name", PROXIES)
def test_a_room_outlives_its_app(tmp_path, name):
    with ExitStack() as stack:
        apps = [stack.enter_context(app(tmp_path)) for _ in range(2)]
        ports = [port for port, _ in apps]
        port = stack.enter_context(PROXIES[name](ports[0], tmp_path, ports[1]))
        at_home: dict[int, tuple[Room, Listener]] = {}
        while len(at_home) < 2:
            room = Room(port)
            listener = Listener(port, room.code, "a")
            stack.callback(listener.close)
            assert {room.state()["here"] for _ in range(10)} == {1}
            (home,) = [one for one in ports if room.state(one)["here"] == 1]
            room.post("question", QUESTION)
            room.post("stage", {"stage": "open 1"})
            for phone in "abc":
                room.post("vote", {"phone": phone, "choice": 1})
            at_home[home] = room, listener
        (lost, its_phone), (kept, other_phone) = (at_home[one] for one in ports)
        apps[0][1].send_signal(signal.SIGKILL)
        assert its_phone.state(lambda state: False) == {}
        kept.post("stage", {"stage": "closed 1"})
        assert other_phone.state(lambda state: state["stage"] == "closed 1")
        assert lost.state()["answered"] == 3
        again = Listener(port, lost.code, "a")
        stack.callback(again.close)
        lost.post("vote", {"phone": "d", "choice": 0})
        lost.post("stage", {"stage": "votes 1"})
        assert again.state(lambda state: state["votes"])["votes"] == {"1": [1, 3]}


def test_an_app_that_is_told_to_stop_does_not_wait_for_phones(tmp_path):
    with app(tmp_path) as (port, process):
        room = Room(port)
        phone = Listener(port, room.code, "a")
        process.terminate()
        assert phone.state(lambda state: False) == {}
        phone.close()
        process.wait(60)
    with app(tmp_path) as (port, _):
        assert room.state(port)["joined"] == 1
