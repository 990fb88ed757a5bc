"""The socket: one message in, one answer out, for as long as the page is open."""

import asyncio
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from backprop.live import wire
from backprop.live.answer import Known, answer

FASTEST = 1 / 120  # seconds from one answer to the next of a socket; a screen shows 60 a second
WRONG, REFUSED = 1008, 4403  # why a socket is closed: its message, where it comes from


def route(base: str, known: Known, welcome: Callable[[str], bool]) -> WebSocketRoute:
    """Where the channel is: `live`, below the path that the server was given.

    known: finds networks and pictures; welcome: whether a page of another origin may ask
    """

    async def serve(socket: WebSocket) -> None:
        if not _comes_from_here(socket, welcome):
            await socket.close(REFUSED)
            return
        await socket.accept()
        try:
            await _answer_all(socket, known)
        except WebSocketDisconnect:  # while an answer was on its way
            pass

    below = base.strip("/")
    return WebSocketRoute(f"/{below}/live" if below else "/live", serve)


def _comes_from_here(socket: WebSocket, welcome: Callable[[str], bool]) -> bool:
    """A browser tells which site's page asks; what is no browser could say anything."""
    origin = socket.headers.get("origin")
    return not origin or urlsplit(origin).netloc == socket.headers.get("host") or welcome(origin)


async def _answer_all(socket: WebSocket, known: Known) -> None:
    """Answer one message after the other. What no page would send ends this socket alone.

    Numbers are worked out in a thread: on a busy machine, thirty pens wait less than half as long,
    and so do the pages' own messages, which the event loop carries too.
    """
    clock = asyncio.get_running_loop().time
    strokes: wire.Strokes = []
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return
        began = clock()
        try:
            drawn = wire.read_drawing(message.get("bytes") or b"", strokes)
            told = await asyncio.to_thread(answer, drawn, known)
        except wire.WireError as problem:
            await socket.send_bytes(wire.object_to(0, f"{problem}"))
            await socket.close(WRONG)
            return
        strokes = drawn.strokes
        await socket.send_bytes(told)
        # Others come in between, and a socket that asks without pause waits.
        await asyncio.sleep(max(0, began + FASTEST - clock()))
