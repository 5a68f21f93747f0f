"""Turn marked cells into a notebook that nbgrader reads, the same bytes every time.

Cell ids are derived from marks (else from position and text), never drawn at random, and nothing
of the machine or of a library's version is written. Changes no file.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from courses.marks import Kind, Mark, MarkedCell
from courses.roles import GRADED_ROLES, Role

NBGRADER_SCHEMA = 3
LAB_METADATA = "lab"
"""Key of what the lab's own grader reads; nbgrader passes it over."""
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
# nbgrader replaces the whole of an answer cell that has no region, the question included.
_ANSWER_REGION = "\n\n### BEGIN SOLUTION\n### END SOLUTION"


def build_notebook(cells: Sequence[MarkedCell]) -> NotebookNode:
    """The source notebook of a lesson or an exercise, with nbgrader's metadata on marked cells."""
    built = [_build_cell(position, cell) for position, cell in enumerate(cells)]
    metadata: dict[str, object] = dict(_METADATA)
    if any(cell.mark and cell.mark.role is Role.GRADE for cell in cells):
        # Tests are examined from a process of their own, unless a cell is marked `inside`.
        metadata[LAB_METADATA] = {"examine": "outside"}
    notebook: NotebookNode = new_notebook(cells=built, metadata=metadata)
    return notebook


def write_notebook(notebook: NotebookNode) -> bytes:
    """The bytes of a notebook file; equal notebooks give equal bytes."""
    nbformat.validate(notebook)
    text: str = nbformat.writes(notebook, version=4, sort_keys=True)
    return f"{text}\n".encode()


def read_notebook(path: Path) -> NotebookNode:
    """The notebook in a file."""
    notebook: NotebookNode = nbformat.read(path, as_version=4)
    return notebook


def _build_cell(position: int, cell: MarkedCell) -> NotebookNode:
    source = cell.source
    metadata: dict[str, object] = {}
    if cell.mark:
        cell_id = cell.mark.name
        metadata["nbgrader"] = _build_metadata(cell.mark)
        if cell.mark.inside:
            metadata[LAB_METADATA] = {"inside": cell.mark.inside}
        if cell.mark.role is Role.ANSWER and "BEGIN SOLUTION" not in source:
            source += _ANSWER_REGION
    else:
        cell_id = hashlib.sha256(f"{position}\n{cell.kind}\n{source}".encode()).hexdigest()[:12]
    content = {"source": source, "id": cell_id, "metadata": metadata}
    built: NotebookNode
    built = new_code_cell(**content) if cell.kind is Kind.CODE else new_markdown_cell(**content)
    return built


def _build_metadata(mark: Mark) -> dict[str, object]:
    metadata: dict[str, object] = {
        "schema_version": NBGRADER_SCHEMA,
        "grade_id": mark.name,
        "grade": mark.role in {Role.GRADE, Role.ANSWER},
        "solution": mark.role in {Role.SOLUTION, Role.ANSWER},
        "locked": mark.role in {Role.GRADE, Role.LOCKED, Role.TASK},
        "task": mark.role is Role.TASK,
    }
    if mark.role in GRADED_ROLES:
        points = mark.points or 0.0
        metadata["points"] = int(points) if points.is_integer() else points
    return metadata
