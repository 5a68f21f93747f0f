"""What `check` says of the database: reached or not, and what is weaker than it could be.

Connects and asks; makes nothing. A SQLite lab has one finding, and it is fine.
"""

from collections.abc import Iterator

from sqlalchemy import make_url

from hub_config.database_roles import connect, needs_network
from hub_config.errors import LabError
from hub_config.machine import Finding, Level
from hub_config.places import Places
from hub_config.settings import Settings

NAME = "database"
_RIGHTS = """\
SELECT current_user, current_setting('server_version'),
  (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user)
  AND has_database_privilege(current_database(), 'CREATE')
"""


def database_findings(settings: Settings) -> Iterator[Finding]:
    """Whether the lab can keep its tables where the settings say."""
    if not settings.database.url:
        yield Finding(NAME, Level.FINE, "SQLite files in the state folder")
        return
    try:
        with connect(_url(settings)) as connection:
            row = connection.execute(_RIGHTS).fetchone()
    except LabError as error:
        cure = "Start that server, or mend [database] url and password_file."
        yield Finding(NAME, Level.MISSING, str(error).partition(". Expected")[0], cure)
        return
    assert row is not None
    role, version, may_make_roles = row
    if not may_make_roles:
        yield Finding(
            NAME,
            Level.MISSING,
            f"{role} may not make the roles and schemas of gradebooks and usage record",
            f'Run as its superuser: ALTER ROLE "{role}" CREATEROLE; and give it the database:'
            f' ALTER DATABASE ... OWNER TO "{role}";',
        )
        return
    yield Finding(NAME, Level.FINE, f"PostgreSQL {version} as {role}")
    yield from _weaker(settings, role)


def _weaker(settings: Settings, role: str) -> Iterator[Finding]:
    nowhere = Places(settings.lab.state_dir).secrets / "no-such-password"
    without = make_url(_url(settings)).update_query_dict({"passfile": str(nowhere)})
    try:
        with connect(without.render_as_string(hide_password=False)):
            pass
    except LabError:
        pass
    else:
        yield Finding(
            f"{NAME} password",
            Level.WEAK,
            f"the server lets {role} in without one: whoever reaches it, as every course's"
            " instructors do, can read and change the hub's tables",
            "Write scram-sha-256 instead of trust or peer into its pg_hba.conf, and set [database]"
            " password_file.",
        )
    if needs_network(settings):
        yield Finding(
            f"{NAME} network",
            Level.WEAK,
            "it is reached over the network, so the sandboxes of courses and playground are not cut"
            " off from it: what instructors run can reach this machine's network",
            "Run it on this machine and name its socket folder: [database] url ="
            ' "postgresql+psycopg://USER@/DATABASE?host=/var/run/postgresql"',
        )


def _url(settings: Settings) -> str:
    url, passwords = make_url(settings.database.url), settings.database.password_file
    if passwords is not None:
        url = url.update_query_dict({"passfile": str(passwords.absolute())})
    return url.render_as_string(hide_password=False)
