"""Small documents for tests, all invented."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

from services.prior_art.settings import Settings
from shared.contracts.prior_art import DocumentPassage, PassageKind, PriorArtDocument
from shared.model.classification import Classification, ClassificationScheme
from tests.conftest import TOKEN_SECRET

THINGS = ("水泵", "割草机", "温室", "灌溉阀", "传感器", "烘干箱", "离合器", "滤芯", "电机", "喷嘴")
QUALITIES = ("节能的", "折叠式", "防堵塞", "太阳能", "自动控制", "低噪声", "便携式", "可调节的")
SYMBOLS = ("A01B 1/02", "A01B 1/00", "A01D 34/00", "A01G 9/14", "F04B 39/06", "H02K 1/12")


def document(
    number: str,
    title: str = "一种水泵",
    *,
    abstract: str | None = None,
    published: date | None = date(2010, 1, 1),
    ipc: tuple[str, ...] = ("A01B 1/02",),
    office: str = "CN",
    kind: str | None = "A",
    application_number: str | None = None,
    claims: tuple[str, ...] = (),
    paragraphs: tuple[str, ...] = (),
    language: str = "zh",
) -> PriorArtDocument:
    return PriorArtDocument(
        office_code=office,
        document_number=number,
        kind_code=kind,
        publication_date=published,
        application_number=application_number,
        title=title,
        abstract=abstract,
        language=language,
        claims=tuple(
            DocumentPassage(kind=PassageKind.CLAIM, number=str(i), text=text)
            for i, text in enumerate(claims, start=1)
        ),
        paragraphs=tuple(
            DocumentPassage(kind=PassageKind.DESCRIPTION, number=f"{i:04d}", text=text)
            for i, text in enumerate(paragraphs, start=1)
        ),
        classifications=tuple(
            Classification(scheme=ClassificationScheme.IPC, symbol=symbol) for symbol in ipc
        ),
    )


def many(count: int = 80) -> list[PriorArtDocument]:
    """Documents that differ in words, dates, offices and symbols; every tenth has no date."""
    made = []
    for i, (quality, thing) in zip(range(count), product(QUALITIES, THINGS), strict=False):
        made.append(
            document(
                f"{100_000_000 + i}",
                f"一种{quality}{thing}",
                abstract=f"本发明公开了一种{quality}{thing}，包括壳体和{THINGS[(i * 3) % 10]}，编号{i}。",
                published=None if i % 10 == 9 else date(2000, 1, 1) + timedelta(days=50 * i),
                ipc=(SYMBOLS[i % len(SYMBOLS)],),
                office="US" if i % 7 == 0 else "CN",
            )
        )
    return made


def settings(folder: object, **further: object) -> Settings:
    values = {"data_dir": folder, "token_secret": TOKEN_SECRET, "index_wait_s": 60, **further}
    return Settings.model_validate(values)
