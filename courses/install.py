"""Bring one course directory up to date: files, gradebook rows, releases, in that order.

`python -m courses.install` does it for one course without reading any settings, so that the hub
can run it in a sandbox with the course's own rights. One assignment that cannot be released never
stops the others. Publishes nothing to trainees.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from courses.build import BuildReport, build_course, list_assignments
from courses.course import Course, load_course
from courses.errors import CourseError, ReleaseError
from courses.gradebook import ensure_assignments, ensure_config
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
    ensure_config(directory, course.late)
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


def main(arguments: list[str] | None = None) -> int:
    """Install one course and print what a person has to know; 1 when it could not be built."""
    parser = argparse.ArgumentParser(prog="python -m courses.install")
    parser.add_argument("folder", type=Path, help="the course as its authors wrote it")
    parser.add_argument("course_dir", type=Path, help="its nbgrader course directory")
    parser.add_argument("--timezone", required=True, help="where its due dates hold")
    parser.add_argument("--database-url", help="the gradebook; default: gradebook.db")
    parser.add_argument("--no-release", action="store_true", help="make no release")
    options = parser.parse_args(arguments)
    try:
        done = install_course(
            load_course(options.folder),
            options.course_dir,
            timezone=options.timezone,
            database_url=options.database_url,
            release=not options.no_release,
        )
    except CourseError as error:
        print(error)
        return 1
    for name in done.build.kept:
        place = options.course_dir / name
        print(f"{place}: edited here and kept; remove it to take the course's version.")
    for failure in done.failures:
        print(failure)
    return 0


if __name__ == "__main__":
    sys.exit(main())
