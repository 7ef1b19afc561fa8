"""Recorded searches by age, for those that have been kept long enough."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the index."""
    op.create_index("ix_image_searches_recorded_at", "image_searches", ["recorded_at"])


def downgrade() -> None:
    """Take it away."""
    op.drop_index("ix_image_searches_recorded_at", "image_searches")
