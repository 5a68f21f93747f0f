"""The hub's tables of lab.toml: what is taken, what is refused."""

import pytest
from pydantic import ValidationError

from hub_config.hub_settings import ClassesSection, ClassSection, DatabaseSection, HubSection


def test_without_any_class_there_is_the_demo_class() -> None:
    assert ClassesSection().by_name().keys() == {"demo"}
    assert ClassesSection().course_ids() == ("ai-foundations",)


def test_classes_of_one_s_own_replace_the_demo_class() -> None:
    classes = ClassesSection.model_validate({"spring": {"courses": ["b", "a"]}})
    assert classes.by_name() == {"spring": ClassSection(courses=("b", "a"))}
    assert classes.course_ids() == ("a", "b")


def test_the_demo_class_stays_beside_others_when_it_is_named() -> None:
    classes = ClassesSection.model_validate({"spring": {}, "demo": {"title": "x"}})
    assert classes.by_name().keys() == {"demo", "spring"}


def test_the_demo_class_keeps_what_its_table_leaves_out() -> None:
    demo = ClassesSection.model_validate({"demo": {"courses": ["a", "b"]}}).by_name()["demo"]
    assert demo.courses == ("a", "b")
    assert demo.instructors == ("demo-instructor",)
    assert demo.title == "체험반"


@pytest.mark.parametrize(
    "table", [{"spring": {"titel": "x"}}, {"spring": 3}, {"spring": {"courses": ["../up"]}}]
)
def test_a_wrong_class_is_refused(table: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ClassesSection.model_validate(table)


@pytest.mark.parametrize("name", ["Root", "a", "kim/..", "김민지", "x" * 33, ".kim", "kim-"])
def test_an_operator_s_name_is_one_that_is_safe_everywhere(name: str) -> None:
    with pytest.raises(ValidationError):
        HubSection(operators=(name,))


@pytest.mark.parametrize(
    "url",
    [
        "mysql://host/db",
        "postgresql+psycopg://user:secret@host/db",
        "sqlite:///x",
        "postgresql+psycopg://user@/db",  # which server is libpq's own guess
        "postgresql+psycopg://user@host",
    ],
)
def test_a_database_is_postgresql_without_a_password_in_its_url(url: str) -> None:
    with pytest.raises(ValidationError):
        DatabaseSection(url=url)
