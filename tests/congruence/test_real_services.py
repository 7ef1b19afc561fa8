"""The services themselves, embedded and over HTTP: the same status, type and body."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator
from contextlib import ExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from gateway.app import create_app
from gateway.clients import ServiceName
from gateway.connections import Clients, clients_over
from gateway.embedded import run_services, service_application
from gateway.keys import new_key
from gateway.settings import Settings
from gateway.store.database import open_database
from gateway.store.keys import KeyStore
from shared.contracts.common import Role
from shared.contracts.formal_check import CheckRequest
from shared.contracts.prior_art import DocumentBatch, PriorArtDocument
from shared.model.case_file import CaseFile
from tests.gateway import fake_services
from tests.gateway.fake_services import SECRET, served
from tests.gateway.filed import invention

_JSON = {"content-type": "application/json"}
CHECK = CheckRequest(
    case_file=CaseFile(application=invention()), as_of=datetime(2026, 1, 1, tzinfo=UTC).date()
)
BATCH = DocumentBatch(
    documents=(
        PriorArtDocument(
            office_code="CN", document_number="1", kind_code="A", title="水杯盖", abstract="水杯盖"
        ),
    )
)
STEPS: list[tuple[str, str, int, dict[str, Any]]] = [
    ("GET", "/v1/rules", 200, {}),
    ("GET", "/v1/rules/CN-NONE-001", 404, {}),
    ("POST", "/v1/checks", 200, {"content": CHECK.model_dump_json(), "headers": _JSON}),
    ("POST", "/v1/checks", 422, {"json": {"case_file": {"application": 1}}}),
    ("POST", "/v1/documents", 200, {"content": BATCH.model_dump_json(), "headers": _JSON}),
    ("POST", "/v1/searches", 200, {"json": {"text": "水杯盖"}}),
    ("POST", "/v1/searches", 422, {"json": {}}),
    ("POST", "/v1/searches", 404, {"json": {"text": "水", "collection": "none"}}),
    ("GET", "/v1/documents/CN1A", 200, {}),
    ("GET", "/v1/documents/CN2A", 404, {}),
    ("DELETE", "/v1/documents/CN1A", 204, {}),
]
REAL = (ServiceName.FORMAL_CHECK, ServiceName.PRIOR_ART)


@asynccontextmanager
async def embedded(settings: Settings) -> AsyncGenerator[Clients, None]:
    """Both services in the gateway's process; fakes for those that are slow to load."""

    def open_application(service: ServiceName, *rest: Any) -> Any:  # noqa: ANN401
        if service in REAL:
            return service_application(service, *rest)
        return fake_services.service_app(service)

    async with run_services(settings, SECRET, open_application) as transports:
        yield clients_over(transports, settings, SECRET)


@pytest.fixture(scope="module")
def gateways(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[TestClient]]:
    with ExitStack() as stack:
        opened = []
        for kind in ("embedded", "separate"):
            folder = tmp_path_factory.mktemp(kind)
            settings = Settings(data_dir=folder)
            if kind == "embedded":
                app = create_app(settings, embedded)
            else:
                urls = {
                    service: f"http://127.0.0.1:{stack.enter_context(served(service_app))}"
                    for service in REAL
                    for service_app in [service_application(service, settings, SECRET)]
                }
                app = create_app(settings, fake_services.separate(urls))
            client = stack.enter_context(TestClient(app, raise_server_exceptions=False))
            client.headers["authorization"] = f"Bearer {_key(folder)}"
            opened.append(client)
        yield opened


def _key(folder: Path) -> str:
    engine = open_database(Settings(data_dir=folder).store_url)
    key, text = new_key("test", Role.EXAMINER, datetime.now(UTC))
    KeyStore(engine).add(key)
    engine.dispose()
    return text


def test_same_answers_step_by_step(gateways: list[TestClient]) -> None:
    for number, (method, path, status, arguments) in enumerate(STEPS):
        headers = {"x-request-id": f"step-{number:04}", **arguments.get("headers", {})}
        answers = [
            client.request(method, path, **{**arguments, "headers": headers}) for client in gateways
        ]
        told = [
            (answer.status_code, answer.headers.get("content-type"), answer.content)
            for answer in answers
        ]
        assert told[0][0] == status, (path, told[0])
        assert told[0] == told[1], path
