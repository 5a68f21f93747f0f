"""A template without wardens forks the same sandboxes, which end with it."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox import processes
from sandbox.spec import Template
from sandbox.warm import connected
from tests.sandboxes import (
    STUBBORN,
    forking,
    make_spec,
    nothing_is_left,
    python,
    run,
    running,
    template,
    wait_until,
)

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root's templates can fork")
NO_WARDENS = ("--no-wardens",)


@pytest.fixture(scope="module")
def parent_socket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A template without wardens."""
    folder = tmp_path_factory.mktemp("t")
    with template(folder, options=NO_WARDENS):
        yield folder / "template.sock"


@pytest.fixture
def warm(parent_socket: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Path]:
    """Every start in the test forks from it."""
    with forking(parent_socket):
        yield parent_socket
    assert not [one for one in caplog.records if "no fork" in one.getMessage()]


def parent_of(pid: int) -> int:
    command = processes.find_process(pid)
    assert command is not None
    parent = processes.parent(command)
    assert parent is not None
    return parent


def test_the_template_is_the_parent_of_what_it_forks(short_path: Path) -> None:
    with (
        template(short_path, options=NO_WARDENS) as started,
        forking(short_path / "template.sock"),
        running(python(STUBBORN)) as sandbox,
    ):
        assert parent_of(int(sandbox.describe()["command_pid"])) == started.pid


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("raise SystemExit(7)", 7),
        ("import os; os.kill(os.getpid(), 9)", 128 + signal.SIGKILL),
        ("import os; os._exit(0)", 0),
    ],
)
def test_the_end_of_a_child_is_the_end_of_its_sandbox(warm: Path, code: str, status: int) -> None:
    spec = python(code)
    assert run(spec).status == status
    assert nothing_is_left(spec.name)


def test_a_child_is_as_confined_as_with_a_warden(warm: Path, warm_socket: Path) -> None:
    code = (
        "import os, pathlib\n"
        "status = pathlib.Path('/proc/self/status').read_text().splitlines()\n"
        "kept = ('Uid', 'Gid', 'Groups', 'NoNewPrivs', 'Seccomp:', 'Cap', 'NSpid', 'Sig')\n"
        "print([line for line in status if line.startswith(kept)])\n"
        "print(pathlib.Path('/proc/self/cgroup').read_text().count('lab-'))\n"
        "print(sorted(os.listdir('/proc/self/fd')), sorted(os.listdir('/')), os.getppid())\n"
        "print(sorted(p for p in os.listdir('/proc') if p.isdigit()))\n"
        "print(pathlib.Path('/proc/self/oom_score_adj').read_text())\n"
    )
    without = run(python(code)).output
    with forking(warm_socket):
        assert run(python(code)).output == without


def test_a_killed_template_takes_its_sandboxes_with_it(short_path: Path) -> None:
    with (
        template(short_path, options=NO_WARDENS) as started,
        forking(short_path / "template.sock"),
        running(python(STUBBORN)) as sandbox,
    ):
        started.kill()
        started.wait()
        assert sandbox.wait(60) == 128 + signal.SIGKILL
        assert nothing_is_left(sandbox.name)


def test_a_silent_caller_keeps_nobody_waiting(warm: Path) -> None:
    with connected(Template(warm, "tests.forked:execute")):
        assert run(python("print(1)")).output == "1\n"


def test_a_caller_who_talks_nonsense_is_hung_up_on(warm: Path) -> None:
    with connected(Template(warm, "tests.forked:execute")) as connection:
        connection.send(b'{"request": {"function": "tests')
        assert connection.recv(100) == b""
    assert run(python("print(1)")).output == "1\n"


def test_one_sandbox_ends_while_others_run(warm: Path) -> None:
    with running(python(STUBBORN)) as first, running(python(STUBBORN)) as second:
        assert run(python("raise SystemExit(3)")).status == 3
        first.stop(grace_seconds=0)
        assert second.poll() is None
        assert run(make_spec(["/bin/sh", "-c", "exit 4"])).status == 4


def test_the_template_keeps_no_descriptor_of_a_sandbox_that_ended(short_path: Path) -> None:
    with template(short_path, options=NO_WARDENS) as started, forking(short_path / "template.sock"):
        descriptors = Path(f"/proc/{started.pid}/fd")
        before = len(list(descriptors.iterdir()))
        for _ in range(3):
            assert run(python("print(1)")).output == "1\n"
        assert wait_until(lambda: len(list(descriptors.iterdir())) <= before)
