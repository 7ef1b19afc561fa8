"""Tables of the store; migrations/ makes them.

A collection counts its changes: every change of a document takes the next number of the
collection's ``sequence``, inside the transaction that holds the collection's row. Whoever has
seen everything up to a number therefore needs only what came after it, and never misses a change
that was committed late.
"""

from __future__ import annotations

import zlib
from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Table,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class CompressedText(TypeDecorator[str]):
    """Text kept as zlib-compressed UTF-8: full texts shrink to about a third."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002
        return None if value is None else zlib.compress(value.encode("utf-8"), 6)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else zlib.decompress(value).decode("utf-8")


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)

collections = Table(
    "prior_art_collections",
    metadata,
    Column("name", String(63), primary_key=True),
    Column("access", String(20), nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("documents", BigInteger, nullable=False),
    Column("updated_at", DateTime(timezone=True)),
)

documents = Table(
    "prior_art_documents",
    metadata,
    Column("collection", ForeignKey("prior_art_collections.name"), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("deleted", Boolean, nullable=False),
    Index("ix_prior_art_documents_sequence", "collection", "sequence"),
)
"""The present state, one row per key; a deletion leaves a tombstone for the indexes."""

versions = Table(
    "prior_art_document_versions",
    metadata,
    Column("collection", ForeignKey("prior_art_collections.name"), primary_key=True),
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("key", String(64), nullable=False),
    Column("content", CompressedText),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Index("ix_prior_art_document_versions_key", "collection", "key"),
)
"""Every state a document has had; ``content`` is NULL for a deletion."""


searches = Table(
    "prior_art_searches",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("key_id", String(200), primary_key=True),
    Column("role", String(20), nullable=False),
    Column("collection", String(63), nullable=False),
    Column("request", CompressedText, nullable=False),
    Column("result", CompressedText, nullable=False),
    Column("result_sha256", String(64), nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Index("ix_prior_art_searches_key_id", "key_id", "recorded_at"),
    Index("ix_prior_art_searches_recorded_at", "recorded_at"),
)
"""Every search asked through the API, with the bytes of its answer. Never changed;
deleted by age where the settings say so.

The id is a digest of question and answer, so each key that asked has a row of its own.
"""

reports = Table(
    "prior_art_reports",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("key_id", String(200), primary_key=True),
    Column("role", String(20), nullable=False),
    Column("report", CompressedText, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
)
"""Search reports that examiners drew up."""

corrections = Table(
    "prior_art_corrections",
    metadata,
    Column("collection", ForeignKey("prior_art_collections.name"), primary_key=True),
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("key", String(64), nullable=False),
    Column("key_id", String(200), nullable=False),
    Column("fields", String(1000), nullable=False),
    Column("reason", String(1000), nullable=False),
    Column("corrected_at", DateTime(timezone=True), nullable=False),
)
"""Who corrected which fields of a document, and why; ``sequence`` names the new version."""


def aware(moment: datetime | None) -> datetime | None:
    """SQLite gives back naive times; all of ours are UTC."""
    return moment if moment is None or moment.tzinfo is not None else moment.replace(tzinfo=UTC)
