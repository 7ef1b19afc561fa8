"""Recorded searches; applicants' names in the form in which they are compared."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.design_image.domain.design import applicant_key

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables and the column, and fill it."""
    op.add_column(
        "designs", sa.Column("applicant_keys", sa.Text, nullable=False, server_default="")
    )
    _fill_applicant_keys()
    op.create_table(
        "image_searches",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("key_id", sa.String(200), primary_key=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("request", sa.LargeBinary, nullable=False),
        sa.Column("result", sa.LargeBinary, nullable=False),
        sa.Column("result_sha256", sa.String(64), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "image_search_views",
        sa.Column("search_id", sa.String(40), primary_key=True),
        sa.Column("key_id", sa.String(200), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("picture", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(
            ["search_id", "key_id"],
            ["image_searches.id", "image_searches.key_id"],
            ondelete="CASCADE",
            name="fk_image_search_views_search",
        ),
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("image_search_views")
    op.drop_table("image_searches")
    op.drop_column("designs", "applicant_keys")


def _fill_applicant_keys() -> None:
    designs = sa.table(
        "designs",
        sa.column("design_id", sa.String),
        sa.column("applicants", sa.JSON),
        sa.column("applicant_keys", sa.Text),
    )
    connection = op.get_bind()
    known = connection.execute(sa.select(designs.c.design_id, designs.c.applicants)).all()
    for design_id, applicants in known:
        if applicants:
            connection.execute(
                designs.update()
                .where(designs.c.design_id == design_id)
                .values(applicant_keys="\n".join(applicant_key(name) for name in applicants))
            )
