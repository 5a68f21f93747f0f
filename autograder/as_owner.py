"""Grade and read a course that belongs to somebody else with that person's rights, not root's.

An nbgrader course brings code (`nbgrader_config.py`, plug-ins beside it), and whoever owns its
folder can put links there. So when root opens a folder that is another user's, all of nbgrader
runs as that user in a sandbox that sees the software and the course; here, outside, stay only the
runner, which starts the submissions' own sandboxes, and the writing of a file that was asked for.
Does nothing for who is not root.
"""

import asyncio
import contextlib
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from autograder.course import CONFIG_FILE
from autograder.errors import GradingError
from autograder.own_folders import OwnFolder
from autograder.runner import Runner
from autograder.settings import GradingSection
from autograder.submission import read_regular_file
from autograder.template import running_template
from sandbox.errors import SandboxError
from sandbox.process import Sandbox, start
from sandbox.software import software_mounts
from sandbox.spec import MIB, Identity, Limits, Mount, SandboxSpec

_HERE = Path(__file__).parent
_PLAYGROUND = _HERE.parent / "playground_demos"
CODE = (_HERE, _HERE.parent / "sandbox", _PLAYGROUND / "__init__.py", _PLAYGROUND / "look")
SETTINGS = PurePosixPath("/run/lab/settings.toml")
MEMORY_BYTES = 4096 * MIB  # nbgrader's, for a course of any size; the runs have limits of their own
OUT_DIR = PurePosixPath("/run/lab/out")
LARGEST_FILE_BYTES = 256 * MIB
LOOK_SECONDS = 0.2
READ_SECONDS = 3600
STOPPED = 130
POSTGRESQL_PORT = 5432


def find_owner(course_dir: Path, own_uid: int) -> Identity | None:
    """Whom to become for `course_dir`; None where nobody else's rights are needed or to be had."""
    if own_uid != 0 or not course_dir.is_dir():
        return None
    found = course_dir.stat()
    return Identity(found.st_uid, found.st_gid) if found.st_uid != 0 else None


def grade_as_owner(
    course_dir: Path, arguments: Sequence[str], settings: GradingSection, config: Path, to: Identity
) -> int:
    """Run `python -m autograder grade` or `regrade` as `to`; its exit status.

    Args:
        course_dir: The course, absolute.
        arguments: The command and its words, none of them a path.
        settings: For the runner here.
        config: The same settings' file, for the grader inside; may be missing.
        to: The owner of `course_dir`.

    Raises:
        GradingError: No sandbox could be started; nothing was graded.
    """
    with OwnFolder("lab-runner-") as folder:
        runner_dir = folder.path
        runner_dir.chmod(0o711)
        spec = _with_mounts(
            build_spec(course_dir, arguments, config, to),
            Mount(runner_dir, PurePosixPath(settings.runner_socket.parent)),
        )
        try:
            return asyncio.run(_serve(spec, settings, runner_dir / settings.runner_socket.name))
        except SandboxError as error:
            raise GradingError(f"{course_dir}: {error}") from error


def read_as_owner(
    course_dir: Path, arguments: Sequence[str], config: Path, to: Identity, out: Path | None
) -> int:
    """Run a command of `python -m autograder` that runs no notebook as `to`; its exit status.

    Args:
        course_dir: The course, absolute.
        arguments: The command and its words; a file that it writes lies in `OUT_DIR`.
        config: The settings' file; may be missing.
        to: The owner of `course_dir`.
        out: Where that file is to be in the end.

    Raises:
        GradingError: No sandbox could be started, or the file cannot be written.
    """
    with OwnFolder("lab-out-") as folder:
        out_dir = folder.path / "out"
        out_dir.mkdir(mode=0o700)
        os.chown(out_dir, to.uid, to.gid)
        spec = _with_mounts(
            build_spec(course_dir, arguments, config, to),
            Mount(out_dir, OUT_DIR, writable=True),
        )
        try:
            sandbox = start(
                spec,
                stdout=sys.stdout.fileno(),
                stderr=sys.stderr.fileno(),
                die_with_parent=True,
            )
            status = sandbox.wait(READ_SECONDS)
        except (SandboxError, TimeoutError) as error:
            raise GradingError(f"{course_dir}: {error}") from error
        if out is not None and status == 0:
            content = read_regular_file(out_dir / out.name, LARGEST_FILE_BYTES)
            try:
                out.write_bytes(content or b"")
            except OSError as error:
                raise GradingError(f"{out}: {error.strerror}; nothing was written.") from None
        return status


