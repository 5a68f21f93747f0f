"""Which kernels are forked, which start cold, and what is left when a process of them is killed."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from hub_config.trainee.kernel_provisioner import user_packages, why_cold
from tests.kernel_host import Host, Kernel, connected, host, templates
from tests.sandboxes import wait_until

pytestmark = pytest.mark.slow
LAUNCH = (sys.executable, "-m", "ipykernel_launcher", "-f", "x.json")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def forking(folder: Path) -> Iterator[Host]:
    """A host with a kernel template that has loaded little."""
    with host(folder, "bare") as started:
        yield started


def test_the_environment_of_a_start_and_its_folder_reach_the_kernel(
    forking: Host, tmp_path: Path
) -> None:
    with forking.kernel(cwd=str(tmp_path), env={"COLOUR": "blue"}) as kernel:
        said = kernel.run("import os; print(os.environ['COLOUR'], os.getcwd())")
    assert said == f"blue {tmp_path}\n"


def test_a_kernel_listens_by_the_time_its_start_returns(forking: Host) -> None:
    started = forking.ask("start")
    assert started["forked"]
    told = json.loads(Path(started["file"]).read_text())
    for channel in ("shell", "iopub", "stdin", "control"):
        with socket.socket(socket.AF_UNIX) as channel_socket:
            channel_socket.connect(f"{told['ip']}-{told[f'{channel}_port']}")
    forking.ask("shutdown", name=started["name"])


def test_a_package_in_the_home_is_found_as_by_a_stock_kernel(forking: Host, folder: Path) -> None:
    packages = user_packages({"HOME": str(folder)})
    packages.mkdir(parents=True)
    (packages / "mine.py").write_text("answer = 42")
    (packages / "more.pth").write_text(f"{folder}/more\n")
    (folder / "more").mkdir()
    (folder / "more" / "further.py").write_text("answer = 43")
    with forking.kernel() as kernel:
        assert kernel.run("import mine, further; print(mine.answer, further.answer)") == "42 43\n"
        assert kernel.forked


def test_a_package_in_the_place_of_a_loaded_one_makes_a_cold_start(tmp_path: Path) -> None:
    packages = user_packages({"HOME": str(tmp_path)})
    (packages / "numpy").mkdir(parents=True)
    environment = {"HOME": str(tmp_path)}
    assert why_cold(LAUNCH, {}, environment, ["numpy"]).endswith("replace loaded ones: numpy")
    assert why_cold(LAUNCH, {}, environment, ["torch"]) == ""


@pytest.mark.parametrize(
    ("command", "options", "environment", "reason"),
    [
        (("R", "--slave"), {}, {}, "its program is not"),
        (LAUNCH, {"preexec_fn": print}, {}, "started with preexec_fn"),
        (LAUNCH, {"stdout": subprocess.PIPE}, {}, "for subprocess.Popen to open"),
        (LAUNCH, {}, {"OMP_NUM_THREADS": "2"}, "sets OMP_NUM_THREADS"),
        (LAUNCH, {}, {"PYTHONPATH": "/x"}, "sets PYTHONPATH"),
        (LAUNCH, {"cwd": "/nowhere"}, {}, "/nowhere cannot be entered"),
    ],
)
def test_what_a_fork_could_not_be_starts_cold(
    command: tuple[str, ...], options: dict[str, Any], environment: dict[str, str], reason: str
) -> None:
    assert reason in why_cold(command, options, {"HOME": "/", **environment}, ())


def test_a_kernelspec_with_another_command_starts_cold_and_works(
    forking: Host, folder: Path
) -> None:
    spec = folder / ".local/share/jupyter/kernels/other"
    spec.mkdir(parents=True)
    argv = [sys.executable, "-W", "ignore", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (spec / "kernel.json").write_text(
        json.dumps({"argv": argv, "display_name": "Other", "language": "python"})
    )
    with forking.kernel(spec="other") as kernel:
        assert kernel.run("print(1)") == "1\n"
        assert not kernel.forked
    assert "starts cold: its program is not ipykernel_launcher" in forking.said


def test_a_killed_template_is_replaced_and_harms_no_kernel(tmp_path: Path) -> None:
    with host(tmp_path, "bare") as forking, forking.kernel() as before:
        before.run("kept = 5")
        template = templates(forking)[1]
        template.kill()
        assert wait_until(lambda: templates(forking)[1:] not in ([], [template]))
        with forking.kernel() as after:
            assert after.forked
        assert before.run("print(kept)") == "5\n"


def test_without_template_and_keeper_kernels_start_cold_and_the_log_says_so(
    tmp_path: Path,
) -> None:
    with host(tmp_path, "bare") as forking, forking.kernel() as before:
        for process in templates(forking):
            process.kill()
        with forking.kernel() as after:
            assert not after.forked
        assert "starts cold: the kernel template" in forking.said
        assert before.run("print(2)") == "2\n"


def test_no_kernel_outlives_a_killed_server(tmp_path: Path) -> None:
    with host(tmp_path, "bare") as forking:
        started = forking.ask("start")
        with connected(started["file"]) as client:
            client.execute("import time; time.sleep(1000)")
            everyone = psutil.Process(forking.process.pid).children(recursive=True)
            assert started["pid"] in [process.pid for process in everyone]
            assert len(everyone) == 3
            forking.process.kill()
            forking.process.wait()
        _, alive = psutil.wait_procs(everyone, timeout=10)
        assert not alive


def test_a_kernel_killed_during_its_start_is_seen_dead_and_starts_again(forking: Host) -> None:
    started = forking.ask("start")
    psutil.Process(started["pid"]).kill()
    name = started["name"]
    assert wait_until(lambda: forking.ask("status", name=name)["status"] is not None)
    assert forking.ask("status", name=name)["status"] == -signal.SIGKILL
    again = forking.ask("restart", name=name, now=True)
    with connected(again["file"]) as client:
        assert Kernel(name, again["pid"], again["forked"], client).run("print(3)") == "3\n"
    assert again["forked"]
    forking.ask("shutdown", name=name)


def test_a_template_that_is_flooded_stops_no_later_kernel(tmp_path: Path) -> None:
    with host(tmp_path, "bare") as forking, forking.kernel() as before:
        assert forking.ask("flood", messages=3000)["taken"] > 0
        with forking.kernel() as after:
            assert after.run("print(4)") == "4\n"
        assert before.run("print(2)") == "2\n"
