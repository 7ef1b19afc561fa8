"""The frame: problems, ids, limits, health, principals."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr

from shared.contracts.common import Role, Wire
from shared.errors import ZhishenError
from shared.settings import ServiceSettings
from shared.web import build_app
from shared.web.health import DependencyState, HealthState
from shared.web.principal import Examiner, Principal, PrincipalToken
from tests.conftest import TOKEN_SECRET, ClientFactory


class OwnError(ZhishenError):
    name = "own"
    title = "Own error"


class Body(Wire):
    claims: tuple[int, ...]


def frame_app(max_body_bytes: int = 1000) -> FastAPI:
    router = APIRouter()

    @router.post("/echo")
    def echo(body: Body, principal: Examiner) -> Body:
        return body

    @router.post("/own")
    def own() -> None:
        raise OwnError("It is wrong.", "错误。", pointer="#/claims/0", file="a.xml", line=3)

    @router.get("/crash")
    def crash() -> None:
        raise RuntimeError("secret text of an application")

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None, None]:
        yield

    return build_app(
        service="frame",
        title="Frame",
        settings=ServiceSettings(
            token_secret=SecretStr(TOKEN_SECRET), max_body_bytes=max_body_bytes
        ),
        routers=[router],
        lifespan=lifespan,
        error_status={OwnError: 409},
    )


@pytest.fixture
def client(open_client: ClientFactory) -> TestClient:
    return open_client(frame_app(), "frame")


def test_validation_points_at_the_fault_without_echo(client: TestClient) -> None:
    answer = client.post("/echo", json={"claims": [1, "geheim"]})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["errors"][0]["pointer"] == "#/claims/1"
    assert "geheim" not in answer.text


def test_own_error_is_bilingual_and_has_its_place(client: TestClient) -> None:
    answer = client.post("/own")
    assert answer.status_code == 409
    problem = answer.json()
    assert problem["type"] == "urn:zhishen:problem:own"
    assert problem["detail_zh"] == "错误。"
    assert (problem["file"], problem["line"]) == ("a.xml", 3)
    assert problem["errors"] == [{"pointer": "#/claims/0", "detail": "It is wrong."}]


def test_crash_tells_only_the_request_id(
    client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = client.get("/crash", headers={"x-request-id": "0123456789"})
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.json()["request_id"] == answer.headers["x-request-id"] == "0123456789"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "secret" not in capsys.readouterr().out


def test_unknown_address_is_a_problem(client: TestClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert answer.json()["type"] == "urn:zhishen:problem:not-found"


def test_body_limit_declared_and_streamed(client: TestClient) -> None:
    assert client.post("/echo", content=b"x" * 2000).status_code == 413
    chunks = (b"x" * 100 for _ in range(50))
    assert client.post("/echo", content=chunks).status_code == 413


def test_no_token_is_401_and_wrong_role_403(open_client: ClientFactory) -> None:
    assert (
        open_client(frame_app(), "frame", None).post("/echo", json={"claims": []}).status_code
        == 401
    )
    applicant = open_client(frame_app(), "frame", Role.APPLICANT)
    assert applicant.post("/echo", json={"claims": []}).status_code == 403


def test_health_and_metrics(client: TestClient) -> None:
    assert client.get("/livez").json() == {"status": "alive"}
    assert client.get("/readyz").json() == {"status": "ready"}
    client.get("/nowhere/secret")
    metrics = client.get("/metrics").text
    assert 'route="unmatched"' in metrics
    assert "secret" not in metrics


def test_not_ready_before_the_lifespan() -> None:
    client = TestClient(frame_app())
    assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize("seconds", [-120, 120])
def test_token_expires_and_is_not_valid_ahead(seconds: int) -> None:
    token = PrincipalToken(TOKEN_SECRET, clock=lambda: 1_000_000.0)
    later = PrincipalToken(TOKEN_SECRET, clock=lambda: 1_000_000.0 + seconds)
    principal = Principal(key_id="k", role=Role.EXAMINER)
    assert later.verify(token.sign(principal, "ocr"), "ocr") is None


def test_token_is_for_one_audience_and_cannot_be_altered() -> None:
    token = PrincipalToken(TOKEN_SECRET)
    text = token.sign(Principal(key_id="k", role=Role.APPLICANT), "ocr")
    assert token.verify(text, "ocr") == Principal(key_id="k", role=Role.APPLICANT)
    assert token.verify(text, "prior_art") is None
    assert PrincipalToken("another secret").verify(text, "ocr") is None
    for position in range(0, len(text), 7):
        altered = text[:position] + ("A" if text[position] != "A" else "B") + text[position + 1 :]
        assert token.verify(altered, "ocr") is None
    assert token.verify("…", "ocr") is None


def test_readiness_follows_what_the_service_needs() -> None:
    app = frame_app()
    with TestClient(app) as client:
        seen = {"database": DependencyState.FAILED}
        app.state.health.probe = lambda: dict(seen)
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()["status"]) == (503, "failing")
        assert answer.headers["retry-after"]
        app.state.health = HealthState(lambda: {"ocr": DependencyState.DEGRADED})
        app.state.health.loaded = True
        assert client.get("/readyz").status_code == 200
        app.state.health.draining = True
        assert client.get("/readyz").json()["status"] == "draining"


def test_more_than_a_process_takes_is_refused_at_once() -> None:
    app = frame_app()
    frame = next(one for one in app.user_middleware if "max_requests" in one.kwargs)
    frame.kwargs["max_requests"] = 0
    with TestClient(app) as client:
        answer = client.get("/nowhere")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
        assert answer.json()["type"] == "urn:zhishen:problem:overloaded"
        assert client.get("/readyz").status_code == 200


def test_every_method_of_an_address_is_allowed(client: TestClient) -> None:
    assert client.put("/echo").headers["allow"] == "POST"
