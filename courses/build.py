"""Write an nbgrader course directory from a course: exercises under source/, lessons beside it.

`render_course` is pure; `build_course` writes only what changed, and a file that a person edited
in the course directory is kept and reported, never overwritten. Releases nothing.
"""

import hashlib
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from courses.course import Course, Unit, list_courses
from courses.errors import CourseError, CourseFileError, Findings, MarkError, Problem
from courses.glossary import Glossary, load_glossary
from courses.glossary_page import (
    PAGE_NAME,
    list_page_cells,
    make_recall_cell,
    make_reminder_cell,
)
from courses.marks import MarkedCell, read_exercise, read_lesson
from courses.notebook import build_notebook, write_notebook

RECORD_FILE = ".built.json"


@dataclass(frozen=True)
class BuildReport:
    """What a build did, as paths relative to the course directory.

    `kept` are files that someone edited in the course directory, so that the build left them.
    """

    course_id: str
    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def list_assignments(course: Course) -> tuple[str, ...]:
    """The names of a course's assignments, in the order of its units."""
    if course.units:
        return tuple(unit.assignment for unit in course.units)
    source = course.folder / "source"
    return tuple(sorted(path.name for path in source.iterdir() if any(path.glob("*.ipynb"))))


def render_course(course: Course) -> dict[str, bytes]:
    """Every file of the course directory that the course decides, by relative path.

    Raises:
        MarkError: Lessons or exercises have mistakes; the error holds those of all units.
        CourseFileError: A unit lacks a file, or two files would have one name.
    """
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    missing: list[str] = []
    glossary = load_glossary(course.folder.parent) if course.units else None
    for unit in course.units:
        try:
            for name, content in _render_unit(course, unit, glossary):
                if files.setdefault(name, content) != content:
                    missing.append(f"{course.folder}: two files become {name}. Rename one.")
        except MarkError as error:
            problems += error.problems
        except CourseFileError as error:
            missing.append(str(error))
    if missing:
        raise CourseFileError("\n".join([*missing, *map(str, sorted(problems))]))
    if problems:
        raise MarkError(problems)
    if glossary:
        cells = list_page_cells(glossary, list_courses([course.folder.parent]))
        files[f"lessons/{PAGE_NAME}"] = write_notebook(build_notebook(list(cells)))
    source = course.folder / "source"
    if source.is_dir():
        files |= {f"source/{name}": content for name, content in _read_folder(source)}
    return files


def build_course(course: Course, course_dir: Path) -> BuildReport:
    """Bring `course_dir` up to date with `course`; a second call changes nothing.

    Raises:
        CourseError: The course has mistakes; nothing was written.
    """  # noqa: DOC502 -- raised by render_course
    files = render_course(course)
    record_path = course_dir / RECORD_FILE
    record = _load_record(record_path)
    written, unchanged, kept, removed = [], [], [], []
    for name, content in sorted(files.items()):
        target, digest = course_dir / name, _digest(content)
        present = _digest(target.read_bytes()) if target.is_file() else None
        if present == digest:
            unchanged.append(name)
        elif present is None or present == record.get(name):
            _replace_file(target, content)
            written.append(name)
        else:
            kept.append(name)
            continue
        record[name] = digest
    for name in sorted(record.keys() - files.keys()):
        target = course_dir / name
        if target.is_file() and _digest(target.read_bytes()) == record[name]:
            target.unlink()
            removed.append(name)
        del record[name]
    content = (json.dumps(record, indent=1, sort_keys=True) + "\n").encode()
    if not record_path.is_file() or record_path.read_bytes() != content:
        _replace_file(record_path, content)
    return BuildReport(
        course.course_id, tuple(written), tuple(unchanged), tuple(kept), tuple(removed)
    )


def _render_unit(
    course: Course, unit: Unit, glossary: Glossary | None
) -> Iterator[tuple[str, bytes]]:
    folder = course.folder / unit.folder
    findings = Findings(folder)
    lesson = exercise = b""
    try:
        cells = read_lesson(*_read_text(folder / "lesson.py"))
        if glossary and (terms := glossary.introduced_by(course, unit)):
            cells += (make_recall_cell(terms),)
        lesson = write_notebook(build_notebook(cells))
    except MarkError as error:
        findings.problems += error.problems
    try:
        cells = read_exercise(*_read_text(folder / "exercise.py"))
        _check_points(cells, unit, folder / "exercise.py")
        if glossary and (terms := glossary.used_by(cells, course, unit)):
            cells = (*cells[:1], make_reminder_cell(terms, course), *cells[1:])
        exercise = write_notebook(build_notebook(cells))
    except MarkError as error:
        findings.problems += error.problems
    if findings.problems:
        raise MarkError(findings.problems)
    yield f"lessons/{unit.folder}.ipynb", lesson
    yield f"source/{unit.assignment}/{unit.notebook}.ipynb", exercise
    # Data of a unit lies beside both notebooks, so that one relative path serves both.
    for name, content in _read_folder(folder / "files"):
        yield f"lessons/{name}", content
        yield f"source/{unit.assignment}/{name}", content


def _read_text(path: Path) -> tuple[str, Path]:
    try:
        return path.read_text(encoding="utf-8"), path
    except FileNotFoundError:
        raise CourseFileError(
            f"{path}: no such file; a unit has lesson.py and exercise.py. Write it, or take the "
            "unit out of course.toml."
        ) from None
    except UnicodeDecodeError as error:
        raise CourseFileError(f"{path}: not UTF-8 ({error.reason}). Save it as UTF-8.") from None


def _check_points(cells: tuple[MarkedCell, ...], unit: Unit, path: Path) -> None:
    total = sum(cell.mark.points or 0.0 for cell in cells if cell.mark)
    if total != unit.points:
        rule = f"course.toml says {unit.points:g}"
        found = f"the marks add up to {total:g} points"
        raise MarkError([Problem(path, cells[0].line, found, rule, "Change one of them.")])


def _read_folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        name = PurePosixPath(path.relative_to(folder))
        hidden = any(part.startswith(".") or part == "__pycache__" for part in name.parts)
        if path.is_file() and not hidden:
            yield str(name), path.read_bytes()


def _load_record(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError):
        record = None
    if not isinstance(record, dict):
        raise CourseError(
            f"{path}: not a build record; expected a JSON object of digests. Remove it: files "
            "that differ from the course will then be kept and reported."
        )
    return {str(name): str(digest) for name, digest in record.items()}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _replace_file(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".new-", delete=False) as new:
        new.write(content)
    path = Path(new.name)
    path.chmod(0o644)
    path.replace(target)
