"""Small services with the real contracts, for tests of the gateway itself."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from datetime import UTC, datetime
from typing import Annotated

import uvicorn
from fastapi import APIRouter, FastAPI, File, Form, HTTPException, Request, Response, UploadFile
from fastapi.responses import StreamingResponse
from pydantic import SecretStr

from gateway.asgi_transport import AsgiTransport
from gateway.clients import ServiceName, Transport
from gateway.connections import Clients, clients_over
from gateway.http_transport import HttpTransport, open_session
from gateway.settings import Settings
from shared.contracts.common import Message, Role
from shared.contracts.design_image import ImageSearchRequest, ImageSearchResult
from shared.contracts.formal_check import (
    CheckReport,
    CheckRequest,
    Consequence,
    Finding,
    Severity,
)
from shared.contracts.ocr import PageKind, Recognition
from shared.contracts.prior_art import (
    CollectionInfo,
    DocumentPassage,
    PassageKind,
    PriorArtDocument,
    SearchHit,
    SearchRequest,
    SearchResult,
)
from shared.contracts.prior_art_report import RecordedSearch
from shared.model.source import Location
from shared.settings import ServiceSettings
from shared.web import build_app
from shared.web.principal import CurrentPrincipal, Filing
from tests.conftest import TOKEN_SECRET
from tests.gateway.filed import FakeServices, versions

SECRET = SecretStr(TOKEN_SECRET)
FOUND = SearchHit(
    rank=1,
    key="CN1A",
    score=1.0,
    title="花盆",
    publication_date=None,
    applicants=(),
    classifications=(),
    passages=(),
    channels={"lexical": 1},
)
MAX_BODY = 1_000_000


def formal_check() -> APIRouter:
    router = APIRouter()

    @router.post("/v1/checks")
    async def check(body: CheckRequest, principal: Filing) -> CheckReport:
        """Finds the applicants' identifiers, as a rule about them would quote them."""
        report = await FakeServices().check(body)
        findings = tuple(
            Finding(
                id=f"x:{number}",
                code="CN-TST-001",
                severity=Severity.ERROR,
                consequence=Consequence.NONE,
                message=Message(zh=f"号码 {party.identifier}", en=f"Number {party.identifier}"),
                location=Location(file="request.json", text=party.identifier or ""),
                legal_basis=(),
            )
            for number, party in enumerate(body.case_file.application.bibliographic.applicants)
        )
        return report.model_copy(update={"findings": findings})

    @router.get("/v1/rules")
    async def rules(request: Request, principal: CurrentPrincipal) -> dict[str, str | None]:
        return {
            "key": principal.key_id,
            "role": principal.role,
            "query": request.url.query,
            "authorization": request.headers.get("authorization"),
            "accept": request.headers.get("accept"),
        }

    @router.get("/v1/rules/{code}")
    async def rule(code: str, principal: CurrentPrincipal) -> Response:
        if code == "crash":
            raise RuntimeError("text of an application")
        if code == "stream":
            return StreamingResponse(iter([b"a" * 10, b"b" * 10]), media_type="text/plain")
        if code == "broken":

            def pieces() -> Iterator[bytes]:
                yield b"begin"
                raise RuntimeError("text of an application")

            return StreamingResponse(pieces(), media_type="text/plain")
        if code.startswith("规"):
            return Response(code, media_type="text/plain; charset=utf-8")
        raise HTTPException(404)

    return router


