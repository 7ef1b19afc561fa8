"""Reading one page: stamps, blankness, way up, kind, then text, form or drawing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.ocr.domain.drawing import read_drawing
from services.ocr.domain.engine import TextEngine
from services.ocr.domain.form import fill_cells, is_form, read_fields, tables_of
from services.ocr.domain.frame import is_framed
from services.ocr.domain.framing import read_framed
from services.ocr.domain.geometry import Box, quad_of_box, turn_picture, turn_quad
from services.ocr.domain.hand_lettering import by_person, lettered_by_hand
from services.ocr.domain.ink import Mask, ink_mask, is_blank, text_height
from services.ocr.domain.language import EMPTY, Language
from services.ocr.domain.lines import read_lines
from services.ocr.domain.orientation import find_rotation, sample_of
from services.ocr.domain.page import (
    Detection,
    FieldReading,
    LineRole,
    PageKind,
    PageReading,
    Picture,
    Quad,
    Reading,
    ReadLine,
    TableReading,
    TextLayerLine,
)
from services.ocr.domain.page_kind import classify
from services.ocr.domain.pictures import find_pictures, picture_roles
from services.ocr.domain.reading_order import in_reading_order
from services.ocr.domain.ruling import find_cells, split_at_cells
from services.ocr.domain.running_heads import roles_of_page
from services.ocr.domain.seals import read_seals
from services.ocr.domain.search import GRID_DETAIL, find_lines
from services.ocr.domain.second_look import doubted
from services.ocr.domain.specks import without_specks
from services.ocr.domain.stamps import separate_red_stamp
from services.ocr.domain.text_layer import agrees_with_picture, covers_ink, is_sane
from services.ocr.domain.unread_ink import find_unread_ink
from services.ocr.domain.vertical import is_vertical, read_columns

VERSION = "4"
"""Preprocessing version, named in results; raised with any change of a reading's outcome."""


