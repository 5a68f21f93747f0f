"""Drawings from strangers: refused, normalised, cut and inked."""

import math

import numpy as np
import pytest

from playground_demos.toolkit.strokes import (
    INK_SIDE,
    MAX_POINTS,
    MAX_STROKES,
    SIDE,
    DrawingRefused,
    cut,
    normalise,
    read_drawing,
    render,
    render_without_each,
)

ELL = [[[0.2, 0.1], [0.2, 0.8]], [[0.2, 0.8], [0.7, 0.8]]]


@pytest.mark.parametrize("nothing", [None, [], [[]], [[[0.5, 0.5]]], [[[0.5, 0.5], [0.505, 0.5]]]])
def test_an_empty_drawing_or_a_tap_is_refused_in_both_languages(nothing: object) -> None:
    with pytest.raises(DrawingRefused) as refusal:
        read_drawing(nothing)
    assert "써 주세요" in refusal.value.words.ko
    assert "write" in refusal.value.words.en


@pytest.mark.parametrize(
    "hostile",
    [
        "strokes",
        {"a": 1},
        [1, 2],
        ["ab"],
        [[["a", "b"], ["c", "d"]]],
        [[[1, 2, 3], [4, 5, 6]]],
        [[[1, 2], [3]]],
        [[[0, 0], [math.nan, 1]]],
        [[[0, 0], [math.inf, 1]]],
        [[[0, 0], [1e300, 1]]],
        [[[0, 0], [10**400, 1]]],
        [[[0, 0], [None, {}]]],
    ],
)
def test_what_is_no_drawing_is_refused(hostile: object) -> None:
    with pytest.raises(DrawingRefused):
        read_drawing(hostile)


def test_more_than_a_hand_can_draw_is_refused() -> None:
    with pytest.raises(DrawingRefused):
        read_drawing(ELL * MAX_STROKES)
    with pytest.raises(DrawingRefused):
        read_drawing([[[0.1, 0.1], [0.9, 0.9]] * MAX_POINTS])


def test_where_and_how_large_it_is_drawn_changes_nothing() -> None:
    small = [[[x * 0.3 + 0.5, y * 0.3 + 0.1] for x, y in stroke] for stroke in ELL]
    large, other = (render(normalise(read_drawing(drawing))) for drawing in (ELL, small))
    np.testing.assert_array_equal(large, other)


def test_a_normalised_drawing_is_centred_with_its_longer_side_at_ink_side() -> None:
    points = np.concatenate(normalise(read_drawing(ELL)))
    assert np.ptp(points, axis=0).max() == pytest.approx(INK_SIDE)
    assert (points.min(axis=0) + points.max(axis=0)) / 2 == pytest.approx([SIDE / 2, SIDE / 2])


def test_pieces_cover_the_strokes_and_know_theirs() -> None:
    drawing = normalise(read_drawing(ELL))
    pieces = cut(drawing, 10)
    assert 8 <= len(pieces) <= 10
    assert {index for index, _ in pieces} == {0, 1}
    whole, cut_up = render(drawing), render(tuple(piece for _, piece in pieces))
    assert np.abs(whole.astype(int) - cut_up).mean() < 1.0


def test_a_dot_beside_a_stroke_is_inked() -> None:
    with_dot = normalise(read_drawing([*ELL, [[0.6, 0.2]]]))
    assert render(with_dot).sum() > render(with_dot[:2]).sum()


@pytest.mark.parametrize("most", [1, 3, 9])
def test_a_drawing_without_each_of_its_strokes_is_what_one_draws_without_it(most: int) -> None:
    drawing = normalise(read_drawing([*ELL, [[0.6, 0.2]], [[0.1, 0.1], [0.5, 0.3], [0.2, 0.9]]]))
    one_by_one = [render((*drawing[:gone], *drawing[gone + 1 :])) for gone in range(len(drawing))]
    at_once = render_without_each(drawing, most)
    assert len(at_once) == min(most, len(drawing))
    for expected, found in zip(one_by_one, at_once, strict=False):
        np.testing.assert_array_equal(found, expected)
