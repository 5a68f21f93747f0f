"""Ask a part of the lab whether it answers.

A probe connects, asks one question and forgets; it never raises and never waits longer than its
`timeout_seconds`. Does not judge why a part is silent.
"""

import http.client
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


class Probe(Protocol):
    """Something that can be asked whether a part of the lab is ready for work."""

    def answers(self, timeout_seconds: float) -> bool:
        """Whether the part does its work now."""
        ...


@dataclass(frozen=True)
class HttpProbe:
    """Ready when `path` is answered with one of the `accepted` statuses.

    `at` is the path of a Unix socket or a `(host, port)`.
    """

    at: Path | tuple[str, int]
    path: str
    accepted: tuple[int, ...] = (200,)
    tls: bool = False

    def answers(self, timeout_seconds: float) -> bool:
        """Whether the server answered as it should."""
        connection = self._connection(timeout_seconds)
        try:
            connection.request("GET", self.path)
            return connection.getresponse().status in self.accepted
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _connection(self, timeout_seconds: float) -> http.client.HTTPConnection:
        if isinstance(self.at, Path):
            return UnixConnection(self.at, timeout_seconds)
        host, port = self.at
        if not self.tls:
            return http.client.HTTPConnection(dialable(host), port, timeout=timeout_seconds)
        # Whether it lives is asked, not who it is: its certificate names the venue, not 127.0.0.1.
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return http.client.HTTPSConnection(
            dialable(host), port, timeout=timeout_seconds, context=context
        )


@dataclass(frozen=True)
class SocketProbe:
    """Ready when something accepts connections on a Unix socket."""

    at: Path

    def answers(self, timeout_seconds: float) -> bool:
        """Whether the connection was taken."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            client.settimeout(timeout_seconds)
            try:
                client.connect(str(self.at))
            except OSError:
                return False
        return True


@dataclass(frozen=True)
class AllProbes:
    """Ready when each of `probes` is, asked in this order."""

    probes: tuple[Probe, ...]

    def answers(self, timeout_seconds: float) -> bool:
        """Whether every one answered."""
        return all(probe.answers(timeout_seconds) for probe in self.probes)


@dataclass(frozen=True)
class NoProbe:
    """For a part that listens nowhere: running is all that can be asked of it."""

    def answers(self, timeout_seconds: float) -> bool:
        """Always true."""
        return True


def written(host: str, port: int) -> str:
    """Host and port as they stand in a URL that a person of this machine opens."""
    name = dialable(host)
    return f"[{name}]:{port}" if ":" in name else f"{name}:{port}"


def dialable(host: str) -> str:
    """The address at which a server that listens on `host` is reached from this machine."""
    return {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}.get(host, host)


class UnixConnection(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path: Path, timeout_seconds: float) -> None:
        super().__init__("localhost", timeout=timeout_seconds)
        self._path = path

    def connect(self) -> None:
        """Open the socket."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))
