"""The chain in the database: what was done to it shows, on SQLite and PostgreSQL."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DatabaseError

from gateway.audit.entry import Algorithm, AuditEntry, Head, available
from gateway.store.audit import PRUNED, AuditStore, Checkpoint
from gateway.store.database import open_database
from gateway.store.tables import AUDIT_CHECKPOINTS


def entry(number: int = 1) -> AuditEntry:
    return AuditEntry(
        at=datetime(2026, 1, 2, 3, 4, 5, number, tzinfo=timezone(timedelta(hours=8))),
        key_id="0123456789ab",
        role="examiner",
        action="GET /v1/examinations/{dossier_id}",
        object=f"{number}",
        status=200,
        request_id="request-1",
    )


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    if request.param == "sqlite":
        return open_database(f"sqlite:///{tmp_path}/g.sqlite3")
    return open_database(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def store(engine: Engine) -> AuditStore:
    return AuditStore(engine, "sha256")


def without_triggers(engine: Engine, statement: str) -> None:
    """As someone does who owns the database."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                connection.execute(sa.text(f"DROP TRIGGER audit_entries_{verb}"))
        else:
            for name in ("refuse", "keep"):
                connection.execute(sa.text(f"DROP TRIGGER audit_entries_{name} ON audit_entries"))
        connection.execute(sa.text(statement))


def test_entries_come_back_in_order(store: AuditStore) -> None:
    store.append([entry(1), entry(2)])
    head = store.append([entry(3)])
    found = list(store.entries())
    assert [one.number for one in found] == [1, 2, 3]
    assert [one.entry for one in found] == [entry(1), entry(2), entry(3)]
    assert head == store.head() == Head(3, found[-1].digest)
    assert store.verify() == store.verify(head)
    assert store.verify().fault is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET status = 404 WHERE number = 2",
        "DELETE FROM audit_entries WHERE number = 2",
    ],
)
def test_a_row_cannot_be_changed_and_where_it_is_it_shows(
    engine: Engine, store: AuditStore, statement: str
) -> None:
    store.append([entry(1), entry(2), entry(3)])
    with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
        connection.execute(sa.text(statement))
    assert store.verify().fault is None
    without_triggers(engine, statement)
    assert store.verify().fault == 2


def test_a_tail_that_was_cut_off_shows_against_a_head(engine: Engine, store: AuditStore) -> None:
    head = store.append([entry(1), entry(2), entry(3)])
    without_triggers(engine, "DELETE FROM audit_entries WHERE number > 1")
    assert store.verify().fault is None  # the rest is a good chain
    assert store.verify(head).fault == 2
    store.append([entry(7), entry(8)])  # written on, so that the number is there again
    assert store.verify().fault is None
    assert store.verify(head).fault == 3


def test_writers_share_one_chain(engine: Engine) -> None:
    def write() -> None:
        for number in range(20):
            AuditStore(engine, "sha256").append([entry(number)])

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result = AuditStore(engine, "sha256").verify()
    assert (result.head.number, result.fault) == (80, None)


def test_the_digest_may_change_on_the_way(tmp_path: Path) -> None:
    if not available("sm3"):
        pytest.skip("OpenSSL has no SM3 here")
    engine = open_database(f"sqlite:///{tmp_path}/g.sqlite3")
    algorithms: tuple[Algorithm, ...] = ("sha256", "sm3", "sha256")
    for number, algorithm in enumerate(algorithms):
        AuditStore(engine, algorithm).append([entry(number)])
    store = AuditStore(engine, "sm3")
    assert [one.algorithm for one in store.entries()] == list(algorithms)
    assert store.verify().fault is None
    without_triggers(engine, "UPDATE audit_entries SET algorithm = 'sm3' WHERE number = 1")
    assert store.verify().fault == 1


def test_the_same_entry_has_the_same_digest_in_any_zone() -> None:
    from gateway.audit.entry import BEGINNING, chained

    one = entry()
    other = AuditEntry(
        **{**{name: getattr(one, name) for name in one.__slots__}, "at": one.at.astimezone(UTC)}
    )
    assert (
        chained(BEGINNING, 1, one, "sha256").digest == chained(BEGINNING, 1, other, "sha256").digest
    )


def pruned(store: AuditStore, number: int) -> Checkpoint:
    digest = next(one.digest for one in store.entries() if one.number == number)
    checkpoint = Checkpoint(Head(number, digest), "0" * 64)
    told = replace(entry(99), action=PRUNED, object=checkpoint.object)
    store.prune(checkpoint, told)
    return checkpoint


def test_what_is_left_goes_on_from_a_checkpoint(engine: Engine, store: AuditStore) -> None:
    store.append([entry(number) for number in range(1, 6)])
    checkpoint = pruned(store, 3)
    assert store.checkpoint() == checkpoint
    assert [one.number for one in store.entries()] == [4, 5, 6]
    assert store.verify(checkpoint.head).fault is None
    assert store.verify(Head(3, bytes(32))).fault == 3
    assert store.append([entry(7)]).number == 7
    assert store.verify().fault is None
    pruned(store, 6)  # also the entry of the pruning before
    assert [one.number for one in store.entries()] == [7, 8]
    assert store.verify().fault is None
    with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM audit_entries WHERE number = 7"))
    with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
        connection.execute(sa.text("UPDATE audit_checkpoints SET number = 7"))
    with pytest.raises(ValueError, match="not an entry"):
        store.prune(Checkpoint(Head(8, bytes(32)), ""), entry(9))


def test_entries_taken_away_without_a_word_show(engine: Engine, store: AuditStore) -> None:
    store.append([entry(1), entry(2), entry(3)])
    digest = next(one.digest for one in store.entries() if one.number == 2)
    with engine.begin() as connection:
        connection.execute(sa.insert(AUDIT_CHECKPOINTS).values(number=2, digest=digest, archive=""))
        connection.execute(sa.text("DELETE FROM audit_entries WHERE number <= 2"))
    assert store.verify().fault == 2


def test_entries_before_a_day_are_the_first_ones(store: AuditStore) -> None:
    assert store.last_before(datetime(2027, 1, 1, tzinfo=UTC)) == 0
    late = replace(entry(3), at=datetime(2026, 5, 1, tzinfo=UTC))
    store.append([entry(1), entry(2), late, entry(4)])
    assert store.last_before(datetime(2026, 5, 1, tzinfo=UTC)) == 2
    assert store.last_before(datetime(2027, 1, 1, tzinfo=UTC)) == 4
    assert store.last_before(datetime(2025, 1, 1, tzinfo=UTC)) == 0
