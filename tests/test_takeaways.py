"""Scores, statistics and files that instructors take away, from a class that was really graded."""

import csv
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from openpyxl import load_workbook
from rich.console import Console

from autograder.__main__ import main
from autograder.course import Course, open_course, open_gradebook
from autograder.questions import Question, WrongResult, describe_questions
from autograder.score_files import as_csv, as_workbook
from autograder.scores import CellScore, SubmissionScore, read_scores
from autograder.takeaways import print_questions, questions_of
from courses.gradebook import open_gradebook as new_gradebook
from tests.grading_course import ASSIGNMENT, NOTEBOOK, RIGHT, answer, grade, make_course, submit
from tests.test_similarity import LOOP

WRONG = RIGHT.replace("2 * x", "x + 2")
COPIED = f"{RIGHT}\n# %%\n{LOOP}"
# No formula, nothing that a terminal obeys, no letter that XML cannot hold.
HOSTILE = "=1+1 \\uffff\\x1b[2J\\u202e"
BROKEN = RIGHT.replace("return 2 * x", f"raise ValueError('{HOSTILE}')")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_course(tmp_path_factory.mktemp("courses") / "course")
    texts = {"민지": COPIED, "late": COPIED, "wrong": WRONG, "broken": BROKEN}
    for student, text in texts.items():
        submit(root, student, answer(root, text))
    done = grade(root, "--json")
    assert done.returncode == 0, done.stderr
    submitted = root / "submitted" / "late" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    notebook = nbformat.read(submitted, as_version=4)
    # What a trainee's file says of its cells: one is no mark, one not to be looked at.
    notebook.cells[0].metadata["nbgrader"] = "none"
    notebook.cells[-1].metadata["nbgrader"] = {"grade_id": "mine", "locked": True}
    nbformat.write(notebook, submitted)
    os.mkfifo(root / "submitted" / "wrong" / ASSIGNMENT / "nobody_writes_to_this.ipynb")
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", "c") as gradebook:
        gradebook.update_or_create_assignment(ASSIGNMENT, duedate="2026-11-21T22:00:00 UTC")
        gradebook.update_or_create_student("late", last_name="=김", first_name="하늘")
        gradebook.grant_extension(ASSIGNMENT, "late", hours=2)
    return root


@pytest.fixture
def course(root: Path) -> Course:
    return open_course(root)


@pytest.fixture
def scores(course: Course) -> Iterator[dict[str, SubmissionScore]]:
    with open_gradebook(course) as gradebook:
        yield {score.student: score for score in read_scores(course, gradebook)}


@pytest.mark.slow
def test_the_scores_are_those_of_nbgrader_s_own_gradebook(
    course: Course, scores: dict[str, SubmissionScore]
) -> None:
    with open_gradebook(course) as gradebook:
        theirs = {
            row["student"]: (row["score"], row["max_score"])
            for row in gradebook.submission_dicts(ASSIGNMENT)
        }
    assert {name: (one.score, one.points) for name, one in scores.items()} == theirs
    assert len(theirs) == 4


def test_the_questions_of_a_class_are_readable_on_80_columns() -> None:
    said = (
        "AssertionError: expected [0.09003057 0.24472847 0.66524096], found nan in every row",
        "NameError: name 'softmax' is not defined",
    )
    wrong = tuple(WrongResult(text, count) for text, count in zip(said, (12, 3), strict=True))
    asked = [
        Question("exercise", "rows_sum_to_one", 2, 40, 25, 0.625, 0.41, wrong),
        Question("exercise", "why_shift", 1, 40, 40, 1.0, None, ()),
    ]
    out = io.StringIO()
    print_questions(asked, Console(file=out, width=80))
    lines = out.getvalue().splitlines()
    assert lines[0].split()[:2] == ["notebook", "question"]
    assert lines[1].split() == ["exercise", "rows_sum_to_one", "2", "40", "25", "62%", "0.41"]
    assert lines[2].split() == ["exercise", "why_shift", "1", "40", "40", "100%"]
    assert lines[4] == "exercise rows_sum_to_one: commonest wrong results"
    assert lines[5].startswith("12 x AssertionError: expected [0.09003057 0.24472847 0.66524096]")
    assert lines[-1] == " 3 x NameError: name 'softmax' is not defined".ljust(len(lines[-1]))
    assert all(len(line) <= 80 for line in lines)


@pytest.mark.slow
def test_lateness_is_counted_from_one_s_own_due_time(scores: dict[str, SubmissionScore]) -> None:
    assert scores["민지"].late_seconds == 12 * 3600
    assert scores["late"].late_seconds == 10 * 3600


