"""The lexical index: BM25 over the terms of ``domain.analysis`` in tantivy.

Title, abstract, claims and description are fields of their own with weights. Filters are clauses
of the same query, so they act inside retrieval. The index is derived: ``apply`` brings it from
one change of the store to a later one, and a folder that is damaged is made anew.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import tantivy
from tantivy import FieldType, Occur, Query

from services.prior_art.domain.analysis import ANALYZER_VERSION, terms
from services.prior_art.domain.legal.windows import DateWindow, Days
from services.prior_art.domain.retrieval import Ranked, RetrievalFilter
from services.prior_art.engines.document_table import entry_of
from services.prior_art.engines.store.states import Change
from shared import snapshot
from shared.contracts.prior_art import PriorArtDocument
from shared.snapshot import Manifest

LEXICAL_VERSION = "tantivy-bm25-2"
FIELD_WEIGHTS = {"title": 1.5, "abstract": 1.0, "claims": 1.0, "description": 0.5}
_VERSIONS = {"lexical_index": LEXICAL_VERSION, "analyzer": ANALYZER_VERSION}
_WRITER_BYTES = 128_000_000
_SCORE_DIGITS = 5
_IDENTIFIERS = (
    "key",
    "number",
    "application",
    "office",
    "ipc",
    "cpc",
    "family",
    "cites",
    "applicants_id",
)
_NAMES = ("applicants", "inventors")
_DATES = ("published", "filed", "earliest")
_MOST_KEYS = 1_000_000
_MOST_FREQUENCIES = 500_000
_COMMITTED_AT_ONCE = 100_000
"""Changes after which a mass import is made durable in the index, and seen by searches."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in _IDENTIFIERS:
        stored = name == "key"
        builder.add_text_field(name, stored=stored, tokenizer_name="raw", index_option="basic")
    for name in _NAMES:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in _DATES:
        builder.add_unsigned_field(name, indexed=True, fast=True)
    for name in FIELD_WEIGHTS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    return builder.build()


