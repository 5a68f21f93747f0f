"""Make the trainees' version of an assignment by nbgrader's own code.

nbgrader decides what a release holds; this module only asks it when something changed. Publishes
nothing: handing a release out is the exchange's work.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import capture_log
from traitlets.config import Config

from courses.errors import ReleaseError
from courses.gradebook import open_gradebook

CODE_STUB = "# 여기에 코드를 쓰세요 (your code here)\nraise NotImplementedError()"
TEXT_STUB = "여기에 답을 쓰세요 (your answer here)"


@dataclass(frozen=True)
class Release:
    """A released assignment; `fresh` says whether this call made it."""

    assignment: str
    folder: Path
    fresh: bool


def open_directory(
    course_dir: Path, *, course_id: str | None = None, database_url: str | None = None
) -> CourseDirectory:
    """Nbgrader's view of a course directory; its `config` suits every nbgrader converter.

    `course_dir/nbgrader_config.py` is not read: it is code that the course's instructors may
    write, and this runs with the lab's rights.

    Args:
        course_dir: An nbgrader course directory.
        course_id: Default: the name of `course_dir`.
        database_url: The gradebook; default nbgrader's own, `gradebook.db` in `course_dir`.
    """
    config = Config()
    config.CourseDirectory.root = str(course_dir.absolute())
    config.CourseDirectory.course_id = course_id or course_dir.name
    if database_url is not None:
        config.CourseDirectory.db_url = database_url
    config.ClearSolutions.code_stub = {"python": CODE_STUB}
    config.ClearSolutions.text_stub = TEXT_STUB
    return CourseDirectory(config=config)


def release_assignment(
    course_dir: Path,
    assignment: str,
    *,
    course_id: str | None = None,
    database_url: str | None = None,
) -> Release:
    """Generate `release/<assignment>`, unless it is there and its source has not changed.

    Args:
        course_dir: An nbgrader course directory.
        assignment: The name of a folder under its source/.
        course_id: Default: the name of `course_dir`.
        database_url: The gradebook; default nbgrader's own, `gradebook.db` in `course_dir`.

    Raises:
        ReleaseError: There is no such assignment, or nbgrader refused; the message holds its log.
    """
    source, release = course_dir / "source" / assignment, course_dir / "release" / assignment
    if not any(source.glob("*.ipynb")):
        known = sorted(path.parent.name for path in (course_dir / "source").glob("*/*.ipynb"))
        raise ReleaseError(
            f"{source}: no notebook found; an assignment is one of "
            f"{', '.join(known) or '(none)'}. Check the name or build the course first."
        )
    digest_path = course_dir / "release" / f".{assignment}.source"
    digest = _digest_folder(source)
    made_from = digest_path.read_text() if digest_path.is_file() else None
    if made_from == digest and any(release.glob("*.ipynb")):
        return Release(assignment, release, fresh=False)
    directory = open_directory(course_dir, course_id=course_id, database_url=database_url)
    directory.assignment_id = assignment
    with open_gradebook(directory.db_url, directory.course_id) as gradebook:
        # nbgrader would create the row under its default course.
        gradebook.update_or_create_assignment(assignment)
    converter = GenerateAssignment(coursedir=directory, config=directory.config)
    converter.force = True
    result = capture_log(converter)
    if not result["success"]:
        raise ReleaseError(
            f"{source}: nbgrader could not release it; a release has to pass its checks. Mend the "
            f"source notebook:\n{result.get('log', '')}{result.get('error', '')}"
        )
    digest_path.write_text(digest)
    return Release(assignment, release, fresh=True)


def _digest_folder(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and ".ipynb_checkpoints" not in path.parts:
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder)}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()
