"""A little of what ``zhishen eval gateway --part fuzz`` does in full: the gateway over fake services."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from evaluation.fuzzing import fuzz
from gateway.app import create_app
from gateway.keys import new_key
from gateway.settings import Settings
from gateway.store.database import open_database
from gateway.store.keys import KeyStore
from shared.contracts.common import Role
from tests.gateway import fake_services

OWN = ("/v1/examinations", "/v1/status", "/v1/quality", "/v1/hints/tickets", "/readyz")


def test_own_routes_answer_by_their_contract(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, max_body_bytes=fake_services.MAX_BODY)
    app = create_app(settings, fake_services.embedded)
    document = json.loads(json.dumps(app.openapi()))
    document["paths"] = {path: document["paths"][path] for path in OWN}
    with fake_services.served(app) as port:
        engine = open_database(settings.store_url)
        key, text = new_key("test", Role.EXAMINER, datetime.now(UTC))
        KeyStore(engine).add(key)
        engine.dispose()
        result = fuzz(
            document,
            f"http://127.0.0.1:{port}",
            lambda: {"Authorization": f"Bearer {text}"},
            examples=2,
            seed=1,
            phases=("examples", "fuzzing"),
        )
    assert result.requests > 5
    assert (result.server_errors, result.schema_violations, result.faults) == (0, 0, {})
