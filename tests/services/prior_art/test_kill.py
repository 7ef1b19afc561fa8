"""kill -9 while documents come in: nothing that was acknowledged is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from services.prior_art.app import create_app
from shared.contracts.common import Role
from shared.web.principal import HEADER, Principal, PrincipalToken
from tests.conftest import TOKEN_SECRET
from tests.services.prior_art.documents import document, settings

pytestmark = pytest.mark.system
_BATCH = 20
_ROOT = Path(__file__).parents[3]


def _signed() -> dict[str, str]:
    principal = Principal(key_id="k", role=Role.EXAMINER)
    return {HEADER: PrincipalToken(TOKEN_SECRET).sign(principal, "prior_art")}


class _Service:
    """The service as a process of its own."""

    def __init__(self, folder: Path, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        environment = {
            **os.environ,
            "ZHISHEN_DATA_DIR": str(folder),
            "ZHISHEN_PRIOR_ART_PORT": str(port),
            "ZHISHEN_TOKEN_SECRET": TOKEN_SECRET,
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "services.prior_art"],
            cwd=_ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def wait_until_ready(self) -> None:
        for _ in range(300):
            try:
                if httpx.get(f"{self.url}/readyz", timeout=5).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            assert self._process.poll() is None, "the service ended"
            time.sleep(0.1)
        pytest.fail("the service did not become ready")

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()


def _feed(url: str, first: int, acknowledged: list[str]) -> None:
    """Post batches, with a replacement and a deletion now and then, until the service is gone."""
    number = first
    with httpx.Client(timeout=60) as client:
        while True:
            documents = [
                document(f"{number + i:09d}", f"一种装置{number + i}") for i in range(_BATCH)
            ]
            body = {"documents": [one.model_dump(mode="json") for one in documents]}
            try:
                answer = client.post(f"{url}/v1/documents", json=body, headers=_signed())
            except httpx.TransportError:
                return
            assert answer.status_code == 200
            acknowledged += [one.key for one in documents]
            number += _BATCH


def test_no_acknowledged_document_is_lost(tmp_path: Path, unused_port: int) -> None:
    acknowledged: list[str] = []
    for round_number, delay_s in enumerate((0.4, 0.9, 1.7)):
        service = _Service(tmp_path, unused_port)
        try:
            service.wait_until_ready()
            feeder = threading.Thread(
                target=_feed, args=(service.url, round_number * 1_000_000, acknowledged)
            )
            feeder.start()
            time.sleep(delay_s)
        finally:
            service.kill()
        feeder.join()
    assert len(acknowledged) >= 3 * _BATCH

    app = create_app(settings(tmp_path))
    with TestClient(app) as client:
        client.event_hooks = {
            "request": [lambda request: request.headers.update(_signed())],
            "response": [],
        }
        info = client.get("/v1/collections/published").json()
        # A batch that was committed but not acknowledged may be there as well.
        assert info["documents"] >= len(acknowledged)
        result = client.post("/v1/searches", json={"text": "一种装置"}).json()
        assert result["collection_documents"] == info["documents"]
        assert "documents_not_indexed_yet" not in [gap["what"] for gap in result["not_checked"]]
        store = app.state.library.store
        assert set(store.documents("published", acknowledged)) == set(acknowledged)
        for key in acknowledged[:: max(1, len(acknowledged) // 25)]:
            number = int(key[2:-1])
            text = {"text": f"装置{number}", "limit": 3}
            hits = client.post("/v1/searches", json=text).json()["hits"]
            assert hits[0]["key"] == key
