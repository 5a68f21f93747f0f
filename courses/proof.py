"""Prove a course by running it: lessons run, solutions score, blanks and mistakes do not.

Uses nbgrader's own release and scoring in a folder of its own; a fault is a sentence, not an
exception. Unless it is given other ways to run and to grade, it runs the author's own code without
confinement: never give it a student's notebook.
"""

import re
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.notebooknode import NotebookNode
from nbgrader.converters import Autograde
from nbgrader.utils import capture_log
from sqlalchemy.exc import SAWarning
from traitlets.config import Config

from courses.build import build_course
from courses.course import Course, Unit
from courses.errors import CourseError
from courses.gradebook import open_gradebook
from courses.notebook import read_notebook, write_notebook
from courses.release import open_directory, release_assignment
from courses.submissions import Trial, extract_solutions, load_trials, make_submission

CELL_TIMEOUT_SECONDS = 60
_REGION = re.compile(r"### BEGIN (SOLUTION|HIDDEN TESTS)\n(.*?)### END \1", re.DOTALL)
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
# Shorter lines (`else:`, `return total`) occur in the text that trainees do see.
_TELLING_CHARACTERS = 16


Run = Callable[[NotebookNode, Path], str]
"""Runs a notebook as if it lay in a folder; the outputs go into it; says why it stopped, or ""."""
Grader = Callable[[Path, str], None]
"""Scores what lies in a course directory's `submitted/` for an assignment into its gradebook."""


@dataclass(frozen=True)
class Graded:
    """What nbgrader gave one submission: points and, where points were lost, the traceback."""

    scores: Mapping[str, float | None]
    tracebacks: Mapping[str, str]


def run_unconfined(notebook: NotebookNode, folder: Path) -> str:
    """Run a notebook with nbclient and a kernel of our own user."""
    with tempfile.TemporaryDirectory() as sockets:
        client = NotebookClient(
            notebook,
            timeout=CELL_TIMEOUT_SECONDS,
            kernel_name="python3",
            allow_errors=True,
            config=Config(KernelManager=_make_kernel_config(sockets)),
            resources={"metadata": {"path": str(folder)}},
        )
        try:
            client.execute()
        except (CellTimeoutError, DeadKernelError) as error:
            return str(error).strip().splitlines()[0]
    return ""


def find_run_faults(
    notebook: NotebookNode, folder: Path, run: Run = run_unconfined
) -> Iterator[str]:
    """Run a notebook in `folder` and say what a trainee would stumble over.

    Errors, warnings (anything on stderr) and output of a grade cell are faults. The outputs are
    left in `notebook`.
    """
    if stopped := run(notebook, folder):
        yield f"stopped: {stopped}"
    for position, cell in enumerate(notebook.cells, start=1):
        start = f"cell {position} ({cell.source.strip().splitlines()[0][:60]})"
        is_grade = cell.metadata.get("nbgrader", {}).get("grade", False)
        for output in cell.get("outputs", ()):
            yield from (f"{start} {fault}" for fault in _find_output_faults(output))
            if is_grade:
                yield f"{start} is a grade cell and printed something; nbgrader reads that"
    for output in _read_widget_outputs(notebook):
        yield from (f"an interaction {fault}" for fault in _find_output_faults(output))


def find_leaks(source: NotebookNode, release: NotebookNode) -> Iterator[str]:
    """Lines of a solution or a hidden test, and region words, that a release still shows."""
    shown = {line.strip() for cell in release.cells for line in cell.source.splitlines()}
    for line in shown:
        if re.search(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)", line):
            yield f"the release shows {line!r}"
    visible = {
        line.strip() for cell in source.cells for line in _REGION.sub("", cell.source).splitlines()
    }
    for cell in source.cells:
        for match in _REGION.finditer(cell.source):
            for line in (text.strip() for text in match[2].splitlines()):
                if len(line) >= _TELLING_CHARACTERS and line in shown - visible:
                    yield f"the release shows {line!r} of a {match[1].lower()}"


def autograde_unconfined(course_dir: Path, assignment: str) -> None:
    """Score submissions with nbgrader's autograder, one by one.

    Raises:
        CourseError: nbgrader failed; the message holds its log.
    """
    directory = open_directory(course_dir)
    directory.assignment_id = assignment
    config = directory.config
    config.ExecutePreprocessor.timeout = CELL_TIMEOUT_SECONDS
    with tempfile.TemporaryDirectory() as sockets:
        config.KernelManager = _make_kernel_config(sockets)
        with warnings.catch_warnings():
            # nbgrader 0.9.6 builds submissions inside an autoflush; SQLAlchemy 2.1 remarks on it.
            warnings.simplefilter("ignore", SAWarning)
            result = capture_log(Autograde(coursedir=directory, config=config))
    if not result["success"]:
        log = result.get("log", "") + result.get("error", "")
        raise CourseError(f"{course_dir}: nbgrader could not grade {assignment}:\n{log}")


