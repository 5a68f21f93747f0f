"""Hear the signals that ask a process to stop, and wake it when one of its children ends.

A handler only counts and wakes; what follows is done by the loop that waits. Used once: when
nobody listens any more its pipe is closed.
"""

import contextlib
import os
import select
import signal
from collections.abc import Iterator
from types import FrameType

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Signals:
    """What has come, and a way to wait for more."""

    def __init__(self) -> None:
        self.stops_asked = 0
        """How often somebody has asked for the end."""
        self._wakeup_read, self._wakeup_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)

    @contextlib.contextmanager
    def heard(self) -> Iterator[None]:
        """Hear signals meanwhile; afterwards they do what they did before."""

        def ask_to_stop(number: int, frame: FrameType | None) -> None:
            self.stops_asked += 1

        def wake_up(number: int, frame: FrameType | None) -> None:
            pass

        wakeup_before = signal.set_wakeup_fd(self._wakeup_write, warn_on_full_buffer=False)
        before = {number: signal.signal(number, ask_to_stop) for number in STOPPING}
        before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, wake_up)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            signal.set_wakeup_fd(wakeup_before)
            os.close(self._wakeup_read)
            os.close(self._wakeup_write)

    def wait(self, seconds: float) -> None:
        """Until a signal comes, or so long."""
        readable, _, _ = select.select([self._wakeup_read], [], [], seconds)
        if readable:
            with contextlib.suppress(BlockingIOError):
                os.read(self._wakeup_read, 4096)
