"""The lab's tables on a real PostgreSQL server: who owns what, and who reaches what."""

import os
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, inspect, text

from hub_config.database_check import database_findings
from hub_config.database_roles import connect, ensure_role
from hub_config.databases import HUB, PLAYGROUND, database_url, ensure_hub_schema, gradebook
from hub_config.errors import LabError
from hub_config.hub_settings import DatabaseSection
from hub_config.machine import Finding, Level
from hub_config.places import Places
from hub_config.settings import Settings
from sandbox.settings import LabSection
from sandbox.spec import Identity
from tests.postgresql import ROLE, PostgreSQL

pytestmark = pytest.mark.slow

COURSE = "ai-foundations"


@pytest.fixture
def settings(postgresql: PostgreSQL, tmp_path: Path) -> Settings:
    database = DatabaseSection(
        url=postgresql.new_database(), password_file=postgresql.password_file
    )
    return Settings(lab=LabSection(state_dir=tmp_path), database=database)


def url_of(settings: Settings, purpose: str) -> str:
    return database_url(settings.database, Places(settings.lab.state_dir), purpose)


def found(settings: Settings) -> dict[str, Finding]:
    return {finding.name: finding for finding in database_findings(settings)}


def test_tables_of_one_purpose_lie_in_its_own_schema(settings: Settings) -> None:
    places = Places(settings.lab.state_dir)
    ensure_hub_schema(settings.database, places)
    ensure_hub_schema(settings.database, places)
    ensure_role(settings, gradebook(COURSE), None)
    for purpose in (HUB, gradebook(COURSE)):
        engine = create_engine(url_of(settings, purpose))
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE things (name text)"))
        schemas = inspect(engine).get_schema_names()
        engine.dispose()
        assert {"hub", "gradebook_ai_foundations"} <= set(schemas)


@pytest.mark.parametrize("purpose", [HUB, gradebook("other")])
def test_a_course_s_role_reads_no_table_but_its_own(settings: Settings, purpose: str) -> None:
    ensure_hub_schema(settings.database, Places(settings.lab.state_dir))
    for course in (COURSE, "other"):
        ensure_role(settings, gradebook(course), None)
    with connect(url_of(settings, purpose)) as connection:
        connection.execute("CREATE TABLE things (name text)")
    schema = purpose.replace("-", "_")
    with (
        pytest.raises(LabError, match="permission denied"),
        connect(url_of(settings, gradebook(COURSE))) as connection,
    ):
        connection.execute(f"SELECT * FROM {schema}.things".encode())


def test_the_playground_s_role_reads_no_table_of_the_hub(settings: Settings) -> None:
    ensure_hub_schema(settings.database, Places(settings.lab.state_dir))
    with connect(url_of(settings, HUB)) as connection:
        connection.execute("CREATE TABLE things (name text)")
    ensure_role(settings, PLAYGROUND, None)
    with (
        pytest.raises(LabError, match="permission denied"),
        connect(url_of(settings, PLAYGROUND)) as connection,
    ):
        connection.execute("SELECT * FROM hub.things")


def test_a_record_that_was_the_lab_s_becomes_the_playground_s(settings: Settings) -> None:
    ensure_hub_schema(settings.database, Places(settings.lab.state_dir))
    with connect(url_of(settings, HUB)) as connection:
        connection.execute("CREATE SCHEMA playground")
        connection.execute("CREATE TABLE playground.things (name text)")
    ensure_role(settings, PLAYGROUND, None)
    with connect(url_of(settings, PLAYGROUND)) as connection:
        connection.execute("INSERT INTO things VALUES ('one')")


def test_a_course_s_role_cannot_become_the_lab_s(settings: Settings) -> None:
    ensure_role(settings, gradebook(COURSE), None)
    with (
        pytest.raises(LabError, match="permission denied to set role"),
        connect(url_of(settings, gradebook(COURSE))) as connection,
    ):
        connection.execute(f"SET ROLE {ROLE}")


def test_a_course_s_password_is_lost_with_the_state_and_made_again(settings: Settings) -> None:
    ensure_role(settings, gradebook(COURSE), None)
    with connect(url_of(settings, gradebook(COURSE))) as connection:
        connection.execute("CREATE TABLE things (name text)")
    passwords = Places(settings.lab.state_dir).gradebook_password(COURSE)
    before = passwords.read_text()
    passwords.unlink()
    ensure_role(settings, gradebook(COURSE), None)
    assert passwords.read_text() != before
    with connect(url_of(settings, gradebook(COURSE))) as connection:
        connection.execute("SELECT * FROM things")


def test_a_second_call_keeps_the_password(settings: Settings) -> None:
    passwords = Places(settings.lab.state_dir).gradebook_password(COURSE)
    ensure_role(settings, gradebook(COURSE), None)
    before = passwords.read_text()
    ensure_role(settings, gradebook(COURSE), None)
    assert passwords.read_text() == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_course_s_password_is_read_by_the_course_alone(settings: Settings) -> None:
    ensure_role(settings, gradebook(COURSE), Identity(300_001, 300_001))
    kept = Places(settings.lab.state_dir).gradebook_password(COURSE).stat()
    assert (kept.st_uid, kept.st_mode & 0o777) == (300_001, 0o600)


def test_a_server_that_asks_for_a_password_is_fine(settings: Settings) -> None:
    assert [finding.level for finding in database_findings(settings)] == [Level.FINE]


def test_a_role_without_rights_is_told_which_ones_to_get(
    settings: Settings, postgresql: PostgreSQL
) -> None:
    with postgresql.connect() as connection:
        connection.execute(f"ALTER ROLE {ROLE} NOCREATEROLE")
        try:
            finding = found(settings)["database"]
        finally:
            connection.execute(f"ALTER ROLE {ROLE} CREATEROLE")
    assert finding.level is Level.MISSING
    assert 'ALTER ROLE "lab" CREATEROLE' in finding.cure


def test_a_server_that_asks_nobody_for_a_password_is_told_as_weak(
    settings: Settings, postgresql: PostgreSQL
) -> None:
    rules = postgresql.sockets.parent / "data" / "pg_hba.conf"
    before = rules.read_text()
    with postgresql.connect() as connection:
        try:
            rules.write_text("local all all trust\n")
            connection.execute("SELECT pg_reload_conf()")
            _wait_until_open(postgresql)
            finding = found(settings)["database password"]
        finally:
            rules.write_text(before)
            connection.execute("SELECT pg_reload_conf()")
    assert finding.level is Level.WEAK
    assert "read and change the hub's tables" in finding.found


def test_a_server_that_is_not_there_is_told_with_the_setting_to_mend(tmp_path: Path) -> None:
    database = DatabaseSection(url=f"postgresql+psycopg://lab@/lab?host={tmp_path}")
    finding = found(Settings(lab=LabSection(state_dir=tmp_path), database=database))["database"]
    assert finding.level is Level.MISSING
    assert "[database] url" in finding.cure
    assert str(tmp_path) in finding.found


def _wait_until_open(postgresql: PostgreSQL) -> None:
    """The server reads its rules again a moment after it was told to."""
    for _ in range(1000):
        try:
            psycopg.connect(
                host=str(postgresql.sockets), user=ROLE, dbname="postgres", passfile="/none"
            ).close()
        except psycopg.OperationalError:
            continue
        return
    raise AssertionError("the server still asks for a password")
