"""Checks that need services: searches run in the gateway, and wait for a service that is down."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from evaluation.generated_applications import generated_versions
from gateway.app import create_app
from gateway.asgi_transport import AsgiTransport
from gateway.clients import AnswerSink, ServiceName, ServiceRequest
from gateway.connections import Clients, clients_over
from gateway.errors import ServiceUnavailableError
from gateway.keys import new_key
from gateway.recheck.formal_service import open_formal_check
from gateway.settings import Settings
from gateway.store.applications import ApplicationStore
from gateway.store.blobs import BlobFolder
from gateway.store.database import open_database
from gateway.store.keys import KeyStore
from shared.contracts.common import Role
from tests.gateway.fake_services import SECRET, service_app

COUNT = 3
Job = dict[str, Any]


class PriorArt:
    """The fake prior_art, which can be down."""

    def __init__(self) -> None:
        self.down = True
        self._transport = AsgiTransport(ServiceName.PRIOR_ART, service_app(ServiceName.PRIOR_ART))

    async def send(self, request: ServiceRequest, sink: AnswerSink) -> None:
        if self.down:
            raise ServiceUnavailableError.down(ServiceName.PRIOR_ART)
        await self._transport.send(request, sink)


def until(read: Callable[[], Job], holds: Callable[[Job], bool]) -> Job:
    for _ in range(600):
        job = read()
        if holds(job):
            return job
        time.sleep(0.1)
    raise AssertionError(job)


def test_items_wait_for_a_service_and_none_fails(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, recheck_processes=1)
    prior_art = PriorArt()

    @asynccontextmanager
    async def opened(settings: Settings) -> AsyncGenerator[Clients, None]:
        async with open_formal_check(settings) as formal:
            fakes = clients_over({ServiceName.PRIOR_ART: prior_art}, settings, SECRET)
            yield {**formal, **fakes}

    engine = open_database(settings.store_url)
    store = ApplicationStore(engine, BlobFolder(settings.folder / "blobs"))
    key, text = new_key("test", Role.EXAMINER, datetime.now(UTC))
    KeyStore(engine).add(key)
    for version in generated_versions(COUNT):
        store.file(version, "local", datetime.now(UTC))
    with TestClient(create_app(settings, opened)) as client:
        client.headers["authorization"] = f"Bearer {text}"
        body = {"checks": ["formal_check", "prior_art"]}
        job = client.post("/v1/rechecks", json=body).json()["job"]

        def read() -> Job:
            found: Job = client.get(f"/v1/rechecks/{job['id']}").json()
            return found

        waiting = until(read, lambda now: now["delayed_by"] is not None)
        assert waiting["delayed_by"] == "urn:zhishen:problem:service-unavailable"
        assert (waiting["state"], waiting["progress"]["failed"]) == ("running", 0)
        prior_art.down = False
        ended = until(read, lambda now: now["state"] == "completed")
        assert (ended["progress"]["done"], ended["delayed_by"]) == (COUNT, None)
        items = client.get(f"/v1/rechecks/{job['id']}/items").json()["items"]
        assert [[one["check"] for one in item["differences"]] for item in items] == [
            ["formal_check", "prior_art"]
        ] * COUNT
        place = f"/v1/applications/{items[0]['application_id']}"
        assert client.get(f"{place}/results/prior_art").json()["collection"] == "published"
        only = {"selection": {"only_affected": True}, "dry_run": True, "checks": ["prior_art"]}
        plan = client.post("/v1/rechecks", json=only).json()["plan"]
        assert plan["by_reason"] == [{"key": "search", "count": COUNT}]
    engine.dispose()
