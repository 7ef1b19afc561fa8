"""Collections and documents, and the changes that derived indexes follow."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic_core import PydanticSerializationError
from sqlalchemy import Connection, Engine, Select, and_, insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from services.prior_art.domain.acceptance import reason_to_reject
from services.prior_art.domain.access import Access
from services.prior_art.domain.errors import (
    CollectionExistsError,
    EngineUnavailableError,
    UnknownCollectionError,
)
from services.prior_art.engines.store.schema import (
    aware,
    collections,
    corrections,
    documents,
    versions,
)
from shared.contracts.common import Message
from shared.contracts.prior_art import IngestReport, PriorArtDocument, Rejected

DEFAULT_COLLECTIONS = {"published": Access.PUBLISHED, "pending": Access.UNPUBLISHED}
_KEYS_PER_QUERY = 500
_NOT_UNICODE = Message(en="The text is not valid Unicode.", zh="文字不是有效的 Unicode。")


@dataclass(frozen=True)
class Collection:
    """State of a collection."""

    name: str
    access: Access
    sequence: int
    """Number of the last change."""
    documents: int
    updated_at: datetime | None


@dataclass(frozen=True)
class Change:
    """The present state of a document that changed; ``document`` is ``None`` if deleted."""

    sequence: int
    key: str
    document: PriorArtDocument | None


@dataclass(frozen=True)
class Correction:
    """One correction of a document."""

    collection: str
    key: str
    sequence: int
    """The change that it made."""
    fields: tuple[str, ...]
    reason: str
    key_id: str
    corrected_at: datetime


class DocumentStore:
    """All collections of one database. Safe for several threads and processes.

    Every method raises ``EngineUnavailableError`` when the database cannot be used.
    """

    def __init__(
        self, engine: Engine, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._engine = engine
        self._clock = clock
        for name, access in DEFAULT_COLLECTIONS.items():
            self.create_collection(name, access)

    def create_collection(self, name: str, access: Access) -> Collection:
        """Make a collection; the same again changes nothing.

        Raises ``CollectionExistsError`` if it exists with the other access.
        """
        row = {"name": name, "access": access.value, "sequence": 0, "documents": 0}
        if name not in {known.name for known in self.collections()}:
            # Another process may have made it since: then the row below is refused.
            with self._writing() as connection, suppress(IntegrityError):
                connection.execute(insert(collections).values(row))
        collection = self.collection(name)
        if collection.access is not access:
            raise CollectionExistsError(
                f"A collection of this name exists and is {collection.access}. A collection keeps "
                "the access it was made with.",
                "已存在同名文献库，且其公开性质不同；文献库的公开性质不可更改。",
                pointer="#/access",
            )
        return collection

    def collections(self) -> list[Collection]:
        """All collections by name."""
        with self._reading() as connection:
            rows = connection.execute(select(collections).order_by(collections.c.name)).all()
        return [_collection(row._mapping) for row in rows]

    def collection(self, name: str) -> Collection:
        """One collection. Raises ``UnknownCollectionError``."""
        with self._reading() as connection:
            row = connection.execute(select(collections).where(collections.c.name == name)).first()
        if row is None:
            raise UnknownCollectionError.of_request()
        return _collection(row._mapping)

    def put(self, name: str, batch: Sequence[PriorArtDocument]) -> IngestReport:
        """Add or replace documents; durable when it returns. The same content changes nothing.

        All accepted documents of the batch are taken in one transaction. Raises
        ``UnknownCollectionError``.
        """
        rejected: list[Rejected] = []
        contents: list[tuple[str, str]] = []
        for position, document in enumerate(batch):
            reason = reason_to_reject(document)
            if reason is None:
                try:
                    contents.append((document.key, document.model_dump_json(exclude_defaults=True)))
                except PydanticSerializationError:  # half a surrogate pair
                    reason = _NOT_UNICODE
            if reason is not None:
                rejected.append(Rejected(key=document.key, position=position, reason=reason))
        with self._changing(name) as change:
            counts = change.put(contents)
        return IngestReport(
            collection=name,
            added=counts["added"],
            replaced=counts["replaced"],
            unchanged=counts["unchanged"],
            rejected=tuple(rejected),
        )

    def correct(
        self, name: str, document: PriorArtDocument, *, key_id: str, reason: str
    ) -> Correction | None:
        """Replace a document and log who did so and why, in one transaction.

        ``None`` if there is no such document. A correction that changes nothing is not logged and
        has no fields. Raises ``UnknownCollectionError``.
        """
        before = self.documents(name, [document.key]).get(document.key)
        if before is None:
            return None
        fields = tuple(
            field
            for field in PriorArtDocument.model_fields
            if getattr(before, field) != getattr(document, field)
        )
        now = self._clock()
        with self._changing(name) as change:
            change.put([(document.key, document.model_dump_json(exclude_defaults=True))])
            made = Correction(name, document.key, change.sequence, fields, reason, key_id, now)
            if fields:
                change.log(made)
        return made

    def corrections(self, name: str, limit: int) -> list[Correction]:
        """The last corrections of a collection, newest first."""
        query = (
            select(corrections)
            .where(corrections.c.collection == name)
            .order_by(corrections.c.sequence.desc())
            .limit(limit)
        )
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return [
            Correction(
                row.collection,
                row.key,
                row.sequence,
                tuple(row.fields.split(",")),
                row.reason,
                row.key_id,
                aware(row.corrected_at) or row.corrected_at,
            )
            for row in rows
        ]

    def delete(self, name: str, key: str) -> bool:
        """Delete a document, leaving a tombstone; ``False`` if there is none."""
        with self._changing(name) as change:
            return change.delete(key)

    def documents(self, name: str, keys: Iterable[str]) -> dict[str, PriorArtDocument]:
        """The documents of these keys that exist."""
        found: dict[str, PriorArtDocument] = {}
        wanted = list(keys)
        with self._reading() as connection:
            for i in range(0, len(wanted), _KEYS_PER_QUERY):
                part = wanted[i : i + _KEYS_PER_QUERY]
                query = _present(name).where(documents.c.key.in_(part))
                for row in connection.execute(query):
                    found[row.key] = _document(row.content)
        return found

    def changes(self, name: str, after: int, limit: int) -> list[Change]:
        """The next documents that changed after a sequence number, in order of their change."""
        query = (
            _present(name, with_deleted=True)
            .where(documents.c.sequence > after)
            .order_by(documents.c.sequence)
            .limit(limit)
        )
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return [
            Change(row.sequence, row.key, None if row.content is None else _document(row.content))
            for row in rows
        ]

    def history(self, name: str, key: str) -> list[tuple[int, datetime, PriorArtDocument | None]]:
        """Every state a document has had: sequence, time, content (``None``: deleted)."""
        query = (
            select(versions)
            .where(versions.c.collection == name, versions.c.key == key)
            .order_by(versions.c.sequence)
        )
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return [
            (
                row.sequence,
                aware(row.recorded_at) or row.recorded_at,
                None if row.content is None else _document(row.content),
            )
            for row in rows
        ]

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise EngineUnavailableError.of_store() from error

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise EngineUnavailableError.of_store() from error

    @contextmanager
    def _changing(self, name: str) -> Iterator[_Changing]:
        with self._writing() as connection:
            change = _Changing(connection, name, self._clock())
            yield change
            change.finish()


class _Changing:
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
        if self._sequence != self._first_sequence:
            self._connection.execute(
                update(collections)
                .where(collections.c.name == self._name)
                .values(sequence=self._sequence, documents=self._documents, updated_at=self._now)
            )

    def _present(self, keys: Sequence[str]) -> dict[str, tuple[str, bool]]:
        found: dict[str, tuple[str, bool]] = {}
        for i in range(0, len(keys), _KEYS_PER_QUERY):
            rows = self._connection.execute(
                select(documents.c.key, documents.c.content_hash, documents.c.deleted).where(
                    documents.c.collection == self._name,
                    documents.c.key.in_(keys[i : i + _KEYS_PER_QUERY]),
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
        if is_new:
            self._connection.execute(
                insert(documents).values(collection=self._name, key=key, **state)
            )
        else:
            self._connection.execute(
                update(documents)
                .where(documents.c.collection == self._name, documents.c.key == key)
                .values(**state)
            )
        self._connection.execute(
            insert(versions).values(
                collection=self._name,
                sequence=self._sequence,
                key=key,
                content=content,
                recorded_at=self._now,
            )
        )


def _present(name: str, *, with_deleted: bool = False) -> Select[Any]:
    join = documents.join(
        versions,
        and_(
            versions.c.collection == documents.c.collection,
            versions.c.sequence == documents.c.sequence,
        ),
    )
    query = (
        select(documents.c.sequence, documents.c.key, versions.c.content)
        .select_from(join)
        .where(documents.c.collection == name)
    )
    return query if with_deleted else query.where(documents.c.deleted.is_(False))


def _document(content: str) -> PriorArtDocument:
    return PriorArtDocument.model_validate_json(content)


def _collection(row: Mapping[Any, Any]) -> Collection:
    return Collection(
        name=row["name"],
        access=Access(row["access"]),
        sequence=row["sequence"],
        documents=row["documents"],
        updated_at=aware(row["updated_at"]),
    )
