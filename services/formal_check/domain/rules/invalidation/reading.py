"""The request for invalidation as its rules see it: stated facts with their places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from services.formal_check.domain import facts
from services.formal_check.domain.case import Case
from services.formal_check.domain.procedure import Term, term
from shared.model.facts.comparing import name_key
from shared.model.facts.invalidation import Evidence, Ground, InvalidationRequest
from shared.model.facts.provision import CitedProvision, parse_provision
from shared.model.facts.reading import PaperFact
from shared.model.source import Location
from shared.model.time_limits import months_after

Request = PaperFact[InvalidationRequest]

_TERM_MONTHS = 1
_NUMBERS = re.compile(r"(\d{1,4})(?:\s?[-~至到]\s?(?:权利要求)?(\d{1,4}))?")
_MOST_CLAIMS = 2000
_EVIDENCE_WORD = re.compile(r"^(?:证据|附件|对比文件|evidence|d)")


@dataclass(frozen=True, slots=True)
class StatedGround:
    """A ground, what provision it names, and where it stands."""

    pointer: str
    ground: Ground
    text: str
    """The provision as stated."""
    provision: CitedProvision | None
    """``None`` where the text names no single provision."""

    def place(self, field: str = "provision", text: str | None = None) -> Location:
        """Place of one field of the ground."""
        return at_pointer(f"{self.pointer}/{field}", self.text if text is None else text)


def at_pointer(pointer: str, value: object = "") -> Location:
    """The place of a stated value."""
    return Location(file="", element=pointer, text=str(value))


def invalidation_requests(case: Case) -> tuple[Request, ...]:
    """The requests for invalidation; not applicable if there is none."""
    found = facts.papers(case, InvalidationRequest)
    if not found:
        facts.inapplicable("没有提出无效宣告请求", "No invalidation was requested")
    return found


def stated_grounds(request: Request) -> tuple[StatedGround, ...]:
    """The request's grounds. Not checked where none are given."""
    grounds = facts.known(request.details.grounds, "无效宣告理由", "the grounds")
    return grounds_at(grounds, f"{request.pointer}/details/grounds")


def grounds_at(grounds: Sequence[Ground], pointer: str) -> tuple[StatedGround, ...]:
    """Grounds with their places and provisions."""
    return tuple(
        StatedGround(
            f"{pointer}/{index}",
            ground,
            ground.provision or "",
            parse_provision(ground.provision or ""),
        )
        for index, ground in enumerate(grounds)
    )


def request_day(request: Request) -> date:
    """The day of the request."""
    return facts.known(request.received_on, "无效宣告请求的提出日", "the day of the request")


def month_from(request: Request) -> Term:
    """One month from the request: for the fee, further grounds and further evidence."""
    return term(months_after(request_day(request), _TERM_MONTHS))


def evidence_key(name: str) -> str:
    """``证据3``, ``附件3`` and ``3`` name the same piece of evidence."""
    folded = unicodedata.normalize("NFKC", name).strip().lower()
    return name_key(_EVIDENCE_WORD.sub("", folded))


def documents_of(ground: Ground, evidence: Sequence[Evidence] | None) -> frozenset[str]:
    """What a ground rests on: names of documents where the evidence has them, else numbers."""
    names = {
        evidence_key(each.number or ""): name_key(each.name)
        for each in evidence or ()
        if each.name is not None
    }
    keys = (evidence_key(number) for number in ground.evidence or ())
    return frozenset(names.get(key, key) for key in keys)


def claim_numbers(text: str) -> Iterator[int]:
    """Claim numbers in ``权利要求1-3、5``; a range gives both ends and what lies between."""
    for found in _NUMBERS.finditer(unicodedata.normalize("NFKC", text)):
        first = int(found[1])
        last = int(found[2] or first)
        yield from range(first, min(max(first, last), first + _MOST_CLAIMS) + 1)
