"""Alembic migrations of the design collection."""
