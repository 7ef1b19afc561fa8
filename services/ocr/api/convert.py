"""Domain to wire."""

from __future__ import annotations

from collections.abc import Mapping

import shared
from services.ocr.api.errors import status_of
from services.ocr.domain.page import DocumentReading, PageFailure, PageReading, ReadLine
from services.ocr.domain.page_reader import VERSION
from shared.contracts.common import Message, NotChecked, Versions
from shared.contracts.ocr import (
    RecognisedLine,
    RecognisedPage,
    Recognition,
    ReferenceSign,
)
from shared.web.problems import error_problem


def versions(engine: str, components: Mapping[str, str]) -> Versions:
    """Engine, its parts and our preprocessing."""
    return Versions(
        service="ocr",
        zhishen=shared.__version__,
        components={"engine": engine, "preprocessing": VERSION, **components},
    )


def recognition(
    document: DocumentReading, *, file: str, components: Mapping[str, str]
) -> Recognition:
    """The answer for one document."""
    pages = tuple(
        _failed(page) if isinstance(page, PageFailure) else _page(page) for page in document.pages
    )
    failures = [page for page in document.pages if isinstance(page, PageFailure)]
    return Recognition(
        versions=versions(document.engine, components),
        file=file,
        media_type=document.facts.media_type,
        pages=pages,
        not_checked=tuple(
            NotChecked(
                what=f"page {failure.page}",
                reason=Message(zh=failure.error.zh, en=failure.error.en),
            )
            for failure in failures
        ),
        warnings=_warnings(document),
    )


def _page(page: PageReading) -> RecognisedPage:
    return RecognisedPage(
        page=page.page,
        kind=page.kind,
        width=page.width,
        height=page.height,
        dpi=page.dpi,
        rotation=page.rotation,
        text=page.text,
        lines=tuple(_line(line) for line in page.lines),
        figure_labels=tuple(_line(line) for line in page.figure_labels),
        reference_signs=tuple(
            ReferenceSign(sign=sign.sign, quad=sign.quad, score=_score(sign.score))
            for sign in page.signs
        ),
        from_text_layer=page.from_text_layer,
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


def _line(line: ReadLine) -> RecognisedLine:
    return RecognisedLine(text=line.text, quad=line.quad, score=_score(line.score))


def _score(score: float) -> float:
    return round(min(max(score, 0.0), 1.0), 4)


def _warnings(document: DocumentReading) -> tuple[Message, ...]:
    stamped = [
        page.page for page in document.pages if isinstance(page, PageReading) and page.red_stamp
    ]
    if not stamped:
        return ()
    pages = ", ".join(str(page) for page in stamped)
    return (
        Message(
            en=f"A red stamp was taken away before reading (page {pages}); it was not read itself.",
            zh=f"识别前已去除红色印章（第{pages}页），印章本身的文字未识别。",
        ),
    )
