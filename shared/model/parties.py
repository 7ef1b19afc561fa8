"""Applicants, inventors, agencies and their addresses (ST.96 vocabulary)."""

from __future__ import annotations

from typing import Literal

from shared.model.base import Frozen


class PostalAddress(Frozen):
    """An address as stated. ``text`` is the whole address if the parts are not given apart."""

    country_code: str | None = None
    """WIPO ST.3 / ISO 3166 code."""
    postcode: str | None = None
    region: str | None = None
    city: str | None = None
    text: str | None = None


class Party(Frozen):
    """A person or organisation."""

    sequence: int = 1
    name: str
    original_name: str | None = None
    """Name in the party's own language or script."""
    party_type: Literal["person", "organisation"] | None = None
    address: PostalAddress | None = None
    identifier: str | None = None
    """Unified social credit code or identity number; masked outside the examiner role."""
    nationality_code: str | None = None
    """Nationality, or country of registration of an organisation."""
    phone: str | None = None


class Applicant(Party):
    """Who asks for the patent."""

    representative: bool = False


class Inventor(Party):
    """Who made creative contributions (Implementing Rules, Rule 14)."""

    publish_name: bool = True


class ContactPerson(Party):
    """Who receives notices for an organisation without an agency."""


class PatentAttorney(Frozen):
    """A patent attorney named in the request."""

    name: str
    licence_number: str | None = None
    phone: str | None = None


class Agency(Frozen):
    """The patent agency appointed (Patent Law Art. 18)."""

    name: str
    code: str | None = None
    attorneys: tuple[PatentAttorney, ...] = ()
