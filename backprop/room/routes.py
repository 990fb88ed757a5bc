"""The addresses of a room. The app's own pages are not needed by a phone."""

import asyncio
import json
import random
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import segno
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from backprop.room import report
from backprop.room.limits import Refused
from backprop.room.rooms import NO_ROOM, Rooms

LONGEST = 8 * 1024  # bytes of a body
PATIENT = 2 * 2**20  # bytes of one that is too long, which are taken in before it is refused
RETRY = 1000, 4000  # ms until a phone connects again: not all at once
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
FOREIGN = Refused(403, "A page of another site may not ask this.")
BUSY = Refused(503, "The server is busy. Try again in a moment.")

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Answer = Callable[[Request], Awaitable[ASGIApp]]
Workbook = Callable[[str, Sequence[str], Iterable[Sequence[str | float]]], bytes]


class Address:
    """One address: which method is answered by what."""

    def __init__(self, welcome: Callable[[str], bool], **answers: Answer) -> None:
        self._welcome, self._answers = welcome, answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response: ASGIApp
        request = Request(scope, receive)
        try:
            if not _comes_from_here(request, self._welcome):
                raise FOREIGN
            response = await self._answer(request.method)(request)
        except Refused as refused:
            response = self._refuse(refused)
        except sqlite3.OperationalError:  # another process has been writing for seconds
            response = self._refuse(BUSY)
        except sqlite3.IntegrityError:  # another process has deleted the room just now
            response = self._refuse(NO_ROOM)
        await response(scope, receive, send)

    def _refuse(self, refused: Refused) -> Response:
        allow = {"Allow": ", ".join(self._answers)} if refused.status == 405 else {}
        told = {"problem": refused.problem}
        return JSONResponse(told, refused.status, headers=HEADERS | allow)

    def _answer(self, method: str) -> Answer:
        answer = self._answers.get(method)
        if answer is None:
            raise Refused(405, f"This address knows {', '.join(self._answers)} alone.")
        return answer


def _comes_from_here(request: Request, welcome: Callable[[str], bool]) -> bool:
    """A browser tells which site's page asks; what is no browser could say anything."""
    origin = request.headers.get("origin")
    return not origin or _netloc(origin) == request.headers.get("host") or welcome(origin)


