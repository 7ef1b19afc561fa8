"""Run by Alembic: migrate over the connection that ``database.open_database`` hands in."""

from alembic import context

from services.design_image.engines.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table="design_image_version",
)
with context.begin_transaction():
    context.run_migrations()
