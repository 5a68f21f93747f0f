"""An nbgrader course directory, opened as nbgrader itself would.

Reads the same nbgrader_config.py in the same order, so that a course which the lab did not make
behaves as its instructor set it up. Never writes to the course.
"""

import difflib
import logging
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy
from nbgrader.api import Assignment, Gradebook
from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Application

from autograder.errors import GradebookError, GradingError, UnknownAssignment, UnknownCourse

CONFIG_FILE = "nbgrader_config.py"


@dataclass(frozen=True)
class Course:
    """A course directory and nbgrader's own objects for it."""

    root: Path
    app: NbGrader
    """Parent of nbgrader's objects: it holds the configuration and the log."""
    directory: CourseDirectory

    def step_dir(self, step: str, student: str, assignment: str) -> Path:
        """Where nbgrader keeps an assignment in the step `submitted`, `autograded`, ..."""
        name = getattr(self.directory, f"{step}_directory")
        return Path(self.directory.format_path(name, student, assignment))

    def submitters(self, assignment: str) -> tuple[str, ...]:
        """Students with a folder for `assignment`, in order.

        So is who has a folder that we may not look into: whoever grades is to hear of it.
        """
        pattern = self.directory.directory_structure.format(
            nbgrader_step=self.directory.submitted_directory,
            student_id="*",
            assignment_id=_escape_glob(assignment),
        )
        parts = Path(pattern).parts
        place = parts.index("*") if "*" in parts else None
        if place is None:
            return ()
        found = [path for path in self.root.glob(pattern) if path.is_dir()]
        students = self.root.glob(str(Path(*parts[: place + 1])))
        found += [path for path in students if path.is_dir() and not os.access(path, os.X_OK)]
        offset = len(self.root.parts)
        names = {path.parts[offset + place] for path in found}
        excluded = set(self.directory.student_id_exclude.split(","))
        return tuple(sorted(names - excluded))


def open_course(root: Path) -> Course:
    """Open the course directory at `root`.

    Raises:
        UnknownCourse: There is no such folder, or it holds no course.
        GradingError: Its nbgrader_config.py cannot be used.
    """
    root = root.expanduser().absolute()
    if not root.is_dir():
        near = _near(root.name, [path.name for path in _folders(root.parent)])
        raise UnknownCourse(f"{root}: no such folder.{near}")
    app = NbGrader()
    app.log = logging.getLogger("autograder.nbgrader")
    app.load_cwd_config = False
    app.raise_config_file_errors = True
    if str(root) not in sys.path:
        # ref: NbGrader.init_syspath: plug-ins may lie beside nbgrader_config.py.
        sys.path.insert(0, str(root))
    try:
        app.load_config_file()
        Application.load_config_file(app, CONFIG_FILE, path=str(root))
    except Exception as error:
        raise GradingError(
            f"{root / CONFIG_FILE}: {type(error).__name__}: {error}. Mend the file."
        ) from error
    return course_of(app, CourseDirectory(parent=app, root=str(root)))


def course_of(app: NbGrader, directory: CourseDirectory) -> Course:
    """The course of an nbgrader application that is already running, such as formgrader.

    Raises:
        UnknownCourse: The folder holds neither assignments nor submissions.
    """
    course = Course(Path(directory.root), app, directory)
    steps = (directory.source_directory, directory.submitted_directory)
    if not any(
        (course.root / step).is_dir() for step in steps
    ) and directory.directory_structure.startswith("{nbgrader_step}"):
        near = [path.name for path in _folders(course.root) if (path / steps[0]).is_dir()]
        inside = f" Did you mean {course.root / near[0]}?" if near else ""
        raise UnknownCourse(
            f"{course.root}: not an nbgrader course directory: it has neither {steps[0]}/ nor"
            f" {steps[1]}/.{inside}"
        )
    return course


def open_gradebook(course: Course) -> Gradebook:
    """The course's gradebook; close it after use.

    Raises:
        GradebookError: It cannot be opened or has another version's tables.
    """
    url = sqlalchemy.make_url(course.directory.db_url)
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
        raise GradebookError(
            f"{url.database}: there is no gradebook yet. Run `nbgrader generate_assignment` in the"
            " course directory first."
        )
    try:
        return Gradebook(course.directory.db_url, course.directory.course_id)
    except sqlalchemy.exc.SQLAlchemyError as error:
        raise GradebookError(
            f"{course.root}: the gradebook cannot be used: {error}. Back it up, then run"
            " `nbgrader db upgrade` in the course directory."
        ) from error


def find_assignment(course: Course, gradebook: Gradebook, name: str) -> Assignment:
    """The gradebook's assignment `name`.

    Raises:
        UnknownAssignment: The gradebook has none of that name.
    """
    by_name = {assignment.name: assignment for assignment in gradebook.assignments}
    if name in by_name:
        return by_name[name]
    if course.step_dir("source", ".", name).is_dir():
        raise UnknownAssignment(
            f"{course.root}: assignment {name!r} has a source but is not in the gradebook yet."
            f" Run `nbgrader generate_assignment {name}` first."
        )
    known = ", ".join(sorted(by_name)) or "none"
    near = _near(name, by_name)
    raise UnknownAssignment(f"{course.root}: no assignment {name!r}.{near} There are: {known}.")


def _near(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    return f" Did you mean {close[0]!r}?" if close else ""


def _folders(parent: Path) -> list[Path]:
    if not parent.is_dir():
        return []
    return sorted(path for path in parent.iterdir() if path.is_dir())


def _escape_glob(text: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in text)
