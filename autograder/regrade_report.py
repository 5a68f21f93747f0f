"""Show what a regrade changes: a table, CSV, or one JSON object a line.

The command `regrade` of `python -m autograder`. Shows all changes before the first is written, and
writes only when told to. Decides nothing.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.changes import CellChange, SubmissionChange
from autograder.course import Course
from autograder.driver import Order
from autograder.regrade import open_regrade
from autograder.report import show_progress
from autograder.results import SubmissionResult
from autograder.score_files import as_csv
from autograder.settings import GradingSection
from autograder.submission import printable
from autograder.verdicts import Status, Verdict

HEADINGS = (
    "student",
    "notebook",
    "question",
    "score before",
    "score",
    "points before",
    "points",
    "verdict before",
    "verdict",
    "manual score",
    "cause",
    "why",
)
FAILED = {Status.GRADER_ERROR, Status.REFUSED}


def run(parsed: argparse.Namespace, course: Course, settings: GradingSection) -> int:
    """Run the command; 1 where the lab failed to grade a submission, which keeps its score.

    Raises:
        GradingError: Nothing could be graded at all.
    """  # noqa: DOC502
    order = Order(parsed.assignment, tuple(dict.fromkeys(parsed.student)))
    total: list[int] = []
    failed = False
    with open_regrade(course, order, settings, announce=total.append) as work:
        changes = sorted(show_progress(work.changes(), total), key=lambda change: change.student)
        for line in _lines(changes, parsed.format):
            sys.stdout.write(line)
        sys.stdout.flush()
        console = Console(stderr=parsed.format != "table")
        if parsed.format == "table":
            console.print(_table(changes))
        console.print(summary(changes), highlight=False)
        failed = any(change.result.status is Status.GRADER_ERROR for change in changes)
        if not parsed.write:
            console.print("Nothing was written. The same command with --write writes it.")
        else:
            failed |= _write(work.write(), total, console)
    return int(failed)


def _write(writing: Iterable[SubmissionResult], total: Sequence[int], console: Console) -> bool:
    results = list(show_progress(writing, total))
    unwritten = [result for result in results if result.status in FAILED]
    console.print(f"{len(results) - len(unwritten)} submissions written.", highlight=False)
    for result in unwritten:
        reason = "" if result.reason is None else result.reason.sentences.instructor
        console.print(Text(f"{result.student}: not written, as it was. {reason}"))
    return any(result.status is Status.GRADER_ERROR for result in results)


def summary(changes: Sequence[SubmissionChange]) -> str:
    """One line: how many scores change, which way, and what a person has to look at."""
    if not changes:
        return "Nobody has submitted anything yet."
    told = [
        change for change in changes if change.changes_score and change.score_before is not None
    ]
    up = sum(_total(change.result) > (change.score_before or 0.0) for change in told)
    # Of one that could not be taken up it is not known what stands.
    graded = [change for change in changes if change.result.status not in FAILED]
    first = sum(change.score_before is None for change in graded)
    failed = sum(change.result.status in FAILED for change in changes)
    manual = sum(
        any(cell.manual_score is not None for cell in notebook.cells)
        for change in changes
        for notebook in change.result.notebooks
    )
    parts = [
        f"{len(changes)} submissions graded again; scores that change: {len(told)}"
        f" ({up} up, {len(told) - up} down)"
    ]
    parts += [f"{first} were never graded before"] * bool(first)
    parts += [f"{failed} could not be graded and keep what they have"] * bool(failed)
    parts += [
        f"{manual} notebooks have manual scores, which are kept; by nbgrader's rule they ask for a"
        " person's look again"
    ] * bool(manual)
    return "; ".join(parts) + "."


def _total(result: SubmissionResult) -> float:
    return result.score or 0.0


def _lines(changes: Sequence[SubmissionChange], form: str) -> Iterator[str]:
    if form == "json":
        for change in changes:
            yield json.dumps(change.as_json(), ensure_ascii=False) + "\n"
    if form == "csv":
        rows = [_row(change, cell) for change in changes for cell in change.cells]
        yield as_csv(HEADINGS, rows).decode("utf-8")


def _row(change: SubmissionChange, cell: CellChange) -> tuple[str | float | None, ...]:
    return (
        change.student,
        cell.notebook,
        cell.grade_id,
        cell.score_before,
        cell.score,
        cell.points_before,
        cell.points,
        cell.verdict_before,
        cell.verdict,
        cell.manual_score,
        cell.cause,
        cell.why,
    )


def _table(changes: Iterable[SubmissionChange]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("student", "question"):
        table.add_column(heading, overflow="fold")
    for heading in ("before", "after", "of"):
        table.add_column(heading, justify="right")
    table.add_column("verdict")
    table.add_column("why", overflow="fold")
    for change in changes:
        result = change.result
        if result.status in FAILED:
            why = "" if result.reason is None else result.reason.sentences.instructor
            known = _points(change.score_before)
            table.add_row(Text(change.student), "", known, "", "", "", Text(printable(why)))
        elif change.cells or change.changes_score:
            late = ""
            if change.late_penalty_before != result.late_penalty:
                before, after = change.late_penalty_before, result.late_penalty
                late = f"late penalty {_points(before)} → {_points(after)}"
            table.add_row(
                Text(change.student, style="bold"),
                "all",
                _points(change.score_before),
                _points(result.score),
                _points(result.max_score),
                "",
                late,
            )
        for cell in change.cells:
            table.add_row(
                "",
                Text(f"{cell.notebook}/{cell.grade_id}"),
                _points(cell.score_before),
                _points(cell.score),
                _points(cell.points),
                f"{_words(cell.verdict_before)} → {_words(cell.verdict)}",
                Text(printable(cell.why)),
            )
    return table


def _words(verdict: Verdict | None) -> str:
    return "-" if verdict is None else verdict.value.replace("_", " ")


def _points(points: float | None) -> str:
    return "-" if points is None else f"{points:g}"
