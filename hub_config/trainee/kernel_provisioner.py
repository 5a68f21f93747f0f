"""Start kernels by forking the server's kernel template; everything else as Jupyter does it.

A kernel that cannot be the same when it is forked starts cold, and the log says why: another
program than our Python, settings that are only read when Python or a library begins, or packages
of the trainee's own in the place of imported ones. A fork that was acknowledged is never followed
by a cold start of the same kernel. Knows nothing of sandboxes.
"""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from hub_config.trainee.forked_kernel import LAUNCHER, KernelRequest
from hub_config.trainee.kernel_template import ForkedKernel, KernelNotForked, KernelTemplate

NAME = "lab-provisioner"
_SOON_SECONDS = 0.5
_LISTEN_SECONDS = 20.0
# Read when a process or a library begins, which is long past in a template.
_READ_EARLY = ("PYTHON", "LD_", "MALLOC_", "GLIBC_", "OMP_", "GOMP_", "KMP_", "MKL_", "OPENBLAS_")
_HARMLESS = {"PYTHONNOUSERSITE", "PYTHONUNBUFFERED"}
_KNOWN_OPTIONS = {"cwd", "env", "stdin", "stdout", "stderr", "extra_arguments", "kernel_id"}


class ForkedProcess:
    """As much of `subprocess.Popen` as a provisioner uses, for a child that was forked for us."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """None while it runs, else as `subprocess.Popen.returncode`."""
        self._hear(os.WNOHANG)
        return self.returncode

    def wait(self) -> int | None:
        """Wait for its end."""
        self._hear(0)
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Signal this process alone, if it has not ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    async def seen_to_end(self, wait_seconds: float) -> None:
        """Return in the moment of its end, or after so long; it has to be asked to end before."""
        if self.poll() is not None:
            return
        process = os.pidfd_open(self.pid)
        try:
            await _readable(process, wait_seconds)
        finally:
            os.close(process)

    def _hear(self, options: int) -> None:
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, options)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)


class LabProvisioner(LocalProvisioner):
    """Forks where that gives the same kernel; `template` is set once, by `install`."""

    template: KernelTemplate | None = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork the kernel, or start it as usual."""
        try:
            forked = self._fork(cmd, kwargs)
        except KernelNotForked as error:
            self.log.warning("kernel %s starts cold: %s.", self.kernel_id, error)
            return await super().launch_kernel(cmd, **kwargs)
        self.process: Any = ForkedProcess(forked.pid)
        self.pid = self.pgid = self.process.pid  # it leads a session of its own
        self.cwd = kwargs.get("cwd") or Path.cwd()
        # Whoever connects earlier is refused, and tries again only some tenths of a second later.
        with os.fdopen(forked.listening, "rb") as listening:
            await _readable(listening.fileno(), _LISTEN_SECONDS)
        return self.connection_info

    async def shutdown_requested(self, restart: bool = False) -> None:
        """Wait for the kernel's end as it comes: Jupyter itself looks ten times a second."""
        await super().shutdown_requested(restart)
        if isinstance(self.process, ForkedProcess):
            await self.process.seen_to_end(_SOON_SECONDS)

    def _fork(self, cmd: Sequence[str], options: Mapping[str, Any]) -> ForkedKernel:
        """The forked kernel.

        Raises:
            KernelNotForked: It has to start cold.
        """
        if self.template is None:
            raise KernelNotForked("this server has no kernel template")
        environment = dict(options.get("env") or os.environ)
        folder = str(options.get("cwd") or Path.cwd())
        reason = why_cold(cmd, options, environment, self.template.loaded)
        if reason:
            raise KernelNotForked(reason)
        with _empty_pipe() as empty:
            streams = [
                _descriptor(options.get(name), usual)
                for name, usual in (("stdin", empty), ("stdout", 1), ("stderr", 2))
            ]
            return self.template.fork(KernelRequest(tuple(cmd), environment, folder), streams)


def install(template: KernelTemplate | None) -> None:
    """Have every kernel of this process started by a `LabProvisioner`."""
    LabProvisioner.template = template
    # By name and not as an entry point of a package: only this process has a template.
    KernelProvisionerFactory.provisioners[NAME] = EntryPoint(
        NAME, f"{__name__}:{LabProvisioner.__name__}", KernelProvisionerFactory.GROUP_NAME
    )
    KernelProvisionerFactory.instance().default_provisioner_name = NAME


def why_cold(
    cmd: Sequence[str],
    options: Mapping[str, Any],
    environment: Mapping[str, str],
    loaded: Iterable[str],
) -> str:
    """Why a fork would not be the same kernel; empty when it would."""
    if tuple(cmd[:3]) != (sys.executable, "-m", LAUNCHER):
        return f"its program is not {LAUNCHER} in this Python"
    unknown = sorted(options.keys() - _KNOWN_OPTIONS)
    if unknown:
        return f"it is to be started with {', '.join(unknown)}"
    streams = [options.get(name) for name in ("stdin", "stdout", "stderr")]
    if any(isinstance(stream, int) and stream < 0 for stream in streams):
        return "its streams are for subprocess.Popen to open"
    early = sorted(
        name for name in environment if name.startswith(_READ_EARLY) and name not in _HARMLESS
    )
    if early:
        return f"its environment sets {', '.join(early)}"
    folder = options.get("cwd")
    if folder and not os.access(folder, os.X_OK):
        return f"{folder} cannot be entered"
    shadowing = sorted(set(loaded) & set(_names_in(user_packages(environment))))
    if shadowing:
        return f"the home's own packages replace loaded ones: {', '.join(shadowing)}"
    return ""


def user_packages(environment: Mapping[str, str]) -> Path:
    """Where `pip install --user` puts packages (site.getusersitepackages)."""
    home = Path(environment.get("HOME", "~")).expanduser()
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return home / ".local" / "lib" / version / "site-packages"


async def _readable(descriptor: int, wait_seconds: float) -> None:
    """Return in the moment when there is something to read, its end for one, or after so long."""
    heard = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_reader(descriptor, heard.set)
    try:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(heard.wait(), wait_seconds)
    finally:
        loop.remove_reader(descriptor)


def _names_in(folder: Path) -> list[str]:
    try:
        return [entry.name.partition(".")[0] for entry in os.scandir(folder)]
    except OSError:
        return []


@contextlib.contextmanager
def _empty_pipe() -> Iterator[int]:
    """What Jupyter gives its kernels as standard input."""
    read, write = os.pipe()
    os.close(write)
    try:
        yield read
    finally:
        os.close(read)


def _descriptor(stream: Any, usual: int) -> int:
    if stream is None:
        return usual
    return stream if isinstance(stream, int) else int(stream.fileno())
