"""Domain to wire."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import shared
from services.ocr.api.errors import status_of
from services.ocr.domain.blocks import blocks_of
from services.ocr.domain.described_signs import settle
from services.ocr.domain.geometry import part_of_quad
from services.ocr.domain.page import (
    DocumentReading,
    Doubt,
    PageFailure,
    PageReading,
    ReadLine,
    SignReading,
    TableReading,
)
from services.ocr.domain.page_reader import VERSION
from services.ocr.domain.running_heads import with_running_heads
from services.ocr.domain.structure import structure_of
from shared.contracts.common import Message, NotChecked, Versions
from shared.contracts.ocr import (
    Alarm,
    FormField,
    OtherReading,
    RecognisedBlock,
    RecognisedCharacter,
    RecognisedLine,
    RecognisedPage,
    RecognisedStructure,
    RecognisedTable,
    Recognition,
    ReferenceSign,
    Seal,
    TableCell,
)
from shared.contracts.ocr import Doubt as WireDoubt
from shared.web.problems import error_problem


def versions(engine: str, components: Mapping[str, str]) -> Versions:
    """Engine, its parts and our preprocessing."""
    return Versions(
        service="ocr",
        zhishen=shared.__version__,
        components={"engine": engine, "preprocessing": VERSION, **components},
    )


def recognition(
    document: DocumentReading,
    *,
    file: str,
    components: Mapping[str, str],
    characters: bool = False,
    described: Collection[str] = (),
) -> Recognition:
    """The answer for one document; ``characters`` adds each line's characters, ``described`` are the
    signs that the application's text uses.
    """
    read = iter(
        with_running_heads([page for page in document.pages if isinstance(page, PageReading)])
    )
    readings = [page if isinstance(page, PageFailure) else next(read) for page in document.pages]
    pages = tuple(
        _failed(page)
        if isinstance(page, PageFailure)
        else _page(page, characters=characters, described=described)
        for page in readings
    )
    failures = [page for page in document.pages if isinstance(page, PageFailure)]
    return Recognition(
        versions=versions(document.engine, components),
        file=file,
        media_type=document.facts.media_type,
        pages=pages,
        structure=_structure([page for page in readings if isinstance(page, PageReading)], file),
        not_checked=tuple(
            NotChecked(
                what=f"page {failure.page}",
                reason=Message(zh=failure.error.zh, en=failure.error.en),
            )
            for failure in failures
        ),
        warnings=_warnings(document),
    )


def _page(page: PageReading, *, characters: bool, described: Collection[str]) -> RecognisedPage:
    signs = settle(page.signs, described)
    kept = {sign.quad for sign in signs}
    return RecognisedPage(
        page=page.page,
        kind=page.kind,
        width=page.width,
        height=page.height,
        dpi=page.dpi,
        rotation=page.rotation,
        text=page.text,
        lines=tuple(_line(line, characters=characters) for line in page.lines),
        figure_labels=tuple(_line(line, characters=False) for line in page.figure_labels),
        reference_signs=tuple(map(_sign, signs)),
        rejected_signs=tuple(_sign(sign) for sign in page.signs if sign.quad not in kept),
        from_text_layer=page.from_text_layer,
        vertical=page.vertical,
        framed=page.framed,
        blocks=tuple(
            RecognisedBlock(kind=block.kind, quad=block.quad, lines=block.lines)
            for block in blocks_of(page)
        ),
        fields=tuple(FormField(**dict(field)) for field in page.fields),
        tables=tuple(_table(table) for table in page.tables),
        seals=tuple(
            Seal(quad=seal.quad, shape=seal.shape, text=seal.text, score=_score(seal.score))
            for seal in page.seals
        ),
        alarms=tuple(
            Alarm(code=alarm.code, page=page.page, message=alarm.message, quad=alarm.quad)
            for alarm in page.alarms
        ),
        by_person=page.by_person,
    )


def _sign(sign: SignReading) -> ReferenceSign:
    return ReferenceSign(
        sign=sign.sign, quad=sign.quad, score=_score(sign.score), read_as=sign.read_as
    )


def _table(table: TableReading) -> RecognisedTable:
    return RecognisedTable(
        rows=table.rows,
        columns=table.columns,
        cells=tuple(TableCell(**dict(cell)) for cell in table.cells),
        quad=table.quad,
    )


def _structure(pages: Sequence[PageReading], file: str) -> RecognisedStructure | None:
    found = structure_of(pages, file)
    if found is None:
        return None
    return RecognisedStructure(
        text=found.text,
        application=found.application,
        alarms=tuple(
            Alarm(code=alarm.code, page=alarm.page, message=alarm.message) for alarm in found.alarms
        ),
    )


def _failed(failure: PageFailure) -> RecognisedPage:
    return RecognisedPage(
        page=failure.page,
        kind=None,
        width=0,
        height=0,
        dpi=None,
        rotation=0,
        text="",
        lines=(),
        problem=error_problem(failure.error, status_of(failure.error)),
    )


def _line(line: ReadLine, *, characters: bool) -> RecognisedLine:
    return RecognisedLine(
        text=line.text,
        quad=line.quad,
        score=_score(line.score),
        role=line.role,
        doubt=None if line.doubt is None else _doubt(line.doubt),
        characters=_characters(line) if characters else (),
    )


def _doubt(doubt: Doubt) -> WireDoubt:
    return WireDoubt(
        probability=_score(doubt.probability),
        reasons=doubt.reasons,
        places=doubt.places,
        alternatives=tuple(
            OtherReading(text=other.text, score=_score(other.score), source=other.source)
            for other in doubt.alternatives
        ),
    )


def _characters(line: ReadLine) -> tuple[RecognisedCharacter, ...]:
    return tuple(
        RecognisedCharacter(
            text=character.text,
            quad=part_of_quad(line.quad, character.start, character.end, vertical=line.vertical),
            score=_score(character.score),
        )
        for character in line.characters
    )


def _score(score: float) -> float:
    return round(min(max(score, 0.0), 1.0), 4)


def _warnings(document: DocumentReading) -> tuple[Message, ...]:
    warnings = []
    stamped = [
        page.page for page in document.pages if isinstance(page, PageReading) and page.red_stamp
    ]
    if stamped:
        pages = ", ".join(str(page) for page in stamped)
        warnings.append(
            Message(
                en=f"Red ink was taken away before reading (page {pages}); seals were read apart.",
                zh=f"识别前已去除红色印迹（第{pages}页），印章文字另行识别。",
            )
        )
    by_hand = [
        page.page
        for page in document.pages
        if isinstance(page, PageReading) and page.by_person is not None
    ]
    if by_hand:
        pages = ", ".join(str(page) for page in by_hand)
        warnings.append(
            Message(
                en=f"A person has to read page {pages}: its writing could only be guessed.",
                zh=f"第{pages}页的文字只能猜测，请人工阅读。",
            )
        )
    return tuple(warnings)
