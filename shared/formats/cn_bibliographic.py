"""Bibliographic data of Chinese publications, in both dialects.

``cn-patent-document`` (DTD of 2006) and ``PatentDocumentAndRelated`` (schema of 2012) carry the
same INID data under different names; ``_NAMES`` below is the whole difference. Values are taken as
printed (``dataFormat="original"``), not in the data base's standard form. The newer dialect writes
``0`` and ``00000000`` where it has no value.
"""

from __future__ import annotations

from collections.abc import Iterator

from shared.formats.classification_symbols import ipc_from_text, locarno_from_text
from shared.formats.cn_parties import agency, applicants, inventors
from shared.formats.cn_values import (
    COUNTRY,
    KIND,
    NUMBER,
    filled,
    first,
    members,
    original,
    sequence,
    stated,
    stated_date,
)
from shared.formats.dates import read_date
from shared.formats.text_units import unit_of
from shared.formats.xml_text import Element
from shared.model.application import BibliographicData
from shared.model.classification import Classification, ClassificationScheme
from shared.model.identification import (
    ApplicationKind,
    Citation,
    DocumentId,
    ParentApplication,
    PctData,
    PriorityClaim,
)
from shared.model.source import TextUnit

_MAIN = ("main-classification", "MainClassification")
_FURTHER = ("further-classification", "FurtherClassification")

_ANNOUNCED = 1992
"""Last year in which examined or announced applications had the kind codes B, U and S."""

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
    application = first(element, "application-reference", "ApplicationReference")
    published, granted = _publications(element)
    return BibliographicData(
        office_code="CN",
        application_number=None if application is None else stated(application, NUMBER),
        filing_date=None if application is None else stated_date(application),
        publication=published,
        grant=granted,
        pct=_pct(element),
        parent=_parent(element),
        priority_claims=tuple(_priorities(element)),
        applicants=tuple(applicants(element)),
        inventors=tuple(inventors(element)),
        agency=agency(element),
        invention_title=_title(element, file),
        classifications=tuple(_classifications(element)),
        citations=tuple(_citations(element)),
    )


def application_kind(element: Element) -> ApplicationKind | None:
    """The kind that the application reference states."""
    application = first(element, "application-reference", "ApplicationReference")
    if application is None:
        return None
    kind = application.attribute("appl-type", "applType") or ""
    return _APPLICATION_TYPES.get(kind.removesuffix("专利"))


def _document_id(element: Element) -> DocumentId | None:
    number = stated(element, NUMBER)
    if number is None:
        return None
    return DocumentId(
        office_code=stated(element, COUNTRY) or "CN",
        document_number=number,
        kind_code=stated(element, KIND),
        publication_date=stated_date(element),
    )


def _publications(element: Element) -> tuple[DocumentId | None, DocumentId | None]:
    """The first publication and the grant among the document itself and what it follows."""
    names = ("cn-publication-reference", "PublicationReference")
    references = [
        *original(element.elements(*names)),
        *members(element, ("cn-related-publication", "RelatedDocuments"), names),
    ]
    documents = [item for item in map(_document_id, references) if item is not None]
    granted = [item for item in documents if _is_grant(item)]
    published = [item for item in documents if item not in granted]
    return (published[0] if published else None, granted[0] if granted else None)


def _is_grant(document: DocumentId) -> bool:
    """Kind codes C, Y, D; B, U and S since 2010 (until 1992 they were announcements)."""
    letter = (document.kind_code or "")[:1]
    if letter in ("B", "U", "S"):
        return document.publication_date is None or document.publication_date.year > _ANNOUNCED
    return letter in ("C", "Y", "D")


def _pct(element: Element) -> PctData | None:
    filing = first(element, "pct-or-regional-filing-data", "PCTOrRegionalApplicationData")
    publishing = first(element, "pct-or-regional-publishing-data", "PCTOrRegionalPublishingData")
    entry = first(element, "date-pct-article-22-39-fulfilled", "NationalStageEntryDate")
    entry_date = None
    if entry is not None:
        entry_date = stated_date(entry) or read_date(entry.value())
    data = PctData(
        application_number=stated(filing, NUMBER)
        if filing is not None
        else filled(element.value("PCTApplicationNumber")),
        filing_date=stated_date(filing)
        if filing is not None
        else read_date(element.value("PCTApplicationDate")),
        publication_number=_published_number(publishing)
        if publishing is not None
        else filled(element.value("PCTPublicationNumber")),
        publication_date=stated_date(publishing)
        if publishing is not None
        else read_date(element.value("PCTPublicationDate")),
        national_phase_entry_date=entry_date,
    )
    return None if data == PctData() else data


