"""From a notebook in a trainee's sandbox: read, reach, ask for and end what is somebody else's.

What any sandbox refuses is in test_sandbox_attacks, bombs in test_sandbox_limits, what poisons a
later start in test_home_packages, floods of a template in test_sandbox_template and
test_kernel_starts, a home filled with bytes or files in test_home_bound.
"""

import asyncio
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from hub_config.places import Places
from sandbox import processes
from tests.learner import Learner, Server, newcomer, places, wait_for
from tests.running_lab import RunningLab

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root sees both sides"),
]
ATTACKER, VICTIM = "attacks.mallory", "attacks.victim"
DEADLINE_SECONDS = 60.0
NOBODY_S_TOKEN = "0123456789abcdef0123456789abcdef"
TOKENS = ["no token", "made up", "own server's"]
HELPERS = """
import glob, http.client, json, os, signal, socket, stat, subprocess, sys
def reach(path):
    try:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.connect(path)
    except OSError as error:
        return type(error).__name__
    return "reached"
def ask(method, path, token):
    connection = http.client.HTTPConnection("hub")
    connection.sock = socket.socket(socket.AF_UNIX)
    connection.sock.connect("/run/lab/public/hub.sock")
    headers = {"Authorization": f"token {token}"} if token else {}
    connection.request(method, f"/hub/api/{path}", headers=headers)
    return connection.getresponse().status
"""
# What only the hub itself, an operator or the other person may do.
NOT_YOURS = [
    ("GET", "users"),
    ("POST", "users"),
    ("GET", f"users/{VICTIM}"),
    ("PATCH", f"users/{VICTIM}"),
    ("DELETE", f"users/{VICTIM}"),
    ("POST", f"users/{VICTIM}/activity"),
    ("POST", f"users/{VICTIM}/server"),
    ("DELETE", f"users/{VICTIM}/server"),
    ("GET", f"users/{VICTIM}/server/progress"),
    ("GET", f"users/{VICTIM}/tokens"),
    ("POST", f"users/{VICTIM}/tokens"),
    ("POST", f"users/{ATTACKER}/tokens"),
    ("GET", "groups"),
    ("POST", "groups/operators/users"),
    ("GET", "proxy"),
    ("POST", "proxy"),
    ("PATCH", "proxy"),
    ("GET", "info"),
    ("POST", "warm/demo"),
    ("POST", "shutdown"),
]


@dataclass(frozen=True)
class Attack:
    """Two people's servers, and a notebook in one of them."""

    learner: Learner
    server: Server
    kernel: str
    victim: Server
    victim_s_kernel: str

    def run(self, code: str) -> str:
        """Run a cell of the attacker's notebook."""
        return asyncio.run(self.server.run_in(self.kernel, HELPERS + code))

    @property
    def connection(self) -> dict[str, str | int]:
        """The victim's kernel connection file, as root finds it."""
        runtime = Path(f"/proc/{self.victim.pid}/root/tmp/jupyter-runtime")
        found: dict[str, str | int] = json.loads(
            (runtime / f"kernel-{self.victim_s_kernel}.json").read_text()
        )
        return found


@pytest.fixture(scope="module")
def attack(running_lab: RunningLab) -> Iterator[Attack]:
    """Both at work."""
    with newcomer(running_lab, ATTACKER) as one, newcomer(running_lab, VICTIM) as other:
        server, victim = one.open_server(), other.open_server()
        kernels = [asyncio.run(each.start_kernel()) for each in (server, victim)]
        asyncio.run(victim.run_in(kernels[1], "open('diary.txt', 'w').write('secret')"))
        yield Attack(one, server, kernels[0], victim, kernels[1])


@pytest.mark.parametrize(
    "path",
    [
        lambda state: state.home(VICTIM) / "diary.txt",
        lambda state: state.hub / "jupyterhub.sqlite",
        lambda state: state.secrets / "hub-cookie-secret",
        lambda state: state.service_token("proxy"),
        lambda state: state.enrolment_code("demo"),
        lambda state: state.course("ai-foundations") / "gradebook.db",
        lambda state: state.sandboxes / f"person-{VICTIM}.json",
        lambda state: state.logs / "hub.log",
    ],
    ids=["home", "database", "cookie secret", "token", "code", "gradebook", "record", "log"],
)
def test_a_file_of_somebody_else_is_not_there(
    path: Callable[[Places], Path], attack: Attack, running_lab: RunningLab
) -> None:
    file = path(places(running_lab))
    assert file.exists()
    assert "FileNotFoundError" in attack.run(f"open({str(file)!r})")


def test_another_s_kernel_connection_file_is_nowhere_to_be_found(attack: Attack) -> None:
    look = """
from ipykernel import get_connection_file
found = {get_connection_file()}
for folder in ("/tmp", "/home", "/run", "/var", "/dev", *glob.glob("/proc/[0-9]*/root/tmp")):
    for inside, _, names in os.walk(folder):
        found |= {os.path.join(inside, name) for name in names if name.endswith(".json")}
print(json.dumps([json.load(open(path)).get("key") for path in found]))
"""
    keys = json.loads(attack.run(look))
    assert any(keys)
    assert attack.connection["key"] not in keys


def test_another_s_kernel_is_not_reached_by_its_socket(attack: Attack) -> None:
    theirs = attack.connection
    assert Path(f"/proc/{attack.victim.pid}/root{theirs['ip']}-{theirs['shell_port']}").is_socket()
    look = f"""
from ipykernel import get_connection_info
mine = json.loads(get_connection_info())
print(reach(mine["ip"] + "-" + str(mine["shell_port"])))
print(reach("{theirs["ip"]}-{theirs["shell_port"]}"))
"""
    assert attack.run(look).split() == ["reached", "FileNotFoundError"]


