"""Keys, dossiers and their images."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the first tables."""
    time = sa.DateTime(timezone=True)
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(12), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("created_at", time, nullable=False),
        sa.Column("revoked_at", time),
        sa.PrimaryKeyConstraint("id", name="pk_api_keys"),
    )
    op.create_table(
        "dossiers",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("owner_key_id", sa.String(32), nullable=False),
        sa.Column("created_at", time, nullable=False),
        sa.Column("input_sha256", sa.String(64), nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("document", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dossiers"),
    )
    op.create_index("ix_dossiers_created_at_id", "dossiers", ["created_at", "id"])
    op.create_index(
        "ix_dossiers_owner_key_id_created_at_id", "dossiers", ["owner_key_id", "created_at", "id"]
    )
    op.create_table(
        "dossier_images",
        sa.Column("dossier_id", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", "position", name="pk_dossier_images"),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossiers.id"],
            name="fk_dossier_images_dossier_id_dossiers",
            ondelete="CASCADE",
        ),
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_table("dossier_images")
    op.drop_table("dossiers")
    op.drop_table("api_keys")
