"""The truth: designs, their views and key points in SQL. Vectors: ``vector_store``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from services.design_image.domain.descriptors.key_points import KeyPoints
from services.design_image.domain.design import (
    DescribedView,
    DesignFacts,
    SearchFilter,
    StoredDesign,
    StoredView,
    applicant_key,
)
from services.design_image.engines.database import writing
from services.design_image.engines.index import Keys
from services.design_image.engines.rows import (
    batches,
    facts_of_row,
    key_points_from,
    packed_key_points,
    packed_vector,
    view_columns,
    view_of_row,
)
from services.design_image.engines.tables import changes, designs, vectors, views


class DesignStore:
    """Reads and writes of the collection. Every write is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def close(self) -> None:
        """Release the connections."""
        self._engine.dispose()

    def put(
        self, facts: DesignFacts, described: Sequence[DescribedView], model: str, source: str
    ) -> bool:
        """Add a design or replace it whole; whether it was there before.

        ``source`` is a digest of all that it was made from, see ``source_of``.
        """
        with writing(self._engine) as connection:
            replaced = self._remove(connection, facts.design_id)
            connection.execute(
                designs.insert().values(
                    design_id=facts.design_id,
                    title=facts.title,
                    locarno_class=facts.locarno_class,
                    filing_date=facts.filing_date,
                    publication_date=facts.publication_date,
                    applicants=list(facts.applicants),
                    office_code=facts.office_code,
                    source_sha256=source,
                    applicant_keys="\n".join(applicant_key(name) for name in facts.applicants),
                )
            )
            for position, view in enumerate(described, start=1):
                inserted = connection.execute(
                    views.insert().values(
                        design_id=facts.design_id,
                        position=position,
                        kind=view.facts.kind.value,
                        label=view.facts.label,
                        file=view.facts.file,
                        image_sha256=view.image_sha256,
                        key_points=packed_key_points(view.key_points),
                    )
                ).inserted_primary_key
                assert inserted is not None  # noqa: S101 - narrows the type
                connection.execute(
                    vectors.insert().values(
                        view_key=inserted[0], model_version=model, vector=packed_vector(view.vector)
                    )
                )
            connection.execute(changes.insert().values(design_id=facts.design_id))
        return replaced

    def delete(self, design_id: str) -> bool:
        """Take a design away; whether it was there."""
        with writing(self._engine) as connection:
            found = self._remove(connection, design_id)
            if found:
                connection.execute(changes.insert().values(design_id=design_id))
        return found

    def get(self, design_id: str) -> StoredDesign | None:
        """A design with its views in order."""
        with self._engine.connect() as connection:
            row = connection.execute(
                sa.select(designs).where(designs.c.design_id == design_id)
            ).one_or_none()
            if row is None:
                return None
            own = connection.execute(
                view_columns().where(views.c.design_id == design_id).order_by(views.c.position)
            )
            return StoredDesign(facts_of_row(row), tuple(view_of_row(item) for item in own))

    def source_of(self, design_id: str) -> str | None:
        """Digest of what a design was made from; ``None`` if it is not there."""
        query = sa.select(designs.c.source_sha256).where(designs.c.design_id == design_id)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one_or_none()

    def facts_of(self, design_ids: Iterable[str]) -> dict[str, DesignFacts]:
        """Facts of several designs."""
        found: dict[str, DesignFacts] = {}
        with self._engine.connect() as connection:
            for batch in batches(sorted(set(design_ids))):
                rows = connection.execute(sa.select(designs).where(designs.c.design_id.in_(batch)))
                found.update((row.design_id, facts_of_row(row)) for row in rows)
        return found

    def views_of(self, keys: Iterable[int]) -> dict[int, StoredView]:
        """Views by key."""
        found: dict[int, StoredView] = {}
        with self._engine.connect() as connection:
            for batch in batches(sorted(set(keys))):
                rows = connection.execute(view_columns().where(views.c.key.in_(batch)))
                found.update((row.key, view_of_row(row)) for row in rows)
        return found

    def key_points_of(self, keys: Iterable[int]) -> dict[int, KeyPoints]:
        """Cached key points by view key."""
        found: dict[int, KeyPoints] = {}
        columns = sa.select(views.c.key, views.c.key_points)
        with self._engine.connect() as connection:
            for batch in batches(sorted(set(keys))):
                rows = connection.execute(columns.where(views.c.key.in_(batch)))
                found.update((row.key, key_points_from(row.key_points)) for row in rows)
        return found

    def allowed(self, wanted: SearchFilter) -> Keys:
        """Keys of the views whose designs pass the filter, ascending."""
        condition = sa.and_(sa.true(), *_conditions(wanted))
        query = sa.select(views.c.key).join(designs).where(condition).order_by(views.c.key)
        with self._engine.connect() as connection:
            return np.fromiter(connection.execute(query).scalars(), dtype=np.int64)

    def titled(self, terms: Sequence[str], wanted: SearchFilter, limit: int) -> list[str]:
        """Designs that pass the filter and whose titles hold any of the terms, most terms first."""
        holds = [sa.func.lower(designs.c.title).contains(term, autoescape=True) for term in terms]
        held = sum((sa.case((one, 1), else_=0) for one in holds), start=sa.literal(0))
        query = (
            sa.select(designs.c.design_id)
            .where(sa.or_(sa.false(), *holds), *_conditions(wanted))
            .order_by(held.desc(), designs.c.design_id)
        )
        with self._engine.connect() as connection:
            return list(connection.execute(query.limit(limit)).scalars())

    def without_facts(self, wanted: SearchFilter) -> dict[str, int]:
        """How many designs the filter leaves out because it cannot judge them, by fact."""
        missing = {
            "publication_date": (
                wanted.published_before is not None or wanted.published_from is not None,
                designs.c.publication_date.is_(None),
            ),
            "filing_date": (wanted.filed_before is not None, designs.c.filing_date.is_(None)),
            "locarno_class": (bool(wanted.locarno), designs.c.locarno_class.is_(None)),
            "office_code": (bool(wanted.office_codes), designs.c.office_code.is_(None)),
            "applicants": (bool(wanted.applicants), designs.c.applicant_keys == ""),
        }
        with self._engine.connect() as connection:
            counts = {
                name: connection.execute(
                    sa.select(sa.func.count()).select_from(designs).where(condition)
                ).scalar_one()
                for name, (is_needed, condition) in missing.items()
                if is_needed
            }
        return {name: count for name, count in counts.items() if count}

    def counts(self) -> tuple[int, int]:
        """Number of designs and of views."""
        with self._engine.connect() as connection:
            return (
                connection.execute(sa.select(sa.func.count()).select_from(designs)).scalar_one(),
                connection.execute(sa.select(sa.func.count()).select_from(views)).scalar_one(),
            )

    @staticmethod
    def _remove(connection: Connection, design_id: str) -> bool:
        return (
            connection.execute(designs.delete().where(designs.c.design_id == design_id)).rowcount
            > 0
        )


def _conditions(wanted: SearchFilter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.published_before is not None:
        conditions.append(designs.c.publication_date < wanted.published_before)
    if wanted.published_from is not None:
        conditions.append(designs.c.publication_date >= wanted.published_from)
    if wanted.filed_before is not None:
        conditions.append(designs.c.filing_date < wanted.filed_before)
    if wanted.locarno:
        column = designs.c.locarno_class
        conditions.append(
            sa.or_(
                *(column == symbol for symbol in wanted.locarno),
                *(column.like(f"{symbol}-%") for symbol in wanted.locarno if len(symbol) == 2),
            )
        )
    if wanted.office_codes:
        conditions.append(designs.c.office_code.in_(wanted.office_codes))
    if wanted.applicants:
        names = designs.c.applicant_keys
        conditions.append(
            sa.or_(
                *(names.contains(applicant_key(one), autoescape=True) for one in wanted.applicants)
            )
        )
    if wanted.exclude:
        conditions.append(designs.c.design_id.not_in(sorted(wanted.exclude)))
    return conditions
