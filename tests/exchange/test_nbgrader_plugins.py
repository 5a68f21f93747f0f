"""nbgrader itself, unchanged, over the exchange: commands, formgrader, Assignment List."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from hub_config.exchange.nbgrader import nbgrader_config_lines
from tests.exchange.conftest import COURSE, ExchangeProcess

pytestmark = pytest.mark.slow
ASSIGNMENT = "연습 1"


class Desk:
    """A folder where somebody works, with the environment of their server."""

    def __init__(self, exchange: ExchangeProcess, name: str, *, course: bool = False) -> None:
        self.exchange = exchange
        self.home = exchange.folder / f"home-{name}"
        self.home.mkdir()
        lines = ["c = get_config()", *nbgrader_config_lines()]
        lines.append(f"c.HttpExchange.socket_path = {str(exchange.places.exchange_socket)!r}")
        if course:
            lines.append(f"c.CourseDirectory.course_id = {COURSE!r}")
            lines.append(f"c.CourseDirectory.root = {str(self.home)!r}")
        (self.home / "nbgrader_config.py").write_text("\n".join(lines))
        token = exchange.hub.service_tokens.get(name) or exchange.hub.token(name)
        self.environment = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HOME": str(self.home),
            "JUPYTERHUB_API_TOKEN": token,
            "JUPYTERHUB_USER": name,
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "LANG": "C.UTF-8",
        }

        self._server = subprocess.Popen(
            [sys.executable, "-c", SERVER],
            cwd=self.home,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def close(self) -> None:
        self._server.communicate()

    def call(self, expression: str) -> Any:
        """What Assignment List (`extension`) or formgrader (`api`) get from nbgrader here."""
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps(expression) + "\n")
        self._server.stdin.flush()
        return json.loads(self._server.stdout.readline())

    def do(self, expression: str) -> str:
        """The same, and it succeeds; returns its log."""
        result = self.call(expression)
        assert result["success"], result
        return str(result.get("log", ""))

    def run(self, *arguments: str, expect: int = 0) -> str:
        """A Python module's command, typed in this folder; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=self.home,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == expect, done.stdout + done.stderr
        return done.stdout + done.stderr


# One process for each desk, as a person has one server: importing nbgrader takes seconds.
SERVER = """
import json, os, sys
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
from hub_config.trainee.assignment_list import LabAssignmentList
from nbgrader.apps import NbGrader, NbGraderAPI
made = LabAssignmentList()
made.root_dir = os.getcwd()
def extension():
    return made
def api():
    app = NbGrader()
    app.initialize([])
    return NbGraderAPI(config=app.config)
for line in sys.stdin:
    print(json.dumps(eval(json.loads(line))), file=answers, flush=True)
"""


def write_source(desk: Desk) -> None:
    folder = desk.home / "source" / ASSIGNMENT
    folder.mkdir(parents=True)
    notebook = new_notebook(
        cells=[
            new_code_cell(
                "### BEGIN SOLUTION\nx = 1\n### END SOLUTION",
                metadata={
                    "nbgrader": {
                        "schema_version": 3,
                        "grade": False,
                        "solution": True,
                        "locked": False,
                        "task": False,
                        "grade_id": "x",
                    }
                },
            ),
            new_code_cell(
                "assert x == 1",
                metadata={
                    "nbgrader": {
                        "schema_version": 3,
                        "grade": True,
                        "solution": False,
                        "locked": True,
                        "task": False,
                        "points": 2,
                        "grade_id": "test_x",
                    }
                },
            ),
        ],
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
        },
    )
    nbformat.write(notebook, folder / "문제.ipynb")
    (folder / "자료.csv").write_text("1,2")


@pytest.fixture
def course(exchange: ExchangeProcess) -> Iterator[Desk]:
    desk = Desk(exchange, COURSE, course=True)
    write_source(desk)
    desk.do(f"api().generate_assignment({ASSIGNMENT!r})")
    desk.do(f"api().release_assignment({ASSIGNMENT!r})")
    yield desk
    desk.close()


@pytest.fixture
def minji(exchange: ExchangeProcess, course: Desk) -> Iterator[Desk]:
    desk = Desk(exchange, "minji")
    yield desk
    desk.close()


FETCH = f"extension().fetch_assignment({COURSE!r}, {ASSIGNMENT!r})"
SUBMIT = f"extension().submit_assignment({COURSE!r}, {ASSIGNMENT!r})"
FETCH_FEEDBACK = f"extension().fetch_feedback({COURSE!r}, {ASSIGNMENT!r})"
COLLECT = f"api().collect({ASSIGNMENT!r})"
RELEASE_FEEDBACK = f"api().release_feedback({ASSIGNMENT!r})"


