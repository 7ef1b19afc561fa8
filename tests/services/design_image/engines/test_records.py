"""How long recorded searches stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from services.design_image.domain.errors import UnknownSearchError
from services.design_image.engines.database import open_database
from services.design_image.engines.records import Asker, Retention, SearchRecords
from services.design_image.engines.tables import image_search_views, image_searches
from shared.contracts.common import Role

START = datetime(2026, 1, 1, tzinfo=UTC)
AGENT, EXAMINER, REVIEWER = (
    Asker(role.value, role) for role in (Role.AGENT, Role.EXAMINER, Role.REVIEWER)
)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.system)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> sa.Engine:
    if request.param == "postgresql":
        return open_database(request.getfixturevalue("postgresql_url"))
    return open_database(f"sqlite:///{tmp_path / 'searches.sqlite3'}")


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


def rows(engine: sa.Engine) -> tuple[int, int]:
    with engine.connect() as connection:
        return (
            connection.execute(sa.select(sa.func.count()).select_from(image_searches)).scalar_one(),
            connection.execute(
                sa.select(sa.func.count()).select_from(image_search_views)
            ).scalar_one(),
        )


def is_known(records: SearchRecords, asker: Asker) -> bool:
    try:
        records.get("s", asker)
    except UnknownSearchError:
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
    records = SearchRecords(engine, retention, clock)
    askers = (AGENT, EXAMINER, REVIEWER)
    for asker in askers:
        records.keep(asker, "s", "{}", "{}", [b"png", b"png"])
    clock.now = START + timedelta(days=days)
    assert tuple(is_known(records, asker) for asker in askers) == kept
    assert rows(engine) == (3, 6), "expired, but not yet deleted"
    assert records.delete_expired() == kept.count(False)
    assert rows(engine) == (kept.count(True), 2 * kept.count(True))
    records.close()


def test_new_search_deletes_expired_ones(engine: sa.Engine) -> None:
    clock = Clock()
    records = SearchRecords(engine, Retention(days=1), clock)
    records.keep(AGENT, "s", "{}", "{}", [b"png"])
    clock.now += timedelta(days=2)
    records.keep(AGENT, "s", "{}", "{}", [b"png"])
    assert rows(engine) == (1, 1)
    assert records.get("s", AGENT).recorded_at == clock.now, "asked again, kept anew"
    records.close()
