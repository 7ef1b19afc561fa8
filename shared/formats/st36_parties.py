"""Applicants, inventors and agents in the element names of WIPO ST.36."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from shared.formats.xml_text import Element
from shared.model.parties import Agency, Applicant, Inventor, PatentAttorney, PostalAddress

_NO_COUNTRY = frozenset({"unknown", "omitted", "n/a", ""})


@dataclass(frozen=True)
class PartiesReader:
    """Reads the parties below one bibliographic element."""

    language: str

    def applicants(self, element: Element) -> tuple[Applicant, ...]:
        """Applicants; where a US document names none, its assignees."""
        found = [*_people(element, "us-applicant", "applicant")]
        if not found:
            found = [*_people(element, "assignee")]
        return tuple(
            Applicant(
                representative=len(found) > 1 and each.attribute("rep-type") == "representative",
                **_party(each, place, self.language),
            )
            for place, each in enumerate(found, start=1)
        )

    def inventors(self, element: Element) -> tuple[Inventor, ...]:
        """Inventors; before 2012 a US applicant of type ``applicant-inventor`` is one."""
        found = [*_people(element, "inventor", "deceased-inventor")]
        if not found:
            found = [
                each
                for each in _people(element, "us-applicant", "applicant")
                if each.attribute("app-type") == "applicant-inventor"
            ]
        return tuple(
            Inventor(**_party(each, place, self.language))
            for place, each in enumerate(found, start=1)
        )

    def agency(self, element: Element) -> Agency | None:
        """The first agent that is an organisation, with all persons as its attorneys."""
        firm: tuple[str, str | None] | None = None
        attorneys: list[PatentAttorney] = []
        for agent in _people(element, "agent"):
            book = _addressbook(agent, self.language)
            name = None if book is None else _name(book)
            if book is None or name is None:
                continue
            number = book.value("registered-number")
            if book.value("last-name") is None and (
                book.value("orgname") or agent.find("attorney") is None
            ):
                firm = firm or (name, number)
            else:
                phone = book.value("phone")
                attorneys.append(PatentAttorney(name=name, licence_number=number, phone=phone))
        if firm is None and attorneys:
            firm = (attorneys[0].name, None)
        return None if firm is None else Agency(name=firm[0], code=firm[1], attorneys=(*attorneys,))


def _people(element: Element, *names: str) -> Iterator[Element]:
    yield from (
        each for each in element.descendants(*names) if each.find("addressbook") is not None
    )


def _addressbook(element: Element, language: str) -> Element | None:
    books = [*element.elements("addressbook")]
    named = [book for book in books if _name(book) is not None] or books
    own = [b for b in named if (b.attribute("lang") or language).lower() == language]
    return next(iter(own or named), None)


def _name(book: Element) -> str | None:
    whole = book.value("orgname") or book.value("name")
    if whole is not None:
        return whole
    parts = (
        book.value(part) for part in ("prefix", "first-name", "middle-name", "last-name", "suffix")
    )
    return " ".join(part for part in parts if part) or None


def _party(element: Element, place: int, language: str) -> dict[str, Any]:
    book = _addressbook(element, language)
    if book is None:
        return {"sequence": place, "name": ""}
    kind: Literal["person", "organisation"] | None = None
    if book.value("orgname") is not None:
        kind = "organisation"
    elif book.value("last-name") is not None or element.name == "inventor":
        kind = "person"
    others = [_name(other) for other in element.elements("addressbook") if other is not book]
    nationality = element.value("nationality", "country")
    return {
        "sequence": place,
        "name": _name(book) or "",
        "original_name": next((name for name in others if name), None),
        "party_type": kind,
        "address": _address(book),
        "identifier": book.value("registered-number"),
        "nationality_code": None if (nationality or "") in _NO_COUNTRY else nationality,
        "phone": book.value("phone"),
    }


def _address(book: Element) -> PostalAddress | None:
    address = book.find("address")
    if address is None:
        return None
    country = address.value("country")
    read = PostalAddress(
        country_code=None if (country or "") in _NO_COUNTRY else country,
        postcode=address.value("postcode"),
        region=address.value("state") or address.value("province"),
        city=address.value("city"),
        text=address.value("text")
        or " ".join(each.value() or "" for each in address.elements() if _is_line(each.name))
        or None,
    )
    return None if read == PostalAddress() else read


def _is_line(name: str) -> bool:
    return name.startswith("address-") or name in {"street", "building", "mailcode", "pobox"}