def build_spec(
    course_dir: Path, arguments: Sequence[str], config: Path, to: Identity
) -> SandboxSpec:
    """What a command inside may see: the software, the course, its gradebook."""
    mounts = [*software_mounts(), *(Mount(path, PurePosixPath(path)) for path in CODE)]
    mounts.append(Mount(course_dir, PurePosixPath(course_dir), writable=True))
    command, *words = arguments
    words = [command, "--course-dir", str(course_dir), *words]
    if config.exists():
        mounts.append(Mount(config.absolute(), SETTINGS))
        words += ["--config", str(SETTINGS)]
    database = _database_of(course_dir)
    mounts += [Mount(path, PurePosixPath(path)) for path in _places_of(database)]
    return SandboxSpec(
        name=f"grade-{to.uid}",
        command=(sys.executable, "-P", "-s", "-m", "autograder", *words),
        mounts=tuple(mounts),
        environment={
            "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
            "HOME": "/tmp",
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
        },
        identity=to,
        limits=Limits(memory_bytes=MEMORY_BYTES),
        network="@" in database and not _socket_dir(database).is_absolute(),
    )


def _with_mounts(spec: SandboxSpec, *mounts: Mount) -> SandboxSpec:
    return replace(spec, mounts=(*spec.mounts, *mounts))


async def _serve(spec: SandboxSpec, settings: GradingSection, address: Path) -> int:
    # Not what the notebooks name: they belong to somebody else.
    with running_template() as run:
        return await _serve_with(Runner(settings, run), spec, address)


async def _serve_with(answering: Runner, spec: SandboxSpec, address: Path) -> int:
    runner = asyncio.create_task(answering.serve(address))
    while not address.exists() and not runner.done():
        await asyncio.sleep(0.01)
    sandbox = await asyncio.to_thread(
        start, spec, stdout=sys.stdout.fileno(), stderr=sys.stderr.fileno(), die_with_parent=True
    )
    waiting = asyncio.create_task(_wait(sandbox))
    try:
        # The runner ends first when somebody presses Ctrl-C: it listens for that.
        await asyncio.wait({runner, waiting}, return_when=asyncio.FIRST_COMPLETED)
        return waiting.result() if waiting.done() else STOPPED
    finally:
        waiting.cancel()
        runner.cancel()
        await asyncio.to_thread(sandbox.stop, grace_seconds=2.0)
        with contextlib.suppress(asyncio.CancelledError):
            await runner


async def _wait(sandbox: Sandbox) -> int:
    while (status := sandbox.poll()) is None:
        await asyncio.sleep(LOOK_SECONDS)
    return status


def _database_of(course_dir: Path) -> str:
    """The gradebook's address on PostgreSQL that the configuration names, or nothing; not run."""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        text = (course_dir / CONFIG_FILE).read_text(encoding="utf-8")
        if found := re.search(r"db_url = ['\"](postgresql[^'\"]+)['\"]", text):
            return found.group(1)
    return ""


def _places_of(database: str) -> Iterator[Path]:
    """Socket and password file of a database; shown, but still under the owner's rights.

    Not the socket's folder: whoever writes the configuration would choose which one we show.
    """
    with contextlib.suppress(ArgumentError):
        url = make_url(database)
        port = str(url.query.get("port", url.port or POSTGRESQL_PORT))
        server = _socket_dir(database) / f".s.PGSQL.{port}"
        if port.isdecimal() and _is(stat.S_ISSOCK, server):
            yield server
        password = Path(str(url.query.get("passfile", "")))
        if password.is_absolute() and _is(stat.S_ISREG, password):
            yield password


def _socket_dir(database: str) -> Path:
    """Where a database on this machine listens; no absolute path where it is another's."""
    with contextlib.suppress(ArgumentError):
        return Path(str(make_url(database).query.get("host", "")))
    return Path()


def _is(kind: Callable[[int], bool], path: Path) -> bool:
    with contextlib.suppress(OSError, ValueError):
        return kind(path.lstat().st_mode)
    return False
