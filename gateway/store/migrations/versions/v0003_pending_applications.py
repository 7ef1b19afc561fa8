"""Pending applications, their last results, and batch re-checks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TABLES = (
    "application_papers",
    "recheck_items",
    "recheck_chunks",
    "check_results",
    "application_versions",
    "application_deadlines",
    "rule_sets",
    "rechecks",
    "recheck_workers",
    "applications",
)
"""Those that refer to others first."""


def upgrade() -> None:
    """Create the tables."""
    time = sa.DateTime(timezone=True)
    op.create_table(
        "applications",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner_key_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", time, nullable=False),
        sa.Column("application_number", sa.String(length=40)),
        sa.Column("kind", sa.String(length=20)),
        sa.Column("route", sa.String(length=30), nullable=False),
        sa.Column("filing_date", sa.Date()),
        sa.Column("title", sa.Text()),
        sa.Column("ipc", sa.Text(), nullable=False),
        sa.Column("agency", sa.String(length=200)),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("order_rank", sa.SmallInteger(), nullable=False),
        sa.Column("art_unit", sa.String(length=60)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("facts_sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_applications"),
        sa.UniqueConstraint(
            "owner_key_id",
            "application_number",
            name="uq_applications_owner_key_id_application_number",
        ),
    )
    op.create_index("ix_applications_created_at_id", "applications", ["created_at", "id"])
    op.create_index(
        "ix_applications_order_rank_filing_date_id",
        "applications",
        ["order_rank", "filing_date", "id"],
    )
    op.create_index(
        "ix_applications_owner_key_id_created_at_id",
        "applications",
        ["owner_key_id", "created_at", "id"],
    )
    op.create_table(
        "recheck_workers",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("beat", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_recheck_workers"),
    )
    op.create_table(
        "rechecks",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner_key_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", time, nullable=False),
        sa.Column("finished_at", time),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("checks", sa.Text(), nullable=False),
        sa.Column("selection", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("delayed_by", sa.String(length=100)),
        sa.PrimaryKeyConstraint("id", name="pk_rechecks"),
    )
    op.create_index("ix_rechecks_created_at_id", "rechecks", ["created_at", "id"])
    op.create_index("ix_rechecks_state", "rechecks", ["state"])
    op.create_table(
        "rule_sets",
        sa.Column("sources", sa.String(length=64), nullable=False),
        sa.Column("engine", sa.String(length=64), nullable=False),
        sa.Column("seen_at", time, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sources", name="pk_rule_sets"),
    )
    op.create_table(
        "application_deadlines",
        sa.Column("application_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name="fk_application_deadlines_application_id_applications",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("application_id", "position", name="pk_application_deadlines"),
    )
    op.create_index("ix_application_deadlines_due", "application_deadlines", ["due"])
    op.create_table(
        "application_versions",
        sa.Column("application_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_at", time, nullable=False),
        sa.Column("created_by", sa.String(length=32), nullable=False),
        sa.Column("input_name", sa.Text(), nullable=False),
        sa.Column("input_sha256", sa.String(length=64), nullable=False),
        sa.Column("facts_sha256", sa.String(length=64), nullable=False),
        sa.Column("case_file", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name="fk_application_versions_application_id_applications",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("application_id", "number", name="pk_application_versions"),
    )
    op.create_index(
        "ix_application_versions_input_sha256", "application_versions", ["input_sha256"]
    )
    op.create_table(
        "check_results",
        sa.Column("application_id", sa.String(length=32), nullable=False),
        sa.Column("check_name", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("facts_sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", time, nullable=False),
        sa.Column("versions", sa.Text(), nullable=False),
        sa.Column("sources", sa.String(length=64), nullable=False),
        sa.Column("office_code", sa.String(length=2), nullable=False),
        sa.Column("kind", sa.String(length=20)),
        sa.Column("route", sa.String(length=30), nullable=False),
        sa.Column("profile", sa.String(length=20), nullable=False),
        sa.Column("governing_date", sa.Date()),
        sa.Column("findings", sa.Integer(), nullable=False),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("finding_ids", sa.Text(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name="fk_check_results_application_id_applications",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("application_id", "check_name", name="pk_check_results"),
    )
    op.create_index(
        "ix_check_results_check_name_sources", "check_results", ["check_name", "sources"]
    )
    op.create_table(
        "recheck_chunks",
        sa.Column("job_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("order_rank", sa.SmallInteger(), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("new", sa.Integer(), server_default="0", nullable=False),
        sa.Column("cleared", sa.Integer(), server_default="0", nullable=False),
        sa.Column("unchanged", sa.Integer(), server_default="0", nullable=False),
        sa.Column("changed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("unconfirmed", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["job_id"],
            ["rechecks.id"],
            name="fk_recheck_chunks_job_id_rechecks",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("job_id", "number", name="pk_recheck_chunks"),
    )
    op.create_table(
        "recheck_items",
        sa.Column("job_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("chunk", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("order_rank", sa.SmallInteger(), nullable=False),
        sa.Column("art_unit", sa.String(length=60)),
        sa.Column("version", sa.Integer()),
        sa.Column("finished_at", time),
        sa.Column("crashes", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("problem", sa.String(length=100)),
        sa.Column("differences", sa.Text(), server_default="[]", nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name="fk_recheck_items_application_id_applications",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["job_id"], ["rechecks.id"], name="fk_recheck_items_job_id_rechecks", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("job_id", "position", name="pk_recheck_items"),
    )
    op.create_index(
        "ix_recheck_items_job_id_chunk_state", "recheck_items", ["job_id", "chunk", "state"]
    )
    op.create_table(
        "application_papers",
        sa.Column("application_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id", "version"],
            ["application_versions.application_id", "application_versions.number"],
            name="fk_application_papers_application_id_application_versions",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "application_id", "version", "position", name="pk_application_papers"
        ),
    )


def downgrade() -> None:
    """Remove them."""
    for table in _TABLES:
        op.drop_table(table)
