"""What filters need to know of each document, in memory, beside its vectors.

Documents get ordinals in the order they come; a replaced or deleted document's ordinal is dead and
goes when the table is compacted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

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


def entry_from(stored: Mapping[str, Any]) -> Entry:
    """An entry as ``asdict`` and JSON left it. Raises ``KeyError`` or ``TypeError``."""
    lists = {name: tuple(stored[name]) for name in ("ipc", "cpc", "family", "cites")}
    return Entry(**{**stored, **lists})


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day is not None else 0


class DocumentTable:
    """Entries by ordinal, and which of them pass a filter."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries: list[Entry] = []
        self._alive: list[bool] = []
        self._days: list[tuple[int, int, int]] = []
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
        self._days.append((entry.published, entry.filed, entry.earliest))
        self._ordinal[entry.key] = ordinal
        for name, value in entry.identifiers():
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
        if constraint.needs_date or constraint.windows is not None:
            days = np.array(self._days, dtype=np.int64).reshape(-1, 3)
            if constraint.needs_date:
                stated = Days(constraint.published_from, constraint.published_before)
                mask &= _admitted(days[:, 0], stated)
            if constraint.windows is not None:
                inside = np.zeros(len(self.entries), dtype=bool)
                for window in constraint.windows:
                    inside |= self._inside(window, days)
                mask &= inside
        if constraint.only_keys is not None:
            mask &= self._any_of("key", constraint.only_keys)
        if constraint.ipc:
            mask &= self._any_of("ipc", constraint.ipc)
        if constraint.office_codes:
            mask &= self._any_of("office", constraint.office_codes)
        mask &= ~self._any_of("key", constraint.excluded_keys)
        mask &= ~self._any_of("number", constraint.excluded_keys)
        mask &= ~self._any_of("application", constraint.excluded_applications)
        mask &= ~self._any_of("family", constraint.excluded_families)
        return mask

    def _inside(self, window: DateWindow, days: NDArray[np.int64]) -> NDArray[np.bool_]:
        mask = np.ones(len(self.entries), dtype=bool)
        for column, wanted in enumerate((window.published, window.filed, window.earliest)):
            if wanted is not None:
                mask &= _admitted(days[:, column], wanted)
        if window.office_codes:
            mask &= self._any_of("office", window.office_codes)
        if window.not_applicants is not None:
            mask &= ~self._any_of("applicants_id", [window.not_applicants])
        return mask

    def _any_of(self, name: str, values: Iterable[str]) -> NDArray[np.bool_]:
        mask = np.zeros(len(self.entries), dtype=bool)
        for value in values:
            mask[self._by_value.get((name, value), [])] = True
        return mask


def _admitted(ordinals: NDArray[np.int64], days: Days) -> NDArray[np.bool_]:
    if days.unknown:
        unknown: NDArray[np.bool_] = ordinals == 0
        return unknown
    mask: NDArray[np.bool_] = ordinals > 0
    if days.first is not None:
        mask &= ordinals >= days.first.toordinal()
    if days.before is not None:
        mask &= ordinals < days.before.toordinal()
    return mask
