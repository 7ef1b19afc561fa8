"""Live hints through the gateway: the same in one process and over HTTP, closed to strangers."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.testclient import WebSocketDenialResponse, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from gateway.app import create_app
from gateway.clients import ServiceName
from gateway.connections import Clients, clients_over
from gateway.embedded import run_services, service_application
from gateway.keys import new_key, parse_key
from gateway.settings import Settings
from gateway.store.database import open_database
from gateway.store.keys import KeyStore
from shared.contracts.common import Role
from shared.web.principal import Principal
from tests.gateway import fake_services
from tests.gateway.fake_services import SECRET, served

URL = "/v1/hints/session"
OPEN = {
    "type": "open",
    "seq": 7,
    "as_of": "2026-03-02",
    "texts": {"kind": "invention", "claims": ["1. 一种装置，其特征在于，包括壳体。"]},
}
OTHER = "https://efiling.example"
Open = Callable[..., WebSocketTestSession]


@asynccontextmanager
async def embedded(settings: Settings) -> AsyncGenerator[Clients, None]:
    def open_application(service: ServiceName, *rest: Any) -> Any:  # noqa: ANN401
        if service is ServiceName.FORMAL_CHECK:
            return service_application(service, *rest)
        return fake_services.service_app(service)

    async with run_services(settings, SECRET, open_application) as transports:
        yield clients_over(transports, settings, SECRET)


@pytest.fixture(scope="module", params=["embedded", "separate"])
def gateway(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("gateway"),
        cors_origins=(OTHER,),
        hint_sessions_per_key=2,
        hint_sessions=3,
    )
    with ExitStack() as stack:
        opener = embedded
        if request.param == "separate":
            app = service_application(ServiceName.FORMAL_CHECK, settings, SECRET)
            url = f"http://127.0.0.1:{stack.enter_context(served(app))}"
            opener = fake_services.separate({ServiceName.FORMAL_CHECK: url})
        app = create_app(settings, opener)
        app.state.settings = settings
        yield stack.enter_context(TestClient(app, raise_server_exceptions=False))


def key_of(gateway: TestClient, role: Role) -> str:
    engine = open_database(gateway.app.state.settings.store_url)  # type: ignore[attr-defined]
    key, text = new_key("test", role, datetime.now(UTC))
    KeyStore(engine).add(key)
    engine.dispose()
    return text


def ticket(gateway: TestClient, key: str) -> list[str]:
    answer = gateway.post("/v1/hints/tickets", headers={"x-api-key": key})
    assert answer.status_code == 201
    given = answer.json()
    assert given["path"] == URL
    assert given["expires_in_s"] == 30
    return list(given["protocols"])


def opened(gateway: TestClient, protocols: list[str], **headers: str) -> WebSocketTestSession:
    return gateway.websocket_connect(URL, subprotocols=protocols, headers=headers)


def status_of_refusal(session: WebSocketTestSession) -> int:
    with pytest.raises(WebSocketDenialResponse) as caught:
        session.__enter__()
    answer = caught.value
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code


def test_edits_come_back_as_differences(gateway: TestClient) -> None:
    with opened(gateway, ticket(gateway, key_of(gateway, Role.APPLICANT))) as session:
        assert session.accepted_subprotocol == "zhishen.hints.v1"
        session.send_json(OPEN)
        assert session.receive_json()["seq"] == 7
        edit = {"op": "set", "unit": "claims/1", "text": "1. 一种装置，其特征在于，包括壳体"}
        session.send_json({"type": "edit", "seq": 8, "edits": [edit]})
        changes = session.receive_json()
        assert (changes["type"], changes["seq"]) == ("changes", 8)
        assert "CN-CLM-002" in {finding["code"] for finding in changes["added"]} or changes["added"]
        session.send_json({"type": "edit", "seq": 9, "edits": [{"op": "remove", "unit": "x"}]})
        refused = session.receive_json()
        assert (refused["type"], refused["seq"]) == ("refused", 9)


def test_a_ticket_opens_one_session(gateway: TestClient) -> None:
    protocols = ticket(gateway, key_of(gateway, Role.AGENT))
    with opened(gateway, protocols):
        pass
    assert status_of_refusal(opened(gateway, protocols)) == 401


def test_without_a_ticket_there_is_no_session(gateway: TestClient) -> None:
    key = key_of(gateway, Role.EXAMINER)
    good = ticket(gateway, key)
    for protocols in ([], ["zhishen.hints.v1"], good[1:], [*good, "zhishen.ticket.x"]):
        assert status_of_refusal(opened(gateway, protocols)) == 401
    # A key is no ticket, wherever it stands.
    assert status_of_refusal(opened(gateway, [], authorization=f"Bearer {key}")) == 401
    wrong = gateway.websocket_connect(f"{URL}?key={key}&ticket={good[1]}")
    assert status_of_refusal(wrong) == 401


def test_other_addresses_are_closed_too(gateway: TestClient) -> None:
    session = gateway.websocket_connect("/v1/nowhere")
    assert status_of_refusal(session) == 401


@pytest.mark.parametrize(
    ("origin", "admitted"),
    [
        ("http://testserver", True),
        (OTHER, True),
        ("https://evil.example", False),
        ("null", False),
        ("https://testserver.evil.example", False),
        (f"{OTHER}.evil.example", False),
    ],
)
def test_the_page_must_be_one_of_ours(gateway: TestClient, origin: str, admitted: bool) -> None:
    session = opened(gateway, ticket(gateway, key_of(gateway, Role.AGENT)), origin=origin)
    if admitted:
        with session:
            pass
    else:
        assert status_of_refusal(session) == 403


@pytest.mark.parametrize("role", [Role.OPERATOR])
def test_tickets_are_for_those_who_file(gateway: TestClient, role: Role) -> None:
    headers = {"x-api-key": key_of(gateway, role)}
    assert gateway.post("/v1/hints/tickets", headers=headers).status_code == 403
    assert gateway.post("/v1/hints/tickets").status_code == 401


def test_the_role_is_checked_again_when_the_session_opens(gateway: TestClient) -> None:
    from gateway.store.hint_tickets import TicketHolder, TicketStore

    presented = parse_key(key_of(gateway, Role.OPERATOR))
    assert presented is not None
    state = gateway.app.state.gateway  # type: ignore[attr-defined]
    assert isinstance(state.tickets, TicketStore)
    holder = TicketHolder(Principal(key_id=presented.id, role=Role.OPERATOR), None)
    text = state.tickets.issue(holder, datetime.now(UTC))
    session = opened(gateway, ["zhishen.hints.v1", f"zhishen.ticket.{text}"])
    assert status_of_refusal(session) == 403


def test_a_key_has_so_many_sessions(gateway: TestClient) -> None:
    key, other = key_of(gateway, Role.AGENT), key_of(gateway, Role.AGENT)
    spare = ticket(gateway, key)
    with opened(gateway, ticket(gateway, key)), opened(gateway, ticket(gateway, key)):
        refused = gateway.post("/v1/hints/tickets", headers={"x-api-key": key})
        assert refused.status_code == 429
        assert refused.headers["retry-after"]
        assert status_of_refusal(opened(gateway, spare)) == 429
        spare = ticket(gateway, other)
        with opened(gateway, ticket(gateway, other)):  # the gateway holds three in all
            assert status_of_refusal(opened(gateway, spare)) == 429
    with opened(gateway, ticket(gateway, key)):
        pass


def test_a_revoked_keys_ticket_is_refused(gateway: TestClient) -> None:
    text = key_of(gateway, Role.AGENT)
    protocols = ticket(gateway, text)
    presented = parse_key(text)
    assert presented is not None
    state = gateway.app.state.gateway  # type: ignore[attr-defined]
    engine = open_database(gateway.app.state.settings.store_url)  # type: ignore[attr-defined]
    KeyStore(engine).revoke(presented.id, datetime.now(UTC))
    engine.dispose()
    state.key_ring._remembered.clear()
    assert status_of_refusal(opened(gateway, protocols)) == 401


def test_what_the_service_ends_ends_for_the_client(gateway: TestClient) -> None:
    with opened(gateway, ticket(gateway, key_of(gateway, Role.AGENT))) as session:
        session.send_json(OPEN)
        session.receive_json()
        session.send_text("x" * 1_000_001)
        with pytest.raises(WebSocketDisconnect) as caught:
            session.receive_json()
        assert caught.value.code == 1009


def test_a_service_that_is_down_refuses_the_session(tmp_path: Path) -> None:
    urls = {ServiceName.FORMAL_CHECK: "http://127.0.0.1:9"}
    settings = Settings(data_dir=tmp_path)
    app = create_app(settings, fake_services.separate(urls))
    app.state.settings = settings
    with TestClient(app, raise_server_exceptions=False) as gateway:
        session = opened(gateway, ticket(gateway, key_of(gateway, Role.AGENT)))
        assert status_of_refusal(session) == 503


def test_preflights_are_answered_for_pages_on_the_list(gateway: TestClient) -> None:
    asked = {
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
    }
    good = gateway.options("/v1/hints/tickets", headers={**asked, "origin": OTHER})
    assert good.status_code == 200
    assert good.headers["access-control-allow-origin"] == OTHER
    assert "access-control-allow-credentials" not in good.headers
    bad = gateway.options("/v1/hints/tickets", headers={**asked, "origin": "https://evil.example"})
    assert "access-control-allow-origin" not in bad.headers


def test_no_page_of_another_origin_may_call_by_default(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(data_dir=tmp_path), fake_services.embedded)) as gateway:
        answer = gateway.get("/livez", headers={"origin": OTHER})
        assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("origin", ["*", "https://*", "https://a.example/path", "a.example"])
def test_an_origin_is_written_out(origin: str) -> None:
    with pytest.raises(ValueError, match="cors_origins"):
        Settings(cors_origins=(origin,))