def test_another_s_kernel_is_not_reached_through_the_proxy(attack: Attack) -> None:
    address = f"/user/{VICTIM}/api/kernels/{attack.victim_s_kernel}"
    for path in (address, f"{address}/channels"):
        answer = attack.learner.client.get(path, headers=attack.server.headers)
        assert answer.status_code in (403, 404)


def test_no_socket_is_seen_but_one_s_own_and_the_public_ones(attack: Attack) -> None:
    look = """
for folder in ("/run", "/tmp", "/home", "/var", "/dev"):
    for inside, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(inside, name)
            if stat.S_ISSOCK(os.lstat(path).st_mode):
                print(path)
"""
    found = attack.run(look).splitlines()
    public = ["/run/lab/public/exchange.sock", "/run/lab/public/hub.sock"]
    assert sorted(path for path in found if path.startswith("/run/lab/public")) == public
    own = ("/run/lab/server/", "/tmp/")
    assert all(path.startswith(own) for path in found if path not in public)


@pytest.mark.parametrize("name", ["proxy", "server_template", "grading_template", "runner"])
def test_a_private_socket_of_the_lab_is_not_reached(
    name: str, attack: Attack, running_lab: RunningLab
) -> None:
    path = getattr(places(running_lab), f"{name}_socket")
    assert path.is_socket()
    assert attack.run(f"print(reach({str(path)!r}))") == "FileNotFoundError\n"


@pytest.mark.parametrize("token", ["''", repr(NOBODY_S_TOKEN), "own"], ids=TOKENS)
def test_the_hub_does_nothing_of_others_for_a_token_that_is_not_right(
    token: str, attack: Attack
) -> None:
    own = "own = os.environ['JUPYTERHUB_API_TOKEN']\n"
    asked = f"print(json.dumps([ask(method, path, {token}) for method, path in {NOT_YOURS!r}]))"
    answers = dict(zip(NOT_YOURS, json.loads(attack.run(own + asked)), strict=True))
    assert {what: status for what, status in answers.items() if status not in (403, 404)} == {}
    own_name = f"users/{ATTACKER}"
    known = attack.run(f"{own}print(ask('GET', '{own_name}', {token}))")
    assert known == ("200\n" if token == "own" else "403\n")


@pytest.mark.parametrize("token", ["", NOBODY_S_TOKEN, "own"], ids=TOKENS)
def test_the_proxy_tells_and_takes_no_route_without_its_token(
    token: str, attack: Attack, running_lab: RunningLab
) -> None:
    if token == "own":
        token = attack.run("print(os.environ['JUPYTERHUB_API_TOKEN'])").strip()
    headers = {"Authorization": f"token {token}"} if token else {}
    through = httpx.HTTPTransport(uds=str(places(running_lab).proxy_socket))
    with httpx.Client(transport=through, base_url="http://proxy", headers=headers) as client:
        route = f"/api/routes/user/{VICTIM}"
        answers = [
            client.get("/api/routes"),
            client.post(route, json={"target": "http://127.0.0.1:1"}),
            client.delete(route),
        ]
    assert {answer.status_code for answer in answers} == {403}


def test_what_a_cell_does_to_its_process_reaches_no_later_kernel(attack: Attack) -> None:
    change = """
os.environ.update(PYTHONPATH="/tmp/evil", PYTHONSTARTUP="/tmp/evil.py", PYTHONINSPECT="1")
sys.path.insert(0, "/tmp/evil")
json.loads = None
sys.modules["numpy"] = None
"""
    look = """
import json, os, sys
import numpy
print([name for name in os.environ if name.startswith("PYTHON") and "evil" in os.environ[name]],
      "PYTHONINSPECT" in os.environ, "/tmp/evil" in sys.path, json.loads is None)
"""
    poisoned = asyncio.run(attack.server.start_kernel())
    asyncio.run(attack.server.run_in(poisoned, HELPERS + change))
    assert asyncio.run(attack.server.run(look)) == "[] False False False\n"


def test_a_signal_to_everything_ends_nobody_else_and_its_sender_can_start_again(
    attack: Attack, running_lab: RunningLab
) -> None:
    with newcomer(running_lab, "attacks.killer") as killer:
        server = killer.open_server()
        first = server.pid
        with pytest.raises((AssertionError, TypeError)):  # the answer never comes
            asyncio.run(server.run("import os; os.kill(-1, 9)"))
        assert killer.open_server().pid != first
        again = asyncio.run(attack.victim.run_in(attack.victim_s_kernel, "print('lives')"))
        assert again == "lives\n"


def test_a_process_left_behind_ends_with_the_server(running_lab: RunningLab) -> None:
    with newcomer(running_lab, "attacks.leaver") as leaver:
        server = leaver.open_server()
        leave = "import subprocess; subprocess.Popen(['sleep', '86399'], start_new_session=True)"
        assert asyncio.run(server.run(leave)) == ""
        left = [
            processes.find_process(pid)
            for pid in processes.descendants(server.pid)
            if b"86399" in Path(f"/proc/{pid}/cmdline").read_bytes()
        ]
        assert len(left) == 1
        leaver.stop_server()
        wait_for(lambda: left[0] is None or not processes.is_alive(left[0]), DEADLINE_SECONDS)
