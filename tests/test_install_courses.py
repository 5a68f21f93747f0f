"""Courses are built with the course's own rights, not with the lab's."""

import json
import os
from pathlib import Path

import pytest

from hub_config.course_service import course_identity, ensure_course_directory
from hub_config.install_courses import install, wanted_courses
from hub_config.places import Places
from hub_config.settings import Settings
from sandbox.settings import LabSection

COURSE = "ai-foundations"
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has other rights than a course")


@pytest.fixture
def settings(short_path: Path) -> Settings:
    return Settings(lab=LabSection(state_dir=short_path / "v"))


@pytest.mark.slow
def test_a_course_is_built_released_and_shown_with_the_course_s_own_rights(
    settings: Settings,
) -> None:
    (course,) = wanted_courses(settings)
    assert install(settings, course) == ""
    places, identity = Places(settings.lab.state_dir), course_identity(settings, COURSE)
    released = next((places.course(COURSE) / "release").rglob("*.ipynb"))
    lesson = next(places.lessons(COURSE).rglob("*.ipynb"))
    for notebook in (released, lesson):
        assert json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        if identity is not None:
            assert notebook.stat().st_uid == identity.uid
    assert lesson.stat().st_mode & 0o004


@as_root
@pytest.mark.slow
def test_a_link_of_an_instructor_leads_the_build_nowhere(
    settings: Settings, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    folder = ensure_course_directory(settings, COURSE)
    (folder / "source").symlink_to(outside)
    (course,) = wanted_courses(settings)
    assert install(settings, course) != ""
    assert list(outside.iterdir()) == []
