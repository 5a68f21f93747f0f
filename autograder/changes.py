"""Whose score another grading changes, cell by cell, and why.

Compares what stands (`Standing`) with what a new grading would write, and names the cause by what
differs between the two notebooks. Compares only; writes and runs nothing. Quotes no test.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from nbformat import NotebookNode

from autograder.results import CellResult, SubmissionResult
from autograder.standing import Standing
from autograder.verdicts import Verdict


class Cause(StrEnum):
    """What differs between the earlier grading of a cell and this one."""

    FIRST_GRADING = "first_grading"
    TEST = "test"
    POINTS = "points"
    OTHER_TEST = "other_test"
    ANSWER = "answer"
    RUN = "run"


CAUSE_SENTENCES: dict[Cause, str] = {
    Cause.FIRST_GRADING: "It was not graded before.",
    Cause.TEST: "The test was changed.",
    Cause.POINTS: "The test's points were changed.",
    Cause.OTHER_TEST: "Another test or locked cell was changed.",
    Cause.ANSWER: "Another submission was collected since.",
    Cause.RUN: "Test and answer are the same: it ran differently this time (chance, time, limits).",
}


@dataclass(frozen=True)
class CellChange:
    """One graded cell before and after; None where there was nothing, or a person has to look.

    The scores are those that count: a manual score stays and stands in both.
    """

    notebook: str
    grade_id: str
    verdict_before: Verdict | None
    verdict: Verdict
    score_before: float | None
    score: float | None
    points_before: float | None
    points: float
    manual_score: float | None
    cause: Cause
    why: str


@dataclass(frozen=True)
class SubmissionChange:
    """One submission before and after; `cells` are those in which something differs."""

    student: str
    assignment: str
    score_before: float | None
    late_penalty_before: float
    result: SubmissionResult
    cells: tuple[CellChange, ...] = ()

    @property
    def changes_score(self) -> bool:
        """True if other points stand in the gradebook afterwards."""
        if self.result.score is None:
            return False
        before = (self.score_before, self.late_penalty_before)
        return before != (self.result.score, self.result.late_penalty)

    def as_json(self) -> dict[str, Any]:
        """One JSON object, as `--json` prints it."""
        return {
            "student": self.student,
            "assignment": self.assignment,
            "status": self.result.status,
            "score_before": self.score_before,
            "score": self.result.score,
            "max_score": self.result.max_score,
            "late_penalty_before": self.late_penalty_before,
            "late_penalty": self.result.late_penalty,
            "changes_score": self.changes_score,
            "cells": [asdict(cell) for cell in self.cells],
            "reason": None if self.result.reason is None else asdict(self.result.reason),
        }


def compare(
    standing: Standing, result: SubmissionResult, notebooks: Mapping[str, NotebookNode]
) -> SubmissionChange:
    """What `result` changes.

    Args:
        standing: What there is.
        result: What another grading would write.
        notebooks: The notebooks that it graded, with the tests in them, by name.
    """
    changes: list[CellChange] = []
    for notebook in result.notebooks:
        before = {cell.grade_id: cell for cell in standing.cells.get(notebook.name, ())}
        old, new = standing.notebooks.get(notebook.name), notebooks[notebook.name]
        for cell in notebook.cells:
            earlier = None if standing.score is None else before.get(cell.grade_id)
            change = _compare_cell(notebook.name, earlier, cell, old, new)
            if change is not None:
                changes.append(change)
    return SubmissionChange(
        result.student,
        result.assignment,
        standing.score,
        standing.late_penalty,
        result,
        tuple(changes),
    )


def _compare_cell(
    name: str,
    before: CellResult | None,
    after: CellResult,
    old: NotebookNode | None,
    new: NotebookNode,
) -> CellChange | None:
    points_before = None if before is None else _points(old, after.grade_id, before.points)
    if before is None or old is None:
        cause = Cause.FIRST_GRADING
    elif (before.verdict, before.score, points_before) == (
        after.verdict,
        after.score,
        after.points,
    ):
        return None
    else:
        cause = _cause(after.grade_id, old, new, points_changed=points_before != after.points)
    why = f"{CAUSE_SENTENCES[cause]} {after.sentences.instructor}"
    if after.manual_score is not None:
        why += " The manual score is kept; look at it again."
    return CellChange(
        name,
        after.grade_id,
        None if before is None else before.verdict,
        after.verdict,
        None if before is None else before.score,
        after.score,
        points_before,
        after.points,
        after.manual_score,
        cause,
        why,
    )


def _cause(grade_id: str, old: NotebookNode, new: NotebookNode, *, points_changed: bool) -> Cause:
    locked_before, open_before = _sources(old)
    locked_after, open_after = _sources(new)
    if grade_id in locked_after and locked_before.get(grade_id) != locked_after[grade_id]:
        return Cause.TEST
    if points_changed:
        return Cause.POINTS
    if open_before != open_after:
        return Cause.ANSWER
    return Cause.OTHER_TEST if locked_before != locked_after else Cause.RUN


def _sources(notebook: NotebookNode) -> tuple[dict[str, str], list[str]]:
    """The author's cells by grade id, and the trainee's in order."""
    locked: dict[str, str] = {}
    free: list[str] = []
    for cell in notebook.cells:
        mark = cell.metadata.get("nbgrader", {})
        if mark.get("locked") or (mark.get("grade") and not mark.get("solution")):
            locked[str(mark.get("grade_id"))] = cell.source
        else:
            free.append(cell.source)
    return locked, free


def _points(notebook: NotebookNode | None, grade_id: str, default: float) -> float:
    """What the cell was worth when `notebook` was graded: the gradebook has only today's points."""
    for cell in [] if notebook is None else notebook.cells:
        mark = cell.metadata.get("nbgrader", {})
        if mark.get("grade_id") == grade_id and isinstance(mark.get("points"), int | float):
            return float(mark["points"])
    return default
