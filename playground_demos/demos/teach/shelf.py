"""A visitor's examples as they travel: small pictures by kind, from the page and back to it.

What comes from a page is checked: number of examples, kinds, and each picture as any picture of a
visitor. Keeps nothing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from playground_demos.demos.teach.lessons import Lesson, on_paper
from playground_demos.errors import VisitorMessage
from playground_demos.toolkit.pictures import PictureLimits, data_url, read_picture
from playground_demos.toolkit.strokes import SIDE, normalise, read_drawing, render

MOST_EXAMPLES = 8  # of one kind
KINDS = 3
SHELF_LIMITS = PictureLimits(upload_bytes=40_000, pixels=SIDE * SIDE, side_pixels=SIDE)
LONGEST_EXAMPLE = 60_000  # characters of a data URL


class ShelfRefused(VisitorMessage):
    """Examples that did not come from our page."""

    def __init__(self) -> None:
        super().__init__(
            "가르친 보기를 읽지 못했습니다. 화면을 새로 열고 다시 가르쳐 주세요.",
            "Your examples could not be read. Please load the page again and teach anew.",
        )


@dataclass(frozen=True)
class Shelf:
    """What the page holds: [kind, data URL] each, unread."""

    examples: tuple[tuple[int, str], ...]

    def lesson(self) -> Lesson:
        """The examples as pictures.

        Raises:
            VisitorMessage: There are not two kinds yet, or 2 is taught without 1.
        """
        kinds = tuple(kind for kind, _ in self.examples)
        if sorted(set(kinds)) not in ([0, 1], [0, 1, 2]):
            raise VisitorMessage(
                "먼저 ①과 ②를 하나씩은 가르쳐 주세요. 그린 다음 번호를 누르면 됩니다.",
                "Please teach at least one ① and one ② first: draw, then press the number.",
            )
        pictures = [_square(read_picture(url, SHELF_LIMITS)) for _, url in self.examples]
        return Lesson(np.stack(pictures), kinds)


def read_shelf(kept: object) -> Shelf:
    """The shelf as a page sent it.

    Raises:
        ShelfRefused: It is not one of ours.
    """
    rows = kept if isinstance(kept, list) else []
    if len(rows) > KINDS * MOST_EXAMPLES:
        raise ShelfRefused
    return Shelf(tuple(_read_example(row) for row in rows))


def _read_example(row: object) -> tuple[int, str]:
    match row:
        case [int(kind), str(url)] if kind in range(KINDS) and len(url) <= LONGEST_EXAMPLE:
            return kind, url
    raise ShelfRefused


def example_of(drawn: object, sent: object, limits: PictureLimits) -> NDArray[np.uint8]:
    """The photograph if there is one, else the drawing, as (64, 64, 3).

    Raises:
        VisitorMessage: There is neither, or it cannot be read.
    """
    if isinstance(sent, str) and sent:
        return _square(read_picture(sent, limits))
    if not drawn:
        raise VisitorMessage(
            "먼저 네모 안에 그리거나 사진을 골라 주세요.",
            "Please draw in the square first, or choose a photograph.",
        )
    return on_paper(render(normalise(read_drawing(drawn))))


def as_example(picture: NDArray[np.uint8]) -> str:
    """A picture as the page keeps it."""
    return data_url(picture)


def _square(picture: Image.Image) -> NDArray[np.uint8]:
    fitted = ImageOps.fit(picture.convert("RGB"), (SIDE, SIDE), Image.Resampling.BILINEAR)
    return np.asarray(fitted, dtype=np.uint8)
