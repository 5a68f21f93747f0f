"""Characters that no made-up hand wrote: print from a shipped font, and digits by real people.

Framed like a drawing, so that the model meets them as it meets a visitor's. Uses only what a
dependency carries; no font of the system is looked for.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from playground_demos.toolkit.strokes import INK_SIDE, SIDE, Picture


def font_picture(character: str, font: ImageFont.FreeTypeFont, rng: np.random.Generator) -> Picture:
    """The character in print, slanted and squeezed at random, framed like a drawing."""
    left, top, right, bottom = font.getbbox(character)
    image = Image.new("L", (int(right - left) + 8, int(bottom - top) + 8))
    ImageDraw.Draw(image).text((4 - left, 4 - top), character, fill=255, font=font)
    width, height = image.size
    slant, squeeze = rng.uniform(-0.15, 0.2), rng.uniform(0.8, 1.25)
    wide = int(width * squeeze + height * abs(slant)) + 1
    shift = height * slant if slant > 0 else 0.0
    image = image.transform(
        (wide, height), Image.Transform.AFFINE,
        (1 / squeeze, slant / squeeze, -shift / squeeze, 0, 1, 0), Image.Resampling.BILINEAR,
    )  # fmt: skip
    return frame(image)


def frame(image: Image.Image) -> Picture:
    """Crop to the ink, scale its longer side to INK_SIDE and centre it."""
    image = image.crop(image.point(lambda value: 255 * (value > 40)).getbbox())
    scale = INK_SIDE / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    framed = Image.new("L", (SIDE, SIDE))
    framed.paste(image.resize(size, Image.Resampling.BILINEAR),
                 ((SIDE - size[0]) // 2, (SIDE - size[1]) // 2))  # fmt: skip
    return np.asarray(framed, dtype=np.uint8)


@cache
def shipped_fonts() -> tuple[ImageFont.FreeTypeFont, ...]:
    """The printed letters that a dependency carries (NanumGothic, four weights, OFL)."""
    package = find_spec("koreanize_matplotlib")  # found, not imported: it would set up matplotlib
    assert package is not None
    assert package.origin is not None
    folder = Path(package.origin).parent / "fonts"
    return tuple(ImageFont.truetype(path, 72) for path in sorted(folder.glob("NanumGothic*.ttf")))


@cache
def real_digits() -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """scikit-learn's 1,797 digits by real people, 8x8, enlarged; and which digit each is."""
    from sklearn.datasets import load_digits

    digits = load_digits()
    pictures = [frame(_enlarged((image * 255 / 16).astype(np.uint8))) for image in digits.images]
    return np.stack(pictures), np.asarray(digits.target, np.int64)


def _enlarged(image: NDArray[np.uint8]) -> Image.Image:
    """Eight pixels to ninety-six, the blur between ink and paper sharpened to a pen's edge."""
    soft = Image.fromarray(image).resize((96, 96), Image.Resampling.BICUBIC)
    return soft.point(lambda value: max(0, min(255, 3 * (value - 90))))
