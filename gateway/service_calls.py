"""The examination's services over the clients: models in, models out, failures as problems."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar
from urllib.parse import quote, urlencode

from pydantic import BaseModel, TypeAdapter, ValidationError

from gateway.clients import ServiceAnswer, ServiceClient, ServiceName, ServiceRequest
from gateway.errors import GatewayError, ServiceAnswerError
from gateway.examination.ports import ServiceFailureError, Upload
from gateway.multipart import Part, encode
from shared.contracts.common import Problem
from shared.contracts.design_image import ImageSearchRequest, ImageSearchResult
from shared.contracts.formal_check import CheckReport, CheckRequest
from shared.contracts.ocr import MOST_DESCRIBED_SIGNS, PageKind, Recognition, RecognitionOptions
from shared.contracts.prior_art import (
    CollectionInfo,
    PriorArtDocument,
    SearchRequest,
    SearchResult,
)
from shared.contracts.prior_art_report import RecordedSearch
from shared.web.principal import Principal
from shared.web.problems import error_problem

_M = TypeVar("_M", bound=BaseModel)
_T = TypeVar("_T")
_COLLECTIONS = TypeAdapter(tuple[CollectionInfo, ...])
_JSON = "application/json"


class ServiceCalls:
    """``ExaminationServices`` for one principal and one request id."""

    def __init__(
        self,
        clients: Mapping[ServiceName, ServiceClient],
        principal: Principal,
        request_id: str | None = None,
    ) -> None:
        self._clients = clients
        self._principal = principal
        self._request_id = request_id

    async def check(self, request: CheckRequest) -> CheckReport:
        """Formal check."""
        body = request.model_dump_json().encode()
        return await self._post(ServiceName.FORMAL_CHECK, "/v1/checks", (_JSON, body), CheckReport)

    async def recognise(
        self, upload: Upload, kind: PageKind | None, described_signs: tuple[str, ...] = ()
    ) -> Recognition:
        """Recognition of one image or PDF."""
        # A part of the signs would have others rejected.
        known = described_signs if len(described_signs) <= MOST_DESCRIBED_SIGNS else ()
        options = RecognitionOptions(kind=kind, file=upload.name, described_signs=known)
        form = encode([_json_part("options", options), _file_part("file", upload)])
        return await self._post(ServiceName.OCR, "/v1/recognitions", form, Recognition)

    async def search(self, request: SearchRequest) -> SearchResult:
        """Prior-art search."""
        body = request.model_dump_json().encode()
        return await self._post(ServiceName.PRIOR_ART, "/v1/searches", (_JSON, body), SearchResult)

    async def recorded_search(self, search_id: str) -> RecordedSearch:
        """A prior-art search as it was made."""
        path = f"/v1/searches/{search_id}"
        read = RecordedSearch.model_validate_json
        return await self._get(ServiceName.PRIOR_ART, path, "", read)

    async def collections(self) -> tuple[CollectionInfo, ...]:
        """The collections of documents that the principal may search."""
        read = _COLLECTIONS.validate_json
        return await self._get(ServiceName.PRIOR_ART, "/v1/collections", "", read)

    async def document(self, key: str, collection: str) -> PriorArtDocument:
        """A document of a collection."""
        path, query = f"/v1/documents/{quote(key)}", urlencode({"collection": collection})
        read = PriorArtDocument.model_validate_json
        return await self._get(ServiceName.PRIOR_ART, path, query, read)

    async def search_images(
        self, request: ImageSearchRequest, views: Sequence[Upload]
    ) -> ImageSearchResult:
        """Search for earlier designs by views."""
        form = encode(
            [_json_part("query", request), *(_file_part("views", view) for view in views)]
        )
        return await self._post(
            ServiceName.DESIGN_IMAGE, "/v1/image-searches", form, ImageSearchResult
        )

    async def _post(
        self, service: ServiceName, path: str, content: tuple[str, bytes], model: type[_M]
    ) -> _M:
        media_type, body = content
        headers = [("content-type", media_type), ("content-length", str(len(body)))]
        # All that an examination asks only reads.
        request = ServiceRequest("POST", path, headers=headers, body=body, repeatable=True)
        return await self._ask(service, request, model.model_validate_json)

    async def _get(
        self, service: ServiceName, path: str, query: str, read: Callable[[bytes], _T]
    ) -> _T:
        request = ServiceRequest("GET", path, query, repeatable=True)
        return await self._ask(service, request, read)

    async def _ask(
        self, service: ServiceName, request: ServiceRequest, read: Callable[[bytes], _T]
    ) -> _T:
        if self._request_id is not None:
            named = [*request.headers, ("x-request-id", self._request_id)]
            request = replace(request, headers=named)
        try:
            answer = await self._clients[service].call(request, self._principal)
            if answer.status < 300:
                return _parsed(service, answer, read)
        except GatewayError as error:
            problem = error_problem(error, 503, self._request_id)
            raise ServiceFailureError(problem, refused=False) from None
        raise ServiceFailureError(
            self._problem(service, answer), refused=answer.status in (400, 404, 413, 415, 422)
        )

    def _problem(self, service: ServiceName, answer: ServiceAnswer) -> Problem:
        try:
            return Problem.model_validate_json(answer.body)
        except ValidationError:
            return error_problem(ServiceAnswerError.of(service), 502, self._request_id)


def _parsed(service: ServiceName, answer: ServiceAnswer, read: Callable[[bytes], _T]) -> _T:
    try:
        return read(answer.body)
    except ValidationError:
        # pydantic's message quotes the answer, which may quote the application.
        raise ServiceAnswerError.of(service) from None


def _json_part(name: str, value: BaseModel) -> Part:
    return Part(name, value.model_dump_json(exclude_unset=True).encode(), _JSON)


def _file_part(name: str, upload: Upload) -> Part:
    return Part(name, upload.data, upload.media_type, upload.name)
