"""Why a submission was not graded in the ordinary way, said to trainee and instructor.

Makes the sentences, and leaves them where formgrader and feedback show them. Decides nothing.
"""

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.api import Gradebook

from autograder.outputs import add_explanation
from autograder.submission import MIB
from autograder.verdicts import Reason, Sentences, Status


def unreadable_reason(name: str, what: str) -> Reason:
    """A notebook that could not be read; `what` says why, in English."""
    file = f"{name}.ipynb" if name else "노트북"
    return make_reason(
        Status.UNREADABLE,
        f"제출한 {file} 파일을 읽을 수 없었습니다. 주피터랩에서 열어 저장한 뒤 다시 제출해 주세요.",
        f"{file} could not be read. Open it in JupyterLab, save it and submit again.",
        f"{file}: {what}.",
    )


def left_out_reason(file: str, too_large: bool, max_bytes: int) -> Reason:
    """A notebook that was not copied from its submission."""
    if not too_large:
        return unreadable_reason(file.removesuffix(".ipynb"), "it is a link or a special file")
    size = max_bytes // MIB
    return make_reason(
        Status.TOO_LARGE,
        f"제출한 {file} 파일이 너무 큽니다(모두 {size} MB까지). 출력을 지우고 다시 내 주세요.",
        f"{file} is too large (at most {size} MB in all). Clear its outputs and submit again.",
        f"{file}: left out, over [grading] submission_mib = {size}.",
    )


def grader_error(what: str) -> Reason:
    """A fault of the lab: it costs nothing."""
    return make_reason(
        Status.GRADER_ERROR,
        "채점기에 문제가 있었습니다. 점수는 깎이지 않았고 다시 채점합니다.",
        "The grader failed, not you. Nothing was deducted; it will be graded again.",
        f"The lab could not grade it: {what} Grade it again.",
    )


def make_reason(status: Status, korean: str, english: str, instructor: str) -> Reason:
    """A status with its three sentences."""
    return Reason(status, Sentences(korean, english, instructor))


def mark_unreadable(notebook: NotebookNode, reason: Reason) -> None:
    """Show the reason in the notebook that stands in; none of its cells can earn points."""
    message = f"{reason.sentences.korean} {reason.sentences.english}"
    for cell in notebook.cells:
        if cell.cell_type == "code":
            add_explanation(cell, "Unreadable", message)
    notice = new_markdown_cell(f"**{reason.sentences.korean}**\n\n{reason.sentences.english}")
    if notebook.nbformat_minor < 5:
        notice.pop("id", None)
    notebook.cells.insert(0, notice)


def write_reason(gradebook: Gradebook, place: tuple[str, str, str], reason: Reason) -> None:
    """Leave the reason where formgrader and feedback show it, and ask for a person's look."""
    submitted = gradebook.find_submission_notebook(*place)
    for grade in submitted.grades:
        grade.auto_score = 0
        grade.needs_manual_grade = True
    for comment in submitted.comments:
        comment.auto_comment = f"{reason.sentences.korean} {reason.sentences.english}"
    gradebook.db.flush()
