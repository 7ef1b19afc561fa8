"""The table of routes that are passed on, with the contracts that describe them."""

from __future__ import annotations

from gateway.api.forwarded_route import Form, ForwardedRoute
from gateway.clients import ServiceName
from shared.contracts.corrections import CorrectionReport, CorrectionRequest
from shared.contracts.design_image import (
    DescriptorModelState,
    DesignAdded,
    DesignData,
    DesignRecord,
    HitExplanation,
    ImageSearchRequest,
    ImageSearchResult,
    RecordedImageSearch,
    RefitRequest,
)
from shared.contracts.formal_check import (
    CheckReport,
    CheckRequest,
    ComparisonRequest,
    HintReport,
    HintRequest,
    ReportComparison,
    RuleDocumentation,
    RuleList,
)
from shared.contracts.notices import DOCX, HTML, NoticeDraft, NoticeRequest
from shared.contracts.ocr import EngineList, Recognition, RecognitionJob, RecognitionOptions
from shared.contracts.prior_art import (
    CollectionInfo,
    DocumentBatch,
    IngestReport,
    NewCollection,
    PriorArtDocument,
    SearchRequest,
    SearchResult,
)
from shared.contracts.prior_art_classification import (
    ClassificationRequest,
    ClassificationSuggestions,
)
from shared.contracts.prior_art_report import (
    CorrectionEntry,
    DocumentCitations,
    DocumentCorrection,
    DocumentFamily,
    FeatureProposal,
    FeatureRequest,
    NumberedPassage,
    QualityReport,
    RecordedSearch,
    SearchReport,
    SearchReportRequest,
)

_CHECK, _PRIOR, _DESIGN, _OCR = ServiceName

