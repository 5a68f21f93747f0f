"""The author's own answers tell which tests need the answer's live process."""

import asyncio
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.own_answers import TOO_SLOW, WHY, OwnAnswers
from autograder.run import (
    AuthorText,
    CellRun,
    ExaminationOrder,
    RunFunction,
    RunRequest,
    RunResult,
    write_notebook,
)
from autograder.verdicts import Outcome

LIVE = "assert first is second[0]\nassert open_to(3) == 3"
"""Two names for one object are two copies when each is asked for."""
ANSWER = "first = [1]\nsecond = [first]\ndef open_to(x):\n    return x"
MARK = {"schema_version": 3, "points": 1}


def order(*tests: str, answer: str = ANSWER) -> ExaminationOrder:
    """The author's notebook: an answer and `tests`."""
    cells = [AuthorText(answer, "solution", "s")]
    return ExaminationOrder(
        (*cells, *(AuthorText(test, "grade", f"t{at}") for at, test in enumerate(tests)))
    )


def request(found: ExaminationOrder, answer: str) -> RunRequest:
    """A submission of that notebook."""
    notebook = new_notebook()
    for cell in found.cells:
        is_grade = cell.role == "grade"
        mark = {**MARK, "grade": is_grade, "locked": is_grade, "solution": not is_grade}
        source = cell.source if is_grade else answer
        metadata = {"nbgrader": {**mark, "grade_id": cell.name}}
        notebook.cells.append(new_code_cell(source, metadata=metadata))
    return RunRequest(write_notebook(notebook), examination=found)


class Recorder:
    """A run in which a text in the tests says how they end."""

    def __init__(self) -> None:
        self.requests: list[RunRequest] = []

    async def __call__(self, request: RunRequest) -> RunResult:
        self.requests.append(request)
        await asyncio.sleep(0)
        notebook = nbformat.reads(request.notebook, as_version=4)
        inside = request.examination.inside if request.examination is not None else None
        for cell in notebook.cells:
            mark = cell.metadata.get("nbgrader", {})
            is_outside = inside is not None and mark.get("grade_id") not in inside
            if mark.get("grade") and (
                "never" in cell.source or is_outside * ("live" in cell.source)
            ):
                cell.outputs = [nbformat.v4.new_output("error", ename="", evalue="", traceback=[])]
        runs = tuple(
            CellRun(at, Outcome.FINISHED, _seconds(cell.source, is_outside=inside is not None))
            for at, cell in enumerate(notebook.cells)
        )
        return RunResult(write_notebook(notebook), runs, 0.0)


def _seconds(source: str, *, is_outside: bool) -> float:
    """What a cell claims to take: of a limit of 30 s."""
    if "trains" in source:
        return 9.0
    return 9.0 if is_outside and "calls" in source else 0.1


def grade(run: RunFunction, folder: Path, *requests: RunRequest) -> list[RunResult]:
    """All of a class at the same time."""

    async def all_of_them() -> list[RunResult]:
        own = OwnAnswers(run, folder)
        return await asyncio.gather(*map(own, requests))

    return asyncio.run(all_of_them())


@pytest.mark.slow
def test_a_test_that_needs_the_live_process_runs_there_for_all(
    warm_run: RunFunction, tmp_path: Path
) -> None:
    found = order(LIVE, "assert open_to(2) == 2")
    wrong = ANSWER.replace("return x", "return 2")
    right, other = grade(warm_run, tmp_path, request(found, ANSWER), request(found, wrong))
    assert [cell.outcome for cell in right.cells] == ["finished"] * 3
    assert [cell.outcome for cell in other.cells] == ["finished", "raised", "finished"]
    assert right.notes == other.notes == (f"Cell 't0' was examined inside: {WHY}.",)


def test_the_authors_answers_are_examined_once_for_a_class(tmp_path: Path) -> None:
    run = Recorder()
    found = order("once", "live once")
    for _ in range(2):
        grade(run, tmp_path, *[request(found, "x = 1")] * 3)
    insides = [one.examination.inside if one.examination else None for one in run.requests]
    assert insides == [{}, None, *[{"t1": WHY}] * 6]


def test_a_test_of_so_many_calls_that_it_nears_its_limit_runs_inside(tmp_path: Path) -> None:
    run = Recorder()
    grade(run, tmp_path, request(order("one", "calls", "trains", "never calls"), "x = 1"))
    last = run.requests[-1].examination
    assert last is not None
    assert last.inside == {"t1": TOO_SLOW}


def test_files_beside_the_authors_notebook_are_there(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text("1")
    (tmp_path / "exercise.ipynb").touch()
    run = Recorder()
    grade(run, tmp_path, request(order("with files"), "x = 1"))
    assert [[file.name for file in one.files] for one in run.requests] == [["data.csv"], []]


@pytest.mark.parametrize("test", ["never", "fine"])
def test_tests_that_fail_or_pass_on_both_sides_stay_outside(tmp_path: Path, test: str) -> None:
    run = Recorder()
    grade(run, tmp_path, request(order(test, answer=f"a = {test!r}"), "x = 1"))
    last = run.requests[-1].examination
    assert last is not None
    assert last.inside == {}


def test_nothing_is_asked_where_a_course_wants_all_outside(tmp_path: Path) -> None:
    run = Recorder()
    found = replace(order("live, but outside"), falls_back=False)
    grade(run, tmp_path, request(found, "x = 1"))
    assert [one.examination for one in run.requests] == [found]


def test_a_failure_to_examine_them_costs_no_submission(tmp_path: Path) -> None:
    answered = Recorder()

    async def run(request: RunRequest) -> RunResult:
        if "own = 1" in request.notebook:
            raise RuntimeError("the lab's fault")
        return await answered(request)

    [result] = grade(run, tmp_path, request(order("fails", answer="own = 1"), "x = 1"))
    assert result.notes == ()
