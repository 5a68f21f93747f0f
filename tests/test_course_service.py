"""A course's directory and what its service's sandbox is given."""

import os
from pathlib import Path

import pytest

from hub_config.course_service import (
    build_course_spec,
    ensure_course_directory,
    hub_environment,
)
from hub_config.errors import LabError
from hub_config.exchange.settings import InstantSection
from hub_config.nbgrader_files import ensure_course_config, ensure_trainee_config
from hub_config.places import Places
from hub_config.secret_files import ensure_secret
from hub_config.settings import Settings
from sandbox.settings import LabSection

COURSE = "ai-foundations"
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(lab=LabSection(state_dir=tmp_path / "var"))


def test_a_course_that_no_class_takes_is_refused_by_name(settings: Settings) -> None:
    with pytest.raises(LabError, match=r"'ai-fundations'; expected one of ai-foundations"):
        ensure_course_directory(settings, "ai-fundations")


def test_a_course_directory_is_made_once_and_closed_to_others(settings: Settings) -> None:
    for _ in range(2):
        folder = ensure_course_directory(settings, COURSE)
    assert folder.stat().st_mode & 0o777 == 0o700


def test_what_trainees_are_shown_lies_where_no_instructor_can_put_a_link(
    settings: Settings,
) -> None:
    ensure_course_directory(settings, COURSE)
    lessons = Places(settings.lab.state_dir).lessons(COURSE)
    assert not lessons.is_relative_to(Places(settings.lab.state_dir).course(COURSE))
    assert lessons.stat().st_mode & 0o777 == 0o755
    assert lessons.parent.stat().st_uid == os.geteuid()


def test_a_course_s_server_sees_its_own_course_and_no_secret(settings: Settings) -> None:
    spec = build_course_spec(settings, COURSE, None, ())
    places = Places(settings.lab.state_dir)
    shown = {one.source for one in spec.mounts if one.source.is_relative_to(places.state_dir)}
    assert places.course(COURSE) in shown
    assert not any(path.is_relative_to(places.secrets) for path in shown)
    assert places.courses not in shown
    assert places.homes not in shown
    assert places.hub not in shown


def test_a_course_s_token_is_neither_in_its_environment_nor_in_its_command(
    settings: Settings,
) -> None:
    token = ensure_secret(Places(settings.lab.state_dir).service_token(COURSE))
    spec = build_course_spec(settings, COURSE, None, ())
    told = [*spec.command, *spec.environment, *spec.environment.values()]
    assert not any(token in word for word in told)


def test_a_course_is_told_of_its_line_only_where_it_grades_something_at_once(
    settings: Settings,
) -> None:
    at_once = InstantSection.model_validate({f"{COURSE}/unit01": {}})
    told = settings.model_copy(update={"instant": at_once})
    assert "--line" in build_course_spec(told, COURSE, None, ()).command
    others = (settings, COURSE), (told, "industrial-ax")
    for given, course in others:
        assert "--line" not in build_course_spec(given, course, None, ()).command


def test_only_who_may_use_the_service_is_let_in() -> None:
    environment = hub_environment(COURSE)
    assert environment["JUPYTERHUB_OAUTH_ACCESS_SCOPES"] == f'["access:services!service={COURSE}"]'
    assert environment["JUPYTERHUB_CLIENT_ID"] == f"service-{COURSE}"


def test_nbgrader_is_told_where_the_exchange_is_and_courses_where_they_lie(
    settings: Settings,
) -> None:
    places = Places(settings.lab.state_dir)
    for _ in range(2):
        trainee = ensure_trainee_config(places)
        course = ensure_course_config(settings, COURSE)
    assert str(trainee.target) == str(course.target) == "/etc/jupyter"
    assert not trainee.writable
    text = (trainee.source / "nbgrader_config.py").read_text()
    assert "ExchangeFactory.submit" in text
    assert "CourseDirectory" not in text
    text = (course.source / "nbgrader_config.py").read_text()
    compile(text, "nbgrader_config.py", "exec")
    assert f"c.CourseDirectory.root = '{places.course(COURSE)}'" in text
    assert "gradebook.db" in text
