"""Keep the parts of the lab running: start them in order, restart what ends, stop them all.

A part starts when the parts it needs are ready, and is restarted with growing pauses when it ends
or no longer answers. When `run` returns, no process that came from the supervisor is left. Does
not know what the parts are; `hub_config.children` does.
"""

import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hub_config.child import Child, fingerprint, last_lines, start
from hub_config.orphans import adopt_orphans, reap, stop_descendants
from hub_config.places import Places
from hub_config.signals import Signals
from hub_config.state import records

PAUSES_SECONDS = (0.0, 1.0, 2.0, 5.0, 10.0, 30.0)
# A part that ran for so long starts again with the first pause.
STEADY_SECONDS = 60.0
PROBE_SECONDS = 2.0
LOOK_EVERY_SECONDS = 10.0
SILENT_LOOKS_ALLOWED = 6
FIRST_START_TRIES = 3


class Ending(StrEnum):
    """Why the supervisor came to its end."""

    ASKED = "asked"
    FAILED = "failed"


@dataclass
class _Watch:
    """What the supervisor knows of one part."""

    child: Child
    process: subprocess.Popen[bytes] | None = None
    ready: bool = False
    was_ready: bool = False
    done: bool = False
    failures: int = 0
    started: float = 0.0
    start_at: float = 0.0
    look_at: float = 0.0
    silent_looks: int = 0
    loaded: tuple[int, ...] = ()
    seen: tuple[int, ...] = ()


