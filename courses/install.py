"""Bring one course directory up to date: files, gradebook rows, releases, in that order.

One assignment that cannot be released never stops the others. Publishes nothing to trainees.
"""

from dataclasses import dataclass
from pathlib import Path

from courses.build import BuildReport, build_course, list_assignments
from courses.course import Course
from courses.errors import ReleaseError
from courses.gradebook import ensure_assignments
from courses.release import Release, open_directory, release_assignment


@dataclass(frozen=True)
class Installation:
    """What was done for one course; `failures` are messages for a person."""

    build: BuildReport
    releases: tuple[Release, ...]
    failures: tuple[str, ...]


def install_course(
    course: Course,
    course_dir: Path,
    *,
    timezone: str,
    database_url: str | None = None,
    release: bool = True,
) -> Installation:
    """Build `course` into `course_dir`; a second call changes nothing.

    Args:
        course: What to build.
        course_dir: An nbgrader course directory, made if need be.
        timezone: Where the course's due dates hold.
        database_url: The gradebook; default nbgrader's own, `gradebook.db` in `course_dir`.
        release: Also generate each assignment's release.

    Raises:
        CourseError: The course has mistakes; nothing was written.
    """  # noqa: DOC502 -- raised by build_course
    report = build_course(course, course_dir)
    directory = open_directory(course_dir, course_id=course.course_id, database_url=database_url)
    ensure_assignments(course, directory, timezone=timezone)
    releases, failures = [], []
    for assignment in list_assignments(course) if release else ():
        try:
            releases.append(
                release_assignment(
                    course_dir, assignment, course_id=course.course_id, database_url=database_url
                )
            )
        except ReleaseError as error:
            failures.append(str(error))
    return Installation(report, tuple(releases), tuple(failures))
