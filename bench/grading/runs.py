"""One grading by one grader: its seconds, its memory, and the scores that it gave."""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench.programs import path_of
from sandbox import processes

PROJECT = Path(__file__).parent.parent.parent
LOOK_SECONDS = 0.5
Scores = dict[str, dict[str, float | None]]
"""The automatic scores by trainee and cell."""


def grade(course: Path, assignment: str, jobs: int, examine: str = "auto") -> dict[str, float]:
    """Grade a class by us; seconds, and those of the cells alone."""
    config = course / "lab.toml"
    config.write_text(f'[grading]\nexamine = "{examine}"\n', encoding="utf-8")
    words = ["--course-dir", str(course), "--assignment", assignment, "--json"]
    words += ["--config", str(config)]
    began = time.perf_counter()
    printed = run(sys.executable, PROJECT, "autograder", "grade", *words, "--jobs", str(jobs))
    return {"seconds": time.perf_counter() - began, "cells_seconds": run_seconds(printed)}


def grade_by_stock(python: str, course: Path, assignment: str) -> float:
    """Grade a class by `nbgrader autograde`; seconds. What it could not grade has no scores."""
    began = time.perf_counter()
    run(python, course, "nbgrader", "autograde", assignment, may_fail=True)
    return time.perf_counter() - began


def run(python: str, folder: Path, module: str, *arguments: str, may_fail: bool = False) -> str:
    """Run `python -m module` in `folder` and return what it printed.

    Raises:
        RuntimeError: It failed, and must not; with what it said.
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
    if ended.returncode != 0 and not may_fail:
        raise RuntimeError(f"{module} {' '.join(arguments)}: {ended.stderr[-2000:]}")
    return ended.stdout


class PeakMemory:
    """The most memory (PSS) that all our descendants held at once, by a look twice a second.

    A look walks through all of their pages: what runs meanwhile is not to be timed.
    """

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
        select submitted_assignment.student_id, notebook.name || '/' || base_cell.name,
               grade.auto_score
        from grade
        join base_cell on base_cell.id = grade.cell_id
        join submitted_notebook on submitted_notebook.id = grade.notebook_id
        join notebook on notebook.id = submitted_notebook.notebook_id
        join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
    """
    connection = sqlite3.connect(course / "gradebook.db")
    found: Scores = {}
    for trainee, cell, score in connection.execute(query):
        found.setdefault(trainee, {})[cell] = score
    connection.close()
    return found


def run_seconds(printed: str) -> float:
    """Seconds that the cells themselves took, all of them, as the lab measured them."""
    return sum(
        float(notebook["cells_seconds"])
        for line in printed.splitlines()
        for notebook in json.loads(line)["notebooks"]
    )
