"""Tables of pending applications and of their last results."""

from __future__ import annotations

import sqlalchemy as sa

from gateway.store.tables import METADATA, UtcDateTime

APPLICATIONS = sa.Table(
    "applications",
    METADATA,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("owner_key_id", sa.String(32), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("application_number", sa.String(40)),
    sa.Column("kind", sa.String(20)),
    sa.Column("route", sa.String(30), nullable=False),
    sa.Column("filing_date", sa.Date),
    sa.Column("title", sa.Text),
    sa.Column("ipc", sa.Text, nullable=False),
    sa.Column("agency", sa.String(200)),
    sa.Column("state", sa.String(30), nullable=False),
    sa.Column("order_rank", sa.SmallInteger, nullable=False),
    sa.Column("art_unit", sa.String(60)),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("facts_sha256", sa.String(64), nullable=False),
    sa.UniqueConstraint("owner_key_id", "application_number"),
    sa.Index(None, "created_at", "id"),
    sa.Index(None, "owner_key_id", "created_at", "id"),
    sa.Index(None, "order_rank", "filing_date", "id"),
)
"""``ipc`` has the symbols as ``;H01L21/02;G06F1/16;``, so that a prefix can be looked for.

``facts_sha256`` is the digest of the current version's case file.
"""

APPLICATION_VERSIONS = sa.Table(
    "application_versions",
    METADATA,
    sa.Column(
        "application_id",
        sa.String(32),
        sa.ForeignKey("applications.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("created_by", sa.String(32), nullable=False),
    sa.Column("input_name", sa.Text, nullable=False),
    sa.Column("input_sha256", sa.String(64), nullable=False),
    sa.Column("facts_sha256", sa.String(64), nullable=False),
    sa.Column("case_file", sa.LargeBinary, nullable=False),
    sa.Index(None, "input_sha256"),
)
"""``case_file`` is the compressed JSON of the model."""

APPLICATION_PAPERS = sa.Table(
    "application_papers",
    METADATA,
    sa.Column("application_id", sa.String(32), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.ForeignKeyConstraint(
        ["application_id", "version"],
        ["application_versions.application_id", "application_versions.number"],
        ondelete="CASCADE",
    ),
)

APPLICATION_DEADLINES = sa.Table(
    "application_deadlines",
    METADATA,
    sa.Column(
        "application_id",
        sa.String(32),
        sa.ForeignKey("applications.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String(60), nullable=False),
    sa.Column("due", sa.Date, nullable=False),
    sa.Index(None, "due"),
)

CHECK_RESULTS = sa.Table(
    "check_results",
    METADATA,
    sa.Column(
        "application_id",
        sa.String(32),
        sa.ForeignKey("applications.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("check_name", sa.String(20), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("facts_sha256", sa.String(64), nullable=False),
    sa.Column("made_at", UtcDateTime, nullable=False),
    sa.Column("versions", sa.Text, nullable=False),
    sa.Column("sources", sa.String(64), nullable=False),
    sa.Column("office_code", sa.String(2), nullable=False),
    sa.Column("kind", sa.String(20)),
    sa.Column("route", sa.String(30), nullable=False),
    sa.Column("profile", sa.String(20), nullable=False),
    sa.Column("governing_date", sa.Date),
    sa.Column("findings", sa.Integer, nullable=False),
    sa.Column("errors", sa.Integer, nullable=False),
    sa.Column("finding_ids", sa.Text, nullable=False),
    sa.Column("document", sa.LargeBinary, nullable=False),
    sa.Index(None, "check_name", "sources"),
)
"""The last result of each check. ``document`` is the compressed JSON of the service's answer.

``sources`` is the digest of all rules behind it (``rule_sets``) or the index version; the columns
from ``office_code`` to ``governing_date`` are the profile, which tells what rules can touch it.
"""

RULE_SETS = sa.Table(
    "rule_sets",
    METADATA,
    sa.Column("sources", sa.String(64), primary_key=True),
    sa.Column("engine", sa.String(64), nullable=False),
    sa.Column("seen_at", UtcDateTime, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
)
"""Every rule set that made a result: JSON of its rules' fingerprints and what they concern."""
