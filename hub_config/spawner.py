"""Start, find again and stop trainees' servers, each in a sandbox of its own.

A start waits in line first, which counts against no time-out, and returns when the server answers,
not when its process exists, so nobody meets a page that is not there yet. A running server is known
by its sandbox's record, never by a bare process number: a hub that was restarted can neither adopt
nor kill a stranger. Does not decide what a server may see; `trainee_spec` does.
"""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from jupyterhub.handlers.pages import SpawnHandler
from jupyterhub.spawner import Spawner, SpawnException
from traitlets import Instance

from hub_config.admission import Line, starts_at_once, tell_place
from hub_config.errors import LabError
from hub_config.home_packages import ensure_home_packages
from hub_config.home_watch import HomeWatch
from hub_config.hub_settings import PERSON_NAME
from hub_config.identity import ensure_home, ensure_identity, person_key
from hub_config.nbgrader_files import ensure_trainee_config
from hub_config.places import Places, unix_url
from hub_config.roles import courses_of, person_slug
from hub_config.server_end import ServerEnd, unless_it_ends
from hub_config.server_log import log_file, open_log, read_tail
from hub_config.server_sandbox import answers, prepare_socket_folder, start_recorded
from hub_config.server_template import server_template
from hub_config.settings import Settings
from hub_config.trainee_spec import build_trainee_spec
from hub_config.waiting_page import Onlookers
from sandbox.errors import SandboxError
from sandbox.process import Sandbox
from sandbox.records import find_sandbox
from sandbox.software import software_mounts
from sandbox.spec import MIB

_STOP_SECONDS = 5.0
_LOOK_SECONDS = 0.05
_TELL_SECONDS = 1.0
_LINE = "lab_line"  # the key under which all spawners of a hub find the one line


