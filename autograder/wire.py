"""Runs as JSON, and back, from a peer that is not trusted.

The only place where a `RunRequest` or a `RunResult` becomes bytes. Everything that comes in is
checked for its type and size before it is used; a field that is not known is refused. Knows no
sockets.
"""

import base64
import binascii
import json
from collections.abc import Iterable
from dataclasses import asdict, fields, replace
from pathlib import PurePosixPath
from typing import Any

from autograder.errors import RequestError
from autograder.run import (
    AuthorText,
    CellRun,
    ExaminationOrder,
    GuardOrder,
    RunFile,
    RunLimits,
    RunRequest,
    RunResult,
)
from autograder.signs import LONGEST_HOW, Sign, Tampering
from autograder.verdicts import Outcome

MIB = 1024 * 1024
LARGEST_REQUEST_BYTES = 256 * MIB
LARGEST_RESULT_BYTES = 128 * MIB
LONGEST_NAME = 255
MOST_FILES = 10_000


def request_to_json(request: RunRequest) -> bytes:
    """The request as JSON; files as base64."""
    content = {
        "notebook": request.notebook,
        "files": _files_to_json(request.files),
        "kernel_name": request.kernel_name,
        "limits": asdict(request.limits),
        "restarts": request.restarts,
        "exit_does_nothing": request.exit_does_nothing,
        "examination": _examination_to_json(request.examination),
        "guard": None if request.guard is None else asdict(request.guard),
    }
    return json.dumps(content, ensure_ascii=False).encode()


def request_from_json(data: bytes, most: RunLimits) -> RunRequest:
    """Read a request; a limit above that of `most` is brought down to it.

    Raises:
        RequestError: It is not a request.
    """
    content = _object(
        _parse(data),
        {field.name for field in fields(RunRequest)},
    )
    names = {field.name for field in fields(RunLimits)}
    limits = _object(content["limits"], names)
    limits = {
        name: min(_integer(f"limits.{name}", limits[name], 1, 2**50), getattr(most, name))
        for name in names
    }
    if not isinstance(content["exit_does_nothing"], bool):
        raise RequestError("exit_does_nothing: expected true or false.")
    return RunRequest(
        notebook=_text("notebook", content["notebook"]),
        files=_files(content["files"]),
        kernel_name=_text("kernel_name", content["kernel_name"], LONGEST_NAME),
        limits=RunLimits(**limits),
        restarts=_integer("restarts", content["restarts"], 0, 10),
        exit_does_nothing=content["exit_does_nothing"],
        examination=_examination(content["examination"]),
        guard=_guard(content["guard"]),
    )


def result_to_json(result: RunResult) -> bytes:
    """The result as JSON."""
    return json.dumps(asdict(result), ensure_ascii=False).encode()


def result_from_json(data: bytes) -> RunResult:
    """Read a result.

    Raises:
        RequestError: It is not a result.
    """
    content = _object(_parse(data), {field.name for field in fields(RunResult)})
    if not all(isinstance(content[name], list) for name in ("cells", "notes", "signs")):
        raise RequestError("cells, notes, signs: expected lists.")
    cells = []
    for entry in content["cells"]:
        cell = _object(entry, {"index", "outcome", "seconds"})
        if cell["outcome"] not in set(Outcome):
            raise RequestError(f"outcome: {cell['outcome']!r:.40} is none of ours.")
        cells.append(
            CellRun(
                _integer("index", cell["index"], 0, 10**6),
                Outcome(cell["outcome"]),
                _number("seconds", cell["seconds"]),
            )
        )
    return RunResult(
        notebook=_text("notebook", content["notebook"]),
        cells=tuple(cells),
        seconds=_number("seconds", content["seconds"]),
        memory_bytes=_integer("memory_bytes", content["memory_bytes"], 0, 2**50),
        kernels=_integer("kernels", content["kernels"], 0, 1000),
        notes=tuple(_text("notes", note, 10_000) for note in content["notes"]),
        signs=tuple(_sign(sign) for sign in content["signs"]),
    )


def _parse(data: bytes) -> object:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise RequestError("expected JSON.") from None


def _object(value: object, names: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict) or value.keys() != names:
        raise RequestError(f"expected an object with {', '.join(sorted(names))}.")
    return value


def _text(name: str, value: object, longest: int = LARGEST_REQUEST_BYTES) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise RequestError(f"{name}: expected text of at most {longest} letters.")
    return value


def _integer(name: str, value: object, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise RequestError(f"{name}: {value!r:.40} is no whole number from {least} to {most}.")
    return value


def _number(name: str, value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise RequestError(f"{name}: expected a number.")
    return float(value)


def _files_to_json(files: Iterable[RunFile]) -> dict[str, str]:
    return {file.name: base64.b64encode(file.content).decode() for file in files}


def _examination_to_json(order: ExaminationOrder | None) -> dict[str, Any] | None:
    if order is None:
        return None
    bare = asdict(replace(order, files=()))  # `asdict` would copy every byte
    return {**bare, "files": _files_to_json(order.files)}


def _examination(value: object) -> ExaminationOrder | None:
    if value is None:
        return None
    content = _object(value, {field.name for field in fields(ExaminationOrder)})
    if not isinstance(content["cells"], list) or not isinstance(content["falls_back"], bool):
        raise RequestError("examination: expected cells as a list, falls_back as true or false.")
    names = {field.name for field in fields(AuthorText)}
    cells = [_object(cell, names) for cell in content["cells"]]
    if not isinstance(content["inside"], dict):
        raise RequestError("examination: expected inside as an object.")
    return ExaminationOrder(
        cells=tuple(
            AuthorText(**{name: _text(f"examination.{name}", cell[name]) for name in names})
            for cell in cells
        ),
        inside={name: _text("inside", why) for name, why in content["inside"].items()},
        falls_back=content["falls_back"],
        files=_files(content["files"]),
    )


def _guard(value: object) -> GuardOrder | None:
    if value is None:
        return None
    content = _object(value, {field.name for field in fields(GuardOrder)})
    if not isinstance(content["classes"], list):
        raise RequestError("guard: expected classes as a list.")
    return GuardOrder(tuple(_text("guard.classes", name, 1000) for name in content["classes"]))


def _sign(value: object) -> Sign:
    content = _object(value, {field.name for field in fields(Sign)})
    if content["what"] not in set(Tampering):
        raise RequestError(f"signs: {content['what']!r:.40} is none of ours.")
    how = _text("signs.how", content["how"], LONGEST_HOW)
    return Sign(_text("signs.cell", content["cell"], 1000), Tampering(content["what"]), how)


def _files(value: object) -> tuple[RunFile, ...]:
    if not isinstance(value, dict) or len(value) > MOST_FILES:
        raise RequestError(f"files: expected an object with at most {MOST_FILES} entries.")
    return tuple(_file(name, text) for name, text in value.items())


def _file(name: str, text: object) -> RunFile:
    path = PurePosixPath(name)
    if (
        path.is_absolute()
        or not path.parts
        or "\0" in name
        or any(part == ".." or len(part.encode()) > LONGEST_NAME for part in path.parts)
    ):
        raise RequestError(f"files: {name!r:.80} is no relative file name.")
    try:
        content = base64.b64decode(_text(name, text), validate=True)
    except (binascii.Error, ValueError):
        raise RequestError(f"files: {name!r:.80} is not base64.") from None
    return RunFile(str(path), content)
