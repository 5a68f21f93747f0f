"""How long a class takes to grade: this lab beside `nbgrader autograde`, on the same submissions.

Takes a plain exercise and one that trains with torch from our own courses, and a class that hands
in right, wrong, empty and broken notebooks by turns; grades it with both, one after the other on
the same machine, and compares the scores before any time is reported. All of a command counts, its
imports and its template too. The class is graded once more with all tests run in the student's
process, to show what examining from outside costs. Nothing is kept.
"""

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from rich import box
from rich.console import Console
from rich.table import Table

import courses
from bench.programs import add_stock_python, path_of
from courses.build import build_course
from courses.course import load_course
from courses.notebook import read_notebook, write_notebook
from courses.release import release_assignment
from courses.submissions import extract_solutions, load_trials, make_submission
from sandbox import processes

PROJECT = Path(__file__).parent.parent
COURSE = "ai-foundations"
EXERCISES = {"plain": "unit01", "torch": "unit05"}
BROKEN = "this is no Python"
LOOK_SECONDS = 0.5


def measure(
    kind: str, submissions: int, stock_submissions: int, stock_python: str, jobs: Sequence[int]
) -> dict[str, Any]:
    """Grade one class by us, with each number of jobs, and the first of it by stock.

    The fixed keys are of the largest number of jobs; `ratio` compares seconds per submission.
    """
    assignment = EXERCISES[kind]
    by_jobs: dict[int, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        stock = make_course(Path(folder) / "stock", assignment, stock_submissions)
        began = time.perf_counter()
        run(stock_python, stock, "nbgrader", "autograde", assignment)
        stock_seconds = time.perf_counter() - began
        stock_scores = scores(stock)
        equal = len(stock_scores) == stock_submissions
        for count in jobs:
            ours = make_course(Path(folder) / f"ours{count}", assignment, submissions)
            by_jobs[count] = grade(ours, assignment, count)
            equal &= is_equal(scores(ours), stock_scores, submissions)
        inside = make_course(Path(folder) / "inside", assignment, submissions)
        inside_seconds = grade(inside, assignment, max(jobs), examine="inside")["seconds"]
        equal &= is_equal(scores(inside), stock_scores, submissions)
    best = by_jobs[max(jobs)]
    ours_each, stock_each = best["seconds"] / submissions, stock_seconds / stock_submissions
    return {
        "ratio": stock_each / ours_each,
        "ours_seconds": best["seconds"],
        "stock_seconds": stock_seconds,
        "submissions": submissions,
        "stock_submissions": stock_submissions,
        "equal_scores": equal,
        "cells_seconds": best["cells_seconds"],
        "peak_memory_bytes": best["peak_memory_bytes"],
        "inside_seconds": inside_seconds,
        "seconds_by_jobs": {str(count): found["seconds"] for count, found in by_jobs.items()},
    }


Scores = dict[str, list[tuple[str, float | None]]]


def is_equal(ours: Scores, stock: Scores, submissions: int) -> bool:
    """True if the whole class has scores and the first of it those that stock gave."""
    return len(ours) == submissions and {name: ours.get(name) for name in stock} == stock


def grade(course: Path, assignment: str, jobs: int, examine: str = "auto") -> dict[str, Any]:
    """Grade a class by us; seconds, those of the cells alone, and the most memory at once."""
    config = course / "lab.toml"
    config.write_text(f'[grading]\nexamine = "{examine}"\n', encoding="utf-8")
    words = ["--course-dir", str(course), "--assignment", assignment, "--json"]
    words += ["--config", str(config)]
    with PeakMemory() as peak:
        began = time.perf_counter()
        printed = run(sys.executable, PROJECT, "autograder", "grade", *words, "--jobs", str(jobs))
        seconds = time.perf_counter() - began
    return {
        "seconds": seconds,
        "cells_seconds": run_seconds(printed),
        "peak_memory_bytes": peak.bytes,
    }


def make_course(root: Path, assignment: str, submissions: int) -> Path:
    """A course with one of our units, and a class that answers it by turns in every way we know."""
    course = load_course(Path(courses.__file__).parent / COURSE)
    [unit] = [unit for unit in course.units if unit.assignment == assignment]
    build_course(course.model_copy(update={"units": (unit,)}), root)
    release_assignment(root, assignment, course_id=COURSE)
    config = f"c = get_config()\nc.CourseDirectory.course_id = {COURSE!r}\n"
    (root / "nbgrader_config.py").write_text(config, encoding="utf-8")
    name = f"{unit.notebook}.ipynb"
    release = read_notebook(root / "release" / assignment / name)
    solutions = extract_solutions(read_notebook(root / "source" / assignment / name))
    answers = [
        make_submission(release, solutions),
        *(
            make_submission(release, {**solutions, **trial.solutions})
            for trial in load_trials(course.folder / unit.folder)
        ),
        release,
        broken(make_submission(release, solutions)),
    ]
    for number in range(submissions):
        folder = root / "submitted" / f"trainee{number:05}" / assignment
        folder.mkdir(parents=True)
        (folder / name).write_bytes(write_notebook(answers[number % len(answers)]))
    return root


def broken(notebook: NotebookNode) -> NotebookNode:
    """The same with a first solution that does not even parse."""
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = BROKEN
            break
    return notebook


def run(python: str, folder: Path, module: str, *arguments: str) -> str:
    """Run `python -m module` in `folder` and return what it printed.

    Raises:
        RuntimeError: It failed; with what it said.
    """
    ended = subprocess.run(
        [python, "-m", module, *arguments],
        cwd=folder,
        # nbgrader asks the program alembic for the version of a new gradebook.
        env={"PATH": path_of(python), "HOME": tempfile.gettempdir(), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode != 0:
        raise RuntimeError(f"{module} {' '.join(arguments)}: {ended.stderr[-2000:]}")
    return ended.stdout


class PeakMemory:
    """The most memory (PSS) that all our descendants held at once, by a look twice a second."""

    def __init__(self) -> None:
        self.bytes = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "PeakMemory":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(LOOK_SECONDS):
            pids = set(processes.descendants(os.getpid())) - {os.getpid()}
            self.bytes = max(self.bytes, processes.proportional_bytes(tuple(pids)))


def scores(course: Path) -> Scores:
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
    found: Scores = {}
    for student, name, score in connection.execute(query):
        found.setdefault(student, []).append((name, score))
    connection.close()
    return found


def run_seconds(printed: str) -> float:
    """Seconds that the cells themselves took, all of them, as the lab measured them."""
    return sum(
        float(notebook["cells_seconds"])
        for line in printed.splitlines()
        for notebook in json.loads(line)["notebooks"]
    )


def show(figures: dict[str, dict[str, Any]], jobs: Sequence[int]) -> None:
    """Print the comparison."""
    table = Table(box=box.SIMPLE, title=f"seconds for each submission, {os.cpu_count()} cores")
    for heading in ("exercise", "submissions", "nbgrader", *(f"{count} jobs" for count in jobs)):
        table.add_column(heading, justify="right")
    for heading in ("ratio", "cells' own", "outside / inside", "MiB", "equal scores"):
        table.add_column(heading, justify="right")
    for kind, figure in figures.items():
        each = figure["submissions"]
        share = figure["cells_seconds"] / figure["ours_seconds"] / max(jobs)
        table.add_row(
            kind,
            f"{each} ({figure['stock_submissions']})",
            f"{figure['stock_seconds'] / figure['stock_submissions']:.3f}",
            *(f"{figure['seconds_by_jobs'][str(count)] / each:.3f}" for count in jobs),
            f"{figure['ratio']:.1f}",
            f"{share:.0%}",
            f"{figure['ours_seconds'] / figure['inside_seconds']:.2f}",
            f"{figure['peak_memory_bytes'] / 2**20:.0f}",
            "yes" if figure["equal_scores"] else "NO",
        )
    Console(width=110).print(table)


def show_growth(sizes: Sequence[int], jobs: int) -> dict[str, float]:
    """Grade classes of growing size and print what one submission costs in each."""
    found: dict[str, float] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            course = make_course(Path(folder) / "class", EXERCISES["plain"], size)
            found[str(size)] = grade(course, EXERCISES["plain"], jobs)["seconds"] / size
        Console().print(f"{size} submissions: {found[str(size)]:.3f} s each")
    return found


def main() -> int:
    """Measure, print a table and write the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.grading", description=__doc__)
    parser.add_argument("--submissions", type=int, default=100, help="of each exercise")
    parser.add_argument(
        "--stock-submissions", type=int, help="how many of them nbgrader grades (default: all)"
    )
    add_stock_python(parser)
    parser.add_argument(
        "--jobs", type=int, action="append", help="notebooks at once; may be repeated (1 and 2)"
    )
    parser.add_argument(
        "--kind", choices=list(EXERCISES), action="append", help="only this exercise"
    )
    parser.add_argument(
        "--growth", type=int, nargs="*", metavar="SIZE", help="instead: classes of these sizes"
    )
    parser.add_argument("--json", type=Path, help="write the figures here")
    parsed = parser.parse_args()
    jobs = parsed.jobs or [1, 2]
    figures: dict[str, Any]
    if parsed.growth is not None:
        figures = {"growth": show_growth(parsed.growth or [100, 1000], max(jobs))}
        equal = True
    else:
        stock = min(parsed.stock_submissions or parsed.submissions, parsed.submissions)
        figures = {
            kind: measure(kind, parsed.submissions, stock, parsed.stock_python, jobs)
            for kind in parsed.kind or EXERCISES
        }
        show(figures, jobs)
        equal = all(figure["equal_scores"] for figure in figures.values())
    if parsed.json:
        parsed.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main())
