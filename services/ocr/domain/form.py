"""Request forms and tables: cells of a grid to labels and values, rows and columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from services.ocr.domain.form_labels import check_value, folded_label, inner_labels, is_label
from services.ocr.domain.geometry import Box, bounds, quad_of_box
from services.ocr.domain.page import CellReading, FieldReading, Quad, ReadLine, TableReading
from services.ocr.domain.reading_order import in_reading_order
from services.ocr.domain.ruling import SMALLEST_CELL, cell_of

FEWEST_LABELS = 3
"""Known labels from which a grid is a form."""


class _Cell(NamedTuple):
    box: Box
    text: str
    quad: Quad | None
    """Around its text."""


def fill_cells(lines: Sequence[ReadLine], cells: Sequence[Box]) -> list[_Cell]:
    """Each cell with the text in it; lines within a cell in reading order, joined by a space."""
    inside: dict[int, list[ReadLine]] = {}
    for line in lines:
        cell = cell_of(line.quad, cells)
        if cell is not None:
            inside.setdefault(cell, []).append(line)
    filled = []
    for i, box in enumerate(cells):
        members = in_reading_order(inside.get(i, []))
        text = _joined(line.text for line in members)
        quad = _around([line.quad for line in members]) if members else None
        filled.append(_Cell(box, text, quad))
    return filled


def is_form(filled: Sequence[_Cell]) -> bool:
    """Whether the grid is a form: enough of its cells hold a known label."""
    labels = sum(1 for cell in filled if is_label(cell.text) or bool(inner_labels(cell.text)))
    return labels >= FEWEST_LABELS


def read_fields(filled: Sequence[_Cell]) -> tuple[FieldReading, ...]:
    """Labels and values of a form, in reading order.

    A cell that holds a label is followed by its value: in the same cell after the label, or in the
    next cell of the row. In a row whose labels are not known, first cell and second are a pair. A
    value may hold further labels (nationality, then the identity number); these come after it.
    """
    fields: list[FieldReading] = []
    for row in _rows(filled):
        waiting: _Cell | None = None
        for place, cell in enumerate(row):
            if not cell.text and waiting is None:
                continue
            if waiting is not None and not is_label(cell.text):
                fields += _pair(waiting, cell)
                waiting = None
            elif is_label(cell.text):
                if waiting is not None:
                    fields += _pair(waiting, None)
                waiting = cell
            elif inner_labels(cell.text):
                fields += _pieces(cell, None)
            elif place + 1 < len(row) and row[place + 1].text and not is_label(row[place + 1].text):
                waiting = cell
        if waiting is not None and is_label(waiting.text):
            fields += _pair(waiting, None)
    return tuple(fields)


def read_table(filled: Sequence[_Cell]) -> TableReading | None:
    """The grid as rows and columns; ``None`` unless it has two of each and some text."""
    if not any(cell.text for cell in filled):
        return None
    tops = _edges(cell.box[1] for cell in filled)
    lefts = _edges(cell.box[0] for cell in filled)
    if len(tops) < 2 or len(lefts) < 2:
        return None
    readings = []
    for cell in filled:
        row, row_end = _place(cell.box[1], tops), _place(cell.box[3] - SMALLEST_CELL, tops)
        column, column_end = _place(cell.box[0], lefts), _place(cell.box[2] - SMALLEST_CELL, lefts)
        readings.append(
            CellReading(
                row=row,
                column=column,
                row_span=max(1, row_end - row + 1),
                column_span=max(1, column_end - column + 1),
                text=cell.text,
                quad=quad_of_box(cell.box),
            )
        )
    around = _around([quad_of_box(cell.box) for cell in filled])
    return TableReading(rows=len(tops), columns=len(lefts), cells=tuple(readings), quad=around)


def tables_of(filled: Sequence[_Cell]) -> tuple[TableReading, ...]:
    """Tables of a page: cells that touch belong together."""
    groups: list[list[_Cell]] = []
    for cell in filled:
        near = [group for group in groups if any(_touch(cell.box, other.box) for other in group)]
        merged = [cell, *(member for group in near for member in group)]
        groups = [group for group in groups if group not in near] + [merged]
    tables = [
        read_table(sorted(group, key=lambda cell: (cell.box[1], cell.box[0]))) for group in groups
    ]
    return tuple(
        sorted(
            (table for table in tables if table), key=lambda table: (table.quad[1], table.quad[0])
        )
    )


def _pair(label: _Cell, value: _Cell | None) -> Iterable[FieldReading]:
    if value is not None and inner_labels(value.text):
        yield from _pieces(value, label)
        return
    yield _field(label.text, label, value.text if value else "", value, None)


def _pieces(cell: _Cell, label: _Cell | None) -> Iterable[FieldReading]:
    """A cell's text cut at the labels in it; what stands before the first belongs to ``label``."""
    inner = inner_labels(cell.text)
    if label is not None:
        yield _field(label.text, label, cell.text[: inner[0][0]].strip(), cell, None)
    ends = [start for start, _, _ in inner[1:]] + [len(cell.text)]
    within = folded_label(label.text) if label is not None else None
    for (_, start, name), end in zip(inner, ends, strict=True):
        yield _field(name, cell, cell.text[start:end].strip(), cell, within)


def _field(
    name: str, label: _Cell, value: str, holder: _Cell | None, within: str | None
) -> FieldReading:
    quad = holder.quad if holder is not None and value else None
    return FieldReading(
        label=folded_label(name),
        value=value,
        label_quad=label.quad or quad_of_box(label.box),
        value_quad=quad,
        within=within,
        fault=check_value(name, value),
    )


def _rows(filled: Sequence[_Cell]) -> list[list[_Cell]]:
    rows: dict[int, list[_Cell]] = {}
    tops = _edges(cell.box[1] for cell in filled)
    for cell in filled:
        rows.setdefault(_place(cell.box[1], tops), []).append(cell)
    return [sorted(rows[key], key=lambda cell: cell.box[0]) for key in sorted(rows)]


def _edges(values: Iterable[float]) -> list[float]:
    """Distinct edges: values closer than a cell's least side are one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] >= SMALLEST_CELL:
            edges.append(value)
    return edges


def _place(value: float, edges: Sequence[float]) -> int:
    return max((i for i, edge in enumerate(edges) if edge <= value + SMALLEST_CELL / 2), default=0)


def _touch(a: Box, b: Box) -> bool:
    reach = SMALLEST_CELL + 2
    return (
        a[0] - reach < b[2] and b[0] - reach < a[2] and a[1] - reach < b[3] and b[1] - reach < a[3]
    )


def _joined(texts: Iterable[str]) -> str:
    return " ".join(text.strip() for text in texts if text.strip())


def _around(quads: Sequence[Quad]) -> Quad:
    boxes: list[Box] = [bounds(quad) for quad in quads]
    return quad_of_box(
        (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )
    )
