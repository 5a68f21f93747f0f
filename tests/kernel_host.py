"""A stand-in for a trainee's server: keeps kernels as one does, told what to do over its input.

`python -P -s -m tests.kernel_host [bare|stock]` imports what the lab's template does and forks its
kernel template at once, as a forked server does; with `bare` it imports less, with `stock` it
leaves Jupyter as it is. One JSON object a line each way. `Host` is the other end, in the tests.
"""

import importlib
import json
import logging
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager

from hub_config.server_template import KERNEL_MODULES, LIBRARY_ENVIRONMENT
from hub_config.trainee.kernel_provisioner import ForkedProcess, LabProvisioner, install
from hub_config.trainee.kernel_template import start_kernel_template
from hub_config.trainee.rehearsal import rehearse

PROJECT = Path(__file__).parent.parent
_SET_BY_LIBRARIES = ("KMP_DUPLICATE_LIB_OK", "KMP_INIT_AT_FORK")  # scikit-learn's


@dataclass(frozen=True)
class Kernel:
    """A started kernel, and a client that is connected to it."""

    name: str
    pid: int
    forked: bool
    client: BlockingKernelClient

    def run(self, code: str, timeout: float = 60) -> str:
        """Run a cell; what it printed, or its error."""
        said: list[str] = []

        def hear(message: Mapping[str, Any]) -> None:
            content = message["content"]
            if message["msg_type"] == "stream":
                said.append(content["text"])
            elif message["msg_type"] == "error":
                said.append(f"{content['ename']}: {content['evalue']}")

        self.client.execute_interactive(
            code, timeout=timeout, output_hook=hear, allow_stdin=False, store_history=False
        )
        return "".join(said)


class Host:
    """Asks a host process; each answer is a JSON object."""

    def __init__(self, process: "subprocess.Popen[str]", log: Path) -> None:
        self.process = process
        self._log = log

    @property
    def said(self) -> str:
        """Its log until now."""
        return self._log.read_text()

    def ask(self, do: str, **fields: Any) -> dict[str, Any]:
        """Have something done; fails with the host's log when it cannot."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"do": do, **fields}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, self.said
        answer: dict[str, Any] = json.loads(line)
        return answer

    @contextmanager
    def kernel(self, **fields: Any) -> Iterator[Kernel]:
        """Start a kernel that answers; shut down at the end."""
        started = self.ask("start", **fields)
        with connected(started["file"]) as client:
            yield Kernel(started["name"], started["pid"], started["forked"], client)
        self.ask("shutdown", name=started["name"])


@contextmanager
def connected(file: str) -> Iterator[BlockingKernelClient]:
    """A client of the kernel with this connection file."""
    client = BlockingKernelClient(connection_file=file)
    client.load_connection_file()
    client.start_channels()
    try:
        wait_for_welcome(client)
        yield client
    finally:
        client.stop_channels()


def wait_for_welcome(client: BlockingKernelClient) -> None:
    """Until the kernel hears us and we hear all that it says.

    Jupyter's own way to wait gives up when a busy machine lets a heartbeat be late.
    """
    while client.get_iopub_msg(timeout=60)["msg_type"] != "iopub_welcome":
        pass
    client.kernel_info(reply=True, timeout=60)


def templates(server: Host) -> list[psutil.Process]:
    """The keeper of the kernel template, then the template."""
    named = {}
    for child in psutil.Process(server.process.pid).children(recursive=True):
        with suppress(psutil.NoSuchProcess, IndexError):  # it ended meanwhile
            named[child.cmdline()[0]] = child
    return [named[name] for name in ("kernel template keeper", "kernel template") if name in named]


@contextmanager
def host(folder: Path, *arguments: str) -> Iterator[Host]:
    """A host process with `folder` as its home; killed at the end."""
    log = folder / "host.log"
    environment = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "HOME": str(folder),
        "PYTHONPATH": str(PROJECT),
        "JUPYTER_RUNTIME_DIR": str(folder / "run"),
        "IPYTHONDIR": str(folder / "ipython"),
        **LIBRARY_ENVIRONMENT,
    }
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-P", "-s", "-m", "tests.kernel_host", *arguments],
            env=environment,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=output,
            text=True,
        )
    with process:
        try:
            yield Host(process, log)
        finally:
            process.kill()


def become_server(modules: Sequence[str] = KERNEL_MODULES) -> None:
    """Load what the lab's template loads, fork a kernel template and use it."""
    for module in modules:
        importlib.import_module(module)
    rehearse()
    # As after a fork from the lab's template: of its environment nothing is left.
    for name in ("PYTHONPATH", *LIBRARY_ENVIRONMENT, *_SET_BY_LIBRARIES):
        os.environ.pop(name, None)
    install(start_kernel_template())


class _Kernels:
    def __init__(self) -> None:
        self._managers: dict[str, KernelManager] = {}

    def start(self, spec: str = "python3", **options: Any) -> dict[str, Any]:
        name = str(len(self._managers))
        # Absolute, or client and kernel would look for sockets in their own working folders.
        file = str(Path.home() / f"kernel-{name}.json")
        manager = KernelManager(kernel_name=spec, transport="ipc", connection_file=file)
        if "env" in options:
            options["env"] = {**os.environ, **options["env"]}
        manager.start_kernel(**options)
        self._managers[name] = manager
        return self._told(name)

    def restart(self, name: str, now: bool = False) -> dict[str, Any]:
        self._managers[name].restart_kernel(now=now)
        return self._told(name)

    def interrupt(self, name: str) -> dict[str, Any]:
        self._managers[name].interrupt_kernel()
        return {}

    def shutdown(self, name: str) -> dict[str, Any]:
        self._managers[name].shutdown_kernel()
        return {}

    def status(self, name: str) -> dict[str, Any]:
        process: Any = getattr(self._managers[name].provisioner, "process")  # noqa: B009
        return {"status": process.poll()}

    def flood(self, messages: int) -> dict[str, Any]:
        """Send the kernel template what it cannot read; how much of that it took."""
        assert LabProvisioner.template is not None
        taken = 0
        for _ in range(messages):
            with suppress(OSError):
                taken += bool(LabProvisioner.template.connection.send(b"?", socket.MSG_DONTWAIT))
        return {"taken": taken}

    def _told(self, name: str) -> dict[str, Any]:
        manager = self._managers[name]
        process: Any = getattr(manager.provisioner, "process")  # noqa: B009
        forked = isinstance(process, ForkedProcess)
        return {
            "name": name,
            "pid": process.pid,
            "forked": forked,
            "file": manager.connection_file,
        }


def main() -> None:
    """Do what is asked for until the input ends."""
    if "stock" not in sys.argv:
        become_server(KERNEL_MODULES[:1] if "bare" in sys.argv else KERNEL_MODULES)
    logging.basicConfig()
    kernels = _Kernels()
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(getattr(kernels, request.pop("do"))(**request)), flush=True)


if __name__ == "__main__":
    main()
