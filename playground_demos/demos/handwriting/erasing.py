"""Why the handwriting model read what it read: erase ink and ask again.

An answer's weight is the loss of its probability, never a gradient: what a visitor can repeat with
an eraser. Does not say how pieces work together, only what each does alone.
"""

import numpy as np

from playground_demos.demos.handwriting.network import HandwritingNet
from playground_demos.demos.handwriting.reading import Reading, chances_of, read_pictures
from playground_demos.toolkit.strokes import Drawing, Stroke, cut, render_without_each

PIECES = 20  # one batch of this size takes some tens of milliseconds on one thread
MOST_STROKES = 24


def erase_pieces(
    model: HandwritingNet, drawing: Drawing, best: Reading
) -> tuple[tuple[Stroke, float], ...]:
    """Each piece of the normalised drawing with its weight, -1 to 1, largest size 1.

    A positive weight spoke for `best`: without it the reading is less likely.
    """
    pieces = [piece for _, piece in cut(drawing, PIECES)]
    # Not centred again: all other ink stays where it was.
    left = render_without_each(tuple(pieces), 4 * PIECES)
    drops = best.probability - chances_of(model, left, best.character)
    largest = max(float(np.abs(drops).max()), 1e-3)
    weights = [*(drops / largest).tolist(), *[0.0] * (len(pieces) - len(left))]
    return tuple(zip(pieces, weights, strict=True))


def erase_strokes(
    model: HandwritingNet, drawing: Drawing, best: Reading
) -> tuple[int, Reading | None]:
    """The stroke that `best` needs most, and what is read without it (None: nothing is left)."""
    if len(drawing) == 1:
        return 0, None
    left = render_without_each(drawing, MOST_STROKES)
    key = int(np.argmin(chances_of(model, left, best.character)))
    ((reading, *_),) = read_pictures(model, [left[key]])
    return key, reading
