"""What stands in the gradebook and in `autograded/` about one submission before it is graded again.

Reads what an earlier grading left, with the verdicts that its outputs show, and changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from nbgrader.api import Gradebook, MissingEntry

from autograder.course import Course
from autograder.notebooks import UnreadableNotebook, load_notebook
from autograder.outputs import ERROR_NAMES
from autograder.results import CellResult, read_notebook_result
from autograder.verdicts import Outcome

_OUTCOMES = {name: outcome for outcome, name in ERROR_NAMES.items()}


@dataclass(frozen=True)
class Standing:
    """An earlier grading; `score` is None where there is none. Keys are notebook names."""

    score: float | None = None
    late_penalty: float = 0.0
    cells: Mapping[str, tuple[CellResult, ...]] = field(default_factory=dict)
    notebooks: Mapping[str, NotebookNode] = field(default_factory=dict)


def read_standing(course: Course, gradebook: Gradebook, assignment: str, student: str) -> Standing:
    """What stands there; an empty `Standing` where the submission was never graded."""
    folder = course.step_dir("autograded", student, assignment)
    try:
        submission = gradebook.find_submission(assignment, student)
    except MissingEntry:
        return Standing()
    scored = any(
        grade.auto_score is not None or grade.manual_score is not None
        for notebook in submission.notebooks
        for grade in notebook.grades
    )
    if not scored and not folder.is_dir():
        return Standing()
    cells: dict[str, tuple[CellResult, ...]] = {}
    notebooks: dict[str, NotebookNode] = {}
    penalty = 0.0
    for name in sorted(notebook.name for notebook in submission.notebooks):
        try:
            notebooks[name], _ = load_notebook(folder / f"{name}.ipynb")
        except (UnreadableNotebook, OSError):
            notebooks[name] = new_notebook()
        outcomes = _outcomes(notebooks[name])
        place = (name, assignment, student)
        _, _, late, cells[name] = read_notebook_result(gradebook, place, notebooks[name], outcomes)
        penalty += late
    return Standing(float(submission.score), penalty, cells, notebooks)


def _outcomes(notebook: NotebookNode) -> dict[int, tuple[Outcome, None]]:
    """What kept cells from finishing, as our explanations in their outputs say."""
    found: dict[int, tuple[Outcome, None]] = {}
    for index, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", ()):
            if output.output_type == "error" and output.ename in _OUTCOMES:
                found[index] = (_OUTCOMES[output.ename], None)
    return found
