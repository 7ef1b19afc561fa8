"""The store: idempotence, sequence, tombstones, versions, on SQLite and PostgreSQL."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from services.prior_art.domain.access import Access
from services.prior_art.domain.errors import (
    CollectionExistsError,
    EngineUnavailableError,
    UnknownCollectionError,
    UnknownRecordError,
)
from services.prior_art.engines.store.database import open_database
from services.prior_art.engines.store.records import Asker, RecordStore
from services.prior_art.engines.store.store import DocumentStore
from shared.contracts.common import Role
from tests.services.prior_art.documents import document, many


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.system)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        given: str = request.getfixturevalue("postgresql_url")
        return given
    return f"sqlite:///{tmp_path / 'folder' / 'collections.db'}"


def test_what_the_store_promises(url: str) -> None:
    store = DocumentStore(open_database(url))
    first = store.put("published", [document("1"), document("2"), document("1", "另一种水泵")])
    assert (first.added, first.replaced, first.unchanged) == (2, 1, 0)
    again = store.put("published", [document("2")])
    assert (again.added, again.replaced, again.unchanged) == (0, 0, 1)
    assert store.collection("published").sequence == 3
    assert store.collection("published").documents == 2

    assert store.delete("published", "CN1A")
    assert not store.delete("published", "CN1A")
    assert store.documents("published", ["CN1A", "CN2A"]) == {"CN2A": document("2")}
    changes = store.changes("published", 0, 10)
    assert [(one.sequence, one.key) for one in changes] == [(2, "CN2A"), (4, "CN1A")]
    assert changes[1].document is None
    assert [one.sequence for one in store.changes("published", 2, 10)] == [4]

    back = store.put("published", [document("1")])
    assert (back.added, back.replaced) == (1, 0)
    history = store.history("published", "CN1A")
    assert [state and state.title for _, _, state in history] == [
        "一种水泵",
        "另一种水泵",
        None,
        "一种水泵",
    ]
    assert all(moment.tzinfo is not None for _, moment, _ in history)

    # Opened again: nothing is made twice, everything is there.
    store.close()
    store = DocumentStore(open_database(url))
    assert store.collection("published").documents == 2
    store.close()


def test_writers_at_once_get_a_sequence_without_gaps(url: str) -> None:
    stores = [DocumentStore(open_database(url)) for _ in range(3)]

    def write(number: int) -> None:
        for i in range(10):
            stores[number].put("published", [document(f"{number}{i:03d}")])

    threads = [threading.Thread(target=write, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    changes = stores[0].changes("published", 0, 100)
    assert [one.sequence for one in changes] == list(range(1, 31))
    assert stores[0].collection("published").documents == 30
    for store in stores:
        store.close()


def test_rejected_documents_say_why_and_the_rest_is_kept(tmp_path: Path) -> None:
    store = DocumentStore(open_database(f"sqlite:///{tmp_path / 'a.db'}"))
    report = store.put(
        "published",
        [
            document("1"),
            document("2", office="China"),
            document("3 3"),
            document("4", kind="application"),
            document("5", title=" "),
            document("6", title="\ud800"),
        ],
    )
    assert report.added == 1
    assert [one.position for one in report.rejected] == [1, 2, 3, 4, 5]
    assert all(one.reason.zh and one.reason.en for one in report.rejected)


def test_collections_keep_their_access(tmp_path: Path) -> None:
    store = DocumentStore(open_database(f"sqlite:///{tmp_path / 'a.db'}"))
    made = store.create_collection("office", Access.UNPUBLISHED)
    assert store.create_collection("office", Access.UNPUBLISHED) == made
    with pytest.raises(CollectionExistsError):
        store.create_collection("office", Access.PUBLISHED)
    with pytest.raises(UnknownCollectionError):
        store.put("nowhere", [document("1")])
    assert [one.name for one in store.collections()] == ["office", "pending", "published"]


def test_collections_do_not_share_documents(tmp_path: Path) -> None:
    store = DocumentStore(open_database(f"sqlite:///{tmp_path / 'a.db'}"))
    store.put("published", many(5))
    store.put("pending", many(3))
    assert store.collection("published").documents == 5
    assert store.collection("pending").sequence == 3


def test_a_database_that_cannot_be_opened_is_told_without_its_url(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"this is no database" * 100)
    with pytest.raises(EngineUnavailableError) as told:
        open_database(f"sqlite:///{tmp_path / 'a.db'}")
    assert "ZHISHEN_PRIOR_ART_DATABASE_URL" in told.value.en
    assert str(tmp_path) not in told.value.en


def test_records_and_corrections(url: str) -> None:
    engine = open_database(url)
    records, store = RecordStore(engine), DocumentStore(engine)
    one, other = Asker("a", Role.AGENT), Asker("b", Role.AGENT)
    for asker in (one, one, other):
        records.keep_search(asker, "published", "{问}", "{答}", "id1")
    record = records.search("id1", one)
    assert (record.request, record.result) == ("{问}", "{答}")
    assert record.recorded_at.tzinfo is not None
    for asker in (Asker("c", Role.AGENT), Asker("a", Role.PUBLIC), Asker("a", Role.EXAMINER)):
        with pytest.raises(UnknownRecordError):
            records.search("id1", asker)
    records.keep_report(Asker("e", Role.EXAMINER), "{报告}", "r1")
    assert records.report("r1", Asker("f", Role.EXAMINER)) == "{报告}"
    with pytest.raises(UnknownRecordError):
        records.report("r1", one)

    store.put("published", [document("1")])
    right = document("1", "另一种水泵")
    made = store.correct("published", right, key_id="k", reason="核对")
    assert made is not None
    assert (made.sequence, made.fields) == (2, ("title",))
    assert store.corrections("published", 10) == [made]
    unchanged = store.correct("published", right, key_id="k", reason="再次")
    assert unchanged is not None
    assert unchanged.fields == ()
    assert store.correct("published", document("9"), key_id="k", reason="无") is None
    assert len(store.corrections("published", 10)) == 1
