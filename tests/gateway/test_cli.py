"""``zhishen keys`` and what ``serve`` refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from gateway.cli import commands
from gateway.keys import parse_key
from gateway.settings import Settings
from gateway.store.database import open_database
from gateway.store.keys import KeyStore


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("ZHISHEN_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("ZHISHEN_TOKEN_SECRET", raising=False)
    return CliRunner()


def test_created_listed_revoked(runner: CliRunner) -> None:
    made = runner.invoke(commands, ["keys", "create", "--role", "examiner", "--name", "审查员 [a]"])
    assert made.exit_code == 0, made.output
    presented = parse_key(made.stdout.strip())
    assert presented is not None
    listed = runner.invoke(commands, ["keys", "list"])
    assert presented.id in listed.stdout
    assert "审查员 [a]" in listed.stdout
    assert presented.secret not in listed.stdout
    assert runner.invoke(commands, ["keys", "revoke", presented.id]).exit_code == 0
    kept = KeyStore(open_database(Settings().store_url)).find(presented.id)
    assert kept is not None
    assert kept.revoked_at is not None


def test_first_revocation_counts(runner: CliRunner) -> None:
    text = runner.invoke(commands, ["keys", "create", "--role", "agent", "--name", "a"]).stdout
    presented = parse_key(text.strip())
    assert presented is not None
    store = KeyStore(open_database(Settings().store_url))
    runner.invoke(commands, ["keys", "revoke", presented.id])
    first = store.find(presented.id)
    runner.invoke(commands, ["keys", "revoke", presented.id])
    assert store.find(presented.id) == first


@pytest.mark.parametrize(
    "arguments",
    [
        ["keys", "create", "--role", "public", "--name", "a"],
        ["keys", "create", "--role", "king", "--name", "a"],
        ["keys", "create", "--role", "agent", "--name", " "],
        ["keys", "revoke", "0"],
        ["serve", "--port", "70000"],
    ],
)
def test_usage_errors_exit_with_2(runner: CliRunner, arguments: list[str]) -> None:
    assert runner.invoke(commands, arguments).exit_code == 2


def test_separate_mode_needs_the_secret(runner: CliRunner) -> None:
    answer = runner.invoke(commands, ["serve", "--separate"])
    assert answer.exit_code == 1
    assert "ZHISHEN_TOKEN_SECRET" in str(answer.exception)
