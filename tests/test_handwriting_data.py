"""Synthetic handwriting: repeatable, complete, rightly labelled."""

import numpy as np
import pytest

from playground_demos.demos.handwriting.jamo import (
    DIGITS,
    FINALS,
    INITIALS,
    MEDIALS,
    common_syllables,
    join_syllable,
    shapes_of,
    split_syllable,
)
from playground_demos.demos.handwriting.training.data import (
    EVERYDAY,
    FAMILIAR,
    FIRST_CLASSES,
    NO_LABEL,
    UNFAMILIAR,
    Crowd,
    choose_character,
    draw_picture,
    hand_pictures,
    label,
    write,
)
from playground_demos.toolkit.strokes import SIDE

CROWDS = pytest.mark.parametrize("crowd", [FAMILIAR, UNFAMILIAR])


@CROWDS
def test_the_same_seed_writes_the_same_picture(crowd: Crowd) -> None:
    first, second = (draw_picture("한", crowd, np.random.default_rng(3)) for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_two_seeds_write_the_same_letter_differently() -> None:
    first, second = (draw_picture("한", FAMILIAR, np.random.default_rng(seed)) for seed in (1, 2))
    assert np.abs(first.astype(int) - second).mean() > 5


@CROWDS
def test_every_letter_in_every_place_and_every_digit_can_be_written(crowd: Crowd) -> None:
    rng = np.random.default_rng(0)
    characters = [
        *DIGITS,
        *(join_syllable(initial, 0, 0) for initial in range(len(INITIALS))),
        *(join_syllable(0, medial, final) for medial in range(21) for final in range(28)),
    ]
    for character in characters:
        picture = draw_picture(character, crowd, rng)
        assert picture.shape == (SIDE, SIDE)
        assert picture.dtype == np.uint8
        assert 0.01 < picture.mean() / 255 < 0.6, character


@CROWDS
def test_ink_keeps_a_margin_to_the_edge(crowd: Crowd) -> None:
    rng = np.random.default_rng(1)
    pictures, _ = hand_pictures(EVERYDAY[:40], crowd, rng)
    edge = np.concatenate([pictures[:, :2].ravel(), pictures[:, :, -2:].ravel()])
    assert edge.max() == 0


def test_labels_name_the_letters_of_a_syllable() -> None:
    first, medial, final = label("값")
    assert (FIRST_CLASSES[first], MEDIALS[medial], FINALS[final]) == ("ㄱ", "ㅏ", "ㅄ")
    assert label("7") == (FIRST_CLASSES.index("7"), NO_LABEL, NO_LABEL)


def test_splitting_and_joining_a_syllable_are_inverse() -> None:
    for syllable in ("가", "힣", "뷁", "인", "천"):
        assert join_syllable(*split_syllable(syllable)) == syllable


def test_there_are_2350_common_syllables_and_everyday_ones_are_among_them() -> None:
    assert len(common_syllables()) == 2350
    assert set(EVERYDAY) <= set(common_syllables())


def test_the_familiar_never_write_the_shapes_that_are_held_out() -> None:
    rare = [shape for letter in "ㄱㅁㅇㅅ48" for shape in shapes_of(letter) if shape.rare]
    assert len(rare) == 6
    # "8" as two rings has two strokes; every familiar 8 is one line.
    drawn = [write("8", FAMILIAR, np.random.default_rng(seed)) for seed in range(50)]
    assert {len(strokes) for strokes in drawn} == {1}
    others = [write("8", UNFAMILIAR, np.random.default_rng(seed)) for seed in range(50)]
    assert 2 in {len(strokes) for strokes in others}


def test_what_visitors_might_write_is_mostly_common() -> None:
    rng = np.random.default_rng(0)
    drawn = [choose_character(rng) for _ in range(1000)]
    usual = sum(character in DIGITS or character in common_syllables() for character in drawn)
    assert 700 < usual < 950
