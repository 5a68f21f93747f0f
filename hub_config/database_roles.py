"""Roles on PostgreSQL of what runs in a sandbox, and how it reaches the server from there.

An instructor works with the course's rights and can read the course's password, and strangers'
input reaches the playground. So a course's gradebook and the usage record have a role each, which
owns one schema and reaches no other: not the hub's tables, not another course's. Makes roles,
schemas and password files; nothing of it is needed on SQLite.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from hub_config.databases import (
    HUB,
    database_url,
    gradebook,
    role_name,
    role_password,
    schema_name,
    socket_folder,
)
from hub_config.errors import LabError
from hub_config.places import Places
from hub_config.settings import Settings
from sandbox.spec import Identity, Mount

CONNECT_SECONDS = 10
# One lab at a time makes roles; any number will do that is the same for all of them.
_LOCK = 7_426_001


def ensure_role(settings: Settings, purpose: str, identity: Identity | None) -> None:
    """Make the purpose's role and schema, and the password file that only `identity` reads.

    The purpose is `PLAYGROUND` or `gradebook(course_id)`.

    Raises:
        LabError: The server is not reached, gives the lab no right to make roles, or does not
            let the new role in.
    """  # noqa: DOC502 from connect
    if not settings.database.url:
        return
    places = Places(settings.lab.state_dir)
    url = database_url(settings.database, places, purpose)
    passwords = role_password(places, purpose)
    if passwords.exists():
        _hand_over(passwords, identity)
        try:
            with connect(url):
                return
        except LabError:
            pass  # the state was restored, or the database: make both anew
    role, password = role_name(settings.database, purpose), secrets.token_hex(32)
    with connect(database_url(settings.database, places, HUB)) as connection:
        _ensure_role(connection, role, password)
        _ensure_owned_schema(connection, schema_name(purpose), role)
        _write_password(passwords, role, password)
    _hand_over(passwords, identity)
    with connect(url):
        pass  # proves that the server knows the role by its password


def course_database_mounts(settings: Settings, course_id: str) -> tuple[Mount, ...]:
    """What a course's sandbox has to see to open its gradebook, at the paths it has outside."""
    if not settings.database.url:
        return ()
    passwords = role_password(Places(settings.lab.state_dir), gradebook(course_id))
    mounts = [Mount(source=passwords, target=PurePosixPath(passwords))]
    if (folder := socket_folder(settings.database)) is not None:
        mounts.append(Mount(source=folder, target=PurePosixPath(folder)))
    return tuple(mounts)


def needs_network(settings: Settings) -> bool:
    """Whether a sandbox has to reach the network for its tables."""
    return bool(settings.database.url) and socket_folder(settings.database) is None


@contextmanager
def connect(url: str) -> Iterator[psycopg.Connection]:
    """A connection whose work is committed at the end.

    Raises:
        LabError: The server is not reached, or refuses.
    """
    parts = make_url(url)
    words = parts.set(drivername="postgresql").render_as_string(hide_password=False)
    shown = f"PostgreSQL as {parts.username or 'the default role'}"
    try:
        with psycopg.connect(words, connect_timeout=CONNECT_SECONDS) as connection:
            yield connection
    except psycopg.Error as error:
        said = " ".join(str(error).split()) or type(error).__name__
        raise LabError(
            f"{shown}: {said}. Expected the server that [database] url names, with the rights that"
            " docs/postgresql.md lists. Run: python -m hub_config check"
        ) from None


def _ensure_role(connection: psycopg.Connection, role: str, password: str) -> None:
    connection.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    # The server keeps a one-way form of a password; sent as such, it is in no log of statements.
    kept = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    verb = "ALTER" if known else "CREATE"
    connection.execute(
        sql.SQL(verb + " ROLE {} LOGIN PASSWORD {}").format(
            sql.Identifier(role), sql.Literal(kept.decode())
        )
    )
    # Who gives a schema away has to be a member of who gets it.
    connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(role)))


def _ensure_owned_schema(connection: psycopg.Connection, schema: str, role: str) -> None:
    make = sql.SQL("CREATE SCHEMA IF NOT EXISTS {} AUTHORIZATION {}")
    connection.execute(make.format(sql.Identifier(schema), sql.Identifier(role)))
    # A lab of before this role has both already, as the lab's own.
    give = sql.SQL("ALTER SCHEMA {} OWNER TO {}")
    connection.execute(give.format(sql.Identifier(schema), sql.Identifier(role)))
    others = "SELECT tablename FROM pg_tables WHERE schemaname = %s AND tableowner <> %s"
    for (table,) in connection.execute(others, [schema, role]).fetchall():
        give = sql.SQL("ALTER TABLE {} OWNER TO {}")
        connection.execute(give.format(sql.Identifier(schema, table), sql.Identifier(role)))


def _write_password(path: Path, role: str, password: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"*:*:*:{role}:{password}\n")
    aside.replace(path)


def _hand_over(path: Path, identity: Identity | None) -> None:
    """Libpq takes a password file only from a file that nobody but its reader may read."""
    if identity is not None:
        os.chown(path, identity.uid, identity.gid)
