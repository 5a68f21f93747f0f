"""Read a lesson's py:percent text into cells and their marks, with the line each came from.

Every mistake of a file is found and reported in one go, with file and line; nothing is guessed
and nothing is repaired. Does not know notebooks: `courses.notebook` turns cells into one.

    # %% solution="cost"                            between ### BEGIN/END SOLUTION: taken out
    # %% grade="cost_counts_both" points=2          between ### BEGIN/END HIDDEN TESTS: taken out
    # %% grade="steps_down" points=2 inside="why"   run beside the answer, not from outside
    # %% [markdown] answer="where_to_cut" points=2  read and graded by a person
    # %% [markdown] task="sketch" points=3          the same, the answer lies in cells of its own
    # %% locked="setup"                             restored before grading
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import jupytext
from jupytext.stringparser import StringParser

from courses.errors import Findings, MarkError
from courses.regions import find_region_problems
from courses.roles import GRADED_ROLES, Role


class Kind(StrEnum):
    """The kinds of cell that a lesson has."""

    CODE = "code"
    MARKDOWN = "markdown"


@dataclass(frozen=True)
class Mark:
    """The role and name of a cell; `points` only where something is graded.

    `inside` says why a test has to run in the trainee's own process; others are examined outside.
    """

    role: Role
    name: str
    points: float | None = None
    inside: str | None = None


@dataclass(frozen=True)
class MarkedCell:
    """One cell of a lesson; `line` is the line of its `# %%`, counted from 1."""

    kind: Kind
    source: str
    line: int
    mark: Mark | None = None


_CELL_START = re.compile(r"^# %%(?:\s|$)")
# The characters are nbgrader's rule for grade ids, the length nbformat's for cell ids.
_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")


def read_cells(text: str, path: Path) -> tuple[MarkedCell, ...]:
    """The cells of a lesson, an exercise or a trial.

    Args:
        text: The file's text.
        path: The name that messages carry.

    Raises:
        MarkError: The text has mistakes; the error holds all of them.
    """
    findings = Findings(path)
    lines = text.splitlines()
    starts = [number for number, line in _unquoted(lines) if _CELL_START.match(line)]
    _find_shape_problems(text, lines, starts, findings)
    if findings.problems:
        raise MarkError(findings.problems)
    raw_cells = jupytext.reads(text, fmt="py:percent").cells
    if len(raw_cells) != len(starts):
        found = f"{len(starts)} lines `# %%` became {len(raw_cells)} cells"
        findings.add(starts[0], found, "each starts one cell", "Write marks as `# %% ...` only.")
        raise MarkError(findings.problems)
    ends = [start - 1 for start in starts[1:]] + [len(lines)]
    cells = []
    for raw, line, end in zip(raw_cells, starts, ends, strict=True):
        mark = _read_mark(raw.metadata, raw.cell_type, line, findings)
        if not raw.source.strip():
            findings.add(line, "an empty cell", "a cell holds text or code", "Fill or remove it.")
        role = mark.role if mark else None
        find_region_problems(lines[line:end], line + 1, role, findings)
        kind = Kind.CODE if raw.cell_type == "code" else Kind.MARKDOWN
        cells.append(MarkedCell(kind, raw.source, line, mark))
    _find_repeated_names(cells, findings)
    if findings.problems:
        raise MarkError(findings.problems)
    return tuple(cells)


def read_lesson(text: str, path: Path) -> tuple[MarkedCell, ...]:
    """The cells of a lesson, which carries no marks.

    Raises:
        MarkError: As `read_cells`, or a cell is marked.
    """
    cells = read_cells(text, path)
    findings = Findings(path)
    for cell in cells:
        if cell.mark:
            found = f"{cell.mark.role} mark {cell.mark.name!r} in a lesson"
            cure = "Move the cell to the exercise or remove the mark."
            findings.add(cell.line, found, "lessons are not graded", cure)
    if findings.problems:
        raise MarkError(findings.problems)
    return cells


def read_exercise(text: str, path: Path) -> tuple[MarkedCell, ...]:
    """The cells of an exercise, at least one of them graded.

    Raises:
        MarkError: As `read_cells`, or nothing is graded, or a solution is not marked off.
    """
    cells = read_cells(text, path)
    findings = Findings(path)
    if not any(cell.mark and cell.mark.role in GRADED_ROLES for cell in cells):
        rule = "an exercise has at least one grade, answer or task"
        findings.add(cells[0].line, "no graded cell", rule, 'Add `# %% grade="name" points=1`.')
    for cell in cells:
        is_solution = cell.mark is not None and cell.mark.role is Role.SOLUTION
        if is_solution and "BEGIN SOLUTION" not in cell.source:
            rule = "a solution cell says what to take out"
            cure = "Put `### BEGIN SOLUTION` and `### END SOLUTION` around it."
            findings.add(cell.line, "no solution region in a solution cell", rule, cure)
    if findings.problems:
        raise MarkError(findings.problems)
    return cells


def _unquoted(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Lines that do not start inside a string, with their numbers."""
    parser = StringParser("python")
    for number, line in enumerate(lines, start=1):
        if not parser.is_quoted():
            yield number, line
        parser.read_line(line)


