"""nbgrader's own steps for one submission, with the run taken out of their middle.

`Steps` is nbgrader's `Autograde` converter working in a staging folder: `prepare` is its
`init_assignment`, `sanitise` the preprocessors before `Execute`, `score` those after it, `publish`
puts the whole result in place at once. The configuration of the course, its own preprocessors and
hooks included, has its effect as in `nbgrader autograde`. Runs no code of a submission.
"""

import datetime
import functools
import shutil
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbconvert.preprocessors import Preprocessor
from nbconvert.writers.files import FilesWriter
from nbformat import NotebookNode
from nbformat.validator import normalize
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute, SaveAutoGrades
from nbgrader.utils import find_all_files, get_partial_grade
from traitlets import Any as AnyTrait
from traitlets import Instance

from autograder.course import Course
from autograder.differences import Differences
from autograder.extensions import keep_with_submission
from autograder.submission import SMALL_FILE_BYTES


class StagedDirectory(CourseDirectory):  # type: ignore[misc]
    """The course directory with `submitted` and `autograded` somewhere else."""

    staging = Instance(Path)
    forgiving = AnyTrait(False)
    bad_timestamp = AnyTrait(None)

    def format_path(
        self, nbgrader_step: str, student_id: str, assignment_id: str, escape: bool = False
    ) -> str:
        """As nbgrader does, but for the two staged steps."""
        if nbgrader_step in {self.submitted_directory, self.autograded_directory}:
            return str(self.staging / nbgrader_step / student_id / assignment_id)
        return str(super().format_path(nbgrader_step, student_id, assignment_id, escape=escape))

    def get_existing_timestamp(self, dest_path: str) -> datetime.datetime | None:
        """As nbgrader does, but a file that holds no date can be forgiven.

        Raises:
            ValueError: It holds no date and is not forgiven.
        """
        try:
            path = Path(dest_path) / "timestamp.txt"
            if path.exists() and path.stat().st_size > SMALL_FILE_BYTES:
                raise ValueError  # dateutil takes minutes for a megabyte of digits
            return super().get_existing_timestamp(dest_path)  # type: ignore[no-any-return]
        except (AttributeError, ValueError, OverflowError, TypeError):
            # AttributeError: CourseDirectory calls a method `fail` that it does not have.
            if not self.forgiving:
                raise ValueError(f"timestamp.txt holds no date: {dest_path}") from None
            self.bad_timestamp = "timestamp.txt holds no date; the gradebook's time was kept."
            return None


class SaveTrueGrades(SaveAutoGrades):  # type: ignore[misc]
    """nbgrader's scoring with two of the lab's differences; see `autograder.differences`."""

    def _add_score(self, cell: NotebookNode, resources: ResourcesDict) -> None:
        outputs = cell.get("outputs")
        if outputs is not None:
            cell.outputs = [
                output
                for output in outputs
                if not (output.output_type == "stream" and output.name == "stderr")
            ]
        try:
            if self._is_strange(cell):
                self._leave_to_a_person(cell)
            else:
                super()._add_score(cell, resources)
        finally:
            if outputs is not None:
                cell.outputs = outputs

    def _is_strange(self, cell: NotebookNode) -> bool:
        mark = cell.metadata["nbgrader"]
        if mark.get("solution") or cell.cell_type != "code":
            return False
        for output in cell.outputs:
            if output.output_type == "error":
                return False
            if output.output_type == "execute_result":
                try:
                    value = float(output["data"]["text/plain"])
                    get_partial_grade(output, float(mark["points"]))
                except KeyError:
                    return True
                except (ValueError, TypeError):
                    return _is_number(output["data"]["text/plain"])
                return not value >= 0.0
        return False

    def _leave_to_a_person(self, cell: NotebookNode) -> None:
        grade = self.gradebook.find_grade(
            cell.metadata["nbgrader"]["grade_id"],
            self.notebook_id,
            self.assignment_id,
            self.student_id,
        )
        grade.auto_score = None
        grade.needs_manual_grade = True
        self.gradebook.db.commit()


