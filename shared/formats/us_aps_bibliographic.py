"""Bibliographic data of US grants in APS text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from shared.formats.aps_records import Group, Record
from shared.formats.classification_symbols import ipc_from_text, uspc_from_text
from shared.formats.dates import read_date
from shared.model.application import BibliographicData
from shared.model.classification import Classification
from shared.model.identification import (
    Citation,
    DocumentId,
    ParentApplication,
    PctData,
    PriorityClaim,
)
from shared.model.parties import Agency, Applicant, Inventor, PatentAttorney, PostalAddress
from shared.model.source import TextUnit

_OFFICE = "US"
_DIVISION = "74"
_COUNTRY = re.compile(r"[A-Z]{2}[X0-9]?")
UnitMaker = Callable[[str, str, Sequence[Record]], TextUnit]


def read_aps_bibliographic(
    groups: Sequence[Group], make_unit: UnitMaker
) -> tuple[BibliographicData, str | None]:
    """The data, and the application type (``APT``: 1 utility, 2 reissue, 4 design, 6 plant)."""
    patent = next((group for group in groups if group.code == "PATN"), Group("PATN"))

    def value(group: Group, *codes: str) -> str | None:
        record = group.first(*codes)
        return None if record is None else make_unit("value", record.code, [record]).text or None

    number = value(patent, "WKU")
    series, serial = value(patent, "SRC"), value(patent, "APN")
    title = patent.first("TTL")
    data = BibliographicData(
        office_code=_OFFICE,
        application_number=_serial(series, serial),
        filing_date=read_date(value(patent, "APD")),
        grant=None
        if number is None
        else DocumentId(
            office_code=_OFFICE,
            document_number=number[:-1],
            publication_date=read_date(value(patent, "ISD")),
        ),
        pct=_pct(groups, value),
        parent=_parent(groups, value),
        priority_claims=tuple(_priorities(groups, value)),
        applicants=tuple(_applicants(groups, value)),
        inventors=tuple(_inventors(groups, value)),
        agency=_agency(groups, value),
        invention_title=None if title is None else make_unit("title", "PATN/TTL", [title]),
        classifications=tuple(_classifications(groups, value)),
        citations=tuple(_citations(groups, make_unit, value)),
    )
    return data, value(patent, "APT")


Value = Callable[..., str | None]


def _serial(series: str | None, serial: str | None) -> str | None:
    """``SRC 8`` and ``APN 5686806`` (check digit last) are application 08/568,680: 08568680."""
    if serial is None:
        return None
    digits = serial[:-1] if len(serial) == 7 else serial
    return digits if series is None or series == "D" else f"{series:0>2}{digits}"


def _groups(groups: Sequence[Group], *codes: str) -> Iterator[tuple[int, Group]]:
    yield from enumerate((group for group in groups if group.code in codes), start=1)


def _country(code: str | None) -> str | None:
    """``JPX`` is Japan; a US address names no country."""
    return code[:2] if code is not None and _COUNTRY.fullmatch(code) else None


def _address(group: Group, value: Value) -> PostalAddress:
    return PostalAddress(
        country_code=_country(value(group, "CNT")) or _OFFICE,
        postcode=value(group, "ZIP"),
        region=value(group, "STA"),
        city=value(group, "CTY"),
        text=value(group, "STR"),
    )


def _person(name: str) -> str:
    """``Miyazaki; Takeshi`` is Takeshi Miyazaki."""
    family, separator, given = name.partition(";")
    return f"{given.strip()} {family.strip()}".strip() if separator else name


def _inventors(groups: Sequence[Group], value: Value) -> Iterator[Inventor]:
    for place, group in _groups(groups, "INVT"):
        name = value(group, "NAM")
        if name is not None:
            yield Inventor(
                sequence=place,
                name=_person(name),
                party_type="person",
                address=_address(group, value),
            )


def _applicants(groups: Sequence[Group], value: Value) -> Iterator[Applicant]:
    for place, group in _groups(groups, "ASSG"):
        name = value(group, "NAM")
        if name is not None:
            yield Applicant(
                sequence=place,
                name=_person(name),
                party_type="person" if ";" in name else "organisation",
                address=_address(group, value),
            )


def _agency(groups: Sequence[Group], value: Value) -> Agency | None:
    for _, group in _groups(groups, "LREP"):
        names = [record.code for record in group.all("FR2", "ATT", "AAT", "NAM")]
        persons = [name for code in dict.fromkeys(names) if (name := value(group, code))]
        firm = value(group, "FRM") or next(iter(persons), None)
        if firm is not None:
            attorneys = tuple(PatentAttorney(name=_person(name)) for name in persons)
            return Agency(name=firm, attorneys=attorneys)
    return None


def _priorities(groups: Sequence[Group], value: Value) -> Iterator[PriorityClaim]:
    for place, group in _groups(groups, "PRIR"):
        yield PriorityClaim(
            sequence=place,
            office_code=_country(value(group, "CNT")),
            application_number=value(group, "APN"),
            filing_date=read_date(value(group, "APD")),
        )


def _parent(groups: Sequence[Group], value: Value) -> ParentApplication | None:
    for _, group in _groups(groups, "RLAP"):
        number = value(group, "APN")
        if value(group, "COD") == _DIVISION and number is not None:
            day = read_date(value(group, "APD"))
            return ParentApplication(application_number=number, filing_date=day)
    return None


def _pct(groups: Sequence[Group], value: Value) -> PctData | None:
    for _, group in _groups(groups, "PCTA"):
        return PctData(
            application_number=value(group, "PCN"),
            filing_date=read_date(value(group, "PD3")),
            publication_number=value(group, "PCP"),
            publication_date=read_date(value(group, "PCD")),
            national_phase_entry_date=read_date(value(group, "PD1")),
        )
    return None


def _classifications(groups: Sequence[Group], value: Value) -> Iterator[Classification]:
    for _, group in _groups(groups, "CLAS"):
        edition = value(group, "EDF")
        single = (Group(group.code, [record]) for record in group.records)
        main = True
        for one in single:
            code = one.records[0].code
            text = value(one, code) or ""
            if code in {"OCL", "XCL"}:
                national = uspc_from_text(text, main=code == "OCL")
                if national is not None:
                    yield national
            elif code == "ICL" and (symbol := ipc_from_text(text, edition=edition)) is not None:
                yield symbol.model_copy(update={"main": main})
                main = False


def _citations(groups: Sequence[Group], make_unit: UnitMaker, value: Value) -> Iterator[Citation]:
    for _, group in _groups(groups, "UREF", "FREF"):
        number = value(group, "PNO")
        if number is None:
            continue
        yield Citation(
            document=DocumentId(
                office_code=_country(value(group, "CNT")) or _OFFICE,
                document_number=number,
                publication_date=read_date(value(group, "ISD")),
            ),
            text=value(group, "NAM"),
            classification=value(group, "OCL", "ICL"),
        )
    for _, group in _groups(groups, "OREF"):
        for record in group.records:
            yield Citation(text=make_unit("value", record.code, [record]).text)
