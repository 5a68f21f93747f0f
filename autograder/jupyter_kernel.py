"""Start a real Jupyter kernel in a sandbox and talk to it from outside; for kernels not our own.

Only the kernel is inside: the code that speaks Jupyter's protocol stays in our process, and they
meet at Unix sockets in a folder that belongs to this run alone. Always starts cold. Does not know
what a cell is.

Nothing that comes from the kernel is trusted: messages are limited in size and number, and a
connection that breaks is not made again, so that a socket cannot be swapped for another.
"""

import asyncio
import contextlib
import json
import os
import secrets
import socket
import sys
import time
from pathlib import Path, PurePosixPath
from typing import Any, cast

import zmq
import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.connect import channel_socket_types
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.session import Session

from autograder.errors import RunError
from autograder.own_folders import OwnFolder
from autograder.run import MIB, RunFile, RunLimits
from autograder.run_sandbox import (
    FILES_DIR,
    START_SECONDS,
    WORK_DIR,
    build_spec,
    choose_identity,
    make_run_folder,
    start_sandbox,
)
from sandbox.process import Sandbox
from sandbox.spec import Identity, Limit, Mount, SandboxSpec

CONNECTION_DIR = PurePosixPath("/run/lab/kernel")
LARGEST_MESSAGE_BYTES = 5 * MIB
WAITING_MESSAGES = 1000
"""Unread messages that ZeroMQ keeps for us; beyond them, the kernel drops some."""

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


class JupyterKernel:
    """A running kernel; `interrupt_kernel` is what nbclient asks a kernel manager for."""

    def __init__(self, folder: OwnFolder, sandbox: Sandbox, client: SandboxedClient) -> None:
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
        self.folder.remove()


async def start_jupyter_kernel(
    spec: KernelSpec, files: tuple[RunFile, ...], limits: RunLimits
) -> JupyterKernel:
    """Start the kernel of `spec` in a sandbox of its own and wait until it answers.

    Raises:
        RunError: No sandbox, or no answer. No line of the submission was run.
    """  # noqa: DOC502
    identity = choose_identity()
    folder = make_run_folder(files)
    try:
        sandbox_spec, info = _prepare(folder.path, spec, limits, identity)
        sandbox = await asyncio.to_thread(start_sandbox, sandbox_spec)
    except BaseException:
        folder.remove()
        raise
    client = SandboxedClient(
        session=Session(key=info["key"].encode(), signature_scheme=info["signature_scheme"])
    )
    client.sandbox = sandbox
    client.load_connection_info(cast(Any, info))
    client.allow_stdin = False
    kernel = JupyterKernel(folder, sandbox, client)
    try:
        await _connect(kernel)
    except BaseException:
        await kernel.stop()
        raise
    if identity is not None:
        # Its sockets are made: from now on the kernel can write nothing to this folder.
        connection_dir = folder.path / "kernel"
        connection_dir.chmod(0o711)
        os.chown(connection_dir, 0, 0)
    return kernel


def _prepare(
    folder: Path, spec: KernelSpec, limits: RunLimits, identity: Identity | None
) -> tuple[SandboxSpec, dict[str, Any]]:
    connection_dir = folder / "kernel"
    connection_dir.mkdir(mode=0o700)
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
    sandbox_spec = build_spec(
        ("/bin/sh", "-c", ENTRY, "run", str(WORK_DIR), str(FILES_DIR), *arguments),
        folder,
        limits,
        identity,
        environment=spec.env,
        mounts=(Mount(connection_dir, CONNECTION_DIR, writable=True),),
    )
    return sandbox_spec, info | {"ip": str(connection_dir / "s")}


async def _connect(kernel: JupyterKernel) -> None:
    """Wait until the kernel's sockets listen, connect to them once, and hear it say it is ready.

    Raises:
        RunError: It ended, or did not answer in time.
    """
    deadline = time.monotonic() + START_SECONDS
    addresses = [kernel.folder.path / "kernel" / f"s-{number}" for number in range(1, 6)]
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
