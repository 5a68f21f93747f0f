"""Opening the state folder."""

import os
from pathlib import Path

import pytest

from hub_config.places import Places
from hub_config.state import (
    SOCKET_PATH_BYTES,
    STATE_VERSION,
    StateError,
    ensure_state,
    hold,
    holder,
    records,
)

TOLD: dict[str, str | int] = {"pid": 4321, "hub": "http://127.0.0.1:8000/"}


@pytest.fixture
def places(short_path: Path) -> Places:
    return Places(short_path / "var")


def test_a_new_state_folder_has_a_version_and_closed_secrets(places: Places) -> None:
    ensure_state(places)
    assert (places.state_dir / "VERSION").read_text() == f"{STATE_VERSION}\n"
    assert places.secrets.stat().st_mode & 0o777 == 0o700
    assert places.private.stat().st_mode & 0o777 == 0o700
    assert records(places).is_dir()


def test_opening_twice_changes_nothing(places: Places) -> None:
    ensure_state(places)
    (places.secrets / "token").write_text("kept")
    ensure_state(places)
    assert (places.secrets / "token").read_text() == "kept"


def test_the_state_of_another_version_is_refused_and_left_alone(places: Places) -> None:
    places.state_dir.mkdir()
    (places.state_dir / "VERSION").write_text("99\n")
    with pytest.raises(StateError, match=r"VERSION: found state of version '99'; expected '1'"):
        ensure_state(places)
    assert [path.name for path in places.state_dir.iterdir()] == ["VERSION"]


def test_a_folder_with_somebody_elses_files_is_refused(places: Places) -> None:
    places.state_dir.mkdir()
    (places.state_dir / "thesis.txt").write_text("mine")
    with pytest.raises(StateError, match="holds files but no VERSION; expected an empty folder"):
        ensure_state(places)


def test_a_file_where_the_state_folder_should_be_is_refused(short_path: Path) -> None:
    (short_path / "var").write_text("")
    with pytest.raises(StateError, match=r"var: .*expected a folder that this user can write"):
        ensure_state(Places(short_path / "var"))


def test_a_state_folder_too_deep_for_sockets_is_refused_with_the_length_that_fits(
    tmp_path: Path,
) -> None:
    deep = tmp_path / ("x" * SOCKET_PATH_BYTES)
    with pytest.raises(StateError, match=r"bytes long; expected at most \d+"):
        ensure_state(Places(deep))
    assert not deep.exists()


def test_a_second_lab_is_told_about_the_first(places: Places) -> None:
    ensure_state(places)
    with hold(places, TOLD):
        assert "process 4321" in holder(places)
        second = hold(places, TOLD)
        with pytest.raises(StateError, match=r"already running here \(process 4321, since .*8000"):
            second.__enter__()
    assert holder(places) == ""


def test_the_hold_ends_with_the_process_that_had_it(places: Places) -> None:
    ensure_state(places)
    child = os.fork()
    if child == 0:
        hold(places, TOLD).__enter__()
        os._exit(0)
    os.waitpid(child, 0)
    with hold(places, TOLD):
        assert holder(places)