def read_page(
    engine: TextEngine,
    picture: Picture,
    *,
    page: int = 1,
    dpi: float | None = None,
    kind: PageKind | None = None,
    text_layer: Sequence[TextLayerLine] = (),
    language: Language = EMPTY,
    second_engine: TextEngine | None = None,
) -> PageReading:
    """Read one page.

    ``kind`` is what the caller knows the page to be; otherwise it is found out. ``text_layer`` is
    what the file says stands there; it is used only when it proves right. ``language`` weighs
    doubts, ``second_engine`` reads doubtful lines too.
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
        seals=read_seals(engine, picture, stamp) if stamp is not None else (),
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
                    "lines": _with_roles(in_reading_order(lines), height),
                    "from_text_layer": True,
                }
            )
    coarse = None if kind is PageKind.DRAWING else text_height(ink)
    if coarse is not None:
        cleaned, ink = without_specks(cleaned, ink)
    cells = () if kind is PageKind.DRAWING else find_cells(ink)
    if coarse is not None and cells:
        coarse /= GRID_DETAIL
    detections = find_lines(engine, cleaned, ink, coarse)
    if is_vertical(engine, cleaned, detections):
        lines = doubted(engine, cleaned, read_columns(engine, cleaned, detections), EMPTY)
        return result.model_copy(
            update={"kind": kind or PageKind.TEXT, "lines": tuple(lines), "vertical": True}
        )
    sample = _read_sample(engine, cleaned, detections)
    rotation = find_rotation(engine, cleaned, sample)
    upright, upright_ink = cleaned, ink
    if rotation:
        upright, upright_ink = turn_picture(cleaned, rotation), turn_picture(ink, rotation)
        detections, sample = find_lines(engine, upright, upright_ink, coarse), {}
        cells = () if kind is PageKind.DRAWING else find_cells(upright_ink)
    sheet = _Sheet(engine, upright, upright_ink, rotation)
    found = sheet.read(
        detections, sample, kind, cells, coarse, language=language, second_engine=second_engine
    )
    return result.model_copy(update={"rotation": rotation, **found})


def _read_sample(
    engine: TextEngine, picture: Picture, detections: Sequence[Detection]
) -> dict[Quad, Reading]:
    known = {found.quad: found.reading for found in detections if found.reading is not None}
    sample = sample_of(detections)
    unread = [quad for quad in sample if quad not in known]
    known.update(zip(unread, read_framed(engine, picture, unread), strict=True))
    return {quad: known[quad] for quad in sample}


def _with_roles(lines: Sequence[ReadLine], page_height: int) -> tuple[ReadLine, ...]:
    return tuple(
        line if line.role is LineRole.PICTURE else line.model_copy(update={"role": role})
        for line, role in zip(lines, roles_of_page(lines, page_height), strict=True)
    )


class _Sheet:
    """An upright page; what it finds is mapped back to the page as stored."""

    def __init__(self, engine: TextEngine, picture: Picture, ink: Mask, rotation: int) -> None:
        self._engine = engine
        self._picture = picture
        self._ink = ink
        self._degrees = (360 - rotation) % 360

    def read(
        self,
        detections: Sequence[Detection],
        sample: dict[Quad, Reading],
        kind: PageKind | None,
        cells: Sequence[Box],
        coarse: float | None,
        *,
        language: Language,
        second_engine: TextEngine | None,
    ) -> dict[str, Any]:
        """Members of ``PageReading``."""
        cut = split_at_cells(detections, cells)
        if cells:
            lines = read_lines(self._engine, self._picture, cut)
        else:
            lines = read_lines(self._engine, self._picture, cut, sample, framed=True)
        filled = fill_cells(lines, cells)
        if kind is None:
            kind = PageKind.FORM if is_form(filled) else classify(lines, self._ink)
        if kind is PageKind.DRAWING:
            if coarse is not None:
                fine = find_lines(self._engine, self._picture, self._ink)
                lines = read_lines(self._engine, self._picture, fine)
            return self._drawing(lines)
        pictures = find_pictures(lines, self._ink, cells)
        lines = picture_roles(lines, pictures)
        lines = doubted(self._engine, self._picture, lines, language, second_engine)
        lines = list(_with_roles(in_reading_order(lines), self._picture.shape[0]))
        alarms = find_unread_ink(lines, self._ink, pictures)
        fields: tuple[FieldReading, ...] = ()
        tables: tuple[TableReading, ...] = ()
        if kind is PageKind.FORM:
            fields = read_fields(filled)
        elif cells:
            tables = tables_of(filled)
        return {
            "kind": kind,
            "lines": tuple(self._line(line) for line in lines),
            "fields": tuple(self._field(field) for field in fields),
            "tables": tuple(self._table(table) for table in tables),
            "pictures": tuple(self._quad(quad_of_box(box)) for box in pictures),
            "alarms": tuple(
                alarm.model_copy(update={"quad": self._quad(alarm.quad)}) for alarm in alarms
            ),
            "by_person": by_person(lines),
        }

    def _drawing(self, lines: Sequence[ReadLine]) -> dict[str, Any]:
        drawing = read_drawing(self._engine, self._picture, self._ink, lines)
        signs = sorted(drawing.signs, key=lambda sign: (sign.quad[1], sign.quad[0]))
        return {
            "kind": PageKind.DRAWING,
            "lines": tuple(self._line(line) for line in in_reading_order(drawing.lines)),
            "figure_labels": tuple(
                self._line(line) for line in in_reading_order(drawing.figure_labels)
            ),
            "signs": tuple(
                sign.model_copy(update={"quad": self._quad(sign.quad)}) for sign in signs
            ),
            "by_person": by_person(drawing.lines, drawing=True)
            or lettered_by_hand(signs, self._ink),
            "framed": is_framed(self._ink, drawing.figure_labels, drawing.lines),
        }

    def _quad(self, quad: Quad) -> Quad:
        height, width = self._picture.shape[:2]
        return turn_quad(quad, self._degrees, width, height)

    def _line(self, line: ReadLine) -> ReadLine:
        return line.model_copy(update={"quad": self._quad(line.quad)})

    def _field(self, field: FieldReading) -> FieldReading:
        value = None if field.value_quad is None else self._quad(field.value_quad)
        return field.model_copy(
            update={"label_quad": self._quad(field.label_quad), "value_quad": value}
        )

    def _table(self, table: TableReading) -> TableReading:
        cells = tuple(
            cell.model_copy(update={"quad": self._quad(cell.quad)}) for cell in table.cells
        )
        return table.model_copy(update={"cells": cells, "quad": self._quad(table.quad)})
