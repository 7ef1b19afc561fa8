"""Bibliographic data of Chinese publications, in both dialects.

``cn-patent-document`` (DTD of 2006) and ``PatentDocumentAndRelated`` (schema of 2012) carry the
same INID data under different names; ``_NAMES`` below is the whole difference. Values are taken as
printed (``dataFormat="original"``), not in the data base's standard form. The newer dialect writes
``0`` and ``00000000`` where it has no value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from shared.formats.classification_symbols import ipc_from_text, locarno_from_text
from shared.formats.dates import read_date
from shared.formats.text_units import unit_of
from shared.formats.xml_text import Element
from shared.model.application import BibliographicData
from shared.model.classification import Classification
from shared.model.identification import (
    ApplicationKind,
    Citation,
    DocumentId,
    ParentApplication,
    PctData,
    PriorityClaim,
)
from shared.model.parties import Agency, Applicant, Inventor, PatentAttorney, PostalAddress
from shared.model.source import TextUnit

_COUNTRY = "country|WIPOST3Code"
_NUMBER = "doc-number|DocNumber"
_DATE = "date|Date"
_KIND = "kind|Kind"
_DOCUMENT = ("document-id", "DocumentID")
_AGENCY_CODE = re.compile(r"^(.*?)\s+(\d{5})$")

_APPLICATION_TYPES = {
    "10": ApplicationKind.INVENTION,
    "20": ApplicationKind.UTILITY_MODEL,
    "30": ApplicationKind.DESIGN,
    "发明": ApplicationKind.INVENTION,
    "实用新型": ApplicationKind.UTILITY_MODEL,
    "外观设计": ApplicationKind.DESIGN,
}


def bibliographic_data(element: Element, file: str) -> BibliographicData:
    """Everything the bibliographic part states; what it lacks stays ``None`` or empty."""
    application = _first(element, "application-reference", "ApplicationReference")
    published, granted = _publications(element)
    return BibliographicData(
        office_code="CN",
        application_number=None if application is None else _stated(application, _NUMBER),
        filing_date=None if application is None else _date(application),
        publication=published,
        grant=granted,
        pct=_pct(element),
        parent=_parent(element),
        priority_claims=tuple(_priorities(element)),
        applicants=tuple(_applicants(element)),
        inventors=tuple(_inventors(element)),
        agency=_agency(element),
        invention_title=_title(element, file),
        classifications=tuple(_classifications(element)),
        citations=tuple(_citations(element)),
    )


def application_kind(element: Element) -> ApplicationKind | None:
    """The kind that the application reference states."""
    application = _first(element, "application-reference", "ApplicationReference")
    if application is None:
        return None
    stated = application.attribute("appl-type", "applType") or ""
    return _APPLICATION_TYPES.get(stated.removesuffix("专利"))


def _original(elements: Iterator[Element]) -> Iterator[Element]:
    """Elements as printed: without the data base's duplicates in standard form."""
    return (item for item in elements if item.attributes.get("dataFormat") != "standard")


def _first(element: Element, *names: str) -> Element | None:
    return next(_original(element.descendants(*names)), None)


def _stated(element: Element, name: str) -> str | None:
    """A value, whether directly inside or within a ``document-id``; blanks of the data base out."""
    holder = next(element.descendants(*_DOCUMENT), element)
    return _filled(holder.value(name))


def _filled(value: str | None) -> str | None:
    return None if value is None or not value.strip("0") else value


def _date(element: Element) -> date | None:
    return read_date(_stated(element, _DATE))


def _document_id(element: Element) -> DocumentId | None:
    number = _stated(element, _NUMBER)
    if number is None:
        return None
    return DocumentId(
        office_code=_stated(element, _COUNTRY) or "CN",
        document_number=number,
        kind_code=_stated(element, _KIND),
        publication_date=_date(element),
    )


