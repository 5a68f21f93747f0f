"""Examiners that several runs get from one process: what one leaves, the next does not see."""

import asyncio
import signal
import socket
from collections.abc import Iterator

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.errors import RunError
from autograder.examiners import Examiners, Parent
from autograder.run import (
    AuthorText,
    ExaminationOrder,
    RunLimits,
    RunRequest,
    RunResult,
    run_notebook_async,
)
from autograder.verdicts import Outcome

pytestmark = pytest.mark.slow

SOLUTION = "def area(r):\n    return 3 * r * r"
LEAVES = """
import builtins, os, sys, pathlib
assert not hasattr(builtins, "left") and "left" not in sys.modules
assert not pathlib.Path("left").exists()
builtins.left = sys.modules["left"] = sys
pathlib.Path("left").touch()
assert area(2) == 12
"""
HANGS = "assert area(2) == 12\nwhile True:\n    pass"
DIES = "import os\nassert area(2) == 12\nos.kill(os.getpid(), 9)"


def request_of(
    test: str, solution: str = SOLUTION, seconds: int = 30, locked: str = ""
) -> RunRequest:
    mark = {"grade": True, "solution": False, "locked": True, "grade_id": "t", "points": 1}
    grade = new_code_cell(test, metadata={"nbgrader": {**mark, "schema_version": 3}})
    notebook = new_notebook(cells=[new_code_cell(solution), grade])
    author = (
        AuthorText(locked, "locked", "l"),
        AuthorText(SOLUTION, "solution", "s"),
        AuthorText(test, "grade", "t"),
    )
    return RunRequest(
        nbformat.writes(notebook, version=4),
        limits=RunLimits(cell_seconds=seconds),
        restarts=0,
        examination=ExaminationOrder(author, falls_back=False),
    )


def outcomes(results: list[RunResult]) -> list[Outcome]:
    return [result.cells[-1].outcome for result in results]


class Counted(Examiners):
    """Keeps the processes that were given back."""

    def __init__(self) -> None:
        super().__init__(None)
        self.seen: list[Parent] = []

    async def give_back(self, parent: Parent, *, is_good: bool) -> None:
        self.seen.append(parent)
        await super().give_back(parent, is_good=is_good)


@pytest.fixture
def examiners() -> Iterator[Counted]:
    with Counted() as counted:
        yield counted


def run_all(examiners: Examiners, *requests: RunRequest) -> list[RunResult]:
    async def run() -> list[RunResult]:
        return [await run_notebook_async(one, None, examiners) for one in requests]

    return asyncio.run(run())


def test_a_test_does_not_find_what_it_left_at_the_last_submission(examiners: Counted) -> None:
    found = outcomes(run_all(examiners, request_of(LEAVES), request_of(LEAVES)))
    assert found == [Outcome.FINISHED, Outcome.FINISHED]
    first, second = examiners.seen
    assert first is second


@pytest.mark.parametrize("test", [HANGS, DIES])
def test_an_examiner_that_does_not_come_to_rest_is_not_used_again(
    examiners: Counted, test: str
) -> None:
    found = outcomes(run_all(examiners, request_of(test, seconds=2), request_of(test, seconds=2)))
    assert not {Outcome.FINISHED} & set(found)
    first, second = examiners.seen
    assert first is not second
    assert not first.is_alive()


def test_a_parent_that_was_killed_is_replaced(examiners: Counted) -> None:
    run_all(examiners, request_of(LEAVES))
    examiners.seen[0].sandbox.signal(signal.SIGKILL, whole_group=True)
    assert outcomes(run_all(examiners, request_of(LEAVES))) == [Outcome.FINISHED]


def test_the_author_s_data_is_made_once_for_all_runs(examiners: Counted) -> None:
    test = "import os\nassert area(2) == 12 and maker != os.getpid()"
    one = request_of(test, locked="import os\nmaker = os.getpid()")
    assert outcomes(run_all(examiners, one, one)) == [Outcome.FINISHED, Outcome.FINISHED]


THREAD = "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()\n"


def test_data_whose_making_starts_a_thread_is_made_by_each_examiner(examiners: Counted) -> None:
    test = "import os\nassert area(2) == 12 and maker == os.getpid()"
    one = request_of(test, locked=f"import os\n{THREAD}maker = os.getpid()")
    assert outcomes(run_all(examiners, one, one)) == [Outcome.FINISHED, Outcome.FINISHED]


def outputs(result: RunResult) -> list[str]:
    """What the last cell shows, as text."""
    cell = nbformat.reads(result.notebook, as_version=4).cells[-1]
    return [str(one.get("text") or one["data"]["text/plain"]).strip() for one in cell.outputs]


def test_what_a_test_prints_or_displays_in_any_way_is_shown(examiners: Counted) -> None:
    test = """
import os, sys
print("printed")
print("complained", file=sys.stderr)
os.write(1, b"written")
show(area(2))
"""
    locked = "from IPython.display import display\ndef show(value):\n    display(value)"
    one, two = run_all(examiners, *[request_of(test, locked=locked)] * 2)
    assert outputs(one) == ["12", "printed", "complained", "written"]
    assert outputs(two) == outputs(one)


def test_half_a_letter_in_an_answer_does_not_spoil_the_notebook(examiners: Counted) -> None:
    [result] = run_all(examiners, request_of("print(area(2))", "def area(r): return '\\ud800!'"))
    assert outputs(result) == ["\ufffd!"]


def test_a_fork_of_a_test_that_comes_back_answers_nothing(examiners: Counted) -> None:
    test = "import os\nassert area(2) == 12\nos.fork()"
    found = outcomes(run_all(examiners, request_of(test), request_of("assert area(2) == 12")))
    assert found == [Outcome.FINISHED, Outcome.FINISHED]


def test_another_notebook_gets_another_parent(examiners: Counted) -> None:
    run_all(examiners, request_of(LEAVES), request_of("assert area(1) == 3"))
    first, second = examiners.seen
    assert first is not second


def test_nothing_is_left_when_they_are_closed() -> None:
    with Counted() as examiners:
        run_all(examiners, request_of(LEAVES))
        assert examiners.seen[0].is_alive()
    assert not examiners.seen[0].is_alive()


def test_a_fork_that_cannot_be_is_an_error_of_ours(examiners: Counted) -> None:
    run_all(examiners, request_of(LEAVES))
    [parent] = examiners.seen
    parent.sandbox.stop(grace_seconds=0)

    async def fork() -> None:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            await parent.fork(theirs)

    with pytest.raises(RunError):
        asyncio.run(fork())
