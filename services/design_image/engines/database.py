"""Opens the database (SQLite or PostgreSQL), brings its tables up to date, and writes in order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, event

_MIGRATION_LOCK = 7_300_315
_WRITE_LOCK = 7_300_316
"""Any numbers that nothing else in a shared PostgreSQL uses."""


def open_database(url: str) -> Engine:
    """Connect and migrate to the newest tables."""
    engine = sa.create_engine(url, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
    config = Config()
    config.set_main_option("script_location", "services.design_image.engines:migrations")
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            # Several processes may start at once: one migrates, the others wait.
            connection.execute(sa.text(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return engine


def _set_up_sqlite(connection: Any, _: object) -> None:  # noqa: ANN401 - DBAPI connection
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=30000",
        # Query views may show unpublished designs: what is deleted is overwritten.
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction; writers take turns.

    Changes are numbered, and readers ask for those after the last they saw: a number must never
    become visible after a higher one, as it could if two writers ran at once.
    """
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # Take the write lock at once: upgrading a read lock later can only fail.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITE_LOCK})")
        try:
            yield connection
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
