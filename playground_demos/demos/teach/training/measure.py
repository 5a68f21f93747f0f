"""Measure how well the eye learns from a few examples of what it never met.

Scrawls and objects of new kinds, digits by real people, and pieces of two real photographs. A pure
function of network and seed, so that a test can measure the shipped weights again.
"""

from collections.abc import Callable
from functools import cache

import numpy as np
import torch
from numpy.typing import NDArray

from playground_demos.about import Words
from playground_demos.demos.teach.lessons import as_input, chances_of, on_paper
from playground_demos.demos.teach.network import EyeNet
from playground_demos.demos.teach.training.data import make_lesson, make_object, make_scrawl
from playground_demos.toolkit.cards import Figure
from playground_demos.toolkit.strokes import SIDE
from playground_demos.training.figures import average
from playground_demos.training.printed_data import real_digits

CASES = 300  # lessons
ASKED = 10  # of each kind in a lesson
KINDS = 3

Draw = Callable[[int, np.random.Generator], NDArray[np.uint8]]


def measure(network: EyeNet, seed: int, cases: int = CASES) -> tuple[Figure, ...]:
    """The card's figures: the share of right answers in `cases` lessons of each sort."""
    rng = np.random.default_rng(seed)

    def scrawls(each: int, rng: np.random.Generator) -> NDArray[np.uint8]:
        return make_lesson(make_scrawl, KINDS, each, rng)

    def objects(each: int, rng: np.random.Generator) -> NDArray[np.uint8]:
        return make_lesson(make_object, KINDS, each, rng)

    def scored(name: str, words: Words, draw: Draw, examples: int) -> Figure:
        shares = [
            _share_right(network, draw(examples + ASKED, rng), examples) for _ in range(cases)
        ]
        return average(name, words, np.array(shares))

    return (
        scored(
            "scrawls",
            Words("처음 보는 낙서 세 가지, 보기 5개씩", "Three new scrawls, five examples each"),
            scrawls,
            5,
        ),
        scored(
            "objects",
            Words("처음 보는 물건 세 가지, 보기 5개씩", "Three new objects, five examples each"),
            objects,
            5,
        ),
        scored(
            "digits",
            Words(
                "사람이 쓴 숫자 세 가지, 보기 5개씩", "Three digits by people, five examples each"
            ),
            digits,
            5,
        ),
        scored(
            "digits_once",
            Words("사람이 쓴 숫자 세 가지, 보기 1개씩", "Three digits by people, one example each"),
            digits,
            1,
        ),
        scored(
            "photographs",
            Words(
                "실제 사진 두 장의 조각, 보기 5개씩", "Pieces of two real photographs, five each"
            ),
            photographs,
            5,
        ),
    )


def digits(each: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Pictures (3, each, 64, 64, 3) of three digits by people."""
    pictures, values = real_digits()
    chosen = rng.permutation(10)[:KINDS]
    rows = np.stack([rng.permutation(np.flatnonzero(values == digit))[:each] for digit in chosen])
    return np.stack([[on_paper(pictures[row]) for row in several] for several in rows])


def photographs(each: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Pictures (2, each, 64, 64, 3): squares of two photographs that scikit-learn carries."""
    return np.stack([tiles[rng.permutation(len(tiles))[:each]] for tiles in _tiles()])


@cache
def _tiles() -> tuple[NDArray[np.uint8], ...]:
    """The two photographs at half size, in squares that do not overlap."""
    from sklearn.datasets import load_sample_image

    cut: list[NDArray[np.uint8]] = []
    for name in ("china.jpg", "flower.jpg"):
        image = load_sample_image(name)[::2, ::2]
        downs, rights = (range(0, extent - SIDE + 1, SIDE) for extent in image.shape[:2])
        tiles = [image[y : y + SIDE, x : x + SIDE] for y in downs for x in rights]
        cut.append(np.stack(tiles).astype(np.uint8))
    return tuple(cut)


def _share_right(network: EyeNet, pictures: NDArray[np.uint8], examples: int) -> float:
    """Right answers among those not taught; pictures (kinds, examples and more, 64, 64, 3)."""
    kinds, each = pictures.shape[:2]
    with torch.inference_mode():
        places = network(as_input(pictures.reshape(-1, SIDE, SIDE, 3))).reshape(kinds, each, -1)
        taught = [kind for kind in range(kinds) for _ in range(examples)]
        asked = places[:, examples:].flatten(0, 1)
        said = chances_of(network, places[:, :examples].flatten(0, 1), taught, asked).argmax(1)
    wanted = torch.arange(kinds).repeat_interleave(each - examples)
    return float((said == wanted).double().mean())
