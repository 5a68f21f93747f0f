"""`python -m bench.grading`: measure, print a table, write the figures."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

import bench.grading
from bench.grading.classes import (
    EXERCISES,
    SMALL_STEPS,
    NoSuchClass,
    Pupils,
    of_course,
    of_small_steps,
    of_unit,
)
from bench.grading.measure import measure, measure_growth
from bench.programs import add_stock_python

MOST_SHOWN = 20


def main() -> int:
    """Measure, print a table and write the figures; 1 where scores differ."""
    parsed = _parser().parse_args()
    jobs = parsed.jobs or [1, 2]
    if parsed.growth is not None:
        growth = measure_growth(parsed.growth or [100, 1000], max(jobs))
        for size, seconds in growth.items():
            Console().print(f"{size} submissions: {seconds:.3f} s each")
        _keep(parsed.json, {"growth": growth})
        return 0
    try:
        classes = _classes(parsed)
    except NoSuchClass as error:
        print(error, file=sys.stderr)
        return 2
    figures = {
        pupils.name: measure(
            pupils,
            parsed.stock_submissions or parsed.submissions,
            parsed.stock_python,
            jobs,
        )
        for pupils in classes
    }
    _show(figures, jobs)
    _keep(parsed.json, figures)
    return 1 if any(figure["different_scores"] for figure in figures.values()) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench.grading", description=bench.grading.__doc__
    )
    parser.add_argument("--submissions", type=int, default=100, help="of each exercise")
    parser.add_argument(
        "--stock-submissions", type=int, help="how many of them nbgrader grades (default: all)"
    )
    add_stock_python(parser)
    parser.add_argument(
        "--jobs", type=int, action="append", help="notebooks at once; may be repeated (1 and 2)"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--kind", choices=[*EXERCISES, SMALL_STEPS], action="append",
        help="only this exercise; small-steps is no unit of ours",
    )  # fmt: skip
    what.add_argument(
        "--unit", action="append", metavar="NAME", help="instead: this unit, such as unit06"
    )
    what.add_argument(
        "--class", nargs=2, dest="foreign", metavar=("COURSE_DIR", "ASSIGNMENT"),
        help="instead: the submissions in an nbgrader course directory, which is copied",
    )  # fmt: skip
    what.add_argument(
        "--growth", type=int, nargs="*", metavar="SIZE", help="instead: classes of these sizes"
    )
    parser.add_argument("--json", type=Path, help="write the figures here")
    return parser


def _classes(parsed: argparse.Namespace) -> list[Pupils]:
    if parsed.foreign:
        folder, assignment = parsed.foreign
        return [of_course(Path(folder), assignment, parsed.submissions, parsed.stock_python)]
    if parsed.unit:
        return [of_unit(unit, unit, parsed.submissions) for unit in parsed.unit]
    kinds = parsed.kind or EXERCISES
    return [
        of_small_steps(parsed.submissions)
        if kind == SMALL_STEPS
        else of_unit(kind, EXERCISES[kind], parsed.submissions)
        for kind in kinds
    ]


def _show(figures: dict[str, dict[str, Any]], jobs: Sequence[int]) -> None:
    """Print the comparison."""
    table = Table(box=box.SIMPLE, title=f"seconds for each submission, {os.cpu_count()} cores")
    for heading in ("exercise", "submissions", "nbgrader", *(f"{count} jobs" for count in jobs)):
        table.add_column(heading, justify="right")
    for heading in ("ratio", "cells' own", "outside / inside", "MiB", "equal scores"):
        table.add_column(heading, justify="right")
    for name, figure in figures.items():
        each = figure["submissions"]
        share = figure["cells_seconds"] / figure["ours_seconds"] / max(jobs)
        table.add_row(
            name,
            f"{each} ({figure['stock_submissions']})",
            f"{figure['stock_seconds'] / figure['stock_submissions']:.3f}",
            *(f"{figure['seconds_by_jobs'][str(count)] / each:.3f}" for count in jobs),
            f"{figure['ratio']:.1f}",
            f"{share:.0%}",
            f"{figure['ours_seconds'] / figure['inside_seconds']:.2f}",
            f"{figure['peak_memory_bytes'] / 2**20:.0f}",
            "NO" if figure["different_scores"] else "yes",
        )
    console = Console(width=110)
    console.print(table)
    for name, figure in figures.items():
        ungraded = figure["stock_submissions"] - figure["stock_graded"]
        if ungraded:
            console.print(f"{name}: nbgrader left {ungraded} submissions without scores")
        for line in figure["different_scores"][:MOST_SHOWN]:
            console.print(f"{name}: {line}", markup=False, highlight=False)
        if len(figure["different_scores"]) > MOST_SHOWN:
            console.print(f"{name}: ... {len(figure['different_scores'])} in all")


def _keep(path: Path | None, figures: dict[str, Any]) -> None:
    if path is not None:
        path.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
