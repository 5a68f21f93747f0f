"""Forked kernels behave as stock ones do, and share nothing that a stock kernel would not."""

import base64
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from hub_config.server_template import LIBRARY_ENVIRONMENT
from hub_config.trainee.forked_kernel import read_usual
from tests.kernel_host import PROJECT, Host, Kernel, host, templates, wait_for_welcome
from tests.sandboxes import wait_until

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def forking(folder: Path) -> Iterator[Host]:
    """A host with a kernel template; its kernels are forked unless a test says otherwise."""
    with host(folder) as started:
        yield started


@pytest.fixture(scope="module")
def shared(forking: Host) -> Iterator[Kernel]:
    """A kernel for tests that leave it as it is."""
    with forking.kernel() as kernel:
        yield kernel


@pytest.fixture(scope="module")
def other(forking: Host) -> Iterator[Kernel]:
    """A second kernel beside the shared one."""
    with forking.kernel() as kernel:
        yield kernel


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """A kernel that Jupyter started by itself."""
    with host(tmp_path_factory.mktemp("stock"), "stock") as started, started.kernel() as kernel:
        yield kernel


def messages(kernel: Kernel, code: str) -> list[dict[str, Any]]:
    """What a cell sends to the page."""
    heard: list[dict[str, Any]] = []
    kernel.client.execute_interactive(code, timeout=60, output_hook=heard.append)
    return heard


