"""Read `lab.toml` once into frozen models, and say exactly where it is wrong.

Each package owns the model of its own section; this module owns what they share: the base model,
the `[lab]` section and the reader. Secrets are paths to files, never values. Writes nothing and
reads no environment variable. Does not turn one type into another: `"8000"` is not a number.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from sandbox.toml_mistakes import expected_name, explain, locate, shown

DEFAULT_FILE = Path("lab.toml")


class SettingsError(Exception):
    """A settings file that cannot be used; the message names file, key, found and expected."""


class Section(BaseModel):
    """One table of `lab.toml`: every field has a type, a default, a unit in its name and a line."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ByAssignment(Section, extra="allow"):
    """A table for each assignment that somebody names, written `[table."COURSE/ASSIGNMENT"]`."""

    @model_validator(mode="after")
    def _names_course_and_assignment(self) -> Self:
        for name in self.model_extra or {}:
            course, _, assignment = name.partition("/")
            if not course or not assignment:
                raise ValueError(
                    f'a table for each assignment, named "COURSE/ASSIGNMENT", and not {name!r}'
                )
        return self

    def by_assignment(self) -> dict[tuple[str, str], Any]:
        """The tables by course and assignment."""
        found = {}
        for name, table in (self.model_extra or {}).items():
            course, _, assignment = name.partition("/")
            found[course, unicodedata.normalize("NFC", assignment)] = table
        return found


class LabSection(Section):
    """`[lab]`: what every part of the lab has to know."""

    state_dir: Path = Field(
        default=Path("var"),
        description="Folder of everything the lab writes, relative to the settings file.",
    )
    title: str = Field(
        default="인천 AI 놀이터", description="The name that visitors and trainees read."
    )
    timezone: str = Field(default="Asia/Seoul", description="Time zone of dates that people read.")


def load_sections(path: Path, models: dict[str, type[Section]], *, strict: bool) -> dict[str, Any]:
    """Read the tables of `path` that `models` names.

    Args:
        path: The settings file. A missing file means that every default holds.
        models: The model of each table by the table's name.
        strict: Refuse tables that `models` does not name; a package that reads only its own
            tables leaves the others to the hub's check.

    Returns:
        A validated model for each name in `models`; every relative path in them, defaults
        included, is taken as relative to the folder of the settings file and made absolute.

    Raises:
        SettingsError: The file is unreadable or no TOML, or a key, type or value is wrong. The
            message has one line for each problem.
    """
    text, tables = _read(path)
    problems: list[str] = []
    if strict:
        problems += [
            f"{locate(path, text, (name,))}: {name} is not a table of the lab; "
            f"{expected_name(name, models)}."
            for name in tables
            if name not in models
        ]
    sections: dict[str, Any] = {}
    for name, model in models.items():
        try:
            sections[name] = model.model_validate(tables.get(name, {}))
        except ValidationError as error:
            problems += [explain(path, text, model, detail, (name,)) for detail in error.errors()]
        else:
            problems += [
                f"{locate(path, text, key)}: {'.'.join(key)} = {shown(found)}: expected {kind}."
                for key, found, kind in _converted((name,), tables.get(name, {}), sections[name])
            ]
    if problems:
        raise SettingsError("\n".join(problems))
    folder = path.absolute().parent
    return {name: _anchored(section, folder) for name, section in sections.items()}


def _anchored(value: Any, folder: Path) -> Any:
    """`value` with each path in it made absolute: relative ones start at `folder`."""
    if isinstance(value, Path):
        return folder / value.expanduser()
    if isinstance(value, tuple):
        return tuple(_anchored(item, folder) for item in value)
    if isinstance(value, BaseModel):
        return value.model_copy(update={key: _anchored(item, folder) for key, item in value})
    return value


def _read(path: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
        return text, tomllib.loads(text)
    except FileNotFoundError:
        return "", {}
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(_explain_toml(path, text, str(error))) from None
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"{path}: byte {error.start} is not UTF-8; expected a text file in UTF-8. "
            f"Save it as UTF-8."
        ) from None
    except OSError as error:
        raise SettingsError(
            f"{path}: not readable: {error.strerror}; expected a settings file. "
            f"Name another with --config FILE."
        ) from None


def _explain_toml(path: Path, text: str, message: str) -> str:
    """Tell of a mistake in the TOML itself with the line that has it, and twins by that name."""
    found = re.search(r"\(at (?:line (\d+), column \d+|end of document)\)$", message)
    lines = text.rstrip().splitlines() or [""]
    number = int(found[1]) if found and found[1] else len(lines)
    line, place = lines[number - 1].strip(), f"{path}:{number}"
    if message.startswith(("Cannot overwrite", "Cannot declare")):
        return (
            f"{place}: {line!r} is already set further up; expected it once. Remove one of the two."
        )
    what = message[: found.start() if found else None].strip()
    return f'{place}: {line!r}: {what}; expected TOML such as key = 1 or key = "text".'


def _converted(
    key: tuple[str, ...], found: Any, value: Any
) -> Iterator[tuple[tuple[str, ...], Any, str]]:
    """What pydantic took for a number or a boolean though it was written as something else.

    Its own strict mode would refuse strings for paths and lists for tuples too, which is how TOML
    writes them.
    """
    if isinstance(found, dict):
        for name, inner in found.items():
            yield from _converted((*key, name), inner, getattr(value, name, None))
    elif isinstance(found, list) and isinstance(value, tuple):
        for index, (inner, made) in enumerate(zip(found, value, strict=False)):
            yield from _converted((*key, str(index)), inner, made)
    elif isinstance(value, bool):
        if not isinstance(found, bool):
            yield key, found, "true or false, without quotes"
    elif isinstance(value, int | float) and isinstance(found, bool | str):
        yield key, found, "a number, without quotes"
