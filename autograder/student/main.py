"""The student's process: make its folders, be a kernel, answer the parent until it hangs up.

`main(["CHANNEL", "EXAMINATION", "WORK_DIR", "FILES_DIR", "THREADS"])`; the first two are numbers of
inherited descriptors, the second -1 where there is none. It does the same whether it was forked
from a template or started cold with `python -m autograder.student`.
"""

import asyncio
import contextlib
import os
import shutil
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import ipykernel

from autograder.student.dispatch import ignore_interrupts, say_ready, serve
from autograder.student.shell import StudentKernel, make_kernel

# As nbclient starts ipykernel for `nbgrader autograde`; an answer's argparse reads it.
ARGUMENTS = ("-f", "/tmp/kernel.json", "--HistoryManager.hist_file=:memory:")


def main(arguments: Sequence[str]) -> NoReturn:
    """Serve until the parent closes the channel, then end at once."""
    ignore_interrupts()
    connection = socket.socket(fileno=int(arguments[0]))
    examination = int(arguments[1])
    sys.argv = [launcher_file(), *ARGUMENTS]
    _enter(arguments[2], arguments[3])
    be_fresh(int(arguments[4]))
    kernel = make_kernel(connection)
    answer(kernel, connection, None if examination < 0 else socket.socket(fileno=examination))
    # Nobody hears any more. What libraries do at the end takes torch alone 20 ms.
    os._exit(0)


def answer(kernel: StudentKernel, connection: socket.socket, channel: socket.socket | None) -> None:
    """Say that requests are welcome, and answer them until the parent closes `connection`."""
    say_ready(connection)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    while True:
        # An interrupt that meets no cell comes out here.
        with contextlib.suppress(KeyboardInterrupt):
            loop.run_until_complete(serve(kernel, connection, channel))
            return


def be_fresh(threads: int) -> None:
    """Undo what a template's import did otherwise than the student's own import would."""
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.set_num_threads(threads)


def launcher_file() -> str:
    """What ipykernel's process has been started with."""
    return str(Path(ipykernel.__file__).parent.parent / "ipykernel_launcher.py")


def _enter(work_dir: str, files_dir: str) -> None:
    """The submission's files, in a folder of this process alone, which becomes the current one."""
    os.makedirs(os.path.expanduser("~"), exist_ok=True)  # noqa: PTH103, PTH111 - no object needed
    shutil.copytree(files_dir, work_dir, dirs_exist_ok=True, copy_function=shutil.copyfile)
    os.chdir(work_dir)
    find_modules_here()


def find_modules_here() -> None:
    """Have modules beside the notebook found, as in Jupyter."""
    # ref: IPython.core.shellapp, init_path: after the standard library, before all packages.
    places = [index for index, path in enumerate(sys.path) if path.endswith("-packages")]
    sys.path.insert(places[0] if places else 0, "")
