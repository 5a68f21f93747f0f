"""Bring every course that a class takes up to date: `python -m hub_config.install_courses`.

What the supervisor runs before the courses' services start. A course or an assignment with
mistakes is told with file and line and does not keep the others from being built. Publishes
nothing to trainees; an instructor does.
"""

import argparse
import sys
import tempfile
from pathlib import Path, PurePosixPath

from courses.course import Course, list_courses
from courses.errors import CourseError
from courses.settings import OWN_COURSES
from hub_config.course_service import course_identity, ensure_course_directory, lessons_mount
from hub_config.database_roles import course_database_mounts, needs_network
from hub_config.databases import database_url, gradebook
from hub_config.errors import LabError
from hub_config.places import Places
from hub_config.settings import Settings, SettingsError, load_settings
from hub_config.trainee_spec import base_environment, code_mounts, python_command
from sandbox.errors import SandboxError
from sandbox.process import start
from sandbox.software import software_mounts
from sandbox.spec import MIB, Identity, Limits, Mount, SandboxSpec

# What building needs of ours; the lab's own courses lie in the first.
_CODE = (OWN_COURSES, Path(__file__).parent.parent / "sandbox")
_INSTALL_SECONDS = 600.0


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


def build_install_spec(
    settings: Settings, course: Course, identity: Identity | None, software: tuple[Mount, ...]
) -> SandboxSpec:
    """The sandbox in which a course is built: its authors' folder read-only, its own writable."""
    places, purpose = Places(settings.lab.state_dir), gradebook(course.course_id)
    course_dir = places.course(course.course_id)
    options = ["--timezone", settings.lab.timezone]
    options += ["--database-url", database_url(settings.database, places, purpose)]
    options += [] if settings.courses.release_on_build else ["--no-release"]
    return SandboxSpec(
        name=f"install-{course.course_id}",
        command=(
            *python_command("courses.install"),
            str(course.folder),
            str(course_dir),
            *options,
        ),
        mounts=(
            *software,
            *code_mounts(_CODE),
            *(() if course.folder.is_relative_to(OWN_COURSES) else code_mounts([course.folder])),
            Mount(source=course_dir, target=PurePosixPath(course_dir), writable=True),
            lessons_mount(places, course.course_id),
            *course_database_mounts(settings, course.course_id),
        ),
        environment=base_environment(settings, "course", PurePosixPath("/tmp")),
        identity=identity,
        limits=Limits(memory_bytes=settings.trainee.memory_mib * MIB),
        network=needs_network(settings),
    )


def install(settings: Settings, course: Course) -> str:
    """Build and release one course into the state folder; what to tell the operator.

    In a sandbox with the course's own rights: its instructors own what is written to, and a link
    of theirs must not lead the lab's rights anywhere.
    """
    identity = course_identity(settings, course.course_id)
    ensure_course_directory(settings, course.course_id)
    spec = build_install_spec(settings, course, identity, software_mounts())
    with tempfile.TemporaryFile() as said:
        sandbox = start(spec, stdout=said, stderr=said, die_with_parent=True)
        code = sandbox.wait(_INSTALL_SECONDS)
        said.seek(0)
        text = said.read().decode("utf-8", "replace").strip()
    return text if code == 0 or text else f"{course.course_id}: its build ended with {code}."


def main() -> int:
    """Install every course; 1 where the settings name one that does not exist."""
    parser = argparse.ArgumentParser(prog="python -m hub_config.install_courses")
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings file")
    try:
        settings = load_settings(parser.parse_args().config)
        told = [install(settings, course) for course in wanted_courses(settings)]
    except (LabError, SandboxError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(filter(None, told)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
