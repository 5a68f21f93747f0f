"""User ids and homes."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from courses.course import LESSONS_LINK
from hub_config.errors import LabError
from hub_config.identity import (
    course_key,
    ensure_home,
    ensure_identity,
    ensure_own_folder,
    person_key,
)
from hub_config.places import Places
from sandbox.spec import Identity

FIRST = 300_000
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives others' uids")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path)


def uid(places: Places, key: str) -> int:
    identity = ensure_identity(places, FIRST, key)
    assert identity is not None
    assert identity.gid == identity.uid
    return identity.uid


@as_root
def test_a_name_keeps_its_uid_for_ever(places: Places) -> None:
    kim = uid(places, person_key("kim"))
    assert uid(places, person_key("lee")) != kim
    assert uid(places, person_key("kim")) == kim == FIRST


@as_root
def test_a_course_and_a_person_of_the_same_name_are_two(places: Places) -> None:
    assert uid(places, person_key("ai")) != uid(places, course_key("ai"))


@as_root
def test_the_uid_of_somebody_who_left_is_given_to_nobody(places: Places) -> None:
    kim = uid(places, person_key("kim"))
    # Nothing in the lab takes a name out of the table; a smaller first uid is no way round it.
    assert ensure_identity(places, FIRST - 1000, person_key("lee")) == Identity(kim + 1, kim + 1)


@as_root
def test_a_hundred_who_come_at_once_get_a_hundred_uids(places: Places) -> None:
    keys = [person_key(f"p{number}") for number in range(100)]
    with ThreadPoolExecutor(16) as pool:
        uids = list(pool.map(lambda key: uid(places, key), keys))
    assert sorted(uids) == list(range(FIRST, FIRST + 100))


@as_root
@pytest.mark.parametrize(
    "damage", ["{", "[]", '{"person/a": "300000"}', '{"person/a": 300000, "person/b": 300000}']
)
def test_a_damaged_table_is_not_guessed_at(places: Places, damage: str) -> None:
    uid(places, person_key("kim"))
    table = places.hub / "identities.json"
    table.write_text(damage)
    with pytest.raises(LabError, match=r"identities\.json"):
        ensure_identity(places, FIRST, person_key("lee"))
    assert table.read_text() == damage


@as_root
def test_a_home_belongs_to_its_person_alone(places: Places) -> None:
    identity = Identity(FIRST, FIRST)
    for _ in range(2):
        home = ensure_home(places, "kim", identity)
    status = home.stat()
    assert (status.st_uid, status.st_gid, status.st_mode & 0o777) == (FIRST, FIRST, 0o700)
    assert str((home / LESSONS_LINK).readlink()) == "/courses"


@as_root
def test_nothing_that_a_trainee_put_in_place_of_the_lessons_is_touched(places: Places) -> None:
    home = ensure_home(places, "kim", Identity(FIRST, FIRST))
    (home / LESSONS_LINK).unlink()
    (home / LESSONS_LINK).symlink_to("/etc/shadow")
    before = Path("/etc/shadow").stat()
    ensure_home(places, "kim", Identity(FIRST, FIRST))
    assert Path("/etc/shadow").stat() == before
    assert str((home / LESSONS_LINK).readlink()) == "/etc/shadow"


def test_a_link_where_a_home_should_be_is_refused(places: Places, tmp_path: Path) -> None:
    places.homes.mkdir()
    (tmp_path / "elsewhere").mkdir(mode=0o755)
    places.home("kim").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LabError, match="expected a folder"):
        ensure_own_folder(places.home("kim"), None)
    assert (tmp_path / "elsewhere").stat().st_mode & 0o777 == 0o755


@as_root
def test_the_table_of_uids_is_plain_json_for_a_backup(places: Places) -> None:
    uid(places, person_key("kim"))
    table = json.loads((places.hub / "identities.json").read_text())
    assert table == {"person/kim": FIRST}
