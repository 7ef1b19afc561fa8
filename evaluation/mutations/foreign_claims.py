"""Defects of English claims: US and European publications, and two written for this.

A publication is edited as text like any other paper. Of a European specification the first of its
claim sets, which is the English one, is edited.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from evaluation.mutations.editing import Draft, Element, Place, UnsuitableError
from evaluation.mutations.mutator import Book, Places, Spoil

BOOK = Book()
LONGEST = 200_000
"""Bytes of a publication that is still spoilt: long ones take long and show nothing new."""

_LABEL = re.compile(r"\s*\d+\s*\.\s*")
_REFERENCE = re.compile(r"\bclaim (\d+)\b(?! (?:or|and|to)\b)")

_CLAIMS = (
    "A drain valve (1) for a tank, comprising a chamber (2) and a float (3) in the chamber (2), "
    "characterised in that the float (3) carries a magnet (4) and the chamber (2) has a switch (5) "
    "that the magnet (4) closes.",
    "A drain valve (1) according to claim 1, wherein the float (3) is a hollow sphere.",
    "A drain valve (1) according to claim 1, wherein the switch (5) is a reed switch.",
    "A drain valve (1) according to claim 2, wherein the chamber (2) is made of brass.",
)
_OPENING = 60
"""Characters within which a dependent claim names the claim it depends on."""
_BARE = re.compile(r" \(\d\)")


def _claim(number: int, text: str, label: str) -> str:
    return f'<claim id="c-{number:04}" num="{number:05}"><claim-text>{label}{text}</claim-text></claim>'


def _set(texts: tuple[str, ...], label: Callable[[int], str]) -> str:
    return "".join(_claim(n, text, label(n)) for n, text in enumerate(texts, start=1))


_PARAGRAPHS = "<p id='p0001' num='0001'>A float carries a magnet that closes a switch.</p>"
SAMPLES: Mapping[str, Mapping[str, bytes]] = {
    "us-sample": {
        "us-sample/us-sample.xml": (
            '<?xml version="1.0" encoding="UTF-8"?>\n<us-patent-grant lang="EN">'
            '<us-bibliographic-data-grant><application-reference appl-type="utility">'
            "</application-reference></us-bibliographic-data-grant>"
            f"<description>{_PARAGRAPHS}</description><claims>"
            + _set(
                tuple(
                    _BARE.sub("", text).replace("characterised in that", "wherein")
                    for text in _CLAIMS
                ),
                lambda n: f"{n}. ",
            )
            + "</claims></us-patent-grant>\n"
        ).encode()
    },
    "ep-sample": {
        "ep-sample/ep-sample.xml": (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<ep-patent-document lang="en" country="EP" kind="B1">'
            f'<description lang="en">{_PARAGRAPHS}</description><claims lang="en">'
            + _set(_CLAIMS, lambda _: "")
            + '</claims><drawings><figure id="f1" num="1"><img id="i1" file="f1.tif"/></figure>'
            "</drawings></ep-patent-document>\n"
        ).encode()
    },
}


def _paper(draft: Draft, office: str) -> str:
    root = {"US": "<us-patent-", "EP": "<ep-patent-document"}[office]
    for name in draft.names():
        if name.lower().endswith(".xml") and root in draft.text(name):
            return name
    raise UnsuitableError


def _claims(draft: Draft, office: str) -> list[Element]:
    """The English claims."""
    name = _paper(draft, office)
    found = draft.elements_of(name, "claim")
    end = draft.text(name).find("</claims>")
    draft.require('appl-type="design"' not in draft.text(name))
    english = [each for each in found if end < 0 or each.end <= end]
    draft.require(english)
    return english


def _body(claim: Element) -> int:
    """Where the claim begins behind its number label."""
    label = _LABEL.match(claim.text)
    return label.end() if label is not None else 0


def _before_full_stop(draft: Draft, claim: Element, text: str) -> Place:
    at = len(claim.text.rstrip()) - claim.text.rstrip().endswith(".")
    return draft.replace(claim, at, at, text)


def _added(clause: str) -> Callable[[Draft, list[Element]], Places]:
    return lambda draft, claims: _before_full_stop(draft, claims[0], clause)


def _opening(claim: Element) -> re.Match[str] | None:
    """The reference with which a dependent claim opens."""
    found = _REFERENCE.search(claim.text)
    return found if found is not None and found.start() < _OPENING else None


def _is_method(claim: Element) -> bool:
    return re.search(r"\b(?:method|process)\b", claim.text[:_OPENING], re.IGNORECASE) is not None


def _dependent(claims: list[Element], least: int) -> tuple[Element, re.Match[str]]:
    """The last dependent claim, the number of which is at least ``least``."""
    for index in range(len(claims) - 1, least - 2, -1):
        found = _opening(claims[index])
        if found is not None and _is_method(claims[index]) is _is_method(claims[0]):
            return claims[index], found
    raise UnsuitableError


def _refers(to: str, least: int = 3) -> Callable[[Draft, list[Element]], Places]:
    def spoil(draft: Draft, claims: list[Element]) -> Places:
        claim, found = _dependent(claims, least)
        draft.require("1 and" not in to or found[1] != "1")
        return draft.replace(claim, *found.span(), to.format(found[1]))

    return spoil


def _number_repeated(draft: Draft, claims: list[Element]) -> Places:
    last = claims[-1]
    draft.require(len(claims) > 1)
    label = _LABEL.match(last.text)
    number = str(len(claims) - 1)
    if label is not None:
        start = len(label[0]) - len(label[0].lstrip())
        draft.replace(last, start, start + len(label[0].strip(" .")), number)
    again = draft.elements_of(last.file, "claim")
    (moved,) = [each for each in again if each.start == last.start]
    return draft.attribute(moved, "num", number.zfill(5))


def _no_full_stop(draft: Draft, claims: list[Element]) -> Places:
    text = claims[0].text.rstrip()
    draft.require(text.endswith("."))
    draft.replace(claims[0], len(text) - 1, len(text), "")
    return draft.whole(claims[0])


def _small_letter(draft: Draft, claims: list[Element]) -> Places:
    at = _body(claims[0])
    first = claims[0].text[at]
    draft.require(first.isupper())
    return draft.replace(claims[0], at, at + 1, first.lower())


def _multiple_on_multiple(draft: Draft, claims: list[Element]) -> Places:
    draft.require(len(claims) >= 4)
    middle = next(
        ((claim, found) for claim in claims[2:-1] if (found := _opening(claim)) is not None),
        None,
    )
    draft.require(middle)
    last, its = _dependent(claims, 4)
    claim, found = middle  # type: ignore[misc]
    draft.require(claim.start != last.start)
    number = claims.index(claim) + 1
    written = draft.replace(last, *its.span(), f"any one of claims 1 to {number}")
    draft.replace(claim, *found.span(), "claim 1 or 2")
    return written


def _one_more(draft: Draft, claims: list[Element], text: str) -> Place:
    last = claims[-1]
    number = len(claims) + 1
    label = f"{number}. " if _LABEL.match(last.text) else ""
    return draft.splice(last.file, last.end, last.end, _claim(number, text, label))


def _copied(draft: Draft, claims: list[Element]) -> Places:
    last, _ = _dependent(claims, 2)
    draft.require(draft.text(last.file)[last.start : last.end].count("<claim-text") == 1)
    return draft.whole(last), _one_more(draft, claims, last.text[_body(last) :].strip())


def _use(draft: Draft, claims: list[Element]) -> Places:
    return _one_more(draft, claims, "Use of a lid for keeping tea warm.")


def _second_product(draft: Draft, claims: list[Element]) -> Places:
    return _one_more(
        draft, claims, "A kettle (7), characterised in that it has a spout (8) made of tin."
    )


def _sixteen(draft: Draft, claims: list[Element]) -> Places:
    draft.require(len(claims) < 16)
    last = claims[-1]
    more = "".join(
        _claim(n, f"A drain valve (1) according to claim 1, having {n} holes.", "")
        for n in range(len(claims) + 1, 17)
    )
    return draft.splice(last.file, last.end, last.end, more)


def _without(pattern: str, instead: str) -> Callable[[Draft, list[Element]], Places]:
    """Take every match out of every claim."""

    def spoil(draft: Draft, claims: list[Element]) -> Places:
        draft.require(any(re.search(pattern, claim.text) for claim in claims))
        for index in range(len(claims)):
            for found in reversed(list(re.finditer(pattern, claims[index].text))):
                current = draft.elements_of(claims[0].file, "claim")[index]
                draft.replace(current, *found.span(), instead)
        return draft.whole(draft.elements_of(claims[0].file, "claim")[0])

    return spoil


def _of(office: str, spoil: Callable[[Draft, list[Element]], Places]) -> Spoil:
    return lambda draft: spoil(draft, _claims(draft, office))


_BOTH = (
    ("number-repeated", "001", "001", _number_repeated),
    ("reference-absent", "002", "002", _refers("claim 96")),
    ("not-introduced", "006", "006", _added(", wherein the quorblax hinge is made of steel")),
    ("preferably", "007", "009", _added(", preferably of steel")),
    ("figure-cited", "010", "004", _added(", as shown in FIG. 1")),
)
for _kind, _us, _ep, _spoil in _BOTH:
    BOOK.add(f"us.{_kind}", f"US-CLM-{_us}", _of("US", _spoil))
    BOOK.add(f"ep.{_kind}", f"EP-CLM-{_ep}", _of("EP", _spoil))
for _kind, _us, _spoil in (
    ("claims-and", "003", _refers("claims 1 and {0}")),
    ("multiple-on-multiple", "004", _multiple_on_multiple),
    ("no-full-stop", "005", _no_full_stop),
    ("small-letter", "005", _small_letter),
    ("two-sentences", "005", _added(". The whole is made of steel")),
    ("such-as", "007", _added(", made of a metal such as copper")),
    ("relatively", "008", _added(", the whole being relatively soft")),
    ("means-for", "009", _added(", and means for closing a door")),
    ("copied", "011", _copied),
    ("use", "012", _use),
):
    BOOK.add(f"us.{_kind}", f"US-CLM-{_us}", _of("US", _spoil))
for _kind, _ep, _spoil in (
    ("one-part", "003", _without(r"characteri[sz]ed in that", "wherein")),
    ("no-signs", "005", _without(r" \(\d+\)", "")),
    ("two-products", "007", _second_product),
    ("sixteen", "008", _sixteen),
):
    BOOK.add(f"ep.{_kind}", f"EP-CLM-{_ep}", _of("EP", _spoil))
