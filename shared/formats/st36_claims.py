"""Claims of published documents: cancelled ranges and references that only the markup shows.

US publications list cancelled claims as one entry (``1-24. (canceled)``, ``num="01-24"``) and mark
references (``claim-ref idref``). The text decides; markup fills in where the text shows nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from shared.formats.application_parts import Part, read_claims
from shared.formats.text_units import without_prefix
from shared.formats.xml_text import Element
from shared.model.claims import Claim, ClaimReference, ClaimType

_RANGE = re.compile(r"\s*0*\d+\s*[-\u2013\u2014]\s*0*(\d+)\s*")
_RANGE_LABEL = re.compile(
    r"(?:claims?\s*)?\d{1,4}\s*(?:[-\u2013\u2014]|to)\s*\d{1,4}\s*[.:)]?\s*", re.IGNORECASE
)
_CANCELLED = re.compile(
    r"\s*[(\[]?\s*(?:cancell?ed|withdrawn\s+and\s+cancell?ed)\s*[)\]]?\s*\.?\s*", re.I
)
_REFERENCES = ("claim-ref", "dependent-claim-reference", "CLREF")


def read_published_claims(parts: Sequence[Part]) -> tuple[Claim, ...] | None:
    """The claims of ``parts``, in order; an entry for a cancelled range has no number."""
    claims = read_claims(parts)
    if claims is None:
        return None
    elements = [each for part in parts for each in part.element.descendants("claim", "CLM")]
    found = [_cancelled(claim, each) for each, claim in zip(elements, claims, strict=True)]
    return marked_references(found, elements)


def marked_references(claims: Sequence[Claim], elements: Sequence[Element]) -> tuple[Claim, ...]:
    """The claims with the references that only their elements' markup shows."""
    numbers = {
        identifier: claim.number
        for element, claim in zip(elements, claims, strict=True)
        if (identifier := element.attribute("id", "ID")) is not None and claim.number is not None
    }
    return tuple(
        _marked(claim, element, numbers) for element, claim in zip(elements, claims, strict=True)
    )


def _cancelled(claim: Claim, element: Element) -> Claim:
    if _RANGE.fullmatch(element.attribute("num") or ""):
        label = _RANGE_LABEL.match(claim.unit.text)
        length = 0 if label is None else label.end()
        claim = claim.model_copy(
            update={
                "number": None,
                "number_label": claim.unit.text[:length].strip() or claim.number_label,
                "unit": without_prefix(claim.unit, length),
                "references": (),
                "depends_on": (),
                "claim_type": ClaimType.INDEPENDENT,
            }
        )
    if _CANCELLED.fullmatch(claim.unit.text):
        return claim.model_copy(update={"cancelled": True})
    return claim


def _marked(claim: Claim, element: Element, numbers: dict[str, int]) -> Claim:
    """Add the references that markup shows, when the wording shows none."""
    if claim.references or claim.cancelled or claim.unit.source is None:
        return claim
    found: list[ClaimReference] = []
    for mark in element.descendants(*_REFERENCES):
        ids = (mark.attribute("idref", "depends_on", "ID") or "").replace(",", " ").split()
        cited = tuple(dict.fromkeys(numbers[each] for each in ids if each in numbers))
        place = _place(claim, mark)
        if cited and place is not None and claim.number not in cited:
            found.append(ClaimReference(start=place[0], end=place[1], claim_numbers=cited))
    if not found:
        return claim
    return claim.model_copy(
        update={
            "references": tuple(found),
            "depends_on": found[0].claim_numbers,
            "claim_type": ClaimType.DEPENDENT,
        }
    )


def _place(claim: Claim, mark: Element) -> tuple[int, int] | None:
    """The unit's range whose characters lie inside ``mark``."""
    source = claim.unit.source
    if source is None:
        return None
    length = len(claim.unit.text)
    inside: list[tuple[int, int]] = []
    for i, start in enumerate(source.text_starts):
        end = source.text_starts[i + 1] if i + 1 < len(source.text_starts) else length
        low = max(source.file_starts[i], mark.start)
        high = min(source.file_ends[i], mark.end)
        if low >= high:
            continue
        if source.file_ends[i] - source.file_starts[i] == end - start:
            inside.append(
                (start + low - source.file_starts[i], start + high - source.file_starts[i])
            )
        else:
            inside.append((start, end))
    return (inside[0][0], inside[-1][1]) if inside else None
