"""The second normal number of a pair, which generators keep for the next call.

Python, numpy and torch draw normal numbers by twos and keep one beside the words of the Mersenne
Twister. Whether a kept number can come from given words is told here, by drawing at each of their
places. Changes no generator.
"""

import math
import random
from collections.abc import Iterator, Sequence

_TINY = 1e-6
"""Torch keeps some in single precision."""


def is_drawn(library: str, kept: float, blocks: Sequence[tuple[int, ...]]) -> bool:
    """True if drawing from the words of `blocks`, at any place, leaves `kept`."""
    words = [word for block in blocks for word in _tempered(block)]
    return any(math.isclose(kept, one, rel_tol=_TINY) for one in _seconds(library, words))


def _tempered(block: tuple[int, ...]) -> Iterator[int]:
    """The words of a block as the generator gives them out."""
    generator = random.Random()
    generator.setstate((3, (*block, 0), None))
    return (generator.getrandbits(32) for _ in block)


def _seconds(library: str, words: Sequence[int]) -> Iterator[float]:
    """What each place in the words would leave."""
    for first, second, third, fourth in zip(words, words[1:], words[2:], words[3:], strict=False):
        if library == "torch":
            # ref: aten/src/ATen/core/DistributionsHelper.h, normal_distribution
            turn, size = _of_53_bits(first, second), _of_53_bits(third, fourth)
            yield math.sqrt(-2.0 * math.log1p(-size)) * math.sin(math.tau * turn)
            continue
        one, other = _of_27_and_26_bits(first, second), _of_27_and_26_bits(third, fourth)
        if library == "random":  # ref: Lib/random.py, gauss
            yield math.sqrt(-2.0 * math.log(1.0 - other)) * math.sin(math.tau * one)
            continue
        # ref: numpy/random/src/legacy/legacy-distributions.c, legacy_gauss
        one, other = 2.0 * one - 1.0, 2.0 * other - 1.0
        square = one * one + other * other
        if 0.0 < square < 1.0:
            yield math.sqrt(-2.0 * math.log(square) / square) * one


def _of_27_and_26_bits(high: int, low: int) -> float:
    return ((high >> 5) * 2.0**26 + (low >> 6)) / 2.0**53


def _of_53_bits(high: int, low: int) -> float:
    return float(((high << 32 | low) & (2**53 - 1)) * 2.0**-53)
