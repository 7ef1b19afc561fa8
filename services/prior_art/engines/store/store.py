"""Collections and documents, and the changes that derived indexes follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any

from pydantic_core import PydanticSerializationError
from sqlalchemy import Connection, Engine, Select, and_, insert, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from services.prior_art.domain.acceptance import reason_to_reject
from services.prior_art.domain.access import Access
from services.prior_art.domain.errors import (
    CollectionExistsError,
    EngineUnavailableError,
    UnknownCollectionError,
)
from services.prior_art.engines.store.changing import KEYS_PER_QUERY, CollectionChange
from services.prior_art.engines.store.schema import (
    aware,
    collections,
    corrections,
    documents,
    versions,
)
from services.prior_art.engines.store.states import Change, Collection, Correction
from shared.contracts.common import Message
from shared.contracts.prior_art import IngestReport, PriorArtDocument, Rejected

DEFAULT_COLLECTIONS = {"published": Access.PUBLISHED, "pending": Access.UNPUBLISHED}
_KEYS_AT_A_TIME = 10_000
_NOT_UNICODE = Message(en="The text is not valid Unicode.", zh="文字不是有效的 Unicode。")


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
            for i in range(0, len(wanted), KEYS_PER_QUERY):
                part = wanted[i : i + KEYS_PER_QUERY]
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

    def keys(self, name: str) -> Iterator[str]:
        """The key of every document, in no particular order, as one state of the collection."""
        query = select(documents.c.key).where(
            documents.c.collection == name, documents.c.deleted.is_(False)
        )
        with self._reading() as connection:
            for part in connection.execute(query).scalars().partitions(_KEYS_AT_A_TIME):
                yield from part

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
    def _changing(self, name: str) -> Iterator[CollectionChange]:
        with self._writing() as connection:
            change = CollectionChange(connection, name, self._clock())
            yield change
            change.finish()


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
