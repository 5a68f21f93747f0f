"""What instructors take away from a course: files of scores, question statistics, similar pairs.

The commands `scores`, `questions` and `similar` of `python -m autograder`. Reads the gradebook and
the folders of the course and changes neither; what it writes is the one file that is asked for.
"""

import argparse
import json
import os
import stat
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.as_owner import OUT_DIR, find_owner, read_as_owner
from autograder.course import Course, find_assignment, open_course, open_gradebook
from autograder.errors import GradingError
from autograder.notebooks import UnreadableNotebook, load_notebook
from autograder.questions import Question, describe_questions, read_wrong_results
from autograder.score_files import scores_file
from autograder.scores import SubmissionScore, read_scores
from autograder.similar_page import similar_page
from autograder.similarity import Pair, find_pairs
from autograder.submission import MIB, printable

LARGEST_NOTEBOOK = 16 * MIB


def run(parsed: argparse.Namespace) -> int:
    """Run the command that `parsed` names.

    Raises:
        GradingError: There is nothing to read, or the file cannot be written.
    """  # noqa: DOC502
    course_dir = parsed.course_dir.expanduser().absolute()
    if (owner := find_owner(course_dir, os.geteuid())) is not None:
        out = {"scores": "out", "similar": "html"}.get(parsed.command)
        file = None if out is None else getattr(parsed, out)
        words = [*_words(parsed), *([f"--{out}", str(OUT_DIR / file.name)] if file else [])]
        return read_as_owner(course_dir, words, parsed.config, owner, file)
    course = open_course(course_dir)
    if parsed.command == "scores":
        return _write_scores(course, parsed.assignment, parsed.out)
    if parsed.command == "questions":
        return _show_questions(course, parsed.assignment, as_json=parsed.json)
    return _show_similar(course, parsed.assignment, parsed.at_least, parsed.html, parsed.json)


def questions_of(
    course: Course, assignment: str, scores: Sequence[SubmissionScore]
) -> tuple[Question, ...]:
    """The statistics of one assignment's questions."""
    mine = [score for score in scores if score.assignment == assignment]
    wrong = read_wrong_results(course, assignment, [score.student for score in mine])
    return describe_questions(mine, wrong)


def pairs_of(course: Course, assignment: str, at_least: float) -> tuple[Pair, ...]:
    """Pairs of similar submissions to one assignment.

    Raises:
        UnknownAssignment: There is no such assignment.
    """  # noqa: DOC502
    with open_gradebook(course) as gradebook:
        name = find_assignment(course, gradebook, assignment).name
    released = _cells(course.step_dir("release", ".", name))
    submissions = {
        student: _cells(course.step_dir("submitted", student, name), is_release=False)
        for student in course.submitters(name)
    }
    return find_pairs(submissions, released, at_least=at_least)


def _words(parsed: argparse.Namespace) -> list[str]:
    """The command line again, without its paths."""
    words = [parsed.command]
    named = parsed.assignment if isinstance(parsed.assignment, list) else [parsed.assignment]
    for assignment in named:
        words += ["--assignment", assignment]
    if parsed.command == "similar":
        words += ["--at-least", str(parsed.at_least)]
    return words + ["--json"] * bool(getattr(parsed, "json", False))


def _write_scores(course: Course, assignments: Sequence[str], out: Path) -> int:
    with open_gradebook(course) as gradebook:
        scores = read_scores(course, gradebook, assignments)
        names = dict.fromkeys(score.assignment for score in scores)
        questions = {name: questions_of(course, name, scores) for name in names}
    content = scores_file(out, scores, questions)
    try:
        out.write_bytes(content)
    except OSError as error:
        raise GradingError(f"{out}: {error.strerror}; nothing was written.") from None
    print(f"{out.name}: {len(scores)} submissions to {len(names)} assignments.")
    return 0


def _show_questions(course: Course, assignment: str, *, as_json: bool) -> int:
    with open_gradebook(course) as gradebook:
        scores = read_scores(course, gradebook, [assignment])
        questions = questions_of(course, assignment, scores)
    if as_json:
        json.dump([asdict(question) for question in questions], sys.stdout, ensure_ascii=False)
        return 0
    print_questions(questions, Console())
    return 0


def print_questions(questions: Sequence[Question], console: Console) -> None:
    """A table of figures, then what was said wrongly, most often first: readable at 80 columns."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("notebook", "question"):
        table.add_column(heading, overflow="fold")
    for heading in ("points", "graded", "passed", "mean", "discrimination"):
        table.add_column(heading, justify="right", no_wrap=True)
    for one in questions:
        table.add_row(
            Text(one.notebook),
            Text(one.grade_id),
            f"{one.points:g}",
            str(one.graded),
            str(one.passed),
            "" if one.mean_share is None else f"{one.mean_share:.0%}",
            "" if one.discrimination is None else f"{one.discrimination:.2f}",
        )
    console.print(table)
    for one in questions:
        if not one.wrong_results:
            continue
        console.print(Text(f"\n{one.notebook} {one.grade_id}: commonest wrong results", "bold"))
        wrong = Table.grid(padding=(0, 1))
        wrong.add_column(justify="right", no_wrap=True)
        wrong.add_column(overflow="fold")
        for result in one.wrong_results:
            wrong.add_row(f"{result.count} x", Text(result.text))
        console.print(wrong)


def _show_similar(
    course: Course, assignment: str, at_least: float, html: Path | None, as_json: bool
) -> int:
    if not 0 <= at_least <= 1:
        raise GradingError(f"--at-least {at_least:g}: expected a share from 0 to 1.")
    pairs = pairs_of(course, assignment, at_least)
    if html is not None:
        html.write_text(similar_page(assignment, pairs), encoding="utf-8")
    if as_json:
        json.dump([asdict(pair) for pair in pairs], sys.stdout, ensure_ascii=False)
        return 0
    for pair in pairs:
        cells = ", ".join(cell.name for cell in pair.cells)
        print(f"{pair.share:4.0%}  {pair.first}  {pair.second}  ({pair.shared} in {cells})")
    print(f"{len(pairs)} pairs share at least {at_least:.0%}. A hint to look at, not a verdict.")
    return 0


def _cells(folder: Path, *, is_release: bool = True) -> dict[str, str]:
    """The code of a folder's notebooks by notebook and number, of submissions by grade id.

    Whether a cell is locked is the trainee's word; what was handed out is known by its text.
    """
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.ipynb")):
        try:
            status = path.lstat()
            if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST_NOTEBOOK:
                continue  # a pipe would be waited for without end
            notebook, _ = load_notebook(path)
        except (UnreadableNotebook, OSError):
            continue
        for number, cell in enumerate(notebook.cells):
            if cell.cell_type != "code":
                continue
            # Cells that a student added are compared with all others of theirs, joined.
            mark = cell.metadata.get("nbgrader")
            own = mark.get("grade_id") if isinstance(mark, dict) else None
            own = number if is_release else own
            name = printable(f"{path.stem}/{'+' if own is None else own}")
            found[name] = "\n".join(filter(None, (found.get(name), cell.source)))
    return found
