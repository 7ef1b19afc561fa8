"""Pending applications and re-checks through both clients, with the real formal check."""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gateway.app import create_app
from gateway.keys import new_key
from gateway.recheck.formal_service import open_formal_check
from gateway.settings import Settings
from gateway.store.database import open_database
from gateway.store.keys import KeyStore
from shared.client import AsyncZhishenClient, ZhishenClient
from shared.contracts.applications import ApplicationChange, ApplicationState
from shared.contracts.common import Role
from shared.contracts.rechecks import RecheckRequest, RecheckState
from tests.gateway import fake_services
from tests.shared.client.test_client import CLAIMS


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("gateway"), recheck_processes=1)
    key, text = new_key("client", Role.EXAMINER, datetime.now(UTC))
    KeyStore(open_database(settings.store_url)).add(key)
    with fake_services.served(create_app(settings, open_formal_check)) as port:
        yield f"http://127.0.0.1:{port}", text


class Caller:
    """Calls a method of either client."""

    def __init__(self, gateway: tuple[str, str], asynchronous: bool) -> None:
        self.gateway, self.asynchronous = gateway, asynchronous

    def __call__(self, method: str, *arguments: object, **named: object) -> Any:  # noqa: ANN401
        if self.asynchronous:
            return asyncio.run(self._call(method, *arguments, **named))
        with ZhishenClient(*self.gateway) as client:
            answer = getattr(client, method)(*arguments, **named)
            return list(answer) if isinstance(answer, Iterator) else answer

    async def _call(self, method: str, *arguments: object, **named: object) -> object:
        async with AsyncZhishenClient(*self.gateway) as client:
            answer = getattr(client, method)(*arguments, **named)
            if inspect.isasyncgen(answer):
                return [item async for item in answer]
            return await answer


@pytest.mark.parametrize("asynchronous", [False, True])
def test_filed_amended_and_checked_again(
    gateway: tuple[str, str], asynchronous: bool, tmp_path: Path
) -> None:
    call = Caller(gateway, asynchronous)
    package = tmp_path / f"P{asynchronous}"
    papers = package / "100001"
    papers.mkdir(parents=True)
    (papers / "100001.xml").write_text(CLAIMS, encoding="utf-8")
    record = call("file_application", package)
    (papers / "100001.xml").write_text(CLAIMS.replace("壳体", "盖板"), encoding="utf-8")
    amended = call("amend_application", record.id, package)
    assert amended.version == 2
    assert call("application", record.id) == amended
    change = ApplicationChange(state=ApplicationState.PUBLISHED, art_unit="A1")
    assert call("change_application", record.id, change).art_unit == "A1"
    assert record.id in [one.id for one in call("applications", page_size=1)]
    assert call("application_version", record.id, 1).application.claims

    dry = call("start_recheck", RecheckRequest(dry_run=True))
    assert dry.job is None
    job = call("start_recheck", RecheckRequest()).job
    for _ in range(600):
        if call("recheck", job.id).state is RecheckState.COMPLETED:
            break
        time.sleep(0.1)
    item = call("recheck_items", job.id, page_size=1)[-1]
    assert item.version == 2
    assert call("recheck_summary", job.id).job.progress.failed == 0
    assert call("export_recheck", job.id, "jsonl").startswith(b'{"position":0')
    assert call("formal_result", record.id).outcomes
    assert call("rechecks")[0].id == job.id
    assert call("steer_recheck", job.id, "retry").state is RecheckState.RUNNING
