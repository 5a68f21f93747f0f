"""Cells that a trainee duplicated, deleted, retyped or relabelled are put right and noted."""

import json
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder import notebooks
from autograder.notebooks import (
    GradedCell,
    NotebookBook,
    UnreadableNotebook,
    empty_notebook,
    find_renamed,
    load_notebook,
    repair,
)
from autograder.submission import MOST_NAMED


def known(name: str, source: str, **mark: object) -> GradedCell:
    marks = {"grade": False, "solution": False, "task": False, "locked": False, **mark}
    return GradedCell("code", source, {"schema_version": 3, "grade_id": name, **marks})


BOOK = NotebookBook(
    "exercise",
    {
        "answer": known("answer", "# your code", solution=True),
        "check": known("check", "assert answer", grade=True, locked=True, points=1.0),
        "second": known("second", "# more", solution=True),
        "last": known("last", "assert second", grade=True, locked=True, points=1.0),
    },
)


def whole() -> NotebookNode:
    notebook: NotebookNode = new_notebook()
    for name, cell in BOOK.cells.items():
        made = new_code_cell(cell.source, id=name)
        made.metadata["nbgrader"] = NotebookNode(cell.metadata)
        notebook.cells.append(made)
    return notebook


def ids(notebook: NotebookNode) -> list[str | None]:
    return [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]


def test_a_whole_notebook_needs_no_repair() -> None:
    notebook = whole()
    assert repair(notebook, BOOK) == ()
    assert ids(notebook) == list(BOOK.cells)


@pytest.mark.parametrize("number", ["1e999", "-1E+400", "1" * 310 + ".0", "NaN", "Infinity"])
def test_a_number_that_is_none_is_not_written_again(tmp_path: Path, number: str) -> None:
    text = nbformat.writes(whole()).replace('"points": 1.0', f'"points": {number}, "half": 0.5')
    (tmp_path / "a.ipynb").write_text(text, encoding="utf-8")
    notebook, _ = load_notebook(tmp_path / "a.ipynb")
    json.dumps(notebook, allow_nan=False)
    mark = notebook.cells[1].metadata["nbgrader"]
    assert (mark["points"], mark["half"]) == (None, 0.5)


def test_of_a_duplicated_cell_the_last_one_counts() -> None:
    notebook = whole()
    notebook.cells.insert(1, new_code_cell("older", metadata=dict(notebook.cells[0].metadata)))
    notebook.cells[0].source, notebook.cells[1].source = "older", "newer"
    notes = repair(notebook, BOOK)
    assert ids(notebook) == [None, *BOOK.cells]
    assert notebook.cells[1].source == "newer"
    assert "more than once" in notes[0]


def test_a_deleted_grade_cell_comes_back_after_the_cell_it_followed() -> None:
    notebook = whole()
    del notebook.cells[1]
    assert "put back" in repair(notebook, BOOK)[0]
    assert ids(notebook) == list(BOOK.cells)


def test_deleted_cells_at_both_ends_come_back_in_order() -> None:
    notebook = whole()
    del notebook.cells[3], notebook.cells[0]
    repair(notebook, BOOK)
    assert ids(notebook) == list(BOOK.cells)


def test_a_retyped_cell_gets_its_type_back_and_keeps_its_text() -> None:
    notebook = whole()
    retyped = new_markdown_cell("mine = 1", metadata=dict(notebook.cells[0].metadata))
    notebook.cells[0] = retyped
    repair(notebook, BOOK)
    assert (notebook.cells[0].cell_type, notebook.cells[0].source) == ("code", "mine = 1")


def test_a_grade_cell_that_says_it_is_none_is_one_again() -> None:
    notebook = whole()
    notebook.cells[1].metadata["nbgrader"]["grade"] = False
    assert "lost its marks" in repair(notebook, BOOK)[0]
    assert notebook.cells[1].metadata["nbgrader"]["grade"] is True


