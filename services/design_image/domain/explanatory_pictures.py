"""Pictures that show why two views met: lines, overlay, heat map. Colours are BGR.

Every picture shows two normalised views and has at most ``2 * SIDE`` by ``SIDE`` pixels.
"""

from __future__ import annotations

from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from services.design_image.domain.explanation import (
    ExplainedQuery,
    aligning_transform,
    geometric,
    heat,
)
from services.design_image.domain.geometry import GeometricMatch
from services.design_image.domain.preparation import VIEW_SIDE
from services.design_image.domain.raster import Floats, Gray

SIDE = 480
"""Side of one view as it is shown, pixels."""
_LINES_SHOWN = 60
_QUERY = (40, 40, 215)
"""Red: strokes of the query alone."""
_GALLERY = (200, 110, 20)
"""Blue: strokes of the earlier design alone."""
_BOTH = (40, 40, 40)
_RULE = (205, 208, 214)

Colours = NDArray[np.uint8]
"""(height, width, 3)."""


class PictureKind(StrEnum):
    """What a picture shows."""

    LINES = "lines"
    """Both views side by side, agreeing key points joined."""
    OVERLAY = "overlay"
    """The query laid on the gallery view: red query, blue earlier design, dark both."""
    HEAT_MAP = "heat-map"
    """Both views side by side, tinted where their likeness lies."""


def explanatory_picture(kind: PictureKind, query: ExplainedQuery, gallery: Gray) -> Colours:
    """One picture of a query view and a normalised gallery view."""
    theirs = query.met(gallery).key_points
    if kind is PictureKind.HEAT_MAP:
        mine = query.key_points
        return _side_by_side(
            _tinted(query.view, heat(mine, theirs, query.encoder.model)),
            _tinted(gallery, heat(theirs, mine, query.encoder.model)),
        )
    match = geometric(query.key_points, theirs)
    if kind is PictureKind.LINES:
        return _joined(query.view, gallery, match)
    matrix = aligning_transform(match)
    laid = query.reasons(gallery).laid if matrix is None else _moved(query.view, matrix)
    return _overlay(laid, gallery)


def _shown(view: Gray) -> Colours:
    sized = cv2.resize(view, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(sized, cv2.COLOR_GRAY2BGR), dtype=np.uint8)


def _side_by_side(left: Colours, right: Colours) -> Colours:
    canvas = np.concatenate([left, right], axis=1)
    canvas[:, SIDE - 1 : SIDE + 1] = _RULE
    return canvas


def _joined(query: Gray, gallery: Gray, match: GeometricMatch) -> Colours:
    canvas = _side_by_side(_shown(query), _shown(gallery))
    lines = match.lines
    # An even choice: many lines on one place would hide it.
    chosen = np.unique(np.linspace(0, len(lines) - 1, min(len(lines), _LINES_SHOWN)).astype(int))
    scale = SIDE / VIEW_SIDE
    for number, (x, y, u, v) in enumerate(lines[chosen] * scale if len(lines) else ()):
        hue = np.array([[[number * 180 // max(len(chosen), 1), 200, 190]]], dtype=np.uint8)
        blue, green, red = (int(one) for one in cv2.cvtColor(hue, cv2.COLOR_HSV2BGR)[0, 0])
        start, end = (round(float(x)), round(float(y))), (round(float(u)) + SIDE, round(float(v)))
        cv2.line(canvas, start, end, (blue, green, red), 1, cv2.LINE_AA)
        for place in (start, end):
            cv2.circle(canvas, place, 3, (blue, green, red), -1, cv2.LINE_AA)
    return canvas


def _moved(view: Gray, matrix: Floats) -> Gray:
    size = (VIEW_SIDE, VIEW_SIDE)
    white = (255, 255, 255, 255)
    return np.asarray(cv2.warpAffine(view, matrix, size, borderValue=white), dtype=np.uint8)


def _overlay(laid: Gray, gallery: Gray) -> Colours:
    mine, theirs = (1 - _shown(view)[:, :, :1].astype(np.float32) / 255 for view in (laid, gallery))
    both = np.minimum(mine, theirs)
    canvas = np.full((SIDE, SIDE, 3), 255, dtype=np.float32)
    for share, colour in ((mine - both, _QUERY), (theirs - both, _GALLERY), (both, _BOTH)):
        canvas -= share * (255 - np.array(colour, dtype=np.float32))
    return np.clip(canvas, 0, 255).astype(np.uint8)


def _tinted(view: Gray, warmth: Floats) -> Colours:
    """The view with a tint that grows from paper over yellow to red, its strokes still seen."""
    warm = np.asarray(cv2.resize(warmth, (SIDE, SIDE)), dtype=np.float32)[:, :, None]
    # Few colours make small files.
    warm = np.asarray(np.rint(warm * 16) / 16, dtype=np.float32)
    tint = np.array([60, 200, 255], np.float32) * (1 - warm) + np.array([40, 30, 230]) * warm
    paper = 255 * (1 - warm) + tint * warm
    return np.asarray(paper * (_shown(view).astype(np.float32) / 255), dtype=np.uint8)
