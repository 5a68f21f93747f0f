"""A course's own server: formgrader and Lab for its instructors, as a service of the hub.

Runs beside no student's code: what students wrote is executed by the runner, elsewhere. Its token
comes through a pipe, because an environment given at the start can be read in /proc by whoever
has the same uid; JupyterHub's and nbgrader's code look for it in the environment, so it is put
there from inside.
"""

import argparse
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from hub_config.trainee.server import (
    build_config,
    cull_interval_seconds,
    jupyter_paths,
    run_server,
)

EXTENSIONS = (
    "jupyterlab",
    "jupyter_server_terminals",
    # nbgrader's formgrader, with the autograde button on the lab's grader.
    "autograder.formgrader",
    "nbgrader.server_extensions.validate_assignment",
)


def main() -> None:
    """Run the course's server until it is stopped."""
    parser = argparse.ArgumentParser(prog="python -m hub_config.trainee.course")
    parser.add_argument("--socket", required=True, help="Unix socket to listen on")
    parser.add_argument("--root", required=True, type=Path, help="the nbgrader course directory")
    parser.add_argument("--kernel-idle-seconds", type=int, default=1800)
    parser.add_argument("--settings", required=True, help="the lab's settings, for the grader")
    parser.add_argument("--course", required=True, help="the course's id")
    parser.add_argument("--line", action="store_true", help="it grades something at once")
    options = parser.parse_args()
    os.chdir(options.root)
    os.environ.update(jupyter_paths("course"))
    seconds = options.kernel_idle_seconds
    config = build_config(options.socket, seconds, cull_interval_seconds(seconds), options.root)
    config.LabFormgrader.settings_file = options.settings
    config.LabFormgrader.course_id = options.course
    config.LabFormgrader.deadlines = "hub_config.trainee.exchange_deadlines.HttpDeadlines"
    if options.line:
        config.LabFormgrader.line = "hub_config.trainee.exchange_line.HttpLine"
    run_server(
        config,
        EXTENSIONS,
        token_environment(sys.stdin.readline().strip()),
    )


def token_environment(token: str) -> Mapping[str, str]:
    """The names under which JupyterHub and nbgrader look for the service's token."""
    return {"JUPYTERHUB_API_TOKEN": token, "JPY_API_TOKEN": token}


if __name__ == "__main__":
    main()
