"""What the hub's own pages need: templates, the shared look, the names of lab and courses.

Every page holds both languages and shows one; the choice stays in the visitor's browser. Serves
the look from this machine, nothing from another one.
"""

from pathlib import Path
from typing import Any

from tornado.web import StaticFileHandler

from courses.course import list_courses
from courses.errors import CourseFileError
from hub_config.hub_settings import PERSON_NAME
from hub_config.roles import GRADERS, LEARNERS
from hub_config.settings import Settings
from playground_demos.look import LOOK_DIR

TEMPLATES = Path(__file__).with_name("templates")


class LookFiles(StaticFileHandler):
    """The stylesheet and the fonts that all of the lab's pages share."""

    def set_extra_headers(self, path: str) -> None:
        """Let browsers keep them for an hour."""
        self.set_header("Cache-Control", "public, max-age=3600")


def page_handlers() -> list[tuple[str, type[StaticFileHandler], dict[str, str]]]:
    """Handlers under /hub/ for the look and for the hub's own stylesheet and script."""
    return [
        (r"/look/(.*)", LookFiles, {"path": str(LOOK_DIR)}),
        (r"/lab-static/(.*)", LookFiles, {"path": str(TEMPLATES / "static")}),
    ]


def page_variables(settings: Settings) -> dict[str, Any]:
    """What the templates say: names, never secrets."""
    return {
        "lab_title": settings.lab.title,
        "lab_courses": course_titles(settings),
        "lab_learners": LEARNERS,
        "lab_graders": GRADERS,
        "lab_sign_up": settings.hub.sign_up,
        "lab_password_length": settings.hub.password_minimum_length,
        "lab_name_pattern": PERSON_NAME.strip("^$"),
    }


def course_titles(settings: Settings) -> dict[str, tuple[str, str]]:
    """Korean and English title by course id; the id itself where there is no course file."""
    titles = {course: (course, course) for course in settings.classes.course_ids()}
    try:
        courses = list_courses(settings.courses.all_folders)
    except CourseFileError:
        return titles  # `check` and `up` say what is wrong with it; people can still log in
    return titles | {one.course_id: (one.title, one.title_en) for one in courses}
