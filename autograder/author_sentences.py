"""What a failed check may say once the answer has seen a hidden test: the author's own words.

A sentence such as `f"{name}: the value is {mine}, expected {wanted}"` quotes what the answer gave,
which may be what it was handed. So of a message those words are shown that cells hold which only
the author writes, and the values between them are left out, save a first one that the check itself
names. An answer may still choose by which of these sentences it fails: a few bits for each check
that it gives up. Runs nothing.
"""

import ast
from collections.abc import Iterable, Iterator

from nbformat import NotebookNode

LEFT_OUT = "…"
LONGEST_SENTENCE = 200


class AuthorSentences:
    """The sentences in the locked cells and tests of a notebook, whose text is the author's."""

    def __init__(self, cells: Iterable[NotebookNode]) -> None:
        self._sentences = [
            words for cell in cells if is_authors(cell) for words in _read_sentences(cell.source)
        ]

    def as_written(self, message: str, check: NotebookNode) -> str:
        """The author's part of what `check` failed with; empty if none of it is."""
        names = set(_read_texts(check.source)) if is_authors(check) else set()
        message = message.rstrip()
        if message in names:
            return message[:LONGEST_SENTENCE]
        for words in self._sentences:
            values = _values_between(words, message)
            if values is not None:
                shown = [value if value in names else LEFT_OUT for value in values[:1]]
                shown += [LEFT_OUT] * (len(values) - 1)
                text = "".join(
                    part for pair in zip(words, [*shown, ""], strict=True) for part in pair
                )
                return text[:LONGEST_SENTENCE]
        return ""


def is_authors(cell: NotebookNode) -> bool:
    """True for code that nbgrader puts back as its author wrote it."""
    mark = cell.metadata.get("nbgrader", {})
    is_kept = bool(mark.get("locked") or mark.get("grade")) and not mark.get("solution")
    return cell.cell_type == "code" and is_kept


def _values_between(words: list[str], message: str) -> list[str] | None:
    """What stands in the gaps of a sentence; None if `message` is another."""
    first, *others = words
    if not message.startswith(first):
        return None
    values, at = [], len(first)
    for number, part in enumerate(others, 1):
        is_last = number == len(others)
        found = message.rfind(part) if is_last else message.find(part, at)
        if found < at or (is_last and found + len(part) != len(message)):
            return None
        values.append(message[at:found])
        at = found + len(part)
    return values if at == len(message) else None


def _read_sentences(source: str) -> Iterator[list[str]]:
    """The words between the values of each sentence that a check of the cell fails with."""
    for node in _walk(source):
        said: list[ast.expr] = []
        if isinstance(node, ast.Assert) and node.msg is not None:
            said = [node.msg]
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            said = node.exc.args[:1]
        for one in said:
            words = _words(one)
            if any(part.strip() for part in words):
                yield words


def _words(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value.rstrip()]
    words = [""]
    for part in node.values if isinstance(node, ast.JoinedStr) else ():
        if isinstance(part, ast.Constant):
            words[-1] += str(part.value)
        else:
            words.append("")
    words[-1] = words[-1].rstrip()
    return words


def _read_texts(source: str) -> Iterator[str]:
    for node in _walk(source):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.strip():
            yield node.value.rstrip()


def _walk(source: str) -> Iterator[ast.AST]:
    try:
        yield from ast.walk(ast.parse(source))
    except (SyntaxError, ValueError, RecursionError):
        return
