"""Kill -9 in a running lab, while servers start and while people work: nobody has to repair it.

What else is killed, and where: the template, the warden, the pause process and a starting sandbox
in test_sandbox_faults, whatever keeps a running sandbox in test_sandbox_process and
test_sandbox_template, kernels and their template in test_kernel_starts, kernels and the hub while
people work in test_hub_alive.
"""

import os
import signal

import httpx
import pytest

from hub_config.roles import person_slug
from hub_config.server_template import TemplateProbe
from sandbox import processes
from sandbox.process import Sandbox
from sandbox.records import find_sandbox
from tests.held_starts import held_starts
from tests.learner import Learner, child_pid, newcomer, places, wait_for
from tests.running_lab import RunningLab

pytestmark = pytest.mark.slow
DEADLINE_SECONDS = 120.0


def kill_part(lab: RunningLab, name: str) -> None:
    """Kill -9, and wait until the supervisor says that the part works again."""
    before = lab.said.count(f"{name}: works again")
    os.kill(child_pid(lab, name), signal.SIGKILL)
    wait_for(lambda: lab.said.count(f"{name}: works again") > before, DEADLINE_SECONDS)


def wait_for_home(learner: Learner) -> None:
    """Wait until the hub shows its home page again, through the proxy."""

    def is_there() -> bool:
        try:
            return learner.client.get("/hub/home").is_success
        except httpx.TransportError:
            return False

    wait_for(is_there, DEADLINE_SECONDS)


def wait_for_template(lab: RunningLab) -> None:
    """Wait until servers are forked again."""
    probe = TemplateProbe(places(lab).server_template_socket)
    wait_for(lambda: probe.answers(1), DEADLINE_SECONDS)


def sandbox_of(learner: Learner) -> Sandbox | None:
    return find_sandbox(places(learner.lab).sandboxes, person_slug(learner.name))


def command_of(learner: Learner) -> int | None:
    """The process of the person's server, as soon as there is one."""
    sandbox = sandbox_of(learner)
    return None if sandbox is None else int(sandbox.describe()["command_pid"]) or None


async def test_a_killed_proxy_ends_neither_a_start_nor_work_nor_a_course_s_service(
    running_lab: RunningLab,
) -> None:
    with (
        newcomer(running_lab, "faults.works") as working,
        newcomer(running_lab, "faults.starts") as starting,
    ):
        server = working.open_server()
        pid = server.pid
        kernel = await server.start_kernel()
        await server.run_in(kernel, "remembered = 'before'")
        with held_starts(running_lab, [starting.name]) as let_go:
            starting.press_start()
            kill_part(running_lab, "proxy")
            let_go()
            wait_for_home(starting)
            assert await starting.open_server().run("print(6 * 7)") == "42\n"
        course = "/services/ai-foundations/api"
        wait_for(lambda: working.client.get(course).is_success, DEADLINE_SECONDS)
        assert working.open_server().pid == pid
        assert await server.answer_of(kernel, "print(remembered)") == "before\n"


async def test_a_hub_killed_during_a_start_starts_the_server_on_the_next_press(
    running_lab: RunningLab,
) -> None:
    with newcomer(running_lab, "faults.hub") as person:
        with held_starts(running_lab, [person.name]):
            person.press_start()
            kill_part(running_lab, "hub")
            wait_for_home(person)
        assert await person.open_server().run("print(6 * 7)") == "42\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's lab has a template")
async def test_a_killed_template_ends_neither_a_start_nor_work(running_lab: RunningLab) -> None:
    with (
        newcomer(running_lab, "faults.with") as working,
        newcomer(running_lab, "faults.without") as starting,
    ):
        server = working.open_server()
        kernel = await server.start_kernel()
        await server.run_in(kernel, "remembered = 'before'")
        with held_starts(running_lab, [starting.name]) as let_go:
            starting.press_start()
            os.kill(child_pid(running_lab, "server-template"), signal.SIGKILL)
            let_go()
            assert await starting.open_server().run("print(6 * 7)") == "42\n"
        assert await server.run_in(kernel, "print(remembered)") == "before\n"
    wait_for_template(running_lab)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's lab has a pause process")
async def test_after_the_pause_process_was_killed_the_server_opens_again_with_what_was_saved(
    running_lab: RunningLab,
) -> None:
    wait_for_template(running_lab)
    with newcomer(running_lab, "faults.pause") as person:
        server = person.open_server()
        before = server.pid
        await server.run("open('kept.txt', 'w').write('kept')")
        (pause,) = processes.children(before)
        assert pause != command_of(person)
        os.kill(pause, signal.SIGKILL)
        again = person.open_server()
        assert again.pid != before
        assert await again.run("print(open('kept.txt').read())") == "kept\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's lab knows the process of a server")
async def test_a_server_killed_in_its_start_or_at_work_opens_again_with_what_was_saved(
    running_lab: RunningLab,
) -> None:
    with newcomer(running_lab, "faults.server") as person:
        with held_starts(running_lab, [person.name]) as let_go:
            person.press_start()
            let_go()
            os.kill(wait_for(lambda: command_of(person), DEADLINE_SECONDS), signal.SIGKILL)
        server = person.open_server()
        before = server.pid
        await server.run("open('kept.txt', 'w').write('kept')")
        sandbox, command = sandbox_of(person), command_of(person)
        assert sandbox is not None
        assert command is not None
        os.kill(command, signal.SIGKILL)
        again = person.open_server()
        assert again.pid != before
        assert await again.run("print(open('kept.txt').read())") == "kept\n"
