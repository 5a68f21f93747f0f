"""`python -m hub_config warm CLASS`: have a class's servers run before its hour.

Asks the running hub, over its Unix socket, with a token that can do this and nothing else; the
token is read from its file and stands in no command line or environment. Starts nothing itself.
"""

import http.client
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hub_config.errors import LabError
from hub_config.health import UnixConnection
from hub_config.places import Places
from hub_config.roles import CLASS_WARMER
from hub_config.secret_files import read_secret
from hub_config.settings import Settings

# A hundred cold starts on two cores take minutes, and the answer comes when the last is there.
_ANSWER_SECONDS = 3600.0


@dataclass(frozen=True)
class Warmed:
    """What became of the servers of a class, by the trainees' names."""

    started: tuple[str, ...]
    running: tuple[str, ...]
    failed: dict[str, str]

    def told(self) -> str:
        """In one line, without the reasons."""
        return (
            f"{len(self.started)} started, {len(self.running)} ran already,"
            f" {len(self.failed)} failed"
        )


def run_warm(settings: Settings, class_name: str) -> int:
    """Warm one class now and print what became of it; 1 where a server failed.

    Raises:
        LabError: There is no such class, or no lab runs.
    """  # noqa: DOC502 from warm_class
    warmed = warm_class(settings, class_name)
    print(f"{class_name}: {warmed.told()}")
    for name, reason in warmed.failed.items():
        print(f"  {name}: {reason}")
    if warmed.started or warmed.running:
        print(f"Unused, they run until {_stopped_at(settings)} ([hub] server_idle_seconds).")
    elif not warmed.failed:
        print(f"Nobody has an account in it yet. Its code: python -m hub_config enrol {class_name}")
    return 1 if warmed.failed else 0


def warm_class(settings: Settings, class_name: str) -> Warmed:
    """Start the server of every trainee of a class who has an account.

    Raises:
        LabError: There is no such class, or the hub does not answer as it should.
    """
    known = settings.classes.by_name()
    if class_name not in known:
        raise LabError(
            f"{settings.source}: no class {class_name!r}; expected one of"
            f" {', '.join(known) or '(none)'}. Choose one, or add a table [classes.{class_name}]."
        )
    places = Places(settings.lab.state_dir)
    status, answer = _ask(places, f"/hub/api/warm/{class_name}")
    if status == http.client.NOT_FOUND:
        raise LabError(
            f"{settings.source}: the running hub does not know the class {class_name!r}; expected"
            " the settings it was started with. Stop the lab and start it again."
        )
    if status != http.client.OK:
        raise LabError(
            f"{places.hub_socket}: the hub answered {status}; expected 200."
            f" Look into {places.logs / 'hub.log'}. Was the lab started by this version?"
        )
    told = sorted(json.loads(answer).items())
    return Warmed(
        tuple(name for name, (warmth, _) in told if warmth == "started"),
        tuple(name for name, (warmth, _) in told if warmth == "running"),
        {name: reason for name, (warmth, reason) in told if warmth == "failed"},
    )


def _ask(places: Places, path: str) -> tuple[int, bytes]:
    token = read_secret(places.service_token(CLASS_WARMER))
    headers = {"Authorization": f"token {token}", "Content-Type": "application/json"}
    connection = UnixConnection(places.hub_socket, _ANSWER_SECONDS)
    try:
        connection.request("POST", path, headers=headers)
        response = connection.getresponse()
        return response.status, response.read()
    except (OSError, http.client.HTTPException) as error:
        raise LabError(
            f"{places.hub_socket}: the hub does not answer ({error or type(error).__name__});"
            " expected a running lab. Start it: make up"
        ) from None
    finally:
        connection.close()


def _stopped_at(settings: Settings) -> str:
    zone = ZoneInfo(settings.lab.timezone)
    until = datetime.now(zone) + timedelta(seconds=settings.hub.server_idle_seconds)
    return f"{until:%H:%M}"
