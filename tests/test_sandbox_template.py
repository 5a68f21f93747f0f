"""A template forks confined children that share its memory and nothing else."""

import contextlib
import json
import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox import process, processes, records
from sandbox.errors import TemplateUnavailable
from sandbox.inheritance import reseed
from sandbox.process import Sandbox
from sandbox.spec import Template
from sandbox.warm import connected
from tests.sandboxes import (
    STUBBORN,
    forking,
    groups_of,
    make_spec,
    nothing_is_left,
    python,
    run,
    running,
    template,
    wait_until,
)

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root's templates can fork")


@pytest.fixture
def warm(warm_socket: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Path]:
    """A template from which every start in the test forks."""
    with forking(warm_socket):
        yield warm_socket
    assert not [one for one in caplog.records if "no fork" in one.getMessage()]


def warden_of(sandbox: Sandbox) -> int:
    command = processes.find_process(int(sandbox.describe()["command_pid"]))
    assert command is not None
    warden = processes.parent(command)
    assert warden is not None
    return warden


def test_what_a_template_loaded_is_there_without_being_loaded_again(short_path: Path) -> None:
    code = "import sys; print('wave' in sys.modules)"
    assert run(python(code)).output.strip() == "False"
    with template(short_path, "wave"), forking(short_path / "template.sock"):
        assert run(python(code)).output.strip() == "True"


@pytest.mark.parametrize(
    "draw",
    [
        "random.random()",
        "numpy.random.random()",
        "torch.rand(1).item()",
        "uuid.uuid1().hex, uuid.uuid4().hex",
        "tempfile.mktemp()",
    ],
)
def test_two_children_draw_different_chance(draw: str, short_path: Path) -> None:
    loaded = ("random", "numpy", "torch", "uuid", "tempfile")
    module = draw.partition(".")[0]
    assert module in loaded
    code = f"import {module}; print({draw})"
    with template(short_path, module), forking(short_path / "template.sock"):
        first, second = run(python(code)), run(python(code))
    assert first.status == second.status == 0, first.output
    assert first.output != second.output


def test_reseeding_loads_nothing() -> None:
    before = set(sys.modules)
    reseed()
    assert set(sys.modules) == before


def test_a_killed_warden_takes_its_sandbox_with_it(warm: Path) -> None:
    with running(python(STUBBORN)) as sandbox:
        os.kill(warden_of(sandbox), signal.SIGKILL)
        assert sandbox.wait(10) == 137
        assert nothing_is_left(sandbox.name)


def test_a_stopped_sandbox_leaves_no_warden(warm: Path) -> None:
    with running(python(STUBBORN)) as sandbox:
        warden = warden_of(sandbox)
        sandbox.stop(grace_seconds=0)
        assert wait_until(lambda: processes.find_process(warden) is None)


def test_a_killed_template_takes_no_sandbox_with_it(short_path: Path) -> None:
    code = "import sys; print(flush=True); sys.stdin.read(); raise SystemExit(6)"
    read, write = os.pipe()
    with (
        template(short_path) as started,
        forking(short_path / "template.sock"),
        running(python(code), stdin=read) as sandbox,
    ):
        started.kill()
        started.wait()
        assert sandbox.poll() is None
        os.close(read)
        os.close(write)
        assert sandbox.wait(10) == 6


