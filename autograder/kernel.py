"""Start one real kernel in a sandbox and talk to it from outside.

Only the kernel is inside: the code that speaks Jupyter's protocol stays in our process, and they
meet at Unix sockets in a folder that belongs to this run alone. The kernel sees the software, a
read-only copy of the submission's files, and nothing else of the machine; its working folder is in
its own memory file system and goes with it. Does not know what a cell is.

Nothing that comes from the kernel is trusted: messages are limited in size and number, and a
connection that breaks is not made again, so that a socket cannot be swapped for another.
"""

import asyncio
import contextlib
import json
import os
import random
import secrets
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any, cast

import zmq
import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.connect import channel_socket_types
from jupyter_client.kernelspec import (
    NATIVE_KERNEL_NAME,
    KernelSpec,
    KernelSpecManager,
    NoSuchKernel,
)
from jupyter_client.session import Session

from autograder.errors import RunError
from autograder.run import MIB, RunFile, RunLimits
from sandbox.process import Sandbox, start
from sandbox.software import software_mounts
from sandbox.spec import Identity, Limit, Limits, Mount, SandboxSpec

CONNECTION_DIR = PurePosixPath("/run/lab/kernel")
FILES_DIR = PurePosixPath("/run/lab/files")
WORK_DIR = PurePosixPath("/tmp/work")
START_SECONDS = 60
LARGEST_MESSAGE_BYTES = 5 * MIB
WAITING_MESSAGES = 1000
"""Unread messages that ZeroMQ keeps for us; beyond them, the kernel drops some."""

# Identities of graded runs; far above people's and trainees' so that none is ever shared.
FIRST_UID = 1_610_000_000
LAST_UID = 1_619_999_999

# The working folder lies in the sandbox's own /tmp: bounded in size, and gone with the sandbox.
ENTRY = 'mkdir -p "$HOME" "$1" && cp -R "$2/." "$1" && cd "$1" && shift 2 && exec "$@"'


class SandboxedClient(AsyncKernelClient):
    """A kernel client that believes the sandbox, and not the kernel, about being alive."""

    sandbox: Sandbox | None = None
    _output_monitor: zmq.asyncio.Socket | None = None

    def _create_connected_socket(
        self, channel: str, identity: bytes | None = None
    ) -> zmq.asyncio.Socket:
        connection = self.context.socket(channel_socket_types[channel])
        connection.linger = 0
        connection.setsockopt(zmq.MAXMSGSIZE, LARGEST_MESSAGE_BYTES)
        connection.setsockopt(zmq.RCVHWM, WAITING_MESSAGES)
        connection.setsockopt(zmq.RECONNECT_IVL, -1)
        if identity:
            connection.identity = identity
        if channel == "iopub":
            self._output_monitor = connection.get_monitor_socket(zmq.EVENT_DISCONNECTED)
        connection.connect(self._make_url(channel))
        return connection

    def is_output_cut(self) -> bool:
        """True once the channel of outputs broke, as it does at a message that is too large."""
        monitor = self._output_monitor
        return monitor is not None and bool(int(monitor.get(zmq.EVENTS)) & zmq.POLLIN)

    async def _async_is_alive(self) -> bool:
        return self.sandbox is not None and self.sandbox.poll() is None

    is_alive = _async_is_alive


class Kernel:
    """A running kernel; `interrupt_kernel` is what nbclient asks a kernel manager for."""

    def __init__(self, folder: Path, sandbox: Sandbox, client: SandboxedClient) -> None:
        self.folder = folder
        self.sandbox = sandbox
        self.client = client
        self.memory_bytes = 0

    async def interrupt_kernel(self) -> None:
        """Ask the kernel to interrupt its cell."""
        message = self.client.session.msg("interrupt_request", {})
        self.client.control_channel.send(message)

    def measure(self) -> bool:
        """Note the memory in use; True if the sandbox has run out of it."""
        usage = self.sandbox.measure()
        self.memory_bytes = max(self.memory_bytes, usage.memory_bytes, usage.peak_memory_bytes)
        return Limit.MEMORY in usage.limits_reached

    async def stop(self) -> None:
        """End every process of the sandbox and remove its folder."""
        self.client.stop_channels()
        await asyncio.to_thread(self.sandbox.stop, grace_seconds=0)
        shutil.rmtree(self.folder, ignore_errors=True)


async def start_kernel(name: str, files: tuple[RunFile, ...], limits: RunLimits) -> Kernel:
    """Start the kernel `name` in a sandbox of its own and wait until it answers.

    Raises:
        RunError: No sandbox, or no answer. No line of the submission was run.
    """  # noqa: DOC502
    spec = find_kernel(name)
    identity = _choose_identity()
    folder = Path(tempfile.mkdtemp(prefix="lab-run-"))
    try:
        sandbox_spec, info = _prepare(folder, spec, files, limits, identity)
        sandbox = await asyncio.to_thread(_start_sandbox, sandbox_spec)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    client = SandboxedClient(
        session=Session(key=info["key"].encode(), signature_scheme=info["signature_scheme"])
    )
    client.sandbox = sandbox
    client.load_connection_info(cast(Any, info))
    client.allow_stdin = False
    kernel = Kernel(folder, sandbox, client)
    try:
        await _connect(kernel)
    except BaseException:
        await kernel.stop()
        raise
    if identity is not None:
        # Its sockets are made: from now on the kernel can write nothing to this folder.
        connection_dir = folder / "kernel"
        connection_dir.chmod(0o711)
        os.chown(connection_dir, 0, 0)
    return kernel