def prior_art() -> APIRouter:
    router = APIRouter()

    records: dict[tuple[str, str], RecordedSearch] = {}

    @router.post("/v1/searches")
    async def search(body: SearchRequest, principal: CurrentPrincipal) -> SearchResult:
        """Finds one document; remembers what was asked, as the service does."""
        found = await FakeServices().search(body)
        search_id = hashlib.sha256(body.model_dump_json().encode()).hexdigest()[:32]
        result = found.model_copy(update={"search_id": search_id, "hits": (*found.hits, FOUND)})
        records[principal.key_id, search_id] = RecordedSearch(
            search_id=search_id,
            recorded_at=datetime(2026, 3, 2, tzinfo=UTC),
            request=body,
            result=result,
            result_sha256="",
        )
        return result

    @router.get("/v1/searches/{search_id}")
    async def recorded(search_id: str, principal: CurrentPrincipal) -> RecordedSearch:
        record = records.get((principal.key_id, search_id))
        if record is None:
            raise HTTPException(404)
        return record

    @router.get("/v1/collections")
    async def collections(principal: CurrentPrincipal) -> list[CollectionInfo]:
        names = ("pending", "published") if principal.role is Role.EXAMINER else ("published",)
        return [
            CollectionInfo(name=name, documents=1, updated_at=None, versions=versions("prior_art"))
            for name in names
        ]

    @router.get("/v1/documents/{key:path}")
    async def document(key: str, principal: CurrentPrincipal) -> PriorArtDocument:
        if key != FOUND.key:
            raise HTTPException(404)
        claim = DocumentPassage(kind=PassageKind.CLAIM, number="1", text="一种<b>花盆</b>。")
        return PriorArtDocument(
            office_code="CN", document_number="1", kind_code="A", title="花盆", claims=(claim,)
        )

    return router


def design_image() -> APIRouter:
    router = APIRouter()

    @router.post("/v1/image-searches")
    async def search(
        principal: CurrentPrincipal,
        views: Annotated[list[UploadFile], File()],
        query: Annotated[str, Form()] = "{}",
    ) -> ImageSearchResult:
        request = ImageSearchRequest.model_validate_json(query)
        result = await FakeServices().search_images(request, ())
        return result.model_copy(update={"query_views": len(views)})

    return router


def ocr() -> APIRouter:
    from gateway.examination.ports import Upload

    router = APIRouter()

    @router.post("/v1/recognitions")
    async def recognise(
        principal: Filing,
        file: Annotated[UploadFile, File()],
        options: Annotated[str, Form()] = "{}",
    ) -> Recognition:
        upload = Upload(file.filename or "", file.content_type or "", await file.read())
        return await FakeServices().recognise(upload, PageKind.DRAWING)

    return router


ROUTERS: Mapping[ServiceName, Callable[[], APIRouter]] = {
    ServiceName.FORMAL_CHECK: formal_check,
    ServiceName.PRIOR_ART: prior_art,
    ServiceName.DESIGN_IMAGE: design_image,
    ServiceName.OCR: ocr,
}


def service_app(service: ServiceName) -> FastAPI:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None, None]:
        yield

    return build_app(
        service=service.value,
        title=service.value,
        settings=ServiceSettings(token_secret=SECRET, max_body_bytes=MAX_BODY),
        routers=[ROUTERS[service]()],
        lifespan=lifespan,
        error_status={},
    )


@asynccontextmanager
async def embedded(settings: Settings) -> AsyncGenerator[Clients, None]:
    """Clients of fake services in this process."""
    transports: dict[ServiceName, Transport] = {
        service: AsgiTransport(service, service_app(service)) for service in ServiceName
    }
    yield clients_over(transports, settings, SECRET)


OpenClients = Callable[[Settings], AbstractAsyncContextManager[Clients]]


def separate(urls: Mapping[ServiceName, str]) -> OpenClients:
    """Opens clients of services behind URLs."""

    @asynccontextmanager
    async def opened(settings: Settings) -> AsyncGenerator[Clients, None]:
        async with open_session(2.0) as session:
            transports: dict[ServiceName, Transport] = {
                service: HttpTransport(service, url, session) for service, url in urls.items()
            }
            yield clients_over(transports, settings, SECRET)

    return opened


@contextmanager
def served(app: FastAPI, port: int = 0) -> Iterator[int]:
    """``app`` behind a real socket of this machine; the port."""
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, access_log=False)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        until = time.monotonic() + 60
        while not server.started:
            assert thread.is_alive()
            assert time.monotonic() < until
            time.sleep(0.01)
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(20)
