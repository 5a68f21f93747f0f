"""Start a process in a sandbox that bubblewrap builds, and return a handle that outlives us.

The sandbox is confined before its command runs and, given a folder for records, can be found and
stopped by any process of the lab after its starter died. Says nothing about who may start what.

With a template the command is forked from a warm process into a sandbox that stands already, by
`warm`; spec and handle are the same, and when no template forks, the same sandbox starts cold.
"""

import contextlib
import logging
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from sandbox import bubblewrap, seccomp, warm
from sandbox.control_groups import Group
from sandbox.errors import SandboxNotStarted, SandboxUnavailable, TemplateUnavailable
from sandbox.group_names import name_for_process, name_for_records, remove_abandoned
from sandbox.handle import Sandbox
from sandbox.hierarchies import find_control_groups
from sandbox.launch import Launch, run_launch
from sandbox.records import claim_record, locked
from sandbox.spec import Identity, Mount, SandboxSpec, Template

__all__ = ["Sandbox", "start"]

_log = logging.getLogger(__name__)
Stream = int | IO[bytes] | None


def start(
    spec: SandboxSpec,
    *,
    stdin: Stream = None,
    stdout: Stream = None,
    stderr: Stream = None,
    pass_fds: Sequence[int] = (),
    records: Path | None = None,
    die_with_parent: bool = False,
    use_control_groups: bool = True,
    template: Template | None = None,
) -> Sandbox:
    """Start the sandbox; returns when its mounts stand and the command is about to run.

    Args:
        spec: What to run, what it may see and use.
        stdin: A descriptor or open file; None is /dev/null, here and for the next two.
        stdout: As `stdin`; not `subprocess.PIPE`: a handle has no pipe.
        stderr: As `stdin`. Bubblewrap's own word on a command that it cannot run goes here too.
        pass_fds: Descriptors that the command inherits under the same numbers; all else is closed.
        records: Existing folder in which the sandbox is recorded while it runs, for
            `records.find_sandbox`, `records.stop_all` and `records.sweep`.
        die_with_parent: Kill the sandbox when this process ends, however it ends.
        use_control_groups: False leaves the limits to the watchdog, as on machines without groups.
        template: Who forks the command. Without an acknowledged fork, it starts cold.

    Raises:
        SandboxUnavailable: This machine cannot confine, or not as the spec asks.
        SandboxNotStarted: The spec is malformed, or bubblewrap refused it and said why.
        SandboxNameTaken: A sandbox with this name and these records runs already.
    """  # noqa: DOC502 - two of them come from what is called here
    bubblewrap.validate(spec)
    null = subprocess.DEVNULL
    streams = (
        null if stdin is None else stdin,
        null if stdout is None else stdout,
        null if stderr is None else stderr,
    )
    plan = _Plan(spec, streams, tuple(pass_fds), records, die_with_parent, use_control_groups)
    if template is not None:
        try:
            with warm.connected(template) as connection:
                return _start(plan, (template, connection))
        except TemplateUnavailable as error:
            _log.warning(
                "sandbox %s: no fork from the template: %s Starting cold.", spec.name, error
            )
    return _start(plan)


@dataclass(frozen=True)
class _Plan:
    """What `start` was asked for."""

    spec: SandboxSpec
    streams: tuple[int | IO[bytes], int | IO[bytes], int | IO[bytes]]
    pass_fds: tuple[int, ...]
    records: Path | None
    die_with_parent: bool
    use_control_groups: bool


