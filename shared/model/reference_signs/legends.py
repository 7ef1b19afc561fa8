"""Lists of reference signs: ``图中：1-支架；2-底座``, ``附图标记说明：支架1、底座2``."""

from __future__ import annotations

import re

from shared.model.reference_signs.sign_use import SIGN, SignUse
from shared.model.source import TextUnit

_DELIMITER = r"[;,、。:\s]"
_LEGEND_ITEM = (
    r"\s{0,3}(?P<sign>" + SIGN + r")\s{0,2}"
    r"(?:[-~:、.=,)]{1,4}\s{0,2}(?:为|是)?|为|是|表示|\s)\s{0,2}(?P<term>[\u3400-\u9fff][\u3400-\u9fffA-Za-z\d()/]{0,24}?)"
    r"(?=[;,、。\s]|$)"
)
_LEGEND_REVERSED = (
    r"\s{0,3}(?P<term>[\u3400-\u9fff]{2,20}+)\s{0,2}(?:-{1,3}|:)?\s{0,2}"
    r"(?P<sign>" + SIGN + r")(?=[;,、。\s]|$)"
)
_LEGEND_ENTRIES = tuple(
    (re.compile(edge), re.compile(entry), re.compile(_DELIMITER + entry))
    for edge, entry in (
        (_DELIMITER + r"\s{0,3}[A-Za-z\d]", _LEGEND_ITEM),
        (r"[A-Za-z\d'](?=[;,、。\s]|$)", _LEGEND_REVERSED),
    )
)
"""Of each order what every entry but the first has, which is quickly looked for, and the whole entry
at the start of a text and behind a delimiter."""
_LEGEND_HEAD = re.compile(
    r"附图标记|标记说明|标号说明|图中[:,，]?|标号[:为]|图例|符号说明|其中[:,](?=\s{0,2}\d)"
)
LONGEST_LEGEND = 4000
DIGIT = re.compile(r"\d")
_LEAST_DIGITS = 30
"""A legend without a heading has at least one digit in so many characters."""


def legend(unit: TextUnit, whole: str) -> tuple[SignUse, ...]:
    """The entries, if most of ``whole`` (the unit's text, folded) is a list of signs; else none."""
    head = _LEGEND_HEAD.search(whole)
    begin = head.end() if head is not None else 0
    folded = whole[begin:]
    if head is None and len(DIGIT.findall(whole)) * _LEAST_DIGITS < len(whole):
        return ()
    enough = 1 if head is not None else 3
    for sign_at_edge, at_start, delimited in _LEGEND_ENTRIES:
        if len(sign_at_edge.findall(folded)) < enough - 1:
            continue
        first = at_start.match(folded)
        found = list(delimited.finditer(folded, first.end() if first is not None else 0))
        if first is not None:
            found.insert(0, first)
        if len(found) < enough:
            continue
        covered = sum(match.end() - match.start() for match in found)
        if covered * 10 >= len(folded) * 6:
            return tuple(
                SignUse(
                    sign=match["sign"],
                    term=match["term"],
                    unit=unit.id,
                    start=begin + match.start("sign"),
                    end=begin + match.end("sign"),
                    term_start=begin + match.start("term"),
                    legend=True,
                )
                for match in found
            )
    return ()
