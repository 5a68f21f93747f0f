"""What a person may do follows from the hub's groups, and from nothing else."""

import pytest

from hub_config.exchange.callers import Role, read_caller


def test_groups_make_trainees_and_instructors() -> None:
    caller = read_caller(
        {"name": "minji", "kind": "user", "groups": ["nbgrader-a", "formgrade-b", "formgrade-a"]}
    )
    assert caller.roles == {
        "a": {Role.TRAINEE, Role.INSTRUCTOR},
        "b": {Role.INSTRUCTOR},
    }


@pytest.mark.parametrize(
    "group", ["nbgrader-", "nbgrader-..", "nbgrader-../x", "nbgrader-/etc", "other-a", "nbgrader"]
)
def test_a_group_that_names_no_course_gives_nothing(group: str) -> None:
    assert read_caller({"name": "minji", "kind": "user", "groups": [group]}).courses == ()


def test_a_service_is_the_instructor_of_the_course_of_its_name_only() -> None:
    caller = read_caller({"name": "ai", "kind": "service", "groups": ["formgrade-other"]})
    assert caller.courses == ("ai",)
    assert caller.is_instructor("ai")


def test_a_person_named_like_a_course_is_not_its_service() -> None:
    caller = read_caller({"name": "ai", "kind": "user", "groups": []})
    assert not caller.is_instructor("ai")
