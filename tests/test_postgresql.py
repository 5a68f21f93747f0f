"""The lab's tables on a real PostgreSQL server."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from hub_config.databases import HUB, database_url, ensure_schema, gradebook
from hub_config.hub_settings import DatabaseSection
from hub_config.places import Places
from tests.postgresql import PostgreSQL

pytestmark = pytest.mark.slow


def test_each_purpose_has_a_schema_of_its_own(postgresql: PostgreSQL, tmp_path: Path) -> None:
    places = Places(tmp_path)
    database = DatabaseSection(url=postgresql.new_database())
    for purpose in (HUB, gradebook("ai-foundations")):
        ensure_schema(database, places, purpose)
        ensure_schema(database, places, purpose)
        engine = create_engine(database_url(database, places, purpose))
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE things (name text)"))
        engine.dispose()
    engine = create_engine(database.url)
    schemas = inspect(engine).get_schema_names()
    engine.dispose()
    assert {"hub", "gradebook_ai_foundations"} <= set(schemas)
