"""How long recorded searches stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from services.prior_art.domain.errors import UnknownRecordError
from services.prior_art.engines.store.database import open_database
from services.prior_art.engines.store.records import Asker, RecordStore, Retention
from services.prior_art.engines.store.schema import searches
from shared.contracts.common import Role

START = datetime(2026, 1, 1, tzinfo=UTC)
AGENT, EXAMINER, REVIEWER = (
    Asker(role.value, role) for role in (Role.AGENT, Role.EXAMINER, Role.REVIEWER)
)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.system)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> sa.Engine:
    if request.param == "postgresql":
        return open_database(request.getfixturevalue("postgresql_url"))
    return open_database(f"sqlite:///{tmp_path / 'searches.db'}")


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


def count(engine: sa.Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(searches)).scalar_one()


def is_known(records: RecordStore, asker: Asker) -> bool:
    try:
        records.search("s", asker)
    except UnknownRecordError:
        return False
    return True


@pytest.mark.parametrize(
    ("retention", "days", "kept"),
    [
        (Retention(), 40_000, (True, True, True)),
        (Retention(days=30), 30, (True, True, True)),
        (Retention(days=30), 31, (False, True, True)),
        (Retention(examiner_days=30), 31, (True, False, False)),
        (Retention(days=30, examiner_days=3650), 3651, (False, False, False)),
    ],
)
def test_searches_expire_by_who_asked(
    engine: sa.Engine, retention: Retention, days: int, kept: tuple[bool, ...]
) -> None:
    clock = Clock()
    records = RecordStore(engine, retention, clock)
    askers = (AGENT, EXAMINER, REVIEWER)
    for asker in askers:
        records.keep_search(asker, "published", "{}", "{}", "s")
    records.keep_report(EXAMINER, "{}", "r")
    clock.now = START + timedelta(days=days)
    assert tuple(is_known(records, asker) for asker in askers) == kept
    assert count(engine) == 3, "expired, but not yet deleted"
    records.delete_expired()
    assert count(engine) == kept.count(True)
    assert records.report("r", EXAMINER) == "{}", "reports stay"
    records.close()


def test_the_same_search_again_is_kept_anew(engine: sa.Engine) -> None:
    clock = Clock()
    records = RecordStore(engine, Retention(days=1), clock)
    records.keep_search(AGENT, "published", "{}", "{}", "s")
    clock.now += timedelta(days=2)
    records.keep_search(AGENT, "published", "{}", "{}", "s")
    assert count(engine) == 1
    assert records.search("s", AGENT).recorded_at == clock.now
    records.close()
