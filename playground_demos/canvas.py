"""Strokes that a visitor drew, from the untrusted text of a page to an array.

A drawing travels as strokes, lists of points in 0..1, never as a picture: small, nothing to
decode, and each stroke can be explained. Whatever a page sends is checked and bounded here.
Does not recognise anything; draws nothing on the page (`widgets` does).
"""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from playground_demos.demo import VisitorMessage

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_STROKES = 200
MOST_POINTS = 5_000

Point = tuple[float, float]
Stroke = tuple[Point, ...]


class DrawingRefused(VisitorMessage):
    """A drawing that is empty, or that no hand has drawn."""


@dataclass(frozen=True)
class Drawing:
    """What was drawn, oldest stroke first; `brush` is the pen's width as a share of the side."""

    strokes: tuple[Stroke, ...]
    brush: float = 0.06

    def without(self, stroke: int) -> "Drawing":
        """The same drawing without one stroke: cover this part and ask again."""
        kept = tuple(points for index, points in enumerate(self.strokes) if index != stroke)
        return Drawing(kept, self.brush)

    def render(self, side_pixels: int) -> "NDArray[Any]":
        """Paint the strokes.

        Returns:
            (side_pixels, side_pixels) float32 in 0..1, ink is 1, smoothed at the edges.
        """
        import numpy
        from PIL import Image, ImageDraw

        scale = 4  # painted larger and shrunk: Pillow's lines have no smooth edges of their own
        side = side_pixels * scale
        picture = Image.new("L", (side, side))
        pen = ImageDraw.Draw(picture)
        width = max(1, round(self.brush * side))
        for stroke in self.strokes:
            points = [(x * side, y * side) for x, y in stroke]
            if len(points) > 1:
                pen.line(points, fill=255, width=width, joint="curve")
            for x, y in (points[0], points[-1]):
                radius = width / 2
                pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
        smaller = picture.resize((side_pixels, side_pixels), Image.Resampling.BOX)
        return numpy.asarray(smaller, dtype=numpy.float32) / 255


def read_drawing(value: Any) -> Drawing:
    """Check what the page sent for a canvas.

    Raises:
        DrawingRefused: Nothing was drawn, or it is no drawing.
    """
    if isinstance(value, str) and len(value) <= 40 * MOST_POINTS:
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            raise _no_drawing() from None
    if not value:
        raise DrawingRefused(
            "아직 그린 것이 없습니다. 네모 칸에 손가락이나 마우스로 써 주세요.",
            "Nothing is drawn yet. Please write in the square with a finger or the mouse.",
        )
    if not isinstance(value, dict) or not isinstance(value.get("strokes"), list):
        raise _no_drawing()
    strokes = tuple(_stroke(points) for points in value["strokes"][: MOST_STROKES + 1])
    strokes = tuple(stroke for stroke in strokes if stroke)
    if not strokes:
        return read_drawing(None)
    brush = value.get("brush", 0.06)
    if not isinstance(brush, int | float) or not 0.005 <= brush <= 0.2:
        raise _no_drawing()
    if len(strokes) > MOST_STROKES or sum(map(len, strokes)) > MOST_POINTS:
        raise DrawingRefused(
            "획이 너무 많습니다. 지우고 조금 더 간단하게 그려 주세요.",
            "There are too many strokes. Please clear the square and draw more simply.",
        )
    return Drawing(strokes, float(brush))


def _stroke(points: Any) -> Stroke:
    if not isinstance(points, list) or len(points) > MOST_POINTS:
        raise _no_drawing()
    checked: list[Point] = []
    for point in points:
        if not isinstance(point, list) or len(point) != 2:
            raise _no_drawing()
        x, y = point
        if not (_is_share(x) and _is_share(y)):
            raise _no_drawing()
        checked.append((float(x), float(y)))
    return tuple(checked)


def _is_share(number: Any) -> bool:
    return isinstance(number, int | float) and -0.1 <= number <= 1.1


def _no_drawing() -> DrawingRefused:
    return DrawingRefused(
        "그림을 읽지 못했습니다. 지우고 다시 그려 주세요.",
        "The drawing could not be read. Please clear the square and draw again.",
    )
