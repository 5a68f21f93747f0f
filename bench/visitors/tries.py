"""What a visitor presses in each demo, in order, and what is in its fields by then.

A press is found by the words on its button; fields that are not named hold what the page starts
with. The words are those of the Korean pages.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from bench.visitors.lining.lengths import LENGTHS
from playground_demos.demos import coldchain, handwriting, readiness, teach


@dataclass(frozen=True)
class Press:
    """`button` begins as its words do; `fields` are values by their place among the inputs.

    `writes`: its answer is a text that grows while one reads; it is complete much later.
    """

    button: str
    fields: Mapping[int, Any] = field(default_factory=dict)
    writes: bool = False


@cache
def presses(demo: str) -> tuple[Press, ...]:
    """How one try of a demo goes; empty for one that the bench does not know."""
    return {
        "handwriting": (Press("3. AI", {0: handwriting.EXAMPLES[0], 1: "sure"}),),
        "casting": (Press("1. 새 부품"), Press("3. 판정", {1: "sound"})),
        "cmp": (Press("3. AI", {0: "less"}), Press("4. 웨이퍼")),
        "coldchain": (
            Press("3. 백신", {0: list(coldchain.EXAMPLES[0][1]), 1: "safe"}),
            Press("4. 배달"),
        ),
        "pseudonym": (Press("1. 합성"), Press("4. 세어", {1: 1, 2: "few"})),
        "readiness": (
            Press("진단", {0: "trying", 1: "factory"} | dict(enumerate(readiness.EXAMPLES[0], 2))),
        ),
        "teach": (Press("3. AI", {0: teach.EXAMPLES[0][1], 2: _shelf(), 3: 0}),),
        "words": (
            Press("보기 네"),
            Press("3. 막대", {1: 0}),
            Press("5. 이어", writes=True),
            Press("6. 거짓", writes=True),
        ),
        "lengths": tuple(Press(word) for word in LENGTHS),
        "nap": (Press("재우기", {0: "word"}),),
        "together": (Press("읽기", {0: handwriting.EXAMPLES[0]}),),
        "alone": (Press("읽기", {0: handwriting.EXAMPLES[0]}),),
    }.get(demo, ())


def _shelf() -> list[list[Any]]:
    from playground_demos.demos.teach.shelf import as_example, example_of
    from playground_demos.toolkit.pictures import PictureLimits

    limits = PictureLimits(1, 1)  # there is no photograph
    return [
        [kind, as_example(example_of(strokes, None, limits))] for kind, strokes in teach.EXAMPLES
    ]
