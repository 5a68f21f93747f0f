"""Read a submitted notebook and put its cells in order, from the gradebook's own copy.

A trainee can duplicate, delete, retype and relabel cells without meaning to; here each is put right
and noted, before nbgrader's own preprocessors see the notebook. Text that a trainee wrote is never
changed. Not used with strict_nbgrader. Does not touch the sources of grade cells: nbgrader's
OverwriteCells does.
"""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell
from nbgrader.api import Notebook

from autograder.author_notebook import AuthorNotebook, read_author_notebook
from autograder.half_characters import read_json
from autograder.run import read_notebook
from autograder.submission import name_some
from autograder.verdicts import Outcome

NEW_CELL: dict[str, Callable[..., NotebookNode]] = {
    "code": new_code_cell,
    "markdown": new_markdown_cell,
    "raw": new_raw_cell,
}
MOST_CELLS = 5000
MOST_PARTS = 2_000_000
MOST_UNKNOWN = 20


class UnreadableNotebook(Exception):
    """A file that is no notebook; the message completes "could not be read: ..."."""


@dataclass(frozen=True)
class GradedCell:
    """A cell that the gradebook knows, as it was released."""

    cell_type: str
    source: str
    metadata: dict[str, Any]


@dataclass(frozen=True)
class NotebookBook:
    """What the gradebook knows of a notebook: its cells by grade id, in the author's order."""

    name: str
    cells: dict[str, GradedCell]
    author: AuthorNotebook = field(default_factory=AuthorNotebook)


