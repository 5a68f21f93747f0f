"""Print and real digits that dependencies carry."""

import numpy as np

from playground_demos.toolkit.strokes import SIDE
from playground_demos.training.printed_data import font_picture, real_digits, shipped_fonts


def test_the_shipped_fonts_print_hangul_framed_like_a_drawing() -> None:
    fonts = shipped_fonts()
    assert len(fonts) == 4
    for font in fonts:
        picture = font_picture("한", font, np.random.default_rng(0))
        assert picture.shape == (SIDE, SIDE)
        assert picture[SIDE // 4 : -SIDE // 4].mean() > 20
        assert picture[0].max() == 0


def test_the_real_digits_are_all_there() -> None:
    pictures, values = real_digits()
    assert pictures.shape == (1797, SIDE, SIDE)
    assert sorted(set(values.tolist())) == list(range(10))
    assert (pictures.reshape(1797, -1).max(axis=1) > 150).all()