class TantivyIndex:
    """A ``LexicalIndex`` in a folder. One process may write at a time (the caller holds a lock);
    any number of threads may search.
    """

    def __init__(self, folder: Path, index: tantivy.Index, manifest: Manifest) -> None:
        self._folder = folder
        self._index = index
        self._schema = index.schema
        self._manifest = manifest
        self._searcher = index.searcher()
        self._frequencies: dict[tuple[str, str], int] = {}

    @classmethod
    def open(cls, folder: Path) -> TantivyIndex | None:
        """The index of a folder; ``None`` if there is none, or another version's, or damage."""
        manifest = snapshot.read_manifest(folder)
        if manifest is None or manifest.versions != _VERSIONS:
            return None
        try:
            present = _live_files(folder)
            vouched = {name: manifest.files[name] for name in present if name in manifest.files}
            if snapshot.damaged(folder, vouched) is not None:
                return None
            index = tantivy.Index.open(str(folder))
            index.searcher()
        except (OSError, ValueError, KeyError):
            return None
        return cls(folder, index, manifest)

    @classmethod
    def create(cls, folder: Path) -> TantivyIndex:
        """An empty index in place of whatever the folder holds."""
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
        index = tantivy.Index(_schema(), path=str(folder))
        manifest = Manifest(sequence=0, versions=_VERSIONS, files={})
        snapshot.write_manifest(folder, manifest)
        return cls(folder, index, manifest)

    @property
    def sequence(self) -> int:
        """Last change of the store that searches see."""
        return self._manifest.sequence

    @property
    def versions(self) -> dict[str, str]:
        """Versions that shape the index."""
        return dict(_VERSIONS)

    @property
    def documents(self) -> int:
        return int(self._searcher.num_docs)

    def follow(self) -> None:
        """See what another process has written."""
        manifest = snapshot.read_manifest(self._folder)
        if manifest is not None and manifest.versions == _VERSIONS:
            self._reload()
            self._manifest = manifest

    def apply(self, pages: Iterable[Sequence[Change]]) -> None:
        """Bring the index up to the last change of the pages and write its manifest.

        Idempotent: changes that it has seen already may come again.
        """
        coming = iter(pages)
        for first in coming:
            self._commit(_until_full(first, coming))

    def _commit(self, pages: Iterable[Sequence[Change]]) -> None:
        sequence = self.sequence
        writer = self._index.writer(_WRITER_BYTES, 1)
        for page in pages:
            for change in page:
                writer.delete_documents_by_term("key", change.key)
                if change.document is not None:
                    writer.add_document(_indexed(change.document))
                sequence = change.sequence
        writer.commit()
        writer.wait_merging_threads()
        self._reload()
        files = _live_files(self._folder)
        self._manifest = Manifest(
            sequence=sequence,
            versions=_VERSIONS,
            files=snapshot.states_of(self._folder, files, self._manifest.files),
        )
        snapshot.write_manifest(self._folder, self._manifest)

    def document_frequency(self, term: str) -> int:
        return max(self._having(field, term) for field in FIELD_WEIGHTS)

    def search(
        self, weights: Mapping[str, float], constraint: RetrievalFilter, limit: int
    ) -> list[Ranked]:
        """Documents by BM25 summed over fields; ties are ordered by key."""
        if not weights:
            return []
        searcher = self._searcher
        matching = Query.boolean_query(
            [
                (Occur.Should, self._term(field, term, weight * field_weight))
                for term, weight in sorted(weights.items())
                for field, field_weight in FIELD_WEIGHTS.items()
                if self._having(field, term)
            ]
        )
        clauses = self._clauses(constraint, with_dates=True)
        query = Query.boolean_query([(Occur.Must, matching), *clauses]) if clauses else matching
        found = [
            Ranked(str(searcher.doc(address).get_first("key")), round(score, _SCORE_DIGITS))
            for score, address in searcher.search(query, limit, count=False).hits
        ]
        return sorted(found, key=lambda hit: (-hit.score, hit.key))

    def undated(self, constraint: RetrievalFilter) -> int:
        clauses = self._clauses(constraint, with_dates=False)
        query = Query.boolean_query(
            [
                (Occur.Must, Query.all_query()),
                *clauses,
                (Occur.MustNot, Query.exists_query("published")),
            ]
        )
        found = self._searcher.search(query, 1)
        return int(found.count)  # type: ignore[attr-defined]  # the stubs lack it

    def having(self, field: str, values: Iterable[str]) -> list[str]:
        return self.select(self.any_of(field, values))

    def select(self, query: Query) -> list[str]:
        """Keys of every document that a query of the engine selects, sorted."""
        searcher = self._searcher
        limit = min(_MOST_KEYS, max(1, self.documents))
        found = searcher.search(Query.const_score_query(query, 0.0), limit, count=False).hits
        return sorted(str(searcher.doc(address).get_first("key")) for _, address in found)

    def count(self, query: Query) -> int:
        """How many documents a query of the engine selects."""
        found = self._searcher.search(query, 1)
        return int(found.count)  # type: ignore[attr-defined]  # the stubs lack it

    @property
    def schema(self) -> tantivy.Schema:
        """The fields, for those who build queries of the engine."""
        return self._schema

    def allowed(self, constraint: RetrievalFilter) -> Query:
        """The constraint alone as a query of the engine."""
        clauses = self._clauses(constraint, with_dates=True)
        return Query.boolean_query([(Occur.Must, Query.all_query()), *clauses])

    def _reload(self) -> None:
        self._index.reload()
        self._searcher, self._frequencies = self._index.searcher(), {}

    def _having(self, field: str, term: str) -> int:
        """In how many documents a field has a term, remembered: every query asks several times."""
        searcher, known = self._searcher, self._frequencies
        count = known.get((field, term))
        if count is None:
            count = int(searcher.doc_freq(field, term))
            if len(known) < _MOST_FREQUENCIES:
                known[field, term] = count
        return count

    def _term(self, field: str, term: str, weight: float) -> Query:
        return Query.boost_query(Query.term_query(self._schema, field, term), weight)

    def _clauses(
        self, constraint: RetrievalFilter, *, with_dates: bool
    ) -> list[tuple[Occur, Query]]:
        required: list[Query] = []
        if with_dates and constraint.needs_date:
            stated = Days(constraint.published_from, constraint.published_before)
            required.append(self.days("published", stated))
        if with_dates and constraint.windows is not None:
            windows = [(Occur.Should, self._window(one)) for one in constraint.windows]
            required.append(Query.boolean_query(windows))
        if constraint.only_keys is not None:
            required.append(self.any_of("key", constraint.only_keys))
        if constraint.ipc:
            required.append(self.any_of("ipc", constraint.ipc))
        if constraint.office_codes:
            required.append(self.any_of("office", constraint.office_codes))
        forbidden: list[Query] = []
        if constraint.excluded_keys:
            forbidden.append(self.any_of("key", constraint.excluded_keys))
            forbidden.append(self.any_of("number", constraint.excluded_keys))
        if constraint.excluded_applications:
            forbidden.append(self.any_of("application", constraint.excluded_applications))
        if constraint.excluded_families:
            forbidden.append(self.any_of("family", constraint.excluded_families))
        return [
            *((Occur.Must, Query.const_score_query(query, 0.0)) for query in required),
            *((Occur.MustNot, query) for query in forbidden),
        ]

    def any_of(self, field: str, values: Iterable[str]) -> Query:
        """Documents with any of these values in a field of identifiers."""
        return Query.term_set_query(self._schema, field, sorted(values))

    def _window(self, window: DateWindow) -> Query:
        clauses: list[tuple[Occur, Query]] = [(Occur.Must, Query.all_query())]
        days = (("published", window.published), ("filed", window.filed))
        for field, admitted in (*days, ("earliest", window.earliest)):
            if admitted is not None:
                clauses.append((Occur.Must, self.days(field, admitted)))
        if window.office_codes:
            clauses.append((Occur.Must, self.any_of("office", window.office_codes)))
        if window.not_applicants is not None:
            excluded = self.any_of("applicants_id", [window.not_applicants])
            clauses.append((Occur.MustNot, excluded))
        return Query.boolean_query(clauses)

    def days(self, field: str, days: Days) -> Query:
        """Documents by ``published``, ``filed`` or ``earliest``."""
        if days.unknown:
            known = Query.exists_query(field)
            return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, known)])
        first, before = days.first, days.before
        return Query.range_query(
            self._schema,
            field,
            FieldType.Unsigned,
            lower_bound=first.toordinal() if first is not None else 0,
            upper_bound=before.toordinal() if before is not None else date.max.toordinal() + 1,
            include_lower=True,
            include_upper=False,
        )


