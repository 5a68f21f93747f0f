"""More time for one student: granted before or after they hand in, kept beside the gradebook.

nbgrader keeps an extension with the submission, so
one that is granted earlier waits in a file until there is a submission to keep it with; one that is
granted later changes the penalty at once. Changes no due date and no score.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from nbformat.v4 import new_notebook
from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment
from nbgrader.preprocessors import AssignLatePenalties

from autograder.course import Course
from autograder.errors import GradingError
from sandbox.whole_files import ensure_text

RECORD = ".extensions.json"


@dataclass(frozen=True)
class Granted:
    """What an extension changed; penalties are None where nothing was handed in yet."""

    penalty_before: float | None = None
    penalty_after: float | None = None


def grant(
    course: Course, gradebook: Gradebook, assignment: str, student: str, hours: float
) -> Granted:
    """Give `student` so many hours in all; 0 takes back what was given."""
    record = read_record(course.root)
    of_assignment = {**record.get(assignment, {}), student: hours}
    if not hours:
        del of_assignment[student]
    text = json.dumps({**record, assignment: of_assignment}, ensure_ascii=False, indent=1)
    ensure_text(course.root / RECORD, f"{text}\n")
    try:
        submission = gradebook.find_submission(assignment, student)
    except MissingEntry:
        return Granted()
    before = _penalty(submission)
    gradebook.grant_extension(assignment, student, hours=hours)
    for notebook in submission.notebooks:
        told = {
            "student": student,
            "assignment": assignment,
            "notebook": notebook.name,
            "db_url": course.directory.db_url,
        }
        AssignLatePenalties(parent=course.app).preprocess(new_notebook(), {"nbgrader": told})
    gradebook.db.expire_all()
    return Granted(before, _penalty(submission))


def read_record(root: Path) -> Mapping[str, Mapping[str, float]]:
    """Hours granted in a course, by assignment and student.

    Raises:
        GradingError: The file was changed by hand and cannot be read.
    """
    path = root / RECORD
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {
            str(assignment): {str(student): float(hours) for student, hours in of.items()}
            for assignment, of in found.items()
        }
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise GradingError(
            f"{path}: {error}. Expected {{assignment: {{student: hours}}}}. Mend or remove it."
        ) from None


def keep_with_submission(gradebook: Gradebook, root: Path, assignment: str, student: str) -> None:
    """Let a new submission have the time that was granted before it came."""
    hours = read_record(root).get(assignment, {}).get(student)
    if hours is None:
        return
    submission = gradebook.find_submission(assignment, student)
    if submission.extension is None:
        submission.extension = timedelta(hours=hours)
        gradebook.db.commit()


def _penalty(submission: SubmittedAssignment) -> float:
    return float(sum(notebook.late_submission_penalty or 0 for notebook in submission.notebooks))