def book_of(notebook: Notebook, source_file: Path) -> NotebookBook:
    """Read the cells of `notebook`; the order comes from the author's file, where there is one."""
    grades = {cell.name: cell for cell in notebook.grade_cells}
    tasks = {cell.name: cell for cell in notebook.task_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    cells: dict[str, GradedCell] = {}
    for cell in notebook.source_cells:
        metadata: dict[str, Any] = {
            "schema_version": 3,
            "grade_id": cell.name,
            "grade": cell.name in grades,
            "solution": cell.name in solutions,
            "task": cell.name in tasks,
            "locked": bool(cell.locked),
            "checksum": cell.checksum,
            "cell_type": cell.cell_type,
        }
        weighed = grades.get(cell.name) or tasks.get(cell.name)
        if weighed is not None:
            metadata["points"] = float(weighed.max_score)
        cells[cell.name] = GradedCell(cell.cell_type, cell.source or "", metadata)
    order = [name for name in _order_in(source_file) if name in cells]
    ordered = {name: cells[name] for name in dict.fromkeys([*order, *cells])}
    return NotebookBook(notebook.name, ordered, read_author_notebook(source_file, notebook))


def load_notebook(path: Path) -> tuple[NotebookNode, tuple[str, ...]]:
    """Read a submitted notebook as nbformat 4, mended where it is not quite one.

    Returns:
        The notebook, and a note for the instructor about each thing that was mended.

    Raises:
        UnreadableNotebook: There is nothing in it that could be graded.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableNotebook("it is not text in UTF-8") from None
    if not text.strip():
        raise UnreadableNotebook("the file is empty")
    # Counted before they are made: each costs some sixty bytes for two or three in the file.
    parts = sum(text.count(letter) for letter in "[{,")
    if parts > MOST_PARTS:
        raise UnreadableNotebook(f"it has {parts} values in it, at most {MOST_PARTS} are read")
    try:
        content = read_json(text)
    except (ValueError, RecursionError):
        raise UnreadableNotebook("it is not JSON") from None
    if not isinstance(content, dict) or not isinstance(
        content.get("cells", content.get("worksheets")), list
    ):
        raise UnreadableNotebook("it is JSON, but not a Jupyter notebook")
    if content.get("nbformat") not in {2, 3, 4}:
        found = content.get("nbformat")
        raise UnreadableNotebook(f"its nbformat is {found!r:.40}, expected 4")
    if not content.get("cells", content.get("worksheets")):
        raise UnreadableNotebook("it has no cells")
    _complete_ids(content)
    try:
        notebook = read_notebook(json.dumps(content))
        nbformat.validate(notebook, relax_add_props=True)
    except Exception:
        # nbformat says what is wrong with a notebook in many kinds of exceptions.
        return _salvage(content), ("The notebook was not valid; its cells were taken over.",)
    if len(notebook.cells) > MOST_CELLS:
        raise UnreadableNotebook(
            f"it has {len(notebook.cells)} cells, at most {MOST_CELLS} are run"
        )
    return notebook, ()


def repair(notebook: NotebookNode, book: NotebookBook) -> tuple[str, ...]:
    """Put the graded cells of `notebook` right, in place.

    Returns:
        A note for the instructor about each repair.
    """
    notes: list[str] = []
    strange: list[str] = []
    seen: set[str] = set()
    # nbgrader puts the author's back; where the author chose none, neither does a trainee.
    notebook.metadata.pop("kernelspec", None)
    for cell in reversed(notebook.cells):
        grade_id = _grade_id(cell)
        if grade_id is None:
            cell.metadata.pop("nbgrader", None)
        elif grade_id not in book.cells:
            strange.append(f"Cell {grade_id!r:.80}")
            del cell.metadata["nbgrader"]
        elif grade_id in seen:
            # As nbgrader does, the last of several is the one that counts.
            notes.append(f"Cell {grade_id!r} is there more than once; the last one is graded.")
            del cell.metadata["nbgrader"]
        else:
            seen.add(grade_id)
    for index, cell in enumerate(notebook.cells):
        grade_id = _grade_id(cell)
        if grade_id is not None:
            notebook.cells[index] = _relabel(cell, book.cells[grade_id], notes)
    for grade_id in book.cells.keys() - seen:
        notes.append(f"Cell {grade_id!r} was missing and was put back as released.")
    _insert_missing(notebook, book, seen)
    notes += name_some(sorted(set(strange)), " is not in the gradebook; taken as plain.")
    return tuple(sorted(set(notes)))


def empty_notebook(book: NotebookBook) -> NotebookNode:
    """A notebook with nothing in it but the graded cells as they were released."""
    notebook: NotebookNode = new_notebook()
    _insert_missing(notebook, book, set())
    return notebook


def find_renamed(
    folder: Path, unknown: Sequence[str], missing: Sequence[NotebookBook]
) -> dict[str, str]:
    """Which unknown file is most likely which missing notebook: file by notebook name.

    A file is taken for a notebook if at least half of the notebook's grade ids are in it. Each of
    the first `MOST_UNKNOWN` is read once: the rest of the class waits meanwhile.
    """
    found: dict[str, str] = {}
    ids: dict[str, set[str | None]] = {}
    for name in unknown[:MOST_UNKNOWN] if missing else ():
        with suppress(UnreadableNotebook):
            notebook, _ = load_notebook(folder / name)
            ids[name] = {_grade_id(cell) for cell in notebook.cells}
    for book in missing:
        for name in sorted(ids.keys() - found.values()) if book.cells else ():
            if len(ids[name] & book.cells.keys()) * 2 >= len(book.cells):
                found[book.name] = name
                break
    return found


def refuse_dead_kernel(outcomes: dict[int, tuple[Outcome, float]]) -> None:
    """As nbgrader: no score where the kernel died or hung.

    Raises:
        UnreadableNotebook: It did.
    """
    if Outcome.NOT_REACHED in {outcome for outcome, _ in outcomes.values()} or Outcome.CRASHED in {
        outcome for outcome, _ in outcomes.values()
    }:
        raise UnreadableNotebook("the kernel died or hung while it ran")


def _grade_id(cell: NotebookNode) -> str | None:
    mark = cell.metadata.get("nbgrader")
    grade_id = mark.get("grade_id") if isinstance(mark, dict) else None
    return grade_id if isinstance(grade_id, str) else None


def _relabel(cell: NotebookNode, known: GradedCell, notes: list[str]) -> NotebookNode:
    grade_id = known.metadata["grade_id"]
    if cell.cell_type != known.cell_type:
        notes.append(f"Cell {grade_id!r} was {cell.cell_type}, made {known.cell_type} again.")
        source, metadata = cell.source, cell.metadata
        cell = NEW_CELL[known.cell_type](source=source)
        cell.metadata = metadata
    mark = cell.metadata["nbgrader"]
    wanted = known.metadata
    if any(mark.get(key, False) != wanted.get(key, False) for key in ("grade", "solution", "task")):
        notes.append(f"Cell {grade_id!r} had lost its marks; they were restored.")
    cell.metadata["nbgrader"] = NotebookNode(wanted)
    tags = cell.metadata.get("tags")
    if wanted["grade"] and isinstance(tags, list) and "skip-execution" in tags:
        notes.append(f"Cell {grade_id!r} was tagged skip-execution; it was run all the same.")
        cell.metadata["tags"] = [tag for tag in tags if tag != "skip-execution"]
    return cell


def _insert_missing(notebook: NotebookNode, book: NotebookBook, present: set[str]) -> None:
    """Put each missing cell after the one that the author wrote before it."""
    place = 0
    for grade_id, known in book.cells.items():
        if grade_id in present:
            place = 1 + next(
                index for index, cell in enumerate(notebook.cells) if _grade_id(cell) == grade_id
            )
            continue
        cell = NEW_CELL[known.cell_type](source=known.source)
        cell.metadata["nbgrader"] = NotebookNode(known.metadata)
        notebook.cells.insert(place, cell)
        place += 1


def _salvage(content: dict[str, Any]) -> NotebookNode:
    notebook: NotebookNode = new_notebook()
    for cell in content.get("cells", [])[:MOST_CELLS]:
        if not isinstance(cell, dict) or cell.get("cell_type") not in NEW_CELL:
            continue
        source = cell.get("source", "")
        if isinstance(source, list):
            source = "".join(line for line in source if isinstance(line, str))
        made = NEW_CELL[cell["cell_type"]](source=source if isinstance(source, str) else "")
        mark = cell.get("metadata")
        if isinstance(mark, dict) and isinstance(mark.get("nbgrader"), dict):
            made.metadata["nbgrader"] = NotebookNode(mark["nbgrader"])
        notebook.cells.append(made)
    if not notebook.cells:
        raise UnreadableNotebook("none of its cells can be read")
    return notebook


def _complete_ids(content: dict[str, Any]) -> None:
    """Give each cell of a notebook of nbformat 4.5 an id of its own."""
    minor = content.get("nbformat_minor")
    if content["nbformat"] != 4 or not isinstance(minor, int) or minor < 5:
        return
    seen: set[str] = set()
    for index, cell in enumerate(content["cells"]):
        if isinstance(cell, dict):
            if not isinstance(cell.get("id"), str) or cell["id"] in seen:
                cell["id"] = f"cell-{index}"
            seen.add(cell["id"])


def _order_in(source_file: Path) -> list[str]:
    try:
        notebook = nbformat.read(source_file, as_version=4)
    except Exception:
        # Without the author's file, or with a broken one, any order will do.
        return []
    return [grade_id for cell in notebook.cells if (grade_id := _grade_id(cell))]
