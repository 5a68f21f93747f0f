"""A small nbgrader course for the grader's tests, and submissions to it from folders of text.

A folder in `tests/submissions/` is one submission: `cells.py` says what stands in which cell
(`# %% name` replaces the cell with that grade id, `# %%` adds a plain cell there), `notebook.json`
what is different in its JSON, `[handed_in]` of `expect.toml` what no repository can hold;
other files are handed in as they are. `expect.toml` says what must come out.
"""

import copy
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

SUBMISSIONS = Path(__file__).parent / "submissions"
ASSIGNMENT = "첫 과제 one"
NOTEBOOK = "exercise"
HIDDEN = "assert double(21) == 42, 'the hidden one'"

CELLS: dict[str, tuple[str, dict[str, Any]]] = {
    "double": (
        "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION",
        {"grade": False, "solution": True, "locked": False},
    ),
    "doubles_numbers": (
        f"assert double(2) == 4\n### BEGIN HIDDEN TESTS\n{HIDDEN}\n### END HIDDEN TESTS",
        {"grade": True, "solution": False, "locked": True, "points": 2},
    ),
    "greet": (
        "def greet(name):\n    ### BEGIN SOLUTION\n    return f'안녕 {name}'\n    ### END SOLUTION",
        {"grade": False, "solution": True, "locked": False},
    ),
    "greets_by_name": (
        "assert greet('인천') == '안녕 인천'",
        {"grade": True, "solution": False, "locked": True, "points": 1},
    ),
    "share": (
        "def share():\n    ### BEGIN SOLUTION\n    return 0.5\n    ### END SOLUTION",
        {"grade": False, "solution": True, "locked": False},
    ),
    "share_counts": (
        "share()",
        {"grade": True, "solution": False, "locked": True, "points": 1},
    ),
    "why": ("왜 그런가요?", {"grade": True, "solution": True, "locked": False, "points": 3}),
}


