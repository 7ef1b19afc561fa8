"""Requests pass through unchanged, answers too; nothing of the caller's key does."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from urllib.parse import unquote

import pytest
from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Message

from gateway.access import ACCESS
from gateway.api.forwarded_routes import FORWARDED
from gateway.api.forwarding import FixedRoutes, ForwardingRoute
from gateway.app import create_app
from gateway.clients import ServiceName
from gateway.connections import Clients, clients_over
from gateway.embedded import run_services
from gateway.errors import ServiceNotInstalledError
from gateway.settings import Settings
from shared.contracts.common import Role
from tests.gateway import fake_services
from tests.gateway.conftest import ClientOf, MakeKey


def test_principal_and_query_pass_and_the_key_does_not(client_of: ClientOf) -> None:
    answer = client_of(Role.REVIEWER).get("/v1/rules?a=%E8%A7%84&b=1", headers={"accept": "text/x"})
    told = answer.json()
    assert told["role"] == "reviewer"
    assert told["query"] == "a=%E8%A7%84&b=1"
    assert told["authorization"] is None
    assert told["accept"] == "text/x"


def test_path_is_passed_percent_encoded(client_of: ClientOf) -> None:
    assert client_of(Role.AGENT).get("/v1/rules/规 1?x=%2F").text == "规 1"


def test_problem_of_a_service_passes_with_the_request_id(client_of: ClientOf) -> None:
    answer = client_of(Role.AGENT).get("/v1/rules/none", headers={"x-request-id": "0123456789"})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["request_id"] == "0123456789"
    assert answer.headers.get_list("x-request-id") == ["0123456789"]


def test_crash_of_a_service_is_its_500(client_of: ClientOf) -> None:
    answer = client_of(Role.AGENT).get("/v1/rules/crash")
    assert answer.status_code == 500
    assert answer.json()["type"] == "urn:zhishen:problem:internal"
    assert "application" not in answer.json()["detail"]


def test_streams_pass(client_of: ClientOf) -> None:
    assert client_of(Role.AGENT).get("/v1/rules/stream").text == "a" * 10 + "b" * 10


def test_body_over_the_limit_is_413(client_of: ClientOf) -> None:
    client = client_of(Role.AGENT)
    chunks = (b" " * 100_000 for _ in range(20))
    answer = client.post("/v1/checks", content=chunks, headers={"content-type": "application/json"})
    assert answer.status_code == 413
    assert answer.json()["type"] == "urn:zhishen:problem:too-large"


@pytest.mark.parametrize("route", FORWARDED, ids=lambda route: route.operation_id)
def test_forwarded_route_has_an_access_rule(route: object) -> None:
    from gateway.api.forwarded_route import ForwardedRoute

    assert isinstance(route, ForwardedRoute)
    assert ACCESS[route.method, route.path]


def test_service_that_cannot_run_is_503_and_the_others_answer(
    settings: Settings, make_key: MakeKey
) -> None:
    def opened(service: ServiceName, *_rest: object) -> FastAPI:
        if service is ServiceName.OCR:
            raise ServiceNotInstalledError.missing(service, "rapidocr")
        return fake_services.service_app(service)

    @asynccontextmanager
    async def clients(settings: Settings) -> AsyncGenerator[Clients, None]:
        async with run_services(settings, fake_services.SECRET, opened) as transports:
            yield clients_over(transports, settings, fake_services.SECRET)

    with TestClient(create_app(settings, clients)) as client:
        client.headers["x-api-key"] = make_key(Role.EXAMINER)
        answer = client.get("/v1/engines")
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "5"
        assert answer.json()["type"] == "urn:zhishen:problem:service-not-installed"
        assert "zhishen[ocr]" in answer.json()["detail"]
        assert client.get("/v1/rules").status_code == 200


def test_dot_segments_lead_nowhere(settings: Settings, make_key: MakeKey) -> None:
    """A raw path, because clients resolve dots before they send."""
    app = create_app(settings, fake_services.embedded)
    key = make_key(Role.EXAMINER)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    with TestClient(app) as client:
        for path in ("/v1/documents/../rules", "/v1/documents/%2e%2e/rules"):
            sent: list[Message] = []

            async def send(message: Message, sent: list[Message] = sent) -> None:
                sent.append(message)

            scope = {
                "type": "http",
                "method": "GET",
                "path": unquote(path),
                "raw_path": path.encode(),
                "query_string": b"",
                "headers": [(b"x-api-key", key.encode())],
            }
            assert client.portal is not None
            client.portal.call(app, scope, receive, send)
            assert sent[0]["status"] == 404


def test_a_forwarded_route_takes_no_dependency() -> None:
    async def endpoint() -> Response:
        return Response()

    with pytest.raises(TypeError, match="no dependencies"):
        ForwardingRoute("/", endpoint, dependencies=[Depends(lambda: None)])


def test_the_short_way_is_for_forwarded_routes_without_parameters() -> None:
    routes = FixedRoutes()
    for route in FORWARDED:
        match, found = routes.matches({"type": "http", "method": route.method, "path": route.path})
        assert (match is Match.FULL) == ("{" not in route.path)
        assert found.get("route", route) is route
    for method, path in (("GET", "/v1/checks"), ("POST", "/v1/hints/tickets"), ("GET", "/livez")):
        assert routes.matches({"type": "http", "method": method, "path": path})[0] is Match.NONE
    assert routes.matches({"type": "websocket", "path": "/v1/hints"})[0] is Match.NONE


def test_a_role_that_may_not_is_refused_on_the_short_way(client_of: ClientOf) -> None:
    answer = client_of(Role.OPERATOR).post("/v1/checks", json={})
    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"
    assert client_of(Role.EXAMINER).get("/v1/checks").headers["allow"] == "POST"