def _netloc(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


async def _body(request: Request) -> dict[str, Any]:
    """The JSON of a request, or Refused."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refused(415, "Send Content-Type: application/json.")
    body, size = b"", 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= LONGEST:
            body += chunk
        elif size > PATIENT:
            break
    if size > LONGEST:
        raise Refused(413, f"A body has at most {LONGEST // 1024} kB.")
    try:
        told = json.loads(body.decode() or "{}", parse_constant=_no_number)
        json.dumps(told, ensure_ascii=False).encode()  # JSON may hold half a character
    except (ValueError, RecursionError):
        raise Refused(422, "The body is not JSON.") from None
    if not isinstance(told, dict):
        raise Refused(422, "The body is a table in JSON.")
    return told


def _no_number(name: str) -> None:
    raise ValueError(name)


class Events:
    """A room's state whenever it changes, for as long as somebody listens."""

    def __init__(self, rooms: Rooms, code: str, phone: str) -> None:
        self._rooms, self._code = rooms, code
        self._crowd, self._listener = rooms.enter(code, phone)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        kind = {"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"}
        headers = [(k.lower().encode(), v.encode()) for k, v in (HEADERS | kind).items()]
        gone = asyncio.create_task(self._wait(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            async for part in self._parts():
                await send({"type": "http.response.body", "body": part, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except OSError:  # the phone has gone while it was told
            pass
        finally:
            gone.cancel()
            self._rooms.crowds.leave(self._code, self._crowd, self._listener)

    async def _parts(self) -> AsyncIterator[bytes]:
        listener, crowd = self._listener, self._crowd
        try:
            yield f"retry: {random.randint(*RETRY)}\n".encode() + crowd.newest()
            while await listener.news.wait() and not listener.ended:
                listener.news.clear()
                behind, listener.behind = listener.behind, False
                yield crowd.newest() if behind else b": still here\n\n"
        except Refused:  # another server has deleted the room
            return

    async def _wait(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            continue
        self._listener.end()


@dataclass(frozen=True)
class Door:
    """Answers what is asked of the rooms. page: makes the phone's page; workbook: a table's file;
    base: the path before it"""

    rooms: Rooms
    page: Callable[[], str]
    workbook: Workbook
    base: str

    async def show(self, request: Request) -> Response:
        return HTMLResponse(self.page(), headers={**HEADERS, "Cache-Control": "no-cache"})

    async def open(self, request: Request) -> Response:
        await _body(request)
        code, host = self.rooms.create()
        return JSONResponse({"code": code, "host": host}, 201, headers=HEADERS)

    async def state(self, request: Request) -> Response:
        code, phone = _code(request), request.query_params.get("phone", "")
        self.rooms.find(code, phone)
        told = self._state(request)
        if phone:
            told["mine"] = self.rooms.own(code, phone)
        return JSONResponse(told, headers=HEADERS)

    def _state(self, request: Request) -> dict[str, Any]:
        code, told = _code(request), self.rooms.state(_code(request))
        if self.rooms.is_host(code, _token(request)):
            told["host"] = self.rooms.for_host(code)
        return told

    async def events(self, request: Request) -> ASGIApp:
        code, phone = _code(request), request.query_params.get("phone", "")
        self.rooms.find(code, phone)
        if self.rooms.crowds.ending:
            raise Refused(503, "The server is about to start again.")
        return Events(self.rooms, code, phone)

    async def vote(self, request: Request) -> Response:
        told = await _body(request)
        return JSONResponse({"version": self.rooms.vote(_code(request), told)}, headers=HEADERS)

    async def draw(self, request: Request) -> Response:
        told = await _body(request)
        return JSONResponse(self.rooms.draw(_code(request), told), headers=HEADERS)

    async def drawings(self, request: Request) -> Response:
        after = request.query_params.get("after", "0")
        if not (after.isascii() and after.isdigit() and len(after) < 16):
            raise Refused(422, "“after” is the number of a drawing.")
        return JSONResponse(self.rooms.gallery(self._hosted(request), int(after)), headers=HEADERS)

    async def remove(self, request: Request) -> Response:
        self.rooms.remove_drawing(self._hosted(request), request.path_params["id"])
        return JSONResponse(self._state(request), headers=HEADERS)

    def turned(self, turn: Callable[[str, Mapping[str, Any]], None]) -> Answer:
        """What the host does, answered by the state that comes of it."""

        async def answer(request: Request) -> Response:
            code = self._hosted(request)
            turn(code, await _body(request))
            return JSONResponse(self._state(request), headers=HEADERS)

        return answer

    async def delete(self, request: Request) -> Response:
        self.rooms.delete(self._hosted(request))
        return Response(status_code=204, headers=HEADERS)

    async def votes(self, request: Request) -> Response:
        code = self._hosted(request)
        name = {"Content-Disposition": f'attachment; filename="room-{code}.xlsx"'}
        book = self.workbook("votes", report.HEAD, report.table(self.rooms.results(code)))
        return Response(book, media_type=EXCEL, headers=HEADERS | name)

    async def report(self, request: Request) -> Response:
        return JSONResponse(report.told(self.rooms.results(self._hosted(request))), headers=HEADERS)

    async def qr(self, request: Request) -> Response:
        code = _code(request)
        self.rooms.find(code)
        at = urlsplit(_own(request.query_params.get("address") or str(request.base_url)))
        drawn = segno.make(f"{at.scheme}://{at.netloc}{self.base}/room/{code}", error="m")
        svg = drawn.svg_inline(scale=8, border=4, dark="#000", light="#fff", omitsize=True)
        svg = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
        return Response(svg, media_type="image/svg+xml", headers=HEADERS)

    def _hosted(self, request: Request) -> str:
        code = _code(request)
        self.rooms.check_host(code, _token(request))
        return code


async def _nothing(request: Request) -> Response:
    path = request.url.path
    if request.method == "GET" and path.endswith("/"):  # as it is typed by hand
        return RedirectResponse(path.rstrip("/"), headers=HEADERS)
    raise Refused(404, "There is no such address in a room.")


def _code(request: Request) -> str:
    return str(request.path_params["code"]).upper()


def _token(request: Request) -> str:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token if kind == "Bearer" else ""


def _own(address: str) -> str:
    """An address that a code may lead to. Raises Refused for what is none."""
    at = _netloc(address)
    usable = address.startswith((f"http://{at}", f"https://{at}")) and at.isascii()
    if not usable or not at or len(at) > 255 or set(at) & set("@\\ \"'<>"):
        raise Refused(422, "An address looks like http://192.168.1.7:8501.")
    return address


def routes(
    base: str,
    rooms: Rooms,
    page: Callable[[], str],
    workbook: Workbook,
    welcome: Callable[[str], bool],
) -> list[Route]:
    """base: the path before them all; workbook: makes an .xlsx file of a title, a head and rows;
    welcome: whether a page of another origin may ask"""
    below = f"/{base.strip('/')}" if base.strip("/") else ""
    door = Door(rooms, page, workbook, below)
    turned = door.turned
    addresses: dict[str, dict[str, Answer]] = {
        "": {"GET": door.show, "POST": door.open},
        "/{code}": {"GET": door.show, "DELETE": door.delete},
        "/{code}/state": {"GET": door.state},
        "/{code}/events": {"GET": door.events},
        "/{code}/question": {"POST": turned(rooms.ask)},
        "/{code}/stage": {"POST": turned(lambda code, told: rooms.turn(code, told.get("stage")))},
        "/{code}/task": {"POST": turned(rooms.set_task)},
        "/{code}/reset": {"POST": turned(lambda code, told: rooms.reset(code))},
        "/{code}/vote": {"POST": door.vote},
        "/{code}/drawing": {"POST": door.draw},
        "/{code}/drawings": {"GET": door.drawings},
        "/{code}/drawings/{id:int}": {"DELETE": door.remove},
        "/{code}/votes.xlsx": {"GET": door.votes},
        "/{code}/report": {"GET": door.report},
        "/{code}/qr.svg": {"GET": door.qr},
        "/{rest:path}": {method: _nothing for method in ("GET", "POST", "DELETE")},
    }
    return [
        Route(f"{below}/room{path}", Address(welcome, **answers))
        for path, answers in addresses.items()
    ]
