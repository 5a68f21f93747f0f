"""A course that belongs to somebody else is graded with that person's rights, never with root's."""

import os
import socket
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.__main__ import main
from autograder.as_owner import build_spec, find_owner
from autograder.extensions import RECORD
from sandbox.spec import Identity
from tests.grading_course import (
    ASSIGNMENT,
    NOTEBOOK,
    RIGHT,
    answer,
    grade,
    make_course,
    released,
    results,
    scores,
    submit,
)

OWNER = Identity(301_234, 301_234)
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has rights to lose")


def give_away(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        os.lchown(path, OWNER.uid, OWNER.gid)


def test_only_root_grading_somebody_else_s_folder_becomes_somebody(tmp_path: Path) -> None:
    assert find_owner(tmp_path / "nothing", 0) is None
    assert find_owner(tmp_path, 1000) is None


@as_root
@pytest.mark.slow
def test_a_course_s_own_code_and_links_get_the_rights_of_its_owner(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    course = make_course(tmp_path / "course")
    submit(course, "hana", released(course))
    outside = tmp_path / "outside"
    outside.mkdir(mode=0o700)
    (outside / "secret").write_text("the operator's")
    config = course / "nbgrader_config.py"
    config.write_text(
        config.read_text(encoding="utf-8")
        + "\nimport os\nfrom pathlib import Path\n"
        + f"Path({str(course)!r}, 'whoami').write_text(str(os.getuid()))\n"
        + f"Path({str(course)!r}, 'sees').write_text(str(os.path.exists({str(outside)!r})))\n",
        encoding="utf-8",
    )
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "c") as gradebook:
        gradebook.update_or_create_assignment(ASSIGNMENT, duedate="2026-11-21T10:00:00 UTC")
    give_away(course)
    run = grade(course, "--json")
    assert run.returncode == 0, run.stderr
    assert results(run)["hana"]["status"] == "graded"
    assert (course / "whoami").read_text() == str(OWNER.uid)
    assert (course / "sees").read_text() == "False"
    scores = tmp_path / "scores.csv"
    asked = ["scores", "--course-dir", str(course), "--out", str(scores)]
    assert main([*asked, "--config", str(course / "lab.toml")]) == 0
    assert "hana" in scores.read_text(encoding="utf-8")
    assert (course / "whoami").read_text() == str(OWNER.uid)
    more = ["--assignment", ASSIGNMENT, "--student", "hana", "--hours", "24"]
    assert main(["extend", "--course-dir", str(course), *more]) == 0
    assert (course / RECORD).stat().st_uid == OWNER.uid
    graded = next((course / "autograded").rglob("*.ipynb"))
    assert graded.stat().st_uid == (course / "gradebook.db").stat().st_uid == OWNER.uid


@as_root
@pytest.mark.slow
def test_a_submission_that_the_owner_may_not_read_is_told_and_costs_nothing(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    course = make_course(tmp_path / "course")
    places = {name: submit(course, name, answer(course, RIGHT)) for name in ("ara", "bo", "hana")}
    give_away(course)
    for closed in (places["ara"] / f"{NOTEBOOK}.ipynb", places["bo"].parent):
        os.chown(closed, 0, 0)
        closed.chmod(0o700)
    run = grade(course, "--json")
    assert run.returncode == 1
    said = results(run)
    assert {name: said[name]["status"] for name in said} == {
        "ara": "grader_error",
        "bo": "grader_error",
        "hana": "graded",
    }
    assert "Permission denied" in said["ara"]["reason"]["sentences"]["instructor"]
    assert not scores(course, "ara")


@as_root
@pytest.mark.slow
def test_a_wrong_name_is_told_as_it_is_without_a_sandbox(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    course = make_course(tmp_path / "course")
    give_away(course)
    run = grade(course, assignment="nothing")
    assert run.returncode == 2
    assert "nothing" in run.stderr
    assert "Traceback" not in run.stderr


def test_the_grader_inside_is_shown_its_gradebook_s_socket_and_nothing_else(tmp_path: Path) -> None:
    database = tmp_path / ".s.PGSQL.5433"
    config = tmp_path / "nbgrader_config.py"
    config.write_text(
        f"c.CourseDirectory.db_url = 'postgresql+psycopg://me@/lab?host={tmp_path}&port=5433'\n"
    )
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(database))
        spec = build_spec(tmp_path, ("grade",), tmp_path / "lab.toml", OWNER)
    sources = {mount.source for mount in spec.mounts}
    assert database in sources
    assert not spec.network
    assert [mount.source for mount in spec.mounts if mount.writable] == [tmp_path]


@pytest.mark.parametrize(
    "query",
    ["host=/proc", "host=/tmp", "host=/tmp&port=1/../x", "passfile=/tmp", "passfile=/dev/tty"],
)
def test_what_is_no_socket_and_no_password_file_is_not_shown(tmp_path: Path, query: str) -> None:
    (tmp_path / "nbgrader_config.py").write_text(f"# db_url = 'postgresql://me@/lab?{query}'\n")
    told = build_spec(tmp_path, ("grade",), tmp_path / "lab.toml", OWNER)
    (tmp_path / "nbgrader_config.py").write_text("")
    plain = build_spec(tmp_path, ("grade",), tmp_path / "lab.toml", OWNER)
    assert told.mounts == plain.mounts


def test_a_database_elsewhere_is_reached_also_with_a_password_file(tmp_path: Path) -> None:
    password = tmp_path / "password"
    password.write_text("x")
    config = tmp_path / "nbgrader_config.py"
    config.write_text(f"# db_url = 'postgresql://me@db.example/lab?passfile={password}'\n")
    spec = build_spec(tmp_path, ("grade",), tmp_path / "lab.toml", OWNER)
    assert spec.network
    assert password in {mount.source for mount in spec.mounts}