class Supervisor:
    """Runs `children` until SIGINT, SIGTERM or SIGHUP, or until a vital one cannot start."""

    def __init__(
        self,
        children: Sequence[Child],
        places: Places,
        *,
        say: Callable[[str], None],
        on_ready: Callable[[Sequence[str]], None],
        stop_rest: Callable[[], None],
    ) -> None:
        """Prepare, without starting anything.

        Args:
            children: The parts, each after those it needs.
            places: The state folder, made and held by the caller.
            say: Takes one message to the operator.
            on_ready: Called once, when every vital part is ready and every other has started or
                failed; gets the names of those that failed.
            stop_rest: Called after the parts have ended, for what outlives them on purpose.
        """
        self._watches = {child.name: _Watch(child) for child in children}
        self._places = places
        self._say = say
        self._on_ready = on_ready
        self._stop_rest = stop_rest
        self._announced = False
        self._signals = Signals()

    def run(self) -> Ending:
        """Run everything; blocks until the end."""
        adopt_orphans()
        ending = Ending.ASKED
        with self._signals.heard():
            try:
                while not self._signals.stops_asked:
                    reap(self._own())
                    if not self._step():
                        ending = Ending.FAILED
                        break
                    self._wait()
            finally:
                self._stop_all()
        return ending

    def _step(self) -> bool:
        """Move every part one step on; false when a vital part cannot be started at all."""
        now = time.monotonic()
        for watch in self._watches.values():
            if watch.done:
                continue
            if watch.process is None:
                if now >= watch.start_at and self._needs_are_ready(watch):
                    self._start(watch)
            elif (code := watch.process.poll()) is not None:
                if watch.child.ends and code == 0:
                    self._done(watch)
                    continue
                self._ended(watch, f"ended with {_told(code)}")
            elif not watch.ready:
                self._look_whether_ready(watch)
            elif now >= watch.look_at:
                self._look_whether_alive(watch)
            tries = 1 if watch.child.ends else FIRST_START_TRIES
            if watch.child.vital and not watch.was_ready and watch.failures >= tries:
                self._give_up(watch, tries)
                return False
        watches = self._watches.values()
        settled = all(
            watch.ready or (watch.failures and not watch.child.vital) for watch in watches
        )
        if settled and not self._announced:
            self._announced = True
            self._on_ready([watch.child.name for watch in watches if not watch.ready])
        return True

    def _done(self, watch: _Watch) -> None:
        name = watch.child.name
        watch.process, watch.ready, watch.was_ready, watch.done = None, True, True, True
        self._say(f"{name}: done after {time.monotonic() - watch.started:.1f} s")
        if told := last_lines(self._places.logs, name).strip():
            self._say(f"    {told}")

    def _give_up(self, watch: _Watch, tries: int) -> None:
        name, logs = watch.child.name, self._places.logs
        self._say(
            f"{name}: failed at its first {tries} starts; the lab stops. What it said last "
            f"(all of it in {logs / name}.log):\n{last_lines(logs, name)}"
        )

    def _needs_are_ready(self, watch: _Watch) -> bool:
        return all(self._watches[name].ready for name in watch.child.after if name in self._watches)

    def _start(self, watch: _Watch) -> None:
        watch.started = time.monotonic()
        watch.loaded = watch.seen = fingerprint(watch.child.software)
        try:
            watch.process = start(
                watch.child, logs=self._places.logs, records=records(self._places)
            )
        except OSError as error:
            self._ended(watch, f"could not be started ({error})")

    def _look_whether_ready(self, watch: _Watch) -> None:
        now = time.monotonic()
        if not watch.child.ends and watch.child.probe.answers(PROBE_SECONDS):
            took = f"ready after {now - watch.started:.1f} s"
            self._say(f"{watch.child.name}: {'works again' if watch.was_ready else took}")
            watch.ready = watch.was_ready = True
            watch.look_at, watch.silent_looks = now + LOOK_EVERY_SECONDS, 0
        elif now - watch.started > watch.child.start_seconds:
            self._kill(watch)
            self._ended(watch, f"was not ready after {watch.child.start_seconds:.0f} s")

    def _look_whether_alive(self, watch: _Watch) -> None:
        silent = not watch.child.probe.answers(PROBE_SECONDS)
        watch.silent_looks = watch.silent_looks + 1 if silent else 0
        watch.look_at = time.monotonic() + LOOK_EVERY_SECONDS
        if watch.silent_looks >= SILENT_LOOKS_ALLOWED:
            self._kill(watch)
            self._ended(watch, f"had not answered for {watch.silent_looks} looks in a row")
        else:
            self._look_whether_changed(watch)

    def _look_whether_changed(self, watch: _Watch) -> None:
        """Start a part again whose software has changed, once an installation is over."""
        before, watch.seen = watch.seen, fingerprint(watch.child.software)
        if watch.seen != watch.loaded and watch.seen == before and watch.process is not None:
            watch.process.terminate()
            self._wait_for_end(watch)
            watch.start_at = time.monotonic()
            self._say(f"{watch.child.name}: its software has changed; starting it again")

    def _ended(self, watch: _Watch, how: str) -> None:
        now = time.monotonic()
        steady = watch.ready and now - watch.started > STEADY_SECONDS
        watch.failures = 1 if steady else watch.failures + 1
        pause = PAUSES_SECONDS[min(watch.failures, len(PAUSES_SECONDS)) - 1]
        watch.process, watch.ready, watch.start_at = None, False, now + pause
        if not watch.child.ends:
            when = f"in {pause:.0f} s" if pause else "now"
            log = self._places.logs / f"{watch.child.name}.log"
            self._say(f"{watch.child.name}: {how}; starting it again {when} (log: {log})")

    def _kill(self, watch: _Watch) -> None:
        if watch.process is not None:
            watch.process.kill()
            watch.process.wait()

    def _stop_all(self) -> None:
        """Stop dependents before what they need, then all that is left of them."""
        while running := {
            name: watch for name, watch in self._watches.items() if watch.process is not None
        }:
            needed = {name for watch in running.values() for name in watch.child.after}
            last = [watch for name, watch in running.items() if name not in needed]
            for watch in last:
                if watch.process is not None:
                    watch.process.terminate()
            for watch in last:
                self._wait_for_end(watch)
        self._stop_rest()
        stop_descendants()
        for file in records(self._places).glob("*.json"):
            file.unlink(missing_ok=True)

    def _wait_for_end(self, watch: _Watch) -> None:
        if watch.process is None:
            return
        deadline = time.monotonic() + watch.child.stop_seconds
        # A second Ctrl-C says that nobody wants to wait.
        while (
            watch.process.poll() is None
            and time.monotonic() < deadline
            and self._signals.stops_asked < 2
        ):
            time.sleep(0.01)
        if watch.process.poll() is None:
            self._kill(watch)
        watch.process, watch.ready = None, False

    def _wait(self) -> None:
        """Until a signal comes or something is due."""
        now = time.monotonic()
        due = [now + 1.0]
        for watch in self._watches.values():
            if watch.done:
                continue
            if watch.process is None and self._needs_are_ready(watch):
                due.append(watch.start_at)
            elif watch.process is not None and not watch.ready:
                due.append(now + 0.05)
        self._signals.wait(max(0.0, min(due) - now))

    def _own(self) -> set[int]:
        return {one.process.pid for one in self._watches.values() if one.process is not None}


def _told(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    return f"signal {signal.Signals(-code).name}"
