"""The command line of the courses: build course directories, check what the authors wrote.

Exit code 0 means that all is well, 1 that a person has something to mend. Writes only below
`--into`, and for `check` below a temporary folder.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from courses.build import render_course
from courses.course import Course, Unit, list_courses
from courses.errors import CourseError
from courses.glossary import find_glossary_problems, load_glossary
from courses.install import install_course
from courses.marks import read_exercise
from courses.proof import prove_unit
from courses.roles import Role
from courses.settings import CoursesSection
from courses.submissions import load_trials
from sandbox.settings import DEFAULT_FILE, LabSection, Section, SettingsError, load_sections


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _make_parser().parse_args(arguments)
    try:
        models: dict[str, type[Section]] = {"lab": LabSection, "courses": CoursesSection}
        sections = load_sections(options.config, models, strict=False)
        courses = _choose(list_courses(sections["courses"].all_folders), options.course)
        if options.command == "build":
            timezone, release = sections["lab"].timezone, sections["courses"].release_on_build
            codes = [
                _build(course, options.into, timezone=timezone, release=release)
                for course in courses
            ]
        else:
            codes = [_check(course, options.unit, quick=options.quick) for course in courses]
            codes += [_check_glossary(folder) for folder in sections["courses"].all_folders]
    except (CourseError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    return max(codes)


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m courses", description=__doc__.split("\n")[0])
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--config", type=Path, default=DEFAULT_FILE, help="the settings file")
    common.add_argument("--course", metavar="ID", help="only this course")
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser(
        "build", parents=[common], help="build and release courses as nbgrader course directories"
    )
    build.add_argument(
        "--into", type=Path, required=True, metavar="DIR", help="folder of the course directories"
    )
    check = commands.add_parser(
        "check", parents=[common], help="run lessons and grade solutions, blanks and mistakes"
    )
    check.add_argument("--unit", metavar="NAME", help="only the unit of this folder or assignment")
    check.add_argument("--quick", action="store_true", help="read the marks and count, run nothing")
    return parser


def _choose(courses: tuple[Course, ...], course_id: str | None) -> tuple[Course, ...]:
    chosen = tuple(course for course in courses if course_id in {None, course.course_id})
    if not chosen:
        known = ", ".join(course.course_id for course in courses) or "(none)"
        raise CourseError(f"--course {course_id}: no such course; there are {known}. Choose one.")
    return chosen


def _build(course: Course, into: Path, *, timezone: str, release: bool) -> int:
    course_dir = into / course.course_id
    try:
        done = install_course(course, course_dir, timezone=timezone, release=release)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1
    fresh = sum(release.fresh for release in done.releases)
    print(
        f"{course.course_id}: {len(done.build.written)} files written, "
        f"{len(done.build.unchanged)} unchanged, {len(done.build.removed)} removed; "
        f"{fresh} of {len(done.releases)} released anew"
    )
    for name in done.build.kept:
        print(f"{course_dir / name}: edited here and kept; remove it to take the course's version.")
    for failure in done.failures:
        print(failure, file=sys.stderr)
    return 1 if done.failures else 0


def _check(course: Course, unit_name: str | None, *, quick: bool) -> int:
    units = [unit for unit in course.units if unit_name in {None, unit.assignment, unit.folder}]
    if unit_name is not None and not units:
        known = ", ".join(unit.assignment for unit in course.units) or "(none)"
        raise CourseError(f"--unit {unit_name}: no such unit; there are {known}. Choose one.")
    files = render_course(course)
    print(f"{course.course_id}: {len(files)} files build")
    code = 0
    for unit in units:
        print(f"{course.course_id} {unit.assignment}: {_describe(course, unit)}")
        if quick:
            continue
        with tempfile.TemporaryDirectory() as folder:
            faults = prove_unit(course, unit, Path(folder))
        print(f"{course.course_id} {unit.assignment}: {'proven' if not faults else 'not proven'}")
        for fault in faults:
            print(f"  {fault}")
        code = max(code, 1 if faults else 0)
    return code


def _describe(course: Course, unit: Unit) -> str:
    """What a unit asks for and what proves it, counted from its files."""
    folder = course.folder / unit.folder
    path = folder / "exercise.py"
    cells = read_exercise(path.read_text(encoding="utf-8"), path)
    tests = [cell.mark for cell in cells if cell.mark and cell.mark.role is Role.GRADE]
    outside = sum(mark.inside is None for mark in tests)
    trials = load_trials(folder)
    wrong = sum(bool(trial.loses) for trial in trials)
    return (
        f"{unit.minutes} minutes, {unit.points:g} points, {outside} of {len(tests)} tests outside, "
        f"{wrong} wrong and {len(trials) - wrong} right solutions beside it"
    )


def _check_glossary(folder: Path) -> int:
    glossary = load_glossary(folder)
    if glossary is None:
        return 0
    problems = find_glossary_problems(glossary, list_courses([folder]))
    told = f"{len(problems)} problems" if problems else "each explained before it is used"
    print(f"{glossary.path.name}: {len(glossary.terms)} terms, {told}")
    for problem in problems:
        print(f"  {problem}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
