"""What a gateway writes into its audit log, and when."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from gateway.audit.entry import AuditEntry, Head
from gateway.audit.log import BATCH_S, AuditLog
from gateway.audit.policy import When, when
from gateway.cli import commands
from gateway.settings import Settings
from gateway.store.audit import AuditStore
from gateway.store.database import open_database
from shared.contracts.common import Role
from shared.contracts.gateway import ExaminationRequest
from shared.model.case_file import CaseFile
from tests.gateway.audit.test_audit_store import entry
from tests.gateway.conftest import ClientOf
from tests.gateway.filed import invention

REQUEST = ExaminationRequest(case_file=CaseFile(application=invention())).model_dump_json()
JSON = {"content-type": "application/json"}


def entries(settings: Settings) -> list[AuditEntry]:
    engine = open_database(settings.store_url)
    found = [one.entry for one in AuditStore(engine, "sha256").entries()]
    engine.dispose()
    return found


def examined(client: TestClient) -> str:
    answer = client.post("/v1/examinations", content=REQUEST, headers=JSON)
    assert answer.status_code == 201
    return str(answer.json()["id"])


def test_changes_and_reads_of_papers_are_there_before_the_answer(
    settings: Settings, client_of: ClientOf
) -> None:
    owner, examiner, stranger = (
        client_of(Role.APPLICANT),
        client_of(Role.EXAMINER),
        client_of(Role.AGENT),
    )
    dossier = examined(owner)
    assert examiner.get(f"/v1/examinations/{dossier}").status_code == 200
    assert stranger.get(f"/v1/examinations/{dossier}").status_code == 404
    told = [(one.role, one.action, one.object, one.status) for one in entries(settings)]
    read = "GET /v1/examinations/{dossier_id}"
    assert told == [
        ("applicant", "POST /v1/examinations", dossier, 201),
        ("examiner", read, dossier, 200),
        ("agent", read, dossier, 404),
    ]


def test_checks_follow_within_a_tenth_of_a_second(settings: Settings, client_of: ClientOf) -> None:
    agent = client_of(Role.AGENT)
    for _ in range(5):
        agent.post("/v1/checks", json={})
    time.sleep(BATCH_S)
    until = time.monotonic() + 10  # the machine may be busy
    while len(found := entries(settings)) < 5 and time.monotonic() < until:
        time.sleep(0.02)
    assert [one.action for one in found] == ["POST /v1/checks"] * 5


def test_what_is_public_and_what_does_not_exist_leaves_nothing(
    settings: Settings, client_of: ClientOf
) -> None:
    agent = client_of(Role.AGENT)
    for path in ("/v1/rules", "/v1/nowhere/secret-text", "/livez"):
        agent.get(path)
    client_of(None).get("/v1/examinations")
    assert entries(settings) == []


def test_identifiers_that_a_caller_made_up_are_not_kept(
    settings: Settings, client_of: ClientOf
) -> None:
    client_of(Role.AGENT).get("/v1/examinations/一种秘密装置 x")
    assert [one.object for one in entries(settings)] == ["?"]


def test_nothing_is_told_when_it_cannot_be_audited(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = client_of(Role.APPLICANT)
    dossier = examined(owner)

    def broken(self: AuditStore, _: Sequence[AuditEntry]) -> Head:
        raise OSError("disk full")

    log = owner.app.state.gateway.audit  # type: ignore[attr-defined]
    monkeypatch.setattr(log, "_append", broken.__get__(log))
    answer = owner.get(f"/v1/examinations/{dossier}")
    assert answer.status_code == 503
    assert answer.json()["type"] == "urn:zhishen:problem:audit-unavailable"
    assert answer.headers["retry-after"]
    assert "壳体" not in answer.text
    assert owner.get("/v1/rules").status_code == 200  # what needs no entry goes on


class Database:
    """Takes entries, or does not."""

    def __init__(self) -> None:
        self.taken: list[Sequence[AuditEntry]] = []
        self.open = threading.Event()
        self.open.set()
        self.fails = False

    def append(self, batch: Sequence[AuditEntry]) -> Head:
        self.open.wait(10)
        if self.fails:
            raise OSError
        self.taken.append(batch)
        return Head(len(self.taken), bytes(32))


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_what_is_noted_is_written_together_and_in_order() -> None:
    database = Database()
    log = AuditLog(database.append)
    with log.running():
        for number in range(100):
            log.note(entry(number))
    written = [one for batch in database.taken for one in batch]
    assert written == [entry(number) for number in range(100)]
    assert len(database.taken) <= 3


def test_what_is_noted_is_tried_again() -> None:
    database = Database()
    database.fails = True
    log = AuditLog(database.append)
    with log.running():
        log.note(entry(1))
        until(lambda: log._failing)
        database.fails = False
        log.note(entry(2))
    assert [one for batch in database.taken for one in batch] == [entry(1), entry(2)]


def test_a_route_that_nobody_thought_of_is_audited_first() -> None:
    assert when("POST", "/v1/new") is When.BEFORE
    assert when("GET", "/v1/new/{thing}") is When.BEFORE


def test_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHISHEN_DATA_DIR", str(tmp_path))
    runner = CliRunner()
    made = runner.invoke(commands, ["keys", "create", "--role", "agent", "--name", "a"])
    key_id = made.stdout.split("_")[1]
    head = tmp_path / "head"
    head.write_text(runner.invoke(commands, ["audit", "head"]).stdout)
    runner.invoke(commands, ["keys", "revoke", key_id])
    lines = runner.invoke(commands, ["audit", "export"]).stdout.splitlines()
    assert ["keys create" in lines[0], "keys revoke" in lines[1]] == [True, True]
    assert all(key_id in line for line in lines)
    assert runner.invoke(commands, ["audit", "verify", "--head", str(head)]).exit_code == 0
    head.write_text(f"9 {'0' * 64}")
    broken = runner.invoke(commands, ["audit", "verify", "--head", str(head)])
    assert broken.exit_code == 1
    assert "entry 3" in broken.stderr
    head.write_text("nothing")
    assert runner.invoke(commands, ["audit", "verify", "--head", str(head)]).exit_code == 2


def test_old_entries_move_into_archives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHISHEN_DATA_DIR", str(tmp_path))
    runner = CliRunner()
    engine = open_database(Settings(data_dir=tmp_path).store_url)
    store = AuditStore(engine, "sha256")
    first, second, head = tmp_path / "1.jsonl", tmp_path / "2.jsonl", tmp_path / "head"

    def audit(*arguments: str) -> tuple[int, str]:
        result = runner.invoke(commands, ["audit", *arguments])
        return result.exit_code, result.output

    def prune(before: str, archive: Path) -> tuple[int, str]:
        return audit("prune", "--before", before, "--archive", str(archive))

    assert prune("2026-06-01", first)[1].startswith("No entry is so old")
    kept = store.append([entry(1)])
    store.append([entry(2)])
    head.write_text(f"{kept.number} {kept.digest.hex()}")
    assert prune("2026-06-01", first)[0] == 0
    assert first.stat().st_mode & 0o777 == 0o600
    assert [one.number for one in store.entries()] == [3]
    code, told = audit("verify")
    assert (code, "Entries 1 to 2 are archived" in told) == (0, True)
    assert audit("verify", "--head", str(head))[0] == 2  # only the archive knows
    both = ("verify", "--head", str(head), "--archive", str(first))
    assert audit(*both)[0] == 0
    assert prune("2100-01-01", first)[0] == 2  # never overwritten
    assert prune("2100-01-01", second)[0] == 0
    assert audit(*both)[0] == 1  # an archive is missing
    assert audit(*both, "--archive", str(second))[0] == 0
    changed = first.read_text().replace('"status": 200', '"status": 404', 1)
    first.write_text(changed)
    assert "entry 1" in audit(*both, "--archive", str(second))[1]
    engine.dispose()
