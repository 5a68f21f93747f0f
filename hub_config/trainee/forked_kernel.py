"""Be a kernel in a process that was forked: the same kernel as one that is started cold.

Everything that a new Python would have read from its environment, its user's folder or the
machine's source of chance is read again here, since the template read other values or the same
for everybody. What the template had imported stays imported, which is the purpose. Does not fork.
"""

import atexit
import contextlib
import ctypes
import fcntl
import functools
import json
import os
import random
import signal
import site
import sys
import tempfile
import threading
import time
import traceback
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NoReturn, Self

import setproctitle
from traitlets.config import Config
from traitlets.config.loader import DeferredConfigString

from hub_config.trainee.inheritance import (
    Inheritance,
    spare_tracebacks,
    spared_logging,
    spared_start,
)

LAUNCHER = "ipykernel_launcher"
_NO_HISTORY = "--HistoryManager.enabled=False"
_PR_SET_PDEATHSIG = 1  # ref: linux/prctl.h
_MOST_DESCRIPTORS = 1 << 16
_GO, _LISTENING = 3, 4
_CONTROL_SECONDS = 2.0
# When memory ends, the kernel goes and not the server (proc(5), oom_score_adj).
_MEMORY_KILLER_SCORE = 300


@dataclass(frozen=True)
class KernelRequest:
    """`command` is the whole command line of a cold start."""

    command: tuple[str, ...]
    environment: Mapping[str, str]
    working_directory: str

    def to_plain(self) -> dict[str, Any]:
        """As `from_plain` takes it."""
        return {**asdict(self), "environment": dict(self.environment)}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """The request that `to_plain` described."""
        return cls(**{**plain, "command": tuple(plain["command"])})


def run_and_exit(message: bytes, descriptors: Sequence[int], inheritance: Inheritance) -> NoReturn:
    """Be the kernel that `message` asks for, to its end.

    Args:
        message: A `KernelRequest` as JSON.
        descriptors: Where the server's word comes from; where the kernel says that it listens;
            then standard input, output and error.
        inheritance: What the template had found out.
    """
    status = 1
    try:
        go, listening, *streams = descriptors
        os.setsid()  # as a stock kernel: an interrupt goes to its whole process group
        _take_streams(go, listening, streams)
        if not _is_wanted():
            os._exit(1)
        request = KernelRequest.from_plain(json.loads(message))
        _make_own(request, inheritance)
        status = _run(lambda: _run_kernel(request.command, inheritance))
    except BaseException:
        traceback.print_exc()
    finally:
        with contextlib.suppress(BaseException):
            sys.stderr.flush()
        os._exit(status)  # nothing may unwind into the template's loop


def _take_streams(go: int, listening: int, streams: Sequence[int]) -> None:
    """Have these as 0, 1 and 2, the others by their numbers, and nothing else open."""
    kept = [fcntl.fcntl(number, fcntl.F_DUPFD, 100) for number in (*streams, go, listening)]
    for number, descriptor in enumerate(kept):
        os.dup2(descriptor, number, inheritable=number < _GO)
    os.closerange(_LISTENING + 1, _MOST_DESCRIPTORS)


def _is_wanted() -> bool:
    """Wait for the server's word, which says that it knows of us, and die when it dies.

    By then our parent has ended and the server has adopted us; else nobody would kill us.
    """
    word = os.read(_GO, 1)
    os.close(_GO)
    parent = os.getppid()
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    return bool(word) and os.getppid() == parent != 1


def _make_own(request: KernelRequest, inheritance: Inheritance) -> None:
    os.environ.clear()
    os.environ.update(request.environment)
    os.environ["JPY_PARENT_PID"] = str(os.getppid())
    os.chdir(request.working_directory)
    time.tzset()
    sys.orig_argv[:] = request.command
    sys.argv[:] = [_launcher_file(), *request.command[3:]]
    setproctitle.setproctitle(" ".join(request.command))
    tempfile.tempdir = None
    setattr(tempfile, "_name_sequence", None)  # noqa: B010 - it has no public name
    uuid._node = uuid._last_timestamp = None  # type: ignore[attr-defined]
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(str(_MEMORY_KILLER_SCORE), encoding="ascii")
    _reseed()
    _import_as_a_new_python(inheritance)
    _renew_multiprocessing()
    _renew_matplotlib()


def _launcher_file() -> str:
    return str(Path(sys.modules["ipykernel"].__file__ or "").parent.parent / f"{LAUNCHER}.py")


def _reseed() -> None:
    random.seed()
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()
    if "torch.random" in sys.modules:
        # Not torch.manual_seed: that also speaks to accelerators.
        sys.modules["torch.random"].default_generator.seed()


