"""Grade submissions, say how a class did, run notebooks: `python -m autograder --help`.

Reads the command line and the settings, and turns what went wrong into a message and an exit
status: 0 when every submission has a score or a stated reason, 1 when the lab failed to grade one,
2 when nothing could be graded at all. Holds no other logic.
"""

import argparse
import asyncio
import contextlib
import gc
import logging
import os
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import GradingError
from autograder.settings import GradingSection
from sandbox.settings import DEFAULT_FILE, SettingsError, load_sections

if TYPE_CHECKING:
    from autograder.run import RunFunction


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    parsed = _parser().parse_args(arguments)
    logging.basicConfig(
        level=logging.DEBUG if parsed.verbose else logging.WARNING,
        format="%(levelname)s %(name)s: %(message)s",
        stream=sys.stderr,
    )
    if not parsed.verbose:
        # nbgrader logs what the result says anyway.
        logging.getLogger("autograder").setLevel(logging.ERROR)
        logging.getLogger("traitlets").setLevel(logging.ERROR)
        warnings.filterwarnings("ignore", module=r"nbgrader\.")
    try:
        sections = load_sections(parsed.config, {"grading": GradingSection}, strict=False)
        settings: GradingSection = sections["grading"]
        if parsed.command == "runner":
            return _run_runner(parsed, settings)
        if parsed.command == "extend":
            from autograder import extend

            return extend.run(parsed)
        if parsed.command not in {"grade", "regrade"}:
            from autograder import takeaways

            return takeaways.run(parsed)
        return _grade(parsed, settings)
    except (GradingError, SettingsError) as error:
        print(f"autograder: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever read our output has gone; so shall we, without a traceback at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("autograder: stopped; what is graded stays graded.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m autograder", description=__doc__.split("\n")[0]
    )
    commands = parser.add_subparsers(dest="command", required=True)
    which = argparse.ArgumentParser(add_help=False)
    which.add_argument("--course-dir", type=Path, required=True, help="nbgrader course directory")
    which.add_argument("--assignment", required=True, help="name of the assignment")
    which.add_argument(
        "--student", action="append", default=[], help="only this student; may be repeated"
    )
    which.add_argument("--jobs", type=int, help="notebooks at the same time (default: all cores)")
    grade = commands.add_parser(
        "grade", parents=[which], help="grade the submissions of an assignment"
    )
    grade.add_argument("--force", action="store_true", help="grade again what is graded already")
    grade.add_argument("--json", action="store_true", help="one JSON object for each submission")
    regrade = commands.add_parser(
        "regrade",
        parents=[which],
        help="show whose score a corrected test changes, then write it",
        description="Grade every submission again with the tests of now, and show whose score "
        "changes, cell by cell, and why. Nothing is written without --write; manual scores and "
        "comments are kept.",
    )
    regrade.add_argument("--write", action="store_true", help="write it after it was shown")
    form = regrade.add_mutually_exclusive_group()
    form.set_defaults(format="table")
    form.add_argument(
        "--json",
        action="store_const",
        dest="format",
        const="json",
        help="one JSON object for each submission, in the place of the table",
    )
    form.add_argument(
        "--csv",
        action="store_const",
        dest="format",
        const="csv",
        help="one line of CSV for each change, in the place of the table",
    )
    extend = commands.add_parser(
        "extend",
        help="give one student more time",
        description="Give one student more time for an assignment, before or after they hand in. "
        "What was given before is replaced; a late penalty changes at once.",
    )
    extend.add_argument("--student", required=True, help="the student's name in the lab")
    extend.add_argument(
        "--hours", type=float, required=True, help="after the due time; 0 takes it back"
    )
    runner = commands.add_parser("runner", help="run notebooks for services, on a Unix socket")
    runner.add_argument("--socket", type=Path, required=True, help="where to listen")
    runner.add_argument("--template", type=Path, help="socket of a running grading template")
    scores = commands.add_parser("scores", help="write the scores of a course as CSV or Excel")
    scores.add_argument(
        "--assignment", action="append", default=[], help="only this one; repeatable"
    )
    scores.add_argument("--out", type=Path, required=True, help="the file: *.csv or *.xlsx")
    questions = commands.add_parser("questions", help="how the class did on each question")
    similar = commands.add_parser("similar", help="pairs of submissions that share code: a hint")
    similar.add_argument("--at-least", type=float, default=0.5, help="share, 0 to 1 (default: 0.5)")
    similar.add_argument("--html", type=Path, help="write the pairs side by side into this page")
    for command in (extend, questions, similar):
        command.add_argument("--assignment", required=True, help="name of the assignment")
    for command in (questions, similar):
        command.add_argument("--json", action="store_true", help="one JSON array")
    for command in (extend, scores, questions, similar):
        command.add_argument(
            "--course-dir", type=Path, required=True, help="nbgrader course directory"
        )
    for command in (grade, regrade, extend, runner, scores, questions, similar):
        command.add_argument(
            "--config", type=Path, default=DEFAULT_FILE, help="settings (default: lab.toml)"
        )
        command.add_argument("--verbose", action="store_true", help="log what is done to stderr")
    return parser


