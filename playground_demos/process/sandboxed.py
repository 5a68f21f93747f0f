"""The playground as a process with hardly any rights: what it sees of this machine, and its start.

Strangers' words, strokes and pictures reach it, and so does whatever hole Gradio, Pillow or a
model's code may have. It therefore runs in a sandbox: under a user id of its own where the lab
runs as root, with a read-only file system that holds software, models and its own folder, and
without a network; the doors through which visitors come are opened outside and handed in. Who
takes it over reads the usage record and the key of visitors' cookies, and nothing else of the lab.

Does not serve pages (`playground_demos.served` does), nor read settings (`__main__` does).
"""

import importlib.util
import os
import resource
import signal
import stat
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from types import FrameType

from sqlalchemy import make_url

from playground_demos.process.handover import Handover, give
from sandbox.ownership import hand_over
from sandbox.process import Sandbox, start
from sandbox.software import software_mounts
from sandbox.spec import Identity, Limits, Mount, SandboxSpec

STOP_SECONDS = 5.0
_OURS = ("playground_demos", "sandbox")
# Gradio moves what lies in its working folder or in the temporary one to where it is served from;
# the first is empty, and in the second lies nothing but the pictures that it is serving.
_CACHE = "/tmp/gradio"
# The processors of graphics cards: NVIDIA's, AMD's, and those that Windows lends to Linux.
_GPUS = ("nvidia*", "nvidia-caps/*", "kfd", "dri/render*", "dxg")


def serve(handover: Handover) -> int:
    """Run the playground in its sandbox until it ends, or until we are asked to end.

    Returns:
        Its exit status; 0 when we were asked.

    Raises:
        SandboxError: This machine cannot confine it; the message says what is missing.
    """  # noqa: DOC502 from start
    asked = False
    sandbox = _start(handover)

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        asked = True
        sandbox.stop(STOP_SECONDS)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        while True:
            try:
                status = sandbox.wait(3600.0)
            except TimeoutError:
                continue
            return 0 if asked else status
    finally:
        sandbox.stop(STOP_SECONDS)
        for number, handler in before.items():
            signal.signal(number, handler)


def playground_spec(handover: Handover) -> SandboxSpec:
    """What the playground's process may see and use, on the machine as it is now."""
    section, state = handover.section, state_folder(handover.lab.state_dir)
    folders = (section.model_dir, section.language_model_dir)
    gpus = tuple(_gpus()) if section.device != "cpu" else ()
    packages = {_folder_of(name) for name in (*_OURS, handover.package.partition(".")[0])}
    seen = (*packages, *(folder for folder in folders if folder is not None and folder.exists()))
    return SandboxSpec(
        name="playground",
        command=(sys.executable, "-P", "-s", "-m", "playground_demos.served"),
        mounts=(
            *software_mounts(),
            *(Mount(source=path, target=PurePosixPath(path)) for path in seen),
            *(Mount(source=path, target=PurePosixPath(path), device=True) for path in gpus),
            *_database_mounts(handover.database_url),
            Mount(source=state, target=PurePosixPath(state), writable=True),
        ),
        environment={
            "HOME": str(state),  # what libraries find out about fonts is kept there
            "USER": "playground",
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "TZ": handover.lab.timezone,
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "PYTHONPATH": os.pathsep.join(sorted({str(folder.parent) for folder in packages})),
            "PYTHONNOUSERSITE": "1",
            "GRADIO_TEMP_DIR": _CACHE,
            "GRADIO_ANALYTICS_ENABLED": "False",
            "HF_HUB_OFFLINE": "1",
            "HF_HUB_DISABLE_TELEMETRY": "1",
            # OpenMP counts torch's threads in every worker, and asks nobody else.
            "OMP_NUM_THREADS": str(section.torch_threads),
        },
        identity=playground_identity(section.uid, _groups(gpus)),
        limits=Limits(
            # What models need is the site's to know; [playground] model_memory_bytes bounds them.
            memory_bytes=None,
            processes=1024,
            # Each phone holds up to six connections; many systems give a program 1,024 files.
            open_files=resource.getrlimit(resource.RLIMIT_NOFILE)[1],
        ),
        network=_needs_network(handover.database_url),
    )


def state_folder(state_dir: Path) -> Path:
    """Where the playground keeps its record: the one folder that its process can write."""
    return state_dir / "playground"


def playground_identity(uid: int, groups: tuple[int, ...] = ()) -> Identity | None:
    """The user that the playground's process becomes; None, for our own, where we are not root."""
    return Identity(uid, uid, groups) if os.geteuid() == 0 else None


def _start(handover: Handover) -> Sandbox:
    state = state_folder(handover.lab.state_dir)
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (identity := playground_identity(handover.section.uid)) is not None:
        hand_over(state, identity)
    with give(handover) as file:
        return start(
            playground_spec(handover),
            stdin=file,
            stdout=sys.stdout.fileno(),
            stderr=sys.stderr.fileno(),
            pass_fds=handover.doors(),
            die_with_parent=True,
        )


def _groups(gpus: tuple[Path, ...]) -> tuple[int, ...]:
    """The groups without which these devices stay closed."""
    statuses = [path.stat() for path in gpus]
    groups = {found.st_gid for found in statuses if not found.st_mode & stat.S_IWOTH}
    return tuple(sorted(groups - {0}))


def _gpus() -> Iterator[Path]:
    for pattern in _GPUS:
        yield from (path for path in Path("/dev").glob(pattern) if path.is_char_device())


def _folder_of(package: str) -> Path:
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(f"{package} is no package that can be imported", name=package)
    return Path(found.submodule_search_locations[0])


def _database_mounts(url: str) -> Iterator[Mount]:
    """The password file and the socket folder that the URL of a PostgreSQL server names."""
    if _is_file(url):
        return
    for value in (make_url(url).query.get("passfile", ""), _server_host(url)):
        if isinstance(value, str) and value.startswith("/"):
            yield Mount(source=Path(value), target=PurePosixPath(value))


def _needs_network(url: str) -> bool:
    """Whether the record lies on a server that only the network reaches."""
    return not _is_file(url) and not _server_host(url).startswith("/")


def _is_file(url: str) -> bool:
    return make_url(url).drivername.startswith("sqlite")


def _server_host(url: str) -> str:
    """The host or socket folder; libpq lets `?host=` go before the part after the `@`."""
    parts = make_url(url)
    host = parts.query.get("host", parts.host or "")
    return host if isinstance(host, str) else host[0]
