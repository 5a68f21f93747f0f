"""The hub, its proxy and a trainee's server as they run in a class."""

import json
import os
import signal
from pathlib import Path

import pytest

from tests.learner import browse, child_pid, log_in, places, submit, wait_for
from tests.running_lab import RunningLab

TRAINEE, OTHER_TRAINEE, INSTRUCTOR = "demo-trainee-1", "demo-trainee-2", "demo-instructor"
pytestmark = pytest.mark.slow
PASSWORD = "blue-tiger-42"


async def test_a_trainee_logs_in_opens_a_server_and_runs_a_cell(running_lab: RunningLab) -> None:
    with log_in(running_lab, TRAINEE) as trainee:
        assert await trainee.open_server().run("print(6 * 7)") == "42\n"


async def test_a_cell_sees_its_own_home_and_lessons_and_nothing_else(
    running_lab: RunningLab,
) -> None:
    state = places(running_lab)
    forbidden = [
        state.hub / "jupyterhub.sqlite",
        state.secrets,
        state.homes,
        state.home(OTHER_TRAINEE),
        state.course("ai-foundations") / "source",
        state.proxy_socket,
        state.runner_socket,
    ]
    assert all(path.exists() for path in forbidden if path != state.home(OTHER_TRAINEE))
    look = f"""
import json, os, socket
from pathlib import Path
def reach(kind, address):
    try:
        with socket.socket(kind, socket.SOCK_STREAM) as probe:
            probe.connect(address)
            return True
    except OSError:
        return False
print(json.dumps({{
    "uid": os.getuid(),
    "home": str(Path.home()),
    "homes": os.listdir("/home"),
    "seen": [path for path in {[str(path) for path in forbidden]!r} if os.path.exists(path)],
    "lessons": sorted(path.name for path in (Path.home() / "교재" / "ai-foundations").iterdir()),
    "writable": [path for path in ("/", "/usr", "/courses/ai-foundations", "/run/lab/public",
                                   os.sys.prefix, os.path.dirname(os.__file__))
                 if os.access(path, os.W_OK)],
    "processes": [Path(f"/proc/{{pid}}/cmdline").read_text().split(chr(0))[0]
                  for pid in os.listdir("/proc") if pid.isdigit()],
    "hub port": reach(socket.AF_INET, ("127.0.0.1", {running_lab.settings.hub.port})),
    "hub socket": reach(socket.AF_UNIX, "/run/lab/public/hub.sock"),
}}))
"""
    with log_in(running_lab, TRAINEE) as trainee:
        seen = json.loads(await trainee.open_server().run(look))
    assert seen["home"] == f"/home/{TRAINEE}"
    assert seen["homes"] == [TRAINEE]
    assert seen["seen"] == []
    assert any(name.endswith(".ipynb") for name in seen["lessons"])
    assert seen["writable"] == []
    assert seen["hub socket"]
    assert not seen["hub port"]
    assert len(seen["processes"]) < 20
    if os.geteuid() == 0:
        assert seen["uid"] >= running_lab.settings.trainee.first_uid


async def test_a_cell_that_takes_too_much_memory_loses_its_kernel_and_not_the_server(
    running_lab: RunningLab,
) -> None:
    with log_in(running_lab, TRAINEE) as trainee:
        server = trainee.open_server()
        limit = running_lab.settings.trainee.memory_mib
        said = await server.run(f"print(len(bytearray({limit + 512} * 1024 * 1024)))")
        assert "메모리 한도" in said
        assert said.endswith("the kernel died")
        assert await server.run("print('still here')") == "still here\n"


async def test_a_killed_kernel_is_started_again_by_itself(running_lab: RunningLab) -> None:
    with log_in(running_lab, TRAINEE) as trainee:
        server = trainee.open_server()
        kernel = await server.start_kernel()
        said = await server.run_in(kernel, "import os, signal; os.kill(os.getpid(), 9)")
        assert said.endswith("the kernel died")
        assert await server.answer_of(kernel, "print('signal' in globals())") == "False\n"


async def test_a_killed_hub_finds_its_running_servers_again(running_lab: RunningLab) -> None:
    with log_in(running_lab, TRAINEE) as trainee:
        server = trainee.open_server()
        kernel = await server.start_kernel()
        await server.run_in(kernel, "remembered = 'before'")
        pid, hub = server.pid, child_pid(running_lab, "hub")
        os.kill(hub, signal.SIGKILL)
        # While the hub is away the proxy still brings the trainee to their server.
        assert await server.run_in(kernel, "print(remembered)") == "before\n"

        def is_back() -> bool:
            new = child_pid(running_lab, "hub") != hub
            return new and trainee.client.get("/hub/home").is_success

        wait_for(is_back, 120)
        assert "실습실로 돌아가기" in trainee.client.get("/hub/home").text
        again = trainee.open_server()
        assert again.pid == pid
        assert await again.run_in(kernel, "print(remembered)") == "before\n"


