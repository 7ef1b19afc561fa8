"""Applicants, inventors and agencies of Chinese publications, in both dialects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shared.formats.cn_values import COUNTRY, filled, members, sequence
from shared.formats.xml_text import Element
from shared.model.parties import Agency, Applicant, Inventor, PatentAttorney, PostalAddress

_AGENCY_CODE = re.compile(r"^(.*?)\s+(\d{5})$")


def _party_names(element: Element) -> tuple[str | None, str | None, PostalAddress | None]:
    """Name, name in the party's own script, address."""
    books = list(element.elements("addressbook", "AddressBook")) or [element]
    names: list[str] = []
    address: PostalAddress | None = None
    for book in books:
        name = book.value("name|Name|OrganizationName|orgname")
        if name is None:
            name = book.value("last-name|LastName")
        if name is not None:
            names.append(name)
        place = book.find("address|Address")
        if place is not None and address is None:
            address = _address(place)
    return (
        names[0] if names else None,
        next((name for name in names[1:] if name != names[0]), None),
        address,
    )


def _address(element: Element) -> PostalAddress | None:
    address = PostalAddress(
        country_code=filled(element.value("WIPOST3Code|country")),
        postcode=filled(element.value("PostCode|postcode")),
        region=filled(element.value("Province|state")),
        city=filled(element.value("City|city")),
        text=filled(element.value("Text|text")),
    )
    return None if address == PostalAddress() else address


def applicants(element: Element) -> Iterator[Applicant]:
    """The applicants, else (in a grant that names no other) the patentees."""
    applicants = ("cn-applicants", "applicants", "ApplicantDetails")
    found = list(members(element, applicants, ("cn-applicant", "applicant", "Applicant")))
    if not found:
        assignees = ("assignees", "AssigneeDetails")
        found = list(members(element, assignees, ("assignee", "Assignee")))
    for position, party in enumerate(found, 1):
        name, original, address = _party_names(party)
        if name is None:
            continue
        code = filled(party.value("OrganizationCode"))
        yield Applicant(
            sequence=sequence(party, position),
            name=name,
            original_name=original,
            address=address,
            identifier=code,
            nationality_code=party.value("nationality|Nationality", COUNTRY),
        )


def inventors(element: Element) -> Iterator[Inventor]:
    """The inventors, or a design's designers."""
    containers = ("cn-inventors", "inventors", "InventorDetails", "DesignerDetails")
    found = members(element, containers, ("cn-inventor", "inventor", "Inventor", "Designer"))
    for position, party in enumerate(found, 1):
        name, original, address = _party_names(party)
        if name is None:
            continue
        hidden = party.attribute("cn-not-to-be-published-request-by-inventor") == "yes"
        yield Inventor(
            sequence=sequence(party, position),
            name=name,
            original_name=original,
            address=address,
            party_type="person",
            publish_name=not hidden and party.attribute("publicationMark") != "1",
        )


def agency(element: Element) -> Agency | None:
    """The agency with its five-digit code, and every attorney once."""
    name: str | None = None
    attorneys: list[PatentAttorney] = []
    containers = ("cn-agents", "agents", "AgentDetails")
    for agent in members(element, containers, ("cn-agent", "agent", "Agent")):
        office = agent.find("cn-agency|Agency")
        if office is not None and name is None:
            name = _party_names(office)[0]
        person = _party_names(agent)[0]
        if person is not None and person not in [known.name for known in attorneys]:
            attorneys.append(PatentAttorney(name=person))
    if name is None and not attorneys:
        return None
    customer = filled(element.value("Parties", "AgentDetails", "CustomerNumber"))
    match = _AGENCY_CODE.match(name or "")
    return Agency(
        name=match[1] if match else name or "",
        code=match[2] if match else customer,
        attorneys=tuple(attorneys),
    )
