"""Run grade cells here against a student's process that may lie.

Theory. The text of a grade cell is compiled and run in this process, which no student's code
enters. Names that the author's notebook binds by an import, a helper or a locked cell are made
again here; what the student was asked to define is asked of the student's process
(`autograder.student.agent`) over a channel that carries values only. Modules beside the notebook
are those of the author's folder, never the submission's. A value arrives as a copy with
our own types; a function, an object or a class as a stand-in whose calls run there. So whatever a
student does to `assert`, numpy, `==`, `print`, IPython's hooks, tracers, builtins or the channel,
what is compared is compared by this process with this process's own functions, and a verdict is
never a message. The text of a test stays here; only the arguments of calls go over.

Objects of a class that the author's own cells define are compared and computed with by the author's
functions (`autograder.examiner.author_methods`); the text of a function is that of the submitted
cells (`autograder.examiner.answer_text`).

Not covered, because no examination covers it: a student's function may recognise a test by its
arguments, answer differently at each call, use the time that calls take, or seed the global
generators, from which a test draws on as it does inside. An object of a class that the answer is to
write (`Vector(1, 2) + Vector(3, 4) == Vector(4, 6)`) is compared by the student's own `__eq__`, and
a method of such an object says what it likes; so does the student's copy of the author's class
where a method takes no value of the test. An object of a library in the student's process (a fitted
model, a network) answers by methods that the student could have replaced. What a function's
signature, docstring and code object say is what its process says. A function that changes its
argument in place changes the test's own object, as it does inside; a test that means to compare
with the original keeps a copy. Tests that read files, figures, gradients or IPython itself are left
to an examination inside (`autograder.examiner.policy`).
"""

import ast
import contextlib
import functools
import linecache
import os
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from types import CodeType
from typing import Any

from autograder.examiner.author import Author, CellRole
from autograder.examiner.link import Link
from autograder.examiner.plain_python import plain_python
from autograder.examiner.policy import is_score_only
from autograder.examiner.replaced_parts import ReplacedParts, modules_to_replace
from autograder.examiner.sources import patched_inspect
from autograder.examiner.space import MainModule, Space
from autograder.examiner.standins import StandIn, StandInClass
from autograder.student.errors import (
    CannotExamine,
    ConversationEnded,
    ExaminationError,
    OutputFlood,
    TooMuchPrinted,
)
from autograder.student.inside import text_of_points
from autograder.student.surroundings import BoundedText

LONGEST_TEXT = 100_000
_OURS = os.path.dirname(__file__)  # noqa: PTH120 - compared with the names in tracebacks


class Finding(StrEnum):
    """What became of one grade cell."""

    FINISHED = "finished"
    RAISED = "raised"
    CANNOT = "cannot"
    """Nothing was decided: the test needs the student's live object."""
    FAULT = "fault"
    """The student's side broke the conversation; the cell fails."""
    FLOODED = "flooded"
    """The student's code printed more than is kept."""


@dataclass(frozen=True)
class Examination:
    """The finding on one grade cell, with outputs as nbformat has them."""

    finding: Finding
    outputs: tuple[dict[str, Any], ...] = ()
    why: str = ""
    questions: int = 0
    notes: tuple[str, ...] = field(default=())


class Examiner:
    """Runs the grade cells of one notebook, in order, in one space of names."""

    def __init__(self, author: Author, space: Space | None = None) -> None:
        self.author = author
        self.space = Space(author) if space is None else space
        self._main = MainModule(self.space)
        self._count = 0

    def examine(self, source: str, link: Link, place: int) -> Examination:
        """Run one grade cell against the student at the other end of `link`."""
        self._count += 1
        file = _file_name(self._count)
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
        link.with_random = "random" in source or "seed" in source
        link.with_stops = "StopIteration" in source
        link.with_failures = "AssertionError" in source
        with contextlib.suppress(SyntaxError, ValueError, RecursionError):
            link.replaced = ReplacedParts(source, link.trust.modules).find
        self.space.enter(link, place)
        stdout, stderr = BoundedText(), BoundedText()
        error: BaseException | None = None
        value: object = None
        with (
            contextlib.redirect_stdout(stdout),
            contextlib.redirect_stderr(stderr),
            _kept_streams(),
            _main_module(self._main),
            patched_inspect(),
        ):
            try:
                value = self._run(source, file)
                _touch(value)
            except BaseException as raised:
                error = raised
        asked = link.questions
        link.end()
        if _misses_module(error):
            link.cannot(f"{error!s:.200}")
        if isinstance(link.fault, CannotExamine):
            return Examination(Finding.CANNOT, why=str(link.fault), questions=asked)
        if isinstance(link.fault, TooMuchPrinted) or isinstance(error, OutputFlood):
            return Examination(Finding.FLOODED, why=str(link.fault), questions=asked)
        if link.fault is not None:
            return Examination(Finding.FAULT, _explain(link.fault), str(link.fault), asked)
        outputs = [
            {"output_type": "stream", "name": name, "text": text}
            for name, stream in (("stdout", stdout), ("stderr", stderr))
            if (text := stream.take())
        ]
        if error is not None:
            outputs.append(_error_output(error))
            return Examination(Finding.RAISED, tuple(outputs), questions=asked)
        if value is not None:
            outputs.append(_result_output(value, source, self._count))
        return Examination(Finding.FINISHED, tuple(outputs), questions=asked)

    def _run(self, source: str, file: str) -> object:
        statements, last = _compile(source, file)
        exec(statements, self.space, self.space)
        return None if last is None else eval(last, self.space, self.space)