def find_kernel(name: str) -> KernelSpec:
    """The installed kernel `name`.

    Raises:
        RunError: There is none of that name.
    """
    manager = KernelSpecManager()
    try:
        return manager.get_kernel_spec(NATIVE_KERNEL_NAME if name == "python" else name)
    except NoSuchKernel:
        known = ", ".join(sorted(manager.find_kernel_specs()))
        raise RunError(f"no kernel {name!r} is installed; there are: {known}.") from None


def _prepare(
    folder: Path,
    spec: KernelSpec,
    files: tuple[RunFile, ...],
    limits: RunLimits,
    identity: Identity | None,
) -> tuple[SandboxSpec, dict[str, Any]]:
    # 0711: the sandbox's own user passes through to its two folders and can list nothing.
    folder.chmod(0o711)
    files_dir = folder / "files"
    connection_dir = folder / "kernel"
    files_dir.mkdir(mode=0o755)
    connection_dir.mkdir(mode=0o700)
    for file in files:
        target = files_dir / file.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.content)
    for path in (files_dir, *files_dir.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    info: dict[str, Any] = {
        "transport": "ipc",
        "ip": str(CONNECTION_DIR / "s"),
        "shell_port": 1,
        "iopub_port": 2,
        "stdin_port": 3,
        "hb_port": 4,
        "control_port": 5,
        "key": secrets.token_hex(32),
        "signature_scheme": "hmac-sha256",
        "kernel_name": "",
    }
    connection_file = connection_dir / "connection.json"
    connection_file.write_text(json.dumps(info), encoding="utf-8")
    connection_file.chmod(0o600)
    if identity is not None:
        for path in (connection_dir, connection_file):
            os.chown(path, identity.uid, identity.gid)
    mounts = (
        *software_mounts(),
        Mount(files_dir, FILES_DIR),
        Mount(connection_dir, CONNECTION_DIR, writable=True),
    )
    arguments = [
        sys.executable if index == 0 and part.startswith("python") else part
        for index, part in enumerate(spec.argv)
    ]
    arguments = [
        part.replace("{connection_file}", str(CONNECTION_DIR / "connection.json"))
        for part in arguments
    ]
    if "ipykernel" in " ".join(spec.argv):
        arguments.append("--HistoryManager.hist_file=:memory:")
    sandbox_spec = SandboxSpec(
        name=f"run-{secrets.token_hex(8)}",
        command=("/bin/sh", "-c", ENTRY, "run", str(WORK_DIR), str(FILES_DIR), *arguments),
        mounts=mounts,
        environment=_environment(spec.env, limits),
        identity=identity,
        limits=Limits(
            memory_bytes=limits.memory_bytes,
            processes=limits.processes,
            tmp_bytes=min(512 * MIB, limits.memory_bytes // 2),
        ),
        network=False,
    )
    return sandbox_spec, info | {"ip": str(connection_dir / "s")}


def _environment(kernel_environment: Mapping[str, str], limits: RunLimits) -> dict[str, str]:
    threads = str(limits.cpu_threads)
    return {
        "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
        "HOME": "/tmp/home",
        "LANG": "C.UTF-8",
        "NBGRADER_EXECUTION": "autograde",
        "OMP_NUM_THREADS": threads,
        "OPENBLAS_NUM_THREADS": threads,
        "MKL_NUM_THREADS": threads,
        **kernel_environment,
    }


def _start_sandbox(spec: SandboxSpec) -> Sandbox:
    try:
        return start(spec, die_with_parent=True)
    except Exception as error:
        raise RunError(f"no sandbox could be started: {error!s:.400}") from error


async def _connect(kernel: Kernel) -> None:
    """Wait until the kernel's sockets listen, connect to them once, and hear it say it is ready.

    Raises:
        RunError: It ended, or did not answer in time.
    """
    deadline = time.monotonic() + START_SECONDS
    addresses = [kernel.folder / "kernel" / f"s-{number}" for number in range(1, 6)]
    while not all(_listens(address) for address in addresses):
        if (status := kernel.sandbox.poll()) is not None:
            raise RunError(f"the kernel ended with status {status} before it was ready.")
        if time.monotonic() > deadline:
            raise RunError(f"the kernel did not listen within {START_SECONDS} s.")
        await asyncio.sleep(0.01)
    client = kernel.client
    client.start_channels(stdin=False, hb=False)
    while True:
        request = client.kernel_info()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(1.0):
                await _hear(client.shell_channel, request)
                # The subscription to outputs may begin after the first answer: ask until heard.
                await _hear(client.iopub_channel, request, idle=True)
                return
        if time.monotonic() > deadline or kernel.sandbox.poll() is not None:
            raise RunError(f"the kernel did not answer within {START_SECONDS} s.")


async def _hear(channel: Any, request: str, *, idle: bool = False) -> None:
    while True:
        message = await channel.get_msg(timeout=None)
        if message["parent_header"].get("msg_id") != request:
            continue
        if not idle or message["content"].get("execution_state") == "idle":
            return


def _listens(address: Path) -> bool:
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as probe:
        probe.connect(str(address))
        return True
    return False


def _choose_identity() -> Identity | None:
    if os.geteuid() != 0:
        return None
    uid = random.SystemRandom().randint(FIRST_UID, LAST_UID)
    return Identity(uid=uid, gid=uid)