def _start(plan: _Plan, warmth: tuple[Template, socket.socket] | None = None) -> Sandbox:
    """One attempt; what it leaves when it fails is nothing.

    Raises:
        SandboxUnavailable: As `start`.
        SandboxNotStarted: As `start`.
    """
    spec = plan.spec
    program = find_program()
    switch_identity = _switches_identity(spec)
    if not seccomp.supported():
        raise SandboxUnavailable(f"No system call filter for {os.uname().machine} processors.")
    with contextlib.ExitStack() as until_recorded:
        record = None
        group_name = name_for_process(spec.name, die_with_parent=plan.die_with_parent)
        if plan.records is None:
            remove_abandoned(None)  # nobody else sweeps where there are no records
        else:
            until_recorded.enter_context(locked(plan.records))
            record = claim_record(plan.records.absolute(), spec.name)
            group_name = name_for_records(spec.name, plan.records)
        group = _create_group(spec, group_name) if plan.use_control_groups else None
        launch = Launch(
            program=program,
            spec=spec if group is None else _show_counters(spec, group),
            switch_identity=switch_identity,
            record=record,
            group=group,
            die_with_parent=plan.die_with_parent,
            streams=plan.streams,
            pass_fds=plan.pass_fds,
        )
        sandbox = None
        try:
            if warmth is None:
                sandbox = run_launch(launch, on_recorded=until_recorded.close)
            else:
                with warm.prepared(*warmth, launch) as fork:
                    sandbox = run_launch(fork.pause, until_recorded.close, fork.enter)
            if sandbox is None:
                raise SandboxNotStarted(f"sandbox {spec.name}: {_explain(launch)}")
        finally:
            if sandbox is None:
                _clear(launch)
        return sandbox


def find_program() -> str:
    """The path of bubblewrap.

    Raises:
        SandboxUnavailable: It is not installed.
    """
    program = shutil.which("bwrap")
    if program is None:
        raise SandboxUnavailable("bwrap is not installed. Install the package bubblewrap.")
    return program


def _switches_identity(spec: SandboxSpec) -> bool:
    """Whether the command gets another uid than ours.

    Raises:
        SandboxUnavailable: Another uid is asked for and we are not root.
        SandboxNotStarted: Root is asked for.
    """
    own = Identity(os.geteuid(), os.getegid())
    if spec.identity is None or (spec.identity == own and own.uid != 0):
        return False
    if own.uid != 0:
        raise SandboxUnavailable(
            f"sandbox {spec.name}: uid {spec.identity.uid} was asked for and only root can give it."
            f" Run the lab as root or ask for no identity."
        )
    if spec.identity.uid == 0 or spec.identity.gid == 0:
        raise SandboxNotStarted(f"sandbox {spec.name}: nobody is root inside a sandbox.")
    return True


def _create_group(spec: SandboxSpec, name: str) -> Group | None:
    """The sandbox's control group with its limits; None where there are none on this machine.

    Raises:
        SandboxUnavailable: The kernel refuses these limits.
    """
    groups = find_control_groups()
    if groups is None:
        return None
    groups.group(name).remove(timeout_seconds=1.0)  # left by a starter that was killed
    try:
        return groups.create(name, spec.limits)
    except OSError as error:
        raise SandboxUnavailable(
            f"sandbox {spec.name}: the kernel refused its control group: {error}."
            " Set its limits within the machine's."
        ) from None


def _show_counters(spec: SandboxSpec, group: Group) -> SandboxSpec:
    """`spec` with the folders of its own control group, read-only; writable ones are root's."""
    if spec.show_counters_at is None:
        return spec
    folders = (
        Mount(source=folder, target=spec.show_counters_at / controller)
        for controller, folder in group.folders.items()
    )
    return replace(spec, mounts=(*spec.mounts, *folders))


def _explain(launch: Launch) -> str:
    """Fail once more with an open ear: why bubblewrap would not."""
    with tempfile.TemporaryFile() as ear:
        null = subprocess.DEVNULL
        sandbox = run_launch(replace(launch, record=None, streams=(null, null, ear)))
        if sandbox is not None:
            sandbox.stop(grace_seconds=0)
            return "bubblewrap failed once and then did not. Try again."
        ear.seek(0)
        said = ear.read().decode("utf-8", "replace").strip() or "it said nothing"
    return (
        f"bubblewrap refused: {said}. `python -m hub_config check` tells what this machine lacks."
    )


def _clear(launch: Launch) -> None:
    """Leave nothing of a start that failed."""
    if launch.group is not None:
        launch.group.kill()
        launch.group.remove()
    if launch.record is not None:
        launch.record.unlink(missing_ok=True)
        launch.record.with_suffix(".status").unlink(missing_ok=True)
