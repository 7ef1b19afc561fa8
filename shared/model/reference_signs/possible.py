"""The lenient reading: could this number be a reference sign at all?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from shared.model.claim_language.folding import fold
from shared.model.reference_signs.sign_use import UNIT_AFTER, sign_not_after
from shared.model.source import TextUnit

_LENIENT = re.compile(sign_not_after(r"A-Za-z\d.") + r"(?![A-Za-z\d']|\.\d)")
_STEP = re.compile(r"(?:步骤|附?图|权利要求|实施例|实施方式|对比例|例|表|式|公式|第)\s?$")
_STEP_ENDS = frozenset("骤图求例式表第")
_JOINED = re.compile(r"[\u3400-\u9fff(、,;:~\-\"”'\]\n\s/]")
_BEFORE_WIDTH = 6


def possible_signs(units: Iterable[TextUnit]) -> frozenset[str]:
    """Every number that could be a reference sign in these texts: the lenient reading."""
    found: set[str] = set()
    for unit in units:
        folded = fold(unit.text)
        for match in _LENIENT.finditer(folded):
            if match.group() in found:
                continue
            start, end = match.span()
            if start and not _JOINED.match(folded, start - 1):
                continue
            if _follows_step(folded[max(0, start - _BEFORE_WIDTH) : start]):
                continue
            if not UNIT_AFTER.match(folded, end) or folded[end] in "-~":
                found.add(match.group())
    return frozenset(found)


def _follows_step(before: str) -> bool:
    last = before[-1:]
    return (last in _STEP_ENDS or last.isspace()) and _STEP.search(before) is not None


def mentions_sign(text: str, sign: str) -> bool:
    """Whether ``sign`` could stand as a reference sign in ``text`` (lenient; common forms)."""
    pattern = r"(?<![A-Za-z\d.])" + re.escape(sign) + r"(?![A-Za-z\d']|\.\d)"
    return re.search(pattern, fold(text)) is not None
