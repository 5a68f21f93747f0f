"""Say of a TOML file where it is wrong, what was found there, what was expected and what to do.

For pydantic's findings on a file that people write: settings, courses, glossaries. Reads no file
and decides no rule.
"""

import difflib
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import get_args, get_type_hints

from pydantic import BaseModel
from pydantic_core import ErrorDetails

Part = str | int


def explain(
    path: Path,
    text: str,
    model: type[BaseModel],
    detail: ErrorDetails,
    inside: Sequence[str] = (),
    *,
    what: str = "setting",
) -> str:
    """One line on one finding.

    Args:
        path: The file.
        text: What it holds.
        model: The model that refused it.
        detail: The finding.
        inside: The names of the tables that `model` was given from.
        what: What a key of the file is called.
    """
    location: tuple[Part, ...] = (*inside, *detail["loc"])
    names = tuple(map(str, location))
    where, key = locate(path, text, location), ".".join(names)
    if detail["type"] == "extra_forbidden":
        known = _model_at(model, names[len(inside) : -1]).model_fields
        return f"{where}: {key} is not a {what}; {expected_name(names[-1], known)}."
    if detail["type"] == "missing":
        return f"{locate(path, text, location[:-1])}: {key} is missing. Add it."
    if detail["type"] == "model_type":
        return (
            f"{where}: {key} = {detail['input']!r}: expected a table of {what}s, written [{key}]."
        )
    if not key:  # of the file as a whole, in words of its own
        return f"{where}: expected {_expected(detail)}."
    return f"{where}: {key} = {shown(detail['input'])}: expected {_expected(detail)}."


def locate(path: Path, text: str, location: Sequence[Part]) -> str:
    """`path:line` of the innermost part of `location` that is found, else the path alone.

    A number after a name is the place of a table among those written `[[name]]`.
    """
    lines = list(enumerate(text.splitlines(), start=1))
    names, found, wanted = [str(part) for part in location], None, 0
    if len(location) > 1 and isinstance(location[1], int):
        header = re.compile(rf"\s*\[\[\s*{re.escape(names[0])}\s*\]\]")
        starts = [number for number, line in lines if header.match(line)]
        if location[1] < len(starts):
            found, wanted = starts[location[1]], 2
            end = next((number for number in starts if number > found), len(lines) + 1)
            lines = lines[found : end - 1]
    for number, line in lines:
        while wanted < len(names):  # [classes.ml] is two parts of a location on one line
            name = re.escape(names[wanted])
            if not re.match(rf"""\s*(\[+\s*([\w."'-]+\.)?)?["']?{name}["']?\s*[]=.]""", line):
                break
            found, wanted = number, wanted + 1
    return f"{path}:{found}" if found else str(path)


def _model_at(model: type[BaseModel], inner: Iterable[str]) -> type[BaseModel]:
    """The model of the table that lies `inner` below that of `model`."""
    here = model
    for part in inner:
        field = here.model_fields.get(part)
        # A model that lets people name tables of their own says in __pydantic_extra__ of what kind.
        kind = field.annotation if field else get_type_hints(here).get("__pydantic_extra__")
        for choice in (kind, *get_args(kind)):
            if isinstance(choice, type) and issubclass(choice, BaseModel):
                here = choice
    return here


def expected_name(found: str, known: Iterable[str]) -> str:
    """What somebody may have meant who wrote `found`."""
    close = difflib.get_close_matches(found, known, n=1)
    if close:
        return f"did you mean {close[0]}"
    return f"expected one of {', '.join(sorted(known))}"


def shown(value: object) -> str:
    """`value` as TOML would write it, shortened so that a message stays a line."""
    told = json.dumps(value, ensure_ascii=False, default=str)
    return told if len(told) <= 60 else f"{told[:57]}..."


def _expected(detail: ErrorDetails) -> str:
    if detail["type"] in {"tuple_type", "list_type"}:
        return 'a list, such as ["one", "two"]'
    if detail["type"] == "path_type":
        return "the path of a file or folder, in quotes"
    message = detail["msg"]
    for start in ("Input should be ", "Value error, ", "Assertion failed, "):
        message = message.removeprefix(start)
    return message
