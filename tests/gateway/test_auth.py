"""Nothing works without a key except health and what ``public`` may see."""

from __future__ import annotations

import re

from fastapi.routing import APIWebSocketRoute
from fastapi.testclient import TestClient

from gateway.access import ACCESS
from gateway.app import create_app
from gateway.settings import Settings
from shared.contracts.common import Role
from shared.web.principal import HEADER, Principal, PrincipalToken
from tests.conftest import TOKEN_SECRET
from tests.gateway import fake_services
from tests.gateway.conftest import ClientOf, MakeKey


def test_only_health_is_open(client_of: ClientOf) -> None:
    stranger = client_of(None)
    assert stranger.get("/livez").json() == {"status": "alive"}
    assert stranger.get("/readyz").json()["status"] == "ready"
    closed = ["/metrics", "/openapi.json", "/", "/nowhere", "/v1/rules", "/v1/examinations/x"]
    for path in closed:
        answer = stranger.get(path)
        assert answer.status_code == 401, path
        scheme = "Basic" if path == "/" else "Bearer"
        assert answer.headers["www-authenticate"].startswith(scheme)
        assert answer.json()["type"] == "urn:zhishen:problem:unauthenticated"


def test_every_route_is_401_without_and_403_for_other_roles(client_of: ClientOf) -> None:
    stranger, clients = client_of(None), {role: client_of(role) for role in Role}
    for (method, path), admitted in ACCESS.items():
        if method == "WEBSOCKET":
            continue  # tests/gateway/hints
        target = re.sub(r"{[^}]*}", "x", path.replace("{action:recheck_action}", "pause"))
        assert stranger.request(method, target).status_code == 401, path
        for role, client in clients.items():
            status = client.request(method, target).status_code
            assert (status == 403) == (role not in admitted), (method, path, role, status)


def test_every_route_has_a_line_in_the_table(client_of: ClientOf) -> None:
    document = client_of(Role.EXAMINER).get("/openapi.json").json()
    routes = {
        (method.upper(), path)
        for path, operations in document["paths"].items()
        for method in operations
    } | {("WEBSOCKET", path) for path in websocket_paths(client_of(None))}
    ruled = {(method, re.sub(r":\w+}", "}", path)) for method, path in ACCESS}
    assert routes - {("GET", "/livez"), ("GET", "/readyz"), ("GET", "/metrics")} == ruled


def websocket_paths(client: TestClient) -> set[str]:
    """OpenAPI does not know them."""
    return {
        route.path
        for included in client.app.routes  # type: ignore[attr-defined]
        for route in getattr(getattr(included, "original_router", None), "routes", [included])
        if isinstance(route, APIWebSocketRoute)
    }


def test_key_may_come_in_either_header(client_of: ClientOf, make_key: MakeKey) -> None:
    client = client_of(None)
    key = make_key(Role.AGENT)
    for headers in ({"authorization": f"bearer {key}"}, {"x-api-key": key}):
        assert client.get("/v1/rules", headers=headers).json()["role"] == "agent"
    for headers in (
        {"authorization": f"Basic {key}"},
        {"authorization": "Bearer"},
        {"x-api-key": key[:-1]},
        {"x-api-key": key + "x"},
    ):
        assert client.get("/v1/rules", headers=headers).status_code == 401


def test_metrics_are_for_operators(client_of: ClientOf) -> None:
    assert client_of(Role.EXAMINER).get("/metrics").status_code == 403
    assert "zhishen_requests_total" in client_of(Role.OPERATOR).get("/metrics").text


def test_services_token_means_nothing_at_the_gateway(client_of: ClientOf) -> None:
    principal = Principal(key_id="x", role=Role.EXAMINER)
    for audience in ("gateway", "formal_check"):
        token = PrincipalToken(TOKEN_SECRET).sign(principal, audience)
        assert client_of(None).get("/v1/rules", headers={HEADER: token}).status_code == 401
        answer = client_of(Role.AGENT).get("/v1/rules", headers={HEADER: token})
        assert answer.json()["role"] == "agent"


def test_public_access_when_switched_on(settings: Settings, make_key: MakeKey) -> None:
    public = settings.model_copy(update={"public_access": True})
    with TestClient(create_app(public, fake_services.embedded)) as client:
        assert client.get("/v1/rules").json()["role"] == "public"
        assert client.get("/v1/examinations").status_code == 403
        assert client.post("/v1/checks", json={}).status_code == 403
        assert client.get("/metrics").status_code == 403
        assert client.get("/v1/rules", headers={"x-api-key": "wrong"}).status_code == 401


def test_revoked_key_is_refused(settings: Settings, make_key: MakeKey) -> None:
    from datetime import UTC, datetime

    from gateway.keys import parse_key
    from gateway.store.database import open_database
    from gateway.store.keys import KeyStore

    text = make_key(Role.EXAMINER)
    presented = parse_key(text)
    assert presented is not None
    KeyStore(open_database(settings.store_url)).revoke(presented.id, datetime.now(UTC))
    with TestClient(create_app(settings, fake_services.embedded)) as client:
        assert client.get("/v1/rules", headers={"x-api-key": text}).status_code == 401
