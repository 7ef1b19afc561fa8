"""Tables of batch re-checks. The rows are the truth; the queue can be made from them again."""

from __future__ import annotations

import sqlalchemy as sa

from gateway.store.tables import METADATA, UtcDateTime

RECHECKS = sa.Table(
    "rechecks",
    METADATA,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("owner_key_id", sa.String(32), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("finished_at", UtcDateTime),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("priority", sa.SmallInteger, nullable=False),
    sa.Column("checks", sa.Text, nullable=False),
    sa.Column("selection", sa.Text, nullable=False),
    sa.Column("as_of", sa.Date, nullable=False),
    sa.Column("delayed_by", sa.String(100)),
    sa.Index(None, "created_at", "id"),
    sa.Index(None, "state"),
)

RECHECK_CHUNKS = sa.Table(
    "recheck_chunks",
    METADATA,
    sa.Column(
        "job_id", sa.String(32), sa.ForeignKey("rechecks.id", ondelete="CASCADE"), primary_key=True
    ),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("generation", sa.Integer, nullable=False),
    sa.Column("order_rank", sa.SmallInteger, nullable=False),
    sa.Column("items", sa.Integer, nullable=False),
    *(
        sa.Column(name, sa.Integer, nullable=False, server_default="0")
        for name in ("done", "failed", "new", "cleared", "unchanged", "changed", "unconfirmed")
    ),
)
"""What is queued: a run of items. ``generation`` is part of the queued work's name."""

RECHECK_ITEMS = sa.Table(
    "recheck_items",
    METADATA,
    sa.Column(
        "job_id", sa.String(32), sa.ForeignKey("rechecks.id", ondelete="CASCADE"), primary_key=True
    ),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("chunk", sa.Integer, nullable=False),
    sa.Column(
        "application_id",
        sa.String(32),
        sa.ForeignKey("applications.id", ondelete="CASCADE"),
        nullable=False,
    ),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("order_rank", sa.SmallInteger, nullable=False),
    sa.Column("art_unit", sa.String(60)),
    sa.Column("version", sa.Integer),
    sa.Column("finished_at", UtcDateTime),
    sa.Column("crashes", sa.SmallInteger, nullable=False, server_default="0"),
    sa.Column("problem", sa.String(100)),
    sa.Column("differences", sa.Text, nullable=False, server_default="[]"),
    sa.Index(None, "job_id", "chunk", "state"),
)

RECHECK_WORKERS = sa.Table(
    "recheck_workers",
    METADATA,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("beat", sa.BigInteger, nullable=False),
)
"""Heartbeats: a counter that stands still is a worker that is gone. No clock is compared."""
