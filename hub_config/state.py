"""Open the state folder: make it, know its version, and let one lab at a time have it.

A folder of another version is refused with what to do, never changed by guess. Does not know what
the parts of the lab keep in their folders.
"""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from hub_config.errors import LabError
from hub_config.places import Places

# Raised when what lies in the state folder changes its meaning; the cure then goes into
# explain_version, and CHANGELOG.md tells the operator.
STATE_VERSION = "1"
TLS_FOLDER = "tls"  # the venue's certificate, which may be there before the lab's first start

# sizeof(sockaddr_un.sun_path) less the closing zero. ref: unix(7)
SOCKET_PATH_BYTES = 107
_LONGEST_SOCKET = "run/servers/" + "x" * 16 + "/server.sock"  # Places.server_socket


class StateError(LabError):
    """The state folder cannot be used; the message names the cure."""


def ensure_state(places: Places) -> None:
    """Make the folders of the state with their modes; a second call changes nothing.

    Raises:
        StateError: The folder belongs to another version, is no folder of the lab, is not
            writable, or lies so deep that a socket in it could have no address.
    """
    explain_socket_paths(places)
    try:
        places.state_dir.mkdir(parents=True, exist_ok=True)
        explain_version(places)
        version = places.state_dir / "VERSION"
        if not version.exists():
            version.write_text(f"{STATE_VERSION}\n", encoding="utf-8")
        # Others on this machine may pass through to what is theirs, and list nothing.
        places.state_dir.chmod(0o711)
        for folder in (places.run, places.homes):
            folder.mkdir(exist_ok=True)
            folder.chmod(0o711)
        for folder in (places.hub, places.secrets, places.private, places.logs, cache(places)):
            folder.mkdir(exist_ok=True)
            folder.chmod(0o700)
        for folder in (places.courses, places.public, records(places)):
            folder.mkdir(exist_ok=True)
    except OSError as error:
        raise StateError(
            f"{error.filename or places.state_dir}: {error.strerror}; expected a folder that this "
            f"user can write. Mend its rights, or set [lab] state_dir to another folder."
        ) from None


def explain_socket_paths(places: Places) -> None:
    """Refuse a state folder in which Unix sockets would get too long an address.

    Raises:
        StateError: The longest socket path is over the kernel's limit.
    """
    longest = len(str(places.state_dir / _LONGEST_SOCKET).encode())
    if longest > SOCKET_PATH_BYTES:
        room = SOCKET_PATH_BYTES - len(_LONGEST_SOCKET) - 1
        raise StateError(
            f"{places.state_dir}: {longest - len(_LONGEST_SOCKET) - 1} bytes long; expected at most"
            f" {room}, because Linux limits the path of a socket to {SOCKET_PATH_BYTES} bytes."
            f' Set a shorter one, e.g. [lab] state_dir = "/srv/lab".'
        )


def records(places: Places) -> Path:
    """Folder with one record for each running child, for a later supervisor to find."""
    return places.run / "children"


def cache(places: Places) -> Path:
    """The home folder of the lab's own processes: what libraries cache lies here."""
    return places.state_dir / "cache"


@contextmanager
def hold(places: Places, told: dict[str, str | int]) -> Iterator[None]:
    """Have the state folder for oneself until the block ends.

    Args:
        places: The state to hold.
        told: What a second lab is told about this one: `pid` and `hub`.

    Raises:
        StateError: Another lab has it.
    """
    path = _lock_file(places)
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StateError(
                f"{places.state_dir}: a lab is already running here ({_told(path.read_text())}); "
                "expected none. Use that one, or stop it with Ctrl-C in its terminal, or by: kill "
                "and the number of its process."
            ) from None
        file.truncate(0)
        json.dump(told | {"since": datetime.now().astimezone().isoformat(timespec="seconds")}, file)
        file.flush()
        yield
        file.truncate(0)


def holder(places: Places) -> str:
    """Who has the state folder now, for a message; empty where nobody has."""
    path = _lock_file(places)
    try:
        with path.open("r", encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError:
                return _told(file.read())
    except FileNotFoundError:
        pass
    return ""


def explain_version(places: Places) -> None:
    """Refuse a state folder that this version cannot use.

    Raises:
        StateError: It belongs to another version, or holds something that is no lab's state.
    """
    file = places.state_dir / "VERSION"
    if file.exists():
        found = file.read_text(encoding="utf-8", errors="replace").strip()
        if found != STATE_VERSION:
            raise StateError(
                f"{file}: found state of version {found[:20]!r}; expected {STATE_VERSION!r}. "
                "Run the version of the lab that made it, or set [lab] state_dir to a new folder "
                "and restore a backup of this version there."
            )
    elif places.state_dir.is_dir() and {one.name for one in places.state_dir.iterdir()} - {
        TLS_FOLDER
    }:
        raise StateError(
            f"{places.state_dir}: holds files but no VERSION; expected an empty folder or a lab's "
            "state. Set [lab] state_dir to another folder, or empty this one."
        )


def _lock_file(places: Places) -> Path:
    return places.run / "lab.lock"


def _told(record: str) -> str:
    try:
        held = json.loads(record)
        return f"process {held['pid']}, since {held['since']}, hub at {held['hub']}"
    except (ValueError, KeyError):
        return "just starting or stopping"
