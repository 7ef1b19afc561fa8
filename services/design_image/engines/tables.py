"""Tables of the collection. The migrations in ``migrations/`` make them; a test compares both."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    Date,
    ForeignKey,
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
)

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
