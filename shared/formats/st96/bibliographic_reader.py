"""Reads BibliographicData (any ST.96 version): the counterpart of ``bibliographic_writer``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from shared.formats.classification_symbols import (
    ipc_from_text,
    ipc_symbol,
    locarno_from_text,
    uspc_from_text,
)
from shared.formats.dates import read_date
from shared.formats.st96.bibliographic_writer import NATIONAL_SCHEMES, PLAIN_KINDS
from shared.formats.st96.codes import UNKNOWN_OFFICE
from shared.formats.st96.parties_reader import (
    agency,
    applicants,
    contact_person,
    inventors,
)
from shared.formats.text_units import unit_of
from shared.formats.xml_text import Element
from shared.model.application import BibliographicData, FieldSource
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

_KINDS = {name: kind for kind, name in PLAIN_KINDS.items()}
_CATEGORIES = {"Design": ApplicationKind.DESIGN, "Utility": ApplicationKind.INVENTION}
_SCOPES = {"National": "national", "PCT": "international", "Regional": "regional"}
_SCHEMES = {name: scheme for scheme, (_, name) in NATIONAL_SCHEMES.items()}


@dataclass
class BibliographicReader:
    """Reads one BibliographicData element; field sources collect beside."""

    file: str
    language: str
    sources: list[FieldSource] = field(default_factory=list)

    def read(self, element: Element) -> BibliographicData:
        """All bibliographic data that the model knows."""
        identification = element.find("ApplicationIdentification")
        number, day = None, None
        if identification is not None:
            number = identification.find("ApplicationNumber", "ApplicationNumberText")
            day = identification.find("FilingDate")
        self._source("/bibliographic/application_number", number)
        self._source("/bibliographic/filing_date", day)
        parties = element.find("PartyBag")
        office = None if identification is None else identification.value("IPOfficeCode")
        return BibliographicData(
            office_code=element.attribute("officeCode", "com:officeCode")
            or office
            or UNKNOWN_OFFICE,
            application_number=None if number is None else number.value(),
            filing_date=None if day is None else read_date(day.value()),
            publication=published(element.find("PatentPublicationIdentification")),
            grant=_granted(element.find("PatentGrantIdentification")),
            pct=_pct(element),
            parent=_parent(element),
            priority_claims=tuple(_priorities(element)),
            applicants=() if parties is None else applicants(parties),
            inventors=() if parties is None else inventors(parties),
            contact_person=None if parties is None else contact_person(parties),
            agency=None if parties is None else agency(parties),
            invention_title=self._title(element),
            classifications=tuple(classifications(element)),
            citations=tuple(_citations(element)),
        )

    def _title(self, element: Element) -> TextUnit | None:
        title = element.find("InventionTitleBag", "InventionTitle|invention-title")
        if title is None or title.value() is None:
            return None
        return unit_of(title, unit="title", file=self.file, language=self.language)

    def _source(self, pointer: str, element: Element | None) -> None:
        if element is None:
            return
        source = unit_of(element, unit=pointer, file=self.file, language=self.language).source
        if source is not None and source.text_starts:
            self.sources.append(FieldSource(pointer=pointer, source=source))


def stated_kind(element: Element) -> ApplicationKind | None:
    """The kind of protection, from the plain designation or the subject matter category."""
    plain = _KINDS.get(element.value("PlainLanguageDesignationText") or "")
    category = element.value("ApplicationIdentification", "InventionSubjectMatterCategory")
    return plain or _CATEGORIES.get(category or "")


def published(element: Element | None) -> DocumentId | None:
    """A PatentPublicationIdentification."""
    return _document(element, number="PublicationNumber", date="PublicationDate")


def _granted(element: Element | None) -> DocumentId | None:
    return _document(element, number="PatentNumber", date="GrantDate")


def _document(element: Element | None, *, number: str, date: str) -> DocumentId | None:
    document_number = None if element is None else element.value(number)
    if element is None or document_number is None:
        return None
    return DocumentId(
        office_code=element.value("IPOfficeCode") or UNKNOWN_OFFICE,
        document_number=document_number,
        kind_code=element.value("PatentDocumentKindCode"),
        publication_date=read_date(element.value(date)),
    )


def _number(element: Element | None) -> str | None:
    if element is None:
        return None
    holder = element.find("ApplicationNumber")
    if holder is None:
        return None
    return holder.value("ApplicationNumberText") or holder.value("ST13ApplicationNumber")


def _priorities(element: Element) -> Iterator[PriorityClaim]:
    bag = element.find("PriorityClaimBag")
    for place, claim in enumerate(() if bag is None else bag.elements("PriorityClaim"), start=1):
        sequence = claim.attribute("sequenceNumber", "com:sequenceNumber") or ""
        office = claim.value("IPOfficeCode")
        yield PriorityClaim(
            sequence=int(sequence) if sequence.isdecimal() and len(sequence) < 7 else place,
            office_code=None if office == UNKNOWN_OFFICE else office,
            application_number=_number(claim),
            filing_date=read_date(claim.value("FilingDate")),
            scope=_SCOPES.get(claim.value("ApplicationFilingCategory") or ""),
        )


def _parent(element: Element) -> ParentApplication | None:
    division = element.find("RelatedDocumentBag", "Division")
    if division is None:
        return None
    path = ("PatentDocumentIdentification", "ApplicationIdentification")
    parent = division.find("ParentDocument", *path)
    child = division.find("ChildDocument", *path)
    number = _number(parent)
    if parent is None or number is None:
        return None
    return ParentApplication(
        application_number=number,
        filing_date=read_date(parent.value("FilingDate")),
        submission_date=None if child is None else read_date(child.value("FilingDate")),
    )


def _pct(element: Element) -> PctData | None:
    filed = element.find("InternationalFilingData", "ApplicationIdentification")
    document = published(
        element.find(
            "InternationalPublishingData",
            "PatentDocumentIdentification",
            "PatentPublicationIdentification",
        )
    )
    publishing = element.find(
        "InternationalPublishingData",
        "PatentDocumentIdentification",
        "PatentPublicationIdentification",
    )
    entry = element.value("PCTNationalPhaseEntryDate") or element.value(
        "InternationalFilingData", "NationalStageFilingDate"
    )
    if filed is None and publishing is None and entry is None:
        return None
    return PctData(
        application_number=_number(filed),
        filing_date=None if filed is None else read_date(filed.value("FilingDate")),
        publication_number=None if document is None else document.document_number,
        publication_date=None
        if publishing is None
        else read_date(publishing.value("PublicationDate")),
        national_phase_entry_date=read_date(entry),
    )


def classifications(element: Element) -> Iterator[Classification]:
    """IPC, CPC, Locarno and national symbols; the first of a scheme is its main one where the
    standard gives no position.
    """
    bag = element.find("PatentClassificationBag")
    seen: set[ClassificationScheme] = set()
    for group in () if bag is None else bag.elements():
        if group.name == "IPCRClassificationBag":
            yield from (_ipcr(each) for each in group.elements("IPCRClassification"))
        elif group.name == "IPCClassification":
            yield from _ipc(group)
        elif group.name == "CPCClassificationBag":
            for holder in group.elements("MainCPC", "FurtherCPC"):
                for each in holder.descendants("CPCClassification"):
                    yield _cpc(each, main=holder.name == "MainCPC")
        elif group.name == "LocarnoClassificationBag":
            yield from locarno(group)
        elif group.name == "NationalClassification":
            yield from _national(group, seen)


def _edition(day: str | None) -> str | None:
    year, _, rest = (day or "").partition("-")
    return f"{year}.{rest[:2]}" if year and rest else None


def _ipcr(element: Element) -> Classification:
    text = element.value("PatentClassificationSymbolText")
    raw = element.find("PatentClassificationText")
    if text is None and raw is not None:
        read = ipc_from_text("".join(run[0] for run in raw.runs()))
        if read is not None:
            return read
    names = ("Section", "Class", "Subclass", "MainGroup", "Subgroup")
    symbol = text or ipc_symbol(*(element.value(name) or "" for name in names))
    return Classification(
        scheme=ClassificationScheme.IPC,
        symbol=symbol,
        edition=_edition(element.value("ClassificationVersionDate")),
        main=element.value("SymbolPositionCode") == "F",
    )


def _ipc(element: Element) -> Iterator[Classification]:
    edition = element.value("Edition")
    for each in element.elements("MainClassification", "FurtherClassification"):
        symbol = ipc_from_text(each.value() or "", edition=edition)
        if symbol is not None:
            yield symbol.model_copy(update={"main": each.name == "MainClassification"})


def _cpc(element: Element, *, main: bool) -> Classification:
    names = ("CPCSection", "Class", "Subclass", "MainGroup", "Subgroup")
    return Classification(
        scheme=ClassificationScheme.CPC,
        symbol=ipc_symbol(*(element.value(name) or "" for name in names)),
        edition=_edition(element.value("ClassificationVersionDate")),
        main=main,
    )


def locarno(element: Element) -> Iterator[Classification]:
    """The classes of a LocarnoClassificationBag."""
    edition = element.value("LocarnoClassificationEdition")
    position: str | None = None
    for each in element.elements(
        "SymbolPositionCode", "LocarnoClassificationText", "LocarnoClassification"
    ):
        if each.name == "SymbolPositionCode":
            position = each.value()
            continue
        text = each.value() or ""
        if each.name == "LocarnoClassification":
            subclass = each.value("LocarnoSubclassBag", "LocarnoSubclass") or ""
            text = f"{each.value('LocarnoClass') or ''}-{subclass}"
            position = each.value("SymbolPositionCode")
        symbol = locarno_from_text(text, edition=edition, main=position == "F")
        position = None
        if symbol is not None:
            yield symbol


def _national(element: Element, seen: set[ClassificationScheme]) -> Iterator[Classification]:
    name, _, edition = (element.value("Edition") or "").partition(" ")
    scheme = _SCHEMES.get(name)
    if scheme is None:
        if element.value("IPOfficeCode") != "US":
            return
        scheme = ClassificationScheme.USPC
    for each in element.elements("MainNationalClassification", "FurtherNationalClassification"):
        symbol = each.value("PatentClassificationText")
        if symbol is None:
            us_class, subclass = each.value("NationalClass"), each.value("NationalSubclass")
            read = uspc_from_text(f"{us_class or '':>3}{subclass or ''}")
            symbol = None if read is None else read.symbol
        if symbol is not None:
            yield Classification(
                scheme=scheme,
                symbol=symbol,
                edition=edition or None,
                main=each.name == "MainNationalClassification" and scheme not in seen,
            )
            seen.add(scheme)


def _citations(element: Element) -> Iterator[Citation]:
    bag = element.find("ReferenceCitationBag")
    for each in () if bag is None else bag.elements("ReferenceCitation"):
        cited = each.find("PatentCitation", "CitedPatentDocumentIdentification")
        party = each.attribute("citingPartyCategory", "pat:citingPartyCategory")
        number = None if cited is None else cited.value("DocumentNumber")
        document = None
        if cited is not None and number is not None:
            document = DocumentId(
                office_code=cited.value("IPOfficeCode") or UNKNOWN_OFFICE,
                document_number=number,
                kind_code=cited.value("PatentDocumentKindCode"),
                publication_date=read_date(cited.value("PatentDocumentDate")),
            )
        relevance = each.find("DocumentRelevanceBag")
        codes = [] if relevance is None else relevance.descendants("CitationCategoryCode")
        text = None if cited is None else cited.value("EntityName")
        yield Citation(
            document=document,
            text=text
            or each.value("NPLCitation", "NPLCitationText")
            or each.value("PatentCitation", "PatentCitationText"),
            category=",".join(code.value() or "" for code in codes) or None,
            cited_by_examiner=None if party is None else party == "Examiner",
        )
