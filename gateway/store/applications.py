"""Pending applications in the database, their papers in the blob store."""

from __future__ import annotations

import uuid
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from gateway.errors import (
    AmendmentMismatchError,
    ApplicationNotFoundError,
    ApplicationNumberTakenError,
)
from gateway.pending.filed_version import FiledVersion
from gateway.store.application_tables import (
    APPLICATION_DEADLINES,
    APPLICATION_PAPERS,
    APPLICATION_VERSIONS,
    APPLICATIONS,
    CHECK_RESULTS,
)
from gateway.store.blobs import BlobStore
from gateway.store.dossiers import PageMark
from shared.contracts.applications import (
    ApplicationChange,
    ApplicationRecord,
    ApplicationState,
    ApplicationSummary,
    CheckName,
    Deadline,
    ExaminationOrder,
    LastResult,
    PaperSummary,
    VersionSummary,
)
from shared.contracts.common import Versions
from shared.model.identification import ApplicationKind

ORDERS = tuple(ExaminationOrder)
"""``order_rank`` is the index here."""
_A, _V, _P = APPLICATIONS.c, APPLICATION_VERSIONS.c, APPLICATION_PAPERS.c


@dataclass(frozen=True)
class Filed:
    """Where a version went; not ``new`` when the owner had sent the same package before."""

    application_id: str
    new: bool


@dataclass(frozen=True)
class ApplicationFilter:
    """Which applications a list shows."""

    state: ApplicationState | None = None
    kind: ApplicationKind | None = None
    art_unit: str | None = None


def pack(data: bytes) -> bytes:
    """As documents are kept: zlib, fast."""
    return zlib.compress(data, 1)


def unpack(data: bytes) -> bytes:
    """The document."""
    return zlib.decompress(data)


class ApplicationStore:
    """Applications by id. ``owner=None`` means: whoever filed it."""

    def __init__(self, engine: Engine, blobs: BlobStore) -> None:
        self._engine = engine
        self._blobs = blobs

    def file(self, version: FiledVersion, owner: str, now: datetime) -> Filed:
        """Keep a new application. Raises ``ApplicationNumberTakenError``."""
        if (known := self._sent_before(version, owner)) is not None:
            return Filed(known, new=False)
        papers = self._put_papers(version)
        application_id = uuid.uuid4().hex
        try:
            with self._engine.begin() as connection:
                connection.execute(
                    sa.insert(APPLICATIONS).values(
                        id=application_id,
                        owner_key_id=owner,
                        created_at=now,
                        state=ApplicationState.FILED.value,
                        order_rank=ORDERS.index(ExaminationOrder.ORDINARY),
                        version=1,
                        **_facts(version),
                    )
                )
                _insert_version(connection, application_id, 1, version, papers, (owner, now))
        except IntegrityError:
            taken = self.with_number(version.facts.application_number, owner)
            if taken is None:
                raise
            raise ApplicationNumberTakenError.by(taken) from None
        return Filed(application_id, new=True)

    def amend(
        self, application_id: str, version: FiledVersion, owner: str | None, by: str, now: datetime
    ) -> Filed:
        """Keep an amendment as the next version.

        The package that is the current version already changes nothing. Raises
        ``ApplicationNotFoundError``, and ``AmendmentMismatchError`` for another application number.
        """
        papers = self._put_papers(version)
        with self._engine.begin() as connection:
            # Written first: the row is locked, so that two amendments get two numbers.
            moved = connection.execute(
                sa.update(APPLICATIONS)
                .where(*_seen(application_id, owner))
                .values(version=_A.version + 1)
            )
            if moved.rowcount == 0:
                raise ApplicationNotFoundError
            row = connection.execute(
                sa.select(_A.version, _A.application_number).where(_A.id == application_id)
            ).one()
            current = connection.scalar(
                sa.select(_V.input_sha256).where(
                    _V.application_id == application_id, _V.number == row.version - 1
                )
            )
            if current == version.sha256:
                connection.rollback()
                return Filed(application_id, new=False)
            facts = _facts(version)
            stated = facts.pop("application_number")
            if None not in (stated, row.application_number) and stated != row.application_number:
                raise AmendmentMismatchError
            connection.execute(
                sa.update(APPLICATIONS)
                .where(_A.id == application_id)
                .values(application_number=row.application_number or stated, **facts)
            )
            _insert_version(connection, application_id, row.version, version, papers, (by, now))
        return Filed(application_id, new=True)

    def with_number(self, application_number: str | None, owner: str) -> str | None:
        """Id of the owner's application with this number."""
        if application_number is None:
            return None
        query = sa.select(_A.id).where(
            _A.owner_key_id == owner, _A.application_number == application_number
        )
        with self._engine.connect() as connection:
            return connection.scalar(query)

    def change(self, application_id: str, change: ApplicationChange) -> bool:
        """Set what the office decides; false when there is no such application."""
        values: dict[str, object] = {}
        if change.state is not None:
            values["state"] = change.state.value
        if change.order is not None:
            values["order_rank"] = ORDERS.index(change.order)
        if change.art_unit is not None:
            values["art_unit"] = change.art_unit
        with self._engine.begin() as connection:
            # An update even where nothing is to be set tells whether the row exists, and locks it.
            found = connection.execute(
                sa.update(APPLICATIONS)
                .where(_A.id == application_id)
                .values(**(values or {"state": _A.state}))
            )
            if found.rowcount and change.deadlines is not None:
                _replace_deadlines(connection, application_id, change.deadlines)
        return found.rowcount > 0

    def find(self, application_id: str, owner: str | None) -> ApplicationRecord | None:
        """The record, if it is the owner's."""
        with self._engine.connect() as connection:
            row = connection.execute(_summaries().where(*_seen(application_id, owner))).first()
            if row is None:
                return None
            return ApplicationRecord(
                **_summary(row).model_dump(),
                classifications=tuple(symbol for symbol in row.ipc.split(";") if symbol),
                versions=_versions(connection, application_id),
                deadlines=_deadlines(connection, application_id),
                results=_results(connection, application_id),
            )

    def page(
        self, owner: str | None, chosen: ApplicationFilter, after: PageMark | None, limit: int
    ) -> tuple[list[ApplicationSummary], PageMark | None]:
        """At most ``limit`` summaries, newest first, and where to go on (``None``: the end)."""
        query = _summaries()
        if owner is not None:
            query = query.where(_A.owner_key_id == owner)
        if chosen.state is not None:
            query = query.where(_A.state == chosen.state.value)
        if chosen.kind is not None:
            query = query.where(_A.kind == chosen.kind.value)
        if chosen.art_unit is not None:
            query = query.where(_A.art_unit == chosen.art_unit)
        if after is not None:
            earlier = sa.and_(_A.created_at == after.created_at, _A.id < after.id)
            query = query.where(sa.or_(_A.created_at < after.created_at, earlier))
        query = query.order_by(_A.created_at.desc(), _A.id.desc()).limit(limit + 1)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        last = rows[limit - 1] if len(rows) > limit else None
        mark = None if last is None else PageMark(last.created_at, last.id)
        return [_summary(row) for row in rows[:limit]], mark

    def case_file(self, application_id: str, number: int, owner: str | None) -> bytes | None:
        """The case file of a version, as JSON."""
        query = (
            sa.select(_V.case_file)
            .join(APPLICATIONS, _A.id == _V.application_id)
            .where(*_seen(application_id, owner), _V.number == number)
        )
        with self._engine.connect() as connection:
            packed = connection.scalar(query)
        return None if packed is None else unpack(packed)

    def papers(
        self, application_id: str, number: int, owner: str | None
    ) -> list[PaperSummary] | None:
        """The papers of a version, in their order; ``None`` when there is no such version."""
        query = (
            sa.select(_P.position, _P.path, _P.sha256, _P.size)
            .where(_P.application_id == application_id, _P.version == number)
            .order_by(_P.position)
        )
        exists = (
            sa.select(_V.number)
            .join(APPLICATIONS, _A.id == _V.application_id)
            .where(*_seen(application_id, owner), _V.number == number)
        )
        with self._engine.connect() as connection:
            if connection.execute(exists).first() is None:
                return None
            rows = connection.execute(query).mappings()
            return [PaperSummary(**row) for row in rows]

    def paper(self, sha256: str) -> bytes | None:
        """The bytes of a paper; ``None`` when the blob store has lost them."""
        return self._blobs.get(sha256)

    def result(self, application_id: str, check: CheckName, owner: str | None) -> bytes | None:
        """The last answer of a check, as JSON."""
        query = (
            sa.select(CHECK_RESULTS.c.document)
            .join(APPLICATIONS, _A.id == CHECK_RESULTS.c.application_id)
            .where(*_seen(application_id, owner), CHECK_RESULTS.c.check_name == check.value)
        )
        with self._engine.connect() as connection:
            packed = connection.scalar(query)
        return None if packed is None else unpack(packed)

    def _sent_before(self, version: FiledVersion, owner: str) -> str | None:
        query = (
            sa.select(_V.application_id)
            .join(APPLICATIONS, _A.id == _V.application_id)
            .where(_A.owner_key_id == owner, _V.input_sha256 == version.sha256)
            .order_by(_V.created_at)
        )
        with self._engine.connect() as connection:
            return connection.scalar(query)

    def _put_papers(self, version: FiledVersion) -> list[dict[str, object]]:
        return [
            {"position": position, "path": path, "sha256": self._blobs.put(data), "size": len(data)}
            for position, (path, data) in enumerate(version.papers(), 1)
        ]


