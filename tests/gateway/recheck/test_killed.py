"""Gateway, worker, check processes and connections are killed; every item is done exactly once."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from evaluation.gateway_recheck import Site
from shared.contracts.rechecks import RecheckState

ITEMS = 100


@pytest.mark.timeout(900)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_nothing_is_lost_and_nothing_done_twice(
    database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/gateway/gateway.sqlite3"
    if database == "postgresql":
        url = request.getfixturevalue("postgresql_url")
    site = Site(tmp_path, url, processes=2, chunk=10)
    try:
        site.fill(ITEMS)
        killed = site.killed(random.Random(1), most=3)
    finally:
        site.close()
    assert killed.job.state is RecheckState.COMPLETED
    assert killed.job.progress.done == ITEMS
    assert killed.job.progress.failed == 0
    assert killed.kills >= 1
    assert (killed.lost, killed.double) == (0, 0)
