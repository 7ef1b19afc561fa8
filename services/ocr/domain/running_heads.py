"""Page numbers and what stands above and below the text of a page, told from the text itself.

One page alone shows numbers and publication numbers; that other lines return on every page shows only
over the whole document.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from services.ocr.domain.geometry import Box, bounds, centre
from services.ocr.domain.page import LineRole, PageReading, ReadLine

MARGIN = 0.12
"""Part of the page's height at top and bottom where such lines stand."""
FEWEST_PAGES = 2
"""Pages on which a line must return at the same height to be a running head."""
SAME_HEIGHT = 0.02
"""Difference of height, over the page's, within which it is the same."""

_PAGE_NUMBER = re.compile(
    r"[-–—·.]?\s*\d{1,3}\s*[-–—·.]?"
    r"|第?\s*\d{1,3}\s*页?\s*[/／,，共]\s*共?\s*\d{1,3}\s*页?"
    r"|第\s*\d{1,3}\s*页(?:\s*[,，]?\s*共\s*\d{1,3}\s*页)?"
    r"|(?:page\s*)?\d{1,3}\s*(?:/|of)\s*\d{1,3}",
    re.IGNORECASE,
)
_PUBLICATION = re.compile(
    r"(?:\(\d{2}\)\s*)?(?:CN|US|EP|WO|JP)\s?\d[\d\s/,-]{5,}\s?[A-Z]?\d?(?:\s*\d{1,3}\s*/\s*\d{1,3}\s*页?)?"
)
_DIGITS = re.compile(r"\d+")


def role_of(line: ReadLine, page_height: int, body: Box | None) -> LineRole:
    """The role of a line by itself: a page number or publication number outside the body."""
    text = unicodedata.normalize("NFKC", line.text).strip()
    y = centre(line.quad)[1] / max(page_height, 1)
    if MARGIN <= y <= 1 - MARGIN:
        return LineRole.BODY
    if body is not None and body[1] <= centre(line.quad)[1] <= body[3]:
        return LineRole.BODY
    if _PAGE_NUMBER.fullmatch(text):
        return LineRole.PAGE_NUMBER
    if _PUBLICATION.fullmatch(text):
        return LineRole.HEADER if y < 0.5 else LineRole.FOOTER
    return LineRole.BODY


def roles_of_page(lines: Sequence[ReadLine], page_height: int) -> tuple[LineRole, ...]:
    """Roles of a page's lines; the body is what has running text."""
    long = [bounds(line.quad) for line in lines if len(line.text) >= 12]
    body = None
    if long:
        body = (
            min(box[0] for box in long),
            min(box[1] for box in long),
            max(box[2] for box in long),
            max(box[3] for box in long),
        )
    return tuple(role_of(line, page_height, body) for line in lines)


def with_running_heads(pages: Sequence[PageReading]) -> tuple[PageReading, ...]:
    """Pages of one document, the lines that return on several of them marked as heads or feet."""
    places: Counter[tuple[str, int]] = Counter()
    for page in pages:
        if not page.rotation:
            places.update({_place(line, page.height) for line in page.lines})
    returning = {place for place, count in places.items() if count >= FEWEST_PAGES}
    if not returning:
        return tuple(pages)
    return tuple(_marked(page, returning) for page in pages)


def _marked(page: PageReading, returning: set[tuple[str, int]]) -> PageReading:
    lines = []
    for line in page.lines:
        y = centre(line.quad)[1] / max(page.height, 1)
        outside = y < MARGIN or y > 1 - MARGIN
        if line.role is LineRole.BODY and outside and _place(line, page.height) in returning:
            role = LineRole.HEADER if y < 0.5 else LineRole.FOOTER
            lines.append(line.model_copy(update={"role": role}))
        else:
            lines.append(line)
    return page.model_copy(update={"lines": tuple(lines)})


def _place(line: ReadLine, page_height: int) -> tuple[str, int]:
    text = "".join(unicodedata.normalize("NFKC", line.text).split())
    return (
        _DIGITS.sub("0", text),
        round(centre(line.quad)[1] / max(page_height, 1) / SAME_HEIGHT),
    )
