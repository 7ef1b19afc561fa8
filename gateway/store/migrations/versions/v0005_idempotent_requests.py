"""Requests with an idempotency key and their answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "idempotent_requests",
        sa.Column("key_id", sa.String(32), nullable=False),
        sa.Column("key_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(32), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("template", sa.String(200)),
        sa.Column("status", sa.Integer),
        sa.Column("headers", sa.Text),
        sa.Column("body", sa.LargeBinary),
        sa.PrimaryKeyConstraint("key_id", "key_digest", name="pk_idempotent_requests"),
    )
    op.create_index("ix_idempotent_requests_started_at", "idempotent_requests", ["started_at"])


def downgrade() -> None:
    """Remove it."""
    op.drop_table("idempotent_requests")
