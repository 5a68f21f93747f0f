"""Have a running template fork a sandbox's command, or say why it does not.

A fork that was not acknowledged leaves nothing that runs, so that the caller may start the same
sandbox cold; after the acknowledgement there is no second attempt. Only root's templates can give
a child an identity of its own, so whoever is not root starts cold. Builds no sandbox.
"""

import contextlib
import os
import select
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import IO

from sandbox import processes
from sandbox.errors import TemplateUnavailable
from sandbox.fork_request import (
    READY,
    Descriptors,
    Request,
    Where,
    receive_answer,
    send_request,
)
from sandbox.launch import Launch, process_limit, resource_limits
from sandbox.records import START_SECONDS
from sandbox.spec import Template
from sandbox.trace import Trace

_CONNECT_SECONDS = 5.0


@contextlib.contextmanager
def connected(
    template: Template, timeout_seconds: float = _CONNECT_SECONDS
) -> Iterator[socket.socket]:
    """A warden that the template has forked for us and that waits for our request.

    Raises:
        TemplateUnavailable: There is none.
    """
    if os.geteuid() != 0:
        raise TemplateUnavailable("only root's templates can fork into a sandbox.")
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as connection:
        connection.settimeout(timeout_seconds)
        try:
            connection.connect(str(template.socket))
            ready = connection.recv(len(READY))
        except OSError as error:
            raise TemplateUnavailable(f"{template.socket}: {error}.") from None
        if ready != READY:
            raise TemplateUnavailable(f"{template.socket}: the template could not fork.")
        connection.settimeout(START_SECONDS)
        yield connection


@dataclass(frozen=True)
class Fork:
    """One start from a template: a launch whose command is a pause, and how to fork beside it."""

    template: Template
    connection: socket.socket
    cold: Launch
    pause: Launch
    ready: IO[bytes]
    status: IO[bytes]
    theirs: contextlib.ExitStack

    def enter(self, trace: Trace) -> Trace:
        """Fork the command into the sandbox of `trace`, which the pause process holds open.

        Raises:
            TemplateUnavailable: Nothing was forked, or it ended before it was confined.
        """
        self.theirs.close()  # or we would not hear the pause process end
        assert trace.first is not None
        # bubblewrap's first process is there before the second: wait for that one's word.
        readable, _, _ = select.select([self.ready], [], [], START_SECONDS)
        if not readable or not self.ready.read(1):
            raise TemplateUnavailable("the pause process did not start.")
        with contextlib.ExitStack() as opened:
            sandbox = os.pidfd_open(trace.first.pid)
            opened.callback(os.close, sandbox)
            if not processes.is_alive(trace.first):
                raise TemplateUnavailable("the pause process ended.")
            send_request(
                self.connection,
                Where(sandbox, self.status.fileno()),
                self._request(),
                Descriptors(
                    streams=self._streams(opened),
                    groups=self._groups(opened),
                    passed={number: number for number in self.cold.pass_fds},
                ),
            )
        self.status.close()
        command = processes.find_process(receive_answer(self.connection))
        return replace(trace, command=command)

    def _request(self) -> Request:
        spec = self.cold.spec
        if spec.identity is None:
            raise TemplateUnavailable("the sandbox has no identity of its own.")
        return Request(
            function=self.template.function,
            arguments=self.template.arguments,
            environment=dict(spec.environment),
            working_directory=str(spec.working_directory),
            identity=spec.identity,
            limits={**resource_limits(spec.limits), **process_limit(self.cold)},
            title=f"{spec.name}: {self.template.function}",
        )

    def _streams(self, opened: contextlib.ExitStack) -> tuple[int, int, int]:
        null = os.open(os.devnull, os.O_RDWR)
        opened.callback(os.close, null)
        stdin, stdout, stderr = (
            null
            if stream == subprocess.DEVNULL
            else (stream if isinstance(stream, int) else stream.fileno())
            for stream in self.cold.streams
        )
        return stdin, stdout, stderr

    def _groups(self, opened: contextlib.ExitStack) -> tuple[int, ...]:
        if self.cold.group is None:
            return ()
        return tuple(
            opened.enter_context(entrance.open("wb")).fileno()
            for entrance in self.cold.group.entrances()
        )


@contextlib.contextmanager
def prepared(template: Template, connection: socket.socket, launch: Launch) -> Iterator[Fork]:
    """Turn the launch of a command into that of a pause process beside which to fork it."""
    with contextlib.ExitStack() as ours, contextlib.ExitStack() as theirs:
        status_read, status_write = os.pipe()
        ready_read, ready_write = os.pipe()
        for end in (status_read, ready_write):
            theirs.callback(os.close, end)
        yield Fork(
            template=template,
            connection=connection,
            cold=launch,
            pause=replace(
                launch,
                pause=True,
                streams=(status_read, ready_write, launch.streams[2]),
                pass_fds=(),
            ),
            ready=ours.enter_context(os.fdopen(ready_read, "rb", buffering=0)),
            status=ours.enter_context(os.fdopen(status_write, "wb", buffering=0)),
            theirs=theirs,
        )
