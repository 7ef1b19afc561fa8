"""Two gateways on one PostgreSQL are one installation: what one knows, the other acts by."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import httpx
import pytest
import sqlalchemy as sa

from evaluation.generated_applications import generated_versions
from gateway.auth import REMEMBERED_S
from gateway.hints.handshake import PROTOCOL, TICKET_PREFIX
from gateway.keys import new_key
from gateway.store.applications import ApplicationStore
from gateway.store.audit import AuditStore
from gateway.store.blobs import BlobFolder
from gateway.store.database import open_database
from gateway.store.keys import KeyStore
from gateway.store.tables import AUDIT_ENTRIES
from shared.contracts.common import Role
from shared.settings import environment_with

ITEMS = 4
_START_S = 120.0
_OPEN = {
    "type": "open",
    "seq": 1,
    "as_of": "2026-03-02",
    "texts": {"kind": "invention", "claims": ["1. 一种装置，其特征在于，包括壳体。"]},
}


@dataclass
class Installation:
    """Both gateways, seen by an examiner."""

    left: httpx.Client
    right: httpx.Client
    engine: sa.Engine

    def key(self) -> tuple[str, str]:
        """A new examiner's key: its id and its text."""
        key, text = new_key("test", Role.EXAMINER, datetime.now(UTC))
        KeyStore(self.engine).add(key)
        return key.id, text


@pytest.fixture(scope="module")
def installation(
    postgresql_server: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("two-gateways")
    admin = sa.create_engine(f"{postgresql_server}/postgres", isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE two_gateways")
    admin.dispose()
    url = f"{postgresql_server}/two_gateways"
    with ExitStack() as stack:
        # Both start at once on an empty database: one of them migrates it.
        ports = [_start(stack, folder, url) for _ in range(2)]
        for port in ports:
            _wait_until_ready(port)
        engine = open_database(url)
        stack.callback(engine.dispose)
        store = ApplicationStore(engine, BlobFolder(folder / "gateway" / "blobs"))
        for version in generated_versions(ITEMS):
            store.file(version, "local", datetime.now(UTC))
        found = Installation.__new__(Installation)
        found.engine = engine
        headers = {"Authorization": f"Bearer {found.key()[1]}"}
        found.left, found.right = (
            stack.enter_context(
                httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=60)
            )
            for port in ports
        )
        yield found


def _start(stack: ExitStack, folder: Path, url: str) -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = subprocess.Popen(
        [sys.executable, "-m", "evaluation.recheck_gateway", str(port)],
        env=environment_with(
            {
                "ZHISHEN_DATA_DIR": str(folder),
                "ZHISHEN_GATEWAY_DATABASE_URL": url,
                "ZHISHEN_GATEWAY_RECHECK_PROCESSES": "1",
            }
        ),
        cwd=Path(__file__).parents[2],
    )
    stack.callback(process.wait)
    stack.callback(process.kill)
    return port


def _wait_until_ready(port: int) -> None:
    until = time.monotonic() + _START_S
    while time.monotonic() < until:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass  # not listening yet
        time.sleep(0.1)
    raise AssertionError("a gateway did not start")


def _empty_case() -> dict[str, Any]:
    application = {"kind": "invention", "stage": "filing", "bibliographic": {"office_code": "CN"}}
    return {"case_file": {"application": application}}


def test_the_audit_log_stays_one_chain(installation: Installation) -> None:
    store = AuditStore(installation.engine, "sha256")
    before = store.head().number

    def call(number: int) -> int:
        gateway = (installation.left, installation.right)[number % 2]
        if number % 3:  # audited before the answer
            return gateway.get("/v1/rechecks").status_code
        return gateway.post("/v1/checks", json=_empty_case()).status_code  # and soon after it

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(call, range(48))) == {200}
    until = time.monotonic() + 10
    while store.head().number < before + 48 and time.monotonic() < until:
        time.sleep(0.05)
    result = store.verify()
    assert (result.fault, result.head.number) == (None, before + 48)
    with installation.engine.connect() as connection:
        requests = connection.execute(
            sa.select(sa.func.count(sa.distinct(AUDIT_ENTRIES.c.request_id))).where(
                AUDIT_ENTRIES.c.number > before
            )
        ).scalar_one()
    assert requests == 48


def test_an_idempotency_key_counts_once_among_both(installation: Installation) -> None:
    body = {"case_file": _empty_case()["case_file"]}

    def file(number: int) -> httpx.Response:
        gateway = (installation.left, installation.right)[number % 2]
        while True:
            answer = gateway.post(
                "/v1/applications", json=body, headers={"Idempotency-Key": "both-at-once"}
            )
            if answer.status_code != 409 or "retry-after" not in answer.headers:
                return answer
            time.sleep(0.1)  # the other is being answered

    listed = len(installation.left.get("/v1/applications").json()["items"])
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(file, range(6)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert sum("idempotent-replayed" not in answer.headers for answer in answers) == 1
    assert len(installation.right.get("/v1/applications").json()["items"]) == listed + 1


def test_a_key_revoked_at_one_is_refused_by_the_other(installation: Installation) -> None:
    key_id, text = installation.key()
    headers = {"Authorization": f"Bearer {text}"}
    for gateway in (installation.left, installation.right):
        assert gateway.get("/v1/rules/ABS-001", headers=headers).status_code != 401
    assert KeyStore(installation.engine).revoke(key_id, datetime.now(UTC))
    time.sleep(REMEMBERED_S)
    for gateway in (installation.left, installation.right):
        assert gateway.get("/v1/rules/ABS-001", headers=headers).status_code == 401


def test_a_ticket_of_one_opens_one_session_at_the_other(installation: Installation) -> None:
    ticket = installation.left.post("/v1/hints/tickets").json()["ticket"]
    url = str(installation.right.base_url.join("/v1/hints/session"))

    async def opened() -> str:
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(url, protocols=(PROTOCOL, TICKET_PREFIX + ticket)) as socket,
        ):
            await socket.send_json(_OPEN)
            return str((await socket.receive_json(timeout=60))["type"])

    assert asyncio.run(opened()) != "error"
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        asyncio.run(opened())
    assert refused.value.status == 401


def test_a_job_of_one_is_steered_at_the_other(installation: Installation) -> None:
    started = installation.left.post("/v1/rechecks", json={})
    assert started.status_code == 201, started.text
    place = started.headers["location"]
    assert installation.right.post(f"{place}/pause").json()["state"] == "paused"
    assert installation.left.get(place).json()["state"] == "paused"
    assert installation.left.post(f"{place}/resume").json()["state"] == "running"
    until = time.monotonic() + 120
    while (job := installation.right.get(place).json())["state"] == "running":
        assert time.monotonic() < until
        time.sleep(0.2)
    assert (job["state"], job["progress"]["done"]) == ("completed", job["progress"]["total"])
    other = installation.right.post("/v1/rechecks", json={}).headers["location"]
    assert installation.left.post(f"{other}/cancel").json()["state"] == "cancelled"
    assert installation.right.get(other).json()["state"] == "cancelled"
    assert installation.right.post(f"{other}/cancel").status_code == 409


def test_what_one_wrote_the_other_reads(installation: Installation) -> None:
    body = json.dumps(_empty_case())
    made = installation.left.post(
        "/v1/examinations", content=body, headers={"Content-Type": "application/json"}
    )
    assert made.status_code == 201, made.text
    read = installation.right.get(f"/v1/examinations/{made.json()['id']}")
    assert read.json() == made.json()
