"""Status and quality: JSON and pages, for those they are for, without texts where none may be."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from gateway.settings import Settings
from gateway.status import queue_state
from gateway.store.database import open_database
from shared.contracts.common import Role
from shared.contracts.status import QueueState
from shared.model.case_file import CaseFile
from tests.gateway.conftest import ClientOf
from tests.gateway.filed import invention

OFFICE = (Role.EXAMINER, Role.REVIEWER)


def file(client: TestClient, text: str) -> str:
    claim = invention().claims[0]  # type: ignore[index]
    unit = claim.unit.model_copy(update={"text": text * 40})
    application = invention(claims=(claim.model_copy(update={"unit": unit}),))
    body = {"case_file": CaseFile(application=application).model_dump(mode="json"), "files": {}}
    answer = client.post("/v1/applications", content=json.dumps(body), headers={
        "content-type": "application/json"
    })  # fmt: skip
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def test_alike_applications_of_several_keys_are_shown_to_the_office(client_of: ClientOf) -> None:
    first = file(client_of(Role.APPLICANT), "一种除尘装置，包括壳体和喷头。")
    second = file(client_of(Role.AGENT), "一种除尘装置，包括壳体和喷头。")
    file(client_of(Role.AGENT), "一种水杯盖的连接结构及其制造方法。")
    report = client_of(Role.EXAMINER).get("/v1/quality").json()
    assert (report["applications"], report["compared"]) == (3, 3)
    (group,) = report["alike"]
    assert set(group["applications"]) == {first, second}
    page = client_of(Role.REVIEWER).get("/quality")
    assert first in page.text
    assert "<script" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/quality", "/v1/quality"])
def test_quality_is_for_the_office(client_of: ClientOf, path: str) -> None:
    for role in Role:
        if role is not Role.PUBLIC:
            expected = 200 if role in OFFICE else 403
            assert client_of(role).get(path).status_code == expected, role


def test_status_tells_states_and_no_text(client_of: ClientOf) -> None:
    file(client_of(Role.APPLICANT), "机密的除尘装置，包括壳体和喷头。")
    status = client_of(Role.OPERATOR).get("/v1/status")
    told = status.json()
    assert told["database"] == "ok"
    assert {one["name"] for one in told["services"]} == {
        "formal_check", "prior_art", "design_image", "ocr",
    }  # fmt: skip
    assert told["disk"]["free_bytes"] > 0
    page = client_of(Role.OPERATOR).get("/status").text
    assert "机密" not in status.text + page
    assert "正常" in page
    assert client_of(Role.EXAMINER).get("/v1/status").status_code == 403


def test_an_empty_queue_is_not_old(settings: Settings) -> None:
    engine = open_database(settings.store_url)
    assert queue_state(engine, datetime.now(UTC)) == QueueState(jobs=0, items=0, oldest_s=0.0)
    engine.dispose()
