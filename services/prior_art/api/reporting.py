"""From recorded searches and confirmed citations to a search report."""

from __future__ import annotations

from collections.abc import Sequence

from services.prior_art.api.convert import SERVICE
from services.prior_art.api.recording import to_recorded
from services.prior_art.domain.elements import elements_of
from services.prior_art.domain.errors import InvalidQueryError, UnknownDocumentError
from services.prior_art.domain.legal.claim_dates import claim_dates
from services.prior_art.domain.legal.subject import subject_of
from services.prior_art.domain.queries import features_only
from services.prior_art.engines.library import Library
from services.prior_art.engines.reports.layout import numbers
from services.prior_art.engines.store.records import Asker, record_id
from shared import __version__
from shared.contracts.common import Message, Versions
from shared.contracts.prior_art import PriorArtDocument, SearchFilter
from shared.contracts.prior_art_legal import LegalDates
from shared.contracts.prior_art_report import (
    CitationCategory,
    ConfirmedCitation,
    RecordedSearch,
    ReportCitation,
    ReportElement,
    SearchReport,
    SearchReportRequest,
    StrategyStep,
)
from shared.model.application import Application
from shared.model.classification import ClassificationScheme

REPORT_VERSION = "search-report-1"
_BASE_LETTERS = {
    "X": Message(
        zh="单独影响权利要求的新颖性或创造性的文件",
        en="affects novelty or inventive step by itself",
    ),
    "Y": Message(
        zh="与检索报告中其他Y类文件组合后影响权利要求的创造性的文件",
        en="affects inventive step together with other Y documents",
    ),
    "A": Message(
        zh="背景技术文件，即反映权利要求的部分技术特征或者有关的现有技术的文件",
        en="background: some features, or related prior art",
    ),
    "R": Message(
        zh="任何单位或个人在申请日向专利局提交的、属于同样的发明创造的专利申请文件",
        en="application of the same day for the same invention",
    ),
    "E": Message(
        zh="单独影响权利要求新颖性的抵触申请文件",
        en="conflicting application that affects novelty by itself",
    ),
}
_INTERMEDIATE = Message(
    zh="中间文件，公开日在申请日与优先权日之间，需核实优先权；内容：",
    en="published between priority and filing date, priority to be verified; content: ",
)


def search_report(library: Library, request: SearchReportRequest, asker: Asker) -> SearchReport:
    """Draw up and record the report.

    Raises ``UnknownRecordError`` for a search that is not the asker's, ``UnknownDocumentError`` for
    a cited document that no searched collection has, ``InvalidQueryError`` for a claim that the
    application does not have.
    """
    searches = [to_recorded(library.records.search(one, asker)) for one in request.search_ids]
    claims = _claims(request)
    application = request.application
    bibliographic = application.bibliographic
    subject = subject_of(application, LegalDates())
    dates = claim_dates(subject, claims[:1] or (0,), ())
    title = application.title
    report = SearchReport(
        report_id="",
        versions=Versions(
            service=SERVICE, zhishen=__version__, components={"report": REPORT_VERSION}
        ),
        application_number=bibliographic.application_number,
        office_code=bibliographic.office_code,
        title=title.text if title is not None else "",
        applicants=tuple(one.name for one in bibliographic.applicants),
        filing_date=subject.filing_date,
        earliest_priority_date=dates[0].earliest if subject.priorities else None,
        claims=claims,
        fields_searched=request.fields_searched or _fields(application, searches),
        elements=_elements(application, searches),
        strategy=tuple(_step(one) for one in searches),
        citations=_citations(library, request, searches, claims, asker),
        examiner=request.examiner,
        completed_on=request.completed_on,
        remarks=request.remarks,
    )
    known = record_id(asker.key_id, asker.role, report.model_dump_json())
    report = report.model_copy(update={"report_id": known})
    library.records.keep_report(asker, report.model_dump_json(), known)
    return report


def _claims(request: SearchReportRequest) -> tuple[int, ...]:
    present = [one.number for one in elements_of(request.application)]
    for i, number in enumerate(request.claims):
        if number not in present:
            raise _no_such_claim(f"#/claims/{i}")
    return request.claims or tuple(present)


