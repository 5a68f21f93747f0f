"""Show results to an instructor: a table, a progress bar, or one JSON object a line.

Writes the table to stdout and everything that moves to stderr. Decides nothing.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from autograder.results import SubmissionResult
from autograder.submission import printable
from autograder.verdicts import Status, Verdict

Result = TypeVar("Result")

# Verdicts that an instructor wants to see without asking.
NOTEWORTHY = {
    Verdict.TIMED_OUT,
    Verdict.OUT_OF_MEMORY,
    Verdict.TOO_MUCH_OUTPUT,
    Verdict.CRASHED,
    Verdict.NOT_REACHED,
    Verdict.FOR_A_PERSON,
}


def print_json(results: Iterable[SubmissionResult]) -> Iterator[SubmissionResult]:
    """Print each result as it comes, and pass it on."""
    for result in results:
        sys.stdout.write(json.dumps(result.as_json(), ensure_ascii=False) + "\n")
        sys.stdout.flush()
        yield result


def show_table(
    grading: Iterable[SubmissionResult], totals: Sequence[int]
) -> list[SubmissionResult]:
    """Show a progress bar while results come, then a table, ordered by student.

    Args:
        grading: The results to come.
        totals: Holds the number of them once that is known.
    """
    results = list(show_progress(grading, totals))
    results.sort(key=lambda result: result.student)
    console = Console()
    console.print(_table(results))
    console.print(summary(results), highlight=False)
    return results


def show_progress(grading: Iterable[Result], totals: Sequence[int]) -> Iterator[Result]:
    """Pass on what comes, with a progress bar and the time left meanwhile."""
    errors = Console(stderr=True)
    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=errors,
        transient=True,
    )
    with progress:
        task = progress.add_task("grading", total=None)
        for result in grading:
            progress.update(task, advance=1, total=totals[0] if totals else None)
            yield result


def summary(results: Iterable[SubmissionResult]) -> str:
    """One line: how many of each status."""
    counts: dict[Status, int] = {}
    for result in results:
        counts[result.status] = counts.get(result.status, 0) + 1
    parts = [f"{count} {status.value.replace('_', ' ')}" for status, count in counts.items()]
    return ", ".join(parts) + "." if parts else "Nobody has submitted anything yet."


def _table(results: Iterable[SubmissionResult]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("student", "status"):
        table.add_column(heading)
    for heading in ("score", "of", "late", "seconds"):
        table.add_column(heading, justify="right")
    table.add_column("what to know", overflow="fold")
    for result in results:
        skipped = result.status is Status.SKIPPED
        table.add_row(
            Text(result.student),
            result.status.value.replace("_", " "),
            _points(result.score),
            _points(result.max_score),
            _points(-result.late_penalty) if result.late_penalty else "",
            "" if skipped else f"{result.seconds:.1f}",
            Text(printable("; ".join(_remarks(result)))),
        )
    return table


def _remarks(result: SubmissionResult) -> Iterator[str]:
    if result.status is Status.SKIPPED:
        yield "graded before and not submitted again (--force grades it anew)"
    if result.reason is not None:
        yield result.reason.sentences.instructor
    for notebook in result.notebooks:
        yield from notebook.notes
        for sign in notebook.signs:
            yield f"{notebook.name}/{sign.cell}: look at this: {sign.sentence()}"
        for cell in notebook.cells:
            if cell.verdict in NOTEWORTHY and notebook.reason is None:
                yield f"{notebook.name}/{cell.grade_id}: {cell.verdict.value.replace('_', ' ')}"
    yield from result.notes


def _points(points: float | None) -> str:
    return "" if points is None else f"{points:g}"
