"""Keep hidden tests out of the feedback that nbgrader generates.

nbgrader puts hidden tests back before grading and leaves them in the HTML that trainees get. This
preprocessor comes before nbgrader's own when feedback is made: it takes hidden regions out of the
sources. An answer sees what a hidden test hands it, and can tell it at once or in a later cell, by
what it prints, by whether it prints, or by how it fails: so from the first hidden test on, nothing
is shown but whether a check failed or an error came up, and of a visible one the author's own words
(`autograder.author_sentences`), with neither values nor the kind of the error: the trainee can run
it. What is left to an answer is how it fails: by a check, an error, or a limit of the run. Signs of
tampering are taken out too. An answer that a person has still to read says so beside its points.
The page itself is ours (`pages/feedback`): Korean first, no script, nothing fetched. Turned on by
`add_to` in nbgrader_config.py. Does not touch `autograded/`: instructors see everything.
"""

from collections.abc import Mapping

from nbconvert.exporters.exporter import ResourcesDict
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader import utils
from nbgrader.api import Grade, Gradebook
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, GetGrades
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import Config

from autograder import safe_html
from autograder.author_sentences import AuthorSentences
from autograder.feedback_page import PAGES_DIR, Lateness, describe
from autograder.guarding import drop_evidence
from autograder.late import find_policy
from autograder.outputs import ERROR_NAMES
from autograder.spans import say_span
from autograder.verdicts import OUTCOME_VERDICTS, VERDICT_SENTENCES, Verdict

HIDDEN = "hidden test"
NOT_SHOWN = (
    "감춘 검사부터는 출력을 보여 드리지 않습니다."
    " From the hidden tests on, outputs are not shown.\n"
)
NOT_READ_YET = (
    "강사가 읽고 채점합니다. 아직 점수에 들어 있지 않습니다."
    " Your instructor reads and grades this; it is not in the score yet."
)
READ_EARLIER = (
    "이 점수는 강사가 앞선 제출을 보고 준 것입니다. 이번 답은 아직 읽지 않았습니다."
    " This score was given for an earlier submission; this answer has not been read yet."
)
_OURS = {name: outcome for outcome, name in ERROR_NAMES.items()}


class HideTests(ClearHiddenTests):  # type: ignore[misc]
    """nbgrader's ClearHiddenTests, for a notebook that has outputs and may be broken."""

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Take hidden regions out of all cells, and what could tell of them out of the outputs."""
        hidden_ran = False
        cells = [cell for cell in nb.cells if cell.cell_type == "code"]
        hidden = [self._hide_region(cell) for cell in cells]
        sentences = AuthorSentences(cells)  # none of a hidden test's
        for cell, is_hidden in zip(cells, hidden, strict=True):
            drop_evidence(cell)
            hidden_ran |= is_hidden
            if hidden_ran:
                is_graded = bool(cell.metadata.get("nbgrader", {}).get("grade"))
                errors = [one for one in cell.get("outputs", []) if one.output_type == "error"]
                kept = errors[:1] if is_graded else []
                said = [new_output("stream", name="stdout", text=NOT_SHOWN)] if is_hidden else []
                told = [_plain_error(one, cell, None if is_hidden else sentences) for one in kept]
                cell.outputs = [*said, *told]
        return nb, resources

    def _hide_region(self, cell: NotebookNode) -> bool:
        begin = cell.source.find(self.begin_test_delimeter)
        if begin < 0:
            return False
        try:
            self._remove_hidden_test_region(cell)
        except RuntimeError:
            # Nested or without an end: better too much is hidden than a test is shown.
            cell.source = cell.source[: cell.source.rfind("\n", 0, begin) + 1]
        return True


class TellGrades(GetGrades):  # type: ignore[misc]
    """nbgrader's GetGrades, which says too where a person has not read an answer yet.

    Comes last: what it makes for the head of the page is taken from the cells as they are shown.
    """

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Take scores and comments from the gradebook, and sum them up for the page."""
        self._waiting: set[str] = set()
        nb, resources = super().preprocess(nb, resources)
        late = self._lateness(resources["nbgrader"])
        resources["nbgrader"]["feedback"] = describe(nb, resources["nbgrader"], self._waiting, late)
        return nb, resources

    def _lateness(self, told: Mapping[str, str]) -> Lateness | None:
        with Gradebook(told["db_url"]) as gradebook:
            submission = gradebook.find_submission(told["assignment"], told["student"])
            seconds = float(submission.total_seconds_late)
        if not seconds:
            return None
        return Lateness(*say_span(seconds), find_policy(self.config))

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Take score and comment from the gradebook, and add who is still to look."""
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if utils.is_task(cell) or (utils.is_grade(cell) and utils.is_solution(cell)):
            place = (self.notebook_id, self.assignment_id, self.student_id)
            grade = self.gradebook.find_grade(cell.metadata.nbgrader["grade_id"], *place)
            if note := _for_a_person(grade):
                self._waiting.add(grade.name)
                said = (cell.metadata.nbgrader.get("comment"), note)
                cell.metadata.nbgrader["comment"] = "\n\n".join(filter(None, said))
        return cell, resources


def _for_a_person(grade: Grade) -> str:
    if not grade.needs_manual_grade:
        return ""
    return NOT_READ_YET if grade.manual_score is None else READ_EARLIER


def _plain_error(
    output: NotebookNode, cell: NotebookNode, sentences: AuthorSentences | None
) -> NotebookNode:
    """How a check failed, without what the answer said; a hidden one has no `sentences`."""
    name, text = output.ename, HIDDEN
    is_check = name == "AssertionError"
    if name in _OURS:
        text = _sentence(OUTCOME_VERDICTS[_OURS[name]])
    elif sentences is not None:
        text = sentences.as_written(output.evalue, cell) if is_check else ""
        text = text or _sentence(Verdict.FAILED if is_check else Verdict.RAISED)
    if name not in _OURS and not is_check:
        name = "Error"
    plain: NotebookNode
    plain = new_output("error", ename=name, evalue=text, traceback=[f"{name}: {text}"])
    return plain


def _sentence(verdict: Verdict) -> str:
    sentences = VERDICT_SENTENCES[verdict]
    return f"{sentences.korean} {sentences.english}"


def add_to(config: Config) -> None:
    """Make `nbgrader generate_feedback` and formgrader hide tests and show our own harmless page.

    Call it from nbgrader_config.py.
    """
    safe_html.add_to(config)
    # Ours comes first: nbgrader asks for a template by the name "feedback".
    config.HTMLExporter.extra_template_basedirs = [str(PAGES_DIR), handlers.template_path]
    config.HTMLExporter.filters["points"] = "{:.6g}".format
    config.GenerateFeedback.preprocessors = [
        HideTests,
        ClearMarkScheme,
        TellGrades,
        CSSHTMLHeaderPreprocessor,
    ]
