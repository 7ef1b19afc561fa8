"""From the names of the request JSON to the fields of ``BibliographicData``."""

from __future__ import annotations

from typing import Any

from shared.formats.request_schema import GivenAgency, GivenParty, GivenRequest
from shared.model.identification import ParentApplication, PctData, PriorityClaim
from shared.model.parties import (
    Agency,
    Applicant,
    ContactPerson,
    Inventor,
    PatentAttorney,
    PostalAddress,
)


def bibliographic_overrides(given: GivenRequest) -> dict[str, Any]:
    """The fields the form states; what it leaves out is not in the mapping."""
    found: dict[str, Any] = {
        "application_number": given.application_number,
        "filing_date": given.filing_date,
        "contact_person": None
        if given.contact_person is None
        else ContactPerson(**_party(given.contact_person, 1)),
        "agency": None if given.agency is None else _agency(given.agency),
        "parent": None
        if given.parent is None
        else ParentApplication(
            application_number=given.parent.application_number,
            filing_date=given.parent.filing_date,
            submission_date=given.parent.submission_date,
        ),
        "pct": None
        if given.pct is None
        else PctData(**{name: getattr(given.pct, name) for name in PctData.model_fields}),
        "applicants": tuple(
            Applicant(representative=party.representative, **_party(party, place))
            for place, party in enumerate(given.applicants, start=1)
        )
        or None,
        "inventors": tuple(
            Inventor(publish_name=party.publish_name, **_party(party, place))
            for place, party in enumerate(given.inventors, start=1)
        )
        or None,
        "priority_claims": tuple(
            PriorityClaim(
                sequence=place,
                office_code=claim.office,
                application_number=claim.application_number,
                filing_date=claim.filing_date,
            )
            for place, claim in enumerate(given.priorities, start=1)
        )
        or None,
    }
    return {name: value for name, value in found.items() if value is not None}


def _party(given: GivenParty, place: int) -> dict[str, Any]:
    address = given.address
    return {
        "sequence": place,
        "name": given.name,
        "original_name": given.original_name,
        "party_type": given.party_type,
        "address": None
        if address is None
        else PostalAddress(
            country_code=address.country,
            postcode=address.postcode,
            region=address.region,
            city=address.city,
            text=address.text,
        ),
        "identifier": given.identifier,
        "nationality_code": given.nationality,
        "phone": given.phone,
    }


def _agency(given: GivenAgency) -> Agency:
    return Agency(
        name=given.name,
        code=given.code,
        attorneys=tuple(
            PatentAttorney(
                name=attorney.name,
                licence_number=attorney.licence_number,
                phone=attorney.phone,
            )
            for attorney in given.attorneys
        ),
    )
