"""The search report as a WIPO ST.96 V6_0 SearchReport.

R has no letter in the standard: it is written as L (cited for another reason) with a comment. P
stands beside the letter that goes with it.
"""

from __future__ import annotations

from lxml import etree

from services.prior_art.engines.reports.layout import numbers
from shared.contracts.prior_art_report import (
    CitationCategory,
    ReportCitation,
    SearchReport,
    StrategyStep,
)
from shared.formats.st96.elements import Element, add, com, iso, pat, root

_UNKNOWN = "unknown"
_EDITION = "8"
"""Of the IPC; the symbols of a report name none of their own."""


def to_st96(report: SearchReport) -> bytes:
    """The document, valid against SearchReport_V6_0.xsd.

    Raises ``St96WriteError`` where a text holds a character that XML forbids.
    """
    document = root(pat("SearchReport"))
    document.set(com("officeCode"), report.office_code)
    application = add(document, pat("ApplicationIdentification"))
    add(application, com("IPOfficeCode"), report.office_code)
    number = add(application, com("ApplicationNumber"))
    add(number, com("ApplicationNumberText"), report.application_number or _UNKNOWN)
    if report.filing_date is not None:
        add(application, pat("FilingDate"), iso(report.filing_date))
    if report.earliest_priority_date is not None:
        add(document, pat("EarliestPriorityDate"), iso(report.earliest_priority_date))
    _add_applicants(document, report)
    _add_signature(document, report)
    add(document, pat("SearchCompleteDate"), iso(report.completed_on))
    add(document, com("MailDate"), iso(report.completed_on))
    basis = add(add(document, pat("ReportBasis")), pat("LanguageBasis"))
    add(basis, pat("FilingLanguageIndicator"), "true")
    title = add(document, pat("EstablishedInventionTitle"))
    add(title, pat("InventionTitle"), report.title or _UNKNOWN)
    comment = [f"Claims searched: {numbers(report.claims)}", report.remarks]
    add(document, pat("SearchReportCommentText"), "; ".join(one for one in comment if one))
    _add_search(document, report)
    return etree.tostring(document, xml_declaration=True, encoding="UTF-8")


def _add_applicants(document: Element, report: SearchReport) -> None:
    bag = add(document, pat("ApplicantBag"))
    for name in report.applicants or (_UNKNOWN,):
        contact = add(add(bag, pat("Applicant")), com("Contact"))
        add(add(contact, com("Name")), com("EntityName"), name)


def _add_signature(document: Element, report: SearchReport) -> None:
    signature = add(add(document, com("SignatureBag")), com("Signature"))
    contact = add(signature, com("Contact"))
    add(add(contact, com("Name")), com("EntityName"), report.examiner or _UNKNOWN)
    electronic = add(signature, com("ElectronicSignature"))
    add(electronic, com("ElectronicSignatureDate"), iso(report.completed_on))
    basic = add(electronic, com("ElectronicBasicSignature"))
    add(basic, com("ElectronicBasicSignatureText"), report.examiner or _UNKNOWN)


def _add_search(document: Element, report: SearchReport) -> None:
    data = add(document, pat("SearchData"))
    fields = report.fields_searched or (_UNKNOWN,)
    _add_ipc(add(data, pat("PatentClassificationBag")), fields)
    searched = add(data, pat("SearchFieldBag"))
    _add_ipc(add(searched, pat("SearchedMinimumDocumentation")), fields)
    for step in report.strategy:
        _add_database(searched, step)
    terms = [one for element in report.elements for one in element.expressions if one.strip()]
    if terms:
        bag = add(searched, pat("SearchTermBag"))
        for place, term in enumerate(dict.fromkeys(terms), start=1):
            add(bag, pat("SearchTerm"), term, sequenceNumber=str(place))
    if report.citations:
        bag = add(data, pat("ReferenceCitationBag"))
        for citation in report.citations:
            _add_citation(bag, citation)


def _add_ipc(parent: Element, symbols: tuple[str, ...]) -> None:
    ipc = add(parent, pat("IPCClassification"))
    add(ipc, com("Edition"), _EDITION)
    add(ipc, pat("MainClassification"), symbols[0])
    for symbol in symbols[1:]:
        add(ipc, pat("FurtherClassification"), symbol)


def _add_database(parent: Element, step: StrategyStep) -> None:
    database = add(parent, pat("SearchedDatabase"))
    add(database, pat("DatabaseName"), step.collection)
    add(database, pat("DatabaseQueryText"), step.boolean or "\n".join(step.queries))
    add(database, pat("FoundDocumentQuantity"), str(step.families_found))
    add(database, pat("SearchSystemName"), f"Zhishen {step.search_id}")


def _add_citation(bag: Element, citation: ReportCitation) -> None:
    reference = add(bag, pat("ReferenceCitation"), sequenceNumber=str(citation.number))
    cited = add(add(reference, com("PatentCitation")), com("CitedPatentDocumentIdentification"))
    add(cited, com("IPOfficeCode"), citation.office_code)
    add(cited, com("DocumentNumber"), citation.document_number)
    if citation.kind_code is not None:
        add(cited, com("PatentDocumentKindCode"), citation.kind_code)
    if citation.publication_date is not None:
        add(cited, com("PatentDocumentDate"), iso(citation.publication_date))
    relevance = add(add(reference, pat("DocumentRelevanceBag")), pat("DocumentRelevance"))
    for letter in citation.category.value:
        add(relevance, pat("CitationCategoryCode"), "L" if letter == "R" else letter)
    claims = add(relevance, pat("RelatedClaimBag"))
    for claim in citation.claims:
        add(claims, pat("ClaimNumber"), str(claim))
    if citation.passages:
        passage = add(add(reference, pat("CitedPassageBag")), pat("CitedPassage"))
        add(add(passage, pat("PassageRangeBag")), pat("PassageRangeText"), citation.passages)
    if citation.category is CitationCategory.R:
        add(reference, com("CommentText"), f"R: {citation.message.zh} {citation.message.en}")
