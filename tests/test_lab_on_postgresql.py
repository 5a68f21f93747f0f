"""The whole lab on a PostgreSQL server: hub, a course's gradebook and the playground's record."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest
from sqlalchemy import make_url

from hub_config.roles import service_slug
from playground_demos.events.usage import VISITORS
from sandbox.records import find_sandbox
from tests.learner import log_in, places, wait_for
from tests.postgresql import PostgreSQL
from tests.running_lab import RunningLab, start

pytestmark = pytest.mark.slow

COURSE, ASSIGNMENT, TRAINEE = "ai-foundations", "unit01", "demo-trainee-1"


@pytest.fixture(scope="module")
def database(postgresql: PostgreSQL) -> str:
    """The URL of the lab's database."""
    return postgresql.new_database()


@pytest.fixture(scope="module")
def lab(postgresql: PostgreSQL, database: str) -> Iterator[RunningLab]:
    """A lab of its own: the shared one keeps its tables in SQLite files."""
    folder = Path(tempfile.mkdtemp(prefix="lab-"))
    lab = start(folder, postgresql.settings_of(database))
    yield lab
    code, said = lab.stop(), lab.said
    shutil.rmtree(folder)
    assert code == 0, said


def ask(postgresql: PostgreSQL, database: str, question: bytes) -> list[tuple[object, ...]]:
    """Ask the server itself, past everything of ours."""
    name = str(make_url(database).database)
    with postgresql.connect(name) as connection:
        return connection.execute(question).fetchall()


async def test_a_trainee_logs_in_and_runs_a_cell_and_the_hub_knows_it(
    lab: RunningLab, postgresql: PostgreSQL, database: str
) -> None:
    with log_in(lab, TRAINEE) as trainee:
        assert await trainee.open_server().run("print(6 * 7)") == "42\n"
    running = (
        b"SELECT users.name FROM hub.users JOIN hub.servers ON true JOIN hub.spawners s ON"
        + (b" s.user_id = users.id AND s.server_id = servers.id")
    )
    assert ask(postgresql, database, running) == [(TRAINEE,)]


def test_an_instructor_finds_the_released_assignment_in_formgrader(lab: RunningLab) -> None:
    with log_in(lab, "demo-instructor") as instructor:
        address = f"/services/{COURSE}/formgrader/api/assignments"
        assignments = instructor.client.get(address).json()
    assert assignments[0]["name"] == ASSIGNMENT
    assert assignments[0]["max_score"] > 0


def test_the_command_line_grades_into_the_gradebook(
    lab: RunningLab, postgresql: PostgreSQL, database: str
) -> None:
    course = places(lab).course(COURSE)
    shutil.copytree(course / "release" / ASSIGNMENT, course / "submitted" / "kim" / ASSIGNMENT)
    command = (sys.executable, "-m", "autograder", "grade", "--course-dir", str(course))
    options = ("--assignment", ASSIGNMENT, "--json", "--config", str(lab.settings_file))
    done = subprocess.run((*command, *options), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["status"] == "graded"
    graded = b"SELECT student_id FROM gradebook_ai_foundations.submitted_assignment"
    assert ask(postgresql, database, graded) == [("kim",)]


def test_a_visitor_is_in_the_usage_record(
    lab: RunningLab, postgresql: PostgreSQL, database: str
) -> None:
    with httpx.Client(base_url=lab.playground_url) as visitor:
        for _ in range(2):  # who comes back with the first page's cookie is a visitor, no robot
            assert visitor.get("/").status_code == 200
    visitors = b"SELECT sum(count) FROM playground.usage_hours WHERE what = '" + VISITORS.encode()

    def counted() -> bool:
        (row,) = ask(postgresql, database, visitors + b"'")
        return bool(row[0])

    assert wait_for(counted, 10)


def test_nothing_is_kept_in_sqlite_beside_it(lab: RunningLab) -> None:
    state = places(lab)
    folders = (state.state_dir, state.hub, state.course(COURSE), state.state_dir / "playground")
    assert not [
        path for folder in folders for path in (*folder.glob("*.sqlite"), *folder.glob("*.db"))
    ]


def test_the_course_s_own_sandbox_needs_no_network_for_it(lab: RunningLab) -> None:
    sandbox = find_sandbox(places(lab).sandboxes, service_slug(COURSE))
    assert sandbox is not None
    inside = [child.pid for child in psutil.Process(sandbox.pid).children(recursive=True)]
    namespaces = {Path(f"/proc/{pid}/ns/net").readlink() for pid in inside}
    assert namespaces
    assert Path("/proc/self/ns/net").readlink() not in namespaces