def nbgrader(course: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run stock nbgrader in the course directory."""
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course,
        # nbgrader asks the program alembic for the version of a new gradebook.
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def make_course(root: Path) -> Path:
    """A course directory with one released assignment."""
    source = root / "source" / ASSIGNMENT
    source.mkdir(parents=True)
    (source / "data.txt").write_text("one\ntwo\n")
    (root / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'c'\n"
    )
    notebook: NotebookNode = new_notebook()
    notebook.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    for grade_id, (text, mark) in CELLS.items():
        make: Any
        make = new_markdown_cell if grade_id == "why" else new_code_cell
        # nbformat is not typed.
        cell = make(text, id=grade_id.replace("_", "-"))
        cell.metadata["nbgrader"] = {
            "schema_version": 3,
            "grade_id": grade_id,
            "task": False,
            **mark,
        }
        notebook.cells.append(cell)
    nbformat.write(notebook, source / f"{NOTEBOOK}.ipynb")
    made = nbgrader(root, "generate_assignment", ASSIGNMENT)
    assert made.returncode == 0, made.stderr
    return root


def released(course: Path) -> NotebookNode:
    """The notebook as trainees get it."""
    notebook: NotebookNode
    notebook = nbformat.read(course / "release" / ASSIGNMENT / f"{NOTEBOOK}.ipynb", as_version=4)
    return notebook


def cell_of(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    """The cell with this grade id."""
    marked = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in notebook.cells}
    found: NotebookNode = marked[grade_id]
    return found


def answer(course: Path, text: str) -> NotebookNode:
    """The released notebook with cells replaced and added as `cells.py` says."""
    notebook = released(course)
    place = 0
    for part in ("\n" + text).split("\n# %%")[1:]:
        name, _, body = part.partition("\n")
        if grade_id := name.strip():
            cell = cell_of(notebook, grade_id)
            cell.source = body.strip()
            place = notebook.cells.index(cell) + 1
        else:
            notebook.cells.insert(place, new_code_cell(body.strip()))
            place += 1
    return notebook


RIGHT = "\n".join(
    (
        "# %% double",
        "def double(x):\n    return 2 * x",
        "# %% greet",
        "def greet(name):\n    return f'안녕 {name}'",
        "# %% share",
        "def share():\n    return 0.5",
        "# %% why",
        "그냥요.",
    )
)


def submit(course: Path, student: str, notebook: NotebookNode | str | bytes) -> Path:
    """Hand a notebook in, or bytes in its place; returns the submission's folder."""
    folder = course / "submitted" / student / ASSIGNMENT
    folder.mkdir(parents=True, exist_ok=True)
    if isinstance(notebook, NotebookNode):
        notebook = json.dumps(notebook)
    if isinstance(notebook, str):
        notebook = notebook.encode()
    (folder / f"{NOTEBOOK}.ipynb").write_bytes(notebook)
    (folder / "timestamp.txt").write_text("2026-11-22 10:00:00.000000 UTC")
    return folder


def submit_folder(course: Path, folder: Path) -> None:
    """Hand in what lies in a folder of `tests/submissions/`, under the folder's name."""
    cells = folder / "cells.py"
    text = cells.read_text(encoding="utf-8") if cells.exists() else RIGHT
    notebook = answer(course, text)
    if (folder / "notebook.json").exists():
        change_notebook(notebook, json.loads((folder / "notebook.json").read_text()))
    target = submit(course, folder.name, notebook)
    for path in folder.iterdir():
        if path.name not in {"cells.py", "expect.toml", "notebook.json"}:
            shutil.copy(path, target / path.name, follow_symlinks=False)
    make_strange(target, tomllib.loads((folder / "expect.toml").read_text(encoding="utf-8")))


def change_notebook(notebook: NotebookNode, changes: dict[str, Any]) -> None:
    """Change the notebook's metadata and cells; `copies` of a cell are put behind it."""
    _merge(notebook.metadata, changes.get("metadata", {}))
    found = [(cell_of(notebook, name), dict(new)) for name, new in changes["cells"].items()]
    for cell, new in found:
        copies = new.pop("copies", 0)
        _merge(cell, new)
        place = notebook.cells.index(cell) + 1
        notebook.cells[place:place] = [copy.deepcopy(cell) for _ in range(copies)]


def make_strange(target: Path, expected: dict[str, Any]) -> None:
    """Put into the submission's folder what `[handed_in]` says."""
    strange = expected.get("handed_in", {})
    for name in (*strange.get("folders", ()), *strange.get("pipes", ()), *strange.get("links", ())):
        (target / name).unlink(missing_ok=True)
    for name in strange.get("folders", ()):
        (target / name).mkdir()
        (target / name / "inside.txt").write_text("x")
    for name in strange.get("pipes", ()):
        os.mkfifo(target / name)
    for name, goal in strange.get("links", {}).items():
        (target / name).symlink_to(goal)
    for name, text in strange.get("files", {}).items():
        (target / name).write_text(text)
    if "depth" in strange:
        (target / Path(*["d"] * strange["depth"])).mkdir(parents=True)
    if "values" in strange:
        values = "[]" + ",[]" * strange["values"]
        (target / f"{NOTEBOOK}.ipynb").write_text(f'{{"nbformat": 4, "cells": [{values}]}}')
    if "size_mib" in strange:
        os.truncate(target / f"{NOTEBOOK}.ipynb", strange["size_mib"] << 20)


def _merge(old: Any, new: dict[str, Any]) -> None:
    for key, value in new.items():
        if isinstance(value, dict) and isinstance(old.get(key), dict):
            _merge(old[key], value)
        else:
            old[key] = value


def scores(course: Path, student: str) -> dict[str, tuple[float | None, bool]]:
    """What the gradebook says: automatic score, and whether a person must look, by grade id."""
    query = """
        select base_cell.name, grade.auto_score, grade.needs_manual_grade
        from grade
        join base_cell on base_cell.id = grade.cell_id
        join submitted_notebook on submitted_notebook.id = grade.notebook_id
        join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
        where submitted_assignment.student_id = ?
    """
    connection = sqlite3.connect(course / "gradebook.db")
    try:
        rows = connection.execute(query, (student,)).fetchall()
    finally:
        connection.close()
    return {name: (score, bool(needs)) for name, score, needs in rows}


def rows(course: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The rows that grading writes, without ids: what parity is about."""
    of_submission = """
        join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
        join notebook on notebook.id = submitted_notebook.notebook_id
    """
    of_cell = """
        join submitted_notebook on submitted_notebook.id = {table}.notebook_id
        join base_cell on base_cell.id = {table}.cell_id
    """
    columns = {
        "grade": "base_cell.name, auto_score, manual_score, extra_credit, needs_manual_grade",
        "comment": "base_cell.name, auto_comment, manual_comment",
    }
    queries = {
        table: f"select submitted_assignment.student_id, notebook.name, {names} from {table}"
        + of_cell.format(table=table)
        + of_submission
        for table, names in columns.items()
    }
    queries["late"] = (
        "select submitted_assignment.student_id, notebook.name, late_submission_penalty,"
        " submitted_assignment.timestamp from submitted_notebook" + of_submission
    )
    connection = sqlite3.connect(course / "gradebook.db")
    try:
        return {
            name: sorted(connection.execute(query).fetchall(), key=repr)
            for name, query in queries.items()
        }
    finally:
        connection.close()


def grade(
    course: Path, *arguments: str, settings: str = "", assignment: str = ASSIGNMENT
) -> subprocess.CompletedProcess[str]:
    """Run `python -m autograder grade` on the course."""
    config = course / "lab.toml"
    config.write_text(f"[grading]\ncell_seconds = 4\nmemory_mib = 512\n{settings}\n")
    command = ["grade", "--course-dir", str(course), "--assignment", assignment]
    return subprocess.run(
        [sys.executable, "-m", "autograder", *command, "--config", str(config), *arguments],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )


def results(run: subprocess.CompletedProcess[str]) -> dict[str, dict[str, Any]]:
    """The results of `grade --json` by student."""
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    return {line["student"]: line for line in lines}


def verdicts(result: dict[str, Any]) -> dict[str, str]:
    """The verdict on each graded cell of a result."""
    return {
        cell["grade_id"]: cell["verdict"]
        for notebook in result["notebooks"]
        for cell in notebook["cells"]
    }