def test_the_conformance_suite_ends_as_with_stock_kernels(tmp_path: Path) -> None:
    outcomes, said = {}, {}
    started = {}
    for which in ("ours", "stock"):
        home = tmp_path / which
        home.mkdir()
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(home), "PYTHONPATH": str(PROJECT)}
        started[which] = subprocess.Popen(
            [sys.executable, "-P", "-s", "-m", "tests.kernel_conformance", which],
            env={**environment, **LIBRARY_ENVIRONMENT},
            cwd=home,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    for which, process in started.items():
        output, said[which] = process.communicate(timeout=240)
        assert output, said[which]
        outcomes[which] = json.loads(output)
    assert "starts cold" not in said["ours"]
    assert outcomes["ours"] == outcomes["stock"]
    assert set(outcomes["ours"].values()) == {"passed", "skipped"}
    assert len(outcomes["ours"]) >= 12


def test_a_forked_kernel_is_the_server_s_own_child_in_a_session_of_its_own(
    forking: Host, shared: Kernel
) -> None:
    assert shared.forked
    process = psutil.Process(shared.pid)
    assert process.ppid() == forking.process.pid
    assert os.getsid(shared.pid) == os.getpgid(shared.pid) == shared.pid


LOOK = """
import json, logging, os, signal, sys, threading, multiprocessing
app = get_ipython().kernel.parent
print(json.dumps({
    "argv": [sys.argv[0], len(sys.argv)],
    "orig_argv": sys.orig_argv[:-1],
    "path": sys.path,
    "cwd": os.path.basename(os.getcwd()) != "",
    "main": [__name__, sys.modules["__main__"].__dict__ is globals(), "__file__" in globals()],
    "environment": sorted(os.environ),
    "open": sorted({os.readlink(f"/proc/self/fd/{fd}").split(":")[0]
                    for fd in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{fd}")}
                   & {"socket", "pipe", "/dev/null"}),
    "signals": {int(s): str(signal.getsignal(s)) for s in (1, 2, 15, 17)},
    "threads": sorted(type(thread).__name__ for thread in threading.enumerate()),
    "method": multiprocessing.get_start_method(),
    "hub": [name for name in sys.modules if name.startswith(("hub_config", "sandbox"))],
    "backend": os.environ["MPLBACKEND"],
    "umask": os.umask(0o022),
    "told": [{name: sorted(told) for name, told in app.cli_config.items()}, app.extra_args],
    "file": os.path.isfile(app.abs_connection_file),
    "history": get_ipython().history_manager.enabled,
    "loggers": {name: [logger.level, len(logger.handlers), logger.propagate, logger.disabled]
                for name in ("", "IPKernelApp", "asyncio", "tornado", "traitlets")
                for logger in [logging.getLogger(name)]},
}))
"""


def test_a_forked_kernel_looks_like_a_stock_one_from_within(other: Kernel, stock: Kernel) -> None:
    ours, theirs = json.loads(other.run(LOOK)), json.loads(stock.run(LOOK))
    for seen in (ours, theirs):  # the host's own, which differ
        seen["environment"] = sorted(
            set(seen["environment"])
            - {"PYTHONPATH", "JUPYTER_PATH", "JUPYTER_CONFIG_PATH", *LIBRARY_ENVIRONMENT}
        )
        seen["path"] = [path for path in seen["path"] if path != str(PROJECT)]
        seen["argv"][1] = seen["orig_argv"] = 0
    assert ours == theirs


def test_the_command_line_of_our_kernelspec_is_read_as_jupyter_reads_it(other: Kernel) -> None:
    words = ["--HistoryManager.enabled=False", "-f", "/x/y.json"]
    code = f"""
from ipykernel.kernelapp import IPKernelApp
app = type("IPKernelApp", (IPKernelApp,), {{}})()
app.parse_command_line({words})
print(app.cli_config)
"""
    assert other.run(code) == f"{read_usual(words)}\n"
    assert read_usual(["--debug", "-f", "/x/y.json"]) is None


@pytest.mark.parametrize(
    "code", ["1 / 0", "import json; json.loads('x')", "import pandas; pandas.DataFrame()['x']"]
)
def test_a_traceback_reads_as_from_a_stock_kernel(code: str, other: Kernel, stock: Kernel) -> None:
    def read(kernel: Kernel) -> str:
        error = next(one for one in messages(kernel, code) if one["msg_type"] == "error")
        return re.sub(r"In.{0,9}\[\d+\]", "In[]", "\n".join(error["content"]["traceback"]))

    assert read(other) == read(stock)


def test_a_forked_kernel_has_no_descriptor_of_its_template(forking: Host, shared: Kernel) -> None:
    code = """
import os, pathlib
for path in pathlib.Path("/proc/self/fd").iterdir():
    if path.exists():
        print(os.readlink(path))
"""
    seen = set(shared.run(code).split())
    template = templates(forking)[1]
    held = {str(path.readlink()) for path in Path(f"/proc/{template.pid}/fd").iterdir()}
    assert not {link for link in seen & held if link.startswith("socket:")}


@pytest.mark.parametrize(
    "draw",
    [
        "import random; print(random.random())",
        "import numpy; print(numpy.random.random())",
        "import torch; print(torch.rand(1).item())",
        "import uuid; print(uuid.uuid1().hex[:8], uuid.uuid4())",
        "import tempfile; print(tempfile.mktemp())",
        "import multiprocessing; print(bytes(multiprocessing.current_process().authkey))",
    ],
)
def test_two_kernels_draw_different_chance(draw: str, shared: Kernel, other: Kernel) -> None:
    assert shared.run(draw) != other.run(draw)


def test_an_interrupt_stops_the_cell_and_keeps_the_variables(forking: Host, shared: Kernel) -> None:
    shared.run("kept = 5")
    # In short steps: a signal in the moment before a sleep begins is heard after it. And without
    # `stop_on_error` a kernel drops for a moment what comes after an error.
    code = "import time; print('going', flush=True)\nwhile True: time.sleep(0.1)"
    asked = shared.client.execute(code, stop_on_error=False)
    while shared.client.get_iopub_msg(timeout=30)["msg_type"] != "stream":
        pass
    forking.ask("interrupt", name=shared.name)
    reply = shared.client.get_shell_msg(timeout=30)
    assert reply["parent_header"]["msg_id"] == asked
    assert reply["content"]["ename"] == "KeyboardInterrupt"
    assert shared.run("print(kept)") == "5\n"


@pytest.mark.parametrize("forked", [True, False])
def test_an_interrupt_ends_the_command_that_a_cell_waits_for(forked: bool, forking: Host) -> None:
    environment = {} if forked else {"OMP_NUM_THREADS": "2"}
    with forking.kernel(env=environment) as kernel:
        assert kernel.forked == forked
        asked = kernel.client.execute("import os; os.system('sleep 600')", stop_on_error=False)
        children = psutil.Process(kernel.pid).children
        # Before there is a command to end, the C library lets an interrupt pass unheard.
        assert wait_until(lambda: "sleep" in [child.name() for child in children(recursive=True)])
        forking.ask("interrupt", name=kernel.name)
        assert kernel.client.get_shell_msg(timeout=60)["parent_header"]["msg_id"] == asked
        assert kernel.run("print(5)") == "5\n"


@pytest.mark.parametrize("now", [False, True])
def test_a_restart_forgets_the_variables(now: bool, forking: Host) -> None:
    with forking.kernel() as kernel:
        kernel.run("kept = 5")
        again = forking.ask("restart", name=kernel.name, now=now)
        assert again["pid"] != kernel.pid
        wait_for_welcome(kernel.client)
        assert "NameError" in kernel.run("kept")


def test_the_server_hears_how_a_kernel_ended(forking: Host) -> None:
    with forking.kernel() as kernel:
        kernel.client.execute("import os; os._exit(7)")
        assert wait_until(lambda: forking.ask("status", name=kernel.name)["status"] is not None, 30)
        assert forking.ask("status", name=kernel.name)["status"] == 7


def test_a_plot_becomes_a_picture(shared: Kernel) -> None:
    heard = messages(shared, "import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.show()")
    pictures = [one["content"]["data"] for one in heard if one["msg_type"] == "display_data"]
    assert base64.b64decode(pictures[0]["image/png"]).startswith(b"\x89PNG")


def test_matplotlib_inline_can_be_asked_for(shared: Kernel) -> None:
    assert shared.run("%matplotlib inline") == ""
    heard = messages(shared, "import matplotlib.pyplot as plt; plt.plot([1, 2])")
    assert "display_data" in [one["msg_type"] for one in heard]


def test_a_widget_opens_a_channel_and_the_page_can_ask_for_all_widgets(shared: Kernel) -> None:
    heard = messages(shared, "import ipywidgets; slider = ipywidgets.IntSlider(); display(slider)")
    opened = [one["content"] for one in heard if one["msg_type"] == "comm_open"]
    assert "jupyter.widget" in {one["target_name"] for one in opened}
    client = shared.client
    content = {"comm_id": "c1", "target_name": "jupyter.widget.control", "data": {}}
    metadata = {"version": "1.0.0"}
    client.shell_channel.send(client.session.msg("comm_open", content, metadata=metadata))
    states = {"comm_id": "c1", "data": {"method": "request_states"}}
    client.shell_channel.send(client.session.msg("comm_msg", states))
    while (message := client.get_iopub_msg(timeout=30))["msg_type"] != "comm_msg":
        assert message["msg_type"] != "comm_close"
    assert message["content"]["data"]["method"] == "update_states"


def test_input_asks_the_page(shared: Kernel) -> None:
    client = shared.client
    client.execute("name = input('who? ')", allow_stdin=True)
    assert client.get_stdin_msg(timeout=30)["content"]["prompt"] == "who? "
    client.input("Kim")
    client.get_shell_msg(timeout=30)
    assert shared.run("print(name)") == "Kim\n"


def test_the_debugger_attaches(forking: Host) -> None:
    with forking.kernel() as kernel:
        client = kernel.client

        def debug(sequence: int, command: str, **arguments: Any) -> dict[str, Any]:
            content = {"type": "request", "seq": sequence, "command": command}
            message = client.session.msg("debug_request", {**content, "arguments": arguments})
            client.control_channel.send(message)
            answer: dict[str, Any] = client.get_control_msg(timeout=60)["content"]
            return answer

        names = {"clientID": "t", "clientName": "t", "adapterID": ""}
        paths = {"pathFormat": "path", "linesStartAt1": True, "columnsStartAt1": True}
        assert debug(1, "initialize", **names, **paths)["success"]
        assert debug(2, "attach")["success"]
        code = "value = 1\nvalue += 1\nprint(value)"
        cell = debug(3, "dumpCell", code=code)["body"]["sourcePath"]
        stop = debug(4, "setBreakpoints", source={"path": cell}, breakpoints=[{"line": 2}])
        assert stop["body"]["breakpoints"][0]["verified"]


def test_commands_and_subprocesses_print(shared: Kernel) -> None:
    assert shared.run("!echo from the shell") == "from the shell\r\n"
    code = "import subprocess; print(subprocess.run(['echo', 'x'], capture_output=True).stdout)"
    assert shared.run(code) == "b'x\\n'\n"


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_worker_processes_work(method: str, folder: Path, shared: Kernel) -> None:
    (folder / "squares.py").write_text("def square(x):\n    return x * x\n")
    code = f"""
import multiprocessing, squares
with multiprocessing.get_context({method!r}).Pool(2) as pool:
    print(pool.map(squares.square, [1, 2, 3]))
"""
    assert shared.run(code) == "[1, 4, 9]\n"


def test_a_data_loader_s_workers_work(shared: Kernel) -> None:
    code = """
import torch
from torch.utils.data import DataLoader, TensorDataset
loader = DataLoader(TensorDataset(torch.arange(6.0)), batch_size=2, num_workers=2)
print(sum(batch[0].sum().item() for batch in loader))
"""
    assert shared.run(code) == "15.0\n"


def test_torch_and_numpy_compute(shared: Kernel) -> None:
    code = "import numpy, torch; print((torch.ones(300, 300) @ torch.ones(300, 300)).sum().item(), "
    assert shared.run(f"{code}(numpy.ones((300, 300)) @ numpy.ones((300, 300))).sum())") == (
        "27000000.0 27000000.0\n"
    )
