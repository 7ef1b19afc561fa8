"""A backup is tested by restoring it, into the same and into the other database."""

from __future__ import annotations

import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from gateway.errors import BackupError
from gateway.keys import new_key
from gateway.store.applications import ApplicationStore
from gateway.store.backup import restore_backup, write_backup
from gateway.store.blobs import BlobFolder
from gateway.store.database import open_database
from gateway.store.dossiers import DossierStore
from gateway.store.keys import KeyStore
from shared.contracts.common import Role
from tests.gateway.store.dossiers import dossier
from tests.gateway.store.test_applications import version

NOW = datetime(2026, 1, 5, 8, 30, 1, 5, tzinfo=UTC)


def fill(engine: Engine, blobs: BlobFolder) -> str:
    key, _ = new_key("名", Role.EXAMINER, NOW)
    KeyStore(engine).add(key)
    DossierStore(engine, blobs).add(dossier("a" * 32, NOW), "owner", [("1.png", b"picture")])
    return ApplicationStore(engine, blobs).file(version(), "owner", NOW).application_id


def url_of(name: str, request: pytest.FixtureRequest, folder: Path) -> str:
    if name == "sqlite":
        return f"sqlite:///{folder}/g.sqlite3"
    return str(request.getfixturevalue("postgresql_url"))


@pytest.mark.parametrize(
    ("source", "target"),
    [("sqlite", "sqlite"), ("sqlite", "postgresql"), ("postgresql", "sqlite")],
)
def test_restored_is_what_was_backed_up(
    source: str, target: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    engine = open_database(url_of(source, request, tmp_path / "a"))
    blobs = BlobFolder(tmp_path / "a" / "blobs")
    application_id = fill(engine, blobs)
    file = tmp_path / "backup.tar.gz"
    written = write_backup(engine, blobs, file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert written.blobs == 3

    other = BlobFolder(tmp_path / "b" / "blobs")
    url = url_of(target, request, tmp_path / "b")
    if source != target and target == "postgresql":
        engine.dispose()
    assert restore_backup(file, url, other) == written
    restored = open_database(url)
    before, after = ApplicationStore(engine, blobs), ApplicationStore(restored, other)
    assert after.find(application_id, "owner") == before.find(application_id, "owner")
    assert after.case_file(application_id, 1, None) == version().case_file
    papers = after.papers(application_id, 1, None) or []
    assert [after.paper(one.sha256) for one in papers] == [b"a", b"b"]
    assert KeyStore(restored).all() == KeyStore(engine).all()
    dossiers = DossierStore(restored, other)
    assert dossiers.find("a" * 32, "owner") == dossier("a" * 32, NOW)
    assert dossiers.images("a" * 32) == {"1.png": b"picture"}
    with pytest.raises(BackupError, match="not empty"):
        restore_backup(file, url, other)


def test_nothing_is_overwritten_and_a_lost_paper_shows(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/g.sqlite3")
    blobs = BlobFolder(tmp_path / "blobs")
    fill(engine, blobs)
    file = tmp_path / "backup.tar.gz"
    write_backup(engine, blobs, file)
    with pytest.raises(BackupError, match="exists already"):
        write_backup(engine, blobs, file)
    with pytest.raises(BackupError, match="lost or damaged"):
        write_backup(engine, BlobFolder(tmp_path / "none"), tmp_path / "second")
    assert not (tmp_path / "second").exists()


def test_damaged_archives_are_refused(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/g.sqlite3")
    blobs = BlobFolder(tmp_path / "blobs")
    fill(engine, blobs)
    whole = tmp_path / "backup.tar.gz"
    write_backup(engine, blobs, whole)
    cut = tmp_path / "cut.tar.gz"
    cut.write_bytes(whole.read_bytes()[:-400])
    other = tmp_path / "other.tar.gz"
    with tarfile.open(other, "w:gz") as archive:
        archive.add(whole, "etc/passwd")
    text = tmp_path / "text.tar.gz"
    text.write_text("no archive")
    for number, file in enumerate((cut, other, text)):
        with pytest.raises(BackupError, match="not a whole backup"):
            restore_backup(file, f"sqlite:///{tmp_path}/{number}.sqlite3", blobs)
