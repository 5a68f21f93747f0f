"""Run a grade cell in the student's process, past what the student did to IPython.

The parent sends the cell's text, already free of IPython's own syntax, with a nonce. The text is
compiled here and run statement by statement in the notebook's names, while builtins, test helpers
and hooks are as they were at first (`autograder.student.watch`). What was found changed goes to the
parent with the nonce, whether the last statement came to its end, and its points. Neither the
history nor `linecache` gets to know the text. A student whose code attacks this very module can
still forge all of it: who needs more has the cell examined from outside (`autograder.examiner`).
"""

import ast
import asyncio
import inspect
import sys
import traceback
from types import CodeType
from typing import Any

from autograder.student.watch import Baseline

EVIDENCE = "application/vnd.lab.evidence+json"
LONGEST_TRACEBACK = 20_000
_FLAGS = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


def install(kernel: Any, _: object) -> None:
    """Have `kernel` remember how things are, before the first cell."""
    kernel.guard = Guard(kernel)


class Guard:
    """Runs grade cells; its `run` stands where ipykernel has `do_execute`."""

    def __init__(self, kernel: Any) -> None:
        self._kernel = kernel
        self._shell = kernel.shell
        self._send_response = kernel.send_response  # as long as it is ipykernel's own
        self._baseline = Baseline(kernel)

    async def run(self, code: str, order: dict[str, Any]) -> dict[str, Any]:
        """Run one cell and send its outputs and what was found; returns the content of a reply.

        Args:
            code: Python without IPython's syntax.
            order: `file`, its name in tracebacks; `nonce`; `is_score`, true if its last value is
                nothing but points; `helpers`, functions of the author's to be defined anew.
        """
        nonce, file, helpers = (order.pop(name) for name in ("nonce", "file", "helpers"))
        signs = self._baseline.signs()
        done, error, points = False, None, None
        with self._baseline.restored():
            self._begin()
            try:
                with self._shell.builtin_trap, self._shell.display_trap:
                    exec(compile(helpers, "<helpers>", "exec"), self._shell.user_ns)
                    points = await self._run_all(code, file, is_score=order["is_score"])
                done = True
            except BaseException as raised:
                error = raised
            finally:
                self._end()
            signs += [sign for sign in self._baseline.signs() if sign not in signs]
            reply = self._reply(error)
            told = {"nonce": nonce, "done": done, "points": points, "signs": signs}
            self._send("display_data", {"data": {EVIDENCE: told}, "metadata": {}})
        return reply

    async def _run_all(self, code: str, file: str, *, is_score: bool) -> str | None:
        """Returns the last value as `text_of_points` has it; shows it if that is None."""
        space = self._shell.user_ns
        statements = ast.parse(code, file).body
        for statement in statements[:-1]:
            await self._run(_compile(statement, file), space)
        if not statements:
            return None
        last = statements[-1]
        value = await self._run(_compile(last, file), space)
        if not isinstance(last, ast.Expr) or code.rstrip().endswith(";"):
            return None
        # Anything else, such as a figure, may be all that the cell is for.
        is_score = is_score and isinstance(value, str | bytes | bool)
        text = text_of_points(value, is_score=is_score)
        if text is None and value is not None:
            sys.displayhook(value)
        return text

    async def _run(self, code: CodeType, space: dict[str, Any]) -> object:
        value = eval(code, space)
        if not code.co_flags & inspect.CO_COROUTINE:
            return value
        waited = asyncio.ensure_future(value)
        with self._kernel._cancel_on_sigint(waited):
            return await waited

    def _begin(self) -> None:
        self._kernel._forward_input(False)
        # The cells' numbers go on, and no one reads the cell's text there.
        self._shell.history_manager.store_inputs(self._shell.execution_count, "# a grade cell", "")

    def _end(self) -> None:
        self._kernel._restore_input()
        for callback in list(self._shell.events.callbacks["post_execute"]):
            if not self._baseline.owns(callback):  # such as what shows figures that were drawn
                callback()
        self._shell.execution_count += 1
        for stream in (sys.stdout, sys.stderr):
            stream.flush()

    def _reply(self, error: BaseException | None) -> dict[str, Any]:
        reply: dict[str, Any] = {
            "status": "ok",
            "execution_count": self._shell.execution_count - 1,
            "user_expressions": {},
            "payload": [],
        }
        if error is None:
            return reply
        content = {
            "ename": type(error).__name__,
            "evalue": _text_of(error),
            "traceback": _traceback_of(error),
        }
        self._send("error", content)
        return {**reply, **content, "status": "error"}

    def _send(self, kind: str, content: dict[str, Any]) -> None:
        self._send_response(self._kernel.iopub_socket, kind, content)


def text_of_points(value: object, *, is_score: bool) -> str | None:
    """A number as the text that points are read from; None if it is for the notebook to show.

    Where the value is nothing but points and no number, "nan": a person looks at it. So with False,
    for which nbgrader would give all of the points.
    """
    kind = type(value)
    if kind is bool and not (is_score and value is False):
        return str(value)
    if isinstance(value, int | float) and kind.__repr__ in {int.__repr__, float.__repr__}:
        return repr(value)
    if kind.__module__ == "numpy" and hasattr(kind, "dtype") and hasattr(kind, "item"):
        plain = value.item() if getattr(value, "ndim", 1) == 0 else None  # type: ignore[attr-defined]
        if type(plain) in {int, float, bool}:
            return text_of_points(plain, is_score=is_score)
    return "nan" if is_score and value is not None else None


def _compile(statement: ast.stmt, file: str) -> CodeType:
    made: CodeType
    if isinstance(statement, ast.Expr):
        made = compile(ast.Expression(statement.value), file, "eval", _FLAGS, True)
    else:
        made = compile(ast.Module([statement], []), file, "exec", _FLAGS, True)
    return made


def _text_of(error: BaseException) -> str:
    try:
        return str(error)[:LONGEST_TRACEBACK]
    except BaseException:
        return ""


def _traceback_of(error: BaseException) -> list[str]:
    """The lines of a traceback from the cell's own frame on."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next
    try:
        lines = traceback.format_exception(type(error), error, trace, limit=-30)
        return "".join(lines)[-LONGEST_TRACEBACK:].splitlines()
    except BaseException:
        return [type(error).__name__]
