"""The classes that are graded: of units of our own courses, or of anybody's course directory.

Each is made anew in a folder of the measurement's, so that both graders begin with an empty
gradebook of the same kind. Reads what it is pointed at and never writes there.
"""

import itertools
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

import courses
from bench.grading.runs import run
from bench.grading.small_steps import ASSIGNMENT, make_small_steps
from courses.build import build_course
from courses.course import Course, load_course
from courses.notebook import read_notebook, write_notebook
from courses.release import release_assignment
from courses.submissions import extract_solutions, load_trials, make_submission

COURSE = "ai-foundations"
EXERCISES = {"plain": "unit01", "torch": "unit05"}
SMALL_STEPS = "small-steps"
BROKEN = "this is no Python"
CONFIG = "nbgrader_config.py"
NOT_COPIED = ("submitted", "autograded", "feedback", "release", "gradebook.db*", ".*")


class NoSuchClass(Exception):
    """There is nothing to grade where the arguments point; the message is for who gave them."""


@dataclass(frozen=True)
class Pupils:
    """A class, before it is made.

    `make(root, submissions)` makes a course directory at `root` with the first so many.
    """

    name: str
    assignment: str
    submissions: int
    make: Callable[[Path, int], None]


def of_unit(name: str, assignment: str, submissions: int) -> Pupils:
    """A class of any size that answers one of our units by turns in every way we know.

    Raises:
        NoSuchClass: There is no such unit.
    """
    known = [unit.assignment for unit in _our_course().units]
    if assignment not in known:
        raise NoSuchClass(f"no unit {assignment!r}; {COURSE} has {', '.join(known)}.")
    return Pupils(
        name, assignment, submissions, lambda root, some: make_course(root, assignment, some)
    )


def of_small_steps(submissions: int) -> Pupils:
    """A class that answers `bench.grading.small_steps`."""

    def make(root: Path, some: int) -> None:
        make_small_steps(root, some)
        _finish(root, ASSIGNMENT)

    return Pupils(SMALL_STEPS, ASSIGNMENT, submissions, make)


def of_course(folder: Path, assignment: str, most: int, stock_python: str) -> Pupils:
    """The submissions of an assignment in a course directory as nbgrader lays it out.

    Raises:
        NoSuchClass: It lacks the assignment's source or submissions.
    """
    folder = folder.absolute()
    for needed in (folder / "source" / assignment, folder / "submitted"):
        if not needed.is_dir():
            raise NoSuchClass(f"{needed}: no such folder; expected an nbgrader course directory.")
    submitted = sorted(path for path in folder.glob(f"submitted/*/{assignment}") if path.is_dir())
    if not submitted:
        raise NoSuchClass(f"{folder}: nobody has submitted {assignment!r}.")

    def make(root: Path, some: int) -> None:
        shutil.copytree(folder, root, ignore=shutil.ignore_patterns(*NOT_COPIED))
        for place in itertools.islice(submitted, some):
            shutil.copytree(place, root / place.relative_to(folder), symlinks=True)
        # Whatever the configuration says, nobody's real gradebook is touched.
        with (root / CONFIG).open("a", encoding="utf-8") as config:
            config.write(
                f"\nc = get_config()\nc.CourseDirectory.root = {str(root)!r}\n"
                f"c.CourseDirectory.db_url = {f'sqlite:///{root}/gradebook.db'!r}\n"
            )
        run(stock_python, root, "nbgrader", "generate_assignment", assignment, "--create")

    return Pupils(folder.name, assignment, min(most, len(submitted)), make)


def make_course(root: Path, assignment: str, submissions: int) -> None:
    """A course with one of our units, and a class that answers it."""
    course = _our_course()
    [unit] = [unit for unit in course.units if unit.assignment == assignment]
    build_course(course.model_copy(update={"units": (unit,)}), root)
    _finish(root, assignment)
    name = f"{unit.notebook}.ipynb"
    release = read_notebook(root / "release" / assignment / name)
    solutions = extract_solutions(read_notebook(root / "source" / assignment / name))
    answers = [
        make_submission(release, solutions),
        *(
            make_submission(release, {**solutions, **trial.solutions})
            for trial in load_trials(course.folder / unit.folder)
        ),
        release,
        _broken(make_submission(release, solutions)),
    ]
    for number in range(submissions):
        folder = root / "submitted" / f"trainee{number:05}" / assignment
        folder.mkdir(parents=True)
        (folder / name).write_bytes(write_notebook(answers[number % len(answers)]))


def _finish(root: Path, assignment: str) -> None:
    release_assignment(root, assignment, course_id=COURSE)
    config = f"c = get_config()\nc.CourseDirectory.course_id = {COURSE!r}\n"
    (root / CONFIG).write_text(config, encoding="utf-8")


def _our_course() -> Course:
    return load_course(Path(courses.__file__).parent / COURSE)


def _broken(notebook: NotebookNode) -> NotebookNode:
    """The same with a first solution that does not even parse."""
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = BROKEN
            break
    return notebook