def _no_such_claim(pointer: str) -> InvalidQueryError:
    return InvalidQueryError(
        "The application has no claim with this number.",
        "该申请没有此编号的权利要求。",
        pointer=pointer,
    )


def _fields(application: Application, searches: Sequence[RecordedSearch]) -> tuple[str, ...]:
    symbols = [
        one.symbol
        for one in application.bibliographic.classifications
        if one.scheme is ClassificationScheme.IPC
    ]
    symbols += [symbol for one in searches for symbol in one.request.filter.ipc]
    return tuple(dict.fromkeys(symbols))


def _elements(
    application: Application, searches: Sequence[RecordedSearch]
) -> tuple[ReportElement, ...]:
    """The elements that were confirmed, else those of the independent claims."""
    texts = {one.id: one for claim in elements_of(application) for one in claim.own}
    confirmed = {one.id: one.expressions for each in searches for one in each.request.elements}
    if confirmed:
        return tuple(
            ReportElement(
                id=name,
                text=texts[name].text if name in texts else "",
                expressions=expressions,
            )
            for name, expressions in confirmed.items()
        )
    return tuple(
        ReportElement(id=one.id, text=one.text, expressions=(features_only(one.text),))
        for claim in elements_of(application)
        if claim.independent
        for one in claim.own
    )


def _step(search: RecordedSearch) -> StrategyStep:
    result = search.result
    return StrategyStep(
        search_id=search.search_id,
        recorded_at=search.recorded_at,
        collection=result.collection,
        collection_documents=result.collection_documents,
        queries=tuple(f"{one.name}: {one.text}" for one in result.queries),
        boolean=result.boolean,
        filters=tuple(_filters(result.filter) + _dates(search)),
        families_found=len(result.hits),
        versions=result.versions.components,
    )


def _filters(stated: SearchFilter) -> list[str]:
    named = {
        "published_before": stated.published_before,
        "published_from": stated.published_from,
        "ipc": ", ".join(stated.ipc),
        "office_codes": ", ".join(stated.office_codes),
        "exclude": ", ".join(stated.exclude),
    }
    return [f"{name}: {value}" for name, value in named.items() if value]


def _dates(search: RecordedSearch) -> list[str]:
    """The dates of the claims, where the search went by them."""
    if search.result.legal is None:
        return []
    return [
        f"legal_dates {search.result.legal.jurisdiction}: claims {numbers(one.claims) or '–'}: "
        f"{one.earliest or '?'} / {one.latest or '?'}"
        for one in search.result.legal.claims
    ]


def _citations(
    library: Library,
    request: SearchReportRequest,
    searches: Sequence[RecordedSearch],
    claims: Sequence[int],
    asker: Asker,
) -> tuple[ReportCitation, ...]:
    collections = list(dict.fromkeys(one.result.collection for one in searches))
    cited = []
    for i, citation in enumerate(request.citations):
        for j, claim in enumerate(citation.claims):
            if claim not in claims:
                raise _no_such_claim(f"#/citations/{i}/claims/{j}")
        document = _cited(library, collections, citation.document, f"#/citations/{i}", asker)
        cited.append(_citation(i + 1, citation, document))
    return tuple(cited)


def _cited(
    library: Library, collections: Sequence[str], key: str, pointer: str, asker: Asker
) -> PriorArtDocument:
    for name in collections:
        try:
            return library.document(name, asker.role, key)
        except UnknownDocumentError:
            continue
    raise UnknownDocumentError.of_request(f"{pointer}/document")


def _citation(
    number: int, citation: ConfirmedCitation, document: PriorArtDocument
) -> ReportCitation:
    return ReportCitation(
        number=number,
        document=document.key,
        office_code=document.office_code,
        document_number=document.document_number,
        kind_code=document.kind_code,
        publication_date=document.publication_date,
        title=document.title,
        applicants=document.applicants,
        classifications=tuple(one.symbol for one in document.classifications),
        category=citation.category,
        claims=citation.claims,
        passages=citation.passages,
        combined_with=citation.combined_with,
        message=_message(citation.category),
    )


def _message(category: CitationCategory) -> Message:
    base = _BASE_LETTERS[category.value[-1]]
    if len(category.value) == 1:
        return base
    return Message(zh=_INTERMEDIATE.zh + base.zh, en=_INTERMEDIATE.en + base.en)
