"""The sandbox of one run: what it sees, as whom it runs, and its folder on this side.

A run sees the software, a read-only copy of the submission's files and nothing else of the
machine; its working folder is in its own memory file system and goes with it. Does not know what
runs inside.
"""

import asyncio
import os
import random
import secrets
import socket
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.errors import RunError
from autograder.own_folders import OwnFolder
from autograder.run import MIB, RunFile, RunLimits
from sandbox.process import Sandbox, start
from sandbox.software import software_mounts
from sandbox.spec import Identity, Limits, Mount, SandboxSpec, Template

FILES_DIR = PurePosixPath("/run/lab/files")
WORK_DIR = PurePosixPath("/tmp/work")
START_SECONDS = 60

# Identities of graded runs; far above people's and trainees' so that none is ever shared.
FIRST_UID = 1_610_000_000
LAST_UID = 1_619_999_999

# What a template needs in its own environment to be a fit parent of every run.
TEMPLATE_ENVIRONMENT: Mapping[str, str] = {
    "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
    "HOME": "/tmp/home",
    "LANG": "C.UTF-8",
    # Libraries that start threads when they are loaded could not be forked.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    # ref: jemalloc(3), background_thread; pandas loads pyarrow, which brings its own jemalloc.
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}


def make_run_folder(files: Sequence[RunFile]) -> OwnFolder:
    """A new folder that holds the submission's files in `files/`.

    0711: the sandbox's own user passes through to what is mounted and can list nothing.

    Raises:
        OSError: The files cannot be written; no folder is left.
    """  # noqa: DOC502
    folder = OwnFolder("lab-run-")
    try:
        _fill(folder.path, files)
    except BaseException:
        folder.remove()  # else it would stay as long as we do
        raise
    return folder


def _fill(folder: Path, files: Sequence[RunFile]) -> None:
    folder.chmod(0o711)
    files_dir = folder / "files"
    files_dir.mkdir(mode=0o755)
    for file in files:
        target = files_dir / file.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.content)
    for path in (files_dir, *files_dir.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def build_spec(
    command: tuple[str, ...],
    folder: Path,
    limits: RunLimits,
    identity: Identity | None,
    *,
    environment: Mapping[str, str],
    mounts: tuple[Mount, ...] = (),
) -> SandboxSpec:
    """A sandbox for `command` with the files of `folder`, and `mounts` besides."""
    threads = str(limits.cpu_threads)
    return SandboxSpec(
        name=f"run-{secrets.token_hex(8)}",
        command=command,
        mounts=(*software_mounts(), Mount(folder / "files", FILES_DIR), *mounts),
        environment={
            **TEMPLATE_ENVIRONMENT,
            "NBGRADER_EXECUTION": "autograde",
            "OMP_NUM_THREADS": threads,
            "OPENBLAS_NUM_THREADS": threads,
            "MKL_NUM_THREADS": threads,
            **environment,
        },
        identity=identity,
        limits=Limits(
            memory_bytes=limits.memory_bytes,
            processes=limits.processes,
            # All of them: no bound, but a share of its own. A hundred busy processes of one run
            # would else take another's time, and with it its points.
            cpu_cores=float(os.cpu_count() or 1),
            tmp_bytes=min(512 * MIB, limits.memory_bytes // 2),
        ),
        network=False,
    )


@dataclass(frozen=True)
class Program:
    """What runs in a sandbox: `function` is called in a template's child, `module` starts cold."""

    module: str
    function: str
    words: tuple[str, ...]
    code: tuple[Path, ...]
    """What it sees of our own code."""


async def start_program(
    program: Program,
    folder: Path,
    limits: RunLimits,
    template: Path | None,
    passed: Sequence[socket.socket],
) -> Sandbox:
    """Start `program` as somebody whom nobody else is, forked from `template` if there is one.

    Raises:
        RunError: There is no sandbox.
    """  # noqa: DOC502
    spec = build_spec(
        (sys.executable, "-P", "-s", "-m", program.module, *program.words),
        folder,
        limits,
        choose_identity(),
        environment={},
        mounts=tuple(Mount(path, PurePosixPath(path)) for path in program.code),
    )
    warm = None if template is None else Template(template, program.function, program.words)
    return await asyncio.to_thread(start_sandbox, spec, tuple(end.fileno() for end in passed), warm)


def start_sandbox(
    spec: SandboxSpec, pass_fds: tuple[int, ...] = (), template: Template | None = None
) -> Sandbox:
    """Start it, to end when we do.

    Raises:
        RunError: There is no sandbox.
    """
    try:
        return start(spec, pass_fds=pass_fds, template=template, die_with_parent=True)
    except Exception as error:
        raise RunError(f"no sandbox could be started: {error!s:.400}") from error


def choose_identity() -> Identity | None:
    """A user that nobody else is; None where we cannot become another."""
    if os.geteuid() != 0:
        return None
    uid = random.SystemRandom().randint(FIRST_UID, LAST_UID)
    return Identity(uid=uid, gid=uid)
