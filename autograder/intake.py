"""A submission's files before anything is run: copied, sorted out, read and sanitised.

The copy is bounded in size and number and holds neither links nor special files. For what cannot be
read or was not handed in there is a stand-in, none of whose cells can earn points, and a reason.
Writes to the staging folder alone. Runs nothing.
"""

from concurrent.futures import Future
from dataclasses import dataclass

import nbformat
from nbformat import NotebookNode

from autograder.differences import Differences
from autograder.examiner.policy import Examine
from autograder.notebooks import (
    NotebookBook,
    UnreadableNotebook,
    empty_notebook,
    find_renamed,
    load_notebook,
    repair,
)
from autograder.reasons import left_out_reason, mark_unreadable, unreadable_reason
from autograder.run import RunLimits, RunResult
from autograder.steps import Steps
from autograder.submission import Snapshot, make_room, name_some, take_snapshot
from autograder.verdicts import Reason

NOT_SUBMITTED = "it is not among the submitted files"


@dataclass(frozen=True)
class Rules:
    """How every submission of one grading is treated."""

    limits: RunLimits
    differences: Differences
    examine: Examine
    max_bytes: int
    max_files: int
    create_students: bool | None = None
    rehearse: bool = False
    """`begin` leaves the gradebook as it is; `rehearse` may come before `finish`."""


@dataclass
class Part:
    """One notebook of the submission while it is being graded."""

    name: str
    notebook: NotebookNode
    future: Future[RunResult] | None = None
    notes: tuple[str, ...] = ()
    reason: Reason | None = None


class Intake:
    """Takes up one submission; `notes` are for the instructor."""

    def __init__(self, steps: Steps, books: dict[str, NotebookBook], rules: Rules) -> None:
        self.steps = steps
        self.books = books
        self.rules = rules
        self.notes: list[str] = []

    def collect(self) -> dict[str, Reason]:
        """Copy the submission; say which notebooks cannot be read, and why."""
        course, assignment = self.steps.course, self.steps.assignment
        source = course.step_dir("submitted", self.steps.student, assignment)
        snapshot = take_snapshot(
            source,
            self.steps.submitted,
            max_bytes=self.rules.max_bytes,
            max_files=self.rules.max_files,
        )
        self.notes += name_some(snapshot.left_out, ": a link or special file, left out.")
        self.notes += name_some(snapshot.too_large, ": left out, the submission is too large.")
        if not self.rules.differences.unreadable_is_scored:
            return {}
        folder = course.step_dir("source", ".", assignment)
        author_s = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
        ours = [f"{name}.ipynb" for name in self.books] + ["timestamp.txt"]
        for name in make_room(snapshot.folder, [*author_s, *ours]):
            self.notes.append(f"{name}: a folder where a file belongs, or the reverse; left out.")
        return self._stand_ins(snapshot)

    def _stand_ins(self, snapshot: Snapshot) -> dict[str, Reason]:
        """Make sure that there is a file for nbgrader to take up, whatever was submitted."""
        folder = snapshot.folder
        present = {path.stem for path in folder.glob("*.ipynb")}
        missing = [book for name, book in self.books.items() if name not in present]
        unknown = sorted(f"{name}.ipynb" for name in present - self.books.keys())
        reasons: dict[str, Reason] = {}
        for name, file in find_renamed(folder, unknown, missing).items():
            (folder / file).rename(folder / f"{name}.ipynb")
            self.notes.append(f"{file!r} was taken for {name}.ipynb by the cells in it.")
            present |= {name}
            unknown.remove(file)
        strangers = [repr(file) for file in unknown]
        self.notes += name_some(strangers, " is no notebook of this assignment; not run.")
        for file in (*snapshot.too_large, *snapshot.left_out):
            name = file.removesuffix(".ipynb")
            if name in self.books and name not in present and file != name:
                reasons[name] = left_out_reason(
                    file, file in snapshot.too_large, self.rules.max_bytes
                )
        if not present & self.books.keys() and not reasons:
            reasons = {name: unreadable_reason(name, NOT_SUBMITTED) for name in self.books}
        for name in reasons:
            (folder / f"{name}.ipynb").touch()
        return reasons

    def read(self, name: str, reason: Reason | None) -> Part:
        """The notebook `name`, sanitised; with a `reason`, what stands in for it.

        Raises:
            UnreadableNotebook: It is no notebook, and that is not to be scored.
        """
        book = self.books[name]
        path = self.steps.submitted / f"{name}.ipynb"
        if not self.rules.differences.unreadable_is_scored:
            try:
                notebook = nbformat.read(path, as_version=4)
            except (ValueError, RecursionError, AttributeError, KeyError, TypeError) as error:
                raise UnreadableNotebook(f"{path.name}: {error}") from None
            return Part(name, self.steps.sanitise(name, notebook))
        notes: tuple[str, ...] = ()
        if reason is None:
            try:
                notebook, notes = load_notebook(path)
            except UnreadableNotebook as error:
                reason = unreadable_reason(name, str(error))
        if reason is not None:
            notebook = empty_notebook(book)
        if self.rules.differences.cells_are_repaired:
            notes += repair(notebook, book)
        notebook = self.steps.sanitise(name, notebook)
        if reason is not None:
            notes = ()
            mark_unreadable(notebook, reason)
        return Part(name, notebook, notes=notes, reason=reason)
