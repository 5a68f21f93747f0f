"""Trainees' servers are forked from a template that the lab keeps running."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from hub_config.child import Child
from hub_config.children import plain_environment
from hub_config.places import Places
from hub_config.server_template import (
    KERNEL_MODULES,
    MODULES,
    TemplateProbe,
    loaded_software,
    server_template,
    server_template_child,
)
from sandbox import processes
from sandbox.records import find_sandbox
from tests.learner import log_in, places, wait_for
from tests.running_lab import RunningLab
from tests.sandboxes import make_spec

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root's lab has a template")
TRAINEE = "demo-trainee-1"
# The template as the lab has it, but for what it loads, under a supervisor that is less patient.
SUPERVISED = """
import sys
from dataclasses import replace
from pathlib import Path
import hub_config.supervisor
from hub_config.children import plain_environment
from hub_config.places import Places
from hub_config.server_template import server_template_child
from hub_config.state import ensure_state
places = Places(Path(sys.argv[1]))
ensure_state(places)
hub_config.supervisor.LOOK_EVERY_SECONDS = 0.2
hub_config.supervisor.SILENT_LOOKS_ALLOWED = 2
template = server_template_child(places, plain_environment(places))
spared = ("--import", "--prepare", "--rehearse")
quick = [word for word in template.command if not word.startswith(spared)]
hub_config.supervisor.Supervisor(
    [replace(template, command=tuple(quick), software=())], places,
    say=lambda line: print(line, flush=True), on_ready=lambda failed: None, stop_rest=lambda: None,
).run()
"""


def child(state: Places) -> Child:
    made = server_template_child(state, plain_environment(state))
    assert made is not None
    return made


def test_the_template_loads_what_is_named_and_nothing_of_the_lab_s(short_path: Path) -> None:
    command = child(Places(short_path)).command
    assert [word for word in command if word.startswith("--import=")] == [
        f"--import={name}" for name in (*MODULES, *KERNEL_MODULES)
    ]
    assert not [name for name in MODULES if name.startswith(("autograder", "courses"))]


def test_a_fork_gets_the_arguments_of_the_cold_command(short_path: Path) -> None:
    command = (sys.executable, "-m", "hub_config.trainee.server", "--socket=/s", "--x")
    template = server_template(Places(short_path), make_spec(command))
    assert template is not None
    assert template.arguments == ("--socket=/s", "--x")


def test_a_new_package_or_a_change_of_ours_is_a_change_of_the_template_s_software() -> None:
    watched = {str(path.relative_to(path.parents[1])) for path in loaded_software()}
    assert {"sandbox/warden.py", "trainee/forked_kernel.py"} <= watched
    assert any(name.endswith("-packages") for name in watched)


def test_an_ordinary_user_s_lab_has_no_template(
    short_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    state = Places(short_path)
    assert server_template_child(state, {}) is None
    assert server_template(state, make_spec(["hub_config.trainee.server"])) is None


def test_a_template_that_stands_still_is_replaced_by_one_that_forks(short_path: Path) -> None:
    state, said = Places(short_path / "v"), short_path / "said"
    words = [sys.executable, "-c", SUPERVISED, str(state.state_dir)]
    with said.open("w") as output:
        supervisor = subprocess.Popen(words, stdout=output, stderr=subprocess.STDOUT)
    try:
        wait_for(lambda: "server-template: ready" in said.read_text(), 120)
        standing = child_of(state)
        os.kill(standing, signal.SIGSTOP)
        wait_for(lambda: "server-template: works again" in said.read_text(), 120)
        assert "had not answered for 2 looks in a row" in said.read_text()
        assert child_of(state) != standing
        assert processes.find_process(standing) is None
        assert TemplateProbe(state.server_template_socket).answers(60)
    finally:
        supervisor.terminate()
        supervisor.wait(60)


def child_of(state: Places) -> int:
    """The process of the template, as the supervisor records it."""
    record = (state.run / "children" / "server-template.json").read_text()
    return int(json.loads(record)["pid"])


@pytest.mark.slow
async def test_a_server_and_its_kernels_are_forked(running_lab: RunningLab) -> None:
    wait_for(lambda: "server-template: ready" in running_lab.said or None, 60)
    with log_in(running_lab, TRAINEE) as trainee:
        server = trainee.open_server()
        records = places(running_lab).sandboxes
        sandbox = find_sandbox(records, f"person-{TRAINEE}")
        assert sandbox is not None
        assert sandbox.describe()["command_pid"], "the server was started cold"
        look = "import os, sys; print(os.getppid() == SERVER, 'torch' in sys.modules)"
        inside = processes.pid_in_namespace(int(sandbox.describe()["command_pid"]))
        assert await server.run(look.replace("SERVER", str(inside))) == "True True\n"
