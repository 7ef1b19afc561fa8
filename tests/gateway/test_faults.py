"""The fault table of docs/operations.md: every line has its test here, named by its number."""

from __future__ import annotations

import asyncio
import errno
import os
import re
import sqlite3
import threading
import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import fsspec
import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from gateway.app import create_app
from gateway.clients import ServiceName
from gateway.connections import Clients, OpenClients, clients_over
from gateway.http_transport import HttpTransport, open_session
from gateway.keys import new_key
from gateway.resilience.breaker import CircuitBreaker
from gateway.resilience.replicas import Replica, ReplicaSet
from gateway.settings import Settings
from gateway.store import database
from gateway.store.database import open_database
from gateway.store.keys import KeyStore
from shared.contracts.common import Role
from shared.model.case_file import CaseFile
from shared.model.claims import Claim, ClaimType
from shared.model.source import TextUnit
from shared.web.principal import PrincipalToken
from tests.conftest import TOKEN_SECRET
from tests.gateway import fake_services
from tests.gateway.filed import figure, invention

TABLE = Path(__file__).parents[2] / "docs" / "operations.md"
LARGE_CASE = {
    "case_file": CaseFile(
        application=invention(
            claims=tuple(
                Claim(
                    position=number,
                    number=number,
                    unit=TextUnit(id=f"claims/{number}", text="一种装置。" * 2000),
                    claim_type=ClaimType.INDEPENDENT,
                )
                for number in range(1, 40)
            )
        )
    ).model_dump(mode="json")
}
CASE = {"case_file": CaseFile(application=invention()).model_dump(mode="json")}


def over(urls: dict[ServiceName, str], timeout_s: float = 10.0) -> OpenClients:
    """Clients as in separate mode, for services at these addresses only."""

    @asynccontextmanager
    async def opened(settings: Settings) -> AsyncGenerator[Clients, None]:
        async with open_session(1.0) as session:
            sets = {
                service: ReplicaSet(
                    service,
                    [Replica(url, HttpTransport(service, url, session), CircuitBreaker(5, 30.0))],
                    timeout_s,
                )
                for service, url in urls.items()
            }
            yield clients_over(sets, settings, fake_services.SECRET)

    return opened


