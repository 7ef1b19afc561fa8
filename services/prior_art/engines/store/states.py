"""What the store says of collections, of changes to their documents, and of corrections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.prior_art.domain.access import Access
from shared.contracts.prior_art import PriorArtDocument


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
