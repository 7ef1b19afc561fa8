"""Runs migrations on the connection that ``database.open_database`` hands over."""

from __future__ import annotations

from alembic import context

from services.prior_art.engines.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    version_table="prior_art_alembic_version",
    transactional_ddl=True,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