def _publications(element: Element) -> tuple[DocumentId | None, DocumentId | None]:
    """The document itself as publication or grant, and an earlier publication it names."""
    found: list[DocumentId] = []
    for reference in _original(
        element.descendants("cn-publication-reference", "PublicationReference")
    ):
        document = _document_id(reference)
        if document is not None:
            found.append(document)
    granted = [item for item in found if (item.kind_code or "A")[0] in "BCUYSD"]
    published = [item for item in found if item not in granted]
    return (published[0] if published else None, granted[0] if granted else None)


def _pct(element: Element) -> PctData | None:
    filing = _first(element, "pct-or-regional-filing-data", "PCTOrRegionalApplicationData")
    publishing = _first(element, "pct-or-regional-publishing-data", "PCTOrRegionalPublishingData")
    entry = _first(element, "date-pct-article-22-39-fulfilled", "NationalStageEntryDate")
    entry_date = None
    if entry is not None:
        entry_date = _date(entry) or read_date(entry.value())
    data = PctData(
        application_number=_stated(filing, _NUMBER)
        if filing is not None
        else _filled(element.value("PCTApplicationNumber")),
        filing_date=_date(filing)
        if filing is not None
        else read_date(element.value("PCTApplicationDate")),
        publication_number=_published_number(publishing)
        if publishing is not None
        else _filled(element.value("PCTPublicationNumber")),
        publication_date=_date(publishing)
        if publishing is not None
        else read_date(element.value("PCTPublicationDate")),
        national_phase_entry_date=entry_date,
    )
    return None if data == PctData() else data


def _published_number(element: Element) -> str | None:
    number = _stated(element, _NUMBER)
    country = _stated(element, _COUNTRY)
    if number is None or country is None or number.upper().startswith(country):
        return number
    return f"{country}{number}"


def _parent(element: Element) -> ParentApplication | None:
    division = _first(element, "division", "Division")
    if division is None:
        return None
    parent = next(division.descendants("parent-doc", "ParentDocument"), None)
    number = None if parent is None else _stated(parent, _NUMBER)
    if parent is None or number is None:
        return None
    return ParentApplication(application_number=number, filing_date=_date(parent))


def _priorities(element: Element) -> Iterator[PriorityClaim]:
    claims = _original(element.descendants("priority-claim", "Priority"))
    for position, claim in enumerate(claims, 1):
        sequence = claim.attribute("sequence") or ""
        yield PriorityClaim(
            sequence=int(sequence) if sequence.isdecimal() else position,
            office_code=_stated(claim, _COUNTRY),
            application_number=_stated(claim, _NUMBER),
            filing_date=_date(claim),
            scope=claim.attribute("kind"),
        )


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
        country_code=_filled(element.value("WIPOST3Code|country")),
        postcode=_filled(element.value("PostCode|postcode")),
        region=_filled(element.value("Province|state")),
        city=_filled(element.value("City|city")),
        text=_filled(element.value("Text|text")),
    )
    return None if address == PostalAddress() else address


def _sequence(element: Element, position: int) -> int:
    stated = element.attribute("sequence") or ""
    return int(stated) if stated.isdecimal() else position


def _applicants(element: Element) -> Iterator[Applicant]:
    """The applicants, else (in a grant that names no other) the patentees."""
    found = list(_original(element.descendants("cn-applicant", "Applicant")))
    found = found or list(_original(element.descendants("assignee", "Assignee")))
    for position, party in enumerate(found, 1):
        name, original, address = _party_names(party)
        if name is None:
            continue
        code = _filled(party.value("OrganizationCode"))
        yield Applicant(
            sequence=_sequence(party, position),
            name=name,
            original_name=original,
            address=address,
            identifier=code,
            nationality_code=party.value("nationality|Nationality", _COUNTRY),
        )


def _inventors(element: Element) -> Iterator[Inventor]:
    found = _original(element.descendants("cn-inventor", "Inventor", "Designer"))
    for position, party in enumerate(found, 1):
        name, original, address = _party_names(party)
        if name is None:
            continue
        hidden = party.attribute("cn-not-to-be-published-request-by-inventor") == "yes"
        yield Inventor(
            sequence=_sequence(party, position),
            name=name,
            original_name=original,
            address=address,
            party_type="person",
            publish_name=not hidden and party.attribute("publicationMark") != "1",
        )


