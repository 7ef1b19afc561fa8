"""The truth: designs, views, vectors per model and key points in SQL (SQLite or PostgreSQL)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import numpy as np
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, event

from services.design_image.domain.descriptors.key_points import SIFT_LENGTH, KeyPoints
from services.design_image.domain.design import (
    DescribedView,
    DesignFacts,
    SearchFilter,
    StoredDesign,
    StoredView,
    ViewFacts,
)
from services.design_image.domain.raster import Floats
from services.design_image.engines.index import Keys
from services.design_image.engines.tables import (
    active_model,
    changes,
    designs,
    vectors,
    views,
)
from shared.model.design import ViewKind

_BATCH = 500
_T = TypeVar("_T")


def open_database(url: str) -> Engine:
    """Connect and migrate to the newest tables."""
    engine = sa.create_engine(url, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
    config = Config()
    config.set_main_option("script_location", "services.design_image.engines:migrations")
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            # Several processes may start at once: one migrates, the others wait.
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(7300315)"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return engine


def _set_up_sqlite(connection: Any, _: object) -> None:  # noqa: ANN401 - DBAPI connection
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


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
        with self._writing() as connection:
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
                        key_points=_pack(view.key_points),
                    )
                ).inserted_primary_key
                assert inserted is not None  # noqa: S101 - narrows the type
                connection.execute(
                    vectors.insert().values(
                        view_key=inserted[0], model_version=model, vector=_bytes(view.vector)
                    )
                )
            connection.execute(changes.insert().values(design_id=facts.design_id))
        return replaced

    def delete(self, design_id: str) -> bool:
        """Take a design away; whether it was there."""
        with self._writing() as connection:
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
                _view_columns().where(views.c.design_id == design_id).order_by(views.c.position)
            )
            return StoredDesign(_facts(row), tuple(_view(item) for item in own))

    def source_of(self, design_id: str) -> str | None:
        """Digest of what a design was made from; ``None`` if it is not there."""
        query = sa.select(designs.c.source_sha256).where(designs.c.design_id == design_id)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one_or_none()

    def facts_of(self, design_ids: Iterable[str]) -> dict[str, DesignFacts]:
        """Facts of several designs."""
        found: dict[str, DesignFacts] = {}
        with self._engine.connect() as connection:
            for batch in _batches(sorted(set(design_ids))):
                rows = connection.execute(sa.select(designs).where(designs.c.design_id.in_(batch)))
                found.update((row.design_id, _facts(row)) for row in rows)
        return found

    def views_of(self, keys: Iterable[int]) -> dict[int, StoredView]:
        """Views by key."""
        found: dict[int, StoredView] = {}
        with self._engine.connect() as connection:
            for batch in _batches(sorted(set(keys))):
                rows = connection.execute(_view_columns().where(views.c.key.in_(batch)))
                found.update((row.key, _view(row)) for row in rows)
        return found

    def key_points_of(self, keys: Iterable[int]) -> dict[int, KeyPoints]:
        """Cached key points by view key."""
        found: dict[int, KeyPoints] = {}
        columns = sa.select(views.c.key, views.c.key_points)
        with self._engine.connect() as connection:
            for batch in _batches(sorted(set(keys))):
                rows = connection.execute(columns.where(views.c.key.in_(batch)))
                found.update((row.key, _unpack(row.key_points)) for row in rows)
        return found

    def allowed(self, wanted: SearchFilter) -> Keys:
        """Keys of the views whose designs pass the filter, ascending."""
        condition = sa.and_(
            sa.true(), *_conditions(wanted), designs.c.design_id.not_in(sorted(wanted.exclude))
        )
        query = sa.select(views.c.key).join(designs).where(condition).order_by(views.c.key)
        with self._engine.connect() as connection:
            return np.fromiter(connection.execute(query).scalars(), dtype=np.int64)

    def without_facts(self, wanted: SearchFilter) -> dict[str, int]:
        """How many designs the filter leaves out because it cannot judge them, by fact."""
        needed = {
            "publication_date": wanted.published_before is not None,
            "locarno_class": bool(wanted.locarno),
        }
        with self._engine.connect() as connection:
            counts = {
                name: connection.execute(
                    sa.select(sa.func.count()).where(designs.c[name].is_(None))
                ).scalar_one()
                for name, is_needed in needed.items()
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

    def last_change(self) -> int:
        """Sequence number of the newest change, 0 if there was none."""
        with self._engine.connect() as connection:
            newest = connection.execute(sa.select(sa.func.max(changes.c.sequence))).scalar_one()
            return int(newest or 0)

    def changed_since(self, sequence: int) -> tuple[int, tuple[str, ...]]:
        """The newest sequence number and the designs changed after the given one."""
        query = sa.select(changes).where(changes.c.sequence > sequence)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(changes.c.sequence)).all()
        newest = rows[-1].sequence if rows else sequence
        return newest, tuple(dict.fromkeys(row.design_id for row in rows))

    def vectors_of(
        self, model: str, design_ids: Sequence[str] | None = None
    ) -> Iterator[tuple[Keys, tuple[str, ...], Floats]]:
        """Batches of view keys, owners and vectors of one model; of some designs or of all."""
        query = (
            sa.select(views.c.key, views.c.design_id, vectors.c.vector)
            .join(vectors, vectors.c.view_key == views.c.key)
            .where(vectors.c.model_version == model)
            .order_by(views.c.key)
        )
        selections = (
            [query]
            if design_ids is None
            else [query.where(views.c.design_id.in_(batch)) for batch in _batches(design_ids)]
        )
        with self._engine.connect() as connection:
            for selection in selections:
                result = connection.execution_options(yield_per=5000).execute(selection)
                for rows in result.partitions():
                    keys = np.array([row.key for row in rows], dtype=np.int64)
                    data = np.stack([np.frombuffer(row.vector, np.float16) for row in rows])
                    owners = tuple(row.design_id for row in rows)
                    yield keys, owners, data.astype(np.float32)

    def views_without_vector(self, model: str, limit: int) -> list[StoredView]:
        """Views that the model has not described yet, oldest first."""
        described = sa.select(vectors.c.view_key).where(vectors.c.model_version == model)
        query = _view_columns().where(views.c.key.not_in(described)).order_by(views.c.key)
        with self._engine.connect() as connection:
            return [_view(row) for row in connection.execute(query.limit(limit))]

    def put_vectors(self, model: str, described: Sequence[tuple[int, Floats]]) -> None:
        """Keep vectors of views under a model; views deleted meanwhile are passed over."""
        with self._writing() as connection:
            keys = [key for key, _ in described]
            present = set(
                connection.execute(sa.select(views.c.key).where(views.c.key.in_(keys))).scalars()
            )
            rows = [
                {"view_key": key, "model_version": model, "vector": _bytes(vector)}
                for key, vector in described
                if key in present
            ]
            if rows:
                connection.execute(vectors.insert(), rows)

    def sample_views(self, limit: int) -> list[StoredView]:
        """An even sample of the views, in order of their keys."""
        with self._engine.connect() as connection:
            keys = connection.execute(sa.select(views.c.key).order_by(views.c.key)).scalars().all()
        step = max(1, -(-len(keys) // limit))
        found = self.views_of(keys[::step])
        return [found[key] for key in sorted(found)]

    def active_model(self) -> str | None:
        """Version of the model whose vectors are searched, if one was chosen."""
        with self._engine.connect() as connection:
            return connection.execute(sa.select(active_model.c.model_version)).scalar_one_or_none()

    def activate_model(self, version: str) -> None:
        """Search this model's vectors from now on."""
        with self._writing() as connection:
            connection.execute(active_model.delete())
            connection.execute(active_model.insert().values(singleton=1, model_version=version))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                # Take the write lock at once: upgrading a read lock later can only fail.
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.commit()
            except BaseException:
                connection.rollback()
                raise

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
    if wanted.locarno:
        column = designs.c.locarno_class
        conditions.append(
            sa.or_(
                *(column == symbol for symbol in wanted.locarno),
                *(column.like(f"{symbol}-%") for symbol in wanted.locarno if len(symbol) == 2),
            )
        )
    return conditions


def _view_columns() -> sa.Select[Any]:
    return sa.select(*(column for column in views.c if column.name != "key_points"))


def _facts(row: sa.Row[Any]) -> DesignFacts:
    return DesignFacts(
        design_id=row.design_id,
        title=row.title,
        locarno_class=row.locarno_class,
        filing_date=row.filing_date,
        publication_date=row.publication_date,
        applicants=tuple(row.applicants),
        office_code=row.office_code,
    )


def _view(row: sa.Row[Any]) -> StoredView:
    return StoredView(
        key=row.key,
        design_id=row.design_id,
        position=row.position,
        facts=ViewFacts(kind=ViewKind(row.kind), label=row.label, file=row.file),
        image_sha256=row.image_sha256,
    )


def _batches(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]


def _bytes(vector: Floats) -> bytes:
    return vector.astype(np.float16).tobytes()


def _pack(points: KeyPoints) -> bytes:
    """Frames as half floats (a quarter pixel at most), then descriptors as bytes."""
    return points.frames.astype(np.float16).tobytes() + points.descriptors.tobytes()


def _unpack(data: bytes) -> KeyPoints:
    count = len(data) // (8 + SIFT_LENGTH)
    frames = np.frombuffer(data, np.float16, count * 4).reshape(count, 4).astype(np.float32)
    descriptors = np.frombuffer(data, np.uint8, offset=count * 8).reshape(count, SIFT_LENGTH)
    return KeyPoints(frames, descriptors)
