"""Pages to papers of an application: paragraphs joined, numbers checked for gaps.

Lines of text that were broken by the page's width are joined to paragraphs; a manuscript reader then
knows titles, claims, headings and paragraph numbers. Gaps in the numbers show lines that were lost.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from services.ocr.domain.geometry import bounds, sides
from services.ocr.domain.page import AlarmCode, LineRole, PageKind, PageReading, ReadLine
from shared.contracts.common import Message
from shared.formats.manuscript_headings import figure_label, part_title
from shared.formats.manuscript_reader import application_of_text
from shared.model.application import Application
from shared.model.headings import section_of_heading

TEXT_KINDS = (PageKind.TEXT,)
SHORT_END = 2.0
"""Heights of a line that a paragraph's last line ends before its column does."""
INDENT = 0.8

_NUMBERED = re.compile(r"^\s*[\[【［(（]\s*(\d{3,5})\s*[\]】］)）]")
_CLAIM = re.compile(r"^\s*(\d{1,3})\s*[.．、]\s*(?=\D)")
_ENDED = re.compile(r"[。；;：:？！?!.]\s*[”’」』）)]*$")
_LATIN = re.compile(r"[A-Za-z0-9,;.:)]$")
_PAGE_NUMBERS = re.compile(r"(\d{1,3})(?:\D+(\d{1,3}))?")


class StructuralAlarm(NamedTuple):
    """A sign of lost lines, on a page (1-based)."""

    code: AlarmCode
    page: int
    message: Message


class Structure(NamedTuple):
    """An application as its pages were read."""

    text: str
    application: Application
    alarms: tuple[StructuralAlarm, ...]


class _Paragraph(NamedTuple):
    text: str
    page: int


def structure_of(pages: Sequence[PageReading], name: str) -> Structure | None:
    """The papers that the pages hold; ``None`` unless they hold claims, description or abstract.

    ``name`` is the file's: it is what places in the application refer to.
    """
    readable = [page for page in pages if page.kind in TEXT_KINDS and page.by_person is None]
    paragraphs = [item for page in readable for item in _paragraphs(page)]
    joined = _across_pages(paragraphs)
    text = "\n".join(item.text for item in joined)
    application = application_of_text(text, name)
    if application is None:
        return None
    alarms = [*_sequence_alarms(joined), *_page_alarms(pages)]
    return Structure(text, application, tuple(sorted(alarms, key=lambda alarm: alarm.page)))


def _paragraphs(page: PageReading) -> list[_Paragraph]:
    """A page's body lines joined to paragraphs."""
    lines = [line for line in page.lines if line.role is LineRole.BODY]
    if not lines:
        return []
    right = _column_edges(lines)
    found: list[str] = []
    before: ReadLine | None = None
    for line in lines:
        text = line.text.strip()
        if before is None or _begins(before, line, right) or _stands_alone(text):
            found.append(text)
        else:
            found[-1] = _joined(found[-1], text)
        before = None if _stands_alone(text) else line
    return [_Paragraph(text, page.page) for text in found if text]


def _column_edges(lines: Sequence[ReadLine]) -> float:
    """The usual right end of a full line."""
    return median(sorted(bounds(line.quad)[2] for line in lines)[len(lines) // 2 :])


def _begins(before: ReadLine, line: ReadLine, right: float) -> bool:
    """Whether a line begins a paragraph: numbered, indented, or after one that ended early."""
    if _NUMBERED.match(line.text) or _CLAIM.match(line.text):
        return True
    height = sides(line.quad)[1]
    a, b = bounds(before.quad), bounds(line.quad)
    if b[1] < a[1] - height:  # the next column
        return bool(_ENDED.search(before.text.strip()))
    ended = bool(_ENDED.search(before.text.strip()))
    return ended and (b[0] - a[0] > INDENT * height or right - a[2] > SHORT_END * height)


def _stands_alone(text: str) -> bool:
    """Titles of parts, section titles and figure labels are paragraphs of their own."""
    if part_title(text) is not None or figure_label(text) is not None:
        return True
    return len(text) <= 30 and section_of_heading(text, "zh") is not None


def _joined(first: str, second: str) -> str:
    """Two pieces of a line; Latin words keep a blank, Chinese does not get one."""
    if _LATIN.search(first) and second[:1].isascii() and second[:1].isalpha():
        return f"{first[:-1]}{second}" if first.endswith("-") else f"{first} {second}"
    return first + second


def _across_pages(paragraphs: Sequence[_Paragraph]) -> list[_Paragraph]:
    """A paragraph that a page's end cut is joined with the next page's beginning."""
    joined: list[_Paragraph] = []
    for item in paragraphs:
        last = joined[-1] if joined else None
        if (
            last is not None
            and item.page != last.page
            and not _ENDED.search(last.text)
            and not _stands_alone(last.text)
            and not _stands_alone(item.text)
            and not _NUMBERED.match(item.text)
            and not _CLAIM.match(item.text)
        ):
            joined[-1] = _Paragraph(_joined(last.text, item.text), last.page)
        else:
            joined.append(item)
    return joined


def _sequence_alarms(paragraphs: Sequence[_Paragraph]) -> Iterable[StructuralAlarm]:
    numbers = [(int(found[1]), p.page) for p in paragraphs if (found := _NUMBERED.match(p.text))]
    yield from _jumps(numbers, AlarmCode.PARAGRAPH_NUMBERS, "段落编号", "paragraph numbers")
    in_claims = False
    claims: list[tuple[int, int]] = []
    for item in paragraphs:
        title = part_title(item.text)
        if title is not None:
            in_claims = title.value == "claims"
        elif in_claims and (found := _CLAIM.match(item.text)):
            claims.append((int(found[1]), item.page))
    yield from _jumps(claims, AlarmCode.CLAIM_NUMBERS, "权利要求编号", "claim numbers")
    for item in paragraphs:
        if _NUMBERED.match(item.text) and not _ENDED.search(item.text) and len(item.text) > 40:
            yield StructuralAlarm(
                AlarmCode.SENTENCE,
                item.page,
                Message(
                    zh="段落末尾没有句末标点，可能漏读了文字。",
                    en="A paragraph ends without a full stop: text may be missing.",
                ),
            )


def _page_alarms(pages: Sequence[PageReading]) -> Iterable[StructuralAlarm]:
    """Page numbers that jump: a page is missing, or pages are out of order."""
    numbers = []
    for page in pages:
        for line in page.lines:
            text = unicodedata.normalize("NFKC", line.text)
            if line.role is LineRole.PAGE_NUMBER and (found := _PAGE_NUMBERS.search(text)):
                numbers.append((int(found[1]), page.page))
    for (first, _), (second, page_number) in itertools.pairwise(numbers):
        if second not in (first + 1, 1, first):
            yield _jump(AlarmCode.PAGE_NUMBERS, page_number, "页码", "page numbers", first, second)


def _jumps(
    numbers: Sequence[tuple[int, int]], code: AlarmCode, zh: str, en: str
) -> Iterable[StructuralAlarm]:
    for (first, _), (second, page) in itertools.pairwise(numbers):
        if second != first + 1:
            yield _jump(code, page, zh, en, first, second)


def _jump(code: AlarmCode, page: int, zh: str, en: str, first: int, second: int) -> StructuralAlarm:
    return StructuralAlarm(
        code,
        page,
        Message(
            zh=f"{zh}由{first}跳至{second}，可能漏读或误读，请对照原件。",
            en=f"The {en} go from {first} to {second}: something may be lost or misread; compare the "
            "original.",
        ),
    )
