"""Values that a test handed to objects of the answer, which may have kept them.

An answer's object that keeps the list it was given sees, inside, what the test does to that list
afterwards: `stack = Stack(data); data.append(1)`. Outside it has a copy, so what the test changed
is told to the student's side before the next question, where the answer's copy is changed likewise.
Without it an answer that had to copy and did not would pass. Only the last few and small values
are looked at; what the answer does to such a value later stays there.
"""

from collections.abc import Iterator, Sequence

from autograder.examiner.standins import StandInFunction
from autograder.student.states import Refer, find_changes, read_states

LARGEST_HANDED_BYTES = 16 * 1024
MOST_OBJECTS = 32
MOST_HANDED = 4


class HandedOver:
    """The mutable values in the last questions that an answer's object may have kept."""

    def __init__(self, refer: Refer) -> None:
        self._refer = refer
        self._handed: dict[int, tuple[Sequence[object], list[bytes | None]]] = {}
        self._count = 0
        self._methods: set[int] = set()

    def note_method(self, found: object) -> None:
        """Note that `found` is an attribute of an object: as a function, a method of it."""
        if isinstance(found, StandInFunction):
            self._methods.add(found._examiner_number)

    def number(self, question: str, arguments: Sequence[object]) -> int:
        """How both sides call the values in this question; 0 if no object can keep them."""
        is_kept = question in {"new", "set"}
        if question == "call" and isinstance(arguments[0], StandInFunction):
            is_kept = arguments[0]._examiner_number in self._methods
        self._count += is_kept
        return self._count if is_kept else 0

    def keep(self, number: int, objects: Sequence[object]) -> None:
        """Remember what `objects` hold now, after the answer had them."""
        if not number or not objects:
            return
        states = self._read(objects) if len(objects) <= MOST_OBJECTS else []
        if any(state is not None for state in states):
            self._handed[number] = objects, states
        if len(self._handed) > MOST_HANDED:
            del self._handed[next(iter(self._handed))]

    def take_changes(self) -> Iterator[tuple[int, list[tuple[int, bytes]]]]:
        """The number of each question and what the test has changed in its values since."""
        for number, (objects, before) in list(self._handed.items()):
            after = self._read(objects)
            if changes := find_changes(before, after):
                self._handed[number] = objects, after
                yield number, changes

    def _read(self, objects: Sequence[object]) -> list[bytes | None]:
        return read_states(objects, self._refer, LARGEST_HANDED_BYTES)