class Steps(Autograde):  # type: ignore[misc]
    """nbgrader's Autograde for one submission, in pieces."""

    def __init__(
        self, course: Course, assignment: str, student: str, staging: Path, differences: Differences
    ) -> None:
        directory = StagedDirectory(
            parent=course.app,
            root=str(course.root),
            staging=staging,
            forgiving=differences.bad_timestamps_are_ignored,
            assignment_id=assignment,
            student_id=student,
            db_url=course.directory.db_url,
            course_id=course.directory.course_id,
        )
        super().__init__(coursedir=directory, parent=course.app)
        self.course = course
        self.assignment = assignment
        self.student = student
        self.differences = differences
        self.submitted = Path(self._format_source(assignment, student))
        self.staged = Path(self._format_dest(assignment, student))
        self.writer = FilesWriter(parent=self, config=self.config)  # type: ignore[no-untyped-call]
        self.exporter = self.exporter_class(parent=self, config=self.config)

    @property
    def _input_directory(self) -> str:
        return str(self.coursedir.submitted_directory)

    def prepare(self) -> tuple[str, ...]:
        """Make the rows of the submission, copy its files and the author's over them.

        Returns:
            The names of the notebooks to grade.

        Raises:
            NbGraderException: As nbgrader does: no such student, assignment or notebook.
        """  # noqa: DOC502
        self.notebooks = sorted(str(path) for path in self.submitted.glob("*.ipynb"))
        self.staged.mkdir(parents=True, exist_ok=True)
        self.run_pre_convert_hook()
        self.make_rows()
        return tuple(Path(notebook).stem for notebook in self.notebooks)

    def make_rows(self) -> None:
        """Make the rows of the submission where they are not yet there.

        Raises:
            NbGraderException: As nbgrader does: no such student, assignment or notebook.
        """  # noqa: DOC502
        self.init_assignment(self.assignment, self.student)
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            keep_with_submission(gradebook, self.course.root, self.assignment, self.student)

    @functools.cached_property
    def runs_notebooks(self) -> bool:
        """False where the course keeps the outputs that were handed in, as `--no-execute` does."""
        has_run = any(_is_execute(step) for step in self.autograde_preprocessors)
        return has_run and bool(Execute(parent=self).enabled)

    def sanitise(self, name: str, notebook: NotebookNode) -> NotebookNode:
        """Run nbgrader's preprocessors that come before the run."""
        before, _ = self._preprocessors_around_run()
        return self._convert(name, notebook, [*self.sanitize_preprocessors], before)

    def score(self, name: str, notebook: NotebookNode) -> None:
        """Run nbgrader's preprocessors that come after the run, and write the notebook."""
        _, after = self._preprocessors_around_run()
        if self.differences.warnings_cost_nothing:
            after = [SaveTrueGrades if step is SaveAutoGrades else step for step in after]
        self._write(name, self._convert(name, notebook, after))

    def files(self) -> dict[str, Path]:
        """The files beside the notebooks that a run may see, by their relative name."""
        exclude = [*self.coursedir.ignore, "*.ipynb", "submission_secret.txt"]
        found = sorted(Path(path) for path in find_all_files(str(self.staged), exclude))
        return {str(path.relative_to(self.staged)): path for path in found}

    def publish(self) -> None:
        """Put the graded submission where formgrader looks for it, whole."""
        self.set_permissions(self.assignment, self.student)
        self.run_post_convert_hook()
        target = self.course.step_dir("autograded", self.student, self.assignment)
        _replace_folder(self.staged, target)

    def resources(self, name: str) -> dict[str, Any]:
        """What nbgrader's preprocessors want to know."""
        return {
            "unique_key": name,
            "output_files_dir": f"{name}_files",
            "nbgrader": {
                "student": self.student,
                "assignment": self.assignment,
                "notebook": name,
                "db_url": self.coursedir.db_url,
            },
        }

    def _preprocessors_around_run(self) -> tuple[list[type], list[type]]:
        steps = list(self.autograde_preprocessors)
        places = [index for index, step in enumerate(steps) if _is_execute(step)]
        if not places:
            return [], steps
        return steps[: places[0]], steps[places[-1] + 1 :]

    def _convert(
        self, name: str, notebook: NotebookNode, *passes: list[type[Preprocessor]]
    ) -> NotebookNode:
        # What `Exporter.from_notebook_node` does, which copies the whole three times for each pass;
        # NotebookExporter would also write it as text, to be read again.
        _, notebook = normalize(notebook)  # a copy
        for steps in filter(None, passes):
            self.exporter._preprocessors = []
            for step in steps:
                self.exporter.register_preprocessor(step)
            resources = self.exporter._init_resources(self.resources(name))
            for preprocessor in self.exporter._preprocessors:
                notebook, resources = preprocessor(notebook, resources)
        nbformat.validate(notebook, relax_add_props=True)  # once, not after each of its steps
        return notebook

    def _write(self, name: str, notebook: NotebookNode) -> None:
        text = nbformat.v4.writes(notebook)  # `nbformat.writes` would check it once more
        self.write_single_notebook(
            text, {**self.resources(name), "output_extension": ".ipynb", "outputs": {}}
        )


def _is_execute(step: object) -> bool:
    if isinstance(step, str):
        return step.rpartition(".")[2] == "Execute"
    return isinstance(step, type) and issubclass(step, Execute)


def _is_number(text: object) -> bool:
    try:
        float(str(text))
    except ValueError:
        return False
    return True


def _replace_folder(new: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if new.stat().st_dev != target.parent.stat().st_dev:
        beside = Path(tempfile.mkdtemp(prefix=".new-", dir=target.parent))
        new = Path(shutil.move(new, beside / "whole"))
    if target.exists():
        old = Path(tempfile.mkdtemp(prefix="old-", dir=new.parent))
        target.rename(old / target.name)
    Path(new).replace(target)
