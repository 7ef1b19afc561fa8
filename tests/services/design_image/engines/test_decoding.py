"""Hostile and unusual picture files."""

from __future__ import annotations

import contextlib
import struct
import zlib
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from services.design_image.domain.errors import (
    BrokenPictureError,
    PictureError,
    PictureTooLargeError,
    UnknownPictureTypeError,
)
from services.design_image.engines.decoding import PictureLimits, decode, media_type
from tests.services.design_image.drawings import drawing, encoded


def png_of_size(width: int, height: int) -> bytes:
    """A PNG whose header claims a size that its few bytes do not hold."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_types_are_told_by_content(kind: str) -> None:
    data = encoded(drawing(1), kind)
    assert media_type(data) == kind
    (page,) = decode(data)
    assert page.picture.shape == (700, 700)
    assert np.abs(page.picture.astype(int) - drawing(1).astype(int)).mean() < 3


def test_transparency_is_white() -> None:
    rgba = np.zeros((50, 60, 4), dtype=np.uint8)
    rgba[20:30, 20:30, 3] = 255
    (page,) = decode(encoded(rgba))
    assert page.picture[0, 0] == 255
    assert page.picture[25, 25] == 0


def test_sixteen_bits_palettes_and_bilevel() -> None:
    deep = np.full((40, 40), 65535, dtype=np.uint16)
    deep[10:20, 10:20] = 0
    assert decode(encoded(deep))[0].picture[0, 0] == 255
    for mode in ("1", "P", "CMYK"):
        buffer = BytesIO()
        Image.fromarray(drawing(1)).convert(mode).save(buffer, format="TIFF")
        assert decode(buffer.getvalue())[0].picture.max() == 255


def test_pages_of_a_tiff() -> None:
    pages = [Image.fromarray(drawing(seed)) for seed in (1, 2, 3)]
    buffer = BytesIO()
    pages[0].save(buffer, format="TIFF", save_all=True, append_images=pages[1:], dpi=(300, 300))
    found = decode(buffer.getvalue())
    assert len(found) == 3
    assert {page.dpi for page in found} == {300.0}
    with pytest.raises(PictureTooLargeError):
        decode(buffer.getvalue(), PictureLimits(max_pages=2))


def test_pages_of_a_pdf_are_sheets() -> None:
    buffer = BytesIO()
    Image.fromarray(drawing(1)).save(buffer, format="PDF", resolution=100)
    (page,) = decode(buffer.getvalue())
    assert page.is_sheet
    assert page.dpi == 200
    assert abs(page.picture.shape[0] - 1400) <= 2


@pytest.mark.parametrize("size", [(60_000, 10), (10, 60_000), (9_000, 9_000), (60_000, 60_000)])
def test_huge_claims_are_refused_before_decoding(size: tuple[int, int]) -> None:
    with pytest.raises(PictureTooLargeError) as refused:
        decode(png_of_size(*size), file="bomb.png", pointer="#/views/0")
    assert refused.value.file == "bomb.png"
    assert refused.value.pointer == "#/views/0"


def test_too_many_bytes() -> None:
    with pytest.raises(PictureTooLargeError):
        decode(encoded(drawing(1)), PictureLimits(max_bytes=100))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.9])
def test_truncated_files_are_damaged(kind: str, share: float) -> None:
    data = encoded(drawing(1), kind)
    with pytest.raises(BrokenPictureError):
        decode(data[: int(len(data) * share)])


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a" + b"\0" * 50, b"<svg/>", b"PK\x03\x04", b"BM" + b"\0" * 60]
)
def test_other_types_are_refused(data: bytes) -> None:
    with pytest.raises(UnknownPictureTypeError):
        decode(data)


@pytest.mark.parametrize("head", [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0"])
def test_heads_without_bodies_are_damaged(head: bytes) -> None:
    with pytest.raises(BrokenPictureError):
        decode(head + b"nonsense" * 20)


@settings(max_examples=60, deadline=None)
@given(kind=st.sampled_from(["PNG", "JPEG", "TIFF"]), seed=st.integers(0, 10_000))
def test_damage_never_raises_anything_else(kind: str, seed: int) -> None:
    random = np.random.default_rng(seed)
    data = bytearray(encoded(drawing(1, side=350), kind))
    for place in random.integers(4, len(data), 12):
        data[place] = random.integers(0, 256)
    with contextlib.suppress(PictureError):
        decode(bytes(data), PictureLimits(max_pixels=4_000_000))
