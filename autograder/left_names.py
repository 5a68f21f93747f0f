"""Names that one grade cell leaves for later cells, when not all cells run in one process.

A test that is examined from outside leaves its names with the examiner, one that runs inside leaves
them in the student's process. This says what has to be brought to the other side, from the author's
own text alone: no submission can have a test run where its author's notebook did not need it. A
test that was examined, and is run inside as well for its names, earns nothing there.
"""

import functools
from collections.abc import Sequence

from nbformat import NotebookNode

from autograder.examiner.author import Author, CellRole, read_author
from autograder.examiner.cell_facts import global_names
from autograder.run import AuthorText


class LeftNames:
    """The author's cells, and which grade cells the student's process has run: `inside`."""

    def __init__(self, cells: Sequence[AuthorText]) -> None:
        self._author = _author_of(tuple(cells))
        self._cells = cells
        self.inside: set[str] = set()

    def value_from_inside(self, name: str) -> str | None:
        """A grade cell that ran inside and computed what grade cell `name` reads; None if none did.

        Imports, functions and classes do not count: the examiner makes the author's own again.
        """
        place = self._author.place_of(name)
        for behind, names in self._author.tests_behind(place).items():
            if self._cells[behind].name in self.inside and any(
                self._author.defined_by_test(one, behind + 1) is None for one in names
            ):
                return self._cells[behind].name
        return None

    def missing_before(self, cell: NotebookNode) -> Sequence[AuthorText]:
        """The grade cells, in order, that have to run inside before `cell` does."""
        place = self._find(cell)
        if place is None:
            return ()
        behind = [self._cells[at] for at in self._author.tests_behind(place)]
        return [one for one in behind if one.name not in self.inside]

    def helpers_of(self, cell: NotebookNode) -> str:
        """The author's own functions that a grade cell calls, themselves or through each other.

        The student's process may have bound their names anew. Functions that ask for a decorator
        may keep something, and stay as they are there.
        """
        place = self._find(cell)
        waiting = set() if place is None else set(global_names(self._author.cells[place].source))
        seen: set[str] = set()
        texts: dict[str, int] = {}
        while waiting:
            seen.add(name := min(waiting))
            origin = self._author.find_origin(name, place or 0)
            if origin is not None and origin.text.startswith("def "):
                texts[origin.text] = origin.place
                waiting |= global_names(origin.text)
            waiting -= seen
        return "\n".join(sorted(texts, key=lambda text: texts[text]))

    def _find(self, cell: NotebookNode) -> int | None:
        """The author's own cell that this is; None for a cell that the student wrote."""
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        for place, one in enumerate(self._cells):
            if one.role != CellRole.SOLUTION and one.name == name and (name or _same(one, cell)):
                return place
        return None


@functools.lru_cache(maxsize=8)
def _author_of(cells: tuple[AuthorText, ...]) -> Author:
    """The author's notebook, which is the same for the whole class."""
    return read_author([(cell.source, cell.role, cell.name) for cell in cells])


def _same(one: AuthorText, cell: NotebookNode) -> bool:
    return bool(one.source.strip() == cell.source.strip())
