"""The settings as people read them: `lab.toml` with every setting in it, and the README's table.

Both are made from the models alone, so neither can say something else than the program does.
Writes no file; `hub_config.documents` does.
"""

import json
import re
import textwrap
import types
import typing
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from hub_config.settings import Settings, section_models
from sandbox.settings import Section

PROJECT = Path(__file__).parent.parent
COLUMNS = 100
BARE = re.compile(r"[A-Za-z0-9_-]+")  # ref: TOML 1.0, bare keys

HEAD = """\
# The lab's settings. A line that begins with `#` and a name shows a setting with its default: take
# the `#` away to change it. Paths are relative to this file. `python -m hub_config check` says
# whether all of it is right; `make docs` writes this file again and keeps what you have set.
"""


def render_settings_file(tables: dict[str, Any]) -> str:
    """The text of `lab.toml`.

    Args:
        tables: What somebody has set, as tomllib reads it; everything else is shown as a default.
    """
    lines = [HEAD]
    for name, model in section_models().items():
        lines += _table_lines(name, model, getattr(Settings(), name), tables.get(name, {}))
    return "\n".join(lines).rstrip() + "\n"


def render_settings_table() -> str:
    """Every setting as a row of a Markdown table, one table for each section."""
    lines: list[str] = []
    for name, model in section_models().items():
        lines += [f"**`[{name}]`** {_summary(model)}", ""]
        lines += ["| setting | default | what it does |", "|---|---|---|"]
        lines += [
            f"| `{key}` | `{default}` | {text} |" for key, default, text in _rows(name, model)
        ]
        lines.append("")
    return "\n".join(lines).rstrip()


def setting_names() -> Iterator[str]:
    """Every setting as `table.key`; tables that people name themselves stand as `NAME`."""
    for name, model in section_models().items():
        for key, _, _ in _rows(name, model):
            yield key if "." in key else f"{name}.{key}"


def _rows(name: str, model: type[BaseModel]) -> Iterator[tuple[str, str, str]]:
    for key, field in model.model_fields.items():
        inner = _section_of(field.annotation)
        if inner is None:
            yield key, _default(field), field.description or ""
        elif (named := _named_by_people(inner)) is not None:
            for part, default, text in _rows(name, named):
                yield f"{name}.{key}.NAME.{part}", default, text
    if (inner := _named_by_people(model)) is not None:
        for key, default, text in _rows(name, inner):
            yield f"{name}.NAME.{key}", default, text


def _table_lines(name: str, model: type[BaseModel], shown: BaseModel, found: Any) -> Iterator[str]:
    """A table with its comments; `shown` has the values to show where `found` sets none."""
    yield from _comment(_summary(model))
    yield f"[{name}]"
    yield ""
    inner: list[tuple[str, BaseModel | None]] = []
    for key, field in model.model_fields.items():
        if _section_of(field.annotation) is not None:
            inner.append((key, getattr(shown, key)))
            continue
        yield from _comment(field.description or "")
        yield f"{key} = {_toml(found[key])}" if key in found else f"#{key} = {_default(field)}"
        yield ""
    for key, value in inner:
        if key in found or value is None:
            continue
        if (named := _named_by_people(type(value))) is not None:
            yield from _example(named)
        else:
            yield from _comment(model.model_fields[key].description or "")
            yield f"#[{name}.{key}]"
            for part, content in value:
                yield f"#{part} = {_toml(content)}"
            yield ""
    if not inner and (named := _named_by_people(model)) is not None and not found:
        yield from _example(named)
    yield from _given_tables(name, found)


def _example(named: type[BaseModel]) -> Iterator[str]:
    """How a table that people name is written: its name leads its model's docstring."""
    yield from _comment(_summary(named))
    yield f"# {(named.__doc__ or '').split('`')[1]}"
    yield from (f"# {key} = {_default(field)}" for key, field in named.model_fields.items())
    yield ""


def _given_tables(name: str, found: dict[str, Any]) -> Iterator[str]:
    """The tables within `found` that somebody has set."""
    for key, table in found.items():
        if not isinstance(table, dict):
            continue
        inner = f"{name}.{key if BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)}"
        values = {part: content for part, content in table.items() if not isinstance(content, dict)}
        if values or not table:
            yield f"[{inner}]"
            yield from (f"{part} = {_toml(content)}" for part, content in values.items())
            yield ""
        yield from _given_tables(inner, table)


def _section_of(annotation: Any) -> type[BaseModel] | None:
    """The model of a nested table, where the annotation is one or an optional one."""
    union = isinstance(annotation, types.UnionType)
    for choice in typing.get_args(annotation) if union else (annotation,):
        if isinstance(choice, type) and issubclass(choice, Section):
            return choice
    return None


def _named_by_people(model: type[BaseModel]) -> type[BaseModel] | None:
    extra = typing.get_args(typing.get_type_hints(model).get("__pydantic_extra__"))
    return _section_of(extra[1]) if len(extra) == 2 else None


def _summary(model: type[BaseModel]) -> str:
    """The first line of the model's docstring, without the table's name in front of it."""
    line = (model.__doc__ or "").strip().splitlines()[0]
    line = re.sub(r"^`\[[^`]*\]`:", "", line).strip()
    return line[:1].upper() + line[1:]


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(text, width=COLUMNS - 2)]


def _default(field: FieldInfo) -> str:
    return _toml(field.get_default(call_default_factory=True))


def _toml(value: Any) -> str:
    """`value` as TOML writes it; JSON's strings, numbers and lists are TOML's too."""
    if value is None:
        return "unset"
    if isinstance(value, Path):
        inside = value.is_absolute() and value.is_relative_to(PROJECT)
        return json.dumps(str(value.relative_to(PROJECT) if inside else value))
    if isinstance(value, tuple | list):
        return f"[{', '.join(_toml(item) for item in value)}]"
    if isinstance(value, StrEnum):
        return json.dumps(value.value)
    return json.dumps(value, ensure_ascii=False)
