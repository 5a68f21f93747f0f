"""Synthetic castings: repeatable, labelled to the pixel, plausible in grey."""

import numpy as np
import pytest

from playground_demos.demos.casting.data import (
    KINDS,
    OTHER_SHOP,
    SIDE,
    TRAINING_SHOP,
    Kind,
    Shop,
    make_surface,
    part_of,
)

CLEAR_SHOP = Shop(
    contrast=(1.0, 1.0), noise=(0.005, 0.005), turned_share=0.0, mark_depth=(0.0, 0.0),
    distractors=0.0,
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shop", [TRAINING_SHOP, OTHER_SHOP])
def test_a_surface_is_a_function_of_its_seed_in_range_and_shape(kind: Kind, shop: Shop) -> None:
    first, second = (make_surface(kind, shop, np.random.default_rng(4)) for _ in range(2))
    np.testing.assert_array_equal(first.picture, second.picture)
    np.testing.assert_array_equal(first.mask, second.mask)
    assert first.picture.shape == first.mask.shape == (SIDE, SIDE)
    assert first.picture.dtype == np.uint8
    assert 40 < first.picture.mean() < 215


@pytest.mark.parametrize("kind", KINDS)
def test_only_a_defective_part_has_a_marked_defect_and_it_is_small(kind: Kind) -> None:
    rng = np.random.default_rng(0)
    for _ in range(25):
        part = make_surface(kind, TRAINING_SHOP, rng)
        assert part.kind is kind
        assert part.mask.any() == (kind is not Kind.SOUND)
        assert part.mask.mean() < 0.2


@pytest.mark.parametrize("kind", [Kind.BLOWHOLE, Kind.SHRINKAGE, Kind.CRACK])
def test_pits_and_cracks_are_darker_where_they_are_marked(kind: Kind) -> None:
    rng = np.random.default_rng(0)
    for _ in range(10):
        part = make_surface(kind, CLEAR_SHOP, rng)
        assert part.picture[part.mask].mean() < part.picture[~part.mask].mean() - 15


def test_a_scratch_has_a_bright_line_and_a_dark_edge() -> None:
    rng = np.random.default_rng(0)
    for _ in range(10):
        part = make_surface(Kind.SCRATCH, CLEAR_SHOP, rng)
        ground = part.picture[~part.mask].mean()
        assert np.percentile(part.picture[part.mask], 90) > ground + 20
        assert np.percentile(part.picture[part.mask], 5) < ground - 5


def test_the_parts_of_the_game_are_sound_in_about_one_of_three_cases() -> None:
    kinds = [part_of(seed).kind for seed in range(240)]
    assert set(kinds) == set(KINDS)
    assert 0.23 < kinds.count(Kind.SOUND) / len(kinds) < 0.45
