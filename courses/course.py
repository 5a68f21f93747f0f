"""What a course is: its `course.toml`, its units, and the folder they lie in.

A folder with a `course.toml` is a course of ours, lessons as text; one with only `source/` is any
nbgrader course. Reads nothing below a unit's folder: `courses.build` does.
"""

import re
import tomllib
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from courses.errors import CourseFileError
from sandbox.toml_mistakes import explain

COURSE_FILE = "course.toml"
LESSONS_LINK = "교재"
"""What a trainee's home calls the folder of all their courses' lessons."""
# Also a hub service name, a group name and a folder name.
_COURSE_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Unit(_Table):
    """One lesson and one graded exercise."""

    folder: str = Field(
        pattern=r"^[a-z0-9][a-z0-9_]*$", description="Folder of lesson and exercise."
    )
    assignment: str = Field(
        pattern=r"^[A-Za-z0-9_-]{1,40}$", description="The name nbgrader and trainees know it by."
    )
    title: str
    title_en: str
    question: str = Field(description="The one question that the lesson answers.")
    minutes: int = Field(gt=0, description="Lesson and exercise together.")
    points: float = Field(gt=0, description="Sum over the exercise's graded cells.")
    due_days: int | None = Field(
        default=None, ge=0, description="Days from the start of the class to the due date."
    )

    @property
    def notebook(self) -> str:
        """The exercise notebook's name without suffix: the folder's without its number."""
        return re.sub(r"^\d+_", "", self.folder)


class Calendar(_Table):
    """When a class starts; without one, nothing is ever late."""

    starts: date
    due_time: time = time(18, 0)


class Late(_Table):
    """What a late submission costs; without it, nothing."""

    grace_minutes: float = Field(default=0, ge=0, description="So much later is still in time.")
    percent_a_day: float = Field(
        default=0, ge=0, le=100, description="Of the points earned, for each day begun."
    )
    days: int | None = Field(default=None, ge=1, description="Later than this earns nothing.")


class CourseFile(_Table):
    """What a `course.toml` says; `units` is empty for a plain nbgrader course."""

    title: str
    title_en: str
    summary: str = ""
    summary_en: str = ""
    audience: str = Field(default="", description="Who it is for.")
    outcomes: tuple[str, ...] = Field(default=(), description="What one can do afterwards.")
    pass_percent: float = Field(default=60, ge=0, le=100)
    prerequisites: dict[str, str] = Field(
        default_factory=dict, description="Course ids, each with the last assignment needed of it."
    )
    calendar: Calendar | None = None
    late: Late | None = None
    units: tuple[Unit, ...] = ()

    @model_validator(mode="after")
    def _check_units(self) -> Self:
        for what, names in (
            ("folder", [unit.folder for unit in self.units]),
            ("assignment", [unit.assignment for unit in self.units]),
        ):
            repeated = {name for name in names if names.count(name) > 1}
            if repeated:
                raise ValueError(
                    f"each unit's {what} once ({', '.join(sorted(repeated))} repeated)"
                )
        return self


class Course(CourseFile):
    """A course and where it lies."""

    course_id: str
    folder: Path

    @field_validator("course_id")
    @classmethod
    def _check_id(cls, course_id: str) -> str:
        if not _COURSE_ID.fullmatch(course_id):
            raise ValueError("a folder name of lower-case letters, digits and hyphens")
        return course_id

    @property
    def points(self) -> float:
        """The sum over all units."""
        return sum(unit.points for unit in self.units)

    def find_due_date(self, unit: Unit, timezone: str) -> datetime | None:
        """When a unit's exercise is due, with its time zone; None where the course sets no date."""
        if self.calendar is None or unit.due_days is None:
            return None
        day = self.calendar.starts + timedelta(days=unit.due_days)
        return datetime.combine(day, self.calendar.due_time, tzinfo=ZoneInfo(timezone))


def list_courses(folders: Iterable[Path]) -> tuple[Course, ...]:
    """Every course in the sub-folders of `folders`, by id.

    Raises:
        CourseFileError: A folder is missing, a course file is wrong, or two courses share an id.
    """
    courses: dict[str, Course] = {}
    for parent in folders:
        if not parent.is_dir():
            raise CourseFileError(
                f"{parent}: no such folder; [courses] folders names folders that hold courses. "
                "Create it or change the setting."
            )
        for folder in sorted(parent.iterdir()):
            if not (folder / COURSE_FILE).is_file() and not (folder / "source").is_dir():
                continue
            course = load_course(folder)
            if course.course_id in courses:
                raise CourseFileError(
                    f"{folder}: course id {course.course_id!r} is already used by "
                    f"{courses[course.course_id].folder}; ids are unique. Rename one folder."
                )
            courses[course.course_id] = course
    return tuple(courses[course_id] for course_id in sorted(courses))


def load_course(folder: Path) -> Course:
    """The course in `folder`; its id is the folder's name.

    Raises:
        CourseFileError: The course file is missing, unreadable or wrong.
    """
    path = folder / COURSE_FILE
    text, table = "", dict[str, object]()
    if path.is_file():
        try:
            text = path.read_text(encoding="utf-8")
            table = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise CourseFileError(f"{path}: not readable as TOML: {error}. Mend it.") from None
    elif (folder / "source").is_dir():
        table = {"title": folder.name, "title_en": folder.name}
    else:
        raise CourseFileError(
            f"{folder}: neither {COURSE_FILE} nor source/ found; a course has one of them. "
            f"Add {COURSE_FILE} or name another folder."
        )
    try:
        return Course.model_validate({**table, "course_id": folder.name, "folder": folder})
    except ValidationError as error:
        lines = [explain(path, text, CourseFile, detail, what="key") for detail in error.errors()]
        raise CourseFileError("\n".join(lines)) from None
