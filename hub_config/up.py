"""`python -m hub_config up`: from settings to a running lab, and back to nothing.

Looks before it starts, so that what a person has to mend is said at once and by name; then holds
the state folder, prepares the courses, and leaves the running to the supervisor. Prints no
secret, except the demo class's passwords when they have just been made.
"""

import logging
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from hub_config.check import needed_before_up
from hub_config.child import stop_left_over
from hub_config.children import (
    hub_address,
    lab_children,
    playground_address,
)
from hub_config.database_roles import ensure_role
from hub_config.databases import PLAYGROUND
from hub_config.enrolment import ensure_enrolment_codes
from hub_config.errors import LabError
from hub_config.health import written
from hub_config.install_courses import wanted_courses
from hub_config.people import Newcomer, demo_class_file, ensure_demo_class, ensure_operators
from hub_config.places import Places
from hub_config.roles import CLASS_WARMER, EXCHANGE, IDLE_CULLER
from hub_config.secret_files import ensure_secret
from hub_config.settings import Settings
from hub_config.state import ensure_state, hold, records
from hub_config.supervisor import Ending, Supervisor
from playground_demos.process.sandboxed import playground_identity
from sandbox.records import stop_all


def run_lab(settings: Settings) -> int:
    """Run the lab until Ctrl-C; the exit code.

    Raises:
        LabError: Something has to be mended first; nothing was started.
    """
    began = time.monotonic()
    places = Places(settings.lab.state_dir)
    ensure_state(places)
    with hold(places, {"pid": os.getpid(), "hub": hub_address(settings)}):
        for name in stop_left_over(records(places)):
            _say(f"{name}: was left over from a lab that was killed; stopped")
        if problems := needed_before_up(settings):
            raise LabError("\n".join(problems))
        _prepare(settings, places)
        children = lab_children(settings)

        def announce(failed: Sequence[str]) -> None:
            without = f", but without {', '.join(failed)} (tried again and again)" if failed else ""
            _say(f"The lab is ready after {time.monotonic() - began:.1f} s{without}.")
            for line in where_things_are(settings):
                _say(line)

        supervisor = Supervisor(
            children, places, say=_say, on_ready=announce, stop_rest=lambda: _stop_sandboxes(places)
        )
        _say(f"Starting {', '.join(child.name for child in children)}.")
        ending = supervisor.run()
        _say("The lab has stopped; no process is left.")
    return 0 if ending is Ending.ASKED else 1


def where_things_are(settings: Settings) -> list[str]:
    """The lines that tell an operator where to go next."""
    places = Places(settings.lab.state_dir)
    lines = [
        f"  hub         {hub_address(settings)}",
        f"  playground  {playground_address(settings)}",
    ]
    if settings.playground.operator_port:
        host, port = settings.playground.operator_host, settings.playground.operator_port
        password = _from_here(places.secrets / "playground_operator")
        lines += [
            f"  operator    http://{written(host, port)}/  (operator, password in {password})"
        ]
    lines += [f"  state       {_from_here(places.state_dir)}  (logs in logs/)"]
    lines += [f"  passwords   {_from_here(demo_class_file(settings))} and operators.txt beside it"]
    lines += [f"  courses     {', '.join(settings.classes.course_ids()) or 'none'}"]
    return [*lines, "  stop        Ctrl-C"]


def _from_here(path: Path) -> Path:
    """As an operator who stands here types it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _prepare(settings: Settings, places: Places) -> None:
    """Build what the parts expect to find.

    Raises:
        LabError: A class takes a course that does not exist.
    """  # noqa: DOC502 from wanted_courses
    wanted_courses(settings)  # refused before an account is made
    logging.disable(logging.INFO)  # alembic tells of each table that it makes
    _say_once(ensure_operators(settings) + ensure_demo_class(settings))
    logging.disable(logging.NOTSET)
    ensure_role(settings, PLAYGROUND, playground_identity(settings.playground.uid))
    ensure_enrolment_codes(settings.classes, places)
    own = ("proxy", IDLE_CULLER, CLASS_WARMER, EXCHANGE)
    for service in (*own, *settings.classes.course_ids()):
        ensure_secret(places.service_token(service))


def _stop_sandboxes(places: Places) -> None:
    """Stop the trainees' servers: they outlive the hub on purpose, but not the lab."""
    stopped = stop_all(places.sandboxes)
    if stopped:
        _say(f"Stopped {len(stopped)} servers and course services.")


def _say_once(made: tuple[Newcomer, ...]) -> None:
    """Show passwords in the one moment in which they are known."""
    if made:
        _say("New accounts; these passwords are shown once:")
        for one in made:
            _say(f"  {one.role:<11} {one.name:<18} {one.password}")


def _say(message: str) -> None:
    print(message, file=sys.stdout, flush=True)
