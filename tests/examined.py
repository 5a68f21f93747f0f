"""A student's process for tests: a forked child that ran some code and answers the examiner."""

import contextlib
import linecache
import os
import signal
import socket
from collections.abc import Iterator

from autograder.examiner.author import Author, AuthorCell, CellRole
from autograder.examiner.examination import Examination, Examiner
from autograder.examiner.link import Link
from autograder.student.agent import serve


@contextlib.contextmanager
def student(code: str) -> Iterator[socket.socket]:
    """The examiner's end of a channel to a process that ran `code`."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    pid = os.fork()
    if pid == 0:
        ours.close()
        with contextlib.suppress(BaseException):
            linecache.cache["<answer>"] = (len(code), None, code.splitlines(True), "<answer>")
            namespace: dict[str, object] = {"__name__": "__main__", "channel": theirs}
            with contextlib.suppress(Exception):
                exec(compile(code, "<answer>", "exec"), namespace)
            while theirs.recv(65536, socket.MSG_PEEK):
                serve(namespace, theirs)
        os._exit(0)
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def examine(code: str, *tests: str, author: str | None = None, locked: str = "") -> Examination:
    """The examination of the last of `tests`; the author's solution is `author`, else `code`."""
    cells = [AuthorCell(locked, CellRole.LOCKED)] if locked else []
    cells.append(AuthorCell(code if author is None else author, CellRole.SOLUTION))
    cells += [AuthorCell(test, CellRole.GRADE, f"t{number}") for number, test in enumerate(tests)]
    examiner = Examiner(book := Author(tuple(cells)))
    examiner.space.make_ahead()
    with student(locked + "\n" + code) as channel:
        link = Link(channel, book.trust)
        link.answer_text.cells = [locked, code]
        for number, test in enumerate(tests):
            link.begin()
            found = examiner.examine(test, link, book.place_of(f"t{number}"))
    return found
