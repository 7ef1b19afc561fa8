"""One search from request to answer, for the route and the command alike."""

from __future__ import annotations

from collections.abc import Iterable

from services.prior_art.api.convert import to_constraint, to_hit, to_versions
from services.prior_art.domain.errors import InvalidQueryError
from services.prior_art.domain.queries import (
    Query,
    application_queries,
    document_queries,
    text_query,
)
from services.prior_art.domain.retrieval import RetrievalFilter
from services.prior_art.domain.search import search
from services.prior_art.engines.indexed import IndexedCollection
from services.prior_art.engines.library import Behind, Library
from shared.contracts.common import Message, NotChecked, Role
from shared.contracts.prior_art import PriorArtDocument, SearchRequest, SearchResult, SubQuery
from shared.model.application import Application

_LEGAL_DATES = NotChecked(
    what="legal_dates",
    reason=Message(
        zh="检索只适用所给的日期条件；未就每项权利要求判断优先权是否成立及抵触申请，由审查员判断。",
        en="Only the date filter given was applied. Whether priorities hold for each claim, and "
        "conflicting applications, were not decided; that is for the examiner.",
    ),
)


def answer_search(library: Library, request: SearchRequest, role: Role) -> SearchResult:
    """Run a search for a role.

    Raises ``UnknownCollectionError``, ``UnknownDocumentError`` and ``InvalidQueryError``.
    """
    given = (request.text, request.application, request.document)
    if sum(one is not None for one in given) != 1:
        raise InvalidQueryError(
            "Give exactly one of text, application and document.",
            "text、application、document 三者须且只能提供一项。",
            pointer="#",
        )
    if request.claims and request.application is None:
        raise InvalidQueryError(
            "claims can be chosen only together with an application.",
            "仅在提供 application 时才可指定权利要求。",
            pointer="#/claims",
        )
    collection = library.collection(request.collection, role)
    queries, subject = _queries(library, request, role)
    constraint = to_constraint(request.filter, subject)
    indexed, behind = library.current(collection.name)
    dense = indexed.dense
    found = search(
        queries,
        constraint,
        request.limit,
        lexical=indexed.lexical,
        dense=dense,
        source=_Documents(library, collection.name),
        order=indexed.order,
    )
    return SearchResult(
        versions=to_versions(indexed),
        collection=collection.name,
        collection_documents=indexed.lexical.documents,
        queries=tuple(SubQuery(name=query.name, text=query.text) for query in queries),
        filter=request.filter,
        hits=tuple(to_hit(rank, one) for rank, one in enumerate(found, start=1)),
        not_checked=(_LEGAL_DATES, *_gaps(indexed, constraint, behind, request)),
    )


def _queries(
    library: Library, request: SearchRequest, role: Role
) -> tuple[list[Query], Application | PriorArtDocument | None]:
    if request.application is not None:
        return application_queries(request.application, request.claims), request.application
    if request.document is not None:
        document = library.document(request.collection, role, request.document, "#/document")
        return document_queries(document), document
    return [text_query(request.text or "")], None


def _gaps(
    indexed: IndexedCollection, constraint: RetrievalFilter, behind: Behind, request: SearchRequest
) -> list[NotChecked]:
    gaps: list[NotChecked] = []
    if constraint.needs_date and (undated := indexed.lexical.undated(constraint)):
        gaps.append(
            NotChecked(
                what="documents_without_publication_date",
                reason=Message(
                    zh=f"{undated} 篇文献无公布日，无法判断是否符合日期条件，未列入结果，需人工核查。",
                    en=f"{undated} documents have no publication date, so the date filter cannot "
                    "be decided for them. They are left out and need review.",
                ),
            )
        )
    if behind.lexical:
        gaps.append(
            NotChecked(
                what="documents_not_indexed_yet",
                reason=Message(
                    zh=f"尚有 {behind.lexical} 项文献变更未编入索引，稍后请重新检索。",
                    en=f"{behind.lexical} changes of the collection are not indexed yet. Search again "
                    "shortly.",
                ),
            )
        )
    if indexed.dense is None:
        gaps.append(
            NotChecked(
                what="dense_channel",
                reason=Message(
                    zh="语义通道未启用，或文献库过小而无法建立；仅按字词检索。",
                    en="The dense channel is off, or the collection is too small for it. Only "
                    "terms were searched.",
                ),
            )
        )
    elif behind.dense:
        gaps.append(
            NotChecked(
                what="dense_channel",
                reason=Message(
                    zh=f"语义通道尚缺 {behind.dense} 项文献变更；这些文献仅按字词检索。",
                    en=f"{behind.dense} changes have no vectors yet. Those documents were searched "
                    "by terms only.",
                ),
            )
        )
    if request.application is not None and not request.application.claims:
        gaps.append(
            NotChecked(
                what="claims",
                reason=Message(
                    zh="申请中没有读出权利要求，仅按名称和摘要检索。",
                    en="No claims were read from the application. Only title and abstract were "
                    "searched.",
                ),
            )
        )
    return gaps


class _Documents:
    """The documents of one collection, for the domain."""

    def __init__(self, library: Library, collection: str) -> None:
        self._library = library
        self._collection = collection

    def documents(self, keys: Iterable[str]) -> dict[str, PriorArtDocument]:
        return self._library.store.documents(self._collection, keys)
