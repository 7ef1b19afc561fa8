"""One search from request to answer, for the route and the command alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from services.prior_art.api.asking import Asked, asked
from services.prior_art.api.charting import to_chart
from services.prior_art.api.convert import to_constraint, to_hit, to_member, to_versions
from services.prior_art.api.gaps import gaps
from services.prior_art.api.legal import Law, law_of, to_basis
from services.prior_art.domain.access import Access
from services.prior_art.domain.chart import chart
from services.prior_art.domain.elements import ElementedClaim, elements_of
from services.prior_art.domain.family import family_ids, family_ids_of_application
from services.prior_art.domain.identity import application_id, document_number_id
from services.prior_art.domain.legal.status import Judgement, Reason, Status
from services.prior_art.domain.retrieval import RetrievalFilter
from services.prior_art.domain.search import Found, search, with_unranked
from services.prior_art.engines.boolean_selection import select
from services.prior_art.engines.families import whole_family
from services.prior_art.engines.library import Library
from services.prior_art.engines.store.states import Collection
from shared.contracts.common import Role
from shared.contracts.prior_art import (
    PriorArtDocument,
    SearchRequest,
    SearchResult,
    SubQuery,
)
from shared.contracts.prior_art_chart import ClaimChart
from shared.model.application import Application

MAX_REVIEW = 20
"""Documents with an unknown date that are listed."""
_UNJUDGED = Judgement(Status.PRIOR_ART, Reason.PUBLISHED_BEFORE)
"""Where no legal dates were asked for, a hit is taken for what the filter let through."""


def answer_search(library: Library, request: SearchRequest, role: Role) -> SearchResult:
    """Run a search for a role.

    Raises ``UnknownCollectionError``, ``UnknownDocumentError`` and ``InvalidQueryError``.
    """
    collection = library.collection(request.collection, role)
    return _Search(library, collection, request, asked(library, request, role)).result()


@dataclass(frozen=True)
class _Selection:
    """What a Boolean query selected; without one, everything."""

    constraint: RetrievalFilter
    keys: frozenset[str] | None


class _Search:
    """One search in one collection."""

    def __init__(
        self, library: Library, collection: Collection, request: SearchRequest, ask: Asked
    ) -> None:
        self._collection = collection
        self._request = request
        self._ask = ask
        self._read = partial(library.store.documents, collection.name)
        self._indexed, self._behind = library.current(collection.name)
        self._claims = _elemented(request)
        self._law = self._law_asked_for()
        self._own_ids, self._own_family = self._family_of_subject()

    def result(self) -> SearchResult:
        request, law = self._request, self._law
        constraint = self._constraint()
        citable = self._selected(constraint if law is None else _in(constraint, law, "citable"))
        found = self._found(citable, request.limit)
        review = self._to_review(constraint)
        return SearchResult(
            versions=to_versions(self._indexed),
            collection=self._collection.name,
            collection_documents=self._indexed.lexical.documents,
            queries=tuple(
                SubQuery(name=one.name, text=one.text, weight=one.weight)
                for one in self._ask.queries
            ),
            filter=request.filter,
            hits=tuple(to_hit(rank, one, law) for rank, one in enumerate(found, start=1)),
            boolean=str(self._ask.boolean) if self._ask.boolean is not None else None,
            selected=len(citable.keys) if citable.keys is not None else None,
            legal=to_basis(law) if law is not None else None,
            own_family=tuple(to_member(one, law) for one in self._own_family),
            needs_review=tuple(to_hit(rank, one, law) for rank, one in enumerate(review, start=1)),
            chart=self._chart(found) if request.chart else None,
            not_checked=gaps(self._indexed, constraint, self._behind, request),
        )

    def _law_asked_for(self) -> Law | None:
        request = self._request
        if request.legal_dates is None:
            return None
        return law_of(
            request.legal_dates,
            self._ask.subject,
            [claim.number for claim in self._claims],
            unpublished=self._collection.access is Access.UNPUBLISHED,
        )

    def _family_of_subject(self) -> tuple[frozenset[str], tuple[PriorArtDocument, ...]]:
        """Ids of the subject's family, and its members but for the subject's own publications."""
        subject = self._ask.subject
        if subject is None:
            return frozenset(), ()
        if isinstance(subject, Application):
            ids = family_ids_of_application(subject)
        else:
            ids = family_ids(subject)
        known, members = whole_family(ids, self._indexed.lexical, self._read)
        own = to_constraint(self._request.filter, subject)
        return known, tuple(one for one in members if not _is_own(one, own))

    def _constraint(self) -> RetrievalFilter:
        stated = to_constraint(self._request.filter, self._ask.subject)
        return replace(
            stated,
            excluded_keys=stated.excluded_keys | set(self._request.less_like),
            excluded_families=self._own_ids,
        )

    def _selected(self, constraint: RetrievalFilter) -> _Selection:
        if self._ask.boolean is None:
            return _Selection(constraint, None)
        keys = select(self._ask.boolean, self._indexed.lexical, constraint, self._read)
        return _Selection(replace(constraint, only_keys=keys), keys)

    def _found(self, selection: _Selection, limit: int) -> list[Found]:
        indexed = self._indexed
        found = search(
            self._ask.queries,
            selection.constraint,
            limit,
            lexical=indexed.lexical,
            dense=indexed.dense,
            source=self,
            order=indexed.order,
        )
        if selection.keys is None or len(found) >= limit:
            return found
        return with_unranked(found, sorted(selection.keys), limit, self)

    def _to_review(self, constraint: RetrievalFilter) -> list[Found]:
        if self._law is None:
            return []
        inside = _in(constraint, self._law, "review")
        lexical = self._indexed.lexical
        if not lexical.count(lexical.allowed(inside)):
            return []
        return self._found(self._selected(inside), MAX_REVIEW)

    def _chart(self, found: Sequence[Found]) -> ClaimChart:
        law = self._law
        documents = [one.document for one in found] + list(self._own_family)
        numbers = [claim.number for claim in self._claims]
        judgements = {
            one.key: law.judgements(one) if law is not None else dict.fromkeys(numbers, _UNJUDGED)
            for one in documents
        }
        if law is None:
            # Whether the own family counts is a question of dates alone.
            documents = [one.document for one in found]
        lexical = self._indexed.lexical
        made = chart(
            self._claims, documents, judgements, lexical.documents, lexical.document_frequency
        )
        return to_chart(made)

    def documents(self, keys: Iterable[str]) -> dict[str, PriorArtDocument]:
        """The documents of the collection, for the domain."""
        return self._read(keys)


def _elemented(request: SearchRequest) -> tuple[ElementedClaim, ...]:
    if request.application is None:
        return ()
    claims = elements_of(request.application)
    wanted = set(request.claims)
    return tuple(one for one in claims if not wanted or one.number in wanted)


def _in(constraint: RetrievalFilter, law: Law, which: str) -> RetrievalFilter:
    windows = law.windows.citable if which == "citable" else law.windows.review
    return replace(constraint, windows=windows)


def _is_own(document: PriorArtDocument, own: RetrievalFilter) -> bool:
    number = {document.key, document_number_id(document)}
    application = application_id(document.office_code, document.application_number)
    return bool(number & own.excluded_keys) or application in own.excluded_applications
