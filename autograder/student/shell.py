"""ipykernel's own kernel and shell in one process, with a channel in the place of sockets.

Outputs are those of ipykernel because its code makes them; only the sockets, the threads around
them, the debugger and the history file are gone. Takes no requests; `dispatch` does.
"""

import contextlib
import faulthandler
import functools
import json
import logging
import os
import pdb
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

from ipykernel import eventloops
from ipykernel.displayhook import ZMQDisplayHook
from ipykernel.ipkernel import IPythonKernel
from IPython.core import debugger
from jupyter_client.jsonutil import json_clean, json_default
from jupyter_client.session import Session, json_packer
from traitlets import Any as AnyTrait
from traitlets.config import Config

from autograder.student.cell_files import name_files
from autograder.student.channel import Kind
from autograder.student.once import Once
from autograder.student.streams import Outputs, Published, Sender, Stream

# Read once in the template, to have the expressions compiled that cells are read with.
_A_CELL = 'def f(x):\n    """Text."""\n    return x\n'
EXTENSION = "storemagic"  # what IPython's applications load by default
_prepared: "StudentKernel | None" = None


class StudentKernel(IPythonKernel):
    """An IPython kernel that has a channel in place of sockets, and no debugger."""

    debugger_class = AnyTrait(None)
    replies = AnyTrait()
    readings = AnyTrait(())
    """What ipykernel and IPython both ask about a cell, each an `autograder.student.once.Once`."""
    pid = AnyTrait()
    guard = AnyTrait(None)
    """An `autograder.student.inside.Guard`, once the parent has had it installed."""
    inside = AnyTrait(None)
    """What the parent says about a grade cell that the guard shall run."""

    async def do_execute(self, *arguments: Any, **named: Any) -> Any:
        """Run a cell; a fork of the student's that reaches its end is no second kernel."""
        order, self.inside = self.inside, None
        for reading in self.readings:
            reading.forget()
        if order is None:
            result = await super().do_execute(*arguments, **named)  # type: ignore[no-untyped-call]
        else:
            result = await self.guard.run(named["code"], order)
        if os.getpid() != self.pid:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(0)
        return result

    @property
    def _supports_kernel_subshells(self) -> bool:
        return False

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        """Requests come one at a time: there is no queue."""


def prepare() -> None:
    """Make a kernel before the fork, unless there is one; then `make_kernel` has only to join it.

    Making one reads and so copies 12 MB, which in the template is done once for all runs. IPython
    wants folders of a home, which a template has not: it gets some for the moment.
    """
    global _prepared
    if _prepared is not None:
        return
    with tempfile.TemporaryDirectory(prefix="lab-template-") as folder:
        os.environ["IPYTHONDIR"] = folder
        try:
            _prepared = _build_kernel()
            shell_of(_prepared).transform_cell(_A_CELL)
        finally:
            del os.environ["IPYTHONDIR"]


def make_kernel(connection: socket.socket) -> StudentKernel:
    """The kernel of this process, with stdout, stderr and display going to `connection`."""
    kernel = _build_kernel() if _prepared is None else _prepared
    if kernel is _prepared:
        _be_at_home(shell_of(kernel))
    session: Any = kernel.session
    outputs: Any = kernel.iopub_thread
    session.pid = kernel.pid = os.getpid()  # a session is silent in a process that is not its own
    outputs.connect(connection)
    kernel.replies = Sender(connection, Kind.REPLY)
    sys.stdout = Stream(session, outputs, "stdout")
    sys.stderr = Stream(session, outputs, "stderr")
    _leave_libraries_the_real_stderr()
    _hold_breakpoints()
    hook = ZMQDisplayHook(session, outputs.sender)  # type: ignore[no-untyped-call]
    hook.get_execution_count = lambda: kernel.execution_count  # type: ignore[method-assign]
    sys.displayhook = hook
    return kernel


