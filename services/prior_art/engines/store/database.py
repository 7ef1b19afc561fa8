"""Opens the database and brings its tables up to date."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from services.prior_art.domain.errors import EngineUnavailableError
from shared.locks import folder_lock

_MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY_TIMEOUT_MS = 30_000
_MIGRATION_LOCK = 7_310_579_634_210
"""Any number that nothing else in the database uses."""


def open_database(url: str) -> Engine:
    """An engine on a database whose tables are current.

    SQLite runs in WAL mode with ``synchronous=FULL``: what is committed survives a power cut.
    Raises ``EngineUnavailableError``.
    """
    try:
        parsed = make_url(url)
        engine = create_engine(parsed, pool_pre_ping=True, hide_parameters=True)
        if engine.dialect.name != "sqlite":
            _migrate(engine)
            return engine
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        with folder_lock(Path(parsed.database or "").resolve().parent, wait=True):
            _migrate(engine)
    except (SQLAlchemyError, OSError) as error:
        raise EngineUnavailableError(
            "The database of prior_art cannot be opened. Check ZHISHEN_PRIOR_ART_DATABASE_URL "
            "and ZHISHEN_DATA_DIR.",
            "无法打开检索服务的数据库，请检查 ZHISHEN_PRIOR_ART_DATABASE_URL 与 ZHISHEN_DATA_DIR。",
        ) from error
    return engine


def _configure_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver would begin transactions late and leave table definitions out of them.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    # Queries may quote unpublished applications: what is deleted is overwritten.
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            # Several processes may start at once: one migrates, the others wait.
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
