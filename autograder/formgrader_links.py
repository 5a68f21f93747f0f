"""Links of formgrader's pages into JupyterLab: to a folder, to a notebook.

nbgrader's links lead to `/tree` and `/notebooks` at the root of the site, where its own notebook
server would be; behind a hub nothing is there. This serves nbgrader's own script with one function
of it replaced, for pages in a tab of their own; inside Lab, nbgrader's messages to Lab remain.
"""

import json
from pathlib import Path

from nbgrader.server_extensions.formgrader.base import BaseHandler
from nbgrader.server_extensions.formgrader.handlers import static_path
from tornado import web

SCRIPT = Path(static_path) / "js" / "utils.js"
LINKS = r"/formgrader/static/js/utils\.js"

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


def links_script(base_url: str) -> str:
    """The script of nbgrader with links below `base_url`, which ends with a slash."""
    return SCRIPT.read_text(encoding="utf-8") + _LINK_TO.replace("BASE_URL", json.dumps(base_url))


class LinksHandler(BaseHandler):  # type: ignore[misc]  # nbgrader has no types
    """Serves `links_script` in place of nbgrader's static file."""

    @web.authenticated
    def get(self) -> None:
        """The script."""
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.finish(links_script(self.settings["base_url"]))
