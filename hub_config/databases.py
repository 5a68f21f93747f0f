"""Which database holds what: one SQLite file or one PostgreSQL schema for each purpose.

The password never enters a URL: libpq reads it from the password file itself. Does not create
tables; whoever owns them does.
"""

from pathlib import Path
from urllib.parse import quote

from sqlalchemy import create_engine, text

from hub_config.hub_settings import DatabaseSection
from hub_config.places import Places

HUB = "hub"
PLAYGROUND = "playground"


def gradebook(course_id: str) -> str:
    """The purpose of a course's gradebook."""
    return f"gradebook-{course_id}"


def database_url(database: DatabaseSection, places: Places, purpose: str) -> str:
    """The SQLAlchemy URL for `HUB`, `PLAYGROUND` or `gradebook(course_id)`."""
    if not database.url:
        return f"sqlite:///{_sqlite_file(places, purpose)}"
    # A command-line option of the server's session, so the tables need no schema in their names.
    options = [f"options={quote(f'-csearch_path={schema_name(purpose)}')}"]
    if database.password_file is not None:
        options.append(f"passfile={quote(str(database.password_file.absolute()))}")
    separator = "&" if "?" in database.url else "?"
    return database.url + separator + "&".join(options)


def schema_name(purpose: str) -> str:
    """The PostgreSQL schema of a purpose: letters, digits and underscores only."""
    return purpose.replace("-", "_")


def ensure_schema(database: DatabaseSection, places: Places, purpose: str) -> None:
    """Make the schema of `purpose`; SQLite needs only its folder."""
    if not database.url:
        _sqlite_file(places, purpose).parent.mkdir(parents=True, exist_ok=True)
        return
    engine = create_engine(database_url(database, places, purpose))
    try:
        with engine.begin() as connection:
            connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{schema_name(purpose)}"'))
    finally:
        engine.dispose()


def _sqlite_file(places: Places, purpose: str) -> Path:
    if purpose == HUB:
        return places.hub / "jupyterhub.sqlite"
    if purpose.startswith("gradebook-"):
        return places.course(purpose.removeprefix("gradebook-")) / "gradebook.db"
    return places.state_dir / purpose / f"{purpose}.sqlite"
