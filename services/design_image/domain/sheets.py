"""Cut a sheet into views: drawings apart, captions, headers and barcodes away.

A sheet's ink falls into blocks with white space between them. A block is text when it is a line or
two high and made of letter-sized pieces, or when its ink stands in several lines of letter height;
everything else of some size is a view. Sizes are judged in millimetres of paper.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from services.design_image.domain.preparation import despeckle, ink_of
from services.design_image.domain.raster import Gray

_WORK_DPI = 150.0
_A4_LONG_MM = 297.0
_GAP_MM = 4.5
"""White space that parts two views."""
_LETTER_MM = 9.0
"""Largest piece of a caption or of a barcode."""
_LINE_MM = 13.0
"""Largest extent of a caption across its line."""
_TEXT_ROW_MM = 5.0
_TEXT_ROWS = 4
_RULE_MM = 0.9
"""Thickness of a printed rule at most; no view is as flat."""
_VIEW_MM = 12.0
"""A view is at least this long."""
_MAX_VIEWS = 40
_INK = 24
Labels = NDArray[np.int32]


@dataclass(frozen=True)
class SheetView:
    """One view cut from a sheet."""

    box: tuple[int, int, int, int]
    """left, top, right, bottom in pixels of the sheet."""
    picture: Gray
    """The view alone on white."""


@dataclass(frozen=True)
class _Block:
    label: int
    left: int
    top: int
    width: int
    height: int

    def holds(self, other: _Block) -> bool:
        """Whether the other's box lies inside this one's."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.left + other.width <= self.left + self.width
            and other.top + other.height <= self.top + self.height
        )


def cut_sheet(sheet: Gray, dpi: float | None = None) -> tuple[SheetView, ...]:
    """The views of a sheet in reading order (rows of the page, then left to right).

    ``dpi`` is the scan's resolution; without it the longer side is taken for A4's. A sheet of text
    alone has no view.
    """
    dpi = dpi or max(sheet.shape) / (_A4_LONG_MM / 25.4)
    ink = despeckle(ink_of(sheet))
    small, factor = _shrunk((ink >= _INK).astype(np.uint8), dpi)
    per_mm = dpi / factor / 25.4
    labels, blocks = _blocks(small, per_mm)
    kept = [
        block
        for block in blocks
        if max(block.width, block.height) >= _VIEW_MM * per_mm
        and min(block.width, block.height) > _RULE_MM * per_mm
        and not _is_text(labels, block, per_mm)
    ]
    if len(kept) > _MAX_VIEWS:
        # Not a sheet of views (a photograph of grain, a table): take it as one picture.
        return (_whole(sheet),)
    kept, labels = _with_inner(kept, labels)
    ordered = sorted(kept, key=lambda b: (round(b.top / (20 * per_mm)), b.left, b.top))
    return tuple(_cut(ink, labels, block, factor) for block in ordered)


def _shrunk(mask: NDArray[np.uint8], dpi: float) -> tuple[NDArray[np.uint8], float]:
    """The mask at about ``_WORK_DPI``, every stroke kept, and the factor of shrinking."""
    factor = max(1, int(dpi / _WORK_DPI))
    height, width = mask.shape
    rows, columns = -(-height // factor), -(-width // factor)
    padded = np.zeros((rows * factor, columns * factor), dtype=np.uint8)
    padded[:height, :width] = mask
    small = padded.reshape(rows, factor, columns, factor).max(axis=(1, 3))
    return small, float(factor)


def _blocks(mask: NDArray[np.uint8], per_mm: float) -> tuple[Labels, list[_Block]]:
    reach = max(1, round(_GAP_MM * per_mm / 2))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    room = cv2.copyMakeBorder(mask, reach, reach, reach, reach, cv2.BORDER_CONSTANT, value=0)
    _, grown = cv2.connectedComponents(cv2.dilate(room, kernel))
    labels = np.where(mask > 0, grown[reach:-reach, reach:-reach], 0).astype(np.int32)
    blocks = [
        _Block(
            label,
            left=columns.start,
            top=rows.start,
            width=columns.stop - columns.start,
            height=rows.stop - rows.start,
        )
        for label, (rows, columns) in enumerate(ndimage.find_objects(labels), start=1)
    ]
    return labels, blocks


def _with_inner(blocks: list[_Block], labels: Labels) -> tuple[list[_Block], Labels]:
    """Blocks that lie wholly inside another's box become part of it: details of one drawing."""
    outer: list[_Block] = []
    for block in sorted(blocks, key=lambda b: -b.width * b.height):
        holder = next((other for other in outer if other.holds(block)), None)
        if holder is None:
            outer.append(block)
        else:
            labels = np.where(labels == block.label, np.int32(holder.label), labels)
    return outer, labels


def _is_text(labels: Labels, block: _Block, per_mm: float) -> bool:
    own = _own(labels, block)
    _, _, stats, _ = cv2.connectedComponentsWithStats(own)
    sizes = stats[1:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]] / per_mm
    longest = sizes.max(axis=1)
    letters = sizes[longest <= _LETTER_MM]
    # A ruled line or two under a heading are no drawing either.
    ruled = len(sizes) - len(letters) <= 2 and bool(
        (sizes[longest > _LETTER_MM].min(axis=1) <= _RULE_MM).all()
    )
    if len(letters) < len(sizes) and not (ruled and len(letters) >= 6):
        return False
    if min(block.width, block.height) <= _LINE_MM * per_mm:
        return True
    return _in_rows(own, per_mm) or _in_rows(own.T, per_mm) or _of_one_height(letters)


def _of_one_height(letters: NDArray[np.float64]) -> bool:
    """Whether pieces are as alike in height as print is; dashes and dots of drawings are not."""
    if len(letters) < 40:
        return False
    # The narrower spread is taken, since lines of print may run up the page.
    low, middle, high = np.percentile(letters, [25, 50, 75], axis=0)
    alike = (middle >= 1.0) & (middle <= 4.0) & ((high - low) <= 0.45 * middle)
    return bool(alike.any())


def _own(labels: Labels, block: _Block) -> NDArray[np.uint8]:
    window = labels[block.top : block.top + block.height, block.left : block.left + block.width]
    return np.asarray(window == block.label, dtype=np.uint8)


def _in_rows(own: NDArray[np.uint8], per_mm: float) -> bool:
    """Whether the ink stands in several rows of letter height with white between them."""
    inked = np.concatenate([[0], own.any(axis=1).astype(np.int8), [0]])
    edges = np.diff(inked)
    heights = np.flatnonzero(edges == -1) - np.flatnonzero(edges == 1)
    low = heights <= _TEXT_ROW_MM * per_mm
    return int(low.sum()) >= _TEXT_ROWS and heights[low].sum() >= 0.8 * heights.sum()


def _cut(ink: Gray, labels: Labels, block: _Block, factor: float) -> SheetView:
    step = int(factor)
    height, width = ink.shape
    left, top = block.left * step, block.top * step
    right = min(width, (block.left + block.width) * step)
    bottom = min(height, (block.top + block.height) * step)
    own = np.kron(_own(labels, block), np.ones((step, step), dtype=np.uint8))
    own = own[: bottom - top, : right - left]
    picture = 255 - ink[top:bottom, left:right] * own
    return SheetView((left, top, right, bottom), np.asarray(picture, dtype=np.uint8))


def _whole(sheet: Gray) -> SheetView:
    height, width = sheet.shape
    return SheetView((0, 0, width, height), sheet)
