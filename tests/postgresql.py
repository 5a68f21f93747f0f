"""A PostgreSQL server for tests, with a cluster and a Unix socket of its own and no TCP port."""

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


@dataclass(frozen=True)
class PostgreSQL:
    """A running server; every database that is asked for is new and empty."""

    sockets: Path
    numbers: "count[int]"

    def new_database(self) -> str:
        """The SQLAlchemy URL of a database that nobody else uses."""
        name = f"lab_{next(self.numbers)}"
        with psycopg.connect(
            host=str(self.sockets), user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return f"postgresql+psycopg://postgres@/{name}?host={self.sockets}"


@contextmanager
def run_postgresql() -> Iterator[PostgreSQL]:
    """Run a server until the block ends."""
    programs = find_postgresql()
    assert programs is not None, "PostgreSQL is not installed. Run: make setup-test"
    folder = Path(tempfile.mkdtemp(prefix="lab-pg-"))
    user = _account(folder)
    data = folder / "data"
    try:
        _run(user, programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        control = (programs / "pg_ctl", "-D", data, "-w", "-t", READY_SECONDS, "-s")
        _run(user, *control, "-l", folder / "log", "-o", options, "start")
        try:
            yield PostgreSQL(folder, count())
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
