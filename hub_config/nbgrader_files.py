"""The nbgrader configuration that each sandbox finds in its /etc/jupyter, written by the lab.

A trainee's says only where the exchange is; a course's also where the course and its gradebook
lie. Never holds a token or a password. The folder belongs to the lab and is read-only inside.
"""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from hub_config.databases import database_url, gradebook
from hub_config.exchange.nbgrader import nbgrader_config_lines
from hub_config.places import Places
from hub_config.settings import Settings
from sandbox.spec import Mount
from sandbox.whole_files import ensure_text

INSIDE_CONFIG = PurePosixPath("/etc/jupyter")
INSIDE_SETTINGS = INSIDE_CONFIG / "lab.toml"


def ensure_trainee_config(places: Places) -> Mount:
    """The same for every trainee."""
    return _ensure(places.run / "jupyter" / "trainee", nbgrader_config_lines())


def ensure_course_config(settings: Settings, course_id: str) -> Mount:
    """For the service of one course."""
    places = Places(settings.lab.state_dir)
    lines = (
        *nbgrader_config_lines(),
        f"c.CourseDirectory.root = {str(places.course(course_id))!r}",
        f"c.CourseDirectory.course_id = {course_id!r}",
        f"c.CourseDirectory.db_url = {gradebook_url(settings, course_id)!r}",
        *_release_lines(),
    )
    mount = _ensure(places.run / "jupyter" / f"course-{course_id}", lines)
    # A copy: the grader reads its table of it; what is not there leaves the defaults.
    text = settings.source.read_text(encoding="utf-8") if settings.source.exists() else ""
    ensure_text(mount.source / INSIDE_SETTINGS.name, text)
    return mount


def gradebook_url(settings: Settings, course_id: str) -> str:
    """Where the gradebook of a course lies, for everybody who opens it."""
    return database_url(settings.database, Places(settings.lab.state_dir), gradebook(course_id))


def _release_lines() -> Iterable[str]:
    """What a release says in place of a solution, the same as `courses` builds."""
    from courses.release import CODE_STUB, TEXT_STUB  # here: it loads all of nbgrader

    return (
        f"c.ClearSolutions.code_stub = {{'python': {CODE_STUB!r}}}",
        f"c.ClearSolutions.text_stub = {TEXT_STUB!r}",
    )


def _ensure(folder: Path, lines: Iterable[str]) -> Mount:
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    ensure_text(folder / "nbgrader_config.py", "\n".join(["c = get_config()", *lines, ""]))
    return Mount(source=folder, target=INSIDE_CONFIG)
