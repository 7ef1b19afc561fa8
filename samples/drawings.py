"""Line drawings for the sample applications: shapes, leader lines, reference signs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

DPI = 300
WIDTH, HEIGHT = 1180, 1420  # 100 mm x 120 mm
INK = 0
LINE = 5

Point = tuple[float, float]


class Sheet:
    """One figure. Coordinates run from 0 to 100 (x) and 0 to 120 (y), in millimetres."""

    def __init__(self) -> None:
        self.image = Image.new("L", (WIDTH, HEIGHT), 255)
        self._draw = ImageDraw.Draw(self.image)
        self._font = ImageFont.load_default(58)

    def _px(self, point: Point) -> Point:
        return (point[0] * DPI / 25.4, point[1] * DPI / 25.4)

    def lines(self, *points: Point, closed: bool = False) -> None:
        """A polyline."""
        path = [self._px(point) for point in points]
        self._draw.line([*path, path[0]] if closed else path, fill=INK, width=LINE, joint="curve")

    def box(self, x: float, y: float, width: float, height: float) -> None:
        """A rectangle."""
        self.lines((x, y), (x + width, y), (x + width, y + height), (x, y + height), closed=True)

    def ellipse(self, x: float, y: float, width: float, height: float) -> None:
        """An ellipse inside a rectangle."""
        self._draw.ellipse(
            [self._px((x, y)), self._px((x + width, y + height))], outline=INK, width=LINE
        )

    def hatch(self, x: float, y: float, width: float, height: float, step: float = 4) -> None:
        """Section lining inside a rectangle."""
        position = 0.0
        while position < width + height:
            start = (x + min(position, width), y + max(0.0, position - width))
            end = (x + max(0.0, position - height), y + min(position, height))
            self._draw.line([self._px(start), self._px(end)], fill=INK, width=2)
            position += step

    def sign(self, text: str, at: Point, target: Point) -> None:
        """A reference sign at one point, with a leader line to what it names."""
        self._draw.line([self._px(at), self._px(target)], fill=INK, width=3)
        x, y = self._px(at)
        left, top, right, bottom = self._draw.textbbox((0, 0), text, font=self._font)
        width, height = right - left, bottom - top
        away = 16
        dx = -width - away if at[0] < target[0] else away
        self._draw.text((x + dx - left, y - height / 2 - top), text, fill=INK, font=self._font)

    def save(self, path: Path) -> None:
        """Write a bilevel TIFF, as offices ask for."""
        bilevel = self.image.point(lambda value: 255 if value > 127 else 0).convert("1")
        bilevel.save(path, compression="group4", dpi=(DPI, DPI))


def drain() -> Sheet:
    """A tank drain: chamber, level sensor, valve, controller."""
    sheet = Sheet()
    sheet.box(30, 30, 36, 50)
    sheet.lines((44, 30), (44, 18))
    sheet.lines((52, 30), (52, 18))
    sheet.lines((42, 27), (54, 27))
    sheet.lines((44, 80), (44, 96))
    sheet.lines((52, 80), (52, 96))
    sheet.lines((40, 96), (56, 108), (56, 96), (40, 108), closed=True)
    sheet.lines((48, 36), (48, 72))
    sheet.ellipse(43, 54, 10, 8)
    sheet.box(78, 50, 16, 20)
    sheet.lines((53, 60), (78, 60))
    sheet.lines((86, 70), (86, 102), (56, 102))
    sheet.box(26, 44, 4, 24)
    sheet.box(66, 44, 4, 12)
    for text, at, target in [
        ("1", (16, 38), (30, 36)),
        ("11", (30, 12), (44, 20)),
        ("12", (30, 90), (44, 88)),
        ("2", (16, 60), (46, 58)),
        ("3", (26, 108), (44, 102)),
        ("4", (92, 40), (88, 50)),
        ("5", (68, 22), (54, 27)),
        ("6", (16, 78), (28, 66)),
    ]:
        sheet.sign(text, at, target)
    return sheet


def float_sensor() -> Sheet:
    """A float on a guide rod with a stop ring."""
    sheet = Sheet()
    sheet.box(20, 10, 60, 6)
    sheet.box(47, 16, 6, 80)
    sheet.ellipse(34, 44, 32, 22)
    sheet.box(41, 92, 18, 5)
    sheet.lines((16, 106), (84, 106))
    sheet.hatch(16, 106, 68, 6)
    for text, at, target in [
        ("21", (80, 40), (63, 50)),
        ("22", (22, 28), (47, 34)),
        ("23", (80, 88), (59, 94)),
    ]:
        sheet.sign(text, at, target)
    return sheet


def greenhouse() -> Sheet:
    """A greenhouse with lamp, sensor, controller and lifting frame."""
    sheet = Sheet()
    sheet.lines((10, 100), (10, 50), (50, 20), (90, 50), (90, 100), closed=True)
    sheet.lines((50, 22), (50, 50))
    sheet.box(34, 50, 32, 6)
    sheet.ellipse(20, 78, 8, 8)
    sheet.box(72, 72, 12, 16)
    sheet.lines((28, 82), (72, 82))
    for text, at, target in [
        ("1", (20, 68), (23, 78)),
        ("2", (66, 62), (74, 72)),
        ("3", (26, 62), (36, 55)),
        ("4", (60, 44), (50, 38)),
    ]:
        sheet.sign(text, at, target)
    return sheet


def controller() -> Sheet:
    """A block diagram of the controller."""
    sheet = Sheet()
    sheet.box(36, 40, 30, 22)
    sheet.box(36, 84, 30, 16)
    sheet.lines((51, 62), (51, 84))
    sheet.lines((47, 78), (51, 84), (55, 78))
    sheet.sign("2", (82, 44), (66, 48))
    sheet.sign("5", (82, 88), (66, 90))
    return sheet


def pole() -> Sheet:
    """A folding walking pole, unfolded."""
    sheet = Sheet()
    sheet.box(46, 20, 8, 36)
    sheet.box(45, 66, 10, 36)
    sheet.box(48, 56, 4, 8)
    sheet.box(47, 66, 6, 10)
    sheet.lines((50, 24), (50, 98))
    sheet.box(54, 34, 4, 8)
    sheet.box(43, 6, 14, 14)
    sheet.ellipse(57, 8, 16, 10)
    sheet.lines((46, 102), (50, 114), (54, 102), closed=True)
    sheet.lines((43, 104), (43, 110), (57, 110), (57, 104))
    for text, at, target in [
        ("1", (26, 30), (46, 32)),
        ("11", (26, 58), (48, 60)),
        ("2", (26, 88), (45, 86)),
        ("21", (74, 70), (53, 70)),
        ("3", (74, 86), (50, 82)),
        ("4", (74, 36), (58, 38)),
        ("5", (26, 114), (48, 110)),
        ("6", (74, 108), (57, 107)),
        ("7", (26, 12), (43, 12)),
        ("8", (82, 8), (72, 11)),
    ]:
        sheet.sign(text, at, target)
    return sheet


def lock() -> Sheet:
    """The lock of the pole in section."""
    sheet = Sheet()
    sheet.box(30, 10, 6, 100)
    sheet.hatch(30, 10, 6, 100)
    sheet.box(64, 10, 6, 100)
    sheet.hatch(64, 10, 6, 100)
    sheet.box(40, 46, 20, 26)
    sheet.box(60, 54, 14, 8)
    sheet.lines((50, 72), (50, 110))
    sheet.box(64, 28, 6, 8)
    sheet.box(64, 84, 6, 8)
    for text, at, target in [
        ("1", (16, 22), (30, 26)),
        ("12", (86, 26), (70, 32)),
        ("4", (16, 56), (40, 58)),
        ("41", (86, 50), (74, 57)),
        ("3", (16, 94), (50, 90)),
    ]:
        sheet.sign(text, at, target)
    return sheet


DRAWINGS: dict[str, Callable[[], Sheet]] = {
    "drain": drain,
    "float": float_sensor,
    "greenhouse": greenhouse,
    "controller": controller,
    "pole": pole,
    "lock": lock,
}
