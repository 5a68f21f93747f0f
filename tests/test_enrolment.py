"""Classes, codes and the groups that follow from them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from jupyterhub import orm
from nativeauthenticator.orm import UserInfo
from sqlalchemy.orm import Session

from hub_config.enrolment import (
    classes_of,
    ensure_enrolment_codes,
    ensure_groups,
    ensure_member,
    find_class,
    groups_of,
    trainees_of,
)
from hub_config.hub_settings import ClassesSection, ClassSection
from hub_config.places import Places

CLASSES = ClassesSection.model_validate(
    {
        "spring": ClassSection(courses=("one", "two"), instructors=("ann",)),
        "autumn": ClassSection(courses=("two",), self_enrol=False),
    }
)


@pytest.fixture
def session() -> Iterator[Session]:
    session = orm.new_session_factory("sqlite:///:memory:")()
    yield session
    engine = session.get_bind()
    session.close()
    engine.dispose()


def person(session: Session, name: str) -> orm.User:
    user = orm.User(name=name)
    session.add(user)
    session.commit()
    return user


def names(user: orm.User) -> set[str]:
    return {group.name for group in user.groups}


def test_codes_are_made_once_and_only_for_classes_that_take_them(tmp_path: Path) -> None:
    codes = ensure_enrolment_codes(CLASSES, Places(tmp_path))
    assert codes.keys() == {"spring"}
    assert ensure_enrolment_codes(CLASSES, Places(tmp_path)) == codes
    file = Places(tmp_path).enrolment_code("spring")
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_code_is_found_however_it_is_typed() -> None:
    codes = {"spring": "abcd-efgh-2345", "demo": "zzzz-zzzz-zzzz"}
    for typed in ("abcd-efgh-2345", " ABCD efgh 2345 ", "abcdefgh2345"):
        assert find_class(typed, codes) == "spring"


@pytest.mark.parametrize("typed", ["", " - ", "abcd", "abcd-efgh-2346", "한글", "abcd-efgh-23455"])
def test_anything_else_is_no_code(typed: str) -> None:
    assert find_class(typed, {"spring": "abcd-efgh-2345"}) is None


def test_a_member_of_a_class_gets_the_groups_of_its_courses(session: Session) -> None:
    for _ in range(2):
        ensure_member(session, "kim", "spring")
    assert classes_of(session, "kim") == {"spring"}
    assert groups_of(session, CLASSES, "kim") == {"nbgrader-one", "nbgrader-two"}


def test_an_instructor_grades_and_does_not_learn(session: Session) -> None:
    assert groups_of(session, CLASSES, "ann") == {"formgrade-one", "formgrade-two"}


def test_a_class_that_is_no_more_gives_nothing(session: Session) -> None:
    ensure_member(session, "kim", "gone")
    assert groups_of(session, CLASSES, "kim") == set()


def test_somebody_who_no_longer_teaches_loses_the_right_to_grade(session: Session) -> None:
    ann = person(session, "ann")
    ensure_groups(session, CLASSES, ann)
    assert names(ann) == {"formgrade-one", "formgrade-two"}
    ensure_groups(session, ClassesSection.model_validate({"spring": ClassSection()}), ann)
    assert names(ann) == set()


def test_a_place_in_a_course_that_an_instructor_gave_stays(session: Session) -> None:
    kim = person(session, "kim")
    group = orm.Group(name="nbgrader-extra")
    session.add(group)
    group.users.append(kim)
    session.commit()
    ensure_member(session, "kim", "autumn")
    for _ in range(2):
        ensure_groups(session, CLASSES, kim)
    assert names(kim) == {"nbgrader-extra", "nbgrader-two"}


def test_a_class_s_trainees_are_its_members_with_an_approved_account(session: Session) -> None:
    for name, approved in (("minji", True), ("jihoon", True), ("waiting", False), ("other", True)):
        session.add(UserInfo(username=name, password=b"", is_authorized=approved))
    for name in ("minji", "jihoon", "waiting", "without-account"):
        ensure_member(session, name, "spring")
    ensure_member(session, "other", "autumn")
    assert trainees_of(session, "spring") == ["jihoon", "minji"]
