"""What filters need to know of each document, in memory, beside its vectors.

Documents get ordinals in the order they come; a replaced or deleted document's ordinal is dead and
goes when the table is compacted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from services.prior_art.domain.citations import cited_numbers
from services.prior_art.domain.classification import cpc_index_terms, ipc_index_terms
from services.prior_art.domain.family import family_ids
from services.prior_art.domain.identity import (
    applicants_id,
    application_id,
    document_number_id,
)
from services.prior_art.domain.legal.windows import DateWindow, Days
from services.prior_art.domain.retrieval import RetrievalFilter
from services.prior_art.engines.columns import Column, TextColumn
from services.prior_art.engines.postings import Postings, digest_of
from shared.contracts.prior_art import PriorArtDocument

_FILTERED = frozenset(("key", "number", "application", "office", "ipc", "family", "applicants_id"))


@dataclass(frozen=True, slots=True)
class Entry:
    """The facts of one document that filters look at."""

    key: str
    number: str
    application: str | None
    office: str
    published: int
    """Proleptic ordinal of the publication date; 0 if unknown."""
    filed: int
    """The same of the filing date."""
    earliest: int
    """The earlier of filing date and priorities."""
    ipc: tuple[str, ...]
    """Every level of every symbol."""
    cpc: tuple[str, ...]
    family: tuple[str, ...]
    cites: tuple[str, ...]
    """Number ids of the documents that it cites."""
    applicants_id: str | None

    def identifiers(self) -> Iterator[tuple[str, str]]:
        """Field and value of everything that filters and selections look up."""
        single = (
            ("key", self.key),
            ("number", self.number),
            ("application", self.application),
            ("office", self.office),
            ("applicants_id", self.applicants_id),
        )
        yield from ((name, value) for name, value in single if value is not None)
        for name in ("ipc", "cpc", "family", "cites"):
            for value in getattr(self, name):
                yield name, value

    def days(self) -> tuple[tuple[str, int], ...]:
        """Field and ordinal of its dates, 0 if unknown."""
        return ("published", self.published), ("filed", self.filed), ("earliest", self.earliest)


def entry_of(document: PriorArtDocument) -> Entry:
    """The entry for a document."""
    known = [claim.filing_date for claim in document.priority_claims if claim.filing_date]
    known += [document.filing_date] if document.filing_date is not None else []
    return Entry(
        key=document.key,
        number=document_number_id(document),
        application=application_id(document.office_code, document.application_number),
        office=document.office_code,
        published=_ordinal(document.publication_date),
        filed=_ordinal(document.filing_date),
        earliest=_ordinal(min(known, default=None)),
        ipc=ipc_index_terms(document.classifications),
        cpc=cpc_index_terms(document.classifications),
        family=family_ids(document),
        cites=cited_numbers(document),
        applicants_id=applicants_id(document.applicants),
    )


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day is not None else 0


class DocumentTable:
    """The facts of documents by ordinal, and which of them pass a filter."""

    def __init__(self) -> None:
        self.keys = TextColumn()
        self._alive = Column(np.zeros(0, bool))
        self._days = Column(np.zeros((0, 3), np.int32))
        self._having = Postings()
        self.living = 0
        """Documents that are not dead."""

    def __len__(self) -> int:
        return len(self.keys)

    def add(self, entry: Entry) -> int:
        """The ordinal of a new entry; an older one with the same key dies."""
        self.remove(entry.key)
        ordinal = len(self)
        self.keys.append(entry.key)
        self._alive.extend(np.ones(1, bool))
        days = (entry.published, entry.filed, entry.earliest)
        self._days.extend(np.array([days], np.int32))
        digests = {
            digest_of(name, value) for name, value in entry.identifiers() if name in _FILTERED
        }
        self._having.add(digests, ordinal)
        self.living += 1
        return ordinal

    def remove(self, key: str) -> None:
        """Let the entry of a key die, if there is one."""
        alive = self._alive.values
        for ordinal in self._having.of(digest_of("key", key)).tolist():
            if alive[ordinal] and self.keys[ordinal] == key:
                alive[ordinal] = False
                self.living -= 1

    def alive(self) -> NDArray[np.bool_]:
        """Which ordinals are not dead, shape (len,)."""
        return self._alive.values.copy()

    def allowed(self, constraint: RetrievalFilter) -> NDArray[np.bool_]:
        """Which ordinals pass the filter, shape (len,)."""
        mask = self.alive()
        days = self._days.values
        if constraint.needs_date:
            stated = Days(constraint.published_from, constraint.published_before)
            mask &= _admitted(days[:, 0], stated)
        if constraint.windows is not None:
            inside = np.zeros(len(self), dtype=bool)
            for window in constraint.windows:
                inside |= self._inside(window, days)
            mask &= inside
        if constraint.only_keys is not None:
            mask &= self._any_of("key", constraint.only_keys)
        if constraint.ipc:
            mask &= self._any_of("ipc", constraint.ipc)
        if constraint.office_codes:
            mask &= self._any_of("office", constraint.office_codes)
        self._leave_out(mask, "key", constraint.excluded_keys)
        self._leave_out(mask, "number", constraint.excluded_keys)
        self._leave_out(mask, "application", constraint.excluded_applications)
        self._leave_out(mask, "family", constraint.excluded_families)
        return mask

    def compacted(self) -> DocumentTable:
        """The living only, with ordinals without gaps in the same order."""
        alive = self._alive.values
        other = DocumentTable()
        other.keys = self.keys.chosen(np.flatnonzero(alive).tolist())
        other._alive = Column(np.ones(len(other.keys), bool))
        other._days = Column(self._days.values[alive])
        other._having = self._having.settled(np.where(alive, np.cumsum(alive) - 1, -1))
        other.living = self.living
        return other

    def save(self, file: BinaryIO) -> None:
        """Write what ``load`` reads. Nothing is added at the same time; lookups go on."""
        having = self._having = self._having.settled()
        np.savez(
            file,
            keys=self.keys.data,
            key_ends=self.keys.ends,
            alive=self._alive.values,
            days=self._days.values,
            digests=having.digests,
            posting_ends=having.ends,
            postings=having.rows,
        )

    @classmethod
    def load(cls, file: BinaryIO) -> DocumentTable:
        """The table that was saved. Raises ``KeyError``, ``ValueError`` or ``OSError``."""
        with np.load(file, allow_pickle=False) as arrays:
            table = cls()
            table.keys = TextColumn(arrays["keys"], arrays["key_ends"])
            table._days = Column(arrays["days"])
            table._having = Postings(arrays["digests"], arrays["posting_ends"], arrays["postings"])
            table._alive = Column(arrays["alive"])
        table.living = int(np.count_nonzero(table._alive.values))
        return table

    def _inside(self, window: DateWindow, days: NDArray[np.int32]) -> NDArray[np.bool_]:
        mask = np.ones(len(self), dtype=bool)
        for column, wanted in enumerate((window.published, window.filed, window.earliest)):
            if wanted is not None:
                mask &= _admitted(days[:, column], wanted)
        if window.office_codes:
            mask &= self._any_of("office", window.office_codes)
        if window.not_applicants is not None:
            self._leave_out(mask, "applicants_id", [window.not_applicants])
        return mask

    def _any_of(self, name: str, values: Iterable[str]) -> NDArray[np.bool_]:
        mask = np.zeros(len(self), dtype=bool)
        for value in values:
            mask[self._having.of(digest_of(name, value))] = True
        return mask

    def _leave_out(self, mask: NDArray[np.bool_], name: str, values: Iterable[str]) -> None:
        for value in values:
            mask[self._having.of(digest_of(name, value))] = False


def _admitted(ordinals: NDArray[np.int32], days: Days) -> NDArray[np.bool_]:
    if days.unknown:
        unknown: NDArray[np.bool_] = ordinals == 0
        return unknown
    mask: NDArray[np.bool_] = ordinals > 0
    if days.first is not None:
        mask &= ordinals >= days.first.toordinal()
    if days.before is not None:
        mask &= ordinals < days.before.toordinal()
    return mask
