"""The head of a trainee's feedback says what each question earned, and why not more."""

from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autograder.feedback_page import FeedbackPage, State, describe, read_heading

TOLD = {"notebook": "ex01", "score": 3.5, "max_score": 9.0, "late_penalty": 0.5}


def question(name: str, score: float, points: float, **outputs: Any) -> NotebookNode:
    cell: NotebookNode = new_code_cell("check()")
    cell.metadata["nbgrader"] = {"grade": True, "grade_id": name, "score": score, "points": points}
    if outputs:
        cell.outputs = [new_output("error", traceback=[], **outputs)]
    return cell


def page(*cells: NotebookNode, waiting: tuple[str, ...] = ()) -> FeedbackPage:
    return describe(new_notebook(cells=list(cells)), TOLD, waiting)


def test_a_question_has_the_heading_above_it_and_the_notebook_its_own() -> None:
    found = page(
        new_markdown_cell("# 주조 공장의 한 달\n\n글"),
        new_markdown_cell("## 1. 불량률 (2점)\n\n```\n# kein Titel\n```"),
        question("a", 2, 2),
        question("b", 0, 1),
        new_markdown_cell("### 2. 센서"),
        question("c", 1, 1),
    )
    assert found.title == "주조 공장의 한 달"
    assert [one.title for one in found.questions] == ["1. 불량률 (2점)"] * 2 + ["2. 센서"]


def test_without_headings_there_are_the_names() -> None:
    found = page(question("a", 2, 2))
    assert (found.title, found.questions[0].title) == ("ex01", "a")


@pytest.mark.parametrize(("score", "state"), [(2, State.FULL), (1, State.PARTLY), (0, State.NONE)])
def test_a_question_stands_as_its_points_do(score: float, state: State) -> None:
    assert page(question("a", score, 2)).questions[0].state is state


def test_what_a_person_has_to_read_is_not_called_wrong() -> None:
    found = page(question("a", 0, 2), question("b", 0, 2), waiting=("b",))
    assert [one.state for one in found.questions] == [State.NONE, State.WAITING]
    assert found.waiting == 1


def test_why_is_the_author_s_first_line() -> None:
    error = {"ename": "AssertionError", "evalue": "불량률: 값이 5입니다.\n둘째 줄"}
    found = page(question("a", 0, 2, **error), question("b", 2, 2, **error))
    assert [one.why for one in found.questions] == ["불량률: 값이 5입니다.", ""]


def test_an_error_without_words_gives_its_name() -> None:
    assert page(question("a", 0, 2, ename="KeyError", evalue="")).questions[0].why == "KeyError"


def test_a_heading_in_code_is_none() -> None:
    assert read_heading("```\n# a\n```\n#b\n") == (0, "")


def test_an_answer_that_nobody_wrote_is_called_so() -> None:
    cell = question("a", 0, 2)
    cell.metadata["nbgrader"]["comment"] = "No response."
    assert "비어" in page(cell).questions[0].why


def test_the_page_fetches_nothing() -> None:
    assert "url(" not in page().stylesheet
