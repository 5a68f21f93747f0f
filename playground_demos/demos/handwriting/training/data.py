"""Synthetic handwriting: syllables and digits as strokes, written by hands that a seed makes up.

Every drawing is a pure function of its seed. Two crowds of writers exist: FAMILIAR hands, from
which the model learns, and UNFAMILIAR ones, which differ in proportion, slant, joining and in
letter shapes that the familiar never write; the card reports figures on the latter. All of it is
synthetic and is called so wherever it is shown.
Does not know how people really write: no handwriting was collected.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from playground_demos.demos.handwriting.jamo import (
    DIGITS,
    FINALS,
    FLAT_MEDIALS,
    INITIALS,
    MEDIALS,
    Box,
    common_syllables,
    join_syllable,
    place,
    shapes_of,
    split_syllable,
)
from playground_demos.toolkit.strokes import Drawing, Picture, Stroke, normalise, render

NO_LABEL = -1  # a digit has no medial and no final
FIRST_CLASSES = (*INITIALS, *DIGITS)
EVERYDAY = (
    "인천가나다라마바사아자차카타파하한글사람우리나라대민국서울부산광주수원김이박최정강조윤장임"
    "안녕하세요고맙습니다사랑해행복봄여름을겨울꽃별달해물불밥빵집학교책공부선생님친구엄마아빠"
    "형누나동생강아지고양이토끼호랑이말소닭새손발눈코입귀왜뭐네예의과원회의쌀떡닮넓값읽있없"
)


@dataclass(frozen=True)
class Crowd:
    """How far the hands of a crowd differ; pairs are (least, most) of what a hand may have."""

    slant: tuple[float, float]
    rise: tuple[float, float]  # how far lines that should be level climb to the right
    aspect: tuple[float, float]  # width over height
    first_size: tuple[float, float]  # of the initial, against its place
    final_size: tuple[float, float]
    stem: tuple[float, float]  # length of upright vowels
    squeeze: tuple[float, float]  # size of one letter, once more
    bow: float  # how far straight strokes bend, as a share of their length
    wander: float  # how far a letter leaves its place, as a share of the square
    wobble: tuple[float, float]  # size of the tremor
    waves: tuple[float, float]  # tremor waves across the drawing
    joining: float  # chance that the pen is not lifted between strokes of one letter
    rounding: tuple[int, int]
    overshoot: float  # how far ends run on or fall short
    pen_width: tuple[float, float]
    rare_shapes: bool


FAMILIAR = Crowd(
    slant=(-0.25, 0.3), rise=(-0.08, 0.3), aspect=(0.5, 1.35), first_size=(0.55, 1.15),
    final_size=(0.6, 1.15), stem=(0.85, 1.3), squeeze=(0.75, 1.2), bow=0.05, wander=0.05,
    wobble=(0.0, 0.03), waves=(0.6, 2.5), joining=0.15, rounding=(0, 3), overshoot=0.1,
    pen_width=(2.5, 4.6), rare_shapes=False,
)  # fmt: skip
UNFAMILIAR = Crowd(
    slant=(-0.28, 0.34), rise=(0.05, 0.34), aspect=(0.46, 1.4), first_size=(0.55, 1.2),
    final_size=(0.6, 1.2), stem=(0.85, 1.4), squeeze=(0.75, 1.2), bow=0.06, wander=0.05,
    wobble=(0.008, 0.028), waves=(1.5, 3.2), joining=0.22, rounding=(0, 3), overshoot=0.12,
    pen_width=(3.4, 3.4), rare_shapes=True,
)  # fmt: skip


@dataclass(frozen=True)
class Labels:
    """What was written, one entry per picture: indices into FIRST_CLASSES, MEDIALS, FINALS."""

    first: NDArray[np.int64]
    medial: NDArray[np.int64]
    final: NDArray[np.int64]


def label(character: str) -> tuple[int, int, int]:
    """The three labels of a syllable; a digit has NO_LABEL for medial and final."""
    if character in DIGITS:
        return len(INITIALS) + DIGITS.index(character), NO_LABEL, NO_LABEL
    return split_syllable(character)


def choose_character(rng: np.random.Generator) -> str:
    """What a visitor might write: a digit, an everyday syllable, a common one, any one at all."""
    kind = rng.random()
    if kind < 0.15:
        return DIGITS[rng.integers(10)]
    if kind < 0.40:
        return EVERYDAY[rng.integers(len(EVERYDAY))]
    if kind < 0.75:
        return common_syllables()[rng.integers(len(common_syllables()))]
    return join_syllable(*(int(rng.integers(count)) for count in (19, 21, len(FINALS))))


def write(character: str, crowd: Crowd, rng: np.random.Generator) -> Drawing:
    """One hand of the crowd writes the character; the strokes fill about a unit square."""
    hand = _Hand(
        first_size=rng.uniform(*crowd.first_size, size=2),
        final_size=rng.uniform(*crowd.final_size, size=2),
        final_shift=rng.uniform(-0.08, 0.16),
        stem=float(rng.uniform(*crowd.stem)),
        rounding=int(rng.integers(crowd.rounding[0], crowd.rounding[1] + 1)),
    )
    strokes: list[Stroke] = []
    for letter, box in place(character):
        strokes += _write_letter(letter, box, crowd, hand, rng)
    aspect = float(np.exp(rng.uniform(*np.log(crowd.aspect))))
    slant, rise = rng.uniform(*crowd.slant), rng.uniform(*crowd.rise)
    shear = np.array([[aspect, -rise * aspect], [-slant, 1.0]])
    tremor = rng.uniform(*crowd.wobble)
    waves = rng.uniform(*crowd.waves, size=(2, 2)) * 2 * np.pi * rng.choice([-1, 1], size=(2, 2))
    phase = rng.uniform(0, 2 * np.pi, size=2)
    return tuple((points + tremor * np.sin(points @ waves + phase)) @ shear for points in strokes)


@dataclass(frozen=True)
class _Hand:
    """One writer's habits for this one character."""

    first_size: NDArray[np.float64]
    final_size: NDArray[np.float64]
    final_shift: float
    stem: float
    rounding: int


