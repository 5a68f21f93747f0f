"""The town counted, once for all visitors: what each rung leaves of everybody, and who is alike.

Knows no visitor and asks nobody; the town is synthetic.
"""

import secrets
from dataclasses import dataclass

from numpy import int64
from numpy.typing import NDArray

from playground_demos.demos.pseudonym.town import (
    HIDDEN,
    RUNGS,
    Town,
    blur,
    count_alike,
    make_town,
    usefulness,
)


@dataclass(frozen=True)
class Census:
    """The town; for each rung what is left of everybody, how many are alike, and how it stands.

    `ladder` holds the shares of people hidden among five, and of usefulness; `key` makes the
    pseudonyms and is kept nowhere else.
    """

    town: Town
    codes: tuple[NDArray[int64], ...]
    alike: tuple[NDArray[int64], ...]
    ladder: tuple[tuple[float, float], ...]
    key: bytes


def take_census() -> Census:
    """Make the town and count it on every rung."""
    town = make_town()
    codes = tuple(blur(town.rows, rung) for rung in RUNGS)
    alike = tuple(count_alike(each) for each in codes)
    ladder = tuple(
        (float((counts >= HIDDEN).mean()), usefulness(town, each))
        for counts, each in zip(alike, codes, strict=True)
    )
    return Census(town, codes, alike, ladder, secrets.token_bytes(32))