async def test_a_server_can_be_stopped_and_opened_again(running_lab: RunningLab) -> None:
    with log_in(running_lab, OTHER_TRAINEE) as trainee:
        server = trainee.open_server()
        pid = server.pid
        await server.run("open('kept.txt', 'w').write('kept')")
        response = trainee.stop_server()
        assert response.status_code in (202, 204), response.text
        wait_for(lambda: not Path(f"/proc/{pid}").exists(), 30)
        again = trainee.open_server()
        assert again.pid != pid
        assert await again.run("print(open('kept.txt').read())") == "kept\n"


def test_a_trainee_opens_nobody_else_s_server(running_lab: RunningLab) -> None:
    with log_in(running_lab, TRAINEE) as trainee:
        for page in (f"/hub/spawn/{OTHER_TRAINEE}", f"/user/{OTHER_TRAINEE}/lab"):
            assert trainee.client.get(page).status_code in (403, 404)


def test_formgrader_is_for_instructors_and_not_for_trainees(running_lab: RunningLab) -> None:
    page = "/services/ai-foundations/formgrader"
    with log_in(running_lab, INSTRUCTOR) as instructor:
        assert page in instructor.client.get("/hub/home").text
        assert "formgrade" in instructor.client.get(page).text
    with log_in(running_lab, TRAINEE) as trainee:
        assert page not in trainee.client.get("/hub/home").text
        assert trainee.client.get(page).status_code == 403


def test_who_knows_the_code_signs_up_and_learns_at_once(running_lab: RunningLab) -> None:
    code = places(running_lab).enrolment_code("demo").read_text().strip()
    with browse(running_lab) as client:
        fields = {"username": "minji.kim", "password": PASSWORD, "password_again": PASSWORD}
        assert submit(client, "/hub/signup", **fields, code="wrong").status_code == 400
        assert submit(client, "/hub/signup", **fields, code=code.upper()).is_success
        response = submit(client, "/hub/login", username="minji.kim", password=PASSWORD)
        assert "AI" in response.text
        assert "배우는 과목" in response.text


def test_who_has_no_code_waits_for_the_operator(running_lab: RunningLab) -> None:
    with browse(running_lab) as client:
        fields = {"username": "waiting", "password": PASSWORD, "password_again": PASSWORD}
        assert submit(client, "/hub/signup", **fields, code="").is_success
        response = submit(client, "/hub/login", username="waiting", password=PASSWORD)
        assert response.status_code == 403
        assert "승인" in response.text
    with log_in(running_lab, "operator") as operator:
        decision = {"username": "waiting", "class_name": "demo", "decision": "approve"}
        assert submit(operator.client, "/hub/authorize", **decision).is_success
    with browse(running_lab) as client:
        response = submit(client, "/hub/login", username="waiting", password=PASSWORD)
        assert response.url.path == "/hub/home"


def test_a_trainee_approves_nobody(running_lab: RunningLab) -> None:
    with log_in(running_lab, TRAINEE) as trainee:
        assert trainee.client.get("/hub/authorize").status_code in (403, 404)


@pytest.mark.parametrize("path", ["/hub/login", "/hub/signup", "/hub/look/lab.css", "/hub/nothing"])
def test_no_page_of_the_hub_asks_another_machine(running_lab: RunningLab, path: str) -> None:
    with browse(running_lab) as client:
        response = client.get(path)
    assert "https://" not in response.text
    assert "http://" not in response.text.replace("http://www.w3.org", "")


def test_no_secret_is_in_any_process_s_command_line_or_environment(running_lab: RunningLab) -> None:
    files = [path for path in places(running_lab).secrets.rglob("*") if path.is_file()]
    secrets = [path.read_bytes().split()[-1] for path in files]
    assert len(secrets) > 5
    told = [
        read(process / name)
        for process in Path("/proc").iterdir()
        if process.name.isdigit()
        for name in ("cmdline", "environ")
    ]
    assert not [
        path for path, secret in zip(files, secrets, strict=True) if secret in b"".join(told)
    ]


def read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # it ended meanwhile
        return b""