def attempts(desk: Desk) -> list[dict[str, Any]]:
    listed = desk.call("extension().list_assignments()")["value"]
    (submitted,) = (item for item in listed if item["status"] == "submitted")
    found: list[dict[str, Any]] = submitted["submissions"]
    return found


def test_a_trainee_is_graded_and_reads_the_feedback(course: Desk, minji: Desk) -> None:
    (listed,) = minji.call("extension().list_assignments()")["value"]
    assert (listed["course_id"], listed["status"]) == (COURSE, "released")
    minji.do(FETCH)
    work = minji.home / COURSE / ASSIGNMENT
    assert (work / "자료.csv").read_text() == "1,2"
    minji.do(SUBMIT)
    fetched = minji.call("extension().list_assignments()")["value"][0]
    assert fetched["status"] == "fetched"
    assert fetched["notebooks"][0]["path"] == f"{COURSE}/{ASSIGNMENT}/문제.ipynb"
    (attempt,) = attempts(minji)
    assert attempt["timestamp"].endswith("KST · 1회차")
    assert not attempt["has_exchange_feedback"]
    receipt = minji.home / "receipts" / COURSE / ASSIGNMENT / "attempt-1.json"
    verified = minji.run("hub_config.trainee.receipt", "verify", str(receipt), "--files", str(work))
    assert "Valid, signed by key" in verified

    course.do(COLLECT)
    submission = course.home / "submitted/minji" / ASSIGNMENT
    assert (submission / "timestamp.txt").read_text().endswith(" UTC")
    assert (submission / "submission_secret.txt").read_text() == attempt["receipt"]
    course.do(f"api().autograde({ASSIGNMENT!r}, 'minji')")
    course.do(f"api().generate_feedback({ASSIGNMENT!r})")
    course.do(RELEASE_FEEDBACK)

    (attempt,) = attempts(minji)
    assert attempt["has_exchange_feedback"]
    minji.do(FETCH_FEEDBACK)
    (attempt,) = attempts(minji)
    assert attempt["has_local_feedback"]
    assert not attempt["feedback_updated"]
    page = minji.home / attempt["local_feedback_path"] / "문제.html"
    assert "test_x" in page.read_text()

    # Feedback and receipt lie beside the work and are no part of the next attempt.
    minji.do(SUBMIT)
    first, second = (
        course.exchange.client("minji").get("receipts", item["receipt"])["files"]
        for item in attempts(minji)
    )
    assert first == second


def test_the_commands_do_the_same(course: Desk, minji: Desk) -> None:
    assert f"{COURSE} {ASSIGNMENT}" in minji.run("nbgrader", "list")
    minji.run("nbgrader", "fetch_assignment", ASSIGNMENT, "--course", COURSE)
    again = minji.run("nbgrader", "fetch_assignment", ASSIGNMENT, "--course", COURSE, expect=1)
    assert "You already have a copy" in again
    said = minji.run("nbgrader", "submit", ASSIGNMENT, "--course", COURSE)
    assert "제출되었습니다" in said
    assert "attempt      1" in said
    assert "no feedback available" in minji.run("nbgrader", "list", "--cached")
    assert "minji" in course.run("nbgrader", "list", "--inbound")
    assert "Collected submission: minji" in course.run("nbgrader", "collect", ASSIGNMENT)


def test_collect_takes_the_newest_attempt_and_replaces_the_older(course: Desk, minji: Desk) -> None:
    minji.do(FETCH)
    answer = minji.home / COURSE / ASSIGNMENT / "answer.txt"
    collected = course.home / "submitted/minji" / ASSIGNMENT
    for text in ("one", "two"):
        answer.write_text(text)
        minji.do(SUBMIT)
        course.do(COLLECT)
        assert (collected / "answer.txt").read_text() == text
    assert "Nothing newer to collect" in course.do(COLLECT)
    assert [path.name for path in collected.parent.iterdir()] == [ASSIGNMENT]


def test_a_forged_timestamp_in_the_folder_does_not_count(course: Desk, minji: Desk) -> None:
    minji.do(FETCH)
    work = minji.home / COURSE / ASSIGNMENT
    (work / "timestamp.txt").write_text("2001-01-01 00:00:00 UTC")
    (work / "submission_secret.txt").mkdir()
    (work / "submission_secret.txt" / "x").write_text("")
    minji.do(SUBMIT)
    course.do(COLLECT)
    collected = course.home / "submitted/minji" / ASSIGNMENT
    assert not (collected / "timestamp.txt").read_text().startswith("2001")
    assert len((collected / "submission_secret.txt").read_text()) == 32