FORWARDED: tuple[ForwardedRoute, ...] = (
    ForwardedRoute(
        _CHECK, "POST", "/v1/checks", "Check one application", CheckReport, CheckRequest
    ),
    ForwardedRoute(
        _CHECK, "POST", "/v1/hints", "Check what depends on an edit", HintReport, HintRequest
    ),
    ForwardedRoute(
        _CHECK,
        "POST",
        "/v1/comparisons",
        "Compare two reports",
        ReportComparison,
        ComparisonRequest,
    ),
    ForwardedRoute(
        _CHECK,
        "POST",
        "/v1/corrections",
        "Compare replacement papers with notice and original",
        CorrectionReport,
        CorrectionRequest,
    ),
    ForwardedRoute(
        _CHECK,
        "POST",
        "/v1/notices",
        "Draft a notice of correction",
        NoticeDraft,
        NoticeRequest,
        also=(HTML, DOCX),
    ),
    ForwardedRoute(_CHECK, "GET", "/v1/rules", "All rules", RuleList, query=("as_of",)),
    ForwardedRoute(
        _CHECK, "GET", "/v1/rules/{code}", "One rule explained", RuleDocumentation, query=("as_of",)
    ),
    ForwardedRoute(_PRIOR, "POST", "/v1/searches", "Search prior art", SearchResult, SearchRequest),
    ForwardedRoute(_PRIOR, "GET", "/v1/searches/{search_id}", "A recorded search", RecordedSearch),
    ForwardedRoute(
        _PRIOR,
        "POST",
        "/v1/searches/{search_id}/replay",
        "The recorded answer, byte for byte",
        SearchResult,
    ),
    ForwardedRoute(
        _PRIOR,
        "POST",
        "/v1/search-features",
        "Elements of claims to be confirmed",
        FeatureProposal,
        FeatureRequest,
    ),
    ForwardedRoute(
        _PRIOR,
        "POST",
        "/v1/classification-suggestions",
        "IPC symbols suggested for an application",
        ClassificationSuggestions,
        ClassificationRequest,
    ),
    ForwardedRoute(
        _PRIOR,
        "POST",
        "/v1/search-reports",
        "Draw up a search report",
        SearchReport,
        SearchReportRequest,
        status=201,
    ),
    ForwardedRoute(
        _PRIOR,
        "GET",
        "/v1/search-reports/{report_id}",
        "A search report: json, html, docx or st96",
        SearchReport,
        query=("format",),
        also=(HTML, DOCX, "application/xml"),
    ),
    ForwardedRoute(
        _PRIOR,
        "GET",
        "/v1/documents/{key:path}/claims/{number}",
        "A claim of a document",
        NumberedPassage,
        query=("collection",),
    ),
    ForwardedRoute(
        _PRIOR,
        "GET",
        "/v1/documents/{key:path}/passages/{place}",
        "A passage of a document",
        NumberedPassage,
        query=("collection",),
    ),
    ForwardedRoute(
        _PRIOR,
        "GET",
        "/v1/documents/{key:path}/citations",
        "Citations of a document, both ways",
        DocumentCitations,
        query=("collection",),
    ),
    ForwardedRoute(
        _PRIOR,
        "GET",
        "/v1/documents/{key:path}/family",
        "The family of a document",
        DocumentFamily,
        query=("collection",),
    ),
    ForwardedRoute(
        _PRIOR,
        "POST",
        "/v1/document-corrections",
        "Put a document right, logged",
        CorrectionEntry,
        DocumentCorrection,
    ),
    ForwardedRoute(
        _PRIOR,
        "GET",
        "/v1/document-corrections",
        "The log of corrections",
        tuple[CorrectionEntry, ...],
        query=("collection", "limit"),
    ),
    ForwardedRoute(
        _PRIOR,
        "GET",
        "/v1/collections/{name}/quality",
        "Data quality of a collection",
        QualityReport,
        query=("format",),
        also=(HTML,),
    ),
    ForwardedRoute(
        _PRIOR, "POST", "/v1/documents", "Add or replace documents", IngestReport, DocumentBatch
    ),
    ForwardedRoute(
        _PRIOR,
        "GET",
        "/v1/documents/{key:document}",
        "A document of a collection",
        PriorArtDocument,
        query=("collection",),
    ),
    ForwardedRoute(
        _PRIOR,
        "DELETE",
        "/v1/documents/{key:document}",
        "Take a document out of a collection",
        None,
        status=204,
        query=("collection",),
    ),
    ForwardedRoute(
        _PRIOR, "GET", "/v1/collections", "The caller's collections", tuple[CollectionInfo, ...]
    ),
    ForwardedRoute(
        _PRIOR, "GET", "/v1/collections/{name}", "State of a collection", CollectionInfo
    ),
    ForwardedRoute(
        _PRIOR,
        "PUT",
        "/v1/collections/{name}",
        "Make a collection",
        CollectionInfo,
        NewCollection,
    ),
    ForwardedRoute(
        _DESIGN,
        "POST",
        "/v1/image-searches",
        "Search earlier designs by views",
        ImageSearchResult,
        Form("query", ImageSearchRequest, "views", several=True, required=False),
    ),
    ForwardedRoute(
        _DESIGN,
        "GET",
        "/v1/image-searches/{search_id}",
        "A recorded image search, as JSON or as a page with its pictures",
        RecordedImageSearch,
        query=("format",),
        also=(HTML,),
    ),
    ForwardedRoute(
        _DESIGN,
        "POST",
        "/v1/image-searches/{search_id}/replay",
        "The recorded answer, byte for byte",
        ImageSearchResult,
    ),
    ForwardedRoute(
        _DESIGN,
        "GET",
        "/v1/image-searches/{search_id}/views/{number}/image",
        "A query view of a recorded search as PNG",
        "image/png",
    ),
    ForwardedRoute(
        _DESIGN,
        "GET",
        "/v1/image-searches/{search_id}/hits/{design_id}",
        "Why a hit was found: scores by channel, agreeing key points",
        HitExplanation,
    ),
    ForwardedRoute(
        _DESIGN,
        "GET",
        "/v1/image-searches/{search_id}/hits/{design_id}/matches/{number}/{picture}",
        "A picture of how a query view met a hit: lines, overlay or heat-map, PNG",
        "image/png",
    ),
    ForwardedRoute(
        _DESIGN,
        "GET",
        "/v1/descriptor-model",
        "The model that image searches use",
        DescriptorModelState,
    ),
    ForwardedRoute(
        _DESIGN,
        "POST",
        "/v1/descriptor-model/refits",
        "Fit that model on the collection",
        DescriptorModelState,
        RefitRequest,
        status=202,
    ),
    ForwardedRoute(
        _DESIGN,
        "POST",
        "/v1/designs",
        "Add or replace a design with its views",
        DesignAdded,
        Form("design", DesignData, "views", several=True),
        status=201,
    ),
    ForwardedRoute(
        _DESIGN, "GET", "/v1/designs/{design_id}", "A design of the collection", DesignRecord
    ),
    ForwardedRoute(
        _DESIGN,
        "DELETE",
        "/v1/designs/{design_id}",
        "Take a design out of the collection",
        None,
        status=204,
    ),
    ForwardedRoute(
        _DESIGN,
        "GET",
        "/v1/designs/{design_id}/views/{view_id}/image",
        "A view as PNG",
        "image/png",
    ),
    ForwardedRoute(
        _OCR,
        "POST",
        "/v1/recognitions",
        "Recognise an image or PDF",
        Recognition,
        Form("options", RecognitionOptions, "file", several=False, required=False),
        query=("format",),
        also=("application/alto+xml", "application/xhtml+xml", "application/pdf", HTML),
        later=RecognitionJob,
    ),
    ForwardedRoute(
        _OCR,
        "GET",
        "/v1/recognitions/{identifier}",
        "Progress and result of a recognition asked for with Prefer: respond-async",
        RecognitionJob,
    ),
    ForwardedRoute(
        _OCR,
        "DELETE",
        "/v1/recognitions/{identifier}",
        "Forget a recognition",
        None,
        status=204,
    ),
    ForwardedRoute(_OCR, "GET", "/v1/engines", "The recognition engines", EngineList),
)
