"""Suggested IPC symbols from request to answer, for the route and the command alike."""

from __future__ import annotations

from functools import partial

from services.prior_art.api.convert import to_constraint, to_versions
from services.prior_art.domain.classification_suggestion import (
    Suggestion,
    nearest_classified,
    suggest,
)
from services.prior_art.domain.errors import InvalidQueryError
from services.prior_art.domain.queries import Query, application_queries, text_query
from services.prior_art.engines.indexed import IndexedCollection
from services.prior_art.engines.library import Library
from services.prior_art.engines.symbol_classifier import SymbolClassifier
from shared.contracts.common import Message, NotChecked, Role, Versions
from shared.contracts.prior_art import SearchFilter
from shared.contracts.prior_art_classification import (
    ClassificationRequest,
    ClassificationSuggestions,
    NearDocument,
    SuggestedSymbol,
)

_SHOWN_DOCUMENTS = 5
_SHOWN_TERMS = 6
_NO_DOCUMENTS = NotChecked(
    what="classification",
    reason=Message(
        zh="该文献库中没有与之相近且有该级IPC分类号的文献，无法给出建议。",
        en="No document like it with an IPC symbol of this level is in the collection: nothing can "
        "be suggested.",
    ),
)
_NO_MODEL = NotChecked(
    what="classification_model",
    reason=Message(
        zh="该文献库中有该级IPC分类号的文献太少，未能训练分类模型；建议仅依据最相近的文献。",
        en="Too few documents of the collection have IPC symbols of this level to learn from; the "
        "suggestions go by the nearest documents alone.",
    ),
)


def suggest_symbols(
    library: Library, request: ClassificationRequest, role: Role
) -> ClassificationSuggestions:
    """Suggest symbols for a role; an application's own publications have no say in the votes.

    Raises ``UnknownCollectionError`` and ``InvalidQueryError``.
    """
    collection = library.collection(request.collection, role)
    query = _query(request)
    indexed, _ = library.current(collection.name)
    constraint = to_constraint(SearchFilter(), request.application)
    near = nearest_classified(
        query,
        request.level,
        constraint,
        lexical=indexed.lexical,
        dense=indexed.dense,
        order=indexed.order,
        read=partial(library.store.documents, collection.name),
    )
    classifier = library.classifiers.classifier(collection.name, request.level)
    shares = classifier.shares(query.text) if classifier is not None else None
    found = suggest(near, shares, request.limit)
    gaps = [] if found else [_NO_DOCUMENTS]
    gaps += [_NO_MODEL] if classifier is None else []
    return ClassificationSuggestions(
        versions=_versions(indexed, classifier),
        collection=collection.name,
        level=request.level,
        suggestions=tuple(_to_wire(one, query.text, classifier, len(near)) for one in found),
        not_checked=tuple(gaps),
    )


def _query(request: ClassificationRequest) -> Query:
    """Title and abstract of an application, or its first claim where there are neither."""
    if (request.text is None) == (request.application is None):
        raise InvalidQueryError(
            "Give either text or application.",
            "请提供 text 或 application 其中一项。",
            pointer="#",
        )
    if request.text is not None:
        return text_query(request.text)
    assert request.application is not None  # noqa: S101 - one of both, as checked above
    return application_queries(request.application, (), with_elements=False)[0]


def _to_wire(
    one: Suggestion, text: str, classifier: SymbolClassifier | None, voters: int
) -> SuggestedSymbol:
    terms = classifier.telling_terms(text, one.symbol, _SHOWN_TERMS) if classifier else ()
    count = len(one.neighbours)
    zh = f"最相近的 {voters} 篇已分类文献中有 {count} 篇属于 {one.symbol}"
    en = f"{count} of the {voters} nearest classified documents have {one.symbol}"
    if terms:
        zh += f"；该类文献常用的词：{'、'.join(terms)}"
        en += f"; words that its documents use: {', '.join(terms)}"
    return SuggestedSymbol(
        symbol=one.symbol,
        score=one.score,
        neighbour_share=one.neighbour_share,
        model_share=one.model_share,
        documents=tuple(
            NearDocument(key=near.key, title=near.title, rank=rank_)
            for rank_, near in one.neighbours[:_SHOWN_DOCUMENTS]
        ),
        terms=terms,
        reason=Message(zh=f"{zh}。", en=f"{en}."),
    )


def _versions(indexed: IndexedCollection, classifier: SymbolClassifier | None) -> Versions:
    versions = to_versions(indexed)
    named = classifier.version if classifier is not None else "none"
    return versions.model_copy(update={"components": {**versions.components, "classifier": named}})
