"""Quads under turning, scaling and cutting out."""

from __future__ import annotations

from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from services.ocr.domain.page import Picture, Quad

Pixel = TypeVar("Pixel", np.uint8, np.bool_)
Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 with x0 <= x1 and y0 <= y1."""


def quad_of_box(box: Box) -> Quad:
    """The upright quad of a box."""
    x0, y0, x1, y1 = (float(value) for value in box)
    return (x0, y0, x1, y0, x1, y1, x0, y1)


def bounds(quad: Quad) -> Box:
    """The upright box around a quad."""
    xs, ys = quad[0::2], quad[1::2]
    return (min(xs), min(ys), max(xs), max(ys))


def centre(quad: Quad) -> tuple[float, float]:
    """Mean of the corners."""
    return (sum(quad[0::2]) / 4, sum(quad[1::2]) / 4)


def sides(quad: Quad) -> tuple[float, float]:
    """Length along the text and across it."""
    corners = np.asarray(quad, dtype=np.float64).reshape(4, 2)
    edge = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    return float(max(edge[0], edge[2])), float(max(edge[1], edge[3]))


def scale_quad(quad: Quad, x_factor: float, y_factor: float) -> Quad:
    """The quad in a picture scaled by these factors."""
    x1, y1, x2, y2, x3, y3, x4, y4 = quad
    return (
        x1 * x_factor,
        y1 * y_factor,
        x2 * x_factor,
        y2 * y_factor,
        x3 * x_factor,
        y3 * y_factor,
        x4 * x_factor,
        y4 * y_factor,
    )


def shift_quad(quad: Quad, x: float, y: float) -> Quad:
    """The quad moved by ``x`` and ``y``."""
    a, b, c, d, e, f, g, h = quad
    return (a + x, b + y, c + x, d + y, e + x, f + y, g + x, h + y)


def part_of_quad(quad: Quad, start: float, end: float, *, vertical: bool = False) -> Quad:
    """The part of a line's quad between two shares of its length (of its height if vertical)."""
    corners = np.asarray(quad, dtype=np.float64).reshape(4, 2)
    if vertical:
        right, left = corners[2] - corners[1], corners[3] - corners[0]
        parts = [
            corners[0] + left * start,
            corners[1] + right * start,
            corners[1] + right * end,
            corners[0] + left * end,
        ]
    else:
        top, bottom = corners[1] - corners[0], corners[2] - corners[3]
        parts = [
            corners[0] + top * start,
            corners[0] + top * end,
            corners[3] + bottom * end,
            corners[3] + bottom * start,
        ]
    a, b, c, d, e, f, g, h = np.concatenate(parts).round(1).tolist()
    return (a, b, c, d, e, f, g, h)


def turn_picture(picture: NDArray[Pixel], degrees: int) -> NDArray[Pixel]:
    """The picture (or mask) turned clockwise by 0, 90, 180 or 270 degrees."""
    return np.ascontiguousarray(np.rot90(picture, -(degrees // 90) % 4))


def turn_quad(quad: Quad, degrees: int, width: int, height: int) -> Quad:
    """A quad of a ``width`` x ``height`` picture, in that picture turned clockwise.

    The corners keep their order: the first stays the text's own top left.
    """
    corners = list(zip(quad[0::2], quad[1::2], strict=True))
    turned: list[float] = []
    for x, y in corners:
        match degrees % 360:
            case 90:
                point = (height - y, x)
            case 180:
                point = (width - x, height - y)
            case 270:
                point = (y, width - x)
            case _:
                point = (x, y)
        turned.extend(point)
    a, b, c, d, e, f, g, h = turned
    return (a, b, c, d, e, f, g, h)


def start_corner_after_turn(quad: Quad, degrees: int) -> Quad:
    """The same place, its corners renamed for text that is upright after turning clockwise.

    A detector names corners as if text were upright. In a page that must be turned by ``degrees``
    the text's own top left is another corner.
    """
    shift = 2 * ((4 - degrees // 90) % 4)
    a, b, c, d, e, f, g, h = quad[shift:] + quad[:shift]
    return (a, b, c, d, e, f, g, h)


def cut_out(picture: Picture, quad: Quad) -> Picture:
    """The region of a quad as an upright picture (perspective undone)."""
    width, height = (max(1, round(side)) for side in sides(quad))
    source = np.asarray(quad, dtype=np.float32).reshape(4, 2)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(source, target)
    cut = cv2.warpPerspective(
        picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(cut, dtype=np.uint8)


def overlap_of_smaller(a: Box, b: Box) -> float:
    """Common area over the smaller area, 0-1."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    smaller = min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]))
    return width * height / smaller if smaller > 0 else 0.0
