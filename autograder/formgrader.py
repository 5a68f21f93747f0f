"""nbgrader's formgrader with its grading by the lab's grader and its scripts mended.

A Jupyter server extension to load in place of `nbgrader.server_extensions.formgrader`: the pages
and handlers are nbgrader's; the button grades through `autograder.driver`, a second one all
submissions at once, and the page stays usable for everybody meanwhile; feedback hides tests. With
a line (`c.LabFormgrader.line`) submissions are also graded as soon as they are handed in; with
`c.LabFormgrader.deadlines` trainees are told of deadlines.

    c.ServerApp.jpserver_extensions = {"autograder.formgrader": True, ...}
"""

from pathlib import Path

from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_path_join
from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension
from traitlets import Unicode
from traitlets.config import Configurable
from traitlets.utils.importstring import import_item

from autograder import feedback
from autograder.background import Background
from autograder.deadlines import Deadlines
from autograder.formgrader_grading import (
    AUTOGRADE,
    BACKGROUND,
    GRADE_ALL,
    SETTINGS,
    AutogradeHandler,
    GradeAllHandler,
)
from autograder.formgrader_scripts import MENDED, ScriptHandler
from autograder.instant import InstantGrading
from autograder.settings import GradingSection
from sandbox.settings import load_sections


class LabFormgrader(Configurable):
    """`c.LabFormgrader.settings_file`: where the lab's settings are."""

    settings_file = Unicode("lab.toml", help="The lab's settings; only [grading] is read.").tag(
        config=True
    )
    line = Unicode("", help="Class of the line of what is graded at once; empty for none.").tag(
        config=True
    )
    deadlines = Unicode("", help="Class that tells trainees of deadlines; empty for none.").tag(
        config=True
    )
    course_id = Unicode("", help="The course whose line and deadlines these are.").tag(config=True)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "autograder.formgrader"}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    """Load formgrader with our button; the first handler that matches a path is taken."""
    options = LabFormgrader(config=server.config)
    sections = load_sections(Path(options.settings_file), {"grading": GradingSection}, strict=False)
    settings: GradingSection = sections["grading"]
    background = Background()
    server.web_app.settings[SETTINGS] = settings
    server.web_app.settings[BACKGROUND] = background
    base_url = server.web_app.settings["base_url"]
    ours = (
        (AUTOGRADE, AutogradeHandler),
        (GRADE_ALL, GradeAllHandler),
        (MENDED, ScriptHandler),
    )
    server.web_app.add_handlers(  # type: ignore[no-untyped-call]
        ".*$", [(url_path_join(base_url, path), handler) for path, handler in ours]
    )
    formgrader = LabFormgradeExtension(parent=server)
    formgrader.root_dir = server.root_dir
    formgrader.log = server.log
    formgrader.initialize([])
    formgrader.init_tornado_settings(server.web_app)
    formgrader.init_handlers(server.web_app)
    if options.line:
        line = import_item(options.line)(options.course_id)
        InstantGrading(Path(server.root_dir), settings, background, line).start()
    if options.deadlines:
        Deadlines(Path(server.root_dir), import_item(options.deadlines)(options.course_id)).start()


class LabFormgradeExtension(FormgradeExtension):  # type: ignore[misc]
    """nbgrader's extension, whose pages are harmless and whose feedback hides tests."""

    def build_extra_config(self):  # type: ignore[no-untyped-def]
        """As nbgrader's, and the lab's feedback and cleaned HTML."""
        config = super().build_extra_config()
        feedback.add_to(config)
        return config