@pytest.mark.slow
def test_an_answer_that_a_person_must_read_has_no_score_yet(
    scores: dict[str, SubmissionScore],
) -> None:
    waiting = [cell for cell in scores["민지"].cells if cell.score is None]
    assert [cell.grade_id for cell in waiting] == ["why"]
    assert scores["민지"].needs_person


@pytest.mark.slow
def test_the_commonest_wrong_results_stand_with_their_question(
    course: Course, scores: dict[str, SubmissionScore]
) -> None:
    questions = questions_of(course, ASSIGNMENT, list(scores.values()))
    doubles = next(one for one in questions if one.grade_id == "doubles_numbers")
    assert (doubles.graded, doubles.passed) == (4, 2)
    assert doubles.mean_share == 0.5
    # Two plus two is four: only the hidden test sees the difference.
    said = {(wrong.text.partition(":")[0], wrong.count) for wrong in doubles.wrong_results}
    assert said == {("AssertionError", 1), ("ValueError", 1)}
    texts = "".join(wrong.text for wrong in doubles.wrong_results)
    assert "=1+1" in texts
    assert not {"\x1b", "\u202e"} & set(texts)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_file_of_scores_opens_and_holds_no_formula(
    root: Path, tmp_path: Path, suffix: str
) -> None:
    out = tmp_path / f"점수.{suffix}"
    config = ["--config", str(root / "lab.toml")]
    assert main(["scores", "--course-dir", str(root), "--out", str(out), *config]) == 0
    if suffix == "csv":
        rows = list(csv.reader(io.StringIO(out.read_text("utf-8-sig"))))
        late = next(row for row in rows if row[0] == "late")
        assert late[1] == "'=김"
        return
    workbook = load_workbook(out)
    assert [sheet.title for sheet in workbook] == [
        "점수 scores",
        "제출 submissions",
        "문항 questions",
    ]
    kinds = {cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    totals = {row[0]: row[-1] for row in workbook["점수 scores"].iter_rows(values_only=True)}
    assert totals["민지"] == 3.5


@pytest.mark.slow
def test_similar_submissions_are_found_in_the_course_s_folders(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "similar.html"
    config = ["--config", str(root / "lab.toml")]
    asked = ["similar", "--course-dir", str(root), "--assignment", ASSIGNMENT]
    assert main([*asked, "--json", "--html", str(page), *config]) == 0
    names = {(pair["first"], pair["second"]) for pair in json.loads(capsys.readouterr().out)}
    assert names == {("late", "민지")}
    assert page.read_text("utf-8").startswith("<!doctype html>")


def test_an_unknown_kind_of_file_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "source").mkdir()
    with new_gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}", "c"):
        pass
    out = tmp_path / "scores.ods"
    config = ["--config", str(tmp_path / "lab.toml")]
    assert main(["scores", "--course-dir", str(tmp_path), "--out", str(out), *config]) == 2
    assert "expected a name that ends with .csv or .xlsx" in capsys.readouterr().err
    assert not out.exists()


def submission(student: str, **cells: float | None) -> SubmissionScore:
    known = tuple(CellScore("n", name, 2.0, score) for name, score in cells.items())
    return SubmissionScore(
        student, "", "", "", "a", None, None, None, 0.0, 0.0, 0.0, needs_person=False, cells=known
    )


def question(name: str, *scores: SubmissionScore) -> Question:
    found = {one.grade_id: one for one in describe_questions(scores, {})}
    return found[name]


def test_a_question_that_only_the_strong_pass_discriminates() -> None:
    scores = [submission(str(n), hard=float(n > 3) * 2, rest=float(n)) for n in range(6)]
    assert (question("hard", *scores).discrimination or 0) > 0.8


def test_a_question_that_all_pass_says_nothing_about_them() -> None:
    scores = [submission(str(n), easy=2.0, rest=float(n)) for n in range(6)]
    assert question("easy", *scores).discrimination is None


def test_few_submissions_give_no_discrimination() -> None:
    scores = [submission(str(n), one=float(n), rest=float(n)) for n in range(4)]
    assert question("one", *scores).discrimination is None


def test_a_cell_that_waits_for_a_person_is_not_counted_as_failed() -> None:
    one = question("why", submission("a", why=None), submission("b", why=2.0))
    assert (one.graded, one.passed, one.mean_share) == (1, 1, 1.0)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_a_text_like_a_formula_stays_a_text(text: str) -> None:
    (row,) = csv.reader(io.StringIO(as_csv(["h"], [[text]]).decode("utf-8-sig").split("\n", 1)[1]))
    assert row == [f"'{text}"]
    book = load_workbook(io.BytesIO(as_workbook([("s", ["h"], [[text]])])))
    assert book["s"]["A2"].data_type == "s"
