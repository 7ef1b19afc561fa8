"""Stores with applications, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from evaluation.generated_applications import generated_versions
from gateway.store.applications import ApplicationStore
from gateway.store.blobs import BlobFolder
from gateway.store.database import open_database

NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    if request.param == "sqlite":
        return open_database(f"sqlite:///{tmp_path}/g.sqlite3")
    return open_database(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def applications(engine: Engine, tmp_path: Path) -> ApplicationStore:
    return ApplicationStore(engine, BlobFolder(tmp_path / "blobs"))


@pytest.fixture
def filed(applications: ApplicationStore) -> list[str]:
    """Ids of eight applications, in the order of their filing dates."""
    return [
        applications.file(version, "local", NOW).application_id for version in generated_versions(8)
    ]
