"""Recorded searches, search reports, corrections of documents.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "prior_art_searches",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("key_id", sa.String(200), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("collection", sa.String(63), nullable=False),
        sa.Column("request", sa.LargeBinary, nullable=False),
        sa.Column("result", sa.LargeBinary, nullable=False),
        sa.Column("result_sha256", sa.String(64), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", "key_id", name="pk_prior_art_searches"),
    )
    op.create_index("ix_prior_art_searches_key_id", "prior_art_searches", ["key_id", "recorded_at"])
    op.create_table(
        "prior_art_reports",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("key_id", sa.String(200), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("report", sa.LargeBinary, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", "key_id", name="pk_prior_art_reports"),
    )
    op.create_table(
        "prior_art_corrections",
        sa.Column("collection", sa.String(63), nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("key_id", sa.String(200), nullable=False),
        sa.Column("fields", sa.String(1000), nullable=False),
        sa.Column("reason", sa.String(1000), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("collection", "sequence", name="pk_prior_art_corrections"),
        sa.ForeignKeyConstraint(
            ["collection"],
            ["prior_art_collections.name"],
            name="fk_prior_art_corrections_collection",
        ),
    )


def downgrade() -> None:
    op.drop_table("prior_art_corrections")
    op.drop_table("prior_art_reports")
    op.drop_table("prior_art_searches")