class SandboxSpawner(Spawner):  # type: ignore[misc]  # JupyterHub has no types
    """One person's server; `settings` are the lab's."""

    settings = Instance(Settings).tag(config=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._sandbox: Sandbox | None = None
        self._stage = ("", "")
        self._stage_changed = asyncio.Event()
        self.onlookers = Onlookers(self._free_place, self.settings.hub.waiting_place_seconds)
        home, mib = self._places.home(self.user.name), self.settings.trainee.home_mib
        self._home_watch = HomeWatch(home, mib * MIB)
        self._freeing: asyncio.Task[None] | None = None
        self._end = ServerEnd(self._hear_end)
        self._hearing: asyncio.Task[None] | None = None

    @property
    def _line(self) -> Line:
        return line_of(self.user)

    @property
    def _places(self) -> Places:
        return Places(self.settings.lab.state_dir)

    def get_state(self) -> dict[str, Any]:
        """What a later hub needs to find this server again."""
        state: dict[str, Any] = super().get_state()
        if self._sandbox is not None:
            state["sandbox"] = self._sandbox.describe()
        return state

    def load_state(self, state: dict[str, Any]) -> None:
        """Find the server that an earlier hub started, if it still runs."""
        super().load_state(state)
        if "sandbox" in state:
            self._sandbox = Sandbox.reattach(state["sandbox"])

    def clear_state(self) -> None:
        """Forget the server."""
        super().clear_state()
        self._sandbox = None

    async def run_pre_spawn_hook(self) -> None:
        """Wait in line; JupyterHub begins to count `start_timeout` only after this."""
        person = self.user.name
        if isinstance(self.handler, SpawnHandler):
            self.onlookers.look()
        if self._spawn_future is not None:
            # However this start ends, also between here and `start`, the place is given back.
            self._spawn_future.add_done_callback(lambda _: self._line.leave(person))
        await self._line.enter(person)

    def _free_place(self) -> None:
        """Nobody looks any more: let the next go, unless the server starts or runs already."""
        if self._line.place(self.user.name) is not None and self.pending == "spawn":
            # From here on JupyterHub takes nobody in until all of this start is put away.
            self._stop_pending = True
            self._freeing = asyncio.create_task(self._give_up_place())

    async def _give_up_place(self) -> None:
        # As JupyterHub's own handler does for who presses "stop waiting".
        self.log.info("%s: nobody looks at the waiting page; the place is free", self._log_name)
        if self._spawn_future is not None:
            self._spawn_future.cancel()
            await asyncio.wait([self._spawn_future])
        self._line.remember_given_up(self.user.name)
        await self.user.stop(self.name)

    async def start(self) -> str:
        """Start the server and wait until it answers.

        Returns:
            Where the proxy reaches it. A server that cannot be started is a `SpawnException`
            whose message, in both languages, is for the person waiting.
        """
        person = self.user.name
        started = False
        try:
            _check_name(person)
            self._tell("실습실을 준비하고 있습니다.", "Preparing your server.")
            self._sandbox = await self._open_sandbox(person)
            self._tell("실습실이 켜지고 있습니다.", "Your server is starting.")
            await self._wait_until_it_answers(self._sandbox)
            self._have_its_end_heard(self._sandbox)
            self._tell("실습실이 열렸습니다.", "Your server is ready.")
            started = True
        finally:
            self._line.leave(person, started=started)
        return self._url()

    async def _open_sandbox(self, person: str) -> Sandbox:
        try:
            # What comes from the hub's database is read here: its session is the event loop's.
            mine = courses_of(group.name for group in self.user.groups)
            starting = asyncio.ensure_future(
                asyncio.to_thread(self._start_sandbox, person, mine, self.get_env())
            )
            return await asyncio.shield(starting)
        except asyncio.CancelledError:
            # The thread cannot be stopped; what it still starts has nobody who waits for it.
            starting.add_done_callback(_stop_unwanted)
            raise
        except (SandboxError, LabError, OSError) as error:
            self.log.error("%s: the sandbox could not be started: %s", person, error)
            raise _refusal(
                "sandbox",
                "실습실을 열지 못했습니다. 저장한 파일은 그대로 있습니다. 운영자에게 알려 주세요.",
                "Your server could not be started. Your saved files are safe. Please tell the"
                " operator.",
            ) from error

    def _start_sandbox(self, person: str, mine: set[str], hub: dict[str, str]) -> Sandbox:
        places, slug = self._places, person_slug(person)
        identity = ensure_identity(places, self.settings.trainee.first_uid, person_key(person))
        ensure_home(places, person, identity)
        prepare_socket_folder(places, slug, identity)
        spec = build_trainee_spec(
            self.settings,
            person,
            identity,
            [course for course in mine if places.lessons(course).is_dir()],
            hub,
            (*software_mounts(), ensure_trainee_config(places), *ensure_home_packages(places)),
        )
        with open_log(places, slug) as log:
            return start_recorded(spec, places, log, template=server_template(places, spec))

    async def _wait_until_it_answers(self, sandbox: Sandbox) -> None:
        # ref: jupyterhub.utils.exponential_backoff, JupyterHub's own way to wait, adds 0.3-1.3 s.
        socket = self._places.server_socket(person_slug(self.user.name))
        while True:
            if sandbox.poll() is not None:
                raise self._tell_that_it_ended(sandbox)
            # Its version: an address that it does not know costs it a page with an error.
            if await answers(socket, f"{self.server.base_url}api"):
                return
            await asyncio.sleep(_LOOK_SECONDS)

    def _have_its_end_heard(self, sandbox: Sandbox) -> None:
        """Let a server that ends before JupyterHub has reached it fail at once."""
        # ref: jupyterhub.user.User._wait_up asks the address alone, for all of `http_timeout`.
        wait_up = self.server.wait_up
        self.server.wait_up = lambda **how: unless_it_ends(
            sandbox, wait_up(**how), lambda: self._tell_that_it_ended(sandbox)
        )

    def _tell_that_it_ended(self, sandbox: Sandbox) -> SpawnException:
        code, tail = sandbox.poll(), read_tail(self._log_file())
        self.log.error("%s: ended with %s at its start:\n%s", self._log_name, code, tail)
        return _refusal(
            "ended",
            "실습실이 켜지다가 멈췄습니다. 다시 시도해 보시고, 또 멈추면 운영자에게 알려 주세요.",
            "Your server stopped while starting. Try again; if it happens again, please tell the"
            " operator.",
        )

    async def poll(self) -> int | None:
        """None while the server runs, else its exit code, 0 when that is not known."""
        if self._sandbox is None:
            return 0
        code, filled = await asyncio.to_thread(_look_at, self._sandbox, self._home_watch)
        if filled:
            self.log.warning("%s: the home is over its bound and grew; ended", self._log_name)
        return code

    def start_polling(self) -> None:
        """Look at the server now and then, and hear of its end at once."""
        super().start_polling()
        if self._sandbox is not None:
            self._end.listen(self._sandbox)

    def stop_polling(self) -> None:
        """Whatever ends the server now was asked for, or is known."""
        super().stop_polling()
        self._end.ignore()

    def _hear_end(self) -> None:
        self._hearing = asyncio.create_task(self._tell_end())

    async def _tell_end(self) -> None:
        # A start that is not over has not yet told JupyterHub whom to call when the server ends.
        if self._spawn_future is not None:
            await asyncio.wait([self._spawn_future])
        if not self._stop_pending:
            await self.poll_and_notify()

    async def stop(self, now: bool = False) -> None:
        """Ask the server to end, then end it, with every process in its sandbox."""
        # A start that was given up half-way has left a record, but no handle here.
        slug = person_slug(self.user.name)
        sandbox = self._sandbox or find_sandbox(self._places.sandboxes, slug)
        if sandbox is not None:
            await asyncio.to_thread(sandbox.stop, 0.0 if now else _STOP_SECONDS)
        self._sandbox = None

    async def progress(self) -> AsyncIterator[dict[str, Any]]:
        """Tell the waiting page the place in line, then what is going on, in both languages."""
        told, percent, first = ("", ""), 5, 0
        while True:
            self._stage_changed.clear()
            place, stage = self._line.place(self.user.name), self._stage
            if place is not None:
                first = max(first, place.ahead + 1)
                stage, percent = tell_place(place), 5 + 55 * (first - place.ahead - 1) // first
            if stage != told and stage[0]:
                told = stage
                yield {"progress": percent, "message": f"{told[0]} / {told[1]}"}
                percent = min(90, max(60, percent + 15))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stage_changed.wait(), _TELL_SECONDS)

    def _tell(self, korean: str, english: str) -> None:
        self._stage = (korean, english)
        self._stage_changed.set()

    def _url(self) -> str:
        return unix_url(self._places.server_socket(person_slug(self.user.name)))

    def _log_file(self) -> Path:
        return log_file(self._places, person_slug(self.user.name))


def line_of(user: Any) -> Line:
    """The one line of the hub that this JupyterHub user belongs to."""
    if _LINE not in user.settings:
        user.settings[_LINE] = Line(starts_at_once())
    line: Line = user.settings[_LINE]
    return line


def _look_at(sandbox: Sandbox, home: HomeWatch) -> tuple[int | None, bool]:
    """Its exit code, and whether its kernels were ended for what they wrote."""
    code = sandbox.poll()
    return code, code is None and home.look(sandbox)


def _stop_unwanted(starting: "asyncio.Future[Sandbox]") -> None:
    if not starting.cancelled() and starting.exception() is None:
        asyncio.get_running_loop().run_in_executor(None, starting.result().stop, 0.0)


def _check_name(person: str) -> None:
    if not re.fullmatch(PERSON_NAME, person):
        raise _refusal(
            "name",
            f"'{person}'이라는 이름으로는 실습실을 열 수 없습니다. 운영자에게 알려 주세요.",
            f"No server can be started for the name '{person}'. Please tell the operator.",
        )


def _refusal(reason: str, korean: str, english: str) -> SpawnException:
    return SpawnException(f"{korean} / {english}", reason=reason, status_code=500)
