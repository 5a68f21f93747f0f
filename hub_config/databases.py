"""Which database holds what: one SQLite file or one PostgreSQL schema for each purpose.

On PostgreSQL the hub has the lab's own role, the playground and each course's gradebook a role that
reaches nothing else (`hub_config.database_roles`). A password never enters a URL: libpq
reads it from the password file itself. Does not create tables; whoever owns them does.
"""

import hashlib
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, create_engine, make_url, text

from hub_config.hub_settings import DatabaseSection
from hub_config.places import Places

HUB = "hub"
PLAYGROUND = "playground"
_GRADEBOOK = "gradebook-"


class HubConnection(sqlite3.Connection):
    """SQLite as the hub needs it: it commits some forty times while one server starts.

    With a log that is written ahead nobody waits for the disk at each of them. The hub may be
    killed at any moment and nothing is lost; a machine that loses power may lose the last second.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute("PRAGMA journal_mode=WAL").close()
        self.execute("PRAGMA synchronous=NORMAL").close()


def gradebook(course_id: str) -> str:
    """The purpose of a course's gradebook."""
    return f"{_GRADEBOOK}{course_id}"


def database_url(database: DatabaseSection, places: Places, purpose: str) -> str:
    """The SQLAlchemy URL for `HUB`, `PLAYGROUND` or `gradebook(course_id)`."""
    if not database.url:
        return f"sqlite:///{_sqlite_file(places, purpose)}"
    url, password_file = make_url(database.url), database.password_file
    if purpose != HUB:
        url = url.set(username=role_name(database, purpose))
        password_file = role_password(places, purpose)
    # A command-line option of the server's session, so the tables need no schema in their names.
    options = {"options": f"-csearch_path={schema_name(purpose)}"}
    if password_file is not None:
        options["passfile"] = str(password_file.absolute())
    return url.update_query_dict(options).render_as_string(hide_password=False)


def schema_name(purpose: str) -> str:
    """The PostgreSQL schema of a purpose: letters, digits and underscores only."""
    return purpose.replace("-", "_")


def role_password(places: Places, purpose: str) -> Path:
    """The password file of a purpose that has its own role."""
    if purpose == PLAYGROUND:
        return places.playground_password
    return places.gradebook_password(purpose.removeprefix(_GRADEBOOK))


def role_name(database: DatabaseSection, purpose: str) -> str:
    """The PostgreSQL role of a purpose that has its own; labs may share a server, not a role."""
    name = make_url(database.url).database or ""
    return f"{schema_name(purpose)}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def socket_folder(database: DatabaseSection) -> Path | None:
    """Folder of the PostgreSQL server's Unix socket; None where it is on the network or SQLite."""
    host = server_host(make_url(database.url)) if database.url else ""
    return Path(host) if host.startswith("/") else None


def server_host(url: URL) -> str:
    """The host or socket folder in a URL; libpq lets `?host=` go before the part after the `@`."""
    host = url.query.get("host", url.host or "")
    return host if isinstance(host, str) else host[0]


def ensure_hub_schema(database: DatabaseSection, places: Places) -> None:
    """Make the hub's schema; SQLite needs only its folder."""
    if not database.url:
        places.hub.mkdir(parents=True, exist_ok=True)
        return
    engine = create_engine(database_url(database, places, HUB))
    try:
        with engine.begin() as connection:
            connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{schema_name(HUB)}"'))
    finally:
        engine.dispose()


def _sqlite_file(places: Places, purpose: str) -> Path:
    if purpose == HUB:
        return places.hub / "jupyterhub.sqlite"
    if purpose.startswith(_GRADEBOOK):
        return places.course(purpose.removeprefix(_GRADEBOOK)) / "gradebook.db"
    # The playground's own name for it: alone, it reads no [database].
    return places.state_dir / purpose / "usage.sqlite"
