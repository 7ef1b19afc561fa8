"""One-time tickets for hint sessions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    time = sa.DateTime(timezone=True)
    op.create_table(
        "hint_tickets",
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("key_id", sa.String(32), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("expires_at", time, nullable=False),
        sa.Column("session_ends_at", time),
        sa.PrimaryKeyConstraint("digest", name="pk_hint_tickets"),
    )
    op.create_index("ix_hint_tickets_expires_at", "hint_tickets", ["expires_at"])


def downgrade() -> None:
    """Remove it."""
    op.drop_table("hint_tickets")