def test_a_cell_that_pretends_to_be_graded_is_plain() -> None:
    notebook = whole()
    notebook.cells.append(new_code_cell("1"))
    notebook.cells[-1].metadata["nbgrader"] = NotebookNode(grade=True, grade_id="gift", points=99)
    assert "not in the gradebook" in repair(notebook, BOOK)[0]
    assert "nbgrader" not in notebook.cells[-1].metadata


def test_a_grade_cell_cannot_ask_to_be_skipped() -> None:
    notebook = whole()
    notebook.cells[1].metadata["tags"] = ["skip-execution", "mine"]
    repair(notebook, BOOK)
    assert notebook.cells[1].metadata["tags"] == ["mine"]


@pytest.mark.parametrize("mark", ["text", [1], {"grade_id": ["list"]}, {"grade_id": 3}, None])
def test_marks_of_a_strange_type_are_dropped(mark: object) -> None:
    notebook = whole()
    notebook.cells[0].metadata["nbgrader"] = mark
    repair(notebook, BOOK)
    assert "nbgrader" not in notebook.cells[1].metadata or ids(notebook)[0] == "answer"
    assert sorted(name for name in ids(notebook) if name) == sorted(BOOK.cells)


def test_a_notebook_of_nothing_but_missing_cells_has_them_all() -> None:
    assert ids(empty_notebook(BOOK)) == list(BOOK.cells)


def test_a_renamed_notebook_is_known_by_its_cells(tmp_path: Path) -> None:
    (tmp_path / "exercise (1) 최종.ipynb").write_text(nbformat.writes(whole()))
    (tmp_path / "other.ipynb").write_text(nbformat.writes(new_notebook(cells=[new_code_cell()])))
    names = sorted(path.name for path in tmp_path.iterdir())
    assert find_renamed(tmp_path, names, [BOOK]) == {"exercise": "exercise (1) 최종.ipynb"}


def test_of_many_unknown_notebooks_only_the_first_are_read_and_each_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []

    def note(path: Path) -> tuple[NotebookNode, tuple[str, ...]]:
        read.append(path)
        return new_notebook(), ()

    monkeypatch.setattr(notebooks, "load_notebook", note)
    names = [f"n{number:03}.ipynb" for number in range(500)]
    assert find_renamed(tmp_path, names, [BOOK, replace(BOOK, name="second")]) == {}
    assert read == [tmp_path / name for name in names[: notebooks.MOST_UNKNOWN]]


def test_a_thousand_strange_cells_are_a_few_notes() -> None:
    notebook = whole()
    for number in range(1000):
        cell = new_code_cell()
        cell.metadata["nbgrader"] = NotebookNode(grade_id=f"strange{number:04}")
        notebook.cells.append(cell)
    notes = repair(notebook, BOOK)
    assert len(notes) == MOST_NAMED + 1
    assert notes[0].startswith("980 more like Cell 'strange0000' is not in the gradebook")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "empty"),
        (b"\xff\xfe", "UTF-8"),
        (b"{", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "not a Jupyter notebook"),
        (b'{"cells": 1, "nbformat": 4}', "not a Jupyter notebook"),
        (b'{"cells": [], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}', "no cells"),
        (b'{"cells": [{}], "nbformat": 99}', "nbformat is 99"),
        (b'{"cells": [1, 2], "nbformat": 4, "nbformat_minor": 5}', "none of its cells"),
    ],
)
def test_what_is_no_notebook_is_refused_with_a_reason(
    tmp_path: Path, content: bytes, complaint: str
) -> None:
    path = tmp_path / "exercise.ipynb"
    path.write_bytes(content)
    with pytest.raises(UnreadableNotebook, match=complaint):
        load_notebook(path)


def test_a_notebook_with_bad_cells_keeps_the_good_ones(tmp_path: Path) -> None:
    path = tmp_path / "exercise.ipynb"
    content = json.loads(nbformat.writes(whole()))
    content["cells"] += [{"cell_type": "code", "source": ["a", "=1"]}, "nonsense", {"x": 1}]
    path.write_text(json.dumps(content))
    notebook, notes = load_notebook(path)
    assert ids(notebook) == [*BOOK.cells, None]
    assert notebook.cells[-1].source == "a=1"
    assert notes