def _grade(parsed: argparse.Namespace, settings: GradingSection) -> int:
    from autograder.template import start_early

    if parsed.jobs is not None:
        if parsed.jobs < 1:
            raise GradingError(f"--jobs {parsed.jobs}: expected 1 or more.")
        settings = settings.model_copy(update={"jobs": parsed.jobs})
    course_dir = parsed.course_dir.expanduser().absolute()
    early = start_early(settings, course_dir, parsed.assignment)
    with early if parsed.command == "grade" else contextlib.nullcontext() as run:
        return _grade_with(run, course_dir, parsed, settings)


def _grade_with(
    run: "RunFunction | None",
    course_dir: Path,
    parsed: argparse.Namespace,
    settings: GradingSection,
) -> int:
    """Grade or regrade; nbgrader takes a second to import."""
    gc.disable()  # a tenth of this process's time would go into looking for garbage in modules
    from autograder.as_owner import find_owner, grade_as_owner
    from autograder.course import open_course
    from autograder.driver import Order, grade
    from autograder.report import print_json, show_table
    from autograder.verdicts import Status

    gc.freeze()
    gc.enable()
    if (owner := find_owner(course_dir, os.geteuid())) is not None:
        return grade_as_owner(course_dir, _words(parsed), settings, parsed.config, owner)
    course = open_course(parsed.course_dir)
    if parsed.command == "regrade":
        from autograder import regrade_report

        return regrade_report.run(parsed, course, settings)
    order = Order(parsed.assignment, tuple(dict.fromkeys(parsed.student)), parsed.force)
    total: list[int] = []
    # Closed whatever happens, so that no sandbox is left when the reader of our output goes away.
    with contextlib.closing(
        grade(course, order, settings, announce=total.append, run=run)
    ) as grading:
        results = list(print_json(grading)) if parsed.json else show_table(grading, total)
    return int(any(result.status is Status.GRADER_ERROR for result in results))


def _words(parsed: argparse.Namespace) -> list[str]:
    """The command line of a grade or regrade again, without its paths."""
    words = [parsed.command, "--assignment", parsed.assignment]
    for student in parsed.student:
        words += ["--student", student]
    words += ["--jobs", str(parsed.jobs)] if parsed.jobs is not None else []
    words += [f"--{name}" for name in ("force", "write", "verbose") if getattr(parsed, name, False)]
    form = "json" if getattr(parsed, "json", False) else getattr(parsed, "format", "table")
    return words if form == "table" else [*words, f"--{form}"]


def _run_runner(parsed: argparse.Namespace, settings: GradingSection) -> int:
    from autograder.runner import Runner
    from autograder.template import choose_template

    with choose_template(parsed.template) as run:
        asyncio.run(Runner(settings, run).serve(parsed.socket))
    return 0


if __name__ == "__main__":
    sys.exit(main())
