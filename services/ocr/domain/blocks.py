"""Lines that stand together: a page's blocks in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from services.ocr.domain.geometry import Box, bounds, overlap_of_smaller, quad_of_box, sides
from services.ocr.domain.page import LineRole, PageReading, Quad, ReadLine
from shared.contracts.ocr import BlockKind

WIDEST_GAP = 1.2
"""Paper between two lines of one block, over the lower line's height."""

_KINDS = {
    LineRole.HEADER: BlockKind.HEADER,
    LineRole.FOOTER: BlockKind.FOOTER,
    LineRole.PAGE_NUMBER: BlockKind.PAGE_NUMBER,
}


class Block(NamedTuple):
    """A block and the places of its lines among the page's."""

    kind: BlockKind
    quad: Quad
    lines: tuple[int, ...] = ()


def blocks_of(page: PageReading) -> tuple[Block, ...]:
    """Blocks in the order of their first lines; pictures and tables hold the lines inside them."""
    areas = [(BlockKind.PICTURE, bounds(quad)) for quad in page.pictures]
    areas += [(BlockKind.TABLE, bounds(table.quad)) for table in page.tables]
    members: dict[int, list[int]] = {}
    groups: list[tuple[BlockKind, list[int]]] = []
    for i, line in enumerate(page.lines):
        area = _area_of(line, areas)
        if area is not None:
            if area not in members:
                members[area] = []
                groups.append((areas[area][0], members[area]))
            members[area].append(i)
            continue
        kind = _KINDS.get(line.role, BlockKind.TEXT)
        if groups and groups[-1][0] is kind is BlockKind.TEXT and groups[-1][1]:
            last = page.lines[groups[-1][1][-1]]
            if _together(last, line, vertical=page.vertical):
                groups[-1][1].append(i)
                continue
        groups.append((kind, [i]))
    blocks = [
        Block(kind, _around([bounds(page.lines[i].quad) for i in lines]), tuple(lines))
        for kind, lines in groups
    ]
    blocks += [
        Block(kind, quad_of_box(box)) for i, (kind, box) in enumerate(areas) if i not in members
    ]
    return (*blocks, *(Block(BlockKind.SEAL, seal.quad) for seal in page.seals))


def _area_of(line: ReadLine, areas: Sequence[tuple[BlockKind, Box]]) -> int | None:
    for i, (kind, box) in enumerate(areas):
        if kind is BlockKind.PICTURE and line.role is not LineRole.PICTURE:
            continue
        if overlap_of_smaller(bounds(line.quad), box) > 0.6:
            return i
    return None


def _together(above: ReadLine, below: ReadLine, *, vertical: bool) -> bool:
    a, b = bounds(above.quad), bounds(below.quad)
    if vertical:
        return 0 <= a[0] - b[0] <= 3 * (b[2] - b[0])
    height = min(sides(above.quad)[1], sides(below.quad)[1])
    common = min(a[2], b[2]) - max(a[0], b[0])
    return -0.5 * height <= b[1] - a[3] <= WIDEST_GAP * height and common > 0


def _around(boxes: Sequence[Box]) -> Quad:
    return quad_of_box(
        (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )
    )