def test_a_missing_notebook_is_refused_with_strict_only(course: Desk, minji: Desk) -> None:
    minji.do(FETCH)
    (minji.home / COURSE / ASSIGNMENT / "문제.ipynb").unlink()
    arguments = ("nbgrader", "submit", ASSIGNMENT, "--course", COURSE, "--strict")
    assert "Missing notebooks: 문제.ipynb" in minji.run(*arguments, expect=1)
    minji.do(SUBMIT)


def test_fetching_again_replaces_only_what_is_missing(course: Desk, minji: Desk) -> None:
    minji.do(FETCH)
    work = minji.home / COURSE / ASSIGNMENT
    (work / "문제.ipynb").write_text("mine")
    (work / "자료.csv").unlink()
    minji.run("nbgrader", "fetch_assignment", ASSIGNMENT, "--course", COURSE, "--replace")
    assert (work / "문제.ipynb").read_text() == "mine"
    assert (work / "자료.csv").exists()


def test_an_unknown_course_or_assignment_is_told_without_a_traceback(minji: Desk) -> None:
    for arguments in (("없는 과제", "--course", COURSE), (ASSIGNMENT, "--course", "no-course")):
        said = minji.run("nbgrader", "fetch_assignment", *arguments, expect=1)
        assert "찾을 수 없" in said
        assert "Traceback" not in said


def test_formgrader_goes_on_while_the_exchange_is_away(
    exchange: ExchangeProcess, course: Desk
) -> None:
    exchange.stop()
    found = course.call("[(a := api()).exchange_missing, sorted(a.get_source_assignments())]")
    assert found == [True, [ASSIGNMENT]]


def test_assignment_list_says_in_words_what_did_not_work(
    exchange: ExchangeProcess, course: Desk, minji: Desk
) -> None:
    minji.call(f"extension().fetch_assignment({COURSE!r}, '없는 과제')")
    told = minji.call("extension().list_assignments()")
    assert told["value"].startswith("'없는 과제' 과제를 찾을 수 없습니다. 지금 있는 과제: 연습 1")
    assert minji.call("extension().list_assignments()")["success"]
    refused = minji.call(SUBMIT)
    assert refused["value"].startswith("과제 폴더가 없습니다")
    exchange.stop()
    assert minji.call("extension().list_courses()")["value"].startswith("과제함에 연결할 수 없")


def test_an_instructor_takes_a_release_back(course: Desk, minji: Desk) -> None:
    course.do(f"api().unrelease({ASSIGNMENT!r})")
    assert minji.call("extension().list_assignments()")["value"] == []


@pytest.mark.parametrize("content", ["이것은 JSON이 아닙니다", "", '{"cells": [], "nbformat": 4}'])
def test_a_broken_notebook_is_taken_as_it_is(course: Desk, minji: Desk, content: str) -> None:
    minji.do(FETCH)
    (minji.home / COURSE / ASSIGNMENT / "문제.ipynb").write_text(content)
    (minji.home / COURSE / ASSIGNMENT / "내 메모 (최종) 2.txt").write_text("빈칸과 한글")
    minji.do(SUBMIT)
    course.do(COLLECT)
    collected = course.home / "submitted/minji" / ASSIGNMENT
    assert (collected / "문제.ipynb").read_text() == content
    assert (collected / "내 메모 (최종) 2.txt").read_text() == "빈칸과 한글"


def test_200_mb_are_refused_with_the_limit_and_the_rest_is_handed_in_afterwards(
    course: Desk, minji: Desk
) -> None:
    minji.do(FETCH)
    heavy = minji.home / COURSE / ASSIGNMENT / "큰 자료.bin"
    with heavy.open("wb") as file:
        file.truncate(200_000_000)
    refused = minji.call(SUBMIT)
    assert not refused["success"]
    assert "200.0 MB in all; at most 4.2 MB are accepted" in refused["value"], refused
    assert "Traceback" not in refused["value"]
    said = minji.run("nbgrader", "submit", ASSIGNMENT, "--course", COURSE, expect=1)
    assert "at most 4.2 MB are accepted" in said
    assert "Traceback" not in said
    heavy.unlink()
    minji.do(SUBMIT)
    assert len(attempts(minji)) == 1
