"""Read `lab.toml` once into frozen models, and say exactly where it is wrong.

Each package owns the model of its own section; this module owns what they share: the base model,
the `[lab]` section and the reader. Secrets are paths to files, never values. Writes nothing and
reads no environment variable.
"""

import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

DEFAULT_FILE = Path("lab.toml")


class SettingsError(Exception):
    """A settings file that cannot be used; the message names file, key, found and expected."""


class Section(BaseModel):
    """One table of `lab.toml`: every field has a type, a default, a unit in its name and a line."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)


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
        A validated model for each name in `models`; `lab.state_dir` is made absolute.

    Raises:
        SettingsError: The file is unreadable or no TOML, or a key, type or value is wrong.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"{path}: not readable as TOML: {error}. Mend or remove it.") from None
    problems: list[str] = []
    if strict:
        problems += [
            f"{path}: [{name}] is not a table of the lab; expected one of {', '.join(models)}."
            for name in tables.keys() - models.keys()
        ]
    sections: dict[str, Any] = {}
    for name, model in models.items():
        try:
            sections[name] = model.model_validate(tables.get(name, {}))
        except ValidationError as error:
            problems += [_explain(path, name, model, detail) for detail in error.errors()]
    if problems:
        raise SettingsError("\n".join(problems))
    lab = sections.get("lab")
    if isinstance(lab, LabSection):
        state_dir = (path.parent / lab.state_dir.expanduser()).absolute()
        sections["lab"] = lab.model_copy(update={"state_dir": state_dir})
    return sections


def _explain(path: Path, table: str, model: type[Section], detail: ErrorDetails) -> str:
    key = ".".join(str(part) for part in (table, *detail["loc"]))
    if detail["type"] == "extra_forbidden":
        known = ", ".join(sorted(model.model_fields))
        return f"{path}: {key} is not a setting; [{table}] knows {known}."
    if detail["type"] == "missing":
        return f"{path}: {key} is missing. Add it."
    return f"{path}: {key} = {detail['input']!r}: expected {_expected(detail)}."


def _expected(detail: ErrorDetails) -> str:
    message = detail["msg"]
    for start in ("Input should be ", "Value error, "):
        message = message.removeprefix(start)
    return message
