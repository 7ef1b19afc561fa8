"""What the durable queue needs of the machine."""

from __future__ import annotations

import sqlite3
import sys

import pytest

from gateway.errors import ConfigurationError
from gateway.recheck.chunk_queue import require_sqlite_for


@pytest.mark.parametrize(
    ("python", "sqlite", "url", "refused"),
    [
        ((3, 11, 2), (3, 40, 1), "sqlite:///queue", False),
        ((3, 12, 1), (3, 40, 1), "sqlite:///queue", True),
        ((3, 12, 1), (3, 40, 1), "postgresql+psycopg://host/queue", False),
        ((3, 13, 0), (3, 45, 1), "sqlite:///queue", False),
    ],
)
def test_an_old_sqlite_under_a_new_python_is_refused(
    monkeypatch: pytest.MonkeyPatch,
    python: tuple[int, ...],
    sqlite: tuple[int, ...],
    url: str,
    refused: bool,
) -> None:
    monkeypatch.setattr(sys, "version_info", python)
    monkeypatch.setattr(sqlite3, "sqlite_version_info", sqlite)
    if refused:
        with pytest.raises(ConfigurationError, match="Use Python"):
            require_sqlite_for(url)
    else:
        require_sqlite_for(url)
