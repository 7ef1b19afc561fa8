"""What a request asks: its subject and its sub-queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.prior_art.domain.boolean.nodes import Node
from services.prior_art.domain.boolean.parser import parse
from services.prior_art.domain.boolean.positive import positive_words
from services.prior_art.domain.errors import InvalidQueryError
from services.prior_art.domain.queries import (
    ELEMENTS_WEIGHT,
    Query,
    application_queries,
    document_queries,
    element_queries,
    text_query,
)
from services.prior_art.engines.library import Library
from shared.contracts.common import Role
from shared.contracts.prior_art import PriorArtDocument, SearchRequest
from shared.model.application import Application

MORE_LIKE_WEIGHT = 0.5
LESS_LIKE_WEIGHT = -0.25
"""Of all documents together that are (not) relevant, against 1 for a whole claim."""

Subject = Application | PriorArtDocument | None


@dataclass(frozen=True)
class Asked:
    """A request that can be searched."""

    subject: Subject
    queries: tuple[Query, ...]
    boolean: Node | None


def asked(library: Library, request: SearchRequest, role: Role) -> Asked:
    """Read a request. Raises ``InvalidQueryError`` and ``UnknownDocumentError``."""
    _require_consistent(request)
    boolean = parse(request.boolean) if request.boolean is not None else None
    subject: Subject = None
    queries: list[Query] = []
    if request.application is not None:
        subject = request.application
        confirmed = bool(request.elements)
        queries = application_queries(subject, request.claims, with_elements=not confirmed)
    elif request.document is not None:
        subject = library.document(request.collection, role, request.document, "#/document")
        queries = document_queries(subject)
    elif request.text is not None:
        queries = [text_query(request.text)]
    if request.elements:
        queries += element_queries(
            [(one.id, one.expressions) for one in request.elements],
            ELEMENTS_WEIGHT if queries else 1.0,
        )
    if boolean is not None and not queries and (words := positive_words(boolean)):
        queries = [Query("boolean", " ".join(words))]
    queries += _feedback(library, request, role)
    return Asked(subject, tuple(queries), boolean)


def _require_consistent(request: SearchRequest) -> None:
    given = (request.text, request.application, request.document)
    several = sum(one is not None for one in given) > 1
    nothing = not (any(one is not None for one in given) or request.boolean or request.elements)
    if several or nothing:
        raise InvalidQueryError(
            "Give one of text, application and document; or boolean or elements, alone or with one "
            "of these.",
            "text、application、document 三者提供一项；也可提供 boolean 或 elements，单独或与其一并用。",
            pointer="#",
        )
    if request.claims and request.application is None:
        raise InvalidQueryError(
            "claims can be chosen only together with an application.",
            "仅在提供 application 时才可指定权利要求。",
            pointer="#/claims",
        )
    if request.chart and request.application is None:
        raise InvalidQueryError(
            "A chart compares the claims of an application: give one.",
            "权利要求对照表须提供 application。",
            pointer="#/chart",
        )


def _feedback(library: Library, request: SearchRequest, role: Role) -> list[Query]:
    queries: list[Query] = []
    told: Sequence[tuple[str, tuple[str, ...], float]] = (
        ("more_like", request.more_like, MORE_LIKE_WEIGHT),
        ("less_like", request.less_like, LESS_LIKE_WEIGHT),
    )
    for name, keys, weight in told:
        share = round(weight / max(1, len(keys)), 4)
        for i, key in enumerate(keys):
            document = library.document(request.collection, role, key, f"#/{name}/{i}")
            label = f"{'like' if weight > 0 else 'not like'} {key}"
            queries += [
                replace(one, name=label, weight=share) for one in document_queries(document)[:1]
            ]
    return queries