def test_without_a_template_the_same_sandbox_starts_cold(
    short_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with forking(short_path / "nobody.sock"):
        assert run(make_spec(["/bin/sh", "-c", "exit 7"])).status == 7
    assert "Starting cold" in caplog.text
    caplog.clear()


def test_a_template_that_refuses_leaves_no_half_started_sandbox(
    warm_socket: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    spec = make_spec(["/usr/bin/true"], environment={"A": "x" * 100_000, "B": "x" * 100_000})
    sandbox = process.start(
        spec, records=tmp_path, template=Template(warm_socket, "tests.forked:execute", ("",))
    )
    assert "200" in caplog.text
    assert "Starting cold" in caplog.text
    sandbox.wait(10)
    assert groups_of(spec.name) == []
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]
    caplog.clear()


def test_a_forked_sandbox_is_found_again_by_its_record(warm: Path, tmp_path: Path) -> None:
    code = "import signal, sys; signal.signal(15, lambda *_: sys.exit(5)); print(flush=True)"
    with running(python(f"{code}; signal.pause()"), records=tmp_path) as sandbox:
        found = records.find_sandbox(tmp_path, sandbox.name)
        assert found is not None
        assert json.dumps(found.describe()) == json.dumps(sandbox.describe())
        assert found.measure().processes == 1
        assert found.stop(grace_seconds=10) == 5


def test_a_template_reads_no_request(warm: Path) -> None:
    secret = f"token-{os.urandom(8).hex()}".encode()
    assert run(python("", environment={"TOKEN": secret.decode()})).status == 0
    with connected(Template(warm, "tests.forked:execute")) as connection:
        packed = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
        pid = int.from_bytes(packed[:4], "little")  # of whoever listens: the template
    maps = Path(f"/proc/{pid}/maps").read_text()
    found = searched = 0
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in maps.splitlines():
            words = line.split()
            if words[1].startswith("rw"):
                low, high = (int(word, 16) for word in words[0].split("-"))
                memory.seek(low)
                content = memory.read(high - low)
                found += content.count(secret)
                searched += content.count(b"tests.forked")
    assert searched, "the search itself finds nothing"
    assert not found


def test_only_its_own_user_may_ask_a_template(warm: Path) -> None:
    assert warm.stat().st_mode & 0o777 == 0o600
    child = os.fork()
    if child == 0:
        try:
            warm.parent.chmod(0o711)
            warm.chmod(0o777)
            os.setresuid(65_534, 65_534, 65_534)
            with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as connection:
                connection.settimeout(10)
                connection.connect(str(warm))
                os._exit(len(connection.recv(10)))
        finally:
            os._exit(99)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    warm.chmod(0o600)


def test_whoever_connects_and_goes_away_costs_the_template_nothing(warm: Path) -> None:
    for _ in range(20):
        with connected(Template(warm, "tests.forked:execute")):
            pass
    assert run(python("print(1)")).output == "1\n"


def test_a_silent_caller_does_not_keep_others_waiting(warm: Path) -> None:
    with connected(Template(warm, "tests.forked:execute")):
        assert run(python("print(1)")).output == "1\n"


def test_half_a_request_costs_its_sender_alone(warm: Path) -> None:
    with connected(Template(warm, "tests.forked:execute")) as connection:
        connection.send(b'{"request": {"function": "tests')
        assert connection.recv(100) == b"", "the warden answered, or waits for the rest"
    assert run(python("print(1)")).output == "1\n"


def test_hundreds_of_silent_callers_keep_nobody_waiting(warm: Path) -> None:
    with contextlib.ExitStack() as callers:
        for _ in range(200):
            callers.enter_context(connected(Template(warm, "tests.forked:execute"), 60))
        assert run(python("print(1)")).output == "1\n"


def test_while_a_template_stands_still_sandboxes_start_cold(
    short_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with template(short_path) as stopped, forking(short_path / "template.sock"):
        assert run(python("print(1)")).output == "1\n"
        assert "Starting cold" not in caplog.text
        stopped.send_signal(signal.SIGSTOP)
        assert run(python("print(2)")).output == "2\n"
        assert "Starting cold" in caplog.text
        caplog.clear()
        stopped.send_signal(signal.SIGCONT)
        assert wait_until(lambda: _forks(short_path / "template.sock"))
        assert run(python("print(3)")).output == "3\n"
        assert "Starting cold" not in caplog.text


def _forks(socket: Path) -> bool:
    try:
        with connected(Template(socket, "tests.forked:execute")):
            return True
    except TemplateUnavailable:
        return False


def test_an_ordinary_user_is_told_why_there_is_no_fork(
    warm: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(TemplateUnavailable, match="only root"), connected(Template(warm, "a:b")):
        pass
