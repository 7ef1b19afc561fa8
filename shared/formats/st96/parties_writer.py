"""Writes PartyBag: applicants, inventors, agency with attorneys, contact person."""

from __future__ import annotations

from shared.formats.st96.codes import COUNTRY_CODES
from shared.formats.st96.elements import Element, add, com, pat
from shared.formats.st96.losses import Losses
from shared.model.application import BibliographicData
from shared.model.parties import Agency, Party, PostalAddress


def write_parties(bag: Element, data: BibliographicData, losses: Losses) -> None:
    """Fill PartyBag; without any party it holds an applicant with an empty contact."""
    if data.applicants:
        applicants = add(bag, pat("ApplicantBag"))
        for applicant in data.applicants:
            element = add(applicants, pat("Applicant"), sequenceNumber=str(applicant.sequence))
            _write_party(element, applicant, losses)
            _write_nationality(element, applicant, losses)
            if applicant.representative:
                losses.add(
                    "representative",
                    "ST.96 does not tell which applicant is the representative.",
                    "ST.96没有代表人的元素。",
                )
    if data.inventors:
        inventors = add(bag, pat("InventorBag"))
        for inventor in data.inventors:
            element = add(inventors, pat("Inventor"), sequenceNumber=str(inventor.sequence))
            _write_party(element, inventor, losses)
            if not inventor.publish_name:
                add(element, com("ConfidentialIndicator"), "true")
            _write_nationality(element, inventor, losses)
    if data.agency is not None:
        _write_agency(add(bag, pat("RegisteredPractitionerBag")), data.agency)
    if data.contact_person is not None:
        address = add(bag, com("CorrespondenceAddress"))
        _write_party(address, data.contact_person, losses)
    if not len(bag):
        applicant_element = add(add(bag, pat("ApplicantBag")), pat("Applicant"))
        add(add(applicant_element, com("Contact")), com("ContactText"), "")


def _write_party(parent: Element, party: Party, losses: Losses) -> None:
    if party.identifier is not None:
        add(parent, com("PartyIdentifier"), party.identifier)
    contact = add(parent, com("Contact"))
    name = add(contact, com("Name"))
    for value in (party.name, party.original_name):
        if value is None:
            continue
        if party.party_type == "person":
            add(add(name, com("PersonName")), com("PersonFullName"), value)
        elif party.party_type == "organisation":
            add(add(name, com("OrganizationName")), com("OrganizationStandardName"), value)
        else:
            add(name, com("EntityName"), value)
    if party.address is not None:
        address = add(add(contact, com("PostalAddressBag")), com("PostalAddress"))
        _write_address(address, party.address, losses)
    if party.phone is not None:
        add(add(contact, com("PhoneNumberBag")), com("PhoneNumber"), party.phone)


def _write_address(parent: Element, address: PostalAddress, losses: Losses) -> None:
    if address.country_code not in COUNTRY_CODES:
        add(parent, com("PostalAddressText"), address.text or "")
        if any((address.country_code, address.postcode, address.region, address.city)):
            losses.add(
                "address-parts",
                "An address without an ISO country code is written as plain text only.",
                "没有ISO国家代码的地址只写为纯文本。",
            )
        return
    structured = add(parent, com("PostalStructuredAddress"))
    add(structured, com("AddressLineText"), address.text or "", sequenceNumber="1")
    if address.city is not None:
        add(structured, com("CityName"), address.city)
    if address.region is not None:
        add(structured, com("GeographicRegionName"), address.region)
    add(structured, com("CountryCode"), address.country_code)
    if address.postcode is not None:
        add(structured, com("PostalCode"), address.postcode)


def _write_nationality(parent: Element, party: Party, losses: Losses) -> None:
    code = party.nationality_code
    if code in COUNTRY_CODES:
        add(parent, com("NationalityCode"), code)
    elif code is not None:
        losses.add(
            "nationality",
            "A nationality that is no ISO country code is left out.",
            "国籍不是ISO国家代码，未写入。",
        )


def _write_agency(bag: Element, agency: Agency) -> None:
    element = add(bag, pat("RegisteredPractitioner"), sequenceNumber="1")
    if agency.code is not None:
        add(element, pat("RegisteredPractitionerRegistrationNumber"), agency.code)
    add(element, pat("RegisteredPractitionerCategory"), "Agent")
    name = add(add(element, com("Contact")), com("Name"))
    add(add(name, com("OrganizationName")), com("OrganizationStandardName"), agency.name)
    for place, attorney in enumerate(agency.attorneys, start=2):
        element = add(bag, pat("RegisteredPractitioner"), sequenceNumber=str(place))
        if attorney.licence_number is not None:
            number = pat("RegisteredPractitionerRegistrationNumber")
            add(element, number, attorney.licence_number)
        add(element, pat("RegisteredPractitionerCategory"), "Attorney")
        contact = add(element, com("Contact"))
        person = add(add(contact, com("Name")), com("PersonName"))
        add(person, com("PersonFullName"), attorney.name)
        if attorney.phone is not None:
            add(add(contact, com("PhoneNumberBag")), com("PhoneNumber"), attorney.phone)