def compile_ahead(author: Author) -> None:
    """Read and compile the grade cells, in the author's order, for whoever is forked."""
    grades = (cell.source for cell in author.cells if cell.role is CellRole.GRADE)
    for number, source in enumerate(grades, 1):
        with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
            _compile(source, _file_name(number))
            modules_to_replace(source)


def _file_name(number: int) -> str:
    return f"<grade cell {number}>"


@functools.cache
def _compile(source: str, file: str) -> tuple[CodeType, CodeType | None]:
    """The statements, and the expression at their end if it is to be shown."""
    tree = ast.parse(plain_python(source), file)
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr) or source.rstrip().endswith(";"):
        return compile(tree, file, "exec"), None
    before = compile(ast.Module(tree.body[:-1], []), file, "exec")
    return before, compile(ast.Expression(last.value), file, "eval")


@contextlib.contextmanager
def _kept_streams() -> Iterator[None]:
    """A test that replaces standard input leaves it as it was."""
    stdin = sys.stdin
    try:
        yield
    finally:
        sys.stdin = stdin


@contextlib.contextmanager
def _main_module(main: MainModule) -> Iterator[None]:
    """Tests that look at `__main__` find their own names there, not this program's."""
    real = sys.modules[main.__name__]
    sys.modules[main.__name__] = main
    try:
        yield
    finally:
        sys.modules[main.__name__] = real


def _misses_module(error: BaseException | None) -> bool:
    """True if the test itself imports what is not here, but may be beside the submission."""
    return isinstance(error, ModuleNotFoundError) and not hasattr(error, "_examiner_number")


def _touch(value: object) -> None:
    """Have the text of the result made while what it prints is still caught."""
    if not _is_students(value):
        with contextlib.suppress(Exception):
            repr(value)


def _is_students(value: object) -> bool:
    return issubclass(type(value), StandIn) or isinstance(value, StandInClass)


def _result_output(value: object, source: str, count: int) -> dict[str, Any]:
    is_score = is_score_only(source)
    # nbgrader would take a text for all of the points; a person looks at "nan".
    text = "nan" if is_score else "<an object of the answer>"
    if not _is_students(value):
        try:
            text = text_of_points(value, is_score=is_score) or repr(value)[:LONGEST_TEXT]
        except Exception:
            text = "nan"
    return {
        "output_type": "execute_result",
        "execution_count": count,
        "data": {"text/plain": text},
        "metadata": {},
    }


def _error_output(error: BaseException) -> dict[str, Any]:
    name = type(error).__name__
    try:
        text = str(error)[:LONGEST_TEXT]
    except Exception:
        text = ""
    lines = [line.rstrip("\n") for line in _format(error)]
    told = getattr(error, "_examiner_trace", "")
    if isinstance(told, str) and told:
        lines += ["", "In the answer:", *told[:LONGEST_TEXT].splitlines()]
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": lines}


def _format(error: BaseException) -> list[str]:
    kept = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if not frame.filename.startswith(_OURS)
    ]
    try:
        last = traceback.format_exception_only(type(error), error)
    except Exception:
        last = [type(error).__name__]
    return ["Traceback (most recent call last):", *traceback.format_list(kept), *last]


def _explain(fault: ExaminationError) -> tuple[dict[str, Any], ...]:
    name = "ProcessEnded" if isinstance(fault, ConversationEnded) else "NoAnswer"
    korean = "제출한 코드가 검사에 제대로 답하지 않았습니다."
    english = "The submitted code did not answer the check as code does."
    text = f"{korean} {english} ({fault!s:.200})"
    return (
        {"output_type": "error", "ename": name, "evalue": text, "traceback": [f"{name}: {text}"]},
    )
