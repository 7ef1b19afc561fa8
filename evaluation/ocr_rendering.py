"""Pages rendered from real text, and what offices do to them: the measurement's own test sheets.

Everything is a function of text, layout and seed. Each page knows its lines: text and box.
Fonts are those of the machine (Noto CJK); without them these figures are left out.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Picture = NDArray[np.uint8]
Box = tuple[float, float, float, float]
Font = ImageFont.FreeTypeFont

FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
SERIF, SANS = "NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc"
NEVER_FIRST = "，。、；：？！）》」』”’,.;:?!)]%"
"""Characters that do not begin a line (GB/T 15834)."""


class Script(StrEnum):
    """Which national forms of characters a font shows; the value is the family's name."""

    SIMPLIFIED = "SC"
    TRADITIONAL = "TC"
    JAPANESE = "JP"


@dataclass(frozen=True)
class TrueLine:
    """One line as it was set."""

    text: str
    box: Box
    """x0, y0, x1, y1, pixels of the page."""


@dataclass(frozen=True)
class RenderedPage:
    """A page and what stands on it, in reading order."""

    picture: Picture
    lines: tuple[TrueLine, ...]
    dpi: int

    @property
    def text(self) -> str:
        """Lines joined by line breaks."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True)
class Layout:
    """How a page is set. Lengths in points."""

    face: str = SERIF
    script: Script = Script.SIMPLIFIED
    size: float = 12
    leading: float = 1.7
    """Distance of lines over size."""
    columns: int = 1
    vertical: bool = False
    """Columns of characters from right to left."""
    dpi: int = 300
    width: float = 595
    height: float = 842
    margin: float = 60
    most_lines: int = 40


@cache
def font_file(name: str) -> Path | None:
    """Where a font lies on this machine."""
    found = (path for folder in FONT_FOLDERS for path in folder.rglob(name))
    return min(found, default=None)


@cache
def font(name: str, script: Script, pixels: int) -> Font | None:
    """A font at a size; ``None`` if the machine does not have it."""
    path = font_file(name)
    if path is None:
        return None
    for index in range(12):  # the members of a font collection
        try:
            found = ImageFont.truetype(
                str(path), pixels, index=index, layout_engine=ImageFont.Layout.BASIC
            )
        except OSError:
            return None
        if (found.getname()[0] or "").endswith(f"CJK {script.value}"):
            return found
    return None


def render(paragraphs: Sequence[str], layout: Layout) -> RenderedPage | None:
    """Paragraphs as a page; what does not fit is left out. ``None`` without the font."""
    scale = layout.dpi / 72
    face = font(layout.face, layout.script, round(layout.size * scale))
    if face is None:
        return None
    width, height = round(layout.width * scale), round(layout.height * scale)
    image = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(image)
    lines = _vertical if layout.vertical else _horizontal
    set_lines = tuple(lines(draw, face, paragraphs, layout))
    return RenderedPage(_rgb(np.asarray(image)), set_lines, layout.dpi)


def _horizontal(
    draw: ImageDraw.ImageDraw, face: Font, paragraphs: Sequence[str], layout: Layout
) -> Iterator[TrueLine]:
    scale = layout.dpi / 72
    margin, size, step = layout.margin * scale, face.size, layout.size * layout.leading * scale
    gap = 2 * size
    measure = (layout.width * scale - 2 * margin - gap * (layout.columns - 1)) / layout.columns
    depth = min(layout.most_lines, int((layout.height * scale - 2 * margin) / step))
    places = [
        (margin + column * (measure + gap), margin + row * step)
        for column in range(layout.columns)
        for row in range(depth)
    ]
    for (x, y), text in zip(places, _broken(paragraphs, face, measure), strict=False):
        draw.text((x, y), text, font=face, fill=0)
        left, top, right, bottom = draw.textbbox((x, y), text, font=face)
        yield TrueLine(text.strip(), (left, top, right, bottom))


def _vertical(
    draw: ImageDraw.ImageDraw, face: Font, paragraphs: Sequence[str], layout: Layout
) -> Iterator[TrueLine]:
    scale = layout.dpi / 72
    margin, size, step = layout.margin * scale, face.size, layout.size * layout.leading * scale
    rows = int((layout.height * scale - 2 * margin) / size)
    columns = min(layout.most_lines, int((layout.width * scale - 2 * margin) / step))
    text = "".join(character for line in paragraphs for character in line if character > "\u2e7f")
    for column in range(min(columns, -(-len(text) // rows))):
        piece = text[column * rows : (column + 1) * rows]
        x = layout.width * scale - margin - size - column * step
        for row, character in enumerate(piece):
            draw.text((x, margin + row * size), character, font=face, fill=0)
        yield TrueLine(piece, (x, margin, x + size, margin + len(piece) * size))


def _broken(paragraphs: Sequence[str], face: Font, measure: float) -> Iterator[str]:
    """Lines of at most this length; Latin words are kept whole."""
    for paragraph in paragraphs:
        line = ""
        for word in _words(paragraph):
            full = face.getlength((line + word).rstrip()) > measure
            if line and full and word[0] not in NEVER_FIRST:
                yield line.rstrip()
                line = ""
            line += word if line else word.lstrip() or ""
        if line.strip():
            yield line.rstrip()


def _words(text: str) -> Iterator[str]:
    word = ""
    for character in text:
        if character.isascii() and not character.isspace():
            word += character
            continue
        if word:
            yield word
            word = ""
        yield character
    if word:
        yield word


Damage = Callable[[Picture, np.random.Generator], Picture]


def low_resolution(picture: Picture, random: np.random.Generator) -> Picture:
    """Scanned at 50 to 80 dpi."""
    return _scaled(picture, float(random.uniform(0.16, 0.27)), cv2.INTER_AREA)


def blur(picture: Picture, random: np.random.Generator) -> Picture:
    """Out of focus, at 150 dpi."""
    small = _scaled(picture, 0.5, cv2.INTER_AREA)
    seen = cv2.GaussianBlur(small, (0, 0), float(random.uniform(1.6, 3.4)))
    return np.asarray(seen, dtype=np.uint8)


def fax(picture: Picture, random: np.random.Generator) -> Picture:
    """Sent by fax, mostly reduced (204 x 102 dpi is a share of 0.68): one bit, with specks."""
    height, width = picture.shape[:2]
    size = float(random.uniform(0.46, 0.68))
    lines = cv2.resize(
        picture[..., 0],
        (round(width * size), round(height * size / 2)),
        interpolation=cv2.INTER_AREA,
    )
    noise = random.normal(0, 35, lines.shape)
    bits = np.where(lines + noise > float(random.uniform(150, 200)), 255, 0).astype(np.uint8)
    tall = cv2.resize(bits, (bits.shape[1], bits.shape[0] * 2), interpolation=cv2.INTER_NEAREST)
    return _rgb(np.asarray(tall, dtype=np.uint8))


def jpeg(picture: Picture, random: np.random.Generator) -> Picture:
    """Compressed too hard, at 70 to 120 dpi."""
    small = _scaled(picture, float(random.uniform(0.23, 0.4)), cv2.INTER_AREA)
    buffer = io.BytesIO()
    Image.fromarray(small).save(buffer, "JPEG", quality=int(random.integers(4, 18)))
    return np.array(Image.open(buffer).convert("RGB"), dtype=np.uint8)


def stamp(picture: Picture, random: np.random.Generator) -> Picture:
    """Red stamps pressed over the text, at 70 to 120 dpi: ink of varied strength."""
    page = picture.astype(np.float32)
    height, width = page.shape[:2]
    for _ in range(4):
        radius = round(0.09 * width)
        centre = (
            int(random.integers(radius, width - radius)),
            int(random.integers(radius, height // 2)),
        )
        mark = np.zeros((height, width), np.uint8)
        cv2.circle(mark, centre, radius, 255, max(2, radius // 12))
        for k in range(9):
            angle = np.pi * (0.75 + 1.5 * k / 8)
            x = round(centre[0] + 0.78 * radius * float(np.cos(angle)))
            y = round(centre[1] + 0.78 * radius * float(np.sin(angle)))
            part = max(2, radius // 9)
            cv2.line(mark, (x - part, y - part), (x + part, y + part), 255, max(1, radius // 24))
            cv2.line(mark, (x - part, y), (x + part, y), 255, max(1, radius // 24))
            cv2.line(mark, (x, y - part), (x, y + part), 255, max(1, radius // 24))
        cv2.circle(mark, centre, radius // 3, 255, -1)
        pressed = np.float32(random.uniform(0.6, 0.95) / 255)
        strength = mark[..., None].astype(np.float32) * pressed
        ink = np.array([float(random.uniform(70, 150)), 20, 30], np.float32)
        page = page * (1 - strength) + np.minimum(page, ink) * strength
    return _scaled(
        page.clip(0, 255).astype(np.uint8), float(random.uniform(0.23, 0.4)), cv2.INTER_AREA
    )


DAMAGES: dict[str, Damage] = {
    "low_resolution": low_resolution,
    "blur": blur,
    "fax": fax,
    "jpeg": jpeg,
    "stamp": stamp,
}


def damaged(page: RenderedPage, name: str, seed: int) -> RenderedPage:
    """The page after a damage, its boxes scaled along."""
    picture = DAMAGES[name](page.picture, np.random.default_rng(seed))
    x = picture.shape[1] / page.picture.shape[1]
    y = picture.shape[0] / page.picture.shape[0]
    lines = tuple(
        TrueLine(line.text, (line.box[0] * x, line.box[1] * y, line.box[2] * x, line.box[3] * y))
        for line in page.lines
    )
    return RenderedPage(picture, lines, round(page.dpi * x))


def _scaled(picture: Picture, factor: float, interpolation: int) -> Picture:
    seen = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=interpolation)
    return np.asarray(seen, dtype=np.uint8)


def _rgb(grey: Picture) -> Picture:
    return np.repeat(grey[..., None], 3, axis=2)
