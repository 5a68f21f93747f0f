"""What a trainee reads when a limit ends a cell or a kernel: the limit, its size, what to do."""

import errno
from dataclasses import replace
from pathlib import Path

import pytest

from hub_config.trainee.home_size import Home
from hub_config.trainee.limits import (
    Bounds,
    Counts,
    explain_death,
    explain_error,
    read_counts,
)
from tests.learner import log_in
from tests.running_lab import RunningLab

BOUNDS = Bounds(memory_mib=2048, processes=256, home_mib=1024)
BEFORE = Counts(0, 0)
ROOM = Home(0, 1 << 30, 1 << 30, 0, 1 << 17, 1 << 17)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n"),
        ("memory.events", "low 0\nhigh 0\nmax 7\noom 4\noom_kill 3\noom_group_kill 0\n"),
    ],
)
def test_both_versions_of_control_groups_are_read(tmp_path: Path, file: str, text: str) -> None:
    (tmp_path / "memory").mkdir()
    (tmp_path / "pids").mkdir()
    (tmp_path / "memory" / file).write_text(text)
    (tmp_path / "pids" / "pids.events").write_text("max 12\n")
    assert read_counts(tmp_path) == Counts(memory_kills=3, refused_processes=12)


def test_without_counters_nothing_is_known(tmp_path: Path) -> None:
    assert read_counts(tmp_path) == Counts(None, None)


def test_a_kernel_killed_for_memory_is_told_with_the_limit() -> None:
    told = explain_death(BEFORE, Counts(1, 0), BOUNDS, ROOM)
    assert "메모리 한도에 걸렸습니다" in told
    assert "2,048MiB" in told
    assert "memory limit" in told


def test_a_kernel_that_ended_by_itself_is_not_blamed_on_a_limit() -> None:
    told = explain_death(Counts(1, 0), Counts(1, 0), BOUNDS, ROOM)
    assert "한도에 걸린 것은 아닙니다" in told
    assert "2,048" not in told


def test_where_nobody_counts_the_sentence_says_that_it_guesses() -> None:
    told = explain_death(Counts(None, None), Counts(None, None), BOUNDS, ROOM)
    assert "메모리 한도를 넘었을 가능성이 큽니다" in told


def test_a_kernel_that_filled_its_home_is_told_by_how_many_files() -> None:
    many = replace(ROOM, files=ROOM.limit_files + 1)
    told = explain_death(BEFORE, BEFORE, BOUNDS, many)
    assert "홈 폴더의 한도를 넘어" in told
    assert "131,073개, 한도 131,072개" in told
    assert "Delete files you do not need" in told


@pytest.mark.parametrize(
    ("name", "message", "now", "words"),
    [
        ("OSError", f"[Errno {errno.ENOSPC}] No space left on device", BEFORE, "1,024MiB"),
        ("OSError", f"[Errno {errno.EFBIG}] File too large", BEFORE, "파일 하나"),
        ("RuntimeError", "can't start new thread", BEFORE, "256개"),
        ("BlockingIOError", f"[Errno {errno.EAGAIN}] no fork", Counts(0, 1), "256개"),
        ("MemoryError", "", BEFORE, "메모리 한도"),
        ("RuntimeError", "DataLoader worker (pid 7) is killed", Counts(1, 0), "메모리 한도"),
    ],
)
def test_an_error_behind_which_a_limit_is_names_it(
    name: str, message: str, now: Counts, words: str
) -> None:
    assert words in (explain_error(name, message, BEFORE, now, BOUNDS) or "")


def test_a_trainee_s_own_mistake_is_left_alone() -> None:
    assert explain_error("ZeroDivisionError", "division by zero", BEFORE, BEFORE, BOUNDS) is None
    blocked = "[Errno 11] Resource temporarily unavailable"
    assert explain_error("BlockingIOError", blocked, BEFORE, BEFORE, BOUNDS) is None


@pytest.mark.slow
async def test_a_cell_that_takes_too_much_memory_is_told_why_in_its_output(
    running_lab: RunningLab,
) -> None:
    with log_in(running_lab, "demo-trainee-2") as learner:
        server = learner.open_server()
        said = await server.run("x = [bytearray(256 << 20) for _ in range(40)]")
        assert "메모리 한도에 걸렸습니다" in said
        assert "2,048MiB" in said
        assert "한도에 걸린 것은 아닙니다" in await server.run("import os; os._exit(1)")


@pytest.mark.slow
async def test_a_cell_that_starts_too_many_threads_is_told_how_many_it_may(
    running_lab: RunningLab,
) -> None:
    with log_in(running_lab, "demo-trainee-2") as learner:
        server = learner.open_server()
        said = await server.run(
            "import threading, time\n"
            "for _ in range(400): threading.Thread(target=time.sleep, args=(3,)).start()"
        )
        assert "can't start new thread" in said
        assert "256개" in said


@pytest.mark.slow
async def test_a_cell_that_forks_without_end_is_told_how_many_it_may_and_the_next_one_runs(
    running_lab: RunningLab,
) -> None:
    bomb = """
import os, signal, time
children = []
try:
    while True:
        if (child := os.fork()) == 0:
            time.sleep(600)
            os._exit(0)
        children.append(child)
finally:
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
"""
    with log_in(running_lab, "demo-trainee-2") as learner:
        server = learner.open_server()
        assert "256개" in await server.run(bomb)
        assert await server.run("print(6 * 7)") == "42\n"
