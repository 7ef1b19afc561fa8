"""Collections, documents and their versions.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "prior_art_collections",
        sa.Column("name", sa.String(63), nullable=False),
        sa.Column("access", sa.String(20), nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("documents", sa.BigInteger, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("name", name="pk_prior_art_collections"),
    )
    op.create_table(
        "prior_art_documents",
        sa.Column("collection", sa.String(63), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("deleted", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("collection", "key", name="pk_prior_art_documents"),
        sa.ForeignKeyConstraint(
            ["collection"],
            ["prior_art_collections.name"],
            name="fk_prior_art_documents_collection",
        ),
    )
    op.create_index(
        "ix_prior_art_documents_sequence", "prior_art_documents", ["collection", "sequence"]
    )
    op.create_table(
        "prior_art_document_versions",
        sa.Column("collection", sa.String(63), nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("collection", "sequence", name="pk_prior_art_document_versions"),
        sa.ForeignKeyConstraint(
            ["collection"],
            ["prior_art_collections.name"],
            name="fk_prior_art_document_versions_collection",
        ),
    )
    op.create_index(
        "ix_prior_art_document_versions_key", "prior_art_document_versions", ["collection", "key"]
    )


def downgrade() -> None:
    op.drop_table("prior_art_document_versions")
    op.drop_table("prior_art_documents")
    op.drop_table("prior_art_collections")
