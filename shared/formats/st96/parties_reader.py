"""Reads PartyBag: applicants, inventors, agency with attorneys, contact person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from shared.formats.xml_text import Element
from shared.model.parties import (
    Agency,
    Applicant,
    ContactPerson,
    Inventor,
    PatentAttorney,
    PostalAddress,
)

_STRUCTURED = ("NamePrefix", "FirstName", "MiddleName", "LastName", "NameSuffix")


def applicants(bag: Element) -> tuple[Applicant, ...]:
    """The applicants that have a name."""
    return tuple(Applicant(**party) for party in _parties(bag, "ApplicantBag", "Applicant"))


def inventors(bag: Element, group: str = "InventorBag", *names: str) -> tuple[Inventor, ...]:
    """The inventors (of a design: designers)."""
    found: list[Inventor] = []
    for holder in bag.elements(group):
        for each in holder.elements(*(names or ("Inventor", "DeceasedInventor"))):
            party = _party(each, len(found) + 1)
            if party is not None:
                published = each.value("ConfidentialIndicator") not in ("true", "1")
                found.append(Inventor(publish_name=published, **party))
    return tuple(found)


def contact_person(bag: Element) -> ContactPerson | None:
    """The correspondence address."""
    address = bag.find("CorrespondenceAddress")
    party = None if address is None else _party(address, 1)
    return None if party is None else ContactPerson(**party)


def agency(bag: Element) -> Agency | None:
    """The first agent, with the attorneys; without an agent, the first attorney."""
    firm: Element | None = None
    persons: list[Element] = []
    for holder in bag.elements("RegisteredPractitionerBag"):
        for each in holder.elements("RegisteredPractitioner"):
            is_attorney = each.value("RegisteredPractitionerCategory") == "Attorney"
            if firm is None and not (is_attorney and _is_person(each)):
                firm = each
            else:
                persons.append(each)
    attorneys = tuple(
        PatentAttorney(
            name=party["name"],
            licence_number=each.value("RegisteredPractitionerRegistrationNumber"),
            phone=party["phone"],
        )
        for each in persons
        if (party := _party(each, 1)) is not None
    )
    party = None if firm is None else _party(firm, 1)
    if firm is None or party is None:
        return Agency(name=attorneys[0].name, attorneys=attorneys) if attorneys else None
    code = firm.value("RegisteredPractitionerRegistrationNumber")
    return Agency(name=party["name"], code=code, attorneys=attorneys)


def _is_person(element: Element) -> bool:
    return element.find("Contact|PublicationContact", "Name", "PersonName") is not None


def _parties(bag: Element, group: str, name: str) -> Iterator[dict[str, Any]]:
    place = 0
    for holder in bag.elements(group):
        for each in holder.elements(name):
            place += 1
            party = _party(each, place)
            if party is not None:
                yield party


def _party(element: Element, place: int) -> dict[str, Any] | None:
    contact = element.find("Contact|PublicationContact")
    holder = None if contact is None else contact.find("Name")
    if contact is None or holder is None:
        return None
    names = [*holder.elements("PersonName", "OrganizationName", "EntityName")]
    stated = [name for each in names if (name := _name(each)) is not None]
    if not stated:
        return None
    sequence = element.attribute("sequenceNumber", "com:sequenceNumber") or ""
    kinds: dict[str, Literal["person", "organisation"]] = {
        "PersonName": "person",
        "OrganizationName": "organisation",
    }
    return {
        "sequence": int(sequence) if sequence.isdecimal() and len(sequence) < 7 else place,
        "name": stated[0],
        "original_name": stated[1] if len(stated) > 1 else None,
        "party_type": kinds.get(names[0].name),
        "address": _address(contact),
        "identifier": element.value("PartyIdentifier"),
        "nationality_code": element.value("NationalityCode"),
        "phone": contact.value("PhoneNumberBag", "PhoneNumber"),
    }


def _name(element: Element) -> str | None:
    if element.name == "EntityName":
        return element.value()
    if element.name == "OrganizationName":
        return element.value("OrganizationStandardName")
    whole = element.value("PersonFullName")
    if whole is not None:
        return whole
    parts = (element.value("PersonStructuredName", part) for part in _STRUCTURED)
    return " ".join(part for part in parts if part) or None


def _address(contact: Element) -> PostalAddress | None:
    address = contact.find("PostalAddressBag", "PostalAddress")
    if contact.name == "PublicationContact":
        read = PostalAddress(
            country_code=contact.value("CountryCode"),
            postcode=contact.value("PostalCode"),
            region=contact.value("GeographicRegionName"),
            city=contact.value("CityName"),
        )
        return None if read == PostalAddress() else read
    if address is None:
        return None
    structured = address.find("PostalStructuredAddress")
    if structured is None:
        return PostalAddress(text=address.value("PostalAddressText"))
    lines = [each.value() for each in structured.elements("AddressLineText")]
    return PostalAddress(
        country_code=structured.value("CountryCode"),
        postcode=structured.value("PostalCode"),
        region=structured.value("GeographicRegionName"),
        city=structured.value("CityName"),
        text=" ".join(line for line in lines if line) or None,
    )
