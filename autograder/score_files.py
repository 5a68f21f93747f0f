"""Scores as files that an office opens: CSV and Excel.

Every text in them may come from a trainee, and a spreadsheet runs text that begins like a formula:
such text is written so that it stays text. CSV begins with a byte order mark, without which Excel
takes Korean for another encoding. Computes nothing; see `scores` and `questions`.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from autograder.errors import GradingError
from autograder.questions import Question
from autograder.scores import SubmissionScore

# One of these, and the whole workbook cannot be opened.
_NOT_IN_XML = re.compile("[^ -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Value = str | float | int | bool | None
_FORMULA_STARTS = (
    *"=+-@\t\r\n",
    *"\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}",
    *"\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}",
)

SUBMISSION_HEADINGS = (
    "학번 student",
    "성 last name",
    "이름 first name",
    "전자우편 e-mail",
    "과제 assignment",
    "제출 시각 submitted (UTC)",
    "연장 시간 extension (h)",
    "지각 시간 late (h)",
    "지각 감점 late penalty",
    "점수 score",
    "배점 points",
    "채점 대기 waits for a person",
)
QUESTION_HEADINGS = (
    "과제 assignment",
    "노트북 notebook",
    "문항 question",
    "배점 points",
    "채점된 제출 graded",
    "만점 passed",
    "평균 비율 mean share",
    "변별도 discrimination",
    "흔한 오답 commonest wrong results",
)


def submission_rows(scores: Iterable[SubmissionScore]) -> list[tuple[Value, ...]]:
    """One row per submission, as `SUBMISSION_HEADINGS` names its columns."""
    return [
        (
            score.student,
            score.last_name,
            score.first_name,
            score.email,
            score.assignment,
            score.submitted.isoformat(sep=" ", timespec="seconds") if score.submitted else None,
            _hours(score.extension.total_seconds() if score.extension else None),
            _hours(score.late_seconds),
            score.late_penalty,
            score.score,
            score.points,
            score.needs_person,
        )
        for score in scores
    ]


def class_rows(scores: Sequence[SubmissionScore]) -> tuple[list[str], list[tuple[Value, ...]]]:
    """Headings and rows of students by assignments; empty where nothing was submitted."""
    assignments = list(dict.fromkeys(score.assignment for score in scores))
    by_student: dict[str, dict[str, float]] = {}
    for score in scores:
        by_student.setdefault(score.student, {})[score.assignment] = score.score
    rows: list[tuple[Value, ...]] = [
        (student, *(points.get(name) for name in assignments), sum(points.values()))
        for student, points in sorted(by_student.items())
    ]
    return ["학번 student", *assignments, "합계 total"], rows


def question_rows(assignment: str, questions: Iterable[Question]) -> list[tuple[Value, ...]]:
    """One row per question, as `QUESTION_HEADINGS` names its columns."""
    return [
        (
            assignment,
            question.notebook,
            question.grade_id,
            question.points,
            question.graded,
            question.passed,
            _rounded(question.mean_share),
            _rounded(question.discrimination),
            " | ".join(f"{result.text} (×{result.count})" for result in question.wrong_results),
        )
        for question in questions
    ]


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A table as CSV in UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows([_harmless(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def as_workbook(
    sheets: Sequence[tuple[str, Sequence[str], Sequence[Sequence[Value]]]],
) -> bytes:
    """Tables as an Excel workbook; each is a title, its headings and its rows."""
    workbook = Workbook(write_only=True)
    for title, headings, rows in sheets:
        sheet = workbook.create_sheet(title)
        sheet.freeze_panes = "B2"
        for column, heading in enumerate(headings, start=1):
            sheet.column_dimensions[get_column_letter(column)].width = max(12, len(heading))
        sheet.append([_bold(sheet, heading) for heading in headings])
        for row in rows:
            sheet.append([_as_text(sheet, value) for value in row])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def scores_file(
    name: Path, scores: Sequence[SubmissionScore], questions: Mapping[str, Sequence[Question]]
) -> bytes:
    """The content of a file of scores, of the kind that `name` ends with.

    Raises:
        GradingError: Its name ends with neither .csv nor .xlsx.
    """
    submissions = submission_rows(scores)
    if name.suffix == ".csv":
        return as_csv(SUBMISSION_HEADINGS, submissions)
    if name.suffix != ".xlsx":
        raise GradingError(f"{name}: expected a name that ends with .csv or .xlsx.")
    asked = [row for one, known in questions.items() for row in question_rows(one, known)]
    return as_workbook(
        [
            ("점수 scores", *class_rows(scores)),
            ("제출 submissions", SUBMISSION_HEADINGS, submissions),
            ("문항 questions", QUESTION_HEADINGS, asked),
        ]
    )


def _harmless(value: Value) -> Value:
    # ref: OWASP, CSV injection: an apostrophe makes it text for every spreadsheet.
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def _as_text(sheet: WriteOnlyWorksheet, value: Value) -> Value | Cell:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, _NOT_IN_XML.sub("", value))
    cell.data_type = "s"
    return cell


def _bold(sheet: WriteOnlyWorksheet, heading: str) -> Cell:
    cell = _as_text(sheet, heading)
    assert isinstance(cell, Cell)
    cell.font = Font(bold=True)
    return cell


def _hours(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds / 3600, 2)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
