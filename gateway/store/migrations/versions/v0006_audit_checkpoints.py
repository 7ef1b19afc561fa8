"""Where the audit log begins once its oldest entries were moved into an archive."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_KEPT = "OLD.number > COALESCE((SELECT MAX(number) FROM audit_checkpoints), 0)"
_SQLITE = (
    "DROP TRIGGER audit_entries_DELETE",
    f"""
CREATE TRIGGER audit_entries_DELETE BEFORE DELETE ON audit_entries WHEN {_KEPT}
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
""",
    *(
        f"""
CREATE TRIGGER audit_checkpoints_{verb} BEFORE {verb} ON audit_checkpoints
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
"""
        for verb in ("UPDATE", "DELETE")
    ),
)
_POSTGRESQL = (
    "DROP TRIGGER audit_entries_refuse ON audit_entries",
    """
CREATE TRIGGER audit_entries_refuse BEFORE UPDATE OR TRUNCATE ON audit_entries
FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_refuse()
""",
    f"""
CREATE FUNCTION audit_entries_keep() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF {_KEPT} THEN RAISE EXCEPTION 'the audit log is append-only'; END IF;
  RETURN OLD;
END $$
""",
    """
CREATE TRIGGER audit_entries_keep BEFORE DELETE ON audit_entries
FOR EACH ROW EXECUTE FUNCTION audit_entries_keep()
""",
    """
CREATE TRIGGER audit_checkpoints_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoints
FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_refuse()
""",
)
_SQLITE_BEFORE = (
    "DROP TRIGGER audit_entries_DELETE",
    """
CREATE TRIGGER audit_entries_DELETE BEFORE DELETE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
""",
)
_POSTGRESQL_BEFORE = (
    "DROP TRIGGER audit_entries_keep ON audit_entries",
    "DROP FUNCTION audit_entries_keep()",
    "DROP TRIGGER audit_entries_refuse ON audit_entries",
    """
CREATE TRIGGER audit_entries_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_refuse()
""",
)


def upgrade() -> None:
    """Create the table, and let entries up to a checkpoint be deleted."""
    op.create_table(
        "audit_checkpoints",
        sa.Column("number", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("archive", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit_checkpoints"),
    )
    postgresql = op.get_context().dialect.name == "postgresql"
    for statement in _POSTGRESQL if postgresql else _SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """Remove it. A log that was cut then looks broken: its archives still prove it."""
    postgresql = op.get_context().dialect.name == "postgresql"
    for statement in _POSTGRESQL_BEFORE if postgresql else _SQLITE_BEFORE:
        op.execute(statement)
    op.drop_table("audit_checkpoints")
