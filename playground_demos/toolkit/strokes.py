"""A drawing as strokes: bring it to one size, cut it into pieces, turn it into a picture.

A drawing is always centred, scaled and given one pen width before a model sees it, so that where
and how large a visitor draws changes nothing. What a page sent is checked before anything else.
Does not know what the strokes mean.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from playground_demos.errors import VisitorMessage

Stroke = NDArray[np.float64]  # (points, 2): x to the right, y downwards, any unit
Drawing = tuple[Stroke, ...]
Picture = NDArray[np.uint8]  # (SIDE, SIDE): 0 paper, 255 ink

SIDE = 64
INK_SIDE = 52  # the longer side of a drawing inside the picture; the rest is margin
PEN_WIDTH = 3.4
MAX_STROKES = 80
MAX_POINTS = 8_000
LARGEST_NUMBER = 1e4
LEAST_EXTENT = 0.02  # of a canvas whose side is 1: anything less is a tap
_OVERSAMPLING = 3

EMPTY = (
    "아직 그린 것이 없습니다. 네모 안에 글자나 숫자를 하나 써 주세요.",
    "Nothing is drawn yet. Please write one syllable or digit in the square.",
)
TOO_MUCH = (
    f"획이 너무 많습니다({MAX_STROKES}획까지). 지우고 글자 하나만 써 주세요.",
    f"That is too many strokes (at most {MAX_STROKES}). Please clear it and write one character.",
)
UNREADABLE = (
    "그림을 읽지 못했습니다. 지우고 다시 써 주세요.",
    "The drawing could not be read. Please clear it and write again.",
)


class DrawingRefused(VisitorMessage):
    """A drawing that is not read; the sentence says what would help."""


def read_drawing(strokes: object) -> Drawing:
    """A drawing from what a page sent: None or a list of strokes, each a list of [x, y].

    Raises:
        DrawingRefused: Nothing (or a mere dot) was drawn, it is longer than anything drawn by hand
            in a visit, or it is no list of strokes at all.
    """
    if strokes is None:
        raise DrawingRefused(*EMPTY)
    if not isinstance(strokes, list | tuple) or not all(
        isinstance(stroke, list | tuple) for stroke in strokes
    ):
        raise DrawingRefused(*UNREADABLE)
    if len(strokes) > MAX_STROKES or sum(map(len, strokes)) > MAX_POINTS:
        raise DrawingRefused(*TOO_MUCH)
    drawing = tuple(_read_stroke(stroke) for stroke in strokes if stroke)
    if not drawing or float(np.ptp(np.concatenate(drawing), axis=0).max()) < LEAST_EXTENT:
        raise DrawingRefused(*EMPTY)
    return drawing


def _read_stroke(points: Sequence[object]) -> Stroke:
    try:
        stroke = np.array(points, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        raise DrawingRefused(*UNREADABLE) from None
    # "not <=" refuses NaN too.
    if stroke.ndim != 2 or stroke.shape[1] != 2 or not np.all(np.abs(stroke) <= LARGEST_NUMBER):
        raise DrawingRefused(*UNREADABLE)
    return stroke


def normalise(drawing: Drawing) -> Drawing:
    """The same drawing, centred in the picture with its longer side `INK_SIDE` pixels long."""
    points = np.concatenate(drawing)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = INK_SIDE / max(float((high - low).max()), 1e-6)
    centre = (low + high) / 2
    return tuple((stroke - centre) * scale + SIDE / 2 for stroke in drawing)


def render(drawing: Drawing, pen_width: float = PEN_WIDTH) -> Picture:
    """Ink the strokes as they are, in pixels of the picture, with round pen ends."""
    return _as_picture(_ink(drawing, pen_width))


def render_without_each(drawing: Drawing, most: int) -> list[Picture]:
    """What `render` makes of the drawing without its first stroke, without its second, ...

    At most so many pictures. Each stroke is inked once: ink on ink is ink, whatever the order.
    """
    inks = [np.asarray(_ink((stroke,), PEN_WIDTH)) for stroke in drawing]
    paper = np.zeros_like(inks[0])
    before = accumulate(inks, np.maximum, initial=paper)
    after = [*accumulate(reversed(inks[1:]), np.maximum, initial=paper)][::-1]
    return [
        _as_picture(Image.fromarray(np.maximum(*sides)))
        for sides in list(zip(before, after, strict=False))[:most]
    ]


def _ink(drawing: Drawing, pen_width: float) -> Image.Image:
    image = Image.new("L", (SIDE * _OVERSAMPLING,) * 2)
    pen = ImageDraw.Draw(image)
    width = max(1, round(pen_width * _OVERSAMPLING))
    radius = width / 2
    for stroke in drawing:
        path = [(x, y) for x, y in (stroke * _OVERSAMPLING).tolist()]
        pen.line(path, fill=255, width=width, joint="curve")
        for x, y in (path[0], path[-1]):
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return image


def _as_picture(ink: Image.Image) -> Picture:
    return np.asarray(ink.reduce(_OVERSAMPLING), dtype=np.uint8)


def cut(drawing: Drawing, max_pieces: int) -> list[tuple[int, Stroke]]:
    """Cut the strokes into about `max_pieces` pieces of equal length, at least one per stroke.

    Returns:
        The pieces in drawing order, each with the index of its stroke; neighbours share a point.
    """
    lengths = [_length(stroke) for stroke in drawing]
    spare = max(0, max_pieces - len(drawing))
    total = sum(lengths) or 1.0
    pieces: list[tuple[int, Stroke]] = []
    for index, (stroke, length) in enumerate(zip(drawing, lengths, strict=True)):
        count = 1 + int(spare * length / total)
        dense = resample(stroke, max(2, 6 * count + 1))
        edges = np.linspace(0, len(dense) - 1, count + 1).round().astype(int)
        pieces += [(index, dense[start : stop + 1]) for start, stop in pairwise(edges)]
    return pieces


def resample(stroke: Stroke, count: int) -> Stroke:
    """The same path in `count` points at equal distances along it."""
    if len(stroke) < 2:
        return np.repeat(stroke, count, axis=0)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(stroke, axis=0).T))])
    wanted = np.linspace(0.0, along[-1], count)
    return np.stack([np.interp(wanted, along, stroke[:, axis]) for axis in (0, 1)], axis=1)


def _length(stroke: Stroke) -> float:
    return float(np.hypot(*np.diff(stroke, axis=0).T).sum()) if len(stroke) > 1 else 0.0
