"""Bring every course that a class takes up to date: `python -m hub_config.install_courses`.

What the supervisor runs before the courses' services start. A course or an assignment with
mistakes is told with file and line and does not keep the others from being built. Publishes
nothing to trainees; an instructor does.
"""

import argparse
import sys
from pathlib import Path

from courses.course import Course, list_courses
from courses.errors import CourseError
from courses.install import install_course
from hub_config.databases import database_url, ensure_schema, gradebook
from hub_config.errors import LabError
from hub_config.places import Places
from hub_config.settings import Settings, SettingsError, load_settings


def wanted_courses(settings: Settings) -> tuple[Course, ...]:
    """The courses that some class takes.

    Raises:
        LabError: A class takes a course that does not exist, or a course's file is wrong.
    """
    try:
        known = {course.course_id: course for course in list_courses(settings.courses.all_folders)}
    except CourseError as error:
        raise LabError(str(error)) from None
    wanted = settings.classes.course_ids()
    if missing := [course_id for course_id in wanted if course_id not in known]:
        raise LabError(
            f"{settings.source}: a class takes the course {missing[0]!r}, which lies in none of "
            f"[courses] folders; expected one of {', '.join(sorted(known)) or '(none)'}. Mend the "
            "name, or add the folder that has the course."
        )
    return tuple(known[course_id] for course_id in wanted)


def install(settings: Settings, course: Course) -> list[str]:
    """Build and release one course into the state folder; what to tell the operator."""
    places, purpose = Places(settings.lab.state_dir), gradebook(course.course_id)
    ensure_schema(settings.database, places, purpose)
    try:
        done = install_course(
            course,
            places.course(course.course_id),
            timezone=settings.lab.timezone,
            database_url=database_url(settings.database, places, purpose),
            release=settings.courses.release_on_build,
        )
    except CourseError as error:
        return [str(error)]
    kept = [
        f"{places.course(course.course_id) / name}: edited here and kept; remove it to take the "
        "course's version."
        for name in done.build.kept
    ]
    return [*done.failures, *kept]


def main() -> int:
    """Install every course; 1 where the settings name one that does not exist."""
    parser = argparse.ArgumentParser(prog="python -m hub_config.install_courses")
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings file")
    try:
        settings = load_settings(parser.parse_args().config)
        told = [line for course in wanted_courses(settings) for line in install(settings, course)]
    except (LabError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
