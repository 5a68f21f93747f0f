"""A class graded by nbgrader and by us, its scores compared before its seconds.

The class is made anew for each grading. Scores are compared where both have some: what nbgrader
gives up on has none there.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.grading.classes import EXERCISES, Pupils, of_unit
from bench.grading.runs import PeakMemory, Scores, grade, grade_by_stock, scores


def measure(
    pupils: Pupils, stock_submissions: int, stock_python: str, jobs: Sequence[int]
) -> dict[str, Any]:
    """Grade one class by us, with each number of jobs, and the first of it by stock.

    The fixed keys are of the largest number of jobs; `ratio` compares seconds per submission, and
    `different_scores` are those that the two do not agree in.
    """
    assignment, submissions = pupils.assignment, pupils.submissions
    stock_submissions = min(stock_submissions, submissions)
    by_jobs: dict[int, dict[str, float]] = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        stock = Path(folder) / "stock"
        pupils.make(stock, stock_submissions)
        stock_seconds = grade_by_stock(stock_python, stock, assignment)
        stock_scores = scores(stock)
        different: set[str] = set()
        for count in jobs:
            ours = Path(folder) / f"ours{count}"
            pupils.make(ours, submissions)
            by_jobs[count] = grade(ours, assignment, count)
            different |= differences(scores(ours), stock_scores, submissions)
        inside = Path(folder) / "inside"
        pupils.make(inside, submissions)
        inside_seconds = grade(inside, assignment, max(jobs), examine="inside")["seconds"]
        different |= differences(scores(inside), stock_scores, submissions)
        watched = Path(folder) / "watched"
        pupils.make(watched, submissions)
        with PeakMemory() as peak:
            grade(watched, assignment, max(jobs))
    best = by_jobs[max(jobs)]
    ours_each, stock_each = best["seconds"] / submissions, stock_seconds / stock_submissions
    return {
        "ratio": stock_each / ours_each,
        "ours_seconds": best["seconds"],
        "stock_seconds": stock_seconds,
        "submissions": submissions,
        "stock_submissions": stock_submissions,
        "stock_graded": len(stock_scores),
        "different_scores": sorted(different),
        "cells_seconds": best["cells_seconds"],
        "peak_memory_bytes": peak.bytes,
        "inside_seconds": inside_seconds,
        "seconds_by_jobs": {str(count): found["seconds"] for count, found in by_jobs.items()},
    }


def differences(ours: Scores, stock: Scores, submissions: int) -> set[str]:
    """A line for each score of stock's that is not ours, and one if somebody has none of ours."""
    found = {
        f"{trainee}, {cell}: nbgrader {score}, ours {ours.get(trainee, {}).get(cell)}"
        for trainee, cells in stock.items()
        for cell, score in cells.items()
        if ours.get(trainee, {}).get(cell) != score
    }
    return found if len(ours) == submissions else found | {f"{len(ours)} of {submissions} graded"}


def measure_growth(sizes: Sequence[int], jobs: int) -> dict[str, float]:
    """What one submission costs, in seconds, in classes of growing size."""
    found: dict[str, float] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            course, pupils = Path(folder) / "class", of_unit("plain", EXERCISES["plain"], size)
            pupils.make(course, size)
            found[str(size)] = grade(course, pupils.assignment, jobs)["seconds"] / size
    return found
