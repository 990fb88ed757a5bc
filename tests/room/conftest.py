import pytest

from room.client import Clock, Server


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def server(tmp_path):
    return Server(tmp_path / "rooms.sqlite")


@pytest.fixture
def room(server):
    return server.open()
