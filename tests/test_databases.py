"""Which database holds what."""

from pathlib import Path

from sqlalchemy import make_url

from hub_config.databases import HUB, PLAYGROUND, database_url, ensure_schema, gradebook
from hub_config.hub_settings import DatabaseSection
from hub_config.places import Places

PLACES = Places(Path("/srv/lab"))


def test_each_purpose_has_a_sqlite_file_where_its_owner_looks() -> None:
    urls = [database_url(DatabaseSection(), PLACES, one) for one in (HUB, PLAYGROUND)]
    assert urls[0] == "sqlite:////srv/lab/hub/jupyterhub.sqlite"
    assert urls[1] == "sqlite:////srv/lab/playground/playground.sqlite"
    # nbgrader's own name for it, so that its command line finds it too
    url = database_url(DatabaseSection(), PLACES, gradebook("ai"))
    assert url == "sqlite:////srv/lab/courses/ai/gradebook.db"


def test_on_postgresql_each_purpose_has_a_schema_and_no_url_a_password() -> None:
    section = DatabaseSection(
        url="postgresql+psycopg://lab@host/lab?sslmode=require", password_file=Path("/srv/pgpass")
    )
    url = make_url(database_url(section, PLACES, gradebook("ai-2")))
    assert url.password is None
    assert dict(url.query) == {
        "sslmode": "require",
        "options": "-csearch_path=gradebook_ai_2",
        "passfile": "/srv/pgpass",
    }


def test_the_folder_of_a_sqlite_file_is_made_as_often_as_asked(tmp_path: Path) -> None:
    for _ in range(2):
        ensure_schema(DatabaseSection(), Places(tmp_path), HUB)
    assert (tmp_path / "hub").is_dir()
