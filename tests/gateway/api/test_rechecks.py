"""Re-checks over HTTP with the real formal check in its own processes."""

from __future__ import annotations

import csv
import io
import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from evaluation.generated_applications import generated_versions
from gateway.app import create_app
from gateway.keys import new_key
from gateway.recheck.formal_service import open_formal_check
from gateway.settings import Settings
from gateway.store.applications import ApplicationStore
from gateway.store.blobs import BlobFolder
from gateway.store.database import open_database
from gateway.store.keys import KeyStore
from shared.contracts.applications import ApplicationChange
from shared.contracts.common import Role
from shared.contracts.rechecks import RecheckItemPage, RecheckStarted, RecheckSummary

COUNT = 7


class Office:
    """A gateway with applications, and clients by role."""

    def __init__(self, clients: dict[Role, TestClient], applications: list[str]) -> None:
        self.clients = clients
        self.applications = applications
        self.examiner = clients[Role.EXAMINER]
        self.operator = clients[Role.OPERATOR]

    def start(self, **body: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        answer = self.examiner.post("/v1/rechecks", json=body)
        assert answer.status_code == 201, answer.text
        RecheckStarted.model_validate_json(answer.content)
        job: dict[str, Any] = answer.json()["job"]
        assert answer.headers["location"] == f"/v1/rechecks/{job['id']}"
        return job

    def ended(self, job: dict[str, Any]) -> dict[str, Any]:
        for _ in range(1200):
            now: dict[str, Any] = self.examiner.get(f"/v1/rechecks/{job['id']}").json()
            if now["state"] == "completed":
                return now
            time.sleep(0.1)
        raise AssertionError(now)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder: Path = tmp_path_factory.mktemp("office")
    settings = Settings(data_dir=folder, recheck_processes=1, recheck_chunk=3)
    engine = open_database(settings.store_url)
    store = ApplicationStore(engine, BlobFolder(settings.folder / "blobs"))
    now = datetime.now(UTC)
    filed = [store.file(one, "local", now).application_id for one in generated_versions(COUNT)]
    store.change(filed[3], ApplicationChange(art_unit="=1+1"))
    app = create_app(settings, open_formal_check)
    clients: dict[Role, TestClient] = {}
    with ExitStack() as stack:
        stack.enter_context(TestClient(app))
        for role in (Role.EXAMINER, Role.OPERATOR, Role.APPLICANT):
            key, text = new_key("test", role, now)
            KeyStore(engine).add(key)
            clients[role] = TestClient(app, raise_server_exceptions=False)
            clients[role].headers["authorization"] = f"Bearer {text}"
        yield Office(clients, filed)
    engine.dispose()


def test_checked_twice_the_second_time_nothing_is_new(office: Office) -> None:
    dry = office.examiner.post("/v1/rechecks", json={"dry_run": True})
    assert dry.status_code == 200, dry.text
    assert dry.json()["job"] is None
    assert dry.json()["plan"]["by_reason"] == [{"key": "never_checked", "count": COUNT}]
    first = office.ended(office.start(name="first", priority=0))
    progress = first["progress"]
    assert (progress["done"], progress["failed"]) == (COUNT, 0)
    assert progress["new"] > 0
    second = office.ended(office.start())["progress"]
    assert (second["new"], second["cleared"]) == (0, 0)
    assert second["unchanged"] == progress["new"]
    affected = {"dry_run": True, "selection": {"only_affected": True}}
    plan = office.examiner.post("/v1/rechecks", json=affected).json()["plan"]
    assert (plan["selected"], plan["to_run"], plan["affected_rules"]) == (COUNT, 0, [])
    record = office.examiner.get(f"/v1/applications/{office.applications[0]}").json()
    [result] = record["results"]
    assert set(result["versions"]["components"]) == {"rule_set", "rule_sources", "engine"}
    report = office.examiner.get(f"/v1/applications/{record['id']}/results/formal_check").json()
    assert len(report["findings"]) == result["findings"]


def test_an_amendment_clears_findings_and_brings_new_ones(office: Office) -> None:
    office.ended(office.start())
    place = f"/v1/applications/{office.applications[0]}"
    case_file = office.examiner.get(f"{place}/versions/1").json()
    case_file["application"]["abstract"] = None
    body = {"case_file": case_file, "name": "amended.json"}
    assert office.examiner.post(f"{place}/versions", json=body).status_code == 201
    request = {"selection": {"only_affected": True}}
    answer = office.examiner.post("/v1/rechecks", json=request)
    assert answer.json()["plan"]["by_reason"] == [{"key": "papers_changed", "count": 1}]
    job = office.ended(answer.json()["job"])
    [item] = office.examiner.get(f"/v1/rechecks/{job['id']}/items").json()["items"]
    [difference] = item["differences"]
    assert "CN-ABS-001" in difference["new"]
    assert item["version"] == 2
    summary = RecheckSummary.model_validate_json(
        office.examiner.get(f"/v1/rechecks/{job['id']}/summary").content
    )
    assert "CN-ABS-001" in {group.key for group in summary.by_rule}


def test_exports(office: Office) -> None:
    job = office.ended(office.start())
    place = f"/v1/rechecks/{job['id']}/export"
    text = office.examiner.get(place).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == COUNT
    assert [row["art_unit"] for row in rows if row["art_unit"]] == ["'=1+1"]
    lines = office.examiner.get(place, params={"format": "jsonl"}).text.splitlines()
    assert [json.loads(line)["position"] for line in lines] == list(range(COUNT))
    page = office.examiner.get(place, params={"format": "html"})
    assert "<svg" in page.text
    assert "script" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_progress_comes_as_events(office: Office) -> None:
    job = office.start()
    events: list[tuple[str, str]] = []
    with office.examiner.stream("GET", f"/v1/rechecks/{job['id']}/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        name = ""
        for line in stream.iter_lines():
            kind, _, value = line.partition(": ")
            if kind == "event":
                name = value
            elif kind == "data":
                events.append((name, value))
    assert events[-1] == ("end", "completed")
    assert json.loads(events[-2][1])["progress"]["done"] == COUNT


def test_paused_goes_on_where_it_was(office: Office) -> None:
    job = office.start()
    place = f"/v1/rechecks/{job['id']}"
    assert office.examiner.post(f"{place}/pause").json()["state"] == "paused"
    assert office.examiner.post(f"{place}/pause").status_code == 409
    assert office.examiner.post(f"{place}/resume").json()["state"] == "running"
    assert office.ended(job)["progress"]["done"] == COUNT
    assert office.examiner.post(f"{place}/retry").json()["state"] == "running"
    office.ended(job)
    cancelled = office.start()
    answer = office.operator.post(f"/v1/rechecks/{cancelled['id']}/cancel")
    assert answer.json()["state"] == "cancelled"
    assert office.examiner.post(f"{place}/jump").status_code == 404


@pytest.mark.parametrize("part", ["items", "summary", "events", "export"])
def test_parts_of_a_job_are_only_read(office: Office, part: str) -> None:
    answer = office.examiner.post(f"/v1/rechecks/{'0' * 32}/{part}")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")


def test_types_are_not_guessed(office: Office) -> None:
    answer = office.examiner.post("/v1/rechecks", json={"dry_run": "true"})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["#/dry_run"]


def test_operators_steer_and_see_no_texts(office: Office) -> None:
    job = office.ended(office.start())
    page = RecheckItemPage.model_validate_json(
        office.operator.get(f"/v1/rechecks/{job['id']}/items", params={"limit": 3}).content
    )
    assert [item.application_number for item in page.items] == [None] * 3
    assert page.next_position == 3
    assert "20241" not in office.operator.get(f"/v1/rechecks/{job['id']}/export").text
    assert office.clients[Role.APPLICANT].get("/v1/rechecks").status_code == 403
    assert office.operator.get("/v1/rechecks", params={"limit": 1}).json()["next_cursor"]


def test_faults_are_told(office: Office) -> None:
    unknown = office.examiner.post("/v1/rechecks", json={"selection": {"rules": ["CN-XXX-001"]}})
    assert unknown.status_code == 422
    assert unknown.json()["errors"][0]["pointer"] == "#/selection/rules/0"
    wrong = office.examiner.post("/v1/rechecks", json={"selection": {"ipc": ["%"]}})
    assert wrong.status_code == 422
    for path, query in (
        ("/v1/rechecks/x", {}),
        (f"/v1/rechecks/{'0' * 32}/items", {"from_position": 10**30}),
        ("/v1/applications", {"art_unit": "a\x00"}),
    ):
        assert office.examiner.get(path, params=query).status_code == 422
    assert office.examiner.post("/v1/rechecks", json={"name": "a\x00"}).status_code == 422
    missing = f"/v1/rechecks/{'0' * 32}"
    for path in ("", "/items", "/summary", "/events", "/export"):
        answer = office.examiner.get(missing + path)
        assert (answer.status_code, answer.json()["type"]) == (
            404,
            "urn:zhishen:problem:recheck-not-found",
        )
