"""The closed vocabularies of grading, with the sentences that people read.

An `Outcome` is what happened to a cell when it ran, a `Verdict` what that means for its points,
a `Status` what became of the submission. A fault of the lab is GRADER_ERROR everywhere and never
costs a point. Decides no score: nbgrader does.
"""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What happened to one code cell."""

    FINISHED = "finished"
    RAISED = "raised"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    TOO_MUCH_OUTPUT = "too_much_output"
    CRASHED = "crashed"
    NOT_REACHED = "not_reached"


class Verdict(StrEnum):
    """What became of one graded cell."""

    PASSED = "passed"
    PARTLY = "partly"
    FAILED = "failed"
    RAISED = "raised"
    NOT_ANSWERED = "not_answered"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    TOO_MUCH_OUTPUT = "too_much_output"
    CRASHED = "crashed"
    NOT_REACHED = "not_reached"
    FOR_A_PERSON = "for_a_person"
    GRADER_ERROR = "grader_error"


class Status(StrEnum):
    """What became of one submission."""

    GRADED = "graded"
    SKIPPED = "skipped"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    NOTHING_TO_GRADE = "nothing_to_grade"
    REFUSED = "refused"
    GRADER_ERROR = "grader_error"


@dataclass(frozen=True)
class Sentences:
    """The same thing said to a trainee in Korean and in English, and to an instructor."""

    korean: str
    english: str
    instructor: str


@dataclass(frozen=True)
class Reason:
    """Why a submission or one of its notebooks was not graded in the ordinary way."""

    status: Status
    sentences: Sentences


VERDICT_SENTENCES: dict[Verdict, Sentences] = {
    Verdict.PASSED: Sentences("통과했습니다.", "Passed.", "Every check passed."),
    Verdict.PARTLY: Sentences(
        "일부만 통과했습니다.", "Partly passed.", "The cell's own result is a partial score."
    ),
    Verdict.FAILED: Sentences(
        "검사 결과가 기대와 달랐습니다. 답을 다시 살펴보세요.",
        "A check did not hold. Look at your answer again.",
        "An assertion of the cell did not hold.",
    ),
    Verdict.RAISED: Sentences(
        "검사 중에 오류가 났습니다. 처음부터 끝까지 다시 실행해 보세요.",
        "An error came up during the check. Run the notebook from top to bottom.",
        "The cell raised an exception other than AssertionError, or wrote to stderr.",
    ),
    Verdict.NOT_ANSWERED: Sentences(
        "답이 비어 있습니다.", "There is no answer yet.", "The answer is as it was released."
    ),
    Verdict.TIMED_OUT: Sentences(
        "정해진 시간 안에 끝나지 않았습니다. 끝나지 않는 반복문이 없는지 확인해 보세요.",
        "It did not finish in time. Look for a loop that never ends.",
        "The cell passed its time limit and was stopped.",
    ),
    Verdict.OUT_OF_MEMORY: Sentences(
        "메모리를 너무 많이 사용해서 멈췄습니다. 더 작은 데이터로 시험해 보세요.",
        "It used too much memory and was stopped. Try it with smaller data.",
        "The run passed its memory limit; the kernel was killed.",
    ),
    Verdict.TOO_MUCH_OUTPUT: Sentences(
        "출력이 너무 많아서 멈췄습니다. print를 줄여 보세요.",
        "It printed too much and was stopped. Print less.",
        "The cell passed its output limit and was stopped.",
    ),
    Verdict.CRASHED: Sentences(
        "실행 중에 파이썬이 꺼졌습니다. 프로그램을 끝내는 명령이 없는지 확인해 보세요.",
        "Python stopped while it ran. Look for a command that ends the program.",
        "The kernel died in this cell.",
    ),
    Verdict.NOT_REACHED: Sentences(
        "앞에서 멈춰 이 셀까지 실행하지 못했습니다.",
        "The run stopped earlier and did not get here.",
        "The notebook's time, or its number of restarts, was used up before this cell.",
    ),
    Verdict.FOR_A_PERSON: Sentences(
        "강사가 직접 읽고 채점하는 답입니다.",
        "An instructor will read this answer.",
        "Needs manual grading.",
    ),
    Verdict.GRADER_ERROR: Sentences(
        "채점기에 문제가 있었습니다. 점수는 깎이지 않았고 다시 채점합니다.",
        "The grader failed, not you. Nothing was deducted; it will be graded again.",
        "The lab could not run the notebook; grade it again.",
    ),
}

OUTCOME_VERDICTS: dict[Outcome, Verdict] = {
    Outcome.TIMED_OUT: Verdict.TIMED_OUT,
    Outcome.OUT_OF_MEMORY: Verdict.OUT_OF_MEMORY,
    Outcome.TOO_MUCH_OUTPUT: Verdict.TOO_MUCH_OUTPUT,
    Outcome.CRASHED: Verdict.CRASHED,
    Outcome.NOT_REACHED: Verdict.NOT_REACHED,
}
