"""Tables of the gateway's database (SQLAlchemy Core). Changed by migrations only."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Dialect


class UtcDateTime(sa.TypeDecorator[datetime]):
    """Times in UTC on every database; SQLite forgets zones."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """To UTC; a time without zone is an error."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """With its zone."""
        if value is None or value.tzinfo is not None:
            return None if value is None else value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

API_KEYS = sa.Table(
    "api_keys",
    METADATA,
    sa.Column("id", sa.String(12), primary_key=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("digest", sa.LargeBinary(32), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("revoked_at", UtcDateTime),
)

DOSSIERS = sa.Table(
    "dossiers",
    METADATA,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("owner_key_id", sa.String(32), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("input_sha256", sa.String(64), nullable=False),
    sa.Column("summary", sa.Text, nullable=False),
    sa.Column("document", sa.LargeBinary, nullable=False),
    sa.Index(None, "created_at", "id"),
    sa.Index(None, "owner_key_id", "created_at", "id"),
)
"""``summary`` and ``document`` are the JSON of the contracts, so that a list never loads texts."""

DOSSIER_IMAGES = sa.Table(
    "dossier_images",
    METADATA,
    sa.Column(
        "dossier_id",
        sa.String(32),
        sa.ForeignKey("dossiers.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
)
"""Images that a report shows, by their path in the package; the bytes are in the blob store."""

HINT_TICKETS = sa.Table(
    "hint_tickets",
    METADATA,
    sa.Column("digest", sa.LargeBinary(32), primary_key=True),
    sa.Column("key_id", sa.String(32), nullable=False),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("expires_at", UtcDateTime, nullable=False),
    sa.Column("session_ends_at", UtcDateTime),
    sa.Index(None, "expires_at"),
)
"""Tickets that were issued and not yet used, by their SHA-256."""

AUDIT_ENTRIES = sa.Table(
    "audit_entries",
    METADATA,
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("key_id", sa.String(32), nullable=False),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("action", sa.String(200), nullable=False),
    sa.Column("object", sa.String(500), nullable=False),
    sa.Column("status", sa.Integer, nullable=False),
    sa.Column("request_id", sa.String(64), nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("algorithm", sa.String(10), nullable=False),
    sa.Column("digest", sa.LargeBinary(32), nullable=False),
)
"""The audit log (``gateway.audit``). Triggers refuse to change a row, or to delete one that stands
behind the last checkpoint."""

AUDIT_CHECKPOINTS = sa.Table(
    "audit_checkpoints",
    METADATA,
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("digest", sa.LargeBinary(32), nullable=False),
    sa.Column("archive", sa.String(64), nullable=False),
)
"""The last entry of what was moved into an archive, and the SHA-256 of that file. Append-only."""

IDEMPOTENT_REQUESTS = sa.Table(
    "idempotent_requests",
    METADATA,
    sa.Column("key_id", sa.String(32), primary_key=True),
    sa.Column("key_digest", sa.LargeBinary(32), primary_key=True),
    sa.Column("fingerprint", sa.LargeBinary(32), nullable=False),
    sa.Column("started_at", UtcDateTime, nullable=False),
    sa.Column("template", sa.String(200)),
    sa.Column("status", sa.Integer),
    sa.Column("headers", sa.Text),
    sa.Column("body", sa.LargeBinary),
    sa.Index(None, "started_at"),
)
"""Requests with an ``Idempotency-Key`` of the last day; ``status`` is null until they are answered."""
