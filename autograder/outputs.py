"""The outputs of cells: which a notebook can hold, and those of our own that say what happened.

A cell that did not finish always gets an error output of ours, because a grade cell without any
output earns all of its points. Runs nothing and decides no score.
"""

from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder.verdicts import OUTCOME_VERDICTS, VERDICT_SENTENCES, Outcome

DEEPEST_OUTPUT = 60
ERROR_NAMES = {
    Outcome.TIMED_OUT: "CellTimeoutError",
    Outcome.OUT_OF_MEMORY: "OutOfMemory",
    Outcome.TOO_MUCH_OUTPUT: "TooMuchOutput",
    Outcome.CRASHED: "KernelDied",
    Outcome.NOT_REACHED: "NotReached",
}


class BadMessage(Exception):
    """The kernel sent something that is no output of a notebook."""


def add_explanation(cell: NotebookNode, name: str, message: str) -> None:
    """Give a code cell an error output of ours, so that it cannot earn points."""
    cell.outputs = [
        *cell.get("outputs", []),
        new_output("error", ename=name, evalue=message, traceback=[f"{name}: {message}"]),
    ]


def explain(cell: NotebookNode, outcome: Outcome) -> None:
    """Say what kept a cell from finishing, in the words a trainee reads."""
    sentences = VERDICT_SENTENCES[OUTCOME_VERDICTS[outcome]]
    add_explanation(cell, ERROR_NAMES[outcome], f"{sentences.korean} {sentences.english}")


def explain_not_examined(cell: NotebookNode, why: str) -> None:
    """Say in a cell that the answer is nothing that can be examined from outside."""
    korean = "이 검사에 답할 수 없는 값이 나왔습니다. 답의 형식을 살펴보세요."
    english = "The answer is nothing that this check can look at. See what kind of value it wants."
    add_explanation(cell, "NotExamined", f"{korean} {english} ({why})")


def is_good(output: NotebookNode) -> bool:
    """Whether a notebook can hold this output."""
    try:
        check_output(output)
    except BadMessage:
        return False
    return True


def check_output(output: NotebookNode) -> None:
    """Refuse what a notebook cannot hold.

    Raises:
        BadMessage: This is such an output.
    """
    kind = output.get("output_type")
    good: bool
    if kind == "stream":
        good = output.get("name") in {"stdout", "stderr"} and isinstance(output.get("text"), str)
    elif kind == "error":
        good = all(isinstance(output.get(key), str) for key in ("ename", "evalue")) and _texts(
            output.get("traceback")
        )
    else:
        data = output.get("data")
        good = (
            isinstance(data, dict)
            and isinstance(output.get("metadata"), dict)
            and all(isinstance(value, str) or "json" in mime for mime, value in data.items())
        )
    if not good or depth(output) > DEEPEST_OUTPUT:
        raise BadMessage(f"an output of kind {kind!r} that no notebook can hold")


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(line, str) for line in value)


def depth(value: object) -> int:
    """How deep lists and objects lie in one another, as far as `DEEPEST_OUTPUT`."""
    deepest, layer = 0, [value]
    while layer and deepest <= DEEPEST_OUTPUT:
        deepest += 1
        layer = [
            part
            for whole in layer
            if isinstance(whole, dict | list)
            for part in (whole.values() if isinstance(whole, dict) else whole)
        ]
    return deepest
