"""Whose parent has ended becomes a child of this process, so that nobody can be lost sight of.

Takes leave of them when they end, and ends all that is left. What the process has started by itself
is left to whoever did. Starts nothing.
"""

import contextlib
import ctypes
import os
import signal
from collections.abc import Collection

import psutil

STOP_SECONDS = 3.0
_PR_SET_CHILD_SUBREAPER = 36  # ref: prctl(2)


def adopt_orphans() -> None:
    """From now on the orphans of our children become ours."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def reap(own: Collection[int]) -> None:
    """Take leave of orphans that have ended; the children `own` are left to their Popen."""
    with contextlib.suppress(ChildProcessError):
        while ended := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            if ended.si_pid in own:
                return  # its turn comes in the next step; orphans behind it wait until then
            os.waitpid(ended.si_pid, os.WNOHANG)


def stop_descendants() -> None:
    """End every process that came from this one: asked first, then killed."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        left = psutil.Process().children(recursive=True)
        for process in left:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(number)
        _, left = psutil.wait_procs(left, timeout=STOP_SECONDS)
        reap(())
        if not left:
            return
