"""Pages whose writing recognition only guesses: hand-lettered sheets and ruined scans.

Print that can be read at all is read with high scores nearly everywhere. Where most characters are
nearly other ones, the reading is a guess, and a person has to read the page.
"""

from __future__ import annotations

from collections.abc import Sequence

from services.ocr.domain.page import LineRole, ReadLine
from shared.contracts.common import Message

FEWEST_CHARACTERS = 6
LEAST_MEAN = 0.8
"""Mean score of a page's characters below which its reading is a guess."""
MOST_DOUBTED = 0.6
"""Share of a page's characters in lines that are probably wrong."""

_GUESSED = Message(
    zh="该页文字（手写或严重受损）无法可靠识别，请人工录入或核对；此处的识别结果仅为猜测。",
    en="The writing on this page (by hand, or badly damaged) cannot be read reliably. A person has to "
    "read it; what is given here is a guess.",
)


def by_person(lines: Sequence[ReadLine], *, drawing: bool = False) -> Message | None:
    """Why a person has to read the page; ``None`` if its reading can be used."""
    body = [line for line in lines if line.role is not LineRole.PICTURE and line.text.strip()]
    characters = sum(len(line.text) for line in body)
    if characters < FEWEST_CHARACTERS:
        return None
    mean = sum(line.score * len(line.text) for line in body) / characters
    if mean < LEAST_MEAN:
        return _GUESSED
    if drawing:
        return None
    doubted = sum(
        len(line.text) for line in body if line.doubt is not None and line.doubt.probability >= 0.8
    )
    return _GUESSED if doubted > MOST_DOUBTED * characters and mean < 0.9 else None