def _write_letter(
    letter: str, box: Box, crowd: Crowd, hand: _Hand, rng: np.random.Generator
) -> list[Stroke]:
    shapes = [shape for shape in shapes_of(letter) if crowd.rare_shapes or not shape.rare]
    shape = shapes[rng.integers(len(shapes))]
    x0, y0, x1, y1 = box
    size = np.array([x1 - x0, y1 - y0]) * rng.uniform(*crowd.squeeze, size=2)
    centre = np.array([x0 + x1, y0 + y1]) / 2 + rng.normal(0, crowd.wander, size=2)
    if letter in MEDIALS:
        size *= (1.0, 1.0 if letter in FLAT_MEDIALS else hand.stem)
    elif y0 > 0.6:
        size *= hand.final_size
        centre[0] += hand.final_shift
    elif letter not in DIGITS:
        size *= hand.first_size
    lean = np.array([[1.0, rng.normal(0, 0.08)], [rng.normal(0, 0.1), 1.0]])
    strokes: list[Stroke] = []
    for points, is_round in zip(shape.strokes, shape.round_strokes, strict=True):
        is_ring = len(points) > 10
        moved = points - 0.5 + rng.normal(0, 0.012 if is_ring else 0.035, size=points.shape)
        if not is_ring:
            moved = _run_on(moved, rng.normal(0, crowd.overshoot, size=2))
        elif rng.random() < 0.4:  # a ring that does not close, or runs over its beginning
            moved = moved[: -rng.integers(1, 3)]
        for _ in range(2 if is_round else hand.rounding):
            moved = _round_corners(moved)
        moved = _bow(_densify(moved), rng.normal(0, crowd.bow))
        strokes.append((moved @ lean) * size + centre)
    return _join(strokes, crowd.joining, rng)


def _bow(points: Stroke, amount: float) -> Stroke:
    """Bend a stroke sideways, most in its middle."""
    chord = points[-1] - points[0]
    along = np.linspace(-1, 1, len(points))[:, None]
    return np.asarray(points + amount * (1 - along**2) * np.array([-chord[1], chord[0]]))


def _run_on(points: Stroke, beyond: NDArray[np.float64]) -> Stroke:
    """Lengthen (or shorten) both ends by a share of their first and last segments."""
    moved = points.copy()
    moved[0] += np.clip(beyond[0], -0.25, 0.25) * (points[0] - points[1])
    moved[-1] += np.clip(beyond[1], -0.25, 0.25) * (points[-1] - points[-2])
    return moved


def _round_corners(points: Stroke) -> Stroke:
    """One step of Chaikin's corner cutting (1974); the ends stay."""
    if len(points) < 3:
        return points
    near, far = 0.75 * points[:-1] + 0.25 * points[1:], 0.25 * points[:-1] + 0.75 * points[1:]
    between = np.stack([near, far], axis=1).reshape(-1, 2)[1:-1]
    return np.concatenate([points[:1], between, points[-1:]])


def _densify(points: Stroke) -> Stroke:
    """Enough points on long segments for the tremor to show."""
    if len(points) > 8:
        return points
    steps = np.linspace(0, len(points) - 1, 5 * (len(points) - 1) + 1)
    known = np.arange(len(points))
    return np.stack([np.interp(steps, known, points[:, axis]) for axis in (0, 1)], axis=1)


def _join(strokes: list[Stroke], chance: float, rng: np.random.Generator) -> list[Stroke]:
    """Leave the pen on the paper between some strokes."""
    joined = strokes[:1]
    for stroke in strokes[1:]:
        if rng.random() < chance:
            joined[-1] = np.concatenate([joined[-1], stroke])
        else:
            joined.append(stroke)
    return joined


def draw_picture(character: str, crowd: Crowd, rng: np.random.Generator) -> Picture:
    """Written by a hand of the crowd, normalised and inked as the model sees it."""
    drawing = normalise(write(character, crowd, rng))
    return render(drawing, pen_width=float(rng.uniform(*crowd.pen_width)))


def hand_pictures(
    characters: Sequence[str], crowd: Crowd, rng: np.random.Generator
) -> tuple[NDArray[np.uint8], Labels]:
    """Pictures (n, SIDE, SIDE) and labels of the characters, each by another hand."""
    pictures = np.stack([draw_picture(character, crowd, rng) for character in characters])
    return pictures, labels(characters)


def labels(characters: Sequence[str]) -> Labels:
    """The labels of many characters."""
    first, medial, final = np.array([label(character) for character in characters]).T
    return Labels(first, medial, final)
