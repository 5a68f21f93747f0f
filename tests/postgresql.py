"""A PostgreSQL server for tests, with a cluster and a Unix socket of its own and no TCP port.

Everybody needs a password there, as on a server that an operator set up by the README.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

from hub_config.machine import find_postgresql

READY_SECONDS = "60"
SUPERUSER = "postgres"
ROLE = "lab"


@dataclass(frozen=True)
class PostgreSQL:
    """A running server; every database that is asked for is new and empty.

    `password_file` lets the lab's role in, and the superuser.
    """

    sockets: Path
    password_file: Path
    numbers: "count[int]"

    def new_database(self) -> str:
        """The URL of a database of the lab's own that nobody else uses, without a password."""
        name = f"lab_{next(self.numbers)}"
        with self.connect() as connection:
            made = sql.SQL("CREATE DATABASE {} OWNER {}")
            connection.execute(made.format(sql.Identifier(name), sql.Identifier(ROLE)))
        return f"postgresql+psycopg://{ROLE}@/{name}?host={self.sockets}"

    def settings_of(self, url: str) -> str:
        """`[database]` of a lab on that database."""
        return f'[database]\nurl = "{url}"\npassword_file = "{self.password_file}"\n'

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """As the superuser; each statement is committed at once."""
        return psycopg.connect(
            host=str(self.sockets),
            user=SUPERUSER,
            dbname=database,
            passfile=str(self.password_file),
            autocommit=True,
        )


@contextmanager
def run_postgresql() -> Iterator[PostgreSQL]:
    """Run a server until the block ends."""
    programs = find_postgresql()
    assert programs is not None, "PostgreSQL is not installed. Run: make setup-test"
    folder = Path(tempfile.mkdtemp(prefix="lab-pg-"))
    user = _account(folder)
    folder.chmod(0o711)
    data, password, sockets = folder / "data", folder / "password", folder / "sockets"
    sockets.mkdir()
    if user is not None:
        shutil.chown(sockets, user)
    password.write_text("of the superuser\n")
    password.chmod(0o644)
    passwords = folder / "pgpass"
    passwords.write_text(
        f"*:*:*:{SUPERUSER}:{password.read_text()}*:*:*:{ROLE}:of the lab\n", encoding="utf-8"
    )
    passwords.chmod(0o600)
    try:
        authentication = ("-A", "scram-sha-256", "--pwfile", password)
        _run(user, programs / "initdb", "-D", data, "-U", SUPERUSER, "-E", "UTF8", *authentication)
        options = f"-c listen_addresses='' -c unix_socket_directories={sockets} -c fsync=off"
        control = (programs / "pg_ctl", "-D", data, "-w", "-t", READY_SECONDS, "-s")
        _run(user, *control, "-l", folder / "log", "-o", options, "start")
        try:
            server = PostgreSQL(sockets, passwords, count())
            with server.connect() as connection:
                connection.execute(f"CREATE ROLE {ROLE} LOGIN CREATEROLE PASSWORD 'of the lab'")
            yield server
        finally:
            _run(user, *control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account(folder: Path) -> str | None:
    """Who runs the server: PostgreSQL refuses to be root's."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    name = "postgres" if "postgres" in known else "nobody"
    shutil.chown(folder, name)
    return name


def _run(user: str | None, program: Path, *arguments: str | Path) -> None:
    done = subprocess.run(
        [str(program), *map(str, arguments)],
        user=user,
        group=pwd.getpwnam(user).pw_gid if user else None,
        extra_groups=[] if user else None,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{program.name} failed: {done.stderr}"
