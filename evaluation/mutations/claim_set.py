"""What mutators need to know of a claim set, read from its text in the simplest way."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from evaluation.mutations.editing import Draft, Element, Place

REFERENCE = re.compile(r"^(?:根据|如|按照?|依据)?权利要求(\d+)([^，]{0,30}?)所述的([^，：]{1,60})")
_SUBJECT = re.compile(r"^(?:一种)?([^，。：]{2,60})")
_SIGN = re.compile(r"([\u4e00-\u9fff]{2,8})\((\d+)\)")


def dependent_claims(draft: Draft) -> list[tuple[int, Element, re.Match[str]]]:
    """Position from 1, claim and reference of the claims that begin with a reference."""
    found = []
    for position, claim in enumerate(draft.claims, 1):
        if match := REFERENCE.match(claim.text):
            found.append((position, claim, match))
    return found


def independent_claims(draft: Draft) -> list[tuple[int, Element]]:
    """Position from 1 and claim of the claims without such a reference."""
    dependent = {position for position, _, _ in dependent_claims(draft)}
    return [(i, claim) for i, claim in enumerate(draft.claims, 1) if i not in dependent]


def simple_dependent(draft: Draft, least: int = 2) -> tuple[int, Element, re.Match[str]]:
    """The first claim from position ``least`` on that refers to one claim."""
    for position, claim, match in dependent_claims(draft):
        if position >= least and not match[2]:
            return position, claim, match
    draft.require(condition=False)
    raise AssertionError


def subject(claim: Element) -> str:
    """The subject of an independent claim without ``一种``."""
    found = _SUBJECT.match(claim.text)
    return found[1] if found else ""


def last_family(draft: Draft) -> tuple[int, str]:
    """Number and subject of the last independent claim: what an appended claim may depend on."""
    position, claim = independent_claims(draft)[-1]
    name = subject(claim)
    if "权利要求" in name:
        name = re.split(r"的(?=[^的]*$)", name)[-1]
    return position, name


def append_claim(draft: Draft, text: str, number: int | None = None) -> Place:
    """Add a claim at the end; the declared number of claims follows."""
    claims = draft.claims
    stated = number or len(claims) + 1
    before = f'\n<claim id="cl{len(claims) + 1:03d}" num="{stated}">\n<claim-text>'
    last = claims[-1]
    draft.splice(
        last.file, last.end, last.end, f"{before}{escape(text)}<br/>\n</claim-text></claim>"
    )
    if "declared_claim_count" in draft.request:
        draft.set("/declared_claim_count", len(claims) + 1)
    return draft.whole(draft.claims[-1])


def append_dependent(draft: Draft, feature: str) -> Place:
    """Add a claim that depends on the last independent one; gives the place of the feature."""
    number, name = last_family(draft)
    append_claim(draft, f"根据权利要求{number}所述的{name}，其特征在于，{feature}。")
    return place_of(draft, draft.claims[-1], feature)


def place_of(draft: Draft, element: Element, text: str) -> Place:
    """The place of a text within an element, without changing anything."""
    start = element.text.find(text)
    draft.require(start >= 0)
    return draft.replace(element, start, start + len(text), text)


def describe(draft: Draft, text: str) -> Place:
    """Add a paragraph at the end of the description, with the next paragraph number."""
    last = draft.paragraphs[-1]
    count = len(draft.paragraphs) + 1
    number = re.search(r'num\s*=\s*"(\d+)"', draft.text(last.file)[last.start : last.inner_start])
    stated = f' num="{int(number[1]) + 1:04d}"' if number else ""
    draft.splice(
        last.file,
        last.end,
        last.end,
        f'\n<p id="p{count:04d}"{stated} Italic="0">{escape(text)}<br/>\n</p>',
    )
    return place_of(draft, draft.paragraphs[-1], text)


def signs(element: Element) -> list[tuple[str, str, int]]:
    """Name, sign and place of the opening bracket of each bracketed reference sign."""
    return [(m[1], m[2], m.end(1)) for m in _SIGN.finditer(element.text)]
