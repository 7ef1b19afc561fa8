"""Writes BibliographicData (ST.96 V6_0), in the order the schema prescribes.

Values that the schema's code lists do not hold, or for which the standard has no element, are
reported as losses and left out: nothing is invented to satisfy the schema.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from shared.formats.classification_symbols import ipc_to_st8
from shared.formats.st96.codes import office_code
from shared.formats.st96.elements import Element, add, com, iso, pat, root
from shared.formats.st96.losses import Losses
from shared.formats.st96.parties_writer import write_parties
from shared.model.application import Application, BibliographicData
from shared.model.classification import Classification, ClassificationScheme
from shared.model.identification import ApplicationKind, Citation, DocumentId, PriorityClaim

PLAIN_KINDS = {
    ApplicationKind.INVENTION: "Patent for invention",
    ApplicationKind.UTILITY_MODEL: "Utility model",
    ApplicationKind.DESIGN: "Design",
}
"""Plain language designation (INID 12) that carries the kind; read back by the reader."""

NATIONAL_SCHEMES = {
    ClassificationScheme.CPC: ("EP", "CPC"),
    ClassificationScheme.USPC: ("US", "USPC"),
}
"""Office and edition under which a scheme is written as NationalClassification.

CPCClassification wants an action date, a value code and a generating office, which an application
does not carry, so CPC symbols take this element instead.
"""

_SCOPES = {"national": "National", "international": "PCT", "regional": "Regional"}
_CITATION_CODES = frozenset({"X", "Y", "A", "E", "L", "O", "P", "T", "D"})


def write_bibliographic(application: Application, losses: Losses) -> Element:
    """The BibliographicData element."""
    data = application.bibliographic
    element = root(pat("BibliographicData"))
    element.set(com("officeCode"), office_code(data.office_code))
    if data.publication is not None:
        publication = add(element, pat("PatentPublicationIdentification"))
        _write_publication(publication, data.publication)
    _write_application_id(element, application)
    if data.grant is not None:
        _write_grant(add(element, pat("PatentGrantIdentification")), data.grant)
    _write_priorities(element, data.priority_claims, losses)
    _write_classifications(element, data.classifications)
    titles = add(element, pat("InventionTitleBag"))
    title = data.invention_title
    add(titles, pat("InventionTitle"), "" if title is None else title.text)
    _write_citations(element, data.citations, losses)
    if application.claims is not None:
        add(element, pat("ClaimTotalQuantity"), str(len(application.claims)))
    _write_parent(element, data)
    write_parties(add(element, pat("PartyBag")), data, losses)
    _write_pct(element, data)
    if application.kind is not None:
        add(element, pat("PlainLanguageDesignationText"), PLAIN_KINDS[application.kind])
    if data.pct is not None and data.pct.national_phase_entry_date is not None:
        add(element, pat("PCTNationalPhaseEntryDate"), iso(data.pct.national_phase_entry_date))
    return element


def _write_publication(parent: Element, document: DocumentId) -> None:
    add(parent, com("IPOfficeCode"), office_code(document.office_code))
    add(parent, pat("PublicationNumber"), document.document_number)
    if document.kind_code is not None:
        add(parent, com("PatentDocumentKindCode"), document.kind_code)
    if document.publication_date is not None:
        add(parent, com("PublicationDate"), iso(document.publication_date))


def _write_grant(parent: Element, document: DocumentId) -> None:
    add(parent, com("IPOfficeCode"), office_code(document.office_code))
    add(parent, pat("PatentNumber"), document.document_number)
    if document.kind_code is not None:
        add(parent, com("PatentDocumentKindCode"), document.kind_code)
    if document.publication_date is not None:
        add(parent, pat("GrantDate"), iso(document.publication_date))


def _write_number(parent: Element, number: str | None) -> None:
    holder = add(parent, com("ApplicationNumber"))
    add(holder, com("ApplicationNumberText"), number or "")


def _write_application_id(parent: Element, application: Application) -> None:
    data = application.bibliographic
    element = add(parent, pat("ApplicationIdentification"))
    add(element, com("IPOfficeCode"), office_code(data.office_code))
    _write_number(element, data.application_number)
    if application.kind is ApplicationKind.DESIGN:
        add(element, pat("InventionSubjectMatterCategory"), "Design")
    if data.filing_date is not None:
        add(element, pat("FilingDate"), iso(data.filing_date))


def _write_priorities(parent: Element, claims: Iterable[PriorityClaim], losses: Losses) -> None:
    dated = [claim for claim in claims if claim.filing_date is not None]
    for claim in claims:
        if claim.filing_date is None:
            losses.add(
                "priority-without-date",
                f"Priority claim {claim.sequence} has no date; ST.96 requires one.",
                f"第{claim.sequence}项优先权没有日期，ST.96要求必须有。",
            )
    if not dated:
        return
    bag = add(parent, pat("PriorityClaimBag"))
    for claim in dated:
        element = add(bag, pat("PriorityClaim"), sequenceNumber=str(claim.sequence))
        add(element, com("IPOfficeCode"), office_code(claim.office_code))
        if claim.application_number is not None:
            _write_number(element, claim.application_number)
        if claim.filing_date is not None:
            add(element, pat("FilingDate"), iso(claim.filing_date))
        if (scope := _SCOPES.get(claim.scope or "")) is not None:
            add(element, pat("ApplicationFilingCategory"), scope)


def _write_classifications(parent: Element, symbols: Iterable[Classification]) -> None:
    every = [*symbols]
    if not every:
        return
    bag = add(parent, pat("PatentClassificationBag"))
    for scheme in dict.fromkeys(symbol.scheme for symbol in every):
        of_scheme = [symbol for symbol in every if symbol.scheme is scheme]
        if scheme is ClassificationScheme.IPC:
            ipcr = add(bag, pat("IPCRClassificationBag"))
            for place, symbol in enumerate(of_scheme, start=1):
                _write_ipcr(add(ipcr, pat("IPCRClassification"), sequenceNumber=str(place)), symbol)
            continue
        for edition, group in groupby(of_scheme, key=lambda symbol: symbol.edition):
            if scheme is ClassificationScheme.LOCARNO:
                _write_locarno(add(bag, com("LocarnoClassificationBag")), edition, group)
            else:
                _write_national(add(bag, pat("NationalClassification")), scheme, edition, group)


def _write_ipcr(parent: Element, symbol: Classification) -> None:
    year, dot, month = (symbol.edition or "").partition(".")
    if dot and len(year) == 4 and year.isdigit() and month.isdigit() and 1 <= int(month) <= 12:
        add(parent, pat("ClassificationVersionDate"), f"{year}-{month}")
        add(parent, com("SymbolPositionCode"), "F" if symbol.main else "L")
        add(parent, pat("PatentClassificationSymbolText"), symbol.symbol)
    else:
        add(parent, pat("PatentClassificationText"), ipc_to_st8(symbol))


def _write_locarno(parent: Element, edition: str | None, group: Iterable[Classification]) -> None:
    add(parent, com("LocarnoClassificationEdition"), edition or "")
    for symbol in group:
        add(parent, com("SymbolPositionCode"), "F" if symbol.main else "L")
        add(parent, com("LocarnoClassificationText"), symbol.symbol)


def _write_national(
    parent: Element,
    scheme: ClassificationScheme,
    edition: str | None,
    group: Iterable[Classification],
) -> None:
    office, name = NATIONAL_SCHEMES[scheme]
    add(parent, com("IPOfficeCode"), office)
    add(parent, com("Edition"), name if edition is None else f"{name} {edition}")
    for place, symbol in enumerate(group):
        kind = "FurtherNationalClassification" if place else "MainNationalClassification"
        add(add(parent, pat(kind)), pat("PatentClassificationText"), symbol.symbol)


def _write_citations(parent: Element, citations: Iterable[Citation], losses: Losses) -> None:
    every = [*citations]
    if not every:
        return
    bag = add(parent, pat("ReferenceCitationBag"))
    for place, citation in enumerate(every, start=1):
        element = add(bag, pat("ReferenceCitation"), sequenceNumber=str(place))
        if citation.cited_by_examiner is not None:
            party = "Examiner" if citation.cited_by_examiner else "Applicant"
            element.set(pat("citingPartyCategory"), party)
        if citation.document is not None:
            cited = add(element, com("PatentCitation"))
            _write_cited(add(cited, com("CitedPatentDocumentIdentification")), citation)
        else:
            other = add(element, com("NPLCitation"))
            add(other, com("NPLCitationText"), citation.text or "")
        if citation.classification is not None:
            losses.add(
                "citation-classification",
                "The classification printed beside a citation has no place in ST.96.",
                "引证文献旁所列的分类号在ST.96中没有位置。",
            )
        codes = (citation.category or "").replace(",", " ").split()
        if codes and all(code in _CITATION_CODES for code in codes):
            relevance = add(add(element, pat("DocumentRelevanceBag")), pat("DocumentRelevance"))
            for code in codes:
                add(relevance, pat("CitationCategoryCode"), code)
        elif codes:
            losses.add(
                "citation-category",
                f"The category of citation {place} is not one of ST.96.",
                f"第{place}项引证文献的类别不在ST.96的列表中。",
            )


def _write_cited(parent: Element, citation: Citation) -> None:
    document = citation.document
    if document is None:
        return
    add(parent, com("IPOfficeCode"), office_code(document.office_code))
    add(parent, com("DocumentNumber"), document.document_number)
    if citation.text is not None:
        add(parent, com("EntityName"), citation.text)
    if document.kind_code is not None:
        add(parent, com("PatentDocumentKindCode"), document.kind_code)
    if document.publication_date is not None:
        add(parent, com("PatentDocumentDate"), iso(document.publication_date))


def _write_parent(parent: Element, data: BibliographicData) -> None:
    origin = data.parent
    if origin is None:
        return
    division = add(add(parent, pat("RelatedDocumentBag")), pat("Division"))
    for name, number, day in (
        ("ParentDocument", origin.application_number, origin.filing_date),
        ("ChildDocument", data.application_number, origin.submission_date),
    ):
        document = add(add(division, pat(name)), pat("PatentDocumentIdentification"))
        element = add(document, pat("ApplicationIdentification"))
        add(element, com("IPOfficeCode"), office_code(data.office_code))
        _write_number(element, number)
        if day is not None:
            add(element, pat("FilingDate"), iso(day))


def _write_pct(parent: Element, data: BibliographicData) -> None:
    pct = data.pct
    if pct is None:
        return
    filing = add(add(parent, pat("InternationalFilingData")), pat("ApplicationIdentification"))
    add(filing, com("IPOfficeCode"), "WO")
    _write_number(filing, pct.application_number)
    if pct.filing_date is not None:
        add(filing, pat("FilingDate"), iso(pct.filing_date))
    if pct.publication_number is None and pct.publication_date is None:
        return
    published = add(parent, pat("InternationalPublishingData"))
    document = add(published, pat("PatentDocumentIdentification"))
    identification = add(document, pat("PatentPublicationIdentification"))
    add(identification, com("IPOfficeCode"), "WO")
    add(identification, pat("PublicationNumber"), pct.publication_number or "")
    if pct.publication_date is not None:
        add(identification, com("PublicationDate"), iso(pct.publication_date))
