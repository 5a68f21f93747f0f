"""What the author's notebook says about the names that a test uses.

A test's names come from three places: the author's imports, helpers and locked data are made again
in the examiner, so that a student cannot replace them; what the student was asked to write is asked
of the student's process; the rest are Python's own. This module reads which is which from the text
of the cells, and runs nothing.
"""

import builtins
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from autograder.examiner.cell_facts import (
    CellFacts,
    free_names,
    global_names,
    names_to_define,
    read_facts,
)
from autograder.examiner.plain_python import plain_python
from autograder.examiner.trust import Trust, read_trust


class CellRole(StrEnum):
    """What a code cell of the author's notebook is for."""

    PLAIN = "plain"
    LOCKED = "locked"
    SOLUTION = "solution"
    GRADE = "grade"


@dataclass(frozen=True)
class AuthorCell:
    """One code cell as its author wrote it."""

    source: str
    role: CellRole = CellRole.PLAIN
    name: str = ""
    """Its grade id, where it has one."""


@dataclass(frozen=True)
class Origin:
    """Where the examiner gets a name: the text to run, and the cell that it is from."""

    place: int
    text: str
    is_import: bool = False


@dataclass(frozen=True)
class Author:
    """The author's code cells in order."""

    cells: tuple[AuthorCell, ...] = ()
    _origins: dict[tuple[str, int], Origin | None] = field(
        default_factory=dict, compare=False, repr=False
    )

    @cached_property
    def trust(self) -> Trust:
        """What students' objects may be asked."""
        others = [cell.source for cell in self.cells if cell.role is not CellRole.GRADE]
        grades = [cell.source for cell in self.cells if cell.role is CellRole.GRADE]
        return read_trust(others, grades)

    @cached_property
    def asked_names(self) -> frozenset[str]:
        """Global names that the student was asked to define, or may change."""
        found: set[str] = set()
        for place, cell in enumerate(self.cells):
            if cell.role in {CellRole.SOLUTION, CellRole.PLAIN}:
                found |= self._fact(place).bound - self._fact(place).imported
        return frozenset(found)

    @cached_property
    def shared_names(self) -> frozenset[str]:
        """Names that functions of the author's notebook read as globals, Python's own included."""
        found: set[str] = set()
        for cell in self.cells:
            if cell.role is not CellRole.GRADE:
                found |= global_names(cell.source, in_functions=True)
        return frozenset(found & (self.asked_names | vars(builtins).keys()))

    def read_all(self) -> None:
        """Read now what the first questions would else have read."""
        for place, name in self.looked_up():
            self.find_origin(name, place)
        _ = self.trust, self.asked_names, self.shared_names

    def looked_up(self) -> Iterator[tuple[int, str]]:
        """Each name that a grade cell looks up, its helpers' names included, and its place."""
        for place, cell in enumerate(self.cells):
            waiting = set(global_names(cell.source)) if cell.role is CellRole.GRADE else set()
            seen: set[str] = set()
            while waiting:
                seen.add(name := min(waiting))
                yield place, name
                origin = self.find_origin(name, place)
                waiting |= global_names(origin.text) if origin is not None else frozenset()
                waiting -= seen

    def place_of(self, name: str) -> int:
        """The place of the cell with this grade id; after the last where there is none."""
        for place, cell in enumerate(self.cells):
            if cell.name and cell.name == name:
                return place
        return len(self.cells)

    def tests_behind(self, place: int) -> dict[int, frozenset[str]]:
        """Grade cells whose names the cell at `place` reads, themselves or through each other.

        Returns:
            The place of each, in order, with those of its names.
        """
        found: dict[int, set[str]] = {}
        waiting = [place]
        while waiting:
            here = waiting.pop()
            for name in free_names(self.cells[here].source):
                binders = (at for at in range(here - 1, -1, -1) if name in self._fact(at).bound)
                binder = next(binders, None)
                if binder is None or self.cells[binder].role is not CellRole.GRADE:
                    continue
                if binder not in found:
                    waiting.append(binder)
                found.setdefault(binder, set()).add(name)
        return {at: frozenset(found[at]) for at in sorted(found)}

    def defined_by_test(self, name: str, before: int) -> str | None:
        """The import, function or class of a grade cell that bound `name` last before a place."""
        for place in range(min(before, len(self.cells)) - 1, -1, -1):
            if name in self._fact(place).bound:
                is_grade = self.cells[place].role is CellRole.GRADE
                return self._fact(place).definition(name) if is_grade else None
        return None

    def star_imports(self, name: str, before: int) -> tuple[str, ...]:
        """Each `from ... import *` that may bring `name`, the last first; none if a cell does."""
        if any(name in self._fact(place).bound for place in range(len(self.cells))):
            return ()
        return tuple(
            text
            for place in range(min(before, len(self.cells)) - 1, -1, -1)
            if self.cells[place].role is not CellRole.GRADE
            for text in reversed(self._fact(place).stars)
        )

    def find_origin(self, name: str, before: int) -> Origin | None:
        """Where a test at the place `before` gets `name`; None if it is the student's to say."""
        if (name, before) not in self._origins:
            self._origins[name, before] = self._seek_origin(name, before)
        return self._origins[name, before]

    def _seek_origin(self, name: str, before: int) -> Origin | None:
        end = min(before, len(self.cells))
        return self._origin_before(name, end, end, set(), is_run=False)

    def _origin_before(
        self, name: str, before: int, end: int, seen: set[str], *, is_run: bool
    ) -> Origin | None:
        """Where `name` comes from for a test at `end`; `is_run`: to make something else from it."""
        for place in range(before - 1, -1, -1):
            cell, facts = self.cells[place], self._fact(place)
            if name not in facts.bound or cell.role is CellRole.GRADE:
                continue
            if cell.role is CellRole.SOLUTION and name not in facts.imported:
                return None
            text = facts.definition(name)
            whole = text is None
            if whole and cell.role is CellRole.LOCKED and facts.can_be_repeated:
                text = cell.source
            if text is None or self._is_changed(name, place, end, facts):
                return None
            # A function looks up its names when it is called: then they are asked of the student.
            names = global_names(text) if whole or is_run else names_to_define(text)
            if self._depends_on_student(text, names, place, end, seen):
                return None
            return Origin(place, text, name in facts.imported)
        return None

    def _is_changed(self, name: str, place: int, end: int, facts: CellFacts) -> bool:
        """True if a cell after the one that binds `name` changes what it means, in place."""
        if name in facts.imported:
            return False
        later = [
            self._fact(at).changes
            for at in range(place + 1, end)
            if self.cells[at].role is not CellRole.GRADE
        ]
        if facts.definition(name) is not None:
            return any(name in changes.attributes for changes in later)
        if name in self._changed_by_calls:
            return True
        return any(name in changes.values for changes in later)

    @cached_property
    def _changed_by_calls(self) -> frozenset[str]:
        """Names that the student's functions change, or that his calls of the author's do."""
        called: set[str] = set()
        for place, cell in enumerate(self.cells):
            if cell.role in {CellRole.SOLUTION, CellRole.PLAIN}:
                called |= global_names(cell.source) | self._fact(place).bound
        return frozenset(
            name
            for place, cell in enumerate(self.cells)
            if cell.role is not CellRole.GRADE
            for function, names in self._fact(place).changes.by_functions
            if function in called
            for name in names
        )

    def _depends_on_student(
        self, text: str, names: frozenset[str], place: int, end: int, seen: set[str]
    ) -> bool:
        for name in names - seen:
            seen.add(name)
            if hasattr(builtins, name) or name in read_facts(text).bound:
                continue
            origin = self._origin_before(name, place + 1, end, seen, is_run=True)
            if origin is None and not self.star_imports(name, place + 1):
                return True
        return False

    def is_asked_import(self, origin: Origin) -> bool:
        """True if the student was to import this: the text is from a cell to be answered."""
        is_answer = self.cells[origin.place].role is CellRole.SOLUTION
        return origin.is_import and is_answer

    def is_all_imports(self, place: int) -> bool:
        """True if the cell holds nothing but imports, which are then the answer themselves."""
        return self._fact(place).only_imports

    def _fact(self, place: int) -> CellFacts:
        return read_facts(self.cells[place].source)


def read_author(cells: Sequence[tuple[str, str, str]]) -> Author:
    """The author's notebook from (source, role, grade id) of each code cell."""
    return Author(
        tuple(
            AuthorCell(plain_python(source), CellRole(role), name) for source, role, name in cells
        )
    )
