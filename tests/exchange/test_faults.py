"""What the exchange promises when things break: killed, cut off, full.

Accepted means kept, not accepted means not there, and the same attempt sent again settles every
doubt. The real service is broken from outside, without a hook in it.
"""

import contextlib
import gc
import os
import random
import secrets
import socket
import subprocess
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hub_config.exchange.receipts import load_public_key, public_key_file, verify_receipt
from hub_config.trainee.bundle_sending import bundle_chunks, bundle_length
from hub_config.trainee.exchange_client import ExchangeClient, ExchangeFailure
from tests.exchange.conftest import (
    COURSE,
    ExchangeProcess,
    Hub,
    outgoing,
    prepare_exchange,
    wait_until,
)

# httpcore leaves the socket of a refused connection to the collector, which warns of it.
UNCLOSED = "unclosed <socket.socket"
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings(f"ignore:{UNCLOSED}:ResourceWarning")]


@pytest.fixture(autouse=True)
def sockets_of_refused_connections_are_collected_here() -> Iterator[None]:
    """Not in some later test, or at the end of the run, where nobody expects the warning."""
    yield
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", UNCLOSED, ResourceWarning)
        gc.collect()


API = "/services/exchange/api"


def attempts(exchange: ExchangeProcess) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = exchange.client("minji").get("attempts")["attempts"]
    return found


def left_over(exchange: ExchangeProcess) -> list[Path]:
    return list((exchange.root / "incoming").iterdir())


class HalfUpload:
    """A trainee's connection that can stop at any byte."""

    def __init__(self, exchange: ExchangeProcess, body: bytes, client_id: str) -> None:
        self.body = body
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(20)
        self.socket.connect(str(exchange.places.exchange_socket))
        self.socket.sendall(
            f"PUT {API}/courses/{COURSE}/attempts/{client_id}?assignment=ex1 HTTP/1.1\r\n"
            f"Host: exchange\r\nAuthorization: token {exchange.hub.token('minji')}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
        )

    def send(self, start: int, end: int | None = None) -> None:
        self.socket.sendall(self.body[start:end])


def body_of(folder: Path, size_bytes: int = 1_000_000) -> bytes:
    files = outgoing(folder, {"exercise.ipynb": os.urandom(size_bytes)})
    return b"".join(bundle_chunks(files))


@pytest.mark.parametrize("share", [0.0, 0.5, 0.999])
def test_a_connection_that_drops_half_way_leaves_nothing(
    exchange: ExchangeProcess, tmp_path: Path, share: float
) -> None:
    exchange.release()
    body = body_of(tmp_path)
    upload = HalfUpload(exchange, body, "0" * 32)
    upload.send(0, int(len(body) * share))
    wait_until(lambda: left_over(exchange))
    upload.socket.close()
    wait_until(lambda: not left_over(exchange))
    assert attempts(exchange) == []


def test_an_answer_that_was_never_read_is_settled_by_sending_again(
    exchange: ExchangeProcess, tmp_path: Path
) -> None:
    exchange.release()
    client_id = secrets.token_hex(16)
    upload = HalfUpload(exchange, body_of(tmp_path), client_id)
    upload.send(0)
    upload.socket.close()
    wait_until(lambda: attempts(exchange))
    files = outgoing(tmp_path, {})
    answer = exchange.client("minji").put(
        "courses", COURSE, "attempts", client_id, files=files, assignment="ex1"
    )
    assert [found["receipt"] for found in attempts(exchange)] == [answer["receipt"]["receipt"]]


def test_killed_in_the_middle_of_an_upload_nothing_is_reported_and_the_rest_is_swept(
    exchange: ExchangeProcess, tmp_path: Path
) -> None:
    exchange.release()
    kept = exchange.submit()["receipt"]
    body = body_of(tmp_path)
    upload = HalfUpload(exchange, body, "0" * 32)
    upload.send(0, len(body) // 2)
    wait_until(lambda: left_over(exchange))
    exchange.kill()
    # Closed or reset, as the kernel finds unread bytes or none; but never an answer.
    with contextlib.suppress(ConnectionResetError):
        assert upload.socket.recv(1) == b""
    upload.socket.close()
    assert left_over(exchange)
    exchange.start()
    assert left_over(exchange) == []
    assert [found["receipt"] for found in attempts(exchange)] == [kept]


def test_killed_at_any_moment_no_accepted_attempt_is_lost_and_none_is_doubled(
    exchange: ExchangeProcess, tmp_path: Path
) -> None:
    exchange.release()
    exchange.submit()  # the hub's word on minji is known to every later start
    chance = random.Random(20261122)
    files = outgoing(tmp_path, {"exercise.ipynb": os.urandom(200_000), "표.csv": "1"})
    accepted: dict[str, dict[str, Any]] = {}
    for _ in range(8):
        client_id = secrets.token_hex(16)
        killer = threading.Timer(chance.uniform(0.0, 0.06), exchange.kill)
        hasty = ExchangeClient(
            exchange.places.exchange_socket, exchange.hub.token("minji"), pauses_seconds=()
        )
        killer.start()
        try:
            answer = hasty.put(
                "courses", COURSE, "attempts", client_id, files=files, assignment="ex1"
            )
            accepted[client_id] = answer["receipt"]
        except ExchangeFailure:
            pass
        killer.join()
        exchange.start()
        # The trainee's client sends the same attempt again, whether or not it was answered.
        answer = exchange.client("minji").put(
            "courses", COURSE, "attempts", client_id, files=files, assignment="ex1"
        )
        assert accepted.setdefault(client_id, answer["receipt"]) == answer["receipt"]
    found = attempts(exchange)
    assert [item["attempt"] for item in found] == list(range(1, 10))
    assert {receipt["receipt"] for receipt in accepted.values()} < {
        item["receipt"] for item in found
    }
    key = load_public_key(public_key_file(exchange.places.state_dir))
    assert all(verify_receipt(receipt, key).valid for receipt in accepted.values())


def test_stopped_politely_an_upload_in_hand_is_still_answered(
    exchange: ExchangeProcess, tmp_path: Path
) -> None:
    exchange.release()
    body = body_of(tmp_path)
    upload = HalfUpload(exchange, body, "0" * 32)
    upload.send(0, 1000)
    wait_until(lambda: left_over(exchange))
    assert exchange.process is not None
    exchange.process.terminate()
    wait_until(lambda: not _listens(exchange))
    upload.send(1000)
    assert upload.socket.recv(100).startswith(b"HTTP/1.1 201")
    upload.socket.close()
    assert exchange.process.wait(20) == 0


def _listens(exchange: ExchangeProcess) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(exchange.places.exchange_socket)) == 0


