"""Reading one page: stamp, blankness, way up, kind, then text or drawing."""

from __future__ import annotations

from collections.abc import Sequence

from services.ocr.domain.drawing import read_drawing
from services.ocr.domain.engine import TextEngine
from services.ocr.domain.geometry import turn_picture, turn_quad
from services.ocr.domain.ink import ink_mask, is_blank
from services.ocr.domain.lines import read_lines
from services.ocr.domain.orientation import find_rotation, sample_of
from services.ocr.domain.page import (
    Detection,
    PageKind,
    PageReading,
    Picture,
    Quad,
    Reading,
    ReadLine,
    SignReading,
    TextLayerLine,
)
from services.ocr.domain.page_kind import classify
from services.ocr.domain.reading_order import in_reading_order
from services.ocr.domain.stamps import separate_red_stamp
from services.ocr.domain.text_layer import agrees_with_picture, covers_ink, is_sane

VERSION = "1"
"""Preprocessing version, named in results; raised with any change of a reading's outcome."""


def read_page(
    engine: TextEngine,
    picture: Picture,
    *,
    page: int = 1,
    dpi: float | None = None,
    kind: PageKind | None = None,
    text_layer: Sequence[TextLayerLine] = (),
) -> PageReading:
    """Read one page.

    ``kind`` is what the caller knows the page to be; otherwise it is found out. ``text_layer`` is
    what the file says stands there; it is used only when it proves right.
    """
    height, width = picture.shape[:2]
    cleaned, stamp = separate_red_stamp(picture)
    result = PageReading(
        page=page,
        kind=PageKind.BLANK,
        width=width,
        height=height,
        dpi=dpi,
        red_stamp=stamp is not None,
    )
    ink = ink_mask(cleaned)
    if kind is PageKind.BLANK or is_blank(ink):
        return result
    if kind is not PageKind.DRAWING and is_sane(text_layer) and covers_ink(text_layer, ink):
        lines = [ReadLine(text=line.text, quad=line.quad, score=1.0) for line in text_layer]
        if agrees_with_picture(text_layer, cleaned, engine):
            return result.model_copy(
                update={
                    "kind": PageKind.TEXT,
                    "lines": in_reading_order(lines),
                    "from_text_layer": True,
                }
            )
    detections = engine.detect(cleaned)
    sample = _read_sample(engine, cleaned, detections)
    rotation = find_rotation(engine, cleaned, sample)
    upright, upright_ink = cleaned, ink
    if rotation:
        upright, upright_ink = turn_picture(cleaned, rotation), turn_picture(ink, rotation)
        detections, sample = engine.detect(upright), {}
    lines = read_lines(engine, upright, detections, sample)
    if kind is None:
        kind = classify(lines, upright_ink)
    labels: tuple[ReadLine, ...] = ()
    signs: tuple[SignReading, ...] = ()
    if kind is PageKind.DRAWING:
        drawing = read_drawing(engine, upright, upright_ink, lines)
        lines, labels, signs = list(drawing.lines), drawing.figure_labels, drawing.signs
    back = _Back(rotation, upright.shape[1], upright.shape[0])
    return result.model_copy(
        update={
            "kind": kind,
            "rotation": rotation,
            "lines": tuple(back.line(line) for line in in_reading_order(lines)),
            "figure_labels": tuple(back.line(line) for line in in_reading_order(labels)),
            "signs": tuple(
                sign.model_copy(update={"quad": back.quad(sign.quad)})
                for sign in sorted(signs, key=lambda sign: (sign.quad[1], sign.quad[0]))
            ),
        }
    )


def _read_sample(
    engine: TextEngine, picture: Picture, detections: Sequence[Detection]
) -> dict[Quad, Reading]:
    known = {found.quad: found.reading for found in detections if found.reading is not None}
    sample = sample_of(detections)
    unread = [quad for quad in sample if quad not in known]
    known.update(zip(unread, engine.read(picture, unread), strict=True))
    return {quad: known[quad] for quad in sample}


class _Back:
    """Maps places of the upright picture back to the stored one."""

    def __init__(self, rotation: int, upright_width: int, upright_height: int) -> None:
        self._degrees = (360 - rotation) % 360
        self._width, self._height = upright_width, upright_height

    def quad(self, quad: Quad) -> Quad:
        return turn_quad(quad, self._degrees, self._width, self._height)

    def line(self, line: ReadLine) -> ReadLine:
        return line.model_copy(update={"quad": self.quad(line.quad)})
