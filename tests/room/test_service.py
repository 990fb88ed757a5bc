"""What the app adds to the rooms: this machine's addresses, the code to scan."""

import ipaddress
import resource

import pytest
import segno

from backprop.views.room import service
from room.client import PAGE


def test_the_page_is_the_same_with_and_without_a_code(room):
    for path in "/room", f"/room/{room.code}", "/room/AAAAAA":
        reply = room.server.ask("GET", path)
        assert (reply.status, reply.body.decode()) == (200, PAGE)
        assert reply.headers["content-type"].startswith("text/html")


def test_addresses_are_those_that_a_phone_could_reach():
    found = [ipaddress.ip_address(text) for text in service.addresses()]
    assert not any(at.is_loopback or at.is_link_local or at.is_unspecified for at in found)
    assert [at.is_private for at in found] == sorted((at.is_private for at in found), reverse=True)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    "query", ["", "?address=https://studio.example", "?address=http://[::1]:8"]
)
def test_the_code_leads_to_the_room(room, query):
    at = query.partition("=")[2] or "http://class.example:8501"
    reply = room.server.ask("GET", f"/room/{room.code}/qr.svg{query}")
    assert reply.headers["content-type"] == "image/svg+xml"
    expected = segno.make(f"{at}/studio/room/{room.code}", error="m")
    path = expected.svg_inline(scale=8, border=4, dark="#000", light="#fff", omitsize=True)
    assert reply.body.decode() == path.replace(
        "<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1
    )


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "ftp://x", "http://", "//x", "http://a@b", "http://a b", "http://ä.de"],
)
def test_the_code_leads_to_nothing_else(room, address):
    reply = room.server.ask("GET", f"/room/{room.code}/qr.svg?address={address}")
    assert (reply.status, bool(reply.problem)) == (422, True)


def test_what_follows_an_address_is_left_out(room):
    plain = room.server.ask("GET", f"/room/{room.code}/qr.svg?address=http://a.de")
    more = room.server.ask("GET", f"/room/{room.code}/qr.svg?address=http://a.de/evil?x%23y")
    assert more.body == plain.body


def test_the_code_tells_nothing_that_is_the_hosts(room):
    token = room.host["Authorization"][7:]
    assert token.encode() not in room.ask("GET", "/qr.svg").body


@pytest.mark.parametrize(
    ("soft", "hard", "set_to"),
    [(256, 4096, 4096), (256, -1, service.FILES), (1024, 1 << 20, service.FILES)]
    + [(9000, 1 << 20, None), (-1, -1, None), (256, 256, None)],
)
def test_a_full_room_may_connect_where_the_system_allows_it(monkeypatch, soft, hard, set_to):
    done = []
    monkeypatch.setattr(resource, "RLIM_INFINITY", -1)
    monkeypatch.setattr(resource, "getrlimit", lambda limit: (soft, hard))
    monkeypatch.setattr(resource, "setrlimit", lambda limit, both: done.append(both))
    service.allow_connections()
    assert done == ([] if set_to is None else [(set_to, hard)])
