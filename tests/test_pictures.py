"""A stranger's picture is judged before it is decoded, and only its pixels come through."""

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy
import pytest
from PIL import Image

from playground_demos.toolkit.pictures import (
    TOO_HEAVY,
    PictureLimits,
    PictureRefused,
    data_url,
    read_picture,
)


def encoded(image: Image.Image, encoding: str = "PNG", **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, format=encoding, **options)
    return buffer.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def png_that_claims(width: int, height: int) -> bytes:
    """A few hundred bytes that say they are width x height pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 4096)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("encoding", ["PNG", "JPEG", "WEBP"])
def test_a_picture_of_each_kind_is_read(encoding: str) -> None:
    red = Image.new("RGB", (64, 48), (250, 10, 10))
    picture = read_picture(encoded(red, encoding))
    assert picture.size == (64, 48)
    assert picture.mode == "RGB"
    assert picture.getpixel((30, 20)) == pytest.approx((250, 10, 10), abs=6)


def test_a_data_url_of_a_page_is_read() -> None:
    assert read_picture(data_url(Image.new("RGB", (20, 10), "navy"))).size == (20, 10)


def test_an_array_becomes_a_data_url() -> None:
    array = numpy.full((16, 24, 3), 200, dtype=numpy.uint8)
    assert read_picture(data_url(array)).size == (24, 16)


@pytest.mark.parametrize(
    ("width", "height"), [(8000, 5000), (60_000, 60_000), (2_000_000, 20), (20_000, 20_000)]
)
def test_a_picture_of_too_many_pixels_is_refused_before_decoding(width: int, height: int) -> None:
    with pytest.raises(PictureRefused) as refused:
        read_picture(png_that_claims(width, height))
    assert "화소" in refused.value.words.ko
    assert "25 megapixels" in refused.value.words.en


def test_the_bound_on_pixels_is_the_setting() -> None:
    picture = encoded(Image.new("RGB", (200, 200)))
    with pytest.raises(PictureRefused):
        read_picture(picture, PictureLimits(pixels=39_999))
    assert read_picture(picture, PictureLimits(pixels=40_000)).size == (200, 200)


def test_a_text_file_called_png_is_refused_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.write_text("안녕하세요, 저는 그림이 아닙니다.")
    with pytest.raises(PictureRefused, match="not a picture"):
        read_picture(path)


@pytest.mark.parametrize("encoding", ["GIF", "BMP", "TIFF", "PPM"])
def test_other_formats_are_refused_though_pillow_knows_them(encoding: str) -> None:
    with pytest.raises(PictureRefused, match="JPEG, PNG or WebP"):
        read_picture(encoded(Image.new("RGB", (32, 32)), encoding))


def test_an_svg_is_refused() -> None:
    with pytest.raises(PictureRefused, match="not a picture"):
        read_picture(b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')


@pytest.mark.parametrize("encoding", ["PNG", "JPEG", "WEBP"])
def test_a_truncated_picture_is_refused(encoding: str) -> None:
    noise = numpy.random.default_rng(1).integers(0, 255, (200, 200, 3), dtype=numpy.uint8)
    content = encoded(Image.fromarray(noise), encoding)
    with pytest.raises(PictureRefused):
        read_picture(content[: len(content) // 2])


def test_a_header_that_lies_about_its_pixels_is_refused() -> None:
    with pytest.raises(PictureRefused, match="damaged"):
        read_picture(png_that_claims(1000, 1000))


@pytest.mark.parametrize("encoding", ["PNG", "WEBP"])
def test_a_moving_picture_is_refused(encoding: str) -> None:
    frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "blue", "green")]
    moving = encoded(frames[0], encoding, save_all=True, append_images=frames[1:], duration=50)
    with pytest.raises(PictureRefused, match="Moving"):
        read_picture(moving)


def test_a_heavy_file_is_refused_unread() -> None:
    with pytest.raises(PictureRefused, match="under 8 MB"):
        read_picture(b"\0" * 8_000_001)
    with pytest.raises(PictureRefused, match="under 8 MB"):
        read_picture("data:image/png;base64," + "A" * 11_000_000)


def test_a_file_the_page_did_not_send_for_its_weight_is_named_so() -> None:
    with pytest.raises(PictureRefused, match="too large"):
        read_picture(TOO_HEAVY)


@pytest.mark.parametrize("nothing", [None, "", b""])
def test_no_picture_at_all_asks_for_one(nothing: str | bytes | None) -> None:
    with pytest.raises(PictureRefused, match="No picture is chosen"):
        read_picture(nothing)


@pytest.mark.parametrize(
    "nonsense",
    ["hello", "http://example.org/a.png", "/etc/passwd", "data:image/png;base64,%%%", 7, {"a": 1}],
)
def test_whatever_else_a_page_sends_is_refused(nonsense: object) -> None:
    with pytest.raises(PictureRefused):
        read_picture(nonsense)  # type: ignore[arg-type]


def test_place_and_camera_do_not_come_through() -> None:
    photo = Image.new("RGB", (64, 48), "white")
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[2] = (37.0, 27.0, 0.0)  # GPS latitude
    picture = read_picture(encoded(photo, "JPEG", exif=exif))
    assert not picture.getexif()
    assert "exif" not in picture.info
    assert b"SecretCamera" not in encoded(picture, "PNG")


def test_a_photo_taken_upright_is_upright() -> None:
    photo = Image.new("RGB", (64, 48), "white")
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned
    assert read_picture(encoded(photo, "JPEG", exif=exif)).size == (48, 64)


def test_a_large_photo_is_shrunk() -> None:
    picture = read_picture(encoded(Image.new("RGB", (4000, 3000)), "JPEG"))
    assert picture.size == (1280, 960)


def test_what_is_transparent_becomes_white() -> None:
    clear = Image.new("RGBA", (16, 16), (255, 0, 0, 0))
    assert read_picture(encoded(clear)).getpixel((8, 8)) == (255, 255, 255)


def test_a_refusal_speaks_both_languages_and_says_what_to_do() -> None:
    with pytest.raises(PictureRefused) as refused:
        read_picture(b"not a picture")
    assert "골라 주세요" in refused.value.words.ko
    assert "Please choose" in refused.value.words.en
