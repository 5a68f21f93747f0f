"""Probes: what counts as an answer."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from hub_config.health import AllProbes, HttpProbe, NoProbe, SocketProbe
from tests.running_lab import free_ports

ADDRESS = "127.0.0.1"


class Answers(BaseHTTPRequestHandler):
    """Answers `/404` with 404."""

    def do_GET(self) -> None:
        self.send_response(int(self.path.strip("/")))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def http_server() -> Iterator[int]:
    server = ThreadingHTTPServer((ADDRESS, 0), Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_only_an_accepted_status_is_an_answer() -> None:
    with http_server() as port:
        assert HttpProbe((ADDRESS, port), "/200").answers(5)
        assert not HttpProbe((ADDRESS, port), "/404").answers(5)
        assert not HttpProbe((ADDRESS, port), "/503").answers(5)
        assert HttpProbe((ADDRESS, port), "/302", accepted=(200, 302)).answers(5)


def test_a_closed_port_is_no_answer() -> None:
    (port,) = free_ports(1)
    assert not HttpProbe((ADDRESS, port), "/").answers(5)


def test_a_server_that_listens_but_says_nothing_is_no_answer(short_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(short_path / "s"))
        silent.listen()
        assert SocketProbe(short_path / "s").answers(1)
        assert not HttpProbe(short_path / "s", "/").answers(0.2)


def test_a_socket_that_a_dead_process_left_is_no_answer(short_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(short_path / "s"))
    assert not SocketProbe(short_path / "s").answers(1)
    assert not HttpProbe(short_path / "s", "/").answers(1)
    assert not SocketProbe(short_path / "none").answers(1)


def test_all_probes_answer_only_together(short_path: Path) -> None:
    nobody = SocketProbe(short_path / "none")
    assert AllProbes((NoProbe(), NoProbe())).answers(1)
    assert not AllProbes((NoProbe(), nobody)).answers(1)
