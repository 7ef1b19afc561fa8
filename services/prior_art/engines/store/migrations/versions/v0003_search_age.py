"""Recorded searches by age, for those that have been kept long enough.

Revision ID: 0003
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_prior_art_searches_recorded_at", "prior_art_searches", ["recorded_at"])


def downgrade() -> None:
    op.drop_index("ix_prior_art_searches_recorded_at", "prior_art_searches")
