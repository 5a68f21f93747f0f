"""Which database holds what."""

from pathlib import Path

import pytest
from sqlalchemy import make_url

from hub_config.databases import (
    HUB,
    PLAYGROUND,
    database_url,
    ensure_hub_schema,
    gradebook,
    role_name,
    socket_folder,
)
from hub_config.hub_settings import DatabaseSection
from hub_config.places import Places

PLACES = Places(Path("/srv/lab"))


def test_each_purpose_has_a_sqlite_file_where_its_owner_looks() -> None:
    urls = [database_url(DatabaseSection(), PLACES, one) for one in (HUB, PLAYGROUND)]
    assert urls[0] == "sqlite:////srv/lab/hub/jupyterhub.sqlite"
    assert urls[1] == "sqlite:////srv/lab/playground/usage.sqlite"
    # nbgrader's own name for it, so that its command line finds it too
    url = database_url(DatabaseSection(), PLACES, gradebook("ai"))
    assert url == "sqlite:////srv/lab/courses/ai/gradebook.db"


SERVER = DatabaseSection(
    url="postgresql+psycopg://lab@host/lab?sslmode=require", password_file=Path("/srv/pgpass")
)


def test_on_postgresql_the_hub_has_the_labs_role_and_no_password_in_its_url() -> None:
    url = make_url(database_url(SERVER, PLACES, HUB))
    assert (url.username, url.password) == ("lab", None)
    assert dict(url.query) == {
        "sslmode": "require",
        "options": "-csearch_path=hub",
        "passfile": "/srv/pgpass",
    }


def test_on_postgresql_the_playground_has_a_role_and_a_password_of_its_own() -> None:
    url = make_url(database_url(SERVER, PLACES, PLAYGROUND))
    assert (url.username, url.password) == (role_name(SERVER, PLAYGROUND), None)
    assert url.query["passfile"] == str(PLACES.playground_password)


def test_on_postgresql_a_gradebook_has_a_role_and_a_password_of_its_own() -> None:
    url = make_url(database_url(SERVER, PLACES, gradebook("ai-2")))
    assert url.username is not None
    assert url.username.startswith("gradebook_ai_2_")
    assert url.password is None
    assert url.query["options"] == "-csearch_path=gradebook_ai_2"
    assert url.query["passfile"] == "/srv/lab/secrets/gradebooks/ai-2"


def test_labs_on_one_server_have_roles_of_their_own() -> None:
    other = DatabaseSection(url="postgresql+psycopg://lab@host/other")
    assert role_name(SERVER, gradebook("ai")) != role_name(other, gradebook("ai"))


def test_the_longest_course_id_makes_a_name_that_postgresql_does_not_cut() -> None:
    assert len(role_name(SERVER, gradebook("a" * 41))) <= 63


@pytest.mark.parametrize(
    ("url", "folder"),
    [
        ("", None),
        ("postgresql+psycopg://lab@host/lab", None),
        ("postgresql+psycopg://lab@/lab?host=/run/pg", Path("/run/pg")),
    ],
)
def test_a_socket_is_told_from_the_network(url: str, folder: Path | None) -> None:
    assert socket_folder(DatabaseSection(url=url)) == folder


def test_the_folder_of_a_sqlite_file_is_made_as_often_as_asked(tmp_path: Path) -> None:
    for _ in range(2):
        ensure_hub_schema(DatabaseSection(), Places(tmp_path))
    assert (tmp_path / "hub").is_dir()
