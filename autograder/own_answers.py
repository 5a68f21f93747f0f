"""Examine the author's own answers before a class's: what they fail only there is examined inside.

A test that the author's own answer passes in the student's process, but not when it is examined
from outside, needs something that only a live process has, and would cost a right answer its
points; so would one whose thousands of calls take a good part of its time limit outside, on a
machine that is busier by then. Which tests those are is told by the author's notebook alone, never
by a submission. Where the author's answers are not at hand, or fail inside as well, nothing is
learned. Scores nobody.
"""

import asyncio
import hashlib
import logging
from dataclasses import replace
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from autograder.author_notebook import read_files_beside
from autograder.run import (
    AuthorText,
    ExaminationOrder,
    RunFile,
    RunFunction,
    RunRequest,
    RunResult,
    read_notebook,
    write_notebook,
)

WHY = "its author's own answer passes it only there"
TOO_SLOW = "its author's own answer takes too long from outside"
SHARE_OF_LIMIT = 0.25
"""Of a cell's time limit, for a test from outside; a slow test of a busy class keeps the rest."""
TIMES_INSIDE = 2.0
"""What takes as long inside is no quicker there."""
MOST_KNOWN = 64
log = logging.getLogger(__name__)
_known: dict[bytes, dict[str, str]] = {}
"""By their author's cells and files, why which test; of the notebooks looked at last."""


class OwnAnswers:
    """A `RunFunction` that has the author's answers examined before the first submission's.

    Args:
        run: What runs a notebook.
        folder: Where the author's notebooks lie, with the files beside them.
    """

    def __init__(self, run: RunFunction, folder: Path) -> None:
        self._run = run
        self._folder = folder
        self._looking: dict[tuple[AuthorText, ...], asyncio.Task[dict[str, str]]] = {}

    async def __call__(self, request: RunRequest) -> RunResult:
        """Run `request` with the grade cells inside that the author's own answers need there."""
        order = request.examination
        if order is None or not order.falls_back or "python" not in request.kernel_name:
            return await self._run(request)
        if order.cells not in self._looking:
            looking = asyncio.create_task(self._look(request, order))
            self._looking[order.cells] = looking
        found = await asyncio.shield(self._looking[order.cells])
        inside = found | order.inside
        result = await self._run(replace(request, examination=replace(order, inside=inside)))
        notes = tuple(
            f"Cell {name!r} was examined inside: {why}."
            for name, why in inside.items()
            if name not in order.inside
        )
        return replace(result, notes=(*notes, *result.notes))

    async def _look(self, request: RunRequest, order: ExaminationOrder) -> dict[str, str]:
        files = read_files_beside(self._folder)
        key = _digest(order, files)
        if key not in _known:
            own = replace(
                request,
                notebook=write_notebook(_own_notebook(order.cells)),
                files=files,
                kernel_name="python3",
            )
            try:
                _known[key] = await self._compare(own, order)
            except Exception:
                # Nothing is learned, and no submission has to pay for that.
                log.exception("the author's own answers could not be examined")
                return {}
            while len(_known) > MOST_KNOWN:
                del _known[next(iter(_known))]
        return _known[key]

    async def _compare(self, own: RunRequest, order: ExaminationOrder) -> dict[str, str]:
        outside = await self._run(own)
        passed, seconds = _passed(outside), _seconds(outside)
        tests = {cell.name for cell in order.cells if cell.role == "grade"} - order.inside.keys()
        most = SHARE_OF_LIMIT * own.limits.cell_seconds
        slow = {name for name in tests if seconds.get(name, 0.0) > most}
        if tests <= {name for name, points in passed if not points} - slow:
            return {}
        inside = await self._run(replace(own, examination=None))
        there = {(name, points) for name, points in _passed(inside) if name in tests}
        quicker = _seconds(inside)
        slow = {name for name in slow if seconds[name] > TIMES_INSIDE * quicker.get(name, 0.0)}
        found = dict.fromkeys(sorted(slow & {name for name, _ in there}), TOO_SLOW)
        return found | dict.fromkeys(sorted(name for name, _ in there - passed), WHY)


def _own_notebook(cells: tuple[AuthorText, ...]) -> nbformat.NotebookNode:
    """The author's notebook with the answers in it."""
    notebook: nbformat.NotebookNode = new_notebook()
    for cell in cells:
        mark = {
            "grade": cell.role == "grade",
            "solution": cell.role == "solution",
            "locked": cell.role in {"grade", "locked"},
            "grade_id": cell.name,
            "points": 1,
            "schema_version": 3,
        }
        metadata = {} if cell.role == "plain" else {"nbgrader": mark}
        notebook.cells.append(new_code_cell(cell.source, metadata=metadata))
    return notebook


def _passed(result: RunResult) -> frozenset[tuple[str, str]]:
    """The grade cells that no error ended, each with the text of its result: perhaps points."""
    found: set[tuple[str, str]] = set()
    for cell in read_notebook(result.notebook).cells:
        mark = cell.metadata.get("nbgrader", {})
        outputs = cell.get("outputs", [])
        if mark.get("grade") and all(output.output_type != "error" for output in outputs):
            found.add((mark["grade_id"], "".join(map(_points, outputs))))
    return frozenset(found)


def _seconds(result: RunResult) -> dict[str, float]:
    """What each grade cell took."""
    cells = read_notebook(result.notebook).cells
    return {
        cells[one.index].metadata["nbgrader"]["grade_id"]: one.seconds
        for one in result.cells
        if cells[one.index].metadata.get("nbgrader", {}).get("grade")
    }


def _points(output: nbformat.NotebookNode) -> str:
    """The number that a cell came to; what is no number earns no part of the points."""
    text = output.get("data", {}).get("text/plain", "")
    try:
        return str(float(text)) if output.output_type == "execute_result" else ""
    except ValueError:
        return ""


def _digest(order: ExaminationOrder, files: tuple[RunFile, ...]) -> bytes:
    digest = hashlib.sha256(repr((order.cells, sorted(order.inside))).encode())
    for file in files:
        digest.update(f"{file.name}:{len(file.content)}:".encode() + file.content)
    return digest.digest()