def _find_shape_problems(
    text: str, lines: Sequence[str], starts: Sequence[int], findings: Findings
) -> None:
    try:
        ast.parse(text)
    except SyntaxError as error:
        rule = "the text of a lesson is a Python program"
        findings.add(error.lineno or 1, f"no Python ({error.msg})", rule, "Mend the line.")
    if not starts:
        findings.add(1, "no cell", "a lesson has at least one", "Start one with a line `# %%`.")
        return
    for number, line in enumerate(lines[: starts[0] - 1], start=1):
        if line.strip():
            rule = "the first line of a lesson starts a cell"
            findings.add(number, "text before the first cell", rule, "Add `# %%` above it.")
            return


def _read_mark(
    metadata: Mapping[str, Any], kind: str, line: int, findings: Findings
) -> Mark | None:
    keys = {key: value for key, value in metadata.items() if key != "lines_to_next_cell"}
    for key in ("incorrectly_encoded_metadata", "title"):
        if key in keys:
            rule = 'a mark is written `# %% key="name"`'
            findings.add(line, f"unreadable mark {keys.pop(key)!r}", rule, "Rewrite or remove it.")
    if kind not in set(Kind):
        findings.add(line, f"a [{kind}] cell", "cells are code or [markdown]", "Change it.")
    for key in keys.keys() - set(Role) - {"points", "inside"}:
        rule = f"marks are {', '.join(Role)}, points and inside"
        findings.add(line, f"unknown mark {key!r}", rule, "Rename or remove it.")
    roles = [Role(key) for key in keys if key in set(Role)]
    if not roles:
        if "points" in keys:
            rule = "points belong to a grade, answer or task"
            findings.add(line, "points without a mark", rule, 'Add `grade="name"`.')
        if "inside" in keys:
            rule = "inside belongs to a grade"
            findings.add(line, "inside without a mark", rule, 'Add `grade="name"`.')
        return None
    if len(roles) > 1:
        found = f"{len(roles)} marks ({', '.join(roles)}) on one cell"
        findings.add(line, found, "a cell has one", "Split the cell.")
    role = roles[0]
    name = keys[role]
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        rule = "a name is 1 to 64 ASCII letters, digits, `_` or `-`, in quotes"
        findings.add(line, f"{role} mark named {name!r}", rule, "Rename it.")
    if kind == Kind.MARKDOWN and role in {Role.SOLUTION, Role.GRADE}:
        rule = f"a {role} is code"
        findings.add(line, f"{role} mark on a [markdown] cell", rule, "Use answer, or write code.")
    if kind == Kind.CODE and role is Role.TASK:
        findings.add(line, "task mark on a code cell", "a task is text", "Use grade or [markdown].")
    points = _read_points(role, keys, line, findings)
    return Mark(role, str(name), points, _read_inside(role, keys, line, findings))


def _read_inside(role: Role, keys: Mapping[str, Any], line: int, findings: Findings) -> str | None:
    if "inside" not in keys:
        return None
    why = keys["inside"]
    if role is not Role.GRADE:
        rule = "inside belongs to a grade"
        findings.add(line, f"inside on a {role} cell", rule, "Remove it.")
    elif not isinstance(why, str) or not why.strip():
        rule = "inside says in words why the test needs the trainee's own process"
        findings.add(line, f"inside={why!r}", rule, 'Write `inside="it follows gradients"`.')
    else:
        return why
    return None


def _read_points(
    role: Role, keys: Mapping[str, Any], line: int, findings: Findings
) -> float | None:
    points = keys.get("points")
    if role not in GRADED_ROLES:
        if "points" in keys:
            rule = "points belong to a grade, answer or task"
            findings.add(line, f"points on a {role} cell", rule, "Remove them.")
        return None
    if "points" not in keys:
        found = f"{role} mark {keys[role]!r} without points"
        findings.add(line, found, f"a {role} is worth points", "Add `points=1`.")
    elif isinstance(points, bool) or not isinstance(points, int | float):
        findings.add(line, f"points={points!r}", "points are a number", "Write `points=2`.")
    elif not 0 <= points < float("inf"):
        findings.add(line, f"points={points}", "points are zero or more", "Change them.")
    else:
        return float(points)
    return None


def _find_repeated_names(cells: Sequence[MarkedCell], findings: Findings) -> None:
    first_lines: dict[str, int] = {}
    for cell in cells:
        if cell.mark is None:
            continue
        role, name = cell.mark.role, cell.mark.name
        if name in first_lines:
            found = f"{role} mark {name!r} is already used on line {first_lines[name]}"
            findings.add(cell.line, found, "marks are unique within a notebook", "Rename one.")
        first_lines.setdefault(name, cell.line)
