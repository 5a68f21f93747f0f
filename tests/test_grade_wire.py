"""What a stranger sends to the runner is checked before it is used."""

import base64
import json
from typing import Any

import pytest

from autograder.errors import RequestError
from autograder.run import (
    AuthorText,
    CellRun,
    ExaminationOrder,
    RunFile,
    RunLimits,
    RunRequest,
    RunResult,
)
from autograder.verdicts import Outcome
from autograder.wire import request_from_json, request_to_json, result_from_json, result_to_json

REQUEST = RunRequest("{}", (RunFile("자료/a.txt", b"\0\xff"),), limits=RunLimits(cell_seconds=7))
RESULT = RunResult("{}", (CellRun(0, Outcome.CRASHED, 1.5),), 2.5, 10, 2, ("a note",))


def test_a_request_comes_back_as_it_went() -> None:
    assert request_from_json(request_to_json(REQUEST), RunLimits()) == REQUEST


def test_an_examination_comes_back_with_the_authors_files() -> None:
    author = (AuthorText("import checks", "locked"), AuthorText("assert True", "grade", "t"))
    order = ExaminationOrder(author, {"t": "files"}, files=(RunFile("checks.py", b"\0\xff"),))
    request = RunRequest("{}", examination=order)
    assert request_from_json(request_to_json(request), RunLimits()) == request


def test_a_result_comes_back_as_it_went() -> None:
    assert result_from_json(result_to_json(RESULT)) == RESULT


def test_no_request_gets_more_than_the_lab_gives() -> None:
    greedy = RunRequest("{}", limits=RunLimits(memory_bytes=2**40))
    assert request_from_json(request_to_json(greedy), RunLimits()).limits == RunLimits()


@pytest.mark.parametrize(
    "change",
    [
        {"notebook": 1},
        {"notebook": None},
        {"kernel_name": "x" * 300},
        {"kernel_name": ["python3"]},
        {"restarts": -1},
        {"restarts": True},
        {"restarts": 10**9},
        {"limits": {}},
        {"limits": {"cell_seconds": "1"}},
        {"files": []},
        {"files": {"/etc/passwd": ""}},
        {"files": {"../../x": ""}},
        {"files": {"a/../../x": ""}},
        {"files": {"": ""}},
        {"files": {"a\0b": ""}},
        {"files": {"a" * 300: ""}},
        {"files": {"a": 1}},
        {"files": {"a": "no base64!"}},
        {"files": {str(number): "" for number in range(10_001)}},
        {"exit_does_nothing": "yes"},
        {"more": 1},
    ],
    ids=lambda change: json.dumps(change)[:40],
)
def test_a_malformed_request_is_refused(change: dict[str, Any]) -> None:
    content = json.loads(request_to_json(REQUEST)) | change
    with pytest.raises(RequestError):
        request_from_json(json.dumps(content).encode(), RunLimits())


@pytest.mark.parametrize("data", [b"", b"{", b"[" * 100_000, b"null", b"\xff"])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(RequestError):
        request_from_json(data, RunLimits())
    with pytest.raises(RequestError):
        result_from_json(data)


def test_an_unknown_outcome_is_refused() -> None:
    content = json.loads(result_to_json(RESULT))
    content["cells"][0]["outcome"] = "brilliant"
    with pytest.raises(RequestError, match="brilliant"):
        result_from_json(json.dumps(content).encode())


def test_files_travel_as_base64() -> None:
    content = json.loads(request_to_json(REQUEST))
    assert base64.b64decode(content["files"]["자료/a.txt"]) == b"\0\xff"
