"""Designs, views, vectors per model, changes, active model."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the first tables."""
    op.create_table(
        "designs",
        sa.Column("design_id", sa.String(100), primary_key=True),
        sa.Column("title", sa.Text),
        sa.Column("locarno_class", sa.String(5), index=True),
        sa.Column("filing_date", sa.Date),
        sa.Column("publication_date", sa.Date, index=True),
        sa.Column("applicants", sa.JSON, nullable=False),
        sa.Column("office_code", sa.String(10)),
        sa.Column("source_sha256", sa.String(64)),
    )
    op.create_table(
        "views",
        sa.Column("key", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column(
            "design_id",
            sa.String(100),
            sa.ForeignKey("designs.design_id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("label", sa.Text),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("image_sha256", sa.String(64), nullable=False),
        sa.Column("key_points", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("design_id", "position"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "vectors",
        sa.Column(
            "view_key",
            sa.Integer,
            sa.ForeignKey("views.key", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("model_version", sa.String(40), primary_key=True),
        sa.Column("vector", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "changes",
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("design_id", sa.String(100), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "active_model",
        sa.Column("singleton", sa.Integer, primary_key=True),
        sa.Column("model_version", sa.String(40), nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    for name in ("active_model", "changes", "vectors", "views", "designs"):
        op.drop_table(name)
