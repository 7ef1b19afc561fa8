"""Pending applications in the database, their papers in the blob store."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from gateway.errors import (
    AmendmentMismatchError,
    ApplicationNotFoundError,
    ApplicationNumberTakenError,
)
from gateway.pending.filed_version import FiledVersion
from gateway.store.application_rows import (
    ORDERS,
    deadlines_of,
    fact_columns,
    insert_version,
    replace_deadlines,
    results_of,
    summaries,
    summary_of,
    the_application,
    unpack,
    versions_of,
)
from gateway.store.application_tables import (
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
    ExaminationOrder,
    PaperSummary,
)
from shared.model.identification import ApplicationKind

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
                        **fact_columns(version),
                    )
                )
                insert_version(connection, application_id, 1, version, papers, (owner, now))
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
                .where(*the_application(application_id, owner))
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
            facts = fact_columns(version)
            stated = facts.pop("application_number")
            if None not in (stated, row.application_number) and stated != row.application_number:
                raise AmendmentMismatchError
            connection.execute(
                sa.update(APPLICATIONS)
                .where(_A.id == application_id)
                .values(application_number=row.application_number or stated, **facts)
            )
            insert_version(connection, application_id, row.version, version, papers, (by, now))
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
                replace_deadlines(connection, application_id, change.deadlines)
        return found.rowcount > 0

    def find(self, application_id: str, owner: str | None) -> ApplicationRecord | None:
        """The record, if it is the owner's."""
        with self._engine.connect() as connection:
            row = connection.execute(
                summaries().where(*the_application(application_id, owner))
            ).first()
            if row is None:
                return None
            return ApplicationRecord(
                **summary_of(row).model_dump(),
                classifications=tuple(symbol for symbol in row.ipc.split(";") if symbol),
                versions=versions_of(connection, application_id),
                deadlines=deadlines_of(connection, application_id),
                results=results_of(connection, application_id),
            )

    def page(
        self, owner: str | None, chosen: ApplicationFilter, after: PageMark | None, limit: int
    ) -> tuple[list[ApplicationSummary], PageMark | None]:
        """At most ``limit`` summaries, newest first, and where to go on (``None``: the end)."""
        query = summaries()
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
        return [summary_of(row) for row in rows[:limit]], mark

    def case_file(self, application_id: str, number: int, owner: str | None) -> bytes | None:
        """The case file of a version, as JSON."""
        query = (
            sa.select(_V.case_file)
            .join(APPLICATIONS, _A.id == _V.application_id)
            .where(*the_application(application_id, owner), _V.number == number)
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
            .where(*the_application(application_id, owner), _V.number == number)
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
            .where(
                *the_application(application_id, owner), CHECK_RESULTS.c.check_name == check.value
            )
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