class Gateway:
    """A gateway whose formal_check is at ``url``; the other services are away."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self._stack = stack

    def __call__(self, url: str, **settings: object) -> TestClient:
        values = {"data_dir": self.folder, "formal_check_timeout_s": 1.0, **settings}
        chosen = Settings(**values)
        urls = dict.fromkeys(ServiceName, "http://127.0.0.1:1")
        app = create_app(chosen, over({**urls, ServiceName.FORMAL_CHECK: url}, 1.0))
        client = self._stack.enter_context(TestClient(app, raise_server_exceptions=False))
        engine = open_database(chosen.store_url)
        key, text = new_key("test", Role.EXAMINER, datetime.now(UTC))
        KeyStore(engine).add(key)
        engine.dispose()
        client.headers["authorization"] = f"Bearer {text}"
        return client


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    with ExitStack() as stack:
        yield Gateway(tmp_path, stack)


@contextmanager
def speaking(answer: bytes, pause_s: float = 0.0) -> Iterator[str]:
    """A server that says the same to everybody and hangs up; its URL."""
    loop = asyncio.new_event_loop()
    ready: list[asyncio.Server] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        await asyncio.sleep(pause_s)
        writer.write(answer)
        await writer.drain()
        writer.close()

    async def start() -> None:
        ready.append(await asyncio.start_server(serve, "127.0.0.1", 0))

    loop.run_until_complete(start())
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{ready[0].sockets[0].getsockname()[1]}"
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)


def told(answer: Response) -> tuple[int, str]:
    problem = answer.json()
    assert "retry-after" in answer.headers or answer.status_code != 503
    return answer.status_code, problem["type"].rpartition(":")[2]


def section(client: TestClient) -> tuple[str, str]:
    """Status of the formal section of an examination, and its problem."""
    answer = client.post("/v1/examinations", json=CASE)
    assert answer.status_code == 201
    formal = answer.json()["sections"]["formal_check"]
    return formal["status"], (formal["problem"] or {"type": ":"})["type"].rpartition(":")[2]


def test_f1_service_killed(gateway: Gateway) -> None:
    with fake_services.served(fake_services.service_app(ServiceName.FORMAL_CHECK)) as port:
        client = gateway(f"http://127.0.0.1:{port}")
        assert client.post("/v1/checks", json=CASE).status_code == 200
    assert told(client.post("/v1/checks", json=CASE)) == (503, "service-unavailable")
    assert section(client)[0] == "failed"
    seen = client.get("/readyz")
    assert seen.status_code == 200
    assert seen.json()["dependencies"]["formal_check"] == "degraded"


def test_f2_service_failing_again_and_again(gateway: Gateway) -> None:
    client = gateway("http://127.0.0.1:1")
    for _ in range(2):
        last = client.post("/v1/checks", json=CASE)
    assert told(last) == (503, "service-resting")
    assert 0 < int(last.headers["retry-after"]) <= 30
    assert section(client) == ("failed", "service-resting")


def test_f3_service_slow(gateway: Gateway) -> None:
    with speaking(b"", pause_s=30) as url:
        client = gateway(url, formal_check_timeout_s=0.3)
        assert told(client.post("/v1/checks", json=CASE)) == (503, "service-unavailable")
        assert section(client) == ("failed", "service-unavailable")


def test_f4_service_breaking_off(gateway: Gateway) -> None:
    begun = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"
    with speaking(begun) as url:
        assert section(gateway(url)) == ("failed", "service-answer")
    with speaking(b"") as url:
        assert told(gateway(url).post("/v1/checks", json=CASE)) == (503, "service-unavailable")


def test_f5_service_speaking_garbage(gateway: Gateway) -> None:
    with speaking(b"\x00garbage\xff\r\n\r\n") as url:
        assert told(gateway(url).post("/v1/checks", json=CASE)) == (502, "service-answer")
        assert section(gateway(url)) == ("failed", "service-answer")


def test_f6_service_answering_something_else(gateway: Gateway) -> None:
    page = b"<html>secret</html>"
    answer = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: %d\r\n\r\n%s"
    with speaking(answer % (len(page), page)) as url:
        assert section(gateway(url)) == ("failed", "service-answer")


def test_f7_clock_or_secret_of_a_service_is_another(gateway: Gateway) -> None:
    app: FastAPI = fake_services.service_app(ServiceName.FORMAL_CHECK)
    frame = next(one for one in app.user_middleware if "verify_principal" in one.kwargs)
    hour_later = PrincipalToken(TOKEN_SECRET, clock=lambda: time.time() + 3600)
    frame.kwargs["verify_principal"] = lambda text: hour_later.verify(text, "formal_check")
    with fake_services.served(app) as port:
        client = gateway(f"http://127.0.0.1:{port}")
        assert told(client.post("/v1/checks", json=CASE)) == (503, "service-refused")
        assert section(client) == ("failed", "service-refused")


@pytest.mark.parametrize("jump_s", [-7200.0, 7200.0])
def test_f8_clock_set_while_running(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch, jump_s: float
) -> None:
    with fake_services.served(fake_services.service_app(ServiceName.FORMAL_CHECK)) as port:
        client = gateway(f"http://127.0.0.1:{port}")
        assert client.post("/v1/checks", json=CASE).status_code == 200
        now = time.time
        monkeypatch.setattr(time, "time", lambda: now() + jump_s)
        assert client.post("/v1/checks", json=CASE).status_code == 200


def test_f9_database_locked(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    create = sa.create_engine

    def impatient(url: sa.URL, **options: object) -> sa.Engine:
        return create(url, **{**options, "connect_args": {"timeout": 0.2}})

    monkeypatch.setattr(database.sa, "create_engine", impatient)
    with fake_services.served(fake_services.service_app(ServiceName.FORMAL_CHECK)) as port:
        client = gateway(f"http://127.0.0.1:{port}")
        assert client.post("/v1/checks", json=CASE).status_code == 200
        holder = sqlite3.connect(gateway.folder / "gateway" / "gateway.sqlite3")
        holder.execute("BEGIN IMMEDIATE")
        try:
            answer = client.post("/v1/examinations", json=CASE)
            assert told(answer) == (503, "storage-unavailable")
            assert told(client.get("/v1/examinations")) == (503, "audit-unavailable")
            assert client.post("/v1/checks", json=CASE).status_code == 200
        finally:
            holder.rollback()
            holder.close()
        assert client.get("/v1/examinations").json()["items"] == []
        assert section(client)[0] == "complete"


def test_f10_disk_full_for_the_database(gateway: Gateway) -> None:
    def no_growth(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # as many pages as there are, no more

    with fake_services.served(fake_services.service_app(ServiceName.FORMAL_CHECK)) as port:
        gateway(f"http://127.0.0.1:{port}")
        sa.event.listen(sa.engine.Engine, "connect", no_growth)
        try:
            client = gateway(f"http://127.0.0.1:{port}")
            statuses = {told(client.post("/v1/examinations", json=LARGE_CASE)) for _ in range(3)}
        finally:
            sa.event.remove(sa.engine.Engine, "connect", no_growth)
        assert statuses == {(503, "storage-full")}
        assert client.get("/v1/examinations").json()["items"] == []


def test_f11_disk_full_for_papers(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    client = gateway("http://127.0.0.1:1")
    body = {
        "case_file": CaseFile(application=invention(drawings=(figure(1, "a.png"),))).model_dump(
            mode="json"
        ),
        "files": {"a.png": "iVBORw0KGgo="},
    }
    monkeypatch.setattr(os, "fsync", full)
    assert told(client.post("/v1/examinations", json=body)) == (503, "storage-full")
    monkeypatch.undo()
    assert client.get("/v1/examinations").json()["items"] == []
    kept = [path for path in (gateway.folder / "gateway" / "blobs").rglob("*") if path.is_file()]
    assert kept == []


def test_f12_an_object_store_is_away(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise ConnectionError("nobody there")

    client = gateway("http://127.0.0.1:1", blobs_url="memory://zhishen-away")
    case_file = CaseFile(application=invention(drawings=(figure(1, "a.png"),)))
    body = {"case_file": case_file.model_dump(mode="json"), "files": {"a.png": "iVBORw0KGgo="}}
    monkeypatch.setattr(fsspec.get_filesystem_class("memory"), "pipe_file", away)
    assert told(client.post("/v1/examinations", json=body)) == (503, "papers-unavailable")
    monkeypatch.undo()
    assert client.get("/v1/examinations").json()["items"] == []


def test_every_line_of_the_table_has_a_test() -> None:
    lines = re.findall(r"^\| F(\d+) \|", TABLE.read_text("utf-8"), re.MULTILINE)
    tests = [match[1] for name in globals() if (match := re.match(r"test_f(\d+)_", name))]
    assert lines == tests
    assert Path(__file__).name in TABLE.read_text("utf-8")
