"""Prepare a course's gradebook: its tables, a row per assignment, due dates, late policy.

Scores are nbgrader's own business. A due date that an instructor changed in the gradebook stays.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbgrader
from alembic.config import Config as AlembicConfig
from alembic.script import ScriptDirectory
from nbgrader.api import Base, Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc
from sqlalchemy import Engine, create_engine, inspect, text

from courses.build import list_assignments
from courses.course import Course, Late

DUE_DATES_FILE = ".due-dates.json"
LATE_PLUGIN = "autograder.late.PointsADay"
_CONFIG_HEAD = "# Written by the lab at each start; remove this line to keep changes."


@contextmanager
def open_gradebook(database_url: str, course_id: str) -> Iterator[Gradebook]:
    """The gradebook at `database_url`, made if it is not there."""
    engine = create_engine(database_url)
    try:
        _ensure_tables(engine)
    finally:
        engine.dispose()
    with Gradebook(database_url, course_id) as gradebook:
        yield gradebook


def ensure_assignments(course: Course, directory: CourseDirectory, *, timezone: str) -> None:
    """Give the gradebook a row for each assignment of `course`, with its due date.

    Args:
        course: Its units say what is due when.
        directory: nbgrader's course directory, as `courses.release.open_directory` makes it.
        timezone: Where the course's dates hold, e.g. `Asia/Seoul`.
    """
    record_path = Path(directory.root) / DUE_DATES_FILE
    record = json.loads(record_path.read_text()) if record_path.is_file() else {}
    before = dict(record)
    due_dates = {unit.assignment: course.find_due_date(unit, timezone) for unit in course.units}
    with open_gradebook(directory.db_url, course.course_id) as gradebook:
        for assignment in list_assignments(course):
            due = due_dates.get(assignment)
            due_text = due.isoformat() if due else None
            try:
                present = gradebook.find_assignment(assignment).duedate
            except MissingEntry:
                gradebook.add_assignment(assignment, duedate=due_text)
            else:
                if present not in {None, parse_utc(record.get(assignment))}:
                    continue  # an instructor moved it
                if present != parse_utc(due_text):
                    gradebook.update_or_create_assignment(assignment, duedate=due_text)
            record[assignment] = due_text
    if record != before:
        record_path.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n")


def ensure_config(directory: CourseDirectory, late: Late | None = None) -> None:
    """Let nbgrader's and the lab's own commands find the gradebook and what lateness costs.

    A configuration that an instructor wrote is left alone; it may name `autograder.late` itself.
    """
    config = Path(directory.root) / "nbgrader_config.py"
    ours = config.is_file() and config.read_text(encoding="utf-8").startswith(_CONFIG_HEAD)
    if config.exists() and not ours:
        return
    lines = []
    if not directory.db_url.startswith("sqlite:"):
        lines.append(f"c.CourseDirectory.db_url = {directory.db_url!r}")
    if late is not None:
        lines.append(f"c.AssignLatePenalties.plugin_class = {LATE_PLUGIN!r}")
        lines += [f"c.PointsADay.{name} = {value!r}" for name, value in late if value is not None]
    if lines or ours:
        text = "\n".join([_CONFIG_HEAD, "c = get_config()", *lines, ""])
        config.write_text(text, encoding="utf-8")


def _ensure_tables(engine: Engine) -> None:
    """What `Gradebook` does, without its need to find the program `alembic` on the PATH."""
    if inspect(engine).get_table_names():
        return
    settings = AlembicConfig()
    settings.set_main_option("script_location", str(Path(nbgrader.__file__).parent / "alembic"))
    head = ScriptDirectory.from_config(settings).get_current_head()
    with engine.begin() as connection:
        Base.metadata.create_all(bind=connection)
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        statement = text("INSERT INTO alembic_version (version_num) VALUES (:head)")
        connection.execute(statement, {"head": head})
