"""Kinds of things that nobody has a name for: scrawls and coloured objects, made from a seed.

A kind is drawn once at random; its pictures are that kind in another hand, place, size and light.
So a network can practise telling kinds apart from a few examples, endlessly, and no picture of a
person is needed. All of it is synthetic.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from playground_demos.demos.teach.lessons import on_paper
from playground_demos.toolkit.strokes import SIDE, normalise, render

Thing = NDArray[np.uint8]  # (64, 64, 3)
Kind = Callable[[np.random.Generator], Thing]

POINTS_ALONG = 24  # of a scrawl's stroke


def make_lesson(
    make_kind: Callable[[np.random.Generator], Kind],
    kinds: int,
    each: int,
    rng: np.random.Generator,
) -> NDArray[np.uint8]:
    """Pictures (kinds, each, 64, 64, 3) of new kinds."""
    return np.stack([
        np.stack([kind(rng) for _ in range(each)])
        for kind in (make_kind(rng) for _ in range(kinds))
    ])  # fmt: skip


def make_scrawl(rng: np.random.Generator) -> Kind:
    """Two to four strokes: straight, bowed or closed."""
    strokes = [_stroke(rng) for _ in range(rng.integers(1, 5))]

    def draw(rng: np.random.Generator) -> Thing:
        turn = rng.normal(0, 0.15)
        squeeze = rng.uniform(0.8, 1.25)
        around = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        drawing = []
        for stroke in strokes:
            moved = stroke + rng.normal(0, 0.05, 2)
            bow = rng.normal(0, 0.03, (3, 2))
            along = np.linspace(0, 1, len(stroke))[:, None]
            moved = moved + bow[0] * along + bow[1] * along**2 + bow[2] * np.sin(np.pi * along)
            moved = moved + rng.normal(0, 0.004, moved.shape)
            drawing.append((moved * [squeeze, 1]) @ around)
        return on_paper(render(normalise(tuple(drawing)), float(rng.uniform(2.4, 4.4))))

    return draw


def _stroke(rng: np.random.Generator) -> NDArray[np.float64]:
    """A path of POINTS_ALONG points in the unit square."""
    along = np.linspace(0, 1, POINTS_ALONG)[:, None]
    start, end = rng.random((2, 2))
    if rng.random() < 0.3:  # a ring, or most of one
        middle, radius = 0.2 + 0.6 * rng.random(2), rng.uniform(0.05, 0.4, 2)
        angle = 2 * np.pi * (rng.random() + along * rng.uniform(0.5, 1))
        ring = middle + radius * np.concatenate([np.cos(angle), np.sin(angle)], axis=1)
        return np.asarray(ring)
    if rng.random() < 0.5:  # through corners
        corners = rng.random((rng.integers(3, 6), 2))
        places = np.linspace(0, 1, len(corners))
        return np.stack([np.interp(along[:, 0], places, corners[:, axis]) for axis in (0, 1)], 1)
    bow = rng.normal(0, 0.3, 2) * np.sin(np.pi * along)
    return np.asarray(start + (end - start) * along + bow)


def make_object(rng: np.random.Generator) -> Kind:
    """A coloured shape with stripes, before any background and in any light."""
    corners = rng.integers(3, 9)
    radii = rng.uniform(0.35, 1, corners) if rng.random() < 0.6 else np.ones(corners)
    colour, other = rng.integers(20, 236, (2, 3))
    stripes, lean = rng.integers(0, 5), rng.uniform(0, np.pi)

    def photograph(rng: np.random.Generator) -> Thing:
        image = Image.fromarray(_backdrop(rng)).convert("RGB")
        size, turn = rng.uniform(13, 28), rng.normal(0, 0.25)
        middle = rng.uniform(22, 42, 2)
        angle = turn + 2 * np.pi * np.arange(corners) / corners
        outline = middle + size * radii[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
        mask = Image.new("L", (SIDE, SIDE))
        ImageDraw.Draw(mask).polygon([(x, y) for x, y in outline.tolist()], fill=255)
        down, right = np.mgrid[:SIDE, :SIDE] - middle[::-1, None, None]
        wave = np.sin((right * np.cos(lean + turn) + down * np.sin(lean + turn)) * stripes / 6)
        skin = np.where((wave > 0)[..., None], colour, other if stripes else colour)
        image.paste(Image.fromarray(skin.astype(np.uint8)), mask=mask)
        image = image.filter(ImageFilter.GaussianBlur(float(rng.uniform(0, 1.2))))
        light = rng.uniform(0.6, 1.25) * rng.uniform(0.92, 1.08, 3)
        pixels = np.asarray(image) * light + rng.normal(0, 5, (SIDE, SIDE, 3))
        return np.clip(pixels, 0, 255).astype(np.uint8)

    return photograph


def _backdrop(rng: np.random.Generator) -> Thing:
    """A wall or table: two colours running into each other, and some blots."""
    ends = rng.integers(40, 230, (2, 3))
    share = np.linspace(0, 1, SIDE)[:, None, None]
    wall = np.broadcast_to(ends[0] * (1 - share) + ends[1] * share, (SIDE, SIDE, 3))
    image = Image.fromarray(wall.astype(np.uint8))
    pen = ImageDraw.Draw(image)
    for _ in range(rng.integers(0, 4)):
        left, top = rng.integers(-10, SIDE, 2).tolist()
        wide, high = rng.integers(6, 30, 2).tolist()
        pen.rectangle((left, top, left + wide, top + high), fill=tuple(rng.integers(30, 230, 3)))
    return np.asarray(image)
