"""Tables of the collection and of recorded searches. The migrations in ``migrations/`` make them; a test compares both."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

designs = Table(
    "designs",
    metadata,
    Column("design_id", String(100), primary_key=True),
    Column("title", Text),
    Column("locarno_class", String(5), index=True),
    Column("filing_date", Date),
    Column("publication_date", Date, index=True),
    Column("applicants", JSON, nullable=False),
    Column("office_code", String(10)),
    Column("source_sha256", String(64)),
    Column("applicant_keys", Text, nullable=False, server_default=""),
)
"""``applicant_keys``: the names as they are compared, one a line."""

views = Table(
    "views",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=True),
    Column(
        "design_id",
        String(100),
        ForeignKey("designs.design_id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("position", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("label", Text),
    Column("file", Text, nullable=False),
    Column("image_sha256", String(64), nullable=False),
    Column("key_points", LargeBinary, nullable=False),
    UniqueConstraint("design_id", "position"),
    sqlite_autoincrement=True,
)

vectors = Table(
    "vectors",
    metadata,
    Column("view_key", Integer, ForeignKey("views.key", ondelete="CASCADE"), primary_key=True),
    Column("model_version", String(40), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

changes = Table(
    "changes",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    Column("design_id", String(100), nullable=False),
    sqlite_autoincrement=True,
)
"""Every addition, replacement and deletion in order: an index catches up from the last it saw."""

active_model = Table(
    "active_model",
    metadata,
    Column("singleton", Integer, primary_key=True),
    Column("model_version", String(40), nullable=False),
)

image_searches = Table(
    "image_searches",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("key_id", String(200), primary_key=True),
    Column("role", String(20), nullable=False),
    Column("request", LargeBinary, nullable=False),
    Column("result", LargeBinary, nullable=False),
    Column("result_sha256", String(64), nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False, index=True),
)
"""Questions and answers as they were, by who asked. UTF-8 JSON."""

image_search_views = Table(
    "image_search_views",
    metadata,
    Column("search_id", String(40), primary_key=True),
    Column("key_id", String(200), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("picture", LargeBinary, nullable=False),
    ForeignKeyConstraint(
        ["search_id", "key_id"],
        ["image_searches.id", "image_searches.key_id"],
        ondelete="CASCADE",
        name="fk_image_search_views_search",
    ),
)
"""Normalised query views (PNG). They may show unpublished designs: never among the collection's."""
