"""The author's own notebook, and where it wants its grade cells examined.

From source/ where it is, else from the gradebook's copies of the cells, which lack the solutions.
Never from a submission: a student must not choose where a test runs. Runs nothing.
"""

import json
from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from nbgrader.api import Notebook

from autograder.examiner.plain_python import plain_python
from autograder.examiner.policy import ALGEBRAS, Examine, why_inside
from autograder.examiner.trust import Trust, read_trust
from autograder.run import MIB, AuthorText, ExaminationOrder, RunFile

LAB_METADATA = "lab"
LARGEST_FILES_BYTES = 4 * MIB
MOST_FILES = 500


@dataclass(frozen=True)
class AuthorNotebook:
    """Code cells in order; `inside` has the author's reason for each cell marked so.

    `files` lie beside the notebook: modules that its tests import, and what those read.
    """

    cells: tuple[AuthorText, ...] = ()
    examine: Examine = Examine.AUTO
    inside: dict[str, str] = field(default_factory=dict)
    files: tuple[RunFile, ...] = ()

    @property
    def classes(self) -> tuple[str, ...]:
        """Names of the classes that the author wrote."""
        return tuple(sorted(self._trust.classes))

    @property
    def modules(self) -> frozenset[str]:
        """First names of the modules that the author imports."""
        return self._trust.modules

    def order(self, setting: Examine) -> ExaminationOrder | None:
        """What the run is told; None if every cell is run inside."""
        wanted = self.examine if setting is Examine.AUTO else setting
        if wanted is Examine.INSIDE:
            return None
        if wanted is Examine.AUTO:
            return self._order_auto
        return ExaminationOrder(self.cells, dict(self.inside), False, self.files)

    @cached_property
    def _trust(self) -> Trust:
        return read_trust([plain_python(cell.source) for cell in self.cells], ())

    @cached_property
    def _order_auto(self) -> ExaminationOrder:
        inside = dict(self.inside)
        algebras = ALGEBRAS & self._trust.modules
        for cell in self.cells:
            if cell.role == "grade":
                why = f"objects of {min(algebras)}" if algebras else why_inside(cell.source)
                if why is not None:
                    inside.setdefault(cell.name, why)
        return ExaminationOrder(self.cells, inside, True, self.files)


def read_author_notebook(source_file: Path, notebook: Notebook) -> AuthorNotebook:
    """The author's notebook in `source_file`, or what the gradebook knows of it."""
    try:
        content = json.loads(source_file.read_text(encoding="utf-8"))
        author = _from_file(content)
        return replace(author, files=_read_files(source_file.parent, author.modules))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return AuthorNotebook(cells=tuple(_from_gradebook(notebook)))


def _read_files(folder: Path, modules: Set[str]) -> tuple[RunFile, ...]:
    """What lies beside a notebook that imports `modules`, if one of them lies there.

    Nothing where that is too much to be sent with every run, not a part of it: a module that misses
    what it reads would fail right answers.
    """
    paths = _paths_beside(folder)
    if not modules & {path.relative_to(folder).parts[0].partition(".")[0] for path in paths}:
        return ()
    if len(paths) > MOST_FILES or sum(path.stat().st_size for path in paths) > LARGEST_FILES_BYTES:
        return ()
    return _read(folder, paths)


def read_files_beside(folder: Path) -> tuple[RunFile, ...]:
    """All that lies beside the author's notebooks."""
    return _read(folder, _paths_beside(folder))


def _paths_beside(folder: Path) -> list[Path]:
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.suffix != ".ipynb"
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]


def _read(folder: Path, paths: Sequence[Path]) -> tuple[RunFile, ...]:
    return tuple(RunFile(str(path.relative_to(folder)), path.read_bytes()) for path in paths)


def _from_file(content: dict[str, Any]) -> AuthorNotebook:
    cells: list[AuthorText] = []
    inside: dict[str, str] = {}
    for cell in content["cells"]:
        if cell["cell_type"] != "code":
            continue
        mark = cell["metadata"].get("nbgrader", {})
        source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
        name = str(mark.get("grade_id", ""))
        cells.append(
            AuthorText(
                source, _role(mark.get("solution"), mark.get("grade"), mark.get("locked")), name
            )
        )
        why = cell["metadata"].get(LAB_METADATA, {}).get("inside")
        if why:
            inside[name] = str(why)
    wanted = content["metadata"].get(LAB_METADATA, {}).get("examine", Examine.AUTO)
    return AuthorNotebook(tuple(cells), Examine(wanted), inside)


def _from_gradebook(notebook: Notebook) -> list[AuthorText]:
    grades = {cell.name for cell in notebook.grade_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    return [
        AuthorText(
            cell.source or "",
            _role(cell.name in solutions, cell.name in grades, cell.locked),
            cell.name,
        )
        for cell in notebook.source_cells
        if cell.cell_type == "code"
    ]


def _role(solution: object, grade: object, locked: object) -> str:
    if solution:
        return "solution"
    return "grade" if grade else "locked" if locked else "plain"
