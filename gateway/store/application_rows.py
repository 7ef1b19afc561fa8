"""Pending applications as rows of the database: what a version writes, what a record reads."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from gateway.pending.filed_version import FiledVersion
from gateway.store.application_tables import (
    APPLICATION_DEADLINES,
    APPLICATION_PAPERS,
    APPLICATION_VERSIONS,
    APPLICATIONS,
    CHECK_RESULTS,
)
from shared.contracts.applications import (
    ApplicationSummary,
    CheckName,
    Deadline,
    ExaminationOrder,
    LastResult,
    VersionSummary,
)
from shared.contracts.common import Versions

ORDERS = tuple(ExaminationOrder)
"""``order_rank`` is the index here."""
_A, _V, _P = APPLICATIONS.c, APPLICATION_VERSIONS.c, APPLICATION_PAPERS.c


def pack(data: bytes) -> bytes:
    """As documents are kept: zlib, fast."""
    return zlib.compress(data, 1)


def unpack(data: bytes) -> bytes:
    """The document."""
    return zlib.decompress(data)


def the_application(application_id: str, owner: str | None) -> list[sa.ColumnElement[bool]]:
    """Conditions for one application, if it is the owner's (``None``: anybody's)."""
    conditions = [_A.id == application_id]
    return conditions if owner is None else [*conditions, _A.owner_key_id == owner]


def fact_columns(version: FiledVersion) -> dict[str, Any]:
    """Columns of ``applications`` that a version decides."""
    facts = version.facts
    return {
        "application_number": facts.application_number,
        "kind": None if facts.kind is None else facts.kind.value,
        "route": facts.route.value,
        "filing_date": facts.filing_date,
        "title": facts.title,
        "ipc": facts.ipc,
        "agency": facts.agency,
        "facts_sha256": version.facts_sha256,
    }


def insert_version(
    connection: sa.Connection,
    application_id: str,
    number: int,
    version: FiledVersion,
    papers: Sequence[dict[str, object]],
    origin: tuple[str, datetime],
) -> None:
    """Keep a version with its papers; ``origin`` is who sent it and when."""
    by, now = origin
    connection.execute(
        sa.insert(APPLICATION_VERSIONS).values(
            application_id=application_id,
            number=number,
            created_at=now,
            created_by=by,
            input_name=version.name,
            input_sha256=version.sha256,
            facts_sha256=version.facts_sha256,
            case_file=pack(version.case_file),
        )
    )
    if papers:
        rows = [{"application_id": application_id, "version": number, **one} for one in papers]
        connection.execute(sa.insert(APPLICATION_PAPERS), rows)


def replace_deadlines(
    connection: sa.Connection, application_id: str, deadlines: Sequence[Deadline]
) -> None:
    """Set an application's deadlines."""
    table = APPLICATION_DEADLINES
    connection.execute(sa.delete(table).where(table.c.application_id == application_id))
    rows = [
        {"application_id": application_id, "position": position, "kind": one.kind, "due": one.due}
        for position, one in enumerate(deadlines, 1)
    ]
    if rows:
        connection.execute(sa.insert(table), rows)


def summaries() -> sa.Select[Any]:
    """Applications with their next deadline."""
    next_deadline = (
        sa.select(sa.func.min(APPLICATION_DEADLINES.c.due))
        .where(APPLICATION_DEADLINES.c.application_id == _A.id)
        .scalar_subquery()
    )
    return sa.select(APPLICATIONS, next_deadline.label("next_deadline"))


def summary_of(row: sa.Row[Any]) -> ApplicationSummary:
    """The summary that a row of ``summaries`` is."""
    return ApplicationSummary(
        id=row.id,
        created_at=row.created_at,
        state=row.state,
        order=ORDERS[row.order_rank],
        kind=row.kind,
        route=row.route,
        filing_date=row.filing_date,
        art_unit=row.art_unit,
        version=row.version,
        next_deadline=row.next_deadline,
        application_number=row.application_number,
        title=row.title,
    )


def versions_of(connection: sa.Connection, application_id: str) -> tuple[VersionSummary, ...]:
    """An application's versions, the first one first."""
    papers = (
        sa.select(sa.func.count())
        .where(_P.application_id == _V.application_id, _P.version == _V.number)
        .scalar_subquery()
    )
    query = (
        sa.select(_V.number, _V.created_at, _V.input_name, _V.input_sha256, papers.label("papers"))
        .where(_V.application_id == application_id)
        .order_by(_V.number)
    )
    return tuple(VersionSummary(**row) for row in connection.execute(query).mappings())


def deadlines_of(connection: sa.Connection, application_id: str) -> tuple[Deadline, ...]:
    """An application's deadlines, the nearest first."""
    table = APPLICATION_DEADLINES.c
    query = sa.select(table.kind, table.due).where(table.application_id == application_id)
    rows = connection.execute(query.order_by(table.due, table.position)).mappings()
    return tuple(Deadline(**row) for row in rows)


def results_of(connection: sa.Connection, application_id: str) -> tuple[LastResult, ...]:
    """The last result of each check."""
    table = CHECK_RESULTS.c
    query = sa.select(
        table.check_name, table.version, table.made_at, table.versions, table.findings, table.errors
    ).where(table.application_id == application_id)
    return tuple(
        LastResult(
            check=CheckName(row.check_name),
            version=row.version,
            made_at=row.made_at,
            versions=Versions.model_validate_json(row.versions),
            findings=row.findings,
            errors=row.errors,
        )
        for row in connection.execute(query.order_by(table.check_name))
    )
