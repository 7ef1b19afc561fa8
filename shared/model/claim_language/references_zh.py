"""References in Chinese claims: 根据权利要求1-3中任一项所述, 权利要求1和2, 前述任一权利要求 …"""

from __future__ import annotations

import re

from shared.model.claim_language.folding import chinese_number
from shared.model.claim_language.references import FoundReference, NumberList, scan

_WORD = r"(?:权\s{0,3}利\s{0,3}要\s{0,3}求|[請请]求项|申[請请][專专]利范围)"
"""With the words of Taiwan, as the folding leaves them."""
_HEAD = re.compile(_WORD + r"(?!\s{0,3}书)")
_ANY = r"(?:任意一项|任意一个|任意一种|任何一项|任何一个|任一项|任一个|任一条|任一种|任意项|任何项|任意之一|任一|任何|任意)"
_BEFORE = re.compile(
    r"(?:(?P<link>根据|按照|依照|依据|遵照|参照|参见|如同|按|如|据|依)\s{0,3})?"
    r"(?:(?P<any1>" + _ANY + r")(?:所述)?的?\s{0,3})?"
    r"(?:(?P<earlier>上述|前述|前面|以上|在前|之前|先前|上面|前列)(?:所述)?的?各?\s{0,3})?"
    r"(?:(?P<any2>" + _ANY + r")(?:所述)?的?\s{0,3})?$"
)
_BEFORE_WIDTH = 28
_NUMBER = re.compile(
    r"\s{0,4}第?\s{0,2}(?:(?P<digits>\d{1,7})(?![\d.]*\s{0,2}(?:mm|cm|nm|μm|%|℃|[个种根块片台只层套倍份支]))"
    r"|(?P<chinese>[〇零一二三四五六七八九十百两]{1,5})(?![种个条类]))\s{0,3}项?"
)
_JOIN = re.compile(
    r"\s{0,4}(?:(?P<range>-{1,4}|~{1,2}|至|到)|(?P<both>和\s{0,2}/\s{0,2}或|及\s{0,2}/\s{0,2}或)"
    r"|(?P<choice>或者是|或者|或是|或|/)|(?P<and>以及|并且|和|与|及|同)|(?P<comma>[、,]))"
    r"\s{0,4}(?:(?P<or2>或者|或)|(?P<and2>以及|和|与|及))?"
    r"\s{0,4}(?:" + _WORD + r")?"
)
_AFTER = re.compile(
    r"\s{0,3}(?:(?:之中|其中|当中|中)的?|之|的)?\s{0,3}"
    r"(?P<any>" + _ANY + r"|之一|其一|其中之一|一项)(?:的?\s{0,3}" + _WORD + r")?"
)
_RECITED = re.compile(
    r"\s{0,3}中?(?:所述|所说|所记载|记载|所限定|限定|所定义|定义|所要求保护|要求保护|所要求|所公开"
    r"|所提供|所描述|描述|所提及|所称|所示)"
)


_ANY_AFTER = re.compile(r"\s{0,3}的?" + _ANY)
"""权利要求1、2所述的任意一种货架."""


def find_references(folded: str) -> list[FoundReference]:
    """All references in a folded Chinese claim, in order."""
    return scan(folded, _HEAD, _read)


def _read(folded: str, head: re.Match[str], done: int, allowance: int) -> FoundReference | None:
    window = max(done, head.start() - _BEFORE_WIDTH)
    before = _BEFORE.search(folded[window : head.start()])
    start = head.start()
    chosen = earlier = linked = False
    if before is not None:
        start = window + before.start()
        linked = before["link"] is not None
        earlier = before["earlier"] is not None
        chosen = bool(before["any1"] or before["any2"])
    numbers = NumberList()
    end, chosen_after = _read_numbers(folded, head.end(), numbers, allowance)
    chosen = chosen or chosen_after
    recited = _RECITED.match(folded, end)
    if recited is not None:
        chosen = chosen or _ANY_AFTER.match(folded, recited.end()) is not None
    if not numbers.numbers and not earlier and not (linked and recited):
        return None
    return FoundReference(
        start=start,
        end=recited.end() if recited else end,
        numbers=tuple(numbers.numbers),
        alternative=numbers.alternative(chosen=chosen) if numbers.numbers else chosen,
        preceding=earlier and not numbers.numbers,
        word_start=head.start(),
    )


def _read_numbers(folded: str, place: int, numbers: NumberList, allowance: int) -> tuple[int, bool]:
    """Read the list at ``place``; the place after it and whether 任一项 stands in it."""
    chosen = False
    number = _NUMBER.match(folded, place)
    if number is not None:
        numbers.add(_value(number), range_end=False, allowance=allowance)
        place = number.end()
    while True:
        after = _AFTER.match(folded, place)
        if after is not None:
            chosen = True
            place = after.end()
        join = _JOIN.match(folded, place) if numbers.numbers else None
        number = _NUMBER.match(folded, join.end()) if join is not None else None
        if join is None or number is None:
            return place, chosen
        numbers.conjunction |= bool(join["and"] or join["and2"] or join["both"])
        numbers.choice |= bool(join["choice"] or join["or2"])
        value = _value(number)
        numbers.add(value, range_end=join["range"] is not None, allowance=allowance)
        place = number.end()


def _value(match: re.Match[str]) -> int:
    if match["digits"] is not None:
        return int(match["digits"])
    return chinese_number(match["chinese"]) or 0