def _import_as_a_new_python(inheritance: Inheritance) -> None:
    """See the folders that a cold kernel sees, in its order, and nothing of ours."""
    for name in inheritance.ours:
        sys.modules.pop(name, None)
    first = min(
        (at for at, path in enumerate(sys.path) if Path(path).name.endswith("-packages")),
        default=len(sys.path),
    )
    after = sys.path[first:]
    sys.path[first:] = [""]  # where IPython puts the working folder; it does not under `-P`
    if "PYTHONNOUSERSITE" not in os.environ:
        site.ENABLE_USER_SITE = True
        site.USER_BASE = site.USER_SITE = None
        site.addusersitepackages(set(after))
    sys.path.extend(path for path in after if path not in sys.path)
    if site.ENABLE_USER_SITE:
        site.execusercustomize()


def _renew_multiprocessing() -> None:
    process: Any = sys.modules.get("multiprocessing.process")
    if process is not None:
        process.ORIGINAL_DIR = str(Path.cwd())
        process.current_process().authkey = os.urandom(32)


def _renew_matplotlib() -> None:
    """When it is imported, matplotlib looks at the environment and at the user's folder."""
    # What ipykernel sets, at a time when matplotlib would not have been imported yet.
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    matplotlib: Any = sys.modules.get("matplotlib")
    if matplotlib is None:
        return
    for name in ("get_configdir", "get_cachedir"):  # each remembers its first answer
        setattr(matplotlib, name, functools.cache(getattr(matplotlib, name).__wrapped__))
    if Path(matplotlib.matplotlib_fname()) != Path(matplotlib.get_data_path()) / "matplotlibrc":
        matplotlib.rcParams.update(matplotlib.rc_params())
    registry: Any = sys.modules.get("matplotlib.backends.registry")
    if registry is not None and Path(site.getusersitepackages()).is_dir():
        registry.backend_registry._clear()  # a trainee's own packages may bring backends
    matplotlib.rcParams["backend"] = os.environ["MPLBACKEND"]


def _run_kernel(command: Sequence[str], inheritance: Inheritance) -> None:
    from ipykernel.kernelapp import IPKernelApp

    # Its default was read from the environment when ipykernel was imported.
    app: Any = IPKernelApp.instance(parent_handle=os.getppid())
    spare_tracebacks(inheritance)
    _tell_when_it_listens(app)
    with spared_start(inheritance), spared_logging(), _spared_command_line(app, command[3:]):
        app.initialize(list(command[3:]))
    widgets: Any = sys.modules.get("ipywidgets")
    if widgets is not None:
        widgets.register_comm_target()  # it does so itself when a kernel imports it
    app.start()
    # ipykernel would end the thread that sends output before this one, which may be waiting for
    # that in its last message: each waits for the other then, for ten seconds.
    if app.control_thread is not None and app.control_thread.is_alive():
        app.control_thread.stop()
        app.control_thread.join(_CONTROL_SECONDS)


@contextlib.contextmanager
def _spared_command_line(app: Any, words: Sequence[str]) -> Iterator[None]:
    """Read the command line of our own kernelspec without a parser for every option there is."""
    config = read_usual(words)
    if config is not None:

        def read(_: Sequence[str]) -> None:
            app.argv, app.cli_config, app.extra_args = list(words), config, []
            app.update_config(config)

        app.parse_command_line = read
    yield


def read_usual(words: Sequence[str]) -> Config | None:
    """What these words configure; None where only Jupyter's parser knows."""
    match list(words):
        case [*options, "-f", file] if set(options) <= {_NO_HISTORY}:
            config = Config()
            if options:
                config.HistoryManager.enabled = DeferredConfigString("False")
            config.IPKernelApp.connection_file = file
            return config
        case _:
            return None


def _tell_when_it_listens(app: Any) -> None:
    """Say so to the server in the moment after all sockets are bound."""
    go_on = app.log_connection_info  # what ipykernel calls next

    def tell() -> None:
        with contextlib.suppress(BrokenPipeError):  # the server waits no longer
            os.write(_LISTENING, b"!")
        os.close(_LISTENING)
        go_on()

    app.log_connection_info = tell


def _run(function: Any) -> int:
    """Call `function` and end as a Python program does, but leave its memory as it lies."""
    status = 0
    try:
        function()
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else int(error.code is not None)
    except BaseException:
        traceback.print_exc()
        status = 1
    getattr(threading, "_shutdown")()  # noqa: B009 - as multiprocessing's own children do
    getattr(atexit, "_run_exitfuncs")()  # noqa: B009
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    return status
