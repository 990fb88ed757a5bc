"""The socket's loop: what one drawing needs is nobody else's wait."""

import asyncio
import threading

import pytest
from aside import run
from starlette.websockets import WebSocketDisconnect

from backprop import networks
from backprop.live import wire
from backprop.live.answer import Known
from backprop.live.route import WRONG, route
from backprop.why.gradients import Path

ABOUT = {"visitor": "", "network": "trained", "label": 4, "prepared": True, "page": "draw"}
ASKED = {"version": wire.VERSION, "serial": 1, "keep": 0, "picture": None, "strokes": []}
PATH = Path(networks.load("trained"))


class Socket:
    """What a browser on this machine would be; it leaves after these messages."""

    def __init__(self, *messages, origin="http://here"):
        self.headers = {"origin": origin, "host": "here"}
        self.messages, self.sent, self.closed = list(messages), [], None

    async def accept(self):
        pass

    async def close(self, code):
        self.closed = code

    async def receive(self):
        if not self.messages:
            return {"type": "websocket.disconnect"}
        return {"type": "websocket.receive", "bytes": self.messages.pop(0)}

    async def send_bytes(self, answer):
        if self.closed == "gone":
            raise WebSocketDisconnect
        self.sent.append(wire.unpack(answer)[0])


def serve(known, *sockets):
    endpoint = route("", known, lambda origin: False).endpoint

    async def all_at_once():
        await asyncio.gather(*(endpoint(socket) for socket in sockets))

    run(all_at_once())


def known(path):
    return Known(path, lambda visitor, name: None, lambda network: 0.5)


def test_who_waits_for_an_answer_keeps_nobody_else_waiting():
    others_answered = threading.Event()

    def path(visitor, name):
        if visitor == "slow":
            assert others_answered.wait(60), "the loop stood still"
        else:
            others_answered.set()
        return PATH

    slow, quick = (
        Socket(wire.pack(ASKED | {"about": {**ABOUT, "visitor": who}})) for who in ("slow", "quick")
    )
    serve(known(path), slow, quick)
    assert "parts" in slow.sent[0] and "parts" in quick.sent[0]


@pytest.mark.parametrize("wrong", [b"", wire.pack(ASKED | {"about": {}})])
def test_what_no_page_would_send_ends_its_socket(wrong):
    socket = Socket(wrong, wire.pack(ASKED | {"about": ABOUT}))
    serve(known(lambda visitor, name: PATH), socket)
    assert socket.closed == WRONG and len(socket.sent) == 1 and socket.sent[0]["problem"]


def test_a_browser_that_leaves_during_an_answer_is_no_error():
    socket = Socket(wire.pack(ASKED | {"about": ABOUT}))
    socket.closed = "gone"
    serve(known(lambda visitor, name: PATH), socket)
    assert socket.sent == []