def _until_full(
    first: Sequence[Change], coming: Iterator[Sequence[Change]]
) -> Iterator[Sequence[Change]]:
    """Pages that are committed together."""
    yield first
    taken = len(first)
    while taken < _COMMITTED_AT_ONCE and (page := next(coming, None)) is not None:
        yield page
        taken += len(page)


def _indexed(document: PriorArtDocument) -> tantivy.Document:
    row = tantivy.Document()
    for field, value in entry_of(document).identifiers():
        row.add_text(field, value)
    for field, day in entry_of(document).days():
        if day:
            row.add_unsigned(field, day)
    for field, names in (("applicants", document.applicants), ("inventors", document.inventors)):
        for name in names:
            row.add_text(field, " ".join(terms(name)))
    row.add_text("title", " ".join(terms(document.title)))
    if document.abstract is not None:
        row.add_text("abstract", " ".join(terms(document.abstract)))
    for field, passages in (("claims", document.claims), ("description", document.paragraphs)):
        for passage in passages:
            row.add_text(field, " ".join(terms(passage.text)))
    return row


def _live_files(folder: Path) -> set[str]:
    """The files that the present commit refers to. Segment files are never rewritten."""
    meta = json.loads((folder / "meta.json").read_bytes())
    segments = {segment["segment_id"].replace("-", "") for segment in meta["segments"]}
    return {
        path.name
        for path in folder.iterdir()
        if path.name.split(".")[0] in segments and path.is_file()
    }
