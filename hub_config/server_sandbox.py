"""What the sandboxes of all servers have in common: a record, a folder for their socket, an answer.

A trainee's server and a course's are started alike, so that whatever process of the lab comes
later finds them, and stops what nobody knows any more.
"""

from pathlib import Path
from typing import IO

import aiohttp

from hub_config.identity import ensure_own_folder
from hub_config.places import Places
from sandbox.process import Sandbox, start
from sandbox.records import find_sandbox
from sandbox.spec import Identity, SandboxSpec, Template


def start_recorded(
    spec: SandboxSpec,
    places: Places,
    log: IO[bytes],
    stdin: IO[bytes] | None = None,
    template: Template | None = None,
) -> Sandbox:
    """Start a sandbox that any later process of the lab can find.

    One of the same name that nobody knows any more, because the hub died in the moment between
    starting it and writing that down, is stopped first.
    """
    places.sandboxes.mkdir(mode=0o700, parents=True, exist_ok=True)
    forgotten = find_sandbox(places.sandboxes, spec.name)
    if forgotten is not None:
        forgotten.stop(0)
    return start(
        spec, stdin=stdin, stdout=log, stderr=log, records=places.sandboxes, template=template
    )


def prepare_socket_folder(places: Places, slug: str, identity: Identity | None) -> None:
    """Make the folder where a sandbox puts its socket, and take an old socket away."""
    parent = places.server(slug).parent
    parent.mkdir(mode=0o711, parents=True, exist_ok=True)
    ensure_own_folder(places.server(slug), identity)
    places.server_socket(slug).unlink(missing_ok=True)


async def answers(socket: Path, path: str = "/") -> bool:
    """Whether an HTTP server answers on a Unix socket, whatever it says."""
    if not socket.exists():
        return False
    timeout = aiohttp.ClientTimeout(total=30)
    try:
        async with (
            aiohttp.ClientSession(
                connector=aiohttp.UnixConnector(path=str(socket)), timeout=timeout
            ) as session,
            session.get(f"http://server{path}", allow_redirects=False),
        ):
            return True
    except (aiohttp.ClientError, TimeoutError, OSError):
        return False
