"""nbgrader's scripts for formgrader's pages, with what annoys an instructor of the lab mended.

*Links.* nbgrader's links lead to `/tree` and `/notebooks` at the root of the site, where its own
notebook server would be; behind a hub nothing is there. One function of its script is replaced, for
pages in a tab of their own; inside Lab, nbgrader's messages to Lab remain. *Names.* People of the
lab have a user name and often no other; nbgrader calls them "None, None". *The first field.* A
submission's page goes to the field of the score that the instructor came for once MathJax is there,
which it would fetch from another machine; `pages/formgrade` leaves it out, so it goes at once.
*Grade all.* The page of submissions gets `grade_all.js`. Writes no file: the scripts are mended as
they are served.
"""

import json
from pathlib import Path

from nbgrader.server_extensions.formgrader.base import BaseHandler
from nbgrader.server_extensions.formgrader.handlers import static_path
from tornado import web

SCRIPTS = Path(static_path) / "js"
GRADE_ALL_SCRIPT = Path(__file__).parent / "grade_all.js"
MENDED = r"/formgrader/static/js/(utils|formgrade|manage_students|manage_submissions)\.js"

_LINK_TO = """
var linkInsideLab = linkTo;
linkTo = function (type, path) {
    if (window !== window.top) {
        return linkInsideLab(type, path);
    }
    var parts = path.split("/").filter(part => part && part !== ".").map(encodeURIComponent);
    var address = [BASE_URL + "lab/tree", ...parts].join("/");
    return (_, element) => $(element).attr({href: address, target: "_blank"})[0];
};
"""
NAME = 'var name = last_name + ", " + first_name;'
_NAME_OR_ID = """var name = [last_name, first_name]
            .filter(part => part && part !== "None").join(", ")
            || this.model.get("student") || this.model.get("id");"""

WAIT_FOR_MATHJAX = """    MathJax.loaded = false;
    MathJax.Hub.Startup.signal.Interest(function (message) {
        if (message === "End") {
            that.last_selected.select();
            that.last_selected.focus();
            MathJax.loaded = true;
            that.scrollToLastSelected();
        }
    });
"""
_GO_AT_ONCE = """    that.last_selected.select();
    that.last_selected.focus();
    that.scrollToLastSelected();
"""


def mended_script(name: str, base_url: str) -> str:
    """Nbgrader's script `name`, for pages below `base_url`, which ends with a slash."""
    script = (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")
    if name == "utils":
        return script + _LINK_TO.replace("BASE_URL", json.dumps(base_url))
    if name == "formgrade":
        return script.replace(WAIT_FOR_MATHJAX, _GO_AT_ONCE)
    script = script.replace(NAME, _NAME_OR_ID)
    if name == "manage_submissions":
        script += GRADE_ALL_SCRIPT.read_text(encoding="utf-8")
    return script


class ScriptHandler(BaseHandler):  # type: ignore[misc]  # nbgrader has no types
    """Serves `mended_script` in place of nbgrader's static file."""

    @web.authenticated
    def get(self, name: str) -> None:
        """The script."""
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.finish(mended_script(name, self.settings["base_url"]))
