"""What engines must offer: encoders and the two channels of retrieval, with exact filters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from services.prior_art.domain.legal.windows import DateWindow
from shared.contracts.prior_art import PriorArtDocument

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class RetrievalFilter:
    """Hard constraints, normalised. They act inside retrieval: nothing is cut off afterwards."""

    published_before: date | None = None
    published_from: date | None = None
    ipc: tuple[str, ...] = ()
    """Levels as ``ipc_filter_terms`` gives them; any of these."""
    office_codes: tuple[str, ...] = ()
    excluded_keys: frozenset[str] = frozenset()
    """Keys with kind code, or office and number for every kind code of a number."""
    excluded_applications: frozenset[str] = frozenset()
    """Application ids, as ``application_id`` gives them."""
    excluded_families: frozenset[str] = frozenset()
    """Ids as ``family_ids`` gives them: a document with any of these is left out."""
    windows: tuple[DateWindow, ...] | None = None
    """Any of these must hold; ``None``: dates as they may be."""
    only_keys: frozenset[str] | None = None
    """Only these documents: what a Boolean query selected."""

    @property
    def needs_date(self) -> bool:
        """Whether a document without publication date cannot be judged."""
        return self.published_before is not None or self.published_from is not None


@dataclass(frozen=True)
class Ranked:
    """One document in a channel's answer, best first; ties are ordered by key."""

    key: str
    score: float
    passage: int | None = None
    """Which passage of the document was nearest (``passages_of``), where the channel knows."""


class Encoder(Protocol):
    """Texts to vectors. Everything stored with a vector names the encoder and its version."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str:
        """Changes whenever the same text would give another vector."""

    @property
    def dimension(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length per text; a text that says nothing to the encoder is a row of 0.

        Shape ``(len(texts), dimension)``.
        """


class LexicalIndex(Protocol):
    """Finds documents by the terms of a text."""

    def search(
        self, weights: Mapping[str, float], constraint: RetrievalFilter, limit: int
    ) -> list[Ranked]:
        """The best documents for weighted terms."""

    def document_frequency(self, term: str) -> int:
        """In how many documents a term occurs, at least (largest of the fields)."""

    def undated(self, constraint: RetrievalFilter) -> int:
        """How many documents pass everything but the date because they have none."""

    def having(self, field: str, values: Iterable[str]) -> list[str]:
        """Keys of documents that have any of these values in a field of identifiers, sorted."""

    @property
    def documents(self) -> int: ...


class DenseIndex(Protocol):
    """Finds documents by their nearest passage."""

    def search(self, query: Vectors, constraint: RetrievalFilter, limit: int) -> list[Ranked]:
        """Documents by the cosine of their nearest passage; ``query`` has one row."""

    @property
    def passages(self) -> int: ...


class DocumentSource(Protocol):
    """Reads documents back, as they were put in."""

    def documents(self, keys: Iterable[str]) -> Mapping[str, PriorArtDocument]:
        """The documents of these keys that exist."""
