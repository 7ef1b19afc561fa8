"""Bibliographic data of US publications of 2001-2004 (``subdoc-bibliographic-information``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from shared.formats.classification_symbols import ipc_from_text, uspc_from_text
from shared.formats.dates import read_date
from shared.formats.text_units import unit_of
from shared.formats.xml_text import Element
from shared.model.application import BibliographicData, FieldSource, ReadingNote
from shared.model.classification import Classification
from shared.model.identification import DocumentId, ParentApplication, PctData, PriorityClaim
from shared.model.parties import Agency, Applicant, Inventor, PostalAddress
from shared.model.source import Location, TextUnit

_OFFICE = "US"


@dataclass
class PublicationReader:
    """Reads one bibliographic element; notes and field sources collect beside."""

    file: str
    notes: list[ReadingNote] = field(default_factory=list)
    sources: list[FieldSource] = field(default_factory=list)

    def read(self, element: Element) -> BibliographicData:
        """All bibliographic data that the model knows."""
        document = element.find("document-id")
        number = element.find("domestic-filing-data", "application-number", "doc-number")
        day = element.find("domestic-filing-data", "filing-date")
        self._source("/bibliographic/application_number", number)
        self._source("/bibliographic/filing_date", day)
        if document is not None:
            self._source("/bibliographic/publication/document_number", document.find("doc-number"))
        return BibliographicData(
            office_code=_OFFICE,
            application_number=None if number is None else number.value(),
            filing_date=None if day is None else read_date(day.value()),
            publication=_document(document),
            pct=_pct(element),
            parent=self._parent(element),
            priority_claims=tuple(_priorities(element)),
            applicants=tuple(_applicants(element)),
            inventors=tuple(_inventors(element)),
            agency=_agency(element),
            invention_title=self._title(element),
            classifications=tuple(_classifications(element)),
        )

    def _title(self, element: Element) -> TextUnit | None:
        title = element.find("technical-information", "title-of-invention")
        if title is None:
            return None
        return unit_of(title, unit="title", file=self.file, language="en")

    def _parent(self, element: Element) -> ParentApplication | None:
        found: ParentApplication | None = None
        continuity = element.find("continuity-data")
        for relation in () if continuity is None else continuity.elements():
            divided = next(relation.descendants("division-of"), None)
            if relation.name == "division-of":
                divided = relation
            parent = None if divided is None else divided.find("parent-child", "parent")
            number = None if parent is None else parent.value("document-id", "doc-number")
            if parent is not None and number is not None and found is None:
                day = read_date(parent.value("document-id", "document-date"))
                found = ParentApplication(application_number=number, filing_date=day)
                continue
            place = Location(
                file=self.file, start=relation.start, end=relation.end, element=relation.path
            )
            self.notes.append(
                ReadingNote(
                    code="related-document",
                    message_en=f"A related document ({relation.name}) is named; the model keeps "
                    "the parent of a divisional only.",
                    message_zh=f"文件列出了相关文件（{relation.name}）；模型只保存分案申请的母案。",
                    location=place,
                )
            )
        return found

    def _source(self, pointer: str, element: Element | None) -> None:
        if element is None:
            return
        source = unit_of(element, unit=pointer, file=self.file, language="en").source
        if source is not None and source.text_starts:
            self.sources.append(FieldSource(pointer=pointer, source=source))


def _document(element: Element | None) -> DocumentId | None:
    number = None if element is None else element.value("doc-number")
    if element is None or number is None:
        return None
    return DocumentId(
        office_code=element.value("country-code") or _OFFICE,
        document_number=number,
        kind_code=element.value("kind-code"),
        publication_date=read_date(element.value("document-date")),
    )


def _pct(element: Element) -> PctData | None:
    filed = element.find("cross-reference-to-pct-or-regional|pct-application")
    document = None if filed is None else filed.find("document-id")
    if document is None:
        return None
    return PctData(
        application_number=document.value("doc-number"),
        filing_date=read_date(document.value("document-date")),
    )


def _priorities(element: Element) -> Iterator[PriorityClaim]:
    for place, claim in enumerate(element.elements("foreign-priority-data"), start=1):
        yield PriorityClaim(
            sequence=place,
            office_code=claim.value("country-code"),
            application_number=claim.value("priority-application-number", "doc-number"),
            filing_date=read_date(claim.value("filing-date")),
        )


def _applicants(element: Element) -> Iterator[Applicant]:
    for place, each in enumerate(element.elements("assignee"), start=1):
        firm = each.value("organization-name")
        name = firm or _person(each)
        if name is not None:
            yield Applicant(
                sequence=place,
                name=name,
                party_type="organisation" if firm else "person",
                address=_address(each.find("address|residence")),
            )


def _inventors(element: Element) -> Iterator[Inventor]:
    holder = element.find("inventors")
    if holder is None:
        return
    for place, each in enumerate(holder.elements("first-named-inventor", "inventor"), start=1):
        name = _person(each)
        if name is not None:
            residence = each.find("residence", "residence-us|residence-non-us|military-service")
            yield Inventor(
                sequence=place, name=name, party_type="person", address=_address(residence)
            )


def _person(element: Element) -> str | None:
    parts = (
        element.value("name", part)
        for part in ("name-prefix", "given-name", "middle-name", "family-name", "name-suffix")
    )
    return " ".join(part for part in parts if part) or None


def _address(element: Element | None) -> PostalAddress | None:
    if element is None:
        return None
    country = element.value("country-code") or element.value("country", "country-code")
    lines = (element.value(name) for name in ("address-1", "address-2", "address-3"))
    read = PostalAddress(
        country_code=country or (_OFFICE if element.name == "residence-us" else None),
        postcode=element.value("postalcode"),
        region=element.value("state"),
        city=element.value("city"),
        text=" ".join(line for line in lines if line) or None,
    )
    return None if read == PostalAddress() else read


def _agency(element: Element) -> Agency | None:
    """The correspondence address: in these publications, as a rule, the representatives'."""
    name = element.value("correspondence-address", "name-1")
    return None if name is None else Agency(name=name)


def _classifications(element: Element) -> Iterator[Classification]:
    technical = element.find("technical-information")
    if technical is None:
        return
    ipc = technical.find("classification-ipc")
    if ipc is not None:
        edition = ipc.value("classification-ipc-edition")
        edition = None if edition is None else edition.lstrip("0")
        for each in ipc.elements("classification-ipc-primary", "classification-ipc-secondary"):
            symbol = ipc_from_text(each.value("ipc") or "", edition=edition)
            if symbol is not None:
                yield symbol.model_copy(update={"main": each.name.endswith("primary")})
    national = technical.find("classification-us")
    for each in () if national is None else national.elements():
        us_class, subclass = each.value("uspc", "class"), each.value("uspc", "subclass")
        if us_class is not None and subclass is not None:
            text = f"{us_class:>3}{subclass}"
            uspc = uspc_from_text(text, main=each.name.endswith("primary"))
            if uspc is not None:
                yield uspc
