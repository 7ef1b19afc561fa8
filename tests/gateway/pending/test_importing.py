"""A folder of packages becomes pending applications, whatever is wrong with some of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from gateway.cli import commands
from gateway.pending.importing import Imported, import_folder
from gateway.store.applications import ApplicationStore
from gateway.store.blobs import BlobFolder
from gateway.store.database import open_database

CLAIMS = """<?xml version="1.0" encoding="UTF-8"?>
<cn-application-body lang="zh" country="CN"><cn-claims>
<claim num="0001"><claim-text>1. 一种装置，其特征在于包括{part}。</claim-text></claim>
</cn-claims></cn-application-body>"""


def package(folder: Path, name: str, part: str) -> None:
    papers = folder / name / "100001"
    papers.mkdir(parents=True)
    (papers / "100001.xml").write_text(CLAIMS.format(part=part), encoding="utf-8")


def test_new_known_and_broken_packages(tmp_path: Path) -> None:
    given = tmp_path / "in"
    package(given, "A", "壳体")
    package(given, "B", "盖")
    (given / "C.zip").write_bytes(b"PK\x03\x04broken")
    engine = open_database(f"sqlite:///{tmp_path}/g.sqlite3")
    store = ApplicationStore(engine, BlobFolder(tmp_path / "blobs"))
    first = list(import_folder(given, store, "local"))
    assert {item.path.name: item.outcome for item in first} == {
        "A": Imported.FILED,
        "B": Imported.FILED,
        "C.zip": Imported.FAILED,
    }
    again = {item.path.name: item for item in import_folder(given, store, "local")}
    assert again["A"].outcome is Imported.KNOWN
    assert again["A"].application_id == next(i for i in first if i.path.name == "A").application_id


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHISHEN_DATA_DIR", str(tmp_path / "var"))
    package(tmp_path / "in", "A", "壳体")
    runner = CliRunner()
    result = runner.invoke(commands, ["pending", "import", str(tmp_path / "in")])
    assert result.exit_code == 0, result.output
    assert "filed 新申请 1" in result.output
    listed = runner.invoke(commands, ["pending", "list"])
    assert "filed" in listed.output
    backup = tmp_path / "backup.tar.gz"
    assert runner.invoke(commands, ["backup", str(backup)]).exit_code == 0
    monkeypatch.setenv("ZHISHEN_DATA_DIR", str(tmp_path / "other"))
    assert runner.invoke(commands, ["restore", str(backup)]).exit_code == 0
    assert "filed" in runner.invoke(commands, ["pending", "list"]).output
