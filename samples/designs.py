"""Sample designs: line drawings of everyday products, three views each, by parameters."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

SIZE = 480
DPI = 150
Point = tuple[float, float]


class View:
    """One view on a square of 100 x 100 units, antialiased."""

    def __init__(self) -> None:
        self._scale = SIZE * 2 / 100
        self._image = Image.new("L", (SIZE * 2, SIZE * 2), 255)
        self._draw = ImageDraw.Draw(self._image)

    def path(self, *points: Point, closed: bool = False, width: int = 5) -> None:
        """A polyline."""
        scaled = [(x * self._scale, y * self._scale) for x, y in points]
        self._draw.line(
            [*scaled, scaled[0]] if closed else scaled, fill=0, width=width, joint="curve"
        )

    def box(self, x: float, y: float, width: float, height: float, radius: float = 0) -> None:
        """A rectangle, with round corners if asked."""
        s = self._scale
        self._draw.rounded_rectangle(
            [x * s, y * s, (x + width) * s, (y + height) * s], radius * s, outline=0, width=5
        )

    def ring(self, x: float, y: float, rx: float, ry: float | None = None) -> None:
        """An ellipse around a centre."""
        s, ry = self._scale, rx if ry is None else ry
        self._draw.ellipse(
            [(x - rx) * s, (y - ry) * s, (x + rx) * s, (y + ry) * s], outline=0, width=5
        )

    def arc(self, x: float, y: float, width: float, height: float) -> None:
        """Half a wave to the right of a vertical line, as a handle is seen from the side."""
        steps = [i / 60 for i in range(61)]
        self.path(*((x + width * math.sin(math.pi * t), y + height * t) for t in steps))

    def save(self, path: Path) -> None:
        """Write it as grey PNG, or JPEG as filings have it."""
        small = self._image.resize((SIZE, SIZE), Image.Resampling.LANCZOS)
        small.save(path, optimize=True, dpi=(DPI, DPI))


Views = dict[str, View]


def lamp(shade: float, height: float, base: float, ribs: int) -> Views:
    """A desk lamp: shade width, stem height, base width, ribs of the shade."""
    front, left, top = View(), View(), View()
    for view, lean in ((front, 0.0), (left, 12.0)):
        y = 86 - height
        view.box(50 - base / 2, 86, base, 6, 2)
        view.path((50, 86), (50 + lean, y + 14))
        view.path((48, 86), (48 + lean, y + 14))
        x = 49 + lean
        view.path(
            (x - shade / 4, y),
            (x + shade / 4, y),
            (x + shade / 2, y + 18),
            (x - shade / 2, y + 18),
            closed=True,
        )
        for rib in range(1, ribs):
            share = rib / ribs - 0.5
            view.path((x + share * shade / 2, y), (x + share * shade, y + 18))
    top.ring(50, 50, shade / 2)
    top.ring(50, 50, shade / 4)
    for rib in range(ribs):
        angle = 2 * math.pi * rib / ribs
        top.path(
            (50 + shade / 4 * math.cos(angle), 50 + shade / 4 * math.sin(angle)),
            (50 + shade / 2 * math.cos(angle), 50 + shade / 2 * math.sin(angle)),
        )
    return {"front": front, "left": left, "top": top}


def cup(top_width: float, bottom_width: float, handle: float, bands: int) -> Views:
    """A cup: widths, handle size, decorative bands."""
    front, left, top = View(), View(), View()
    for view, with_handle in ((front, True), (left, False)):
        view.path(
            (50 - top_width / 2, 20),
            (50 + top_width / 2, 20),
            (50 + bottom_width / 2, 84),
            (50 - bottom_width / 2, 84),
            closed=True,
        )
        for band in range(bands):
            y = 32 + band * 40 / max(bands, 1)
            share = (y - 20) / 64
            half = (top_width * (1 - share) + bottom_width * share) / 2
            view.path((50 - half, y), (50 + half, y))
        if with_handle:
            x = 50 + (top_width * 0.6 + bottom_width * 0.4) / 2
            view.arc(x, 34, handle, 30)
            view.arc(x, 38, handle - 4, 22)
        else:
            view.box(47, 34, 6, 30, 3)
    top.ring(46, 50, top_width / 2)
    top.ring(46, 50, bottom_width / 2)
    top.box(46 + top_width / 2, 47, handle, 6, 2)
    return {"front": front, "left": left, "top": top}


def chair(seat: float, back: float, slats: int, splay: float) -> Views:
    """A chair: seat width, back height, slats of the back, splay of the legs."""
    front, left, top = View(), View(), View()
    x, y = 50 - seat / 2, 56
    front.box(x, y, seat, 5, 2)
    front.path((x + 4, y + 5), (x + 4 - splay, 94), width=9)
    front.path((x + seat - 4, y + 5), (x + seat - 4 + splay, 94), width=9)
    front.box(x + 2, y - back, seat - 4, back, 4)
    for slat in range(1, slats + 1):
        at = x + 2 + (seat - 4) * slat / (slats + 1)
        front.path((at, y - back), (at, y))
    left.box(x, y, seat, 5, 2)
    left.path((x + 4, y + 5), (x + 4 - splay, 94), width=9)
    left.path((x + seat - 4, y + 5), (x + seat - 4 + splay, 94), width=9)
    left.path((x + 3, y), (x - 6, y - back), (x - 2, y - back), (x + 7, y))
    top.box(x, 30, seat, seat * 0.9, 6)
    top.box(x + 2, 26, seat - 4, 4, 2)
    for slat in range(1, slats + 1):
        at = 30 + seat * 0.9 * slat / (slats + 1)
        top.path((x + 4, at), (x + seat - 4, at))
    return {"front": front, "left": left, "top": top}


def bottle(width: float, neck: float, shoulder: float, rings: int) -> Views:
    """A bottle: body width, neck width, shoulder height, rings."""
    front, left, top = View(), View(), View()
    for view in (front, left):
        view.box(50 - neck / 2, 8, neck, 10, 1)
        view.path(
            (50 - neck / 2, 18),
            (50 - width / 2, 18 + shoulder),
            (50 - width / 2, 90),
            (50 + width / 2, 90),
            (50 + width / 2, 18 + shoulder),
            (50 + neck / 2, 18),
        )
        for ring in range(rings):
            y = 26 + shoulder + ring * (52 - shoulder) / max(rings, 1)
            view.path((50 - width / 2, y), (50 + width / 2, y))
    left.box(46, 40, 8, 30, 2)
    top.ring(50, 50, width / 2)
    top.ring(50, 50, neck / 2)
    return {"front": front, "left": left, "top": top}


def clock(radius: float, marks: int, corner: float, feet: float) -> Views:
    """A table clock: dial, marks, corner radius of the case, feet."""
    front, left, top = View(), View(), View()
    side = radius * 2 + 10
    front.box(50 - side / 2, 46 - side / 2, side, side, corner)
    front.ring(50, 46, radius)
    for mark in range(marks):
        angle = 2 * math.pi * mark / marks
        front.path(
            (50 + radius * 0.82 * math.cos(angle), 46 + radius * 0.82 * math.sin(angle)),
            (50 + radius * 0.95 * math.cos(angle), 46 + radius * 0.95 * math.sin(angle)),
        )
    front.path((50, 46), (50, 46 - radius * 0.7))
    front.path((50, 46), (50 + radius * 0.5, 46 + radius * 0.2))
    for view, half in ((front, side / 2), (left, 12.0)):
        view.path((50 - half + 4, 46 + side / 2), (50 - half, 46 + side / 2 + feet))
        view.path((50 + half - 4, 46 + side / 2), (50 + half, 46 + side / 2 + feet))
    left.box(38, 46 - side / 2, 24, side, 2)
    top.box(50 - side / 2, 38, side, 24, 2)
    top.box(44, 34, 12, 4, 1)
    return {"front": front, "left": left, "top": top}


PRODUCTS: dict[str, tuple[Callable[..., Views], str, str]] = {
    "lamp": (lamp, "台灯", "26-05"),
    "cup": (cup, "杯子", "07-01"),
    "chair": (chair, "椅子", "06-01"),
    "bottle": (bottle, "瓶子", "09-01"),
    "clock": (clock, "台钟", "10-01"),
}


COLLECTION: tuple[tuple[str, tuple[tuple[float, ...], ...]], ...] = (
    (
        "lamp",
        ((36, 56, 30, 5), (48, 64, 24, 8), (28, 48, 40, 3), (56, 52, 34, 10), (40, 70, 28, 6)),
    ),
    ("cup", ((44, 30, 14, 2), (36, 36, 18, 4), (50, 40, 10, 1), (40, 24, 16, 6), (46, 44, 12, 3))),
    ("chair", ((44, 40, 3, 2), (52, 30, 5, 6), (38, 46, 7, 0), (48, 36, 2, 4), (56, 42, 9, 8))),
    (
        "bottle",
        ((34, 12, 16, 3), (26, 14, 10, 6), (42, 10, 24, 1), (30, 16, 30, 4), (38, 20, 12, 8)),
    ),
    ("clock", ((26, 12, 4, 6), (30, 4, 20, 4), (22, 24, 2, 10), (28, 8, 30, 3), (24, 60, 10, 8))),
)