@pytest.fixture
def small_disk(hub: Hub, short_path: Path) -> Iterator[ExchangeProcess]:
    """A service whose store lies on a file system of 3 MiB."""
    made = prepare_exchange(hub, short_path, "submission_mib = 64\n")
    made.root.mkdir()
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", made.root],
        check=False,
        capture_output=True,
        text=True,
    )
    if mount.returncode:
        pytest.skip(f"a small file system needs the right to mount: {mount.stderr.strip()}")
    try:
        made.start()
        yield made
        made.stop()
    finally:
        subprocess.run(["umount", made.root], check=True)


def test_a_full_disk_refuses_kindly_and_loses_nothing(
    small_disk: ExchangeProcess, tmp_path: Path
) -> None:
    small_disk.release()
    first = small_disk.submit(files={"exercise.ipynb": os.urandom(1_000_000)})
    files = outgoing(tmp_path, {"exercise.ipynb": os.urandom(2_500_000)})
    for _ in range(2):
        with pytest.raises(ExchangeFailure, match="저장 공간이 부족해") as refused:
            small_disk.client("minji").put(
                "courses", COURSE, "attempts", secrets.token_hex(16), files=files, assignment="ex1"
            )
        assert refused.value.status == 507
    wait_until(lambda: not left_over(small_disk))
    assert [item["receipt"] for item in attempts(small_disk)] == [first["receipt"]]
    small_disk.submit(files={"exercise.ipynb": os.urandom(500_000)})


def test_a_disk_that_fills_up_while_the_upload_runs_refuses_kindly(
    small_disk: ExchangeProcess, tmp_path: Path
) -> None:
    small_disk.release()
    files = outgoing(tmp_path, {"exercise.ipynb": os.urandom(2_000_000)})
    stream = b"".join(bundle_chunks(files))
    assert len(stream) == bundle_length([file.entry for file in files])
    upload = HalfUpload(small_disk, stream, "0" * 32)
    upload.send(0, 100_000)  # admitted while there was room
    wait_until(lambda: left_over(small_disk))
    filler = small_disk.root / "filler"
    filler.write_bytes(bytes(2_400_000))
    upload.send(100_000)
    answer = upload.socket.recv(1000)
    upload.socket.close()
    assert answer.startswith(b"HTTP/1.1 507")
    wait_until(lambda: not left_over(small_disk))
    assert attempts(small_disk) == []
    filler.unlink()
    assert small_disk.submit(files={"exercise.ipynb": os.urandom(1_000_000)})["attempt"] == 1


def test_a_hub_that_is_away_is_no_refusal_for_ever(
    exchange: ExchangeProcess, tmp_path: Path
) -> None:
    link = exchange.places.hub_socket
    hub_socket = link.readlink()
    link.unlink()
    hasty = ExchangeClient(
        exchange.places.exchange_socket, exchange.hub.token("minji"), pauses_seconds=()
    )
    with pytest.raises(ExchangeFailure, match="The hub does not answer") as refused:
        hasty.get("courses")
    assert refused.value.status == 503
    back = threading.Timer(0.3, lambda: link.symlink_to(hub_socket))
    back.start()
    assert exchange.client("minji").get("courses")["caller"] == "minji"
    back.join()


def test_uploads_and_downloads_never_lie_in_memory(
    hub: Hub, short_path: Path, tmp_path: Path
) -> None:
    made = prepare_exchange(
        hub, short_path, "submission_mib = 200\n[grading]\nsubmission_mib = 200\n"
    )
    made.start()
    try:
        made.release()
        assert made.process is not None
        before = _peak_bytes(made.process.pid)
        receipt = made.submit(files={"exercise.ipynb": os.urandom(150_000_000)})
        made.client("minji").download("attempts", receipt["receipt"], "files", into=tmp_path / "x")
        assert _peak_bytes(made.process.pid) - before < 40_000_000
    finally:
        made.stop()


def _peak_bytes(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024
