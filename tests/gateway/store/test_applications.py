"""Applications with all their versions, on SQLite and PostgreSQL."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from gateway.errors import (
    AmendmentMismatchError,
    ApplicationNotFoundError,
    ApplicationNumberTakenError,
)
from gateway.pending.filed_version import FiledVersion, filed_version
from gateway.store.applications import ApplicationFilter, ApplicationStore, Filed
from gateway.store.blobs import BlobFolder, BlobStore, open_blobs
from gateway.store.database import open_database
from gateway.store.dossiers import PageMark
from shared.contracts.applications import (
    ApplicationChange,
    ApplicationState,
    Deadline,
    ExaminationOrder,
)
from shared.model.application import BibliographicData
from shared.model.classification import Classification, ClassificationScheme
from tests.gateway.filed import filed, invention

NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)
NUMBER = "202410000001.3"


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    if request.param == "sqlite":
        return open_database(f"sqlite:///{tmp_path}/g.sqlite3")
    return open_database(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def store(engine: Engine, tmp_path: Path) -> ApplicationStore:
    return ApplicationStore(engine, BlobFolder(tmp_path / "blobs"))


def version(sha256: str = "1", number: str | None = NUMBER, **files: bytes) -> FiledVersion:
    data = BibliographicData(
        office_code="CN",
        application_number=number,
        filing_date=date(2024, 5, 6),
        classifications=(
            Classification(scheme=ClassificationScheme.IPC, symbol="G06F 1/16"),
            Classification(scheme=ClassificationScheme.IPC, symbol="H01L 21/02", main=True),
        ),
    )
    given = filed(invention(bibliographic=data), files or {"claims.xml": b"a", "x\x00y": b"b"})
    return filed_version(given, "a.zip", sha256.rjust(64, "0"))


def test_what_was_filed_is_read_again(store: ApplicationStore) -> None:
    made = version()
    placed = store.file(made, "owner", NOW)
    record = store.find(placed.application_id, "owner")
    assert record is not None
    assert record.application_number == NUMBER
    assert record.classifications == ("H01L21/02", "G06F1/16")
    assert record.state is ApplicationState.FILED
    assert record.order is ExaminationOrder.ORDINARY
    assert [(one.number, one.papers, one.created_at) for one in record.versions] == [(1, 2, NOW)]
    assert store.find(placed.application_id, "stranger") is None
    assert store.case_file(record.id, 1, None) == made.case_file
    assert store.case_file(record.id, 1, "stranger") is None
    papers = store.papers(record.id, 1, "owner")
    assert papers is not None
    assert [(one.path, store.paper(one.sha256)) for one in papers] == [
        ("claims.xml", b"a"),
        ("x y", b"b"),
    ]
    assert store.papers(record.id, 2, None) is None


def test_the_same_package_twice_is_one_version(store: ApplicationStore) -> None:
    first = store.file(version(), "owner", NOW)
    assert store.file(version(), "owner", NOW) == Filed(first.application_id, new=False)
    assert store.file(version(), "other", NOW).new
    with pytest.raises(ApplicationNumberTakenError, match=first.application_id):
        store.file(version("2"), "owner", NOW)


def test_amendments_keep_what_was_before(store: ApplicationStore) -> None:
    application_id = store.file(version(), "owner", NOW).application_id
    later = NOW + timedelta(days=1)
    amended = version("2", None, claims=b"new")
    assert store.amend(application_id, amended, "owner", "owner", later).new
    assert not store.amend(application_id, amended, "owner", "owner", later).new
    record = store.find(application_id, None)
    assert record is not None
    assert [(one.number, one.papers) for one in record.versions] == [(1, 2), (2, 1)]
    assert (record.version, record.application_number) == (2, NUMBER)
    assert store.case_file(application_id, 1, None) == version().case_file
    assert store.case_file(application_id, 2, None) == amended.case_file
    with pytest.raises(AmendmentMismatchError):
        store.amend(application_id, version("3", "202410000002.8"), None, "x", later)
    with pytest.raises(ApplicationNotFoundError):
        store.amend(application_id, version("3"), "stranger", "x", later)
    again = store.find(application_id, None)
    assert again == record


def test_amendments_at_the_same_time_get_numbers_of_their_own(store: ApplicationStore) -> None:
    application_id = store.file(version(), "owner", NOW).application_id
    errors: list[Exception] = []

    def amend(name: str) -> None:
        try:
            store.amend(application_id, version(name), "owner", "owner", NOW)
        except Exception as error:  # noqa: BLE001 - collected for the assertion
            errors.append(error)

    threads = [threading.Thread(target=amend, args=(str(n),)) for n in range(2, 8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    record = store.find(application_id, None)
    assert record is not None
    assert [one.number for one in record.versions] == [1, 2, 3, 4, 5, 6, 7]


def test_what_the_office_sets(store: ApplicationStore) -> None:
    application_id = store.file(version(), "owner", NOW).application_id
    change = ApplicationChange(
        state=ApplicationState.CORRECTION_REQUESTED,
        order=ExaminationOrder.PRIORITY,
        art_unit="A1",
        deadlines=(
            Deadline(kind="fee", due=date(2026, 5, 1)),
            Deadline(kind="correction", due=date(2026, 3, 1)),
        ),
    )
    assert store.change(application_id, change)
    assert store.change(application_id, ApplicationChange())
    assert not store.change("0" * 32, change)
    record = store.find(application_id, None)
    assert record is not None
    assert (record.state, record.order) == (change.state, change.order)
    assert [one.kind for one in record.deadlines] == ["correction", "fee"]
    assert record.next_deadline == date(2026, 3, 1)
    assert store.change(application_id, ApplicationChange(deadlines=()))
    cleared = store.find(application_id, None)
    assert cleared is not None
    assert cleared.deadlines == ()


def test_pages_are_newest_first_and_filtered(store: ApplicationStore) -> None:
    made = [
        store.file(version(str(n), None), "even" if n % 2 == 0 else "odd", NOW).application_id
        for n in range(7)
    ]
    listed: list[str] = []
    mark: PageMark | None = None
    for _ in range(3):
        items, mark = store.page(None, ApplicationFilter(), mark, 3)
        listed += [item.id for item in items]
    assert mark is None
    assert listed == sorted(made, reverse=True)
    own, _ = store.page("odd", ApplicationFilter(), None, 10)
    assert {item.id for item in own} == {made[1], made[3], made[5]}
    store.change(made[0], ApplicationChange(state=ApplicationState.GRANTED, art_unit="A1"))
    chosen = ApplicationFilter(state=ApplicationState.GRANTED, art_unit="A1")
    assert [item.id for item in store.page(None, chosen, None, 10)[0]] == [made[0]]


@pytest.mark.parametrize("url", ["memory://zhishen-test/papers", "file://{folder}/papers"])
def test_papers_lie_where_the_url_says(url: str, tmp_path: Path) -> None:
    blobs: BlobStore = open_blobs(url.format(folder=tmp_path), tmp_path / "unused")
    digest = blobs.put(b"paper")
    assert blobs.put(b"paper") == digest
    assert open_blobs(url.format(folder=tmp_path), tmp_path / "unused").get(digest) == b"paper"
    assert blobs.get("0" * 64) is None
    assert not (tmp_path / "unused").exists()