def grade_submissions(
    course_dir: Path,
    assignment: str,
    submissions: Mapping[str, NotebookNode],
    autograde: Grader = autograde_unconfined,
) -> dict[str, Graded]:
    """Hand in notebooks by student id, have them scored, and read what each got."""
    notebook_name = next((course_dir / "source" / assignment).glob("*.ipynb")).name
    for student, notebook in submissions.items():
        target = course_dir / "submitted" / student / assignment / notebook_name
        target.parent.mkdir(parents=True)
        target.write_bytes(write_notebook(notebook))
    autograde(course_dir, assignment)
    directory = open_directory(course_dir)
    graded = {}
    with open_gradebook(directory.db_url, course_dir.name) as gradebook:
        for student in submissions:
            [notebook] = gradebook.find_submission(assignment, student).notebooks
            scores = {grade.name: grade.auto_score for grade in notebook.grades}
            path = course_dir / "autograded" / student / assignment / notebook_name
            executed = read_notebook(path)
            graded[student] = Graded(scores, dict(_read_tracebacks(executed)))
    return graded


def prove_unit(
    course: Course,
    unit: Unit,
    folder: Path,
    *,
    run: Run = run_unconfined,
    autograde: Grader = autograde_unconfined,
) -> tuple[str, ...]:
    """Everything that is wrong with one unit, as sentences; none means proven.

    Args:
        course: The course of the unit.
        unit: The unit to prove.
        folder: An empty folder to work in.
        run: How its notebooks are run.
        autograde: How its submissions are scored.
    """
    alone = course.model_copy(update={"units": (unit,)})
    course_dir = folder / course.course_id
    build_course(alone, course_dir)
    lesson_path = course_dir / "lessons" / f"{unit.folder}.ipynb"
    source_path = course_dir / "source" / unit.assignment / f"{unit.notebook}.ipynb"
    faults = []
    for name, path in (("lesson", lesson_path), ("exercise", source_path)):
        notebook = read_notebook(path)
        faults += [f"{name}: {fault}" for fault in find_run_faults(notebook, path.parent, run)]
    release_assignment(course_dir, unit.assignment)
    release_path = course_dir / "release" / unit.assignment / source_path.name
    source = read_notebook(source_path)
    release = read_notebook(release_path)
    faults += find_leaks(source, release)
    solutions = extract_solutions(source)
    trials = load_trials(course.folder / unit.folder)
    submissions = {
        "blank": release,
        "instructor": make_submission(release, solutions),
        **{
            f"trial-{trial.name}": make_submission(release, {**solutions, **trial.solutions})
            for trial in trials
        },
    }
    graded = grade_submissions(course_dir, unit.assignment, submissions, autograde)
    points = {
        cell.metadata.nbgrader.grade_id: float(cell.metadata.nbgrader.points)
        for cell in source.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
    }
    everything = Trial("blank", "", tuple(points), "", {})
    faults += _find_score_faults(everything, graded["blank"], points)
    faults += _find_score_faults(Trial("instructor", "", (), "", {}), graded["instructor"], points)
    for trial in trials:
        faults += _find_score_faults(trial, graded[f"trial-{trial.name}"], points)
    return tuple(faults)


def _find_output_faults(output: NotebookNode) -> Iterator[str]:
    if output.output_type == "error":
        yield f"raised {output.ename}: {output.evalue}"
    elif output.output_type == "stream" and output.name == "stderr":
        yield f"wrote to stderr: {output.text.strip()}"


def _read_widget_outputs(notebook: NotebookNode) -> Iterator[NotebookNode]:
    """What ipywidgets' `interact` showed: it catches errors and warnings of its own function."""
    for widgets in notebook.metadata.get("widgets", {}).values():
        for model in widgets.get("state", {}).values():
            yield from map(nbformat.from_dict, model.get("state", {}).get("outputs", ()))


def _make_kernel_config(sockets: str) -> Config:
    """Kernels that talk over files in `sockets`; over TCP they warn, and any user may connect."""
    return Config(transport="ipc", ip=f"{sockets}/kernel")


def _find_score_faults(trial: Trial, graded: Graded, points: Mapping[str, float]) -> Iterator[str]:
    for name in sorted(set(trial.loses) - points.keys()):
        yield f"{trial.name}: loses {name!r}, which is no grade cell"
    for name, maximum in points.items():
        expected = 0.0 if name in trial.loses else maximum
        if graded.scores[name] != expected:
            why = graded.tracebacks.get(name, "").strip().splitlines()[-1:] or ["no error"]
            yield f"{trial.name}: {name} scored {graded.scores[name]}, not {expected:g} ({why[0]})"
    text = "\n".join(graded.tracebacks.get(name, "") for name in trial.loses)
    if trial.caught_by and trial.caught_by not in text:
        yield f"{trial.name}: not caught by {trial.caught_by!r} but by:\n{text}"


def _read_tracebacks(notebook: NotebookNode) -> Iterator[tuple[str, str]]:
    """The failing line and the message of each grade cell that raised."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "error" and cell.metadata.get("nbgrader", {}).get("grade"):
                lines = _ANSI.sub("", "\n".join(output.traceback)).splitlines()
                failing = [line for line in lines if line.lstrip().startswith("-")]
                message = f"{output.ename}: {output.evalue}"
                yield cell.metadata.nbgrader.grade_id, "\n".join([*failing, message])
