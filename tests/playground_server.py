"""A real playground in its own process, and a line to it that can be cut."""

import contextlib
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import FilePayload, Page

from tests.running_lab import DYING_WITH_US

START = (
    "import sys; from playground_demos.__main__ import main;"
    " sys.exit(main(['--config', sys.argv[1]], sys.argv[2]))"
)
PATIENCE_SECONDS = 300  # a deadline: beside other work a start took more than 90
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "ko-KR",
}
ANSWER_MILLISECONDS = 60_000
READY = ".lab-canvas canvas[data-ready]"
CROSS = (((0.2, 0.2), (0.8, 0.8)), ((0.8, 0.2), (0.2, 0.8)))


@dataclass(frozen=True)
class Server:
    """A playground that runs."""

    url: str
    port: int
    process: subprocess.Popen[str]
    folder: Path

    def log(self) -> str:
        """What it has said so far."""
        return (self.folder / "log").read_text()


def free_port() -> int:
    """A TCP port that nothing listens on now."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port


def start_process(
    folder: Path, port: int, settings: str = "", package: str = "tests.sample_demos"
) -> subprocess.Popen[str]:
    """Start `python -m playground_demos` with the demos of `package`; its words go to `log`."""
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "lab.toml"
    config.write_text(
        f'[lab]\nstate_dir = "var"\n[playground]\nport = {port}\n{settings}'
        + ("" if "operator_port" in settings else "operator_port = 0\n")
    )
    with (folder / "log").open("w") as log:
        return subprocess.Popen(
            [*DYING_WITH_US, sys.executable, "-c", START, str(config), package],
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=Path(__file__).parent.parent,
        )


@contextmanager
def running_playground(
    folder: Path, settings: str = "", package: str = "tests.sample_demos"
) -> Iterator[Server]:
    """A playground, up with all its models, and stopped by Ctrl-C afterwards."""
    port = free_port()
    process = start_process(folder, port, settings, package)
    server = Server(f"http://127.0.0.1:{port}", port, process, folder)
    try:
        wait_until_up(server)
        yield server
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE_SECONDS)


def wait_until_up(server: Server) -> None:
    """Return when every demo of `server` is up; fail when it has ended or takes too long."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        assert server.process.poll() is None, server.log()
        with contextlib.suppress(httpx.TransportError):
            states = httpx.get(f"{server.url}/health").json()["demos"]
            if set(states.values()) == {"up"}:
                return
        threading.Event().wait(0.1)
    raise AssertionError(f"not up after {PATIENCE_SECONDS} s: {server.log()}")


def health(server: Server) -> dict[str, Any]:
    """What the playground says of itself now."""
    said: dict[str, Any] = httpx.get(f"{server.url}/health").json()
    return said


def wait_for_health(server: Server, **wanted: int) -> None:
    """Return when `waiting` and `running` are as wanted; fail when that takes too long."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not wanted.items() <= (said := health(server)).items():
        assert time.monotonic() < deadline, f"waited in vain for {wanted}: {said}"
        threading.Event().wait(0.05)


def open_demo(page: Page, url: str, language: str = "ko") -> None:
    """The sample demo, ready to be drawn in."""
    page.goto(f"{url}/demos/ink?lang={language}")
    page.wait_for_selector(READY, timeout=ANSWER_MILLISECONDS)


def draw(page: Page, *strokes: tuple[tuple[float, float], tuple[float, float]]) -> None:
    """Draw straight strokes, each from a point to a point, in shares of the canvas."""
    canvas = page.locator(".lab-canvas canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    for (x0, y0), (x1, y1) in strokes:
        page.mouse.move(box["x"] + x0 * box["width"], box["y"] + y0 * box["height"])
        page.mouse.down()
        page.mouse.move(box["x"] + x1 * box["width"], box["y"] + y1 * box["height"], steps=6)
        page.mouse.up()


def ask(page: Page, label: str = "", button: str = "재어 보기") -> None:
    """Fill the label and press the button."""
    page.get_by_role("textbox").fill(label)
    page.get_by_role("button", name=button).click()


def try_out(page: Page, url: str, label: str = "") -> None:
    """Open the sample demo, draw a cross, and ask."""
    open_demo(page, url)
    draw(page, *CROSS)
    ask(page, label)


def picture_file(name: str, content: bytes) -> FilePayload:
    """What a file chooser hands over."""
    return {"name": name, "mimeType": "image/png", "buffer": content}


class Line:
    """A TCP line to a server, which can be cut and mended: a phone that goes into a lift."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._whole = True
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """End all connections and accept no other."""
        with self._lock:
            self._whole = False
            for end in self._open:
                _end(end)
            self._open.clear()

    def mend(self) -> None:
        """Accept connections again."""
        with self._lock:
            self._whole = True

    def close(self) -> None:
        """Cut for ever."""
        self.cut()
        _end(self._door)
        self._door.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._door.accept()
                with self._lock:
                    if not self._whole:
                        near.close()
                        continue
                    self._open = {end for end in self._open if end.fileno() >= 0}
                    far = socket.create_connection(("127.0.0.1", self._to))
                    self._open |= {near, far}
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=_pump, args=(one, other), daemon=True).start()


def _pump(one: socket.socket, other: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while content := one.recv(65536):
            other.sendall(content)
    for end in (one, other):
        _end(end)
        end.close()


def _end(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
