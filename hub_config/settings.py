"""Every table of `lab.toml`, composed from the models that the packages own.

`Settings` is the whole lab's configuration: frozen, complete (each field has a default) and the
only truth from which `lab.toml`, the README's table and every program's arguments are derived.
Does not define a setting of its own, and reads no environment variable.
"""

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field

from autograder.settings import GradingSection
from courses.settings import CoursesSection
from hub_config.exchange.settings import ExchangeSection, InstantSection
from hub_config.hub_settings import ClassesSection, DatabaseSection, HubSection, TraineeSection
from playground_demos.settings import PlaygroundSection
from sandbox.settings import DEFAULT_FILE, LabSection, Section, SettingsError, load_sections

# The time from a class's `warm_at` to its hour, and some for those who are late.
_WARM_IDLE_SECONDS = 1800

__all__ = ["DEFAULT_FILE", "Settings", "SettingsError", "load_settings", "section_models"]


class Settings(BaseModel):
    """The settings of one lab; a field is a table of `lab.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: Path = Field(default=DEFAULT_FILE, description="The file these were read from.")
    lab: LabSection = LabSection()
    hub: HubSection = HubSection()
    classes: ClassesSection = ClassesSection()
    courses: CoursesSection = CoursesSection()
    trainee: TraineeSection = TraineeSection()
    exchange: ExchangeSection = ExchangeSection()
    instant: InstantSection = InstantSection()
    grading: GradingSection = GradingSection()
    playground: PlaygroundSection = PlaygroundSection()
    database: DatabaseSection = DatabaseSection()


def section_models() -> dict[str, type[Section]]:
    """The model of each table, in the order in which a person should read them."""
    return {
        name: field.annotation
        for name, field in Settings.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section)
    }


def load_settings(path: Path | None = None) -> Settings:
    """Read `path`, or `lab.toml` of the working folder when there is one, else the defaults.

    Returns:
        Validated settings; `source` and every path in them are absolute.

    Raises:
        SettingsError: A file that was named does not exist, or something in it is wrong. One line
            for each problem: file and line, key, what was found, what was expected.
    """
    if path is not None and not path.exists():
        raise SettingsError(
            f"{path}: no such file; expected a settings file. "
            f"Name another with --config FILE, or leave it out to use {DEFAULT_FILE}."
        )
    source = (path or DEFAULT_FILE).absolute()
    settings = Settings(source=source, **load_sections(source, section_models(), strict=True))
    looks = (_ungradable, _unwarmable, _untaught, _not_alone)
    problems = "\n".join(problem for look in looks for problem in look(settings))
    if problems:
        raise SettingsError(problems)
    return settings


def _ungradable(settings: Settings) -> Iterator[str]:
    """What the exchange would accept and the grader would not: a receipt promises a grade."""
    accepted, graded = settings.exchange, settings.grading
    for taken, limit, key, other in (
        (accepted.submission_mib, graded.submission_mib, "submission_mib", "submission_mib"),
        (accepted.file_count, graded.submission_files, "file_count", "submission_files"),
    ):
        if taken > limit:
            yield (
                f"{settings.source}: exchange.{key} = {taken}: expected {limit} or less, so that"
                f" whatever is accepted can be graded. Lower it, or raise grading.{other}."
            )


def _unwarmable(settings: Settings) -> Iterator[str]:
    """What would warm a class in vain."""
    if not any(one.warm_at for one in settings.classes.by_name().values()):
        return
    if settings.hub.server_idle_seconds < _WARM_IDLE_SECONDS:
        yield (
            f"{settings.source}: hub.server_idle_seconds = {settings.hub.server_idle_seconds}:"
            f" expected {_WARM_IDLE_SECONDS} or more where a class has warm_at, so that its servers"
            " are still there at its hour. Raise it, or leave warm_at out."
        )
    try:
        ZoneInfo(settings.lab.timezone)
    except (ZoneInfoNotFoundError, OSError, ValueError):
        yield (
            f'{settings.source}: lab.timezone = "{settings.lab.timezone}": expected a time zone of'
            ' this machine where a class has warm_at, such as "Asia/Seoul". Correct it.'
        )


def _untaught(settings: Settings) -> Iterator[str]:
    """What is to be graded at once in a course that no class takes."""
    known = settings.classes.course_ids()
    for course, assignment in settings.instant.rules():
        if course not in known:
            yield (
                f'{settings.source}: instant."{course}/{assignment}": no class takes a course'
                f" {course!r}; expected one of {', '.join(known) or '(none)'}. Correct the name, or"
                " add the course to a class."
            )


def _not_alone(settings: Settings) -> Iterator[str]:
    """A user id of the playground that a person would get one day."""
    uid, first = settings.playground.uid, settings.trainee.first_uid
    if uid >= first:
        yield (
            f"{settings.source}: playground.uid = {uid}: expected less than trainee.first_uid"
            f" ({first}), from which on people get theirs. Set playground.uid to {first - 1}."
        )
