"""Whoever is killed while a sandbox is being forked, the start succeeds or leaves nothing."""

import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sandbox import processes, records, warm
from sandbox.trace import Trace
from tests.sandboxes import (
    forking,
    nothing_is_left,
    processes_of,
    python,
    run,
    template,
    wait_until,
)

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root's templates can fork")
STEPS = ["send_request", "receive_answer"]
VICTIMS: dict[str, Callable[[int, Trace], int]] = {
    "template": lambda template, trace: template,
    "warden": lambda template, trace: processes.children(template)[0],
    "pause process": lambda template, trace: processes.children(first(trace))[0],
    "first process": lambda template, trace: first(trace),
    "bubblewrap": lambda template, trace: trace.monitor.pid,
}


def first(trace: Trace) -> int:
    assert trace.first is not None
    return trace.first.pid


@pytest.fixture
def own_template(short_path: Path) -> Iterator[int]:
    """A template that a test may kill, from which every start forks."""
    with template(short_path) as started, forking(short_path / "template.sock"):
        yield started.pid


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("victim", VICTIMS)
def test_a_start_outlives_the_death_of_who_takes_part_in_it(
    step: str,
    victim: str,
    own_template: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    traces: list[Trace] = []
    enter, then = warm.Fork.enter, getattr(warm, step)

    def keep(fork: warm.Fork, trace: Trace) -> Trace:
        traces.append(trace)
        return enter(fork, trace)

    def kill_before(*arguments: Any) -> Any:
        os.kill(VICTIMS[victim](own_template, traces[0]), signal.SIGKILL)
        return then(*arguments)

    monkeypatch.setattr(warm.Fork, "enter", keep)
    monkeypatch.setattr(warm, step, kill_before)
    spec = python("print('ran')")
    ended = run(spec, records=tmp_path)
    monkeypatch.undo()
    # Between the answer and its end a sandbox that ran may be hit, as any running one.
    assert ended.output == "ran\n" or (step == "receive_answer" and ended.status == 137)
    assert nothing_is_left(spec.name)
    assert run(python("print('again')"), records=tmp_path).output == "again\n"
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]
    caplog.clear()


DYING_STARTER = """
import os, sys
from pathlib import Path
from sandbox import warm
from sandbox.process import start
from sandbox.spec import Template
from tests.sandboxes import make_spec
setattr(warm, sys.argv[3], lambda *_: os.kill(os.getpid(), 9))
spec = make_spec(["/usr/bin/sleep", "60"], name=sys.argv[1])
forked = Template(Path(sys.argv[4]), "tests.forked:replace", spec.command)
start(spec, records=Path(sys.argv[2]), template=forked)
"""


@pytest.mark.parametrize("step", ["connected", *STEPS])
def test_at_whatever_step_a_caller_dies_its_sandbox_is_gone_or_found(
    step: str, warm_socket: Path, tmp_path: Path
) -> None:
    name = f"test-{secrets.token_hex(4)}"
    words = [sys.executable, "-c", DYING_STARTER, name, str(tmp_path), step, str(warm_socket)]
    assert subprocess.run(words, timeout=30, check=False).returncode == -9
    assert wait_until(lambda: not processes_of(name) or bool(records.running(tmp_path)))
    records.stop_all(tmp_path, grace_seconds=0)
    assert nothing_is_left(name)
    with forking(warm_socket):
        assert run(python("print('again')", name=name), records=tmp_path).output == "again\n"
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]
