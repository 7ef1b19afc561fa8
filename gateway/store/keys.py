"""API keys in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from gateway.keys import ApiKey
from gateway.store.tables import API_KEYS
from shared.contracts.common import Role


class KeyStore:
    """Keys by id."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, key: ApiKey) -> None:
        """Keep a new key."""
        with self._engine.begin() as connection:
            connection.execute(
                sa.insert(API_KEYS).values(
                    id=key.id,
                    name=key.name,
                    role=key.role.value,
                    digest=key.digest,
                    created_at=key.created_at,
                    revoked_at=key.revoked_at,
                )
            )

    def find(self, key_id: str) -> ApiKey | None:
        """The key with this id, revoked or not."""
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(API_KEYS).where(API_KEYS.c.id == key_id)).first()
        return None if row is None else _key(row)

    def all(self) -> Sequence[ApiKey]:
        """All keys, oldest first."""
        order = (API_KEYS.c.created_at, API_KEYS.c.id)
        with self._engine.connect() as connection:
            return [_key(row) for row in connection.execute(sa.select(API_KEYS).order_by(*order))]

    def revoke(self, key_id: str, now: datetime) -> bool:
        """Revoke a key; false when there is none with this id. The first revocation counts."""
        with self._engine.begin() as connection:
            connection.execute(
                sa.update(API_KEYS)
                .where(API_KEYS.c.id == key_id, API_KEYS.c.revoked_at.is_(None))
                .values(revoked_at=now)
            )
        return self.find(key_id) is not None


def _key(row: sa.Row[Any]) -> ApiKey:
    return ApiKey(
        id=row.id,
        name=row.name,
        role=Role(row.role),
        digest=bytes(row.digest),
        created_at=row.created_at,
        revoked_at=row.revoked_at,
    )
