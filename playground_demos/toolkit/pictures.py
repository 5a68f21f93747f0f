"""Take a stranger's picture in, and give a picture out, without trusting either.

A picture is what its first bytes say, whatever its name says; its size is read and judged before
a single pixel is decoded, and only pixels leave this module: no EXIF, no place, no camera. Keeps
nothing and writes no file. Does not judge what the picture shows.
"""

import base64
import binascii
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playground_demos.errors import VisitorMessage

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image as Picture

FORMATS = ("PNG", "JPEG", "WEBP")
SMALLEST_SIDE_PIXELS = 8
TOO_HEAVY = "data:;too-heavy"  # what the page sends for a file that is too large to send

NOT_A_PICTURE = (
    "사진으로 읽을 수 없는 파일입니다. JPEG, PNG, WebP 사진을 골라 주세요.",
    "This file is not a picture we can read. Please choose a JPEG, PNG or WebP photo.",
)
BROKEN = (
    "사진 파일이 깨져 있어 열지 못했습니다. 다른 사진을 골라 주세요.",
    "The picture file is damaged and could not be opened. Please choose another one.",
)
MOVING = (
    "움직이는 그림은 볼 수 없습니다. 멈춰 있는 사진을 골라 주세요.",
    "Moving pictures cannot be read. Please choose a still photo.",
)
NONE_YET = (
    "아직 고른 사진이 없습니다. 사진을 찍거나 골라 주세요.",
    "No picture is chosen yet. Please take or choose one.",
)


@dataclass(frozen=True)
class PictureLimits:
    """What a picture may weigh before it is decoded, and the side it is shrunk to afterwards."""

    upload_bytes: int = 8_000_000
    pixels: int = 25_000_000
    side_pixels: int = 1280


class PictureRefused(VisitorMessage):
    """A picture that is not opened; the sentence says why and what would work."""


def read_picture(
    source: str | bytes | Path | None, limits: PictureLimits | None = None
) -> "Picture":
    """Decode a picture from a page's data URL, from bytes or from a file of our own.

    Returns:
        A loaded RGB picture without any metadata, upright, no side longer than `side_pixels`.

    Raises:
        PictureRefused: Too heavy, too many pixels, not a PNG, JPEG or WebP, broken, or moving.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    limits = limits or PictureLimits()
    content = _content(source, limits)
    try:
        picture = Image.open(io.BytesIO(content), formats=FORMATS)
    except UnidentifiedImageError:
        raise PictureRefused(*NOT_A_PICTURE) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureRefused(*_too_many_pixels(limits)) from None
    except (OSError, ValueError, SyntaxError):  # a header that begins well and lies
        raise PictureRefused(*BROKEN) from None
    with picture:
        width, height = picture.size
        if width * height > limits.pixels:
            raise PictureRefused(*_too_many_pixels(limits))
        if min(width, height) < SMALLEST_SIDE_PIXELS:
            raise PictureRefused(
                f"사진이 너무 작습니다 ({width}×{height}). 조금 더 큰 사진을 골라 주세요.",
                f"The picture is too small ({width}×{height}). Please choose a larger one.",
            )
        if getattr(picture, "n_frames", 1) > 1:
            raise PictureRefused(*MOVING)
        try:
            picture.draft("RGB", (limits.side_pixels, limits.side_pixels))  # JPEG: decode less
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((limits.side_pixels, limits.side_pixels))
            return _on_white(upright)
        except (OSError, ValueError, SyntaxError, EOFError):
            raise PictureRefused(*BROKEN) from None


def data_url(picture: "Picture | NDArray[Any]", *, encoding: str = "PNG") -> str:
    """A picture or an array (height, width[, 3], uint8) as text for the `src` of an `<img>`."""
    from PIL import Image

    image = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
    buffer = io.BytesIO()
    # A picture of a page is sent once: a tenth more bytes for a fifth of the time.
    image.save(buffer, format=encoding, **({"compress_level": 1} if encoding == "PNG" else {}))
    encoded = base64.b64encode(buffer.getvalue()).decode("ascii")
    return f"data:image/{encoding.lower()};base64,{encoded}"


def _content(source: str | bytes | Path | None, limits: PictureLimits) -> bytes:
    if not source:
        raise PictureRefused(*NONE_YET)
    if isinstance(source, Path):
        if source.stat().st_size > limits.upload_bytes:
            raise PictureRefused(*_too_heavy(limits))
        return source.read_bytes()
    if isinstance(source, str):
        # base64 is 4 characters for 3 bytes: judge the length before decoding.
        if source == TOO_HEAVY or len(source) > limits.upload_bytes * 4 // 3 + 200:
            raise PictureRefused(*_too_heavy(limits))
        head, comma, encoded = source.partition(",")
        if not (comma and head.startswith("data:") and head.endswith(";base64")):
            raise PictureRefused(*NOT_A_PICTURE)
        try:
            source = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            raise PictureRefused(*BROKEN) from None
    if not isinstance(source, bytes):  # a page may send anything
        raise PictureRefused(*NOT_A_PICTURE)
    if len(source) > limits.upload_bytes:
        raise PictureRefused(*_too_heavy(limits))
    return source


def _on_white(picture: "Picture") -> "Picture":
    from PIL import Image

    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        ground = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(ground, picture.convert("RGBA"))
    pixels = picture.convert("RGB")
    clean = Image.new("RGB", pixels.size)  # a new picture carries no metadata of the old one
    clean.paste(pixels)
    return clean


def _too_heavy(limits: PictureLimits) -> tuple[str, str]:
    megabytes = limits.upload_bytes / 1_000_000
    return (
        f"파일이 너무 큽니다. {megabytes:g} MB보다 작은 사진을 골라 주세요.",
        f"The file is too large. Please choose a picture under {megabytes:g} MB.",
    )


def _too_many_pixels(limits: PictureLimits) -> tuple[str, str]:
    megapixels = limits.pixels / 1_000_000
    return (
        f"사진의 화소가 너무 많습니다. {megapixels * 100:,.0f}만 화소보다 작은 사진을 골라 주세요.",
        f"The picture has too many pixels. Please choose one under {megapixels:g} megapixels.",
    )
