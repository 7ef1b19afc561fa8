"""``INSERT … ON CONFLICT``, which SQLite and PostgreSQL write alike and SQLAlchemy apart."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite


def insert_unless_there(
    connection: sa.Connection, table: sa.Table, values: Mapping[str, object]
) -> None:
    """Insert a row; nothing happens when one with its primary key is there."""
    connection.execute(_insert(connection, table).values(**values).on_conflict_do_nothing())


def insert_or_replace(
    connection: sa.Connection, table: sa.Table, values: Mapping[str, object], *, newer: str
) -> None:
    """Insert a row or replace the one with its key, unless that has a higher value of ``newer``."""
    statement = _insert(connection, table).values(**values)
    keys = [column.name for column in table.primary_key.columns]
    statement = statement.on_conflict_do_update(
        index_elements=keys,
        set_={name: statement.excluded[name] for name in values if name not in keys},
        where=statement.excluded[newer] >= table.c[newer],
    )
    connection.execute(statement)


def _insert(connection: sa.Connection, table: sa.Table) -> postgresql.Insert | sqlite.Insert:
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
