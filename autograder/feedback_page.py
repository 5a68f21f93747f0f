"""What stands at the top of a trainee's feedback: each question, its points, and why.

Made from a notebook that is to be shown, after hidden tests were taken out of it: what it says is
on the page below as well. Decides no score.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from autograder.late import Policy
from autograder.verdicts import VERDICT_SENTENCES, Verdict
from playground_demos.look import STYLESHEET

PAGES_DIR = Path(__file__).parent / "pages"
LONGEST_WHY = 200
NO_RESPONSE = "No response."  # nbgrader's comment on an answer that is as it was released
_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")


class State(StrEnum):
    """How a question stands; the value is its class in the stylesheet."""

    FULL = "full"
    PARTLY = "partly"
    NONE = "none"
    WAITING = "waiting"

    @property
    def korean(self) -> str:
        """In a word."""
        return _WORDS[self][1]

    @property
    def sign(self) -> str:
        """For those who tell no colours apart."""
        return _WORDS[self][0]


_WORDS = {
    State.FULL: ("○", "맞았습니다"),
    State.PARTLY: ("△", "일부 맞았습니다"),
    State.NONE: ("×", "다시 보세요"),
    State.WAITING: ("…", "강사가 읽을 답"),
}


@dataclass(frozen=True)
class Question:
    """A graded cell; `title` is the heading above it, `why` the first line of what went wrong."""

    number: int
    grade_id: str
    title: str
    score: float
    points: float
    state: State
    why: str

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"question-{self.number}"


@dataclass(frozen=True)
class Lateness:
    """How late it came, counted from the trainee's own due time, and what that costs."""

    korean: str
    english: str
    policy: Policy


@dataclass(frozen=True)
class FeedbackPage:
    """One notebook's; `score` has the late penalty taken off already."""

    title: str
    questions: tuple[Question, ...]
    score: float
    points: float
    late_penalty: float
    late: Lateness | None

    @property
    def waiting(self) -> int:
        """Answers that a person has still to read."""
        return sum(one.state is State.WAITING for one in self.questions)

    @property
    def stylesheet(self) -> str:
        """The lab's look and the page's own."""
        own = PAGES_DIR / "feedback" / "feedback.css"
        # Its fonts lie beside it, and there is nothing beside this page.
        look = _FONT_FACE.sub("", STYLESHEET.read_text("utf-8"))
        return look + own.read_text("utf-8")

    def is_marked(self, cell: NotebookNode) -> bool:
        """Whether it is an answer or earns points."""
        mark = cell.metadata.get("nbgrader", {})
        return any(mark.get(role) for role in ("solution", "grade", "task"))

    def question_of(self, cell: NotebookNode) -> Question | None:
        """The question that `cell` is; None if it earns no points."""
        grade_id = str(cell.metadata["nbgrader"].get("grade_id"))
        found = (one for one in self.questions if one.grade_id == grade_id)
        return next(found, None)


def describe(
    notebook: NotebookNode,
    told: Mapping[str, Any],
    waiting: Collection[str],
    late: Lateness | None = None,
) -> FeedbackPage:
    """The page of `notebook`, whose cells carry their scores.

    Args:
        notebook: As it is shown.
        told: What nbgrader says of it: notebook, score, max_score, late_penalty.
        waiting: Grade ids of the cells that a person has still to read.
        late: None where it came in time.
    """
    title, heading = str(told["notebook"]), ""
    questions: list[Question] = []
    for cell in notebook.cells:
        mark = cell.metadata.get("nbgrader", {})
        if not (mark.get("grade") or mark.get("task")):
            if cell.cell_type == "markdown" and not mark.get("solution"):
                level, text = read_heading(cell.source)
                title, heading = (text, heading) if level == 1 else (title, text or heading)
            continue
        grade_id = str(mark.get("grade_id"))
        score, points = float(mark.get("score") or 0), float(mark.get("points") or 0)
        state = State.WAITING if grade_id in waiting else _state(score, points)
        why = _why(cell) if state in {State.PARTLY, State.NONE} else ""
        number = len(questions) + 1
        named = heading or grade_id
        questions.append(Question(number, grade_id, named, score, points, state, why))
    return FeedbackPage(
        title,
        tuple(questions),
        float(told["score"]),
        float(told["max_score"]),
        float(told["late_penalty"]),
        late,
    )


def read_heading(source: str) -> tuple[int, str]:
    """The level and text of the last heading of a Markdown cell; (0, "") if it has none."""
    found = (0, "")
    fenced = False
    for line in source.splitlines():
        fenced ^= line.lstrip().startswith("```")
        text = line.lstrip("#")
        level = len(line) - len(text)
        if not fenced and level and text.startswith(" ") and text.strip():
            found = (level, text.strip())
    return found


def _state(score: float, points: float) -> State:
    if score >= points:
        return State.FULL
    return State.PARTLY if score > 0 else State.NONE


def _why(cell: NotebookNode) -> str:
    if str(cell.metadata["nbgrader"].get("comment")).startswith(NO_RESPONSE):
        return VERDICT_SENTENCES[Verdict.NOT_ANSWERED].korean
    for output in cell.get("outputs", ()):
        if output.output_type == "error":
            line = next(iter(str(output.evalue).strip().splitlines()), "") or str(output.ename)
            return line[:LONGEST_WHY]
    return ""
