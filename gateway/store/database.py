"""Opens the gateway's database and brings it up to date."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.event import listen
from sqlalchemy.pool import ConnectionPoolEntry

from gateway.store import application_tables, recheck_tables  # noqa: F401 - known to METADATA

_MIGRATION_LOCK = 0x5A48_4953  # "ZHIS", for PostgreSQL's advisory lock


def open_database(url: str) -> Engine:
    """An engine on ``url``, its tables migrated to the current version.

    Several processes may open the same database at once.
    """
    engine = open_engine(url)
    migrate(engine)
    return engine


def open_engine(url: str) -> Engine:
    """An engine on ``url`` as it is.

    SQLite runs in WAL mode with foreign keys; its folder is created, readable by its owner only.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        engine = sa.create_engine(parsed, connect_args={"timeout": 30}, hide_parameters=True)
        listen(engine, "connect", _prepare_sqlite)
    else:
        engine = sa.create_engine(parsed, pool_pre_ping=True, hide_parameters=True)
    return engine


def migrate(engine: Engine, revision: str = "head") -> None:
    """Upgrade to ``revision``; one process at a time."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_lock(_MIGRATION_LOCK)))
        else:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        command.upgrade(alembic_config(connection), revision)
        connection.commit()
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_unlock(_MIGRATION_LOCK)))
            connection.commit()


def alembic_config(connection: sa.Connection) -> Config:
    """Alembic's configuration over an open connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def _prepare_sqlite(connection: object, record: ConnectionPoolEntry) -> None:  # noqa: ARG001
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()
