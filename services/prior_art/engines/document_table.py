"""What filters need to know of each document, in memory, beside its vectors.

Documents get ordinals in the order they come; a replaced or deleted document's ordinal is dead and
goes when the table is compacted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.prior_art.domain.classification import ipc_index_terms
from services.prior_art.domain.identity import application_id, document_number_id
from services.prior_art.domain.retrieval import RetrievalFilter
from shared.contracts.prior_art import PriorArtDocument


@dataclass(frozen=True, slots=True)
class Entry:
    """The facts of one document that filters look at."""

    key: str
    number: str
    application: str | None
    office: str
    published: int
    """Proleptic ordinal of the publication date; 0 if unknown."""
    ipc: tuple[str, ...]
    """Every level of every symbol."""


def entry_of(document: PriorArtDocument) -> Entry:
    """The entry for a document."""
    day = document.publication_date
    return Entry(
        key=document.key,
        number=document_number_id(document),
        application=application_id(document.office_code, document.application_number),
        office=document.office_code,
        published=day.toordinal() if day is not None else 0,
        ipc=ipc_index_terms(document.classifications),
    )


class DocumentTable:
    """Entries by ordinal, and which of them pass a filter."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries: list[Entry] = []
        self._alive: list[bool] = []
        self._published: list[int] = []
        self._ordinal: dict[str, int] = {}
        self._by_value: dict[tuple[str, str], list[int]] = {}
        for entry in entries:
            self.add(entry)

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def living(self) -> int:
        """Documents that are not dead."""
        return len(self._ordinal)

    def add(self, entry: Entry) -> int:
        """The ordinal of a new entry; an older one with the same key dies."""
        self.remove(entry.key)
        ordinal = len(self.entries)
        self.entries.append(entry)
        self._alive.append(True)
        self._published.append(entry.published)
        self._ordinal[entry.key] = ordinal
        for name, value in _values(entry):
            self._by_value.setdefault((name, value), []).append(ordinal)
        return ordinal

    def remove(self, key: str) -> None:
        """Let the entry of a key die, if there is one."""
        ordinal = self._ordinal.pop(key, None)
        if ordinal is not None:
            self._alive[ordinal] = False

    def alive(self) -> NDArray[np.bool_]:
        """Which ordinals are not dead, shape (len,)."""
        return np.array(self._alive, dtype=bool)

    def allowed(self, constraint: RetrievalFilter) -> NDArray[np.bool_]:
        """Which ordinals pass the filter, shape (len,)."""
        mask = self.alive()
        if constraint.needs_date:
            published = np.array(self._published, dtype=np.int64)
            mask &= published > 0
            if constraint.published_before is not None:
                mask &= published < constraint.published_before.toordinal()
            if constraint.published_from is not None:
                mask &= published >= constraint.published_from.toordinal()
        if constraint.ipc:
            mask &= self._any_of("ipc", constraint.ipc)
        if constraint.office_codes:
            mask &= self._any_of("office", constraint.office_codes)
        mask &= ~self._any_of("key", constraint.excluded_keys)
        mask &= ~self._any_of("number", constraint.excluded_keys)
        mask &= ~self._any_of("application", constraint.excluded_applications)
        return mask

    def _any_of(self, name: str, values: Iterable[str]) -> NDArray[np.bool_]:
        mask = np.zeros(len(self.entries), dtype=bool)
        for value in values:
            mask[self._by_value.get((name, value), [])] = True
        return mask


def _values(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "key", entry.key
    yield "number", entry.number
    yield "office", entry.office
    if entry.application is not None:
        yield "application", entry.application
    for level in entry.ipc:
        yield "ipc", level
