"""Which documents are the same invention's own papers: numbers made comparable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from shared.contracts.prior_art import PriorArtDocument
from shared.model.application import Application
from shared.model.application_number import parse_cn_application_number

_SEPARATORS = re.compile(r"[\s/,\-–—·]+")
_CHECK_DIGIT = re.compile(r"\.[0-9X]$")


def document_key(office_code: str, number: str, kind_code: str | None) -> str:
    """``CN104223352A``: office, number, kind code."""
    return f"{office_code}{number}{kind_code or ''}"


def application_id(office_code: str, number: str | None) -> str | None:
    """One form for the ways an application number is written: ``CN201410408762``.

    The office code in front, the check digit (after the dot, or the 13th or 9th digit of a
    Chinese number), blanks and separators are left out. ``None`` without a number.
    """
    if number is None:
        return None
    if office_code == "CN" and (parsed := parse_cn_application_number(number)) is not None:
        return f"CN{parsed.digits}"
    text = number.strip().upper().removeprefix(office_code)
    text = _SEPARATORS.sub("", _CHECK_DIGIT.sub("", text))
    return f"{office_code}{text}" if text else None


def name_id(name: str) -> str:
    """A person's or company's name without width forms, blanks and case."""
    return "".join(unicodedata.normalize("NFKC", name).split()).upper()


def applicants_id(names: Iterable[str]) -> str | None:
    """One form for the same set of applicants; ``None`` if there are none."""
    return "\x1f".join(sorted({known for name in names if (known := name_id(name))})) or None


def document_number_id(document: PriorArtDocument) -> str:
    """Office and number without kind code: all publications of one number."""
    return document_key(document.office_code, document.document_number, None)


def own_papers(application: Application) -> tuple[frozenset[str], frozenset[str]]:
    """Application ids and number ids (or keys) under which an application was itself published.

    The international application and publication of one that entered the national phase count
    as its own.
    """
    bibliographic = application.bibliographic
    office = bibliographic.office_code
    applications = {application_id(office, bibliographic.application_number)}
    numbers: set[str] = set()
    for published in (bibliographic.publication, bibliographic.grant):
        if published is not None:
            numbers.add(document_key(published.office_code, published.document_number, None))
    if bibliographic.pct is not None:
        if bibliographic.pct.application_number is not None:
            applications.add(application_id("WO", bibliographic.pct.application_number))
        if bibliographic.pct.publication_number is not None:
            number = _SEPARATORS.sub("", bibliographic.pct.publication_number.upper())
            numbers.add(document_key("WO", number.removeprefix("WO"), None))
    return frozenset(known for known in applications if known), frozenset(numbers)
