"""Requests pass through unchanged, answers too; nothing of the caller's key does."""

from __future__ import annotations

import pytest

from gateway.access import ACCESS
from gateway.api.forwarded_routes import FORWARDED
from shared.contracts.common import Role
from tests.gateway.conftest import ClientOf


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
    from gateway.api.forwarded_routes import ForwardedRoute

    assert isinstance(route, ForwardedRoute)
    assert ACCESS[route.method, route.path]
