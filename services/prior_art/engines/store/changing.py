"""Changing a collection: numbers for changes, versions of documents, and the log of corrections."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from services.prior_art.domain.errors import UnknownCollectionError
from services.prior_art.engines.store.schema import collections, corrections, documents, versions
from services.prior_art.engines.store.states import Correction

KEYS_PER_QUERY = 500
"""Keys that one statement names, below the limits of every database."""


class CollectionChange:
    """One transaction that changes a collection and holds its row from the first statement."""

    def __init__(self, connection: Connection, name: str, now: datetime) -> None:
        self._connection = connection
        self._name = name
        self._now = now
        # A write first: takes SQLite's write lock, or PostgreSQL's lock on this row.
        taken = connection.execute(
            update(collections)
            .where(collections.c.name == name)
            .values(sequence=collections.c.sequence)
        )
        if taken.rowcount != 1:
            raise UnknownCollectionError.of_request()
        row = connection.execute(
            select(collections.c.sequence, collections.c.documents).where(
                collections.c.name == name
            )
        ).one()
        self._first_sequence = self._sequence = int(row.sequence)
        self._documents = int(row.documents)
        self._added: dict[str, dict[str, Any]] = {}
        self._changed: dict[str, dict[str, Any]] = {}
        self._versions: list[dict[str, Any]] = []

    def put(self, contents: Sequence[tuple[str, str]]) -> dict[str, int]:
        counts = {"added": 0, "replaced": 0, "unchanged": 0}
        present = self._present([key for key, _ in contents])
        for key, content in contents:
            digest = hashlib.sha256(content.encode()).hexdigest()
            known = present.get(key)
            if known == (digest, False):
                counts["unchanged"] += 1
                continue
            exists = known is not None and not known[1]
            counts["replaced" if exists else "added"] += 1
            self._documents += 0 if exists else 1
            self._record(key, content, digest, is_new=known is None)
            present[key] = (digest, False)
        return counts

    def delete(self, key: str) -> bool:
        known = self._present([key]).get(key)
        if known is None or known[1]:
            return False
        self._documents -= 1
        self._record(key, None, "", is_new=False)
        return True

    @property
    def sequence(self) -> int:
        """Number of the last change so far."""
        return self._sequence

    def log(self, made: Correction) -> None:
        """Log a correction."""
        self._connection.execute(
            insert(corrections).values(
                collection=made.collection,
                sequence=made.sequence,
                key=made.key,
                key_id=made.key_id,
                fields=",".join(made.fields),
                reason=made.reason,
                corrected_at=made.corrected_at,
            )
        )

    def finish(self) -> None:
        """Write what was changed, in as few statements as there are kinds of change."""
        connection = self._connection
        if self._added:
            connection.execute(insert(documents), list(self._added.values()))
        for key, state in self._changed.items():
            same = (documents.c.collection == self._name) & (documents.c.key == key)
            connection.execute(update(documents).where(same).values(**state))
        if self._versions:
            connection.execute(insert(versions), self._versions)
        if self._sequence != self._first_sequence:
            self._connection.execute(
                update(collections)
                .where(collections.c.name == self._name)
                .values(sequence=self._sequence, documents=self._documents, updated_at=self._now)
            )

    def _present(self, keys: Sequence[str]) -> dict[str, tuple[str, bool]]:
        found: dict[str, tuple[str, bool]] = {}
        for i in range(0, len(keys), KEYS_PER_QUERY):
            rows = self._connection.execute(
                select(documents.c.key, documents.c.content_hash, documents.c.deleted).where(
                    documents.c.collection == self._name,
                    documents.c.key.in_(keys[i : i + KEYS_PER_QUERY]),
                )
            )
            found.update({row.key: (row.content_hash, row.deleted) for row in rows})
        return found

    def _record(self, key: str, content: str | None, digest: str, *, is_new: bool) -> None:
        self._sequence += 1
        state = {
            "sequence": self._sequence,
            "content_hash": digest,
            "deleted": content is None,
        }
        if is_new or key in self._added:
            self._added[key] = {"collection": self._name, "key": key, **state}
        else:
            self._changed[key] = state
        self._versions.append(
            {
                "collection": self._name,
                "sequence": self._sequence,
                "key": key,
                "content": content,
                "recorded_at": self._now,
            }
        )