def _agency(element: Element) -> Agency | None:
    """The agency with its five-digit code, and every attorney once."""
    name: str | None = None
    attorneys: list[PatentAttorney] = []
    for agent in _original(element.descendants("cn-agent", "Agent")):
        office = agent.find("cn-agency|Agency")
        if office is not None and name is None:
            name = _party_names(office)[0]
        person = _party_names(agent)[0]
        if person is not None and person not in [known.name for known in attorneys]:
            attorneys.append(PatentAttorney(name=person))
    if name is None and not attorneys:
        return None
    stated = _filled(element.value("Parties", "AgentDetails", "CustomerNumber"))
    match = _AGENCY_CODE.match(name or "")
    return Agency(
        name=match[1] if match else name or "",
        code=match[2] if match else stated,
        attorneys=tuple(attorneys),
    )


def _title(element: Element, file: str) -> TextUnit | None:
    titles = list(_original(element.elements("invention-title", "InventionTitle", "DesignTitle")))
    chinese = [
        title
        for title in titles
        if (title.attribute("lang") or "zh").lower() in ("zh", "cn", "zh-cn")
    ]
    for title in chinese or titles:
        unit = unit_of(title, unit="bibliographic/title", file=file)
        if unit.text:
            return unit
    return None


def _classifications(element: Element) -> Iterator[Classification]:
    edition: str | None = None
    first = True
    for item in _original(
        element.descendants("classification-ipcr", "ClassificationIPCR", "classification-cpc")
    ):
        symbol = ipc_from_text(item.value("text|Text") or _ipcr_parts(item))
        if symbol is not None:
            yield symbol.model_copy(update={"main": first})
            first = False
    for group in element.elements("classification-ipc", "ClassificationIPC"):
        edition = _filled(group.value("edition|EditionStatement|ipc-version"))
        for item in _original(
            group.elements(
                "main-classification",
                "MainClassification",
                "further-classification",
                "FurtherClassification",
            )
        ):
            symbol = ipc_from_text(item.value() or "", edition=edition)
            if symbol is not None:
                yield symbol.model_copy(update={"main": "ain" in item.name[:4]})
    for group in element.descendants("classification-locarno", "ClassificationLocarno"):
        edition = _filled(group.value("edition|EditionStatement"))
        members = list(_original(group.elements("main-classification", "MainClassification")))
        for item in members or [group]:
            symbol = locarno_from_text(item.value() or "", edition=edition, main=True)
            if symbol is not None:
                yield symbol
        for item in _original(group.elements("further-classification", "FurtherClassification")):
            symbol = locarno_from_text(item.value() or "", edition=edition)
            if symbol is not None:
                yield symbol


def _ipcr_parts(element: Element) -> str:
    names = ("section|Section", "class|MainClass", "subclass|Subclass")
    head = "".join(element.value(name) or "" for name in names)
    group = element.value("main-group|MainGroup")
    subgroup = element.value("subgroup|Subgroup")
    return f"{head} {group}/{subgroup}" if group and subgroup else head


def _citations(element: Element) -> Iterator[Citation]:
    cited = _first(element, "references-cited", "ReferencesCited")
    if cited is None:
        return
    for item in cited.descendants("citation", "Citation"):
        patent = next(item.descendants("patcit", "ApplicationCitation", "PatentCitation"), None)
        other = next(item.descendants("nplcit", "NPLCitation"), None)
        text = None
        if patent is not None:
            text = patent.value("text|Text")
        elif other is not None:
            text = other.value()
        document = None if patent is None else _document_id(patent)
        if document is None and text is None:
            continue
        yield Citation(
            document=document,
            text=text,
            category=item.value("category|ReferenceDocCategory") or item.attribute("category"),
        )
    text = cited.value("text|Text")
    if text is not None:
        yield Citation(text=text)