def _seen(application_id: str, owner: str | None) -> list[sa.ColumnElement[bool]]:
    conditions = [_A.id == application_id]
    return conditions if owner is None else [*conditions, _A.owner_key_id == owner]


def _facts(version: FiledVersion) -> dict[str, Any]:
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


def _insert_version(
    connection: sa.Connection,
    application_id: str,
    number: int,
    version: FiledVersion,
    papers: Sequence[dict[str, object]],
    origin: tuple[str, datetime],
) -> None:
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


def _replace_deadlines(
    connection: sa.Connection, application_id: str, deadlines: Sequence[Deadline]
) -> None:
    table = APPLICATION_DEADLINES
    connection.execute(sa.delete(table).where(table.c.application_id == application_id))
    rows = [
        {"application_id": application_id, "position": position, "kind": one.kind, "due": one.due}
        for position, one in enumerate(deadlines, 1)
    ]
    if rows:
        connection.execute(sa.insert(table), rows)


def _summaries() -> sa.Select[Any]:
    next_deadline = (
        sa.select(sa.func.min(APPLICATION_DEADLINES.c.due))
        .where(APPLICATION_DEADLINES.c.application_id == _A.id)
        .scalar_subquery()
    )
    return sa.select(APPLICATIONS, next_deadline.label("next_deadline"))


def _summary(row: sa.Row[Any]) -> ApplicationSummary:
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


def _versions(connection: sa.Connection, application_id: str) -> tuple[VersionSummary, ...]:
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


def _deadlines(connection: sa.Connection, application_id: str) -> tuple[Deadline, ...]:
    table = APPLICATION_DEADLINES.c
    query = sa.select(table.kind, table.due).where(table.application_id == application_id)
    rows = connection.execute(query.order_by(table.due, table.position)).mappings()
    return tuple(Deadline(**row) for row in rows)


def _results(connection: sa.Connection, application_id: str) -> tuple[LastResult, ...]:
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
