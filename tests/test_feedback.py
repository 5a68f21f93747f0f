"""What a trainee reads shows verdicts and no hidden test, whatever the answer prints or raises."""

import json
from typing import Any

import pytest
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autograder.author_sentences import LONGEST_SENTENCE
from autograder.feedback import HideTests
from autograder.guarding import show_signs
from autograder.outputs import ERROR_NAMES, explain
from autograder.signs import Sign, Tampering
from autograder.verdicts import OUTCOME_VERDICTS, VERDICT_SENTENCES, Outcome

SECRET = "42424242"
HIDDEN = f"assert answer(1) == 1\n### BEGIN HIDDEN TESTS\nassert answer({SECRET}) == {SECRET}\n"
WHOLE = f"{HIDDEN}### END HIDDEN TESTS"
LEAKS = {
    "a print": new_output("stream", name="stdout", text=f"called with {SECRET}"),
    "a warning": new_output("stream", name="stderr", text=SECRET),
    "a display": new_output("display_data", {"text/html": f"<b>{SECRET}</b>"}),
    "a result": new_output("execute_result", {"text/plain": SECRET}),
    "an error": new_output("error", ename="ValueError", evalue=SECRET, traceback=[SECRET]),
    "the name of an error": new_output("error", ename=f"E{SECRET}", evalue="", traceback=[SECRET]),
    "an error named like ours": new_output(
        "error", ename="KernelDied", evalue=SECRET, traceback=[SECRET]
    ),
    "the line of a failed test": new_output(
        "error", ename="AssertionError", evalue=f"expected {SECRET}", traceback=[SECRET]
    ),
}


def graded(source: str, *outputs: NotebookNode) -> NotebookNode:
    cell: NotebookNode = new_code_cell(source, outputs=list(outputs))
    cell.metadata["nbgrader"] = {"grade": True, "grade_id": "a", "solution": False}
    return cell


def feedback(*cells: NotebookNode) -> Any:
    shown, _ = HideTests().preprocess(new_notebook(cells=list(cells)), ResourcesDict())
    return shown


@pytest.mark.parametrize("source", [WHOLE, HIDDEN], ids=["a whole region", "one without an end"])
@pytest.mark.parametrize("leak", LEAKS)
def test_a_hidden_test_is_not_shown_by_its_own_cell(source: str, leak: str) -> None:
    shown = feedback(graded(source, LEAKS[leak]))
    assert SECRET not in json.dumps(shown)
    assert "answer(1)" in shown.cells[0].source


@pytest.mark.parametrize("leak", LEAKS)
def test_nor_by_a_cell_of_the_answer_that_runs_later(leak: str) -> None:
    shown = feedback(graded(WHOLE), new_code_cell("print(seen)", outputs=[LEAKS[leak]]))
    assert SECRET not in json.dumps(shown)


@pytest.mark.parametrize("leak", LEAKS)
def test_nor_by_whether_a_later_cell_of_the_answer_prints_or_how_it_fails(leak: str) -> None:
    shown = feedback(graded(WHOLE), new_code_cell("show(seen)", outputs=[LEAKS[leak]]))
    assert not shown.cells[1].outputs


@pytest.mark.parametrize("leak", LEAKS)
def test_nor_by_a_visible_check_that_runs_later(leak: str) -> None:
    shown = feedback(graded(WHOLE), graded("assert answer(2) == 2", LEAKS[leak]))
    assert SECRET not in json.dumps(shown)


@pytest.mark.parametrize("outcome", OUTCOME_VERDICTS)
def test_every_verdict_of_a_run_keeps_its_sentence(outcome: Outcome) -> None:
    cell = graded(WHOLE, LEAKS["a print"])
    explain(cell, outcome)
    [told] = [output for output in feedback(cell).cells[0].outputs if output.output_type == "error"]
    assert told.ename == ERROR_NAMES[outcome]
    assert VERDICT_SENTENCES[OUTCOME_VERDICTS[outcome]].korean in told.evalue


def test_before_any_hidden_test_everything_is_shown() -> None:
    cells = new_code_cell("1", outputs=[LEAKS["a print"]]), graded("x", LEAKS["an error"])
    assert json.dumps(feedback(*cells)).count(SECRET) == 3


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("두 배가 아닙니다", "두 배가 아닙니다"),
        (
            f"셋: 값이 {SECRET}입니다, 기대는 9입니다",
            "셋: 값이 …입니다, 기대는 …입니다",
        ),
        (
            f"{SECRET}: 값이 3입니다, 기대는 9입니다",
            "…: 값이 …입니다, 기대는 …입니다",
        ),
        ("셋", "셋"),
        (f"{SECRET}", "검사 결과가 기대와 달랐습니다"),
        ("", "검사 결과가 기대와 달랐습니다"),
        ("내가 넣은 말", "검사 결과가 기대와 달랐습니다"),
        ("긴 말" * 999, "긴 말" * 60),
    ],
)
def test_a_later_visible_check_says_the_author_s_words_without_values(
    message: str, shown: str
) -> None:
    helper = new_code_cell(
        "def check(name, mine, reference):\n"
        "    if mine != reference:\n"
        "        raise AssertionError(f'{name}: 값이 {mine}입니다, 기대는 {reference}입니다')"
    )
    helper.metadata["nbgrader"] = {"grade": False, "solution": False, "locked": True}
    check = (
        f"assert double(1) == 2, '두 배가 아닙니다'\ncheck('셋', 1, 2)\nassert x, '{'긴 말' * 999}'"
    )
    error = new_output("error", ename="AssertionError", evalue=message, traceback=[])
    own = new_code_cell("assert True, '내가 넣은 말'")
    outputs = feedback(helper, own, graded(WHOLE), graded(check, error)).cells[3].outputs
    assert outputs[0].evalue.startswith(shown)
    assert len(outputs[0].evalue) <= LONGEST_SENTENCE


@pytest.mark.parametrize("name", ["KeyError", "UnicodeDecodeError", "MyError"])
@pytest.mark.parametrize("source", [WHOLE, "assert answer(2) == 2"])
def test_the_kind_of_an_error_is_not_told_after_a_hidden_test(name: str, source: str) -> None:
    error = new_output("error", ename=name, evalue=SECRET, traceback=[])
    [told] = feedback(graded(WHOLE), graded(source, error)).cells[1].outputs[-1:]
    assert told.ename == "Error"


def test_signs_of_tampering_are_for_the_instructor_alone() -> None:
    notebook: Any = new_notebook(cells=[graded("x"), new_markdown_cell("글")])
    show_signs(notebook, (Sign("a", Tampering.TRACER, "sys.settrace"),))
    assert "settrace" in json.dumps(notebook)
    assert "settrace" not in json.dumps(feedback(*notebook.cells))
