"""What a grading says about a submission, as plain data for tables, JSON and pages.

Reads what nbgrader wrote into the gradebook and never changes it. The sentences come from
`autograder.verdicts`; no hidden test is quoted.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Grade, Gradebook

from autograder.signs import Sign
from autograder.verdicts import (
    OUTCOME_VERDICTS,
    VERDICT_SENTENCES,
    Outcome,
    Reason,
    Sentences,
    Status,
    Verdict,
)


@dataclass(frozen=True)
class CellResult:
    """The verdict on one graded cell; `score` is None while a person has to look."""

    grade_id: str
    verdict: Verdict
    score: float | None
    points: float
    seconds: float | None
    sentences: Sentences
    manual_score: float | None = None
    """What a person gave; it counts in the place of the automatic score."""


@dataclass(frozen=True)
class NotebookResult:
    """What became of one notebook of a submission."""

    name: str
    status: Status
    score: float
    max_score: float
    late_penalty: float = 0.0
    seconds: float = 0.0
    cells_seconds: float = 0.0
    """Of all its cells, the ungraded ones too."""
    memory_bytes: int = 0
    kernels: int = 0
    cells: tuple[CellResult, ...] = ()
    notes: tuple[str, ...] = ()
    reason: Reason | None = None
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True)
class SubmissionResult:
    """What became of one submission; `score` is None where there is none."""

    student: str
    assignment: str
    status: Status
    score: float | None = None
    max_score: float | None = None
    late_penalty: float = 0.0
    needs_person: bool = False
    seconds: float = 0.0
    notebooks: tuple[NotebookResult, ...] = ()
    notes: tuple[str, ...] = ()
    reason: Reason | None = None

    def as_json(self) -> dict[str, Any]:
        """One JSON object, as `--json` prints it."""
        return asdict(self)


def read_notebook_result(
    gradebook: Gradebook,
    place: tuple[str, str, str],
    executed: NotebookNode,
    outcomes: Mapping[int, tuple[Outcome, float | None]],
) -> tuple[float, float, float, tuple[CellResult, ...]]:
    """Score, points, late penalty and cells of a notebook that has just been scored.

    Args:
        gradebook: Open.
        place: Notebook, assignment and student.
        executed: The notebook that was scored.
        outcomes: What happened to each code cell that was run, by its index; seconds if known.
    """
    notebook = gradebook.find_submission_notebook(*place)
    cells_by_id = {
        cell.metadata.get("nbgrader", {}).get("grade_id"): (index, cell)
        for index, cell in enumerate(executed.cells)
    }
    order = list(cells_by_id)
    grades = sorted(
        notebook.grades,
        key=lambda grade: order.index(grade.name) if grade.name in cells_by_id else len(order),
    )
    comments = {comment.name: comment.auto_comment for comment in notebook.comments}
    results = []
    for grade in grades:
        index, cell = cells_by_id.get(grade.name, (-1, None))
        outcome, seconds = outcomes.get(index, (None, None))
        answered = comments.get(grade.name) != "No response."
        verdict = _verdict(grade, cell, outcome, answered)
        waits = grade.needs_manual_grade and grade.auto_score is None
        manual = grade.manual_score
        score = None if waits and manual is None else grade.score
        results.append(
            CellResult(
                grade.name,
                verdict,
                score,
                float(grade.max_score),
                seconds,
                VERDICT_SENTENCES[verdict],
                manual,
            )
        )
    penalty = float(notebook.late_submission_penalty or 0.0)
    return float(notebook.score), float(notebook.max_score), penalty, tuple(results)


def _verdict(
    grade: Grade, cell: NotebookNode | None, outcome: Outcome | None, answered: bool
) -> Verdict:
    if not answered:
        return Verdict.NOT_ANSWERED
    if outcome in OUTCOME_VERDICTS:
        return OUTCOME_VERDICTS[outcome]
    if grade.auto_score is None:
        return Verdict.FOR_A_PERSON
    if grade.auto_score >= grade.max_score:
        return Verdict.PASSED
    if grade.auto_score > 0:
        return Verdict.PARTLY
    for output in [] if cell is None else cell.get("outputs", []):
        if output.output_type == "error":
            if output.ename == "AssertionError":
                return Verdict.FAILED
            return Verdict.NOT_REACHED if output.ename == "Unreadable" else Verdict.RAISED
    return Verdict.FAILED
