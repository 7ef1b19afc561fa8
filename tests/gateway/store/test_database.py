"""Migrations up and down on SQLite and PostgreSQL; what is written is read again."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.engine import Engine

from gateway.keys import new_key
from gateway.store.blobs import BlobFolder
from gateway.store.database import alembic_config, open_database
from gateway.store.dossiers import DossierStore, PageMark
from gateway.store.keys import KeyStore
from gateway.store.tables import METADATA
from shared.contracts.common import Role
from shared.contracts.dossier import Dossier
from tests.gateway.store.dossiers import dossier


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    if request.param == "sqlite":
        return open_database(f"sqlite:///{tmp_path}/g.sqlite3")
    return open_database(request.getfixturevalue("postgresql_url"))


def test_tables_are_what_migrations_make(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_migrations_go_down_and_up_again(engine: Engine) -> None:
    with engine.connect() as connection:
        command.downgrade(alembic_config(connection), "base")
        connection.commit()
        left = set(sa.inspect(connection).get_table_names()) - {"alembic_version"}
        assert left == set()
        command.upgrade(alembic_config(connection), "head")
        connection.commit()
        assert {table.name for table in METADATA.tables.values()} <= set(
            sa.inspect(connection).get_table_names()
        )


def test_several_processes_may_open_at_once(tmp_path: Path) -> None:
    errors: list[Exception] = []

    def open_() -> None:
        try:
            open_database(f"sqlite:///{tmp_path}/new/g.sqlite3").dispose()
        except Exception as error:  # noqa: BLE001 - collected for the assertion
            errors.append(error)

    threads = [threading.Thread(target=open_) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_keys_keep_their_times_in_utc(engine: Engine) -> None:
    store = KeyStore(engine)
    now = datetime(2026, 1, 1, 8, tzinfo=timezone(timedelta(hours=8)))
    key, _ = new_key("名", Role.OPERATOR, now)
    store.add(key)
    found = store.find(key.id)
    assert found is not None
    assert found.created_at == datetime(2026, 1, 1, tzinfo=UTC)
    assert found.created_at.tzinfo is UTC
    assert store.find("other") is None


def test_dossier_is_read_as_written_by_its_owner(engine: Engine, tmp_path: Path) -> None:
    store = DossierStore(engine, BlobFolder(tmp_path / "blobs"))
    given = dossier("a" * 32, datetime(2026, 1, 1, tzinfo=UTC))
    store.add(given, "owner", [("图/1.png", b"x"), ("2.png", b"x")])
    assert store.find(given.id, "owner") == given
    assert store.find(given.id, None) == given
    assert store.find(given.id, "stranger") is None
    assert store.images(given.id) == {"2.png": b"x", "图/1.png": b"x"}


def test_pages_are_newest_first_and_stable_on_equal_times(engine: Engine, tmp_path: Path) -> None:
    store = DossierStore(engine, BlobFolder(tmp_path / "blobs"))
    day = datetime(2026, 1, 1, tzinfo=UTC)
    made: list[Dossier] = [
        dossier(f"{number:032x}", day + timedelta(days=number // 2)) for number in range(7)
    ]
    for number, item in enumerate(made):
        store.add(item, "even" if number % 2 == 0 else "odd", ())
    listed: list[str] = []
    mark: PageMark | None = None
    for _ in range(3):
        items, mark = store.page(None, mark, 3)
        listed += [item.id for item in items]
    assert mark is None
    assert listed == [item.id for item in made[::-1]]
    own, _ = store.page("odd", None, 10)
    assert [item.id for item in own] == [made[number].id for number in (5, 3, 1)]


def test_blobs_are_kept_once_and_checked(tmp_path: Path) -> None:
    blobs = BlobFolder(tmp_path)
    digest = blobs.put(b"data")
    assert blobs.put(b"data") == digest
    assert blobs.get(digest) == b"data"
    [path] = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert path.stat().st_mode & 0o077 == 0
    path.write_bytes(b"other")
    assert blobs.get(digest) is None
    assert blobs.get("0" * 64) is None
    with pytest.raises(ValueError, match="digest"):
        blobs.get("../x")
