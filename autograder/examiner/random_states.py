"""Which states of the global random generators a test takes from a student's process.

A test that draws its inputs after a call goes on where the student's code stopped drawing, as it
does inside. But a state that the student made up would make every input that is drawn from it the
one input that a wrong answer knows. So a state is taken only where it follows from one of ours: by
drawing on from it, or from a seed that the author's notebook names. Others are left alone. A normal
number that a generator keeps for its next call is taken only where drawing leaves it.
"""

import random
import struct
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from autograder.examiner.normal_numbers import is_drawn
from autograder.student.errors import BadValue
from autograder.student.surroundings import read_random, set_random

Words = tuple[int, ...]
"""The 624 words of the Mersenne Twister, which all three libraries have."""
_COUNT = 624
_MOST_TURNS = 4000
"""Each turns all words over: some two and a half million numbers in one call."""
_FEW_TURNS = 4
_FIRST_SEEDS = range(100)
_MOST_REFUSED = 5
_TORCH_BYTES = slice(24, 24 + 8 * _COUNT)  # the words in `torch.get_rng_state()`, eight bytes each
# Behind them: 8 bytes, the kept normal number, 8 bytes, whether it counts; then one of four bytes.
_TORCH_NORMAL = struct.Struct("<8xd8xi4xfi")


class RandomStates:
    """Judges the states that one student's process tells; `seeds` are the author's numbers."""

    def __init__(self, seeds: Collection[int]) -> None:
        self._seeds = frozenset(seeds)
        self._refused = 0

    def take(self, told: Mapping[str, Any]) -> None:
        """Go on from those of the states `told` that follow from ours.

        Raises:
            BadValue: One is no state.
        """
        try:
            set_random(self.followers(told, read_random()))
        except Exception as error:
            raise BadValue(f"random states that are none: {error!s:.100}") from error

    def followers(self, told: Mapping[str, Any], ours: Mapping[str, Any]) -> dict[str, Any]:
        """Those of the states `told` that follow from `ours`, or from a seed, and differ.

        Looking for where a state came from takes time that the student's answer pays for: who
        made up so many is not asked any more.
        """
        found: dict[str, Any] = {}
        for name in told.keys() & ours.keys():
            if self._refused >= _MOST_REFUSED or _is_same(name, told[name], ours[name]):
                continue
            blocks = _blocks(name, told[name], ours[name], self._seeds)
            if blocks:
                found[name] = _with_drawn_normal(name, told[name], ours[name], blocks)
            else:
                self._refused += 1
        return found


def _is_same(name: str, told: Any, ours: Any) -> bool:
    if name == "numpy":
        return bool((told[1] == ours[1]).all()) and told[2:] == ours[2:]
    return bool(told.equal(ours)) if name == "torch" else bool(told == ours)


def _blocks(name: str, told: Any, ours: Any, seeds: Collection[int]) -> list[Words]:
    """The words of the state `told`, behind those before them; none if it does not follow."""
    wanted, place = _words(name, told)
    if not 0 <= place <= _COUNT:
        return []
    words, _ = _words(name, ours)
    named = [seed for seed in seeds if seed not in _FIRST_SEEDS]
    begins: list[tuple[Words | int, int]] = [
        (words, _FEW_TURNS),
        *((seed, _FEW_TURNS) for seed in _FIRST_SEEDS),
        *((seed, _MOST_TURNS // 10) for seed in named),
        (words, _MOST_TURNS),
    ]
    for begin, most in begins:
        start = _seeded(name, begin) if isinstance(begin, int) else begin
        if found := _find(wanted, _turns(start, most)):
            return found
    return []


def _find(wanted: Words, turns: Iterable[Words]) -> list[Words]:
    """The turn that is `wanted`, behind the one before it."""
    before: list[Words] = []
    for words in turns:
        if words == wanted:
            return [*before, words]
        before = [words]
    return []


def _with_drawn_normal(name: str, told: Any, ours: Any, blocks: list[Words]) -> Any:
    """The state `told` with no other normal number kept than drawing leaves, or ours had."""
    kept = _normal(name, told)
    if not any(kept) or kept == _normal(name, ours):
        return told
    if kept[0] is not None and not kept[1] and is_drawn(name, kept[0], blocks):
        return told
    if name == "random":
        return (*told[:2], None)
    if name == "numpy":
        return (*told[:3], 0, 0.0)
    end = _TORCH_BYTES.stop
    without = told.clone()
    without[end:] = 0
    return without


def _normal(name: str, state: Any) -> tuple[float | None, bool]:
    """The normal number that is kept, if one is, and whether there is another of torch's."""
    if name == "random":
        return state[2], False
    if name == "numpy":
        return float(state[4]) if state[3] else None, False
    found, is_kept, _, is_other = _TORCH_NORMAL.unpack_from(state.numpy(), _TORCH_BYTES.stop)
    return found if is_kept else None, bool(is_other)


def _words(name: str, state: Any) -> tuple[Words, int]:
    """The words of a state, and the place in them."""
    if name == "random":
        _, packed, _ = state
        *words, place = memoryview(packed).cast("I")
        return tuple(words), int(place)
    if name == "numpy":
        _, key, place, *_ = state
        return tuple(key.tolist()), int(place)
    return _torch_words(state), 0


def _torch_words(state: Any) -> Words:
    return tuple(memoryview(state.numpy().tobytes()[_TORCH_BYTES]).cast("Q"))


def _seeded(name: str, seed: int) -> Words:
    if name == "random":
        return tuple(random.Random(seed).getstate()[1][:_COUNT])
    numpy: Any = sys.modules["numpy"]  # and torch begins in the same way
    key = numpy.random.RandomState(seed % 2**32).get_state()[1]
    return tuple(int(word) for word in key)


def _turns(words: Words, most: int) -> Iterator[Words]:
    """`words`, and what they become by drawing on."""
    generator = random.Random()
    generator.setstate((3, (*words, _COUNT), None))
    yield words
    for _ in range(most):
        generator.getrandbits(32 * _COUNT)
        yield generator.getstate()[1][:_COUNT]
