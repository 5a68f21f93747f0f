"""The shapes of Hangul letters and digits as strokes in a unit square, and how letters share one.

Shapes are written as text so that they can be read and mended by eye: points "x,y" in percent,
strokes between "/", "~" before a stroke that is always round, "o" for a ring, "!" before a rarer
shape that training never sees (the held-out hand writes it). Does not add any jitter.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from playground_demos.toolkit.strokes import Drawing, Stroke

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
MEDIALS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
DIGITS = "0123456789"
FIRST_SYLLABLE, SYLLABLE_COUNT = ord("가"), 19 * 21 * 28

PAIRS = {
    "ㄲ": "ㄱㄱ", "ㄸ": "ㄷㄷ", "ㅃ": "ㅂㅂ", "ㅆ": "ㅅㅅ", "ㅉ": "ㅈㅈ",
    "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ",
    "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
}  # fmt: skip
COMPOUNDS = {
    "ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ", "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ", "ㅟ": "ㅜㅣ",
    "ㅢ": "ㅡㅣ",
}  # fmt: skip
FLAT_MEDIALS = "ㅗㅛㅜㅠㅡ"

SHAPES: dict[str, tuple[str, ...]] = {
    "ㄱ": ("0,5 95,5 88,100", "0,5 92,5 70,60 15,100", "!5,0 90,10 95,95"),
    "ㄴ": ("5,0 5,92 100,92", "8,0 4,85 100,95", "10,0 2,80 30,97 100,70"),
    "ㄷ": ("0,5 95,5 / 5,5 5,95 100,95", "95,5 5,5 5,95 100,95", "0,5 85,2 / 12,18 5,92 100,90",
          "!~90,8 30,0 3,45 25,100 98,88"),
    "ㄹ": (
        "0,5 95,5 95,50 / 5,50 95,50 / 5,50 5,97 100,97",
        "0,5 95,5 95,50 5,50 5,97 100,97",
        "0,5 95,5 92,48 / 92,48 5,52 5,97 100,97",
        "0,5 88,3 60,42 8,55 5,92 40,98 100,88",
        "0,5 92,5 10,48 90,52 8,97 100,97",
        "~5,8 95,-5 85,40 15,58 5,100 55,96 100,84",
        "~0,10 85,-5 80,38 15,55 70,48 35,80 10,100 100,90",
    ),
    "ㅁ": (
        "5,5 5,95 / 5,5 95,5 95,95 / 5,95 95,95",
        "5,5 5,95 95,95 95,5 5,5",
        "5,5 5,95 95,95 / 5,5 95,5 95,95",
        "8,5 5,95 / 5,5 100,8 92,95 5,95",
        "5,5 10,95 / 5,8 92,5 82,95 / 10,90 82,88",
        "!0,5 95,5 90,95 / 8,5 5,95 90,95",
    ),
    "ㅂ": (
        "5,0 5,95 / 95,0 95,95 / 5,50 95,50 / 5,95 95,95",
        "5,0 5,95 95,95 95,0 / 5,50 95,50",
        "5,0 5,95 / 5,50 95,50 / 95,0 95,95 5,95",
        "8,0 12,95 88,95 92,0 / 8,40 92,45",
        "5,0 12,95 90,90 / 92,0 88,95 / 10,52 88,44",
        "5,0 8,95 / 8,52 70,46 / 85,0 80,92 8,92",
    ),
    "ㅅ": ("50,0 35,50 0,100 / 46,35 70,75 100,100", "55,0 0,100 / 45,25 100,100",
           "50,0 45,40 0,100 / 42,45 60,75 100,95",
           "!48,0 50,35 0,100 / 50,35 100,100"),
    "ㅇ": ("o", "o", "~60,0 20,2 0,50 25,102 75,100 104,45 75,0 35,6", "!50,-8 50,5 / o"),
    "ㅈ": (
        "5,8 95,8 / 52,8 40,50 0,100 / 46,45 100,100",
        "5,8 92,8 50,50 0,100 / 52,48 100,100",
        "0,5 95,5 0,100 / 45,50 100,100",
    ),
    "ㅊ": (
        "50,0 50,14 / 5,24 95,24 / 52,24 40,60 0,100 / 46,55 100,100",
        "30,2 68,2 / 5,24 95,24 50,60 0,100 / 52,58 100,100",
        "40,0 58,10 / 5,24 95,24 50,60 0,100 / 52,58 100,100",
        "36,0 60,8 / 8,28 88,22 5,100 / 48,60 100,95",
    ),
    "ㅋ": ("0,5 95,5 88,100 / 3,50 92,46", "0,5 92,5 70,60 15,100 / 0,50 80,42",
          "0,8 88,3 80,45 40,98 / 5,52 75,36"),
    "ㅌ": (
        "0,5 95,5 / 5,50 92,50 / 5,5 5,95 100,95",
        "95,5 5,5 5,95 100,95 / 5,50 92,50",
        "3,2 97,2 / 8,34 95,34 / 8,34 8,97 100,97",
        "5,6 90,2 / 8,50 85,46 / 6,6 10,94 100,90",
    ),
    "ㅍ": ("0,5 100,5 / 30,5 34,95 / 70,5 66,95 / 0,95 100,95",
           "0,5 100,5 / 30,5 40,90 / 75,5 60,90 / 0,97 100,92"),
    "ㅎ": (
        "50,0 50,14 / 5,26 95,26 / o:50,69,34,30",
        "28,3 70,3 / 5,26 95,26 / o:50,69,34,30",
        "38,0 58,11 / 5,26 95,26 / o:50,69,34,30",
        "~35,0 62,6 / ~5,28 100,20 55,36 18,66 42,104 88,92 80,52 42,46",
    ),
    "ㅏ": ("35,0 35,100 / 35,48 100,48", "40,0 35,100 / 35,55 100,38"),
    "ㅐ": ("18,6 18,95 / 18,50 82,50 / 82,0 82,100", "18,6 18,95 / 82,0 82,100 / 18,50 82,50"),
    "ㅑ": ("35,0 35,100 / 35,34 100,34 / 35,62 100,62",),
    "ㅒ": ("15,6 15,95 / 15,36 82,36 / 15,62 82,62 / 82,0 82,100",),
    "ㅓ": ("0,48 70,48 / 70,0 70,100", "5,55 70,45 / 70,0 66,100"),
    "ㅔ": ("0,50 48,50 / 48,6 48,95 / 92,0 92,100",),
    "ㅕ": ("0,34 70,34 / 0,62 70,62 / 70,0 70,100",),
    "ㅖ": ("0,36 48,36 / 0,62 48,62 / 48,6 48,95 / 92,0 92,100",),
    "ㅗ": ("50,0 50,88 / 0,90 100,90",),
    "ㅛ": ("32,0 32,88 / 68,0 68,88 / 0,90 100,90", "22,0 38,88 / 76,0 64,88 / 0,93 100,88"),
    "ㅜ": ("0,10 100,10 / 50,10 50,100", "0,10 100,10 / 58,10 40,100",
          "~0,12 100,6 / ~62,8 58,55 30,100"),
    "ㅠ": ("0,10 100,10 / 32,10 30,100 / 68,10 70,100",
           "0,10 100,10 / 35,10 20,100 / 68,10 70,100"),
    "ㅡ": ("0,50 100,50",),
    "ㅣ": ("50,0 50,100",),
    "0": ("o:50,50,36,50",),
    "1": ("50,0 50,100", "28,22 55,0 55,100", "28,22 52,0 52,97 / 22,98 82,98"),
    "2": ("~10,25 30,0 72,0 90,28 65,60 8,98 10,97 / 10,97 95,97",
          "~10,25 30,0 75,0 88,28 60,60 20,100 15,80 40,85 95,97"),
    "3": ("~8,10 55,-6 95,20 75,46 38,48 75,48 98,75 60,106 4,90",
          "8,4 88,4 42,40 / ~42,40 100,50 92,105 4,92"),
    "4": ("62,0 4,66 96,66 / 66,30 66,100", "18,0 12,52 92,52 / 72,0 72,100",
          "!70,100 70,0 4,68 98,68"),
    "5": ("20,2 15,44 / ~15,44 70,26 108,68 60,106 8,90 / 20,2 88,2",
          "88,2 20,2 15,44 / ~15,44 70,26 108,68 60,106 8,90"),
    "6": ("~74,0 30,30 8,68 25,100 70,104 92,70 55,45 12,68",),
    "7": ("5,3 92,3 45,100", "8,30 8,3 90,3 58,100", "!5,3 92,3 45,100 / 28,52 80,48"),
    "8": ("~82,14 50,-8 10,16 34,44 88,62 88,96 50,106 10,92 18,62 66,44 90,20 78,8",
          "!o:50,25,32,24 / o:50,75,38,25"),
    "9": ("~84,24 50,-6 12,18 20,50 70,50 86,20 84,60 74,100", "!o:48,26,36,26 / 84,20 80,100"),
}  # fmt: skip


@dataclass(frozen=True)
class Shape:
    """One way to write a letter; `round_strokes` are smoothed whatever the hand."""

    strokes: Drawing
    round_strokes: tuple[bool, ...]
    rare: bool


@cache
def shapes_of(letter: str) -> tuple[Shape, ...]:
    """Every way to write a simple letter or digit, in a unit square."""
    return tuple(_parse(text) for text in SHAPES[letter])


def _parse(text: str) -> Shape:
    parts = [part.strip() for part in text.removeprefix("!").split("/")]
    return Shape(
        strokes=tuple(_parse_stroke(part.removeprefix("~")) for part in parts),
        round_strokes=tuple(part.startswith("~") for part in parts),
        rare=text.startswith("!"),
    )


def _parse_stroke(part: str) -> Stroke:
    if part.startswith("o"):
        numbers = part.partition(":")[2] or "50,50,48,48"
        x, y, wide, high = (float(number) for number in numbers.split(","))
        turn = np.linspace(-0.5 * np.pi, -2.5 * np.pi, 17)  # anticlockwise from the top, as taught
        ring = np.stack([x + wide * np.cos(turn), y + high * np.sin(turn)], axis=1)
        return np.asarray(ring / 100)
    points = [[float(number) for number in point.split(",")] for point in part.split()]
    return np.array(points, dtype=np.float64) / 100


def split_syllable(syllable: str) -> tuple[int, int, int]:
    """Indices into INITIALS, MEDIALS and FINALS."""
    number = ord(syllable) - FIRST_SYLLABLE
    return number // 588, number % 588 // 28, number % 28


def join_syllable(initial: int, medial: int, final: int) -> str:
    """The syllable of three indices."""
    return chr(FIRST_SYLLABLE + (initial * 21 + medial) * 28 + final)


@cache
def common_syllables() -> tuple[str, ...]:
    """The 2,350 syllables of KS X 1001, used in print; the other 8,822 are hardly written."""
    every = (chr(FIRST_SYLLABLE + number) for number in range(SYLLABLE_COUNT))
    return tuple(syllable for syllable in every if _in_ks_x_1001(syllable))


def _in_ks_x_1001(syllable: str) -> bool:
    # EUC-KR spells the others out in eight bytes.
    return len(syllable.encode("euc_kr")) == 2


Box = tuple[float, float, float, float]  # x0, y0, x1, y1 in the unit square


def place(character: str) -> list[tuple[str, Box]]:
    """The simple letters of a syllable (or the digit itself), each with its place in the square."""
    if character in DIGITS:
        return [(character, (0.2, 0.0, 0.8, 1.0))]
    initial, medial, final = split_syllable(character)
    vowel, closed = MEDIALS[medial], final > 0
    low = 0.62 if closed else 1.0  # where the upper part ends
    if vowel in FLAT_MEDIALS:
        first = (0.2, 0.0, 0.82, 0.30) if closed else (0.2, 0.02, 0.82, 0.5)
        vowels = [(vowel, (0.0, 0.36, 1.0, 0.58) if closed else (0.0, 0.56, 1.0, 0.95))]
    elif vowel in COMPOUNDS:
        flat, upright = tuple(COMPOUNDS[vowel])
        first = (0.08, 0.02, 0.5, 0.3) if closed else (0.06, 0.08, 0.54, 0.5)
        flat_box = (0.0, 0.36, 0.6, 0.56) if closed else (0.0, 0.58, 0.62, 0.88)
        vowels = [(flat, flat_box), (upright, (0.66, 0.0, 1.0, low))]
    else:
        first = (0.06, 0.05, 0.52, 0.5) if closed else (0.04, 0.15, 0.52, 0.82)
        vowels = [(vowel, (0.6, 0.0, 0.96, 0.56 if closed else 1.0))]
    placed = [*_pair(INITIALS[initial], first), *vowels]
    return [*placed, *_pair(FINALS[final], (0.18, 0.68, 0.9, 1.0))] if closed else placed


def _pair(letter: str, box: Box) -> list[tuple[str, Box]]:
    """A double or compound consonant stands side by side in one place."""
    if letter not in PAIRS:
        return [(letter, box)]
    x0, y0, x1, y1 = box
    x0, x1 = max(0.0, x0 - 0.04), min(1.0, x1 + 0.04)
    middle = (x0 + x1) / 2
    left, right = tuple(PAIRS[letter])
    return [(left, (x0, y0, middle - 0.03, y1)), (right, (middle + 0.03, y0, x1, y1))]
