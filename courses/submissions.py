"""Put answers into a released notebook: the wrong and right solutions that prove an exercise.

A trial is a file of solution cells alone, under the marks of the exercise; its first cell says
what is tried, `loses:` names the grade cells that must give no points. Grades nothing.

    # %% [markdown]
    # 열마다가 아니라 표 전체의 평균을 뺍니다.
    #
    # loses: standardise_each_column
    # caught by: 열마다

    # %% solution="standardise"
    def standardise(table):
        return table - table.mean()
"""

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nbformat.notebooknode import NotebookNode

from courses.errors import CourseError, Findings, MarkError
from courses.marks import Kind, read_cells
from courses.roles import Role

_LOSES = re.compile(r"^loses:(.*)$", re.MULTILINE)
_CAUGHT_BY = re.compile(r"^caught by:(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Trial:
    """Answers to an exercise, and what they must score.

    `loses` names the grade cells that give nothing; all others give full points. `caught_by` is
    part of the message or the line by which the first of them fails.
    """

    name: str
    description: str
    loses: tuple[str, ...]
    caught_by: str
    solutions: Mapping[str, str]


def load_trials(unit_folder: Path) -> tuple[Trial, ...]:
    """Every trial in `wrong/` and `right/` of a unit.

    Raises:
        MarkError: A trial has mistakes, a wrong one loses nothing, or a right one loses something.
    """
    trials = []
    for folder in ("wrong", "right"):
        for path in sorted((unit_folder / folder).glob("*.py")):
            trial = read_trial(path.read_text(encoding="utf-8"), path)
            findings = Findings(path)
            if folder == "wrong" and not (trial.loses and trial.caught_by):
                rule = "a wrong solution says what it loses and what catches it"
                cure = "Write `# loses: name` and `# caught by: words`."
                findings.add(1, "no `loses:` or no `caught by:`", rule, cure)
            if folder == "right" and trial.loses:
                rule = "a right solution loses nothing"
                findings.add(1, "`loses:` in right/", rule, "Move the file to wrong/.")
            if findings.problems:
                raise MarkError(findings.problems)
            trials.append(trial)
    return tuple(trials)


def read_trial(text: str, path: Path) -> Trial:
    """The trial that `text` describes.

    Raises:
        MarkError: It has mistakes in its marks, no description, or cells that are no solution.
    """
    first, *rest = read_cells(text, path)
    findings = Findings(path)
    if first.kind is not Kind.MARKDOWN or first.mark:
        rule = "the first cell of a trial is [markdown] and says what is tried"
        findings.add(first.line, "no description", rule, "Add one.")
    solutions = {}
    for cell in rest:
        if cell.mark and cell.mark.role is Role.SOLUTION:
            solutions[cell.mark.name] = cell.source
        else:
            rule = "a trial holds solution cells"
            findings.add(cell.line, "a cell that is no solution", rule, "Mark or remove it.")
    if findings.problems:
        raise MarkError(findings.problems)
    loses, caught_by = _LOSES.search(first.source), _CAUGHT_BY.search(first.source)
    return Trial(
        name=path.stem,
        description=first.source.split("\n\n")[0].strip(),
        loses=tuple(re.split(r"[,\s]+", loses[1].strip())) if loses else (),
        caught_by=caught_by[1].strip() if caught_by else "",
        solutions=solutions,
    )


def make_submission(release_notebook: NotebookNode, solutions: Mapping[str, str]) -> NotebookNode:
    """A copy of a released notebook with the sources of its solution cells replaced.

    Args:
        release_notebook: As nbgrader released it; not changed.
        solutions: Sources by mark name. Cells that are not named keep their stub.

    Raises:
        CourseError: The release has no solution or answer cell of a given name.
    """
    submission = copy.deepcopy(release_notebook)
    cells = {
        cell.metadata.nbgrader.grade_id: cell
        for cell in submission.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }
    unknown = sorted(solutions.keys() - cells.keys())
    if unknown:
        raise CourseError(
            f"solutions for {', '.join(unknown)} do not fit the release; it has the solution "
            f"cells {', '.join(cells) or '(none)'}. Rename them."
        )
    for name, source in solutions.items():
        cells[name].source = source
    return submission


def extract_solutions(source_notebook: NotebookNode) -> dict[str, str]:
    """The instructor's solutions in a source notebook, as `make_submission` takes them."""
    return {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in source_notebook.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }
