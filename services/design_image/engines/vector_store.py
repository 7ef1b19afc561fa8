"""Vectors of views, each under the version of its model, and what an index needs to keep up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import sqlalchemy as sa
from sqlalchemy import Engine

from services.design_image.domain.design import StoredView
from services.design_image.domain.raster import Floats
from services.design_image.engines.database import writing
from services.design_image.engines.index import Keys
from services.design_image.engines.rows import batches, packed_vector, view_columns, view_of_row
from services.design_image.engines.tables import active_model, changes, vectors, views


class VectorStore:
    """Reads and writes of vectors, the log of changes and the choice of the model."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

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

    def vector_count(self, model: str) -> int:
        """How many views a model has described."""
        query = sa.select(sa.func.count()).where(vectors.c.model_version == model)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def owners_of(self, keys: Sequence[int]) -> dict[int, str]:
        """Design identifiers by view key."""
        found: dict[int, str] = {}
        with self._engine.connect() as connection:
            for batch in batches(keys):
                rows = connection.execute(
                    sa.select(views.c.key, views.c.design_id).where(views.c.key.in_(batch))
                )
                found.update((row.key, row.design_id) for row in rows)
        return found

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
            else [query.where(views.c.design_id.in_(batch)) for batch in batches(design_ids)]
        )
        with self._engine.connect() as connection:
            for selection in selections:
                result = connection.execution_options(yield_per=5000).execute(selection)
                for rows in result.partitions():
                    keys = np.array([row.key for row in rows], dtype=np.int64)
                    data = np.stack([np.frombuffer(row.vector, np.float16) for row in rows])
                    owners = tuple(row.design_id for row in rows)
                    yield keys, owners, data.astype(np.float32)

    def views_without_vector(
        self, model: str, after: int, limit: int, design_ids: Sequence[str] | None = None
    ) -> list[StoredView]:
        """Views with a key above ``after`` that the model has not described yet, by key.

        Of some designs (at most ``BATCH``) or of all.
        """
        own = sa.select(vectors.c.view_key).where(
            vectors.c.view_key == views.c.key, vectors.c.model_version == model
        )
        query = view_columns().where(views.c.key > after, ~own.exists()).order_by(views.c.key)
        if design_ids is not None:
            query = query.where(views.c.design_id.in_(design_ids))
        with self._engine.connect() as connection:
            return [view_of_row(row) for row in connection.execute(query.limit(limit))]

    def view_count(self) -> int:
        """How many views there are to describe."""
        with self._engine.connect() as connection:
            return connection.execute(sa.select(sa.func.count()).select_from(views)).scalar_one()

    def put_vectors(self, model: str, described: Sequence[tuple[int, Floats]]) -> None:
        """Keep vectors of views under a model.

        Views deleted meanwhile, or described meanwhile by another process, are passed over.
        """
        with writing(self._engine) as connection:
            keys = [key for key, _ in described]
            own = sa.select(vectors.c.view_key).where(
                vectors.c.view_key == views.c.key, vectors.c.model_version == model
            )
            wanted = sa.select(views.c.key).where(views.c.key.in_(keys), ~own.exists())
            waiting = set(connection.execute(wanted).scalars())
            rows = [
                {"view_key": key, "model_version": model, "vector": packed_vector(vector)}
                for key, vector in described
                if key in waiting
            ]
            if rows:
                connection.execute(vectors.insert(), rows)

    def sample_views(self, limit: int) -> list[StoredView]:
        """An even sample of the views, in order of their keys."""
        with self._engine.connect() as connection:
            keys = connection.execute(sa.select(views.c.key).order_by(views.c.key)).scalars().all()
            chosen = keys[:: max(1, -(-len(keys) // limit))]
            return [
                view_of_row(row)
                for batch in batches(chosen)
                for row in connection.execute(
                    view_columns().where(views.c.key.in_(batch)).order_by(views.c.key)
                )
            ]

    def sample_designs(self, limit: int) -> list[StoredView]:
        """All views of an even sample of the designs that have several, about ``limit`` views."""
        counted = (
            sa.select(views.c.design_id, sa.func.count().label("own"))
            .group_by(views.c.design_id)
            .having(sa.func.count() > 1)
            .order_by(views.c.design_id)
        )
        found: list[StoredView] = []
        with self._engine.connect() as connection:
            rows = connection.execute(counted).all()
            step = max(1, -(-sum(row.own for row in rows) // limit))
            for batch in batches([row.design_id for row in rows[::step]]):
                query = view_columns().where(views.c.design_id.in_(batch)).order_by(views.c.key)
                found += [view_of_row(row) for row in connection.execute(query)]
        return found

    def active_model(self) -> str | None:
        """Version of the model whose vectors are searched, if one was chosen."""
        with self._engine.connect() as connection:
            return connection.execute(sa.select(active_model.c.model_version)).scalar_one_or_none()

    def activate_model(self, version: str) -> None:
        """Search this model's vectors from now on."""
        with writing(self._engine) as connection:
            connection.execute(active_model.delete())
            connection.execute(active_model.insert().values(singleton=1, model_version=version))