def _published_number(element: Element) -> str | None:
    number = stated(element, NUMBER)
    country = stated(element, COUNTRY)
    if number is None or country is None or number.upper().startswith(country):
        return number
    return f"{country}{number}"


def _parent(element: Element) -> ParentApplication | None:
    related = element.find("cn-related-documents|RelatedDocuments") or element
    division = first(related, "division", "Division")
    if division is None:
        return None
    parent = next(division.descendants("parent-doc", "ParentDocument"), None)
    number = None if parent is None else stated(parent, NUMBER)
    if parent is None or number is None:
        return None
    return ParentApplication(application_number=number, filing_date=stated_date(parent))


def _priorities(element: Element) -> Iterator[PriorityClaim]:
    containers = ("priority-claims", "PriorityDetails")
    claims = members(element, containers, ("priority-claim", "Priority"))
    position = 0
    for position, claim in enumerate(claims, 1):
        yield PriorityClaim(
            sequence=sequence(claim, position),
            office_code=stated(claim, COUNTRY),
            application_number=stated(claim, NUMBER),
            filing_date=stated_date(claim),
            scope=claim.attribute("kind"),
        )
    related = element.find("cn-related-documents|RelatedDocuments")
    if related is None:
        return
    for claim in related.descendants("cn-domestic-priority-claim", "DomesticPriorityClaim"):
        parent = next(claim.descendants("parent-doc", "ParentDocument"), claim)
        number = stated(parent, NUMBER)
        if number is not None:
            position += 1
            yield PriorityClaim(
                sequence=position,
                office_code=stated(parent, COUNTRY) or "CN",
                application_number=number,
                filing_date=stated_date(parent),
                scope="national",
            )


def _title(element: Element, file: str) -> TextUnit | None:
    titles = list(original(element.elements("invention-title", "InventionTitle", "DesignTitle")))
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
    yield from _ipc_reform(element)
    for group in element.elements("classification-ipc", "ClassificationIPC"):
        edition = filled(group.value("edition|EditionStatement|ipc-version"))
        for item in original(group.elements(*_MAIN, *_FURTHER)):
            symbol = ipc_from_text(item.value() or "", edition=edition)
            if symbol is not None:
                yield symbol.model_copy(update={"main": item.name in _MAIN})
    for group in element.elements("classification-locarno", "ClassificationLocarno"):
        edition = filled(group.value("edition|EditionStatement"))
        for item in list(original(group.elements(*_MAIN, *_FURTHER))) or [group]:
            main = item.name not in _FURTHER
            symbol = locarno_from_text(item.value() or "", edition=edition, main=main)
            if symbol is not None:
                yield symbol


def _ipc_reform(element: Element) -> Iterator[Classification]:
    """Symbols since the reform of 2006 (IPCR), and CPC: the first of each is the main one."""
    lists = {
        ClassificationScheme.IPC: ("classifications-ipcr", "ClassificationIPCRDetails"),
        ClassificationScheme.CPC: ("classifications-cpc", "ClassificationCPCDetails"),
    }
    for scheme, containers in lists.items():
        main = True
        for container in element.elements(*containers):
            for item in original(container.elements()):
                symbol = ipc_from_text(item.value("text|Text") or _ipcr_parts(item))
                if symbol is not None:
                    yield symbol.model_copy(update={"scheme": scheme, "main": main})
                    main = False


def _ipcr_parts(element: Element) -> str:
    names = ("section|Section", "class|MainClass", "subclass|Subclass")
    head = "".join(element.value(name) or "" for name in names)
    group = element.value("main-group|MainGroup")
    subgroup = element.value("subgroup|Subgroup")
    return f"{head} {group}/{subgroup}" if group and subgroup else head


def _citations(element: Element) -> Iterator[Citation]:
    cited = first(element, "references-cited", "ReferencesCited")
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
