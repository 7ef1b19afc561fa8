"""References in English claims: according to claim 1, any one of claims 1 to 3, any preceding claim."""

from __future__ import annotations

import re

from shared.model.claim_language.references import FoundReference, NumberList, scan

_HEAD = re.compile(r"(?:\b|(?<=\bof)|(?<=\bto)|(?<=\bin))claims?\b", re.IGNORECASE)
"""The word, also where a database has lost the spaces around: ``ofclaim 3further``."""
_EARLIER = r"(?:preceding|previous|foregoing|aforementioned|prior|above|earlier)"
_ANY = r"(?:any\s+one\s+or\s+more|one\s+or\s+more|any\s+one|at\s+least\s+one|either\s+one|any|either|one)"
_LINK = (
    r"(?:in\s+accordance\s+with|according\s+to|as\s+(?:is\s+)?(?:claimed|recited|defined|set\s+forth"
    r"|set\s+out|described|specified|stated|disclosed)\s+(?:in|by)|(?:claimed|recited|defined|set\s+forth"
    r"|described|specified)\s+in|as\s+(?:in|per|claimed)|pursuant\s+to|per|under|of|in|by|to)"
)
_BEFORE = re.compile(
    r"(?:\b(?P<link>" + _LINK + r")(?:\s+|$))?(?:\b(?P<any>" + _ANY + r")\s+)?(?:of\s+)?(?:the\s+)?"
    r"(?:(?P<earlier>" + _EARLIER + r")\s+)?(?:of\s+)?(?:the\s+)?(?:appended\s+)?$",
    re.IGNORECASE,
)
_BEFORE_WIDTH = 90
_NUMBER = re.compile(
    r"\s{1,4}(?P<first>\d{1,7})(?:\b|(?=[a-z]{3}))(?![.]\d)|\s{0,4}(?P<next>\d{1,7})\b(?![.]\d)"
)
_JOIN = re.compile(
    r"\s{0,4}(?:(?P<range>-{1,2}|~|\bto\b|\bthrough\b|\bthru\b)|(?P<both>,?\s{0,2}and\s{0,2}/\s{0,2}or\b)"
    r"|(?P<choice>,?\s{0,2}\bor\b)|(?P<and>,?\s{0,2}\band\b|&)|(?P<comma>[,;]))"
    r"(?:\s{1,3}(?:(?:in|of|to|any|one|the)\s{1,3}){0,4}claims?\b)?",
    re.IGNORECASE,
)


def find_references(folded: str) -> list[FoundReference]:
    """All references in a folded English claim, in order."""
    return scan(folded, _HEAD, _read)


def _read(folded: str, head: re.Match[str], done: int, allowance: int) -> FoundReference | None:
    window = max(done, head.start() - _BEFORE_WIDTH)
    before = _BEFORE.search(folded[window : head.start()])
    start = head.start() if before is None else window + before.start()
    chosen = before is not None and before["any"] is not None
    earlier = before is not None and before["earlier"] is not None
    numbers = NumberList()
    end = _read_numbers(folded, head.end(), numbers, allowance)
    if not numbers.numbers and not earlier:
        return None
    return FoundReference(
        start=start,
        end=end,
        numbers=tuple(numbers.numbers),
        alternative=numbers.alternative(chosen=chosen) if numbers.numbers else chosen,
        preceding=not numbers.numbers,
        word_start=head.start(),
    )


def _read_numbers(folded: str, place: int, numbers: NumberList, allowance: int) -> int:
    number = _NUMBER.match(folded, place)
    if number is None or number["first"] is None:
        return place
    numbers.add(int(number["first"]), range_end=False, allowance=allowance)
    place = number.end()
    while True:
        join = _JOIN.match(folded, place)
        number = _NUMBER.match(folded, join.end()) if join is not None else None
        if join is None or number is None:
            return place
        numbers.conjunction |= bool(join["and"] or join["both"])
        numbers.choice |= join["choice"] is not None
        value = int(number["first"] or number["next"])
        numbers.add(value, range_end=join["range"] is not None, allowance=allowance)
        place = number.end()
