"""Which states of the global random generators a test takes from a student's process.

A test that draws its inputs after a call goes on where the student's code stopped drawing, as it
does inside. But a state that the student made up would make every input that is drawn from it the
one input that a wrong answer knows. So a state is taken only where it follows from one of ours: by
drawing on from it, or from a seed that the author's notebook names. Others are left alone.
"""

import random
import sys
from collections.abc import Collection, Iterator, Mapping
from typing import Any

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
            if _follows(name, told[name], ours[name], self._seeds):
                found[name] = told[name]
            else:
                self._refused += 1
        return found


def _is_same(name: str, told: Any, ours: Any) -> bool:
    if name == "numpy":
        return bool((told[1] == ours[1]).all()) and told[2:] == ours[2:]
    return bool(told.equal(ours)) if name == "torch" else bool(told == ours)


def _follows(name: str, told: Any, ours: Any, seeds: Collection[int]) -> bool:
    wanted, place = _words(name, told)
    if not 0 <= place <= _COUNT:
        return False
    words, _ = _words(name, ours)
    if wanted in _turns(words, _FEW_TURNS):
        return True
    for seed in _FIRST_SEEDS:
        if wanted in _turns(_seeded(name, seed), _FEW_TURNS):
            return True
    named = [seed for seed in seeds if seed not in _FIRST_SEEDS]
    return any(wanted in _turns(_seeded(name, seed), _MOST_TURNS // 10) for seed in named) or (
        wanted in _turns(words, _MOST_TURNS)
    )


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
