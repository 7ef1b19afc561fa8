"""References in Japanese claims: 請求項１に記載の, 請求項１〜３のいずれか一項に記載の …"""

from __future__ import annotations

import re

from shared.model.claim_language.references import FoundReference, NumberList, scan

_HEAD = re.compile(r"請求(?:項|项)")
_NUMBER = re.compile(r"\s{0,3}(?P<digits>\d{1,7})")
_JOIN = re.compile(
    r"\s{0,3}(?:(?P<range>-{1,2}|~|から|乃至|ないし|至)|(?P<choice>又は|または|もしくは|若しくは|あるいは|或いは|或は)"
    r"|(?P<and>及び|および|並びに|ならびに|と)|(?P<comma>[、,]))\s{0,3}(?:請求(?:項|项))?"
)
_AFTER = re.compile(
    r"\s{0,3}(?:まで)?(?:の|のうちの?|の内の?|に)?\s{0,3}"
    r"(?P<any>いずれか(?:の)?(?:[一1]つ|[一1](?:項|项)|1つ)?|何れか(?:の)?(?:[一1](?:項|项)|[一1]つ)?|いずれ(?:[一1](?:項|项))?)"
)
_RECITED = re.compile(r"\s{0,3}(?:に)?(?:記載|记載|记载|記载|定義|規定|係る)")


def find_references(folded: str) -> list[FoundReference]:
    """All references in a folded Japanese claim, in order."""
    return scan(folded, _HEAD, _read)


def _read(folded: str, head: re.Match[str], _done: int, allowance: int) -> FoundReference | None:
    numbers = NumberList()
    end, chosen = _read_numbers(folded, head.end(), numbers, allowance)
    if not numbers.numbers:
        return None
    recited = _RECITED.match(folded, end)
    return FoundReference(
        start=head.start(),
        end=recited.end() if recited else end,
        numbers=tuple(numbers.numbers),
        alternative=numbers.alternative(chosen=chosen),
        word_start=head.start(),
    )


def _read_numbers(folded: str, place: int, numbers: NumberList, allowance: int) -> tuple[int, bool]:
    chosen = False
    number = _NUMBER.match(folded, place)
    if number is None:
        return place, chosen
    numbers.add(int(number["digits"]), range_end=False, allowance=allowance)
    place = number.end()
    while True:
        after = _AFTER.match(folded, place)
        if after is not None:
            chosen = True
            place = after.end()
        join = _JOIN.match(folded, place)
        number = _NUMBER.match(folded, join.end()) if join is not None else None
        if join is None or number is None:
            return place, chosen
        numbers.conjunction |= join["and"] is not None
        numbers.choice |= join["choice"] is not None
        numbers.add(int(number["digits"]), range_end=join["range"] is not None, allowance=allowance)
        place = number.end()
