"""Which submissions share solution code that the course did not give them.

A hint for a person, never a verdict: people who sat in the same class solve a small exercise alike.
Cells are compared by their fingerprints (winnowing: Schleimer, Wilkerson and Aiken 2003), after
names that a student can choose, texts and comments are made equal. What stands in the released
notebook, and what a large part of the class wrote, tells nothing and is left out. Runs no code.

copydetect was tried in its place: it forgets repeated code once code is to be subtracted, and marks
the wrong places after a class name.
"""

import zlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from pygments.lexers import PythonLexer
from pygments.token import Comment, Keyword, Name, String, Text

TOKENS = 6
"""Tokens in one fingerprint: shorter stretches of equal code are never seen."""
WINDOW = 4
"""One of so many neighbours is kept; TOKENS + WINDOW - 1 equal tokens are always seen."""
LONGEST_CELL = 100_000
"""Letters of a cell that are read: an instructor waits for this."""
_FEWEST_SHARED = 5
_MOST_OF_CLASS = 1 / 3
_FEWEST_OF_CLASS = 4

Span = tuple[int, int]
Cells = Mapping[str, str]
"""Source by the name of the cell."""


@dataclass(frozen=True)
class SharedCell:
    """One cell of a pair: both sources, and the places in each (from, to) that they share.

    It is named as the first has it, and as both do where they call it differently.
    """

    name: str
    shared: int
    first: str
    second: str
    first_spans: tuple[Span, ...]
    second_spans: tuple[Span, ...]


@dataclass(frozen=True)
class Pair:
    """Two submissions; `share` is the shared part of the smaller one's telling code, 0 to 1."""

    first: str
    second: str
    share: float
    shared: int
    cells: tuple[SharedCell, ...]


def find_pairs(
    submissions: Mapping[str, Cells], released: Cells, *, at_least: float = 0.5
) -> tuple[Pair, ...]:
    """Pairs of submissions that share at least a part of their telling code, the largest first.

    Args:
        submissions: Code cells by student.
        released: The cells as everybody got them.
        at_least: From 0 to 1.
    """
    given = {mark for source in released.values() for mark, _ in _all_marks(source)}
    marks = {
        student: {name: fingerprints(source, given) for name, source in cells.items()}
        for student, cells in submissions.items()
    }
    common = _common(marks)
    for cells in marks.values():
        for known in cells.values():
            for mark in known.keys() & common:
                del known[mark]
    pairs = [
        pair
        for first, second in combinations(sorted(marks), 2)
        if (pair := _compare(first, second, submissions, marks)).share >= at_least
        and pair.shared >= _FEWEST_SHARED
    ]
    return tuple(sorted(pairs, key=lambda pair: (-pair.share, -pair.shared, pair.first)))


def fingerprints(source: str, given: Collection[int] = ()) -> dict[int, list[Span]]:
    """The fingerprints of a cell that are not `given`, each with its places in the source."""
    marks = list(_all_marks(source))
    chosen: dict[int, list[Span]] = {}
    last = -1
    for start in range(max(1, len(marks) - WINDOW + 1)):
        window = range(start, min(start + WINDOW, len(marks)))
        # The rightmost of the smallest, so that few are kept twice.
        best = min(window, key=lambda place: (marks[place][0], -place), default=-1)
        if best not in {last, -1}:
            last = best
            mark, span = marks[best]
            if mark not in given:
                chosen.setdefault(mark, []).append(span)
    return chosen


def _all_marks(source: str) -> Iterator[tuple[int, Span]]:
    tokens = list(_tokens(source))
    for start in range(len(tokens) - TOKENS + 1):
        part = tokens[start : start + TOKENS]
        text = "\x1f".join(word for word, _ in part)
        yield zlib.crc32(text.encode()), (part[0][1][0], part[-1][1][1])


def _tokens(source: str) -> Iterator[tuple[str, Span]]:
    """Words of the code and where they stand; what a student can reword at will is equal."""
    previous = ""
    for start, kind, text in PythonLexer().get_tokens_unprocessed(source[:LONGEST_CELL]):
        if kind in Text or kind in Comment or kind in String.Doc:
            continue
        word = text
        if kind in String:
            if previous == "text":
                continue
            word = "text"
        elif kind in Name and kind not in Name.Builtin and previous != ".":
            # After a dot stands the library's word, which nobody can change.
            word = "name"
        elif kind in Keyword:
            word = text.strip()
        previous = word
        yield word, (start, start + len(text))


def _common(marks: Mapping[str, Mapping[str, Mapping[int, object]]]) -> set[int]:
    """What so many wrote that it tells nothing."""
    writers = Counter(
        mark
        for cells in marks.values()
        for mark in {mark for known in cells.values() for mark in known}
    )
    most = max(_FEWEST_OF_CLASS, len(marks) * _MOST_OF_CLASS)
    return {mark for mark, count in writers.items() if count > most}


def _compare(
    first: str,
    second: str,
    submissions: Mapping[str, Cells],
    marks: Mapping[str, Mapping[str, Mapping[int, Sequence[Span]]]],
) -> Pair:
    mine, theirs = (
        {mark for known in marks[one].values() for mark in known} for one in (first, second)
    )
    both = mine & theirs
    cells = []
    for name, one in marks[first].items() if both else ():
        if not (left := one.keys() & both):
            continue
        # What a cell is called is said by its writer: the one that shares most is its counterpart.
        other_name = max(
            marks[second],
            key=lambda other: (len(left & marks[second][other].keys()), other == name),
        )
        other = marks[second][other_name]
        shared = left & other.keys()
        cells.append(
            SharedCell(
                name if name == other_name else f"{name} · {other_name}",
                len(left),
                submissions[first][name],
                submissions[second][other_name],
                _joined(span for mark in shared for span in one[mark]),
                _joined(span for mark in shared for span in other[mark]),
            )
        )
    smaller = min(len(mine), len(theirs))
    share = len(both) / smaller if smaller else 0.0
    ordered = tuple(sorted(cells, key=lambda cell: (-cell.shared, cell.name)))
    return Pair(first, second, share, len(both), ordered)


def _joined(spans: Iterator[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
