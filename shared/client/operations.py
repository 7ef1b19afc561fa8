"""The calls of the public API as values: how each is asked, and what its answer becomes.

Both clients run these; they differ only in how bytes travel.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ValidationError

from shared.client.errors import ConnectionFailedError, ProblemError, UnexpectedAnswerError
from shared.contracts.common import Problem
from shared.contracts.corrections import CorrectionReport, CorrectionRequest
from shared.contracts.dossier import Dossier
from shared.contracts.formal_check import CheckReport, CheckRequest, RuleDocumentation, RuleList
from shared.contracts.gateway import DossierPage, ExaminationRequest, HintTicket
from shared.contracts.notices import NoticeDraft, NoticeRequest
from shared.contracts.prior_art import SearchRequest, SearchResult
from shared.contracts.prior_art_classification import (
    ClassificationRequest,
    ClassificationSuggestions,
)
from shared.contracts.prior_art_report import (
    FeatureProposal,
    FeatureRequest,
    RecordedSearch,
    SearchReport,
    SearchReportRequest,
)

T = TypeVar("T")
_M = TypeVar("_M", bound=BaseModel)
JSON_BODY = {"content-type": "application/json"}
Files = Sequence[tuple[str, tuple[str, bytes, str]]]


@dataclass(frozen=True, slots=True)
class Operation(Generic[T]):
    """One call. ``read`` turns the body of a good answer into the result."""

    method: str
    path: str
    read: Callable[[bytes], T]
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str | int] = field(default_factory=dict)
    content: bytes | None = None
    files: Files | None = None

    def result(self, answer: httpx.Response) -> T:
        """The result of a whole answer. Raises ``ProblemError``, ``UnexpectedAnswerError``."""
        if answer.is_success:
            try:
                return self.read(answer.content)
            except ValidationError:
                raise _unexpected(answer.status_code) from None
        try:
            problem = Problem.model_validate_json(answer.content)
        except ValidationError:
            raise _unexpected(answer.status_code) from None
        wait = answer.headers.get("retry-after", "")
        raise ProblemError(problem, float(wait) if wait.isdigit() else None)


def examine_files(files: Mapping[str, bytes]) -> Operation[Dossier]:
    """Examine one package: one archive or document, or files with relative names."""
    kind = "application/octet-stream"
    parts = [("package", (name, data, kind)) for name, data in files.items()]
    return Operation("POST", "/v1/examinations", Dossier.model_validate_json, files=parts)


def examine_application(request: ExaminationRequest) -> Operation[Dossier]:
    """Examine an application in our own model."""
    return Operation(
        "POST",
        "/v1/examinations",
        Dossier.model_validate_json,
        headers=JSON_BODY,
        content=request.model_dump_json().encode(),
    )


def dossier(dossier_id: str) -> Operation[Dossier]:
    """A dossier made earlier."""
    return Operation(
        "GET", f"/v1/examinations/{path_part(dossier_id)}", Dossier.model_validate_json
    )


def report(dossier_id: str) -> Operation[str]:
    """The HTML report of a dossier."""
    return Operation("GET", f"/v1/examinations/{path_part(dossier_id)}/report", bytes.decode)


def dossier_page(cursor: str | None, limit: int) -> Operation[DossierPage]:
    """A page of the list of dossiers."""
    query: dict[str, str | int] = {"limit": limit}
    if cursor is not None:
        query["cursor"] = cursor
    return Operation("GET", "/v1/examinations", DossierPage.model_validate_json, query=query)


def check(request: CheckRequest) -> Operation[CheckReport]:
    """Formal check alone."""
    return _posted("/v1/checks", request, CheckReport)


def correct(request: CorrectionRequest) -> Operation[CorrectionReport]:
    """Replacement papers against notice and original."""
    return _posted("/v1/corrections", request, CorrectionReport)


def draft_notice(request: NoticeRequest) -> Operation[NoticeDraft]:
    """The draft notice of correction as data."""
    return _posted("/v1/notices", request, NoticeDraft)


def notice_document(request: NoticeRequest, media_type: str) -> Operation[bytes]:
    """The notice of correction as a document."""
    return Operation(
        "POST",
        "/v1/notices",
        bytes,
        headers={**JSON_BODY, "accept": media_type},
        content=request.model_dump_json().encode(),
    )


def rules() -> Operation[RuleList]:
    """All rules of the formal check."""
    return Operation("GET", "/v1/rules", RuleList.model_validate_json)


def rule(code: str) -> Operation[RuleDocumentation]:
    """One rule with its documentation."""
    return Operation("GET", f"/v1/rules/{path_part(code)}", RuleDocumentation.model_validate_json)


def search(request: SearchRequest) -> Operation[SearchResult]:
    """Prior-art search alone."""
    return _posted("/v1/searches", request, SearchResult)


def recorded_search(search_id: str) -> Operation[RecordedSearch]:
    """A search made earlier, with its question."""
    return Operation(
        "GET", f"/v1/searches/{path_part(search_id)}", RecordedSearch.model_validate_json
    )


def replay_search(search_id: str) -> Operation[bytes]:
    """The recorded answer, byte for byte."""
    return Operation("POST", f"/v1/searches/{path_part(search_id)}/replay", bytes)


def search_features(request: FeatureRequest) -> Operation[FeatureProposal]:
    """Elements of claims, to be confirmed."""
    return _posted("/v1/search-features", request, FeatureProposal)


def classification_suggestions(
    request: ClassificationRequest,
) -> Operation[ClassificationSuggestions]:
    """IPC symbols for an application."""
    return _posted("/v1/classification-suggestions", request, ClassificationSuggestions)


def make_search_report(request: SearchReportRequest) -> Operation[SearchReport]:
    """Draw up a search report."""
    return _posted("/v1/search-reports", request, SearchReport)


def search_report(report_id: str, report_format: str) -> Operation[bytes]:
    """A search report as ``json``, ``html``, ``docx`` or ``st96``."""
    path = f"/v1/search-reports/{path_part(report_id)}"
    return Operation("GET", path, bytes, query={"format": report_format})


def hint_ticket() -> Operation[HintTicket]:
    """A ticket for one hint session."""
    return Operation("POST", "/v1/hints/tickets", HintTicket.model_validate_json)


def unreachable(error: httpx.TransportError) -> ConnectionFailedError:
    """Our error for one of the transport's."""
    if isinstance(error, httpx.TimeoutException):
        return ConnectionFailedError(
            "The gateway did not answer in time. Ask for a longer time or try again later.",
            "网关未在限定时间内应答，请延长超时时间或稍后重试。",
        )
    return ConnectionFailedError(
        "The gateway cannot be reached. Check its URL and whether it is running.",
        "无法连接网关，请检查其地址以及是否已启动。",
    )


def _posted(path: str, request: BaseModel, answer: type[_M]) -> Operation[_M]:
    body = request.model_dump_json().encode()
    return Operation("POST", path, answer.model_validate_json, headers=JSON_BODY, content=body)


def path_part(text: str) -> str:
    return quote(text, safe="")


def _unexpected(status: int) -> UnexpectedAnswerError:
    return UnexpectedAnswerError(
        f"The answer (status {status}) is not one of this version's gateway. Check the URL, and "
        "that client and gateway have the same version.",
        f"应答（状态 {status}）不符合本版本网关的约定，请检查地址及客户端与网关的版本是否一致。",
    )
