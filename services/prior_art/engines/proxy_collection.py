"""A collection that lives for one measurement: texts in, the real store and indexes, nothing left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from services.prior_art.engines.encoders import EncoderKind
from services.prior_art.engines.indexed import IndexedCollection
from services.prior_art.engines.store.database import open_database
from services.prior_art.engines.store.store import DocumentStore
from shared.contracts.prior_art import PriorArtDocument

_NAME = "published"
_BATCH = 500


@contextmanager
def proxy_collection(
    texts: Sequence[str], kind: EncoderKind | None, folder: Path | None = None
) -> Iterator[IndexedCollection]:
    """Each text becomes the abstract of a document that has nothing else (key: ``proxy_key``)."""
    made = [_document(i, text) for i, text in enumerate(texts) if text.strip()]
    with temporary_collection(made, kind, folder) as (indexed, _):
        yield indexed


@contextmanager
def temporary_collection(
    documents: Sequence[PriorArtDocument], kind: EncoderKind | None, folder: Path | None = None
) -> Iterator[tuple[IndexedCollection, DocumentStore]]:
    """Documents in a store with their indexes, kept under ``folder`` while open, and wiped then."""
    with TemporaryDirectory(prefix="proxies-", dir=folder) as name:
        place = Path(name)
        store = DocumentStore(open_database(f"sqlite:///{place / 'collections.db'}"))
        try:
            for begin in range(0, len(documents), _BATCH):
                store.put(_NAME, documents[begin : begin + _BATCH])
            indexed = IndexedCollection(_NAME, place / _NAME, store, kind)
            indexed.catch_up()
            yield indexed, store
        finally:
            store.close()


def proxy_key(number: int) -> str:
    """Key of the document that holds the text at this place."""
    return f"CN{number:09d}A"


def _document(number: int, text: str) -> PriorArtDocument:
    return PriorArtDocument(
        office_code="CN", document_number=f"{number:09d}", kind_code="A", title="", abstract=text
    )
