"""From a decoded picture to the normalised view that every descriptor sees.

Offices publish the same design as a 300 dpi line drawing, a fax and a small web picture. What
differs there (margin, specks, stroke width, contrast, size) is removed here. Strokes are thickened
at full resolution *before* shrinking: a one-pixel line of a 3,000-pixel sheet otherwise averages to
paper white.
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from services.design_image.domain.errors import EmptyPictureError
from services.design_image.domain.raster import Gray

VIEW_SIDE = 384
"""Side of a normalised view in pixels."""
MARGIN = 12
"""White border of a normalised view in pixels."""
PREPARATION_VERSION = "1"

_INK_CONTRAST = 24
"""A pixel this much darker than the paper carries ink (grey levels)."""
_STROKE = 2.0
"""Least stroke width after shrinking, in pixels."""
_WORK_SIDE = 4096
"""Larger pictures are brought down to this side before specks are counted (memory)."""
_SPECK = 2e-5
"""Connected ink below this share of the picture's area is dirt of the scanner."""


def paper_level(picture: Gray) -> int:
    """Grey level of the paper: the commonest level among the picture's border pixels."""
    border = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
    return int(np.bincount(border, minlength=256).argmax())


def ink_of(picture: Gray) -> Gray:
    """Ink, 0 none to 255 full: distance from the paper level, so that dark paper works too."""
    paper = paper_level(picture)
    distance = cv2.absdiff(picture, np.full_like(picture, paper))
    reach = max(paper, 255 - paper, 1)
    return np.asarray(cv2.convertScaleAbs(distance, alpha=255 / reach), dtype=np.uint8)


def despeckle(ink: Gray) -> Gray:
    """Remove connected specks far smaller than anything drawn, and keep dotted lines.

    A dot of a dotted line has many neighbours of its size; a speck is alone. So small components
    are kept where others lie within a few of their own widths.
    """
    mask = (ink >= _INK_CONTRAST).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    limit = max(9.0, _SPECK * ink.size)
    small = np.flatnonzero(stats[:, cv2.CC_STAT_AREA] <= limit)
    small = small[small != 0]
    if small.size == 0:
        return ink
    reach = max(5, round(0.02 * max(ink.shape)))
    presence = (mask > 0).astype(np.float32)
    around = cv2.boxFilter(
        presence,
        -1,
        (2 * reach + 1, 2 * reach + 1),
        normalize=False,
        borderType=cv2.BORDER_CONSTANT,
    )
    lonely = np.zeros(count, dtype=bool)
    for label in small[:20_000]:
        left, top, width, height, area = stats[label]
        crowd = around[top + height // 2, left + width // 2]
        lonely[label] = crowd < 3 * area
    cleaned = ink.copy()
    cleaned[lonely[labels]] = 0
    return cleaned


def content_box(ink: Gray) -> tuple[int, int, int, int] | None:
    """Smallest box ``(left, top, right, bottom)`` around all ink; ``None`` on blank paper."""
    mask = ink >= _INK_CONTRAST
    rows = np.flatnonzero(mask.any(axis=1))
    columns = np.flatnonzero(mask.any(axis=0))
    if rows.size == 0:
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def normalise(picture: Gray) -> Gray:
    """The normalised view: ``VIEW_SIDE`` x ``VIEW_SIDE``, black ink on white, content centred.

    Raises ``EmptyPictureError`` for blank paper.
    """
    ink = despeckle(_bounded(ink_of(picture)))
    box = content_box(ink)
    if box is None:
        raise EmptyPictureError()
    left, top, right, bottom = box
    ink = np.ascontiguousarray(ink[top:bottom, left:right])
    height, width = ink.shape
    room = VIEW_SIDE - 2 * MARGIN
    scale = room / max(height, width)
    stroke = round(_STROKE / scale) if scale < 1 else 1
    if stroke > 1:
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (stroke, stroke))
        ink = np.asarray(cv2.dilate(ink, kernel), dtype=np.uint8)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    interpolation = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    sized = np.asarray(cv2.resize(ink, size, interpolation=interpolation), dtype=np.uint8)
    canvas = np.zeros((VIEW_SIDE, VIEW_SIDE), dtype=np.uint8)
    x, y = (VIEW_SIDE - size[0]) // 2, (VIEW_SIDE - size[1]) // 2
    canvas[y : y + size[1], x : x + size[0]] = _full_contrast(sized)
    return np.asarray(255 - canvas, dtype=np.uint8)


def turned_by_45(view: Gray) -> Gray:
    """A normalised view turned by an eighth of a circle, normalised again."""
    side = math.ceil(VIEW_SIDE * math.sqrt(2))
    half = (VIEW_SIDE - 1) / 2
    matrix = cv2.getRotationMatrix2D((half, half), 45, 1.0)
    matrix[:, 2] = matrix[:, 2] + (side - VIEW_SIDE) / 2
    turned = cv2.warpAffine(view, matrix, (side, side), borderValue=(255, 255, 255, 255))
    return normalise(np.asarray(turned, dtype=np.uint8))


def _bounded(ink: Gray) -> Gray:
    """At most ``_WORK_SIDE`` pixels a side, strokes thickened before shrinking."""
    scale = _WORK_SIDE / max(ink.shape)
    if scale >= 1:
        return ink
    stroke = math.ceil(1 / scale)
    thick = cv2.dilate(ink, np.ones((stroke, stroke), np.uint8))
    size = (max(1, round(ink.shape[1] * scale)), max(1, round(ink.shape[0] * scale)))
    return np.asarray(cv2.resize(thick, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _full_contrast(ink: Gray) -> Gray:
    """Stretch so that the darkest strokes are black whatever the pen was."""
    present = ink[ink >= _INK_CONTRAST]
    if present.size == 0:
        return ink
    strong = max(float(np.percentile(present, 90)), 1.0)
    return np.asarray(cv2.convertScaleAbs(ink, alpha=255 / strong), dtype=np.uint8)
