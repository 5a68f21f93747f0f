"""How a class did on each question: who passed, what it tells apart, and how people went wrong.

For instructors who mend an exercise after its first class. Reads scores and what the graded
notebooks say; decides nothing, and calls no question bad: with few submissions the figures mean
little, so each comes with its count.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import StatisticsError, correlation

from autograder.course import Course
from autograder.notebooks import UnreadableNotebook, load_notebook
from autograder.scores import SubmissionScore
from autograder.submission import printable

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_ADDRESS = re.compile(r"0x[0-9a-f]+")
_LONGEST_RESULT = 160
_MOST_RESULTS = 3
# A correlation of fewer points than this says nothing.
_FEWEST_FOR_DISCRIMINATION = 5


@dataclass(frozen=True)
class WrongResult:
    """What a failed cell said, and how many submissions say the same."""

    text: str
    count: int


@dataclass(frozen=True)
class Question:
    """One graded cell over all submissions.

    `graded` counts submissions with a score; `passed` those with all points. `mean_share` is the
    mean part of the points, from 0 to 1. `discrimination` is the correlation of this cell's score
    with the sum of the others (corrected item-total correlation, from -1 to 1): near 0 or below,
    the question does not tell strong work from weak. None where it cannot be known.
    """

    notebook: str
    grade_id: str
    points: float
    graded: int
    passed: int
    mean_share: float | None
    discrimination: float | None
    wrong_results: tuple[WrongResult, ...]


def describe_questions(
    scores: Sequence[SubmissionScore], wrong_results: Mapping[tuple[str, str], Sequence[str]]
) -> tuple[Question, ...]:
    """One entry per graded cell, in the order of the first submission.

    Args:
        scores: The submissions to one assignment.
        wrong_results: What each submission's failed cell said, by notebook and grade id; see
            `read_wrong_results`.
    """
    places = dict.fromkeys(
        (cell.notebook, cell.grade_id) for score in scores for cell in score.cells
    )
    return tuple(_describe(place, scores, wrong_results.get(place, ())) for place in places)


def _describe(
    place: tuple[str, str], scores: Sequence[SubmissionScore], wrong: Sequence[str]
) -> Question:
    points = 0.0
    mine: list[float] = []
    others: list[float] = []
    for score in scores:
        for cell in score.cells:
            if (cell.notebook, cell.grade_id) == place:
                points = cell.points
                if cell.score is not None:
                    mine.append(cell.score)
                    others.append(sum(one.score or 0.0 for one in score.cells) - cell.score)
    common = Counter(wrong).most_common(_MOST_RESULTS)
    return Question(
        *place,
        points=points,
        graded=len(mine),
        passed=sum(one >= points for one in mine),
        mean_share=sum(mine) / len(mine) / points if mine and points else None,
        discrimination=_discrimination(mine, others),
        wrong_results=tuple(WrongResult(text, count) for text, count in common),
    )


def _discrimination(mine: Sequence[float], others: Sequence[float]) -> float | None:
    if len(mine) < _FEWEST_FOR_DISCRIMINATION:
        return None
    try:
        return correlation(mine, others)
    except StatisticsError:  # all have the same score
        return None


def read_wrong_results(
    course: Course, assignment: str, students: Iterable[str]
) -> dict[tuple[str, str], list[str]]:
    """What the failed graded cells of `students` say, by notebook and grade id.

    The text is a student's own and may be hostile: escape it before it is shown.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for student in students:
        for path in sorted(course.step_dir("autograded", student, assignment).glob("*.ipynb")):
            for grade_id, text in _errors_in(path):
                found.setdefault((path.stem, grade_id), []).append(text)
    return found


def _errors_in(path: Path) -> Iterable[tuple[str, str]]:
    try:
        notebook, _ = load_notebook(path)
    except (UnreadableNotebook, OSError):
        return
    for cell in notebook.cells:
        mark = cell.metadata.get("nbgrader", {})
        if not mark.get("grade"):
            continue
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                yield str(mark.get("grade_id")), _first_line(f"{output.ename}: {output.evalue}")
                break


def _first_line(text: str) -> str:
    line = _ANSI.sub("", text).strip().splitlines()[0]
    return printable(_ADDRESS.sub("0x…", line)[:_LONGEST_RESULT])
