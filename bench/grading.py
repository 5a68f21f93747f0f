"""How long a class takes to grade: this lab beside `nbgrader autograde`, on the same submissions.

Makes a course with a plain exercise and one that trains with torch, and a class that answers right,
wrong and not at all; grades it with both, one after the other on the same machine, and compares
the scores before any time is reported. Nothing is kept.
"""

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from rich.console import Console
from rich.table import Table

PROJECT = Path(__file__).parent.parent
SOLUTION = "### BEGIN SOLUTION\n{}\n### END SOLUTION"
PLAIN = (
    ("squares", "def squares(n):\n    return [x * x for x in range(n)]", None),
    ("squares_are_right", "assert squares(4) == [0, 1, 4, 9]\nassert squares(0) == []", 2),
    ("mean", "def mean(values):\n    return sum(values) / len(values)", None),
    ("mean_is_right", "assert mean([1, 2, 3]) == 2", 1),
)
TORCH = (
    (
        "train",
        "import matplotlib.pyplot as plt\nimport pandas as pd\nimport torch\n\n"
        "torch.manual_seed(0)\nx = torch.linspace(-1, 1, 64)[:, None]\ny = 2 * x + 1\n"
        "model = torch.nn.Linear(1, 1)\noptimiser = torch.optim.SGD(model.parameters(), lr=0.5)\n"
        "for step in range(50):\n    loss = ((model(x) - y) ** 2).mean()\n"
        "    optimiser.zero_grad()\n    loss.backward()\n    optimiser.step()",
        None,
    ),
    ("loss_is_small", "assert loss.item() < 1e-3", 2),
    ("frame", "frame = pd.DataFrame({'x': x[:, 0].numpy()})", None),
    ("frame_is_right", "assert frame.shape == (64, 1)", 1),
)
EXERCISES = {"plain": PLAIN, "torch": TORCH}
WRONG = {"squares": "def squares(n):\n    return []", "train": "loss = None"}
BROKEN = "this is no Python"


def measure(kind: str, submissions: int, jobs: int | None) -> dict[str, Any]:
    """Grade one class twice and return the fixed keys of `bench.grading`."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        stock = make_course(Path(folder) / "stock", kind, submissions)
        ours = Path(folder) / "ours"
        shutil.copytree(stock, ours)
        began = time.perf_counter()
        run(stock, "nbgrader", "autograde", "exercise")
        stock_seconds = time.perf_counter() - began
        arguments = ["--course-dir", str(ours), "--assignment", "exercise", "--json"]
        if jobs is not None:
            arguments += ["--jobs", str(jobs)]
        began = time.perf_counter()
        graded = run(PROJECT, "autograder", "grade", *arguments)
        ours_seconds = time.perf_counter() - began
        cells = cell_seconds(graded)
        return {
            "ratio": stock_seconds / ours_seconds,
            "ours_seconds": ours_seconds,
            "stock_seconds": stock_seconds,
            "submissions": submissions,
            "equal_scores": scores(stock) == scores(ours) and len(scores(ours)) == submissions,
            "cells_seconds": cells,
        }


def make_course(root: Path, kind: str, submissions: int) -> Path:
    """A course with one exercise and a class of which each third is right, wrong, broken."""
    (root / "source" / "exercise").mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'b'\n"
    )
    cells = EXERCISES[kind]
    nbformat.write(make_notebook(cells), root / "source" / "exercise" / "exercise.ipynb")
    run(root, "nbgrader", "generate_assignment", "exercise")
    release = root / "release" / "exercise" / "exercise.ipynb"
    for number in range(submissions):
        notebook = nbformat.read(release, as_version=4)
        for cell, (name, source, points) in zip(notebook.cells, cells, strict=True):
            if points is None:
                answers = (source, WRONG.get(name, source), BROKEN)
                cell.source = answers[number % 3]
        folder = root / "submitted" / f"trainee{number:05}" / "exercise"
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / "exercise.ipynb")
    return root


def make_notebook(cells: Sequence[tuple[str, str, int | None]]) -> NotebookNode:
    """The author's notebook: cells without points are solutions."""
    notebook: NotebookNode = new_notebook()
    notebook.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    for name, source, points in cells:
        text = SOLUTION.format(source) if points is None else source
        cell = new_code_cell(text, id=name.replace("_", "-"))
        cell.metadata["nbgrader"] = {
            "schema_version": 3,
            "grade_id": name,
            "grade": points is not None,
            "solution": points is None,
            "locked": points is not None,
            "task": False,
            **({} if points is None else {"points": points}),
        }
        notebook.cells.append(cell)
    return notebook


def run(folder: Path, module: str, *arguments: str) -> str:
    """Run `python -m module` in `folder` and return what it printed.

    Raises:
        RuntimeError: It failed; with what it said.
    """
    # nbgrader asks the program alembic for the version of a new gradebook.
    path = f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"
    ended = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=folder,
        env={"PATH": path, "HOME": tempfile.gettempdir(), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode != 0:
        raise RuntimeError(f"{module} {' '.join(arguments)}: {ended.stderr[-2000:]}")
    return ended.stdout


def scores(course: Path) -> dict[str, list[tuple[str, float | None]]]:
    """The automatic scores in the gradebook, by trainee."""
    query = """
        select submitted_assignment.student_id, base_cell.name, grade.auto_score
        from grade
        join base_cell on base_cell.id = grade.cell_id
        join submitted_notebook on submitted_notebook.id = grade.notebook_id
        join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
        order by 1, 2
    """
    connection = sqlite3.connect(course / "gradebook.db")
    found: dict[str, list[tuple[str, float | None]]] = {}
    for student, name, score in connection.execute(query):
        found.setdefault(student, []).append((name, score))
    connection.close()
    return found


def cell_seconds(printed: str) -> float:
    """Seconds that the graded cells themselves took, as the lab measured them."""
    return sum(
        cell["seconds"] or 0.0
        for line in printed.splitlines()
        for notebook in json.loads(line)["notebooks"]
        for cell in notebook["cells"]
    )


def main() -> int:
    """Measure, print a table and write the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.grading", description=__doc__)
    parser.add_argument("--submissions", type=int, default=6, help="of each exercise")
    parser.add_argument("--jobs", type=int, help="notebooks at the same time (default: all cores)")
    parser.add_argument("--json", type=Path, help="write the figures here")
    parsed = parser.parse_args()
    figures = {kind: measure(kind, parsed.submissions, parsed.jobs) for kind in EXERCISES}
    table = Table(title=f"{parsed.submissions} submissions of each, {os.cpu_count()} cores")
    for heading in ("exercise", "nbgrader s", "this lab s", "ratio", "equal scores"):
        table.add_column(heading, justify="right")
    for kind, figure in figures.items():
        table.add_row(
            kind,
            f"{figure['stock_seconds']:.1f}",
            f"{figure['ours_seconds']:.1f}",
            f"{figure['ratio']:.2f}",
            "yes" if figure["equal_scores"] else "NO",
        )
    Console().print(table)
    if parsed.json:
        parsed.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0 if all(figure["equal_scores"] for figure in figures.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
