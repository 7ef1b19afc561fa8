"""The same requests, embedded and over HTTP, give the same status, type and body."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from gateway.app import create_app
from gateway.clients import ServiceName
from gateway.connections import OpenClients
from gateway.keys import new_key
from gateway.settings import Settings
from gateway.store.database import open_database
from gateway.store.keys import KeyStore
from shared.contracts.common import Role
from shared.contracts.formal_check import CheckRequest
from shared.model.case_file import CaseFile
from tests.gateway import fake_services
from tests.gateway.filed import figure, invention, png

REQUEST_ID = "congruence-0001"


@dataclass(frozen=True)
class Case:
    name: str
    method: str
    path: str
    status: int
    arguments: dict[str, Any] = field(default_factory=dict)
    role: Role | None = Role.EXAMINER


def _check() -> bytes:
    return CheckRequest(case_file=CaseFile(application=invention())).model_dump_json().encode()


_JSON = {"content-type": "application/json"}
CASES = [
    Case("good check", "POST", "/v1/checks", 200, {"content": _check(), "headers": _JSON}),
    Case("good search", "POST", "/v1/searches", 200, {"json": {"text": "壳体"}}),
    Case(
        "good recognition",
        "POST",
        "/v1/recognitions",
        200,
        {"files": {"file": ("图.png", png(), "image/png")}, "data": {"options": "{}"}},
    ),
    Case(
        "good image search",
        "POST",
        "/v1/image-searches",
        200,
        {"files": [("views", ("1.png", png())), ("views", ("2.png", png()))]},
    ),
    Case("stream", "GET", "/v1/rules/stream", 200),
    Case("query and encoded path", "GET", "/v1/rules/规%201?q=%2F%E8%A7%84", 200),
    Case(
        "chunked body", "POST", "/v1/checks", 200, {"content": iter([_check()]), "headers": _JSON}
    ),
    Case("not found", "GET", "/v1/rules/none", 404),
    Case("no such route", "GET", "/v1/none", 404),
    Case("wrong method", "DELETE", "/v1/rules", 405),
    Case("missing in the service", "GET", "/v1/engines", 404),
    Case("invalid", "POST", "/v1/checks", 422, {"json": {"case_file": 1, "secret": 2}}),
    Case("no JSON", "POST", "/v1/searches", 422, {"content": b"{", "headers": _JSON}),
    Case("empty body", "POST", "/v1/searches", 422),
    Case("crash", "GET", "/v1/rules/crash", 500),
    Case("no key", "GET", "/v1/rules", 401, role=None),
    Case("wrong role", "POST", "/v1/checks", 403, {"json": {}}, role=Role.OPERATOR),
    Case("too large", "POST", "/v1/checks", 413, {"content": b" " * 1_000_001}),
    Case(
        "too large, chunked",
        "POST",
        "/v1/checks",
        413,
        {"content": (b" " * 100_000 for _ in range(11)), "headers": _JSON},
    ),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both gateways share one database, and so the keys."""
    return tmp_path_factory.mktemp("gateway")


@pytest.fixture(scope="module")
def clients(folder: Path) -> Iterator[dict[str, TestClient]]:
    with ExitStack() as stack:
        ports = {
            service: stack.enter_context(fake_services.served(fake_services.service_app(service)))
            for service in ServiceName
        }
        urls = {service: f"http://127.0.0.1:{port}" for service, port in ports.items()}
        opened: dict[str, OpenClients] = {
            "embedded": fake_services.embedded,
            "separate": fake_services.separate(urls),
        }
        yield {
            name: stack.enter_context(_gateway(open_clients, folder))
            for name, open_clients in opened.items()
        }


def _gateway(open_clients: OpenClients, folder: Path) -> TestClient:
    settings = Settings(data_dir=folder, max_body_bytes=fake_services.MAX_BODY)
    return TestClient(create_app(settings, open_clients), raise_server_exceptions=False)


@pytest.fixture(scope="module")
def keys(folder: Path) -> dict[Role, str]:
    store = KeyStore(open_database(Settings(data_dir=folder).store_url))
    made: dict[Role, str] = {}
    for role in Role:
        key, made[role] = new_key("test", role, datetime.now(UTC))
        store.add(key)
    return made


def _send(
    client: TestClient, case: Case, key: str | None, content: Iterator[bytes] | None
) -> tuple[int, dict[str, str], bytes]:
    headers = {"x-request-id": REQUEST_ID, **case.arguments.get("headers", {})}
    if key is not None:
        headers["authorization"] = f"Bearer {key}"
    arguments = {**case.arguments, "headers": headers}
    if content is not None:
        arguments["content"] = content
    answer = client.request(case.method, case.path, **arguments)
    kept = {name: value for name, value in answer.headers.items() if name not in ("date", "server")}
    return answer.status_code, kept, answer.content


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.replace(" ", "-"))
def test_same_answer(case: Case, clients: dict[str, TestClient], keys: dict[Role, str]) -> None:
    key = None if case.role is None else keys[case.role]
    content = case.arguments.get("content")
    pieces = None if content is None or isinstance(content, bytes) else list(content)
    answers = {
        name: _send(client, case, key, None if pieces is None else iter(pieces))
        for name, client in clients.items()
    }
    assert answers["embedded"][0] == case.status
    assert answers["separate"] == answers["embedded"]


def test_same_dossier(clients: dict[str, TestClient], keys: dict[Role, str]) -> None:
    application = invention(drawings=(figure(1, "a.png"),))
    body = {
        "case_file": CaseFile(application=application).model_dump(mode="json"),
        "files": {"a.png": "iVBORw0KGgo="},
    }
    dossiers = []
    for client in clients.values():
        headers = {"authorization": f"Bearer {keys[Role.EXAMINER]}", "x-request-id": REQUEST_ID}
        answer = client.post("/v1/examinations", json=body, headers=headers)
        assert answer.status_code == 201
        dossier = json.loads(answer.content)
        del dossier["id"], dossier["created_at"]
        dossiers.append(dossier)
    assert dossiers[0] == dossiers[1]
    assert dossiers[0]["sections"]["ocr"]["status"] == "complete"