def publish_to_list() -> list[dict[str, Any]]:
    """Have the prepared kernel's shell publish to a list of outputs, with no kernel to answer."""
    assert _prepared is not None
    shell, outputs = shell_of(_prepared), Published()
    session: Any = _prepared.session
    session.pid = os.getpid()
    _take_place(shell)
    shell.display_pub.pub_socket = outputs
    _leave_libraries_the_real_stderr()
    return outputs.found


def _take_place(shell: Any) -> None:
    """Be the shell that whoever asks for one gets."""
    for kind in type(shell)._walk_mro():
        kind._instance = shell  # `sandbox.inheritance` has made all forget it


def _be_at_home(shell: Any) -> None:
    """Be what was made before the fork, in this process, with this home."""
    _take_place(shell)
    shell.init_ipython_dir(None)
    shell.init_profile_dir(None)
    shell.init_environment()
    shell.starting_dir = str(Path.cwd())
    shell.history_manager.dir_hist[:] = [Path.cwd()]  # a notebook's `_dh`


def _build_kernel() -> StudentKernel:
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.IPKernelApp.connection_file = ""  # by this, libraries know a notebook from a terminal
    session = Session(key=b"", config=config)
    session.pack = _pack
    outputs = Outputs(session)
    with no_debugger():
        kernel = StudentKernel.instance(
            config=config,
            log=_quiet_log(),
            session=session,
            iopub_thread=outputs,
            iopub_socket=outputs.sender,
            # ipykernel asks it for the thread in which cells run.
            shell_channel_thread=SimpleNamespace(parent_thread=threading.current_thread()),
            user_ns=None,
        )
    # `%matplotlib inline` asks the running application for its kernel, and there is none.
    eventloops.enable_gui = functools.partial(eventloops.enable_gui, kernel=kernel)
    shell = shell_of(kernel)
    shell.extension_manager.load_extension(EXTENSION)
    shell.transform_cell = Once(shell.transform_cell)
    shell.should_run_async = Once(shell.should_run_async)
    kernel.readings = (shell.transform_cell, shell.should_run_async)
    name_files(shell.compile)
    return kernel


def _quiet_log() -> logging.Logger:
    """As the log of ipykernel's application, whose lines reach no notebook.

    A notebook that sets the level of all logs to DEBUG would else have a line below every cell.
    """
    log = logging.getLogger("IPKernelApp")
    log.propagate = False
    log.addHandler(logging.NullHandler())
    log.setLevel(logging.WARNING)
    return log


def _hold_breakpoints() -> None:
    """Go on at `breakpoint()`, as with debugpy, which ipykernel loads and which nobody attaches."""
    sys.breakpointhook = lambda *_, **__: None


def _pack(content: Any) -> bytes:
    """As jupyter_client does, but with half characters, which it cannot write, as escapes."""
    try:
        return json_packer(content)
    except UnicodeEncodeError:
        return json.dumps(json_clean(content), default=json_default).encode()


def shell_of(kernel: StudentKernel) -> Any:
    """Its IPython shell: `user_ns` holds the names of the notebook."""
    assert kernel.shell is not None
    return kernel.shell


@contextlib.contextmanager
def no_debugger() -> Iterator[None]:
    """Spare ipykernel the import of debugpy, which takes longer than all the rest."""
    stub = ModuleType("ipykernel.debugger")
    stub.__dict__["_is_debugpy_available"] = False
    sys.modules[stub.__name__] = stub
    try:
        yield
    finally:
        del sys.modules[stub.__name__]


def _leave_libraries_the_real_stderr() -> None:
    """As `IPKernelApp` does: these cannot write to a stream without a descriptor."""
    real = sys.__stderr__
    assert real is not None
    faulthandler.enable = functools.partial(faulthandler.enable, file=real)
    faulthandler.register = functools.partial(faulthandler.register, file=real)
    debugger.Pdb = debugger.InterruptiblePdb  # type: ignore[misc]
    pdb.Pdb = debugger.Pdb  # type: ignore[misc, assignment]
    pdb.set_trace = debugger.set_trace
