"""The app as its container starts it, and the proxies of deploy/ in front of it, without Docker."""

import shlex
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from json import loads
from pathlib import Path

from browser.programs import is_root, program
from browser.server import ROOT, free_port, running


@dataclass(frozen=True)
class Container:
    """A running app. calls_outside: whether it asked another machine for anything at its start."""

    port: int
    home: Path
    calls_outside: bool


def instructions(name: str) -> list[str]:
    """What the Dockerfile says after this word, one string an instruction."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.partition(" ") for line in text.splitlines()]
    return [rest for word, _, rest in lines if word == name]


def environment() -> dict[str, str]:
    """The variables that the Dockerfile sets."""
    pairs = [pair for line in instructions("ENV") for pair in shlex.split(line)]
    return dict(pair.split("=", 1) for pair in pairs)


@contextmanager
def container(folder: Path) -> Iterator[Container]:
    """Run what the image would hold, by its command, unable to write anywhere but in its home."""
    image, home, port = folder / "image", folder / "home", free_port()
    _copy(image)
    home.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as outside:
        outside.setblocking(False)
        proxy = f"http://127.0.0.1:{outside.getsockname()[1]}"
        changed = {
            "STREAMLIT_SERVER_PORT": str(port),
            "HOME": str(home),
            "TMPDIR": str(home),
            **{name: proxy for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")},
        }
        script, *options = loads(instructions("CMD")[-1])
        command = [shutil.which(script, path=Path(sys.executable).parent), *options]
        with running(powerless(command), "URL:", image, environment() | changed):
            yield Container(port, home, _was_called(outside))


@contextmanager
def caddy(app: int, folder: Path, *others: int) -> Iterator[int]:
    """Run Caddy with deploy/Caddyfile in front of the app on this port, and of others like it."""
    port, found = free_port(), program("caddy", package="caddy")
    changed = {
        "SITE": f":{port}",
        "APP": " ".join(f"127.0.0.1:{one}" for one in (app, *others)),
        "CADDY_ADMIN": f"127.0.0.1:{free_port()}",
        "XDG_CONFIG_HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
    }
    command = [found, "run", "--config", str(ROOT / "deploy" / "Caddyfile")]
    with running(command, "serving initial configuration", folder, changed):
        yield port


NGINX = """
daemon off;
pid nginx.pid;
error_log stderr notice;
events {}
http {
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include studio.conf;
}
"""


@contextmanager
def nginx(app: int, folder: Path, *others: int) -> Iterator[int]:
    """Run nginx with deploy/nginx.conf, but for its ports, in front of the app on this port, and
    of others like it."""
    port, found = free_port(), program("nginx", "/usr/sbin/nginx", package="nginx-light")
    shipped = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    servers = "\n".join(f"server 127.0.0.1:{one};" for one in (app, *others))
    replaced = (("listen 80;", f"listen {port};"), ("server 127.0.0.1:8501;", servers))
    for ours, here in replaced:
        assert shipped.count(ours) == 1
        shipped = shipped.replace(ours, here)
    (folder / "studio.conf").write_text(shipped, encoding="utf-8")
    (folder / "nginx.conf").write_text(NGINX, encoding="utf-8")
    command = [found, "-p", str(folder), "-c", "nginx.conf", "-e", "stderr"]
    with running(command, "start worker process", folder, {}):
        yield port


PROXIES = {"caddy": caddy, "nginx": nginx}


def _copy(image: Path) -> None:
    """Copy what the Dockerfile copies, then let nobody write in it."""
    image.mkdir()
    for line in instructions("COPY"):
        *sources, target = shlex.split(line)
        for source in sources:
            if (ROOT / source).is_dir():
                ignored = shutil.ignore_patterns("__pycache__")
                shutil.copytree(ROOT / source, image / target, ignore=ignored)
            else:
                shutil.copy(ROOT / source, image / target)
    for path in (image, *image.rglob("*")):
        path.chmod(path.stat().st_mode & 0o555)


def powerless(command: list[str]) -> list[str]:
    """The command without root's power to write where nobody may."""
    if not is_root():
        return command
    return [program("setpriv", package="util-linux"), "--bounding-set=-all", *command]


def _was_called(outside: socket.socket) -> bool:
    try:
        outside.accept()[0].close()
    except BlockingIOError:
        return False
    return True
