"""Accounts that the operator makes."""

from pathlib import Path

import pytest
from nativeauthenticator.orm import UserInfo

from hub_config.authenticator import password_matches
from hub_config.enrolment import classes_of
from hub_config.hub_settings import ClassesSection
from hub_config.people import (
    create_person,
    demo_class_file,
    ensure_demo_class,
    ensure_operators,
    open_accounts,
)
from hub_config.settings import Settings
from sandbox.settings import LabSection


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(lab=LabSection(state_dir=tmp_path / "var"))


def test_the_demo_class_is_one_instructor_and_two_trainees(settings: Settings) -> None:
    made = ensure_demo_class(settings)
    assert [one.role for one in made] == ["instructor", "trainee", "trainee"]
    with open_accounts(settings) as session:
        for one in made:
            account = UserInfo.find(session, one.name)
            assert account.is_authorized
            assert password_matches(one.password, account.password)
        assert classes_of(session, made[0].name) == set()
        assert classes_of(session, made[1].name) == {"demo"}


def test_passwords_are_told_once_and_kept_for_the_operator(settings: Settings) -> None:
    made = ensure_demo_class(settings)
    assert ensure_demo_class(settings) == ()
    file = demo_class_file(settings)
    assert file.stat().st_mode & 0o777 == 0o600
    assert all(one.password in file.read_text() for one in made)
    assert len({one.password for one in made}) == 3


def test_a_lab_that_wants_no_demo_class_gets_none(settings: Settings) -> None:
    off = settings.model_copy(update={"classes": ClassesSection(seed_demo=False)})
    assert ensure_demo_class(off) == ()
    none = settings.model_copy(update={"classes": ClassesSection.model_validate({"a": {}})})
    assert ensure_demo_class(none) == ()


def test_every_operator_gets_an_account(settings: Settings) -> None:
    assert [one.name for one in ensure_operators(settings)] == ["operator"]
    assert ensure_operators(settings) == ()


def test_an_account_that_exists_is_never_changed(settings: Settings) -> None:
    with open_accounts(settings) as session:
        assert create_person(session, "kim", "first-password", ["demo"])
        assert not create_person(session, "kim", "second-password", ["other"])
        assert password_matches("first-password", UserInfo.find(session, "kim").password)
        assert classes_of(session, "kim") == {"demo"}
