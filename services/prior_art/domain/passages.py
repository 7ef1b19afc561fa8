"""A document's passages, in one fixed order that all indexes count by."""

from __future__ import annotations

from shared.contracts.prior_art import DocumentPassage, PassageKind, PriorArtDocument

MAX_ENCODED = 2_000
"""Characters of a passage that an encoder sees."""


def passages_of(document: PriorArtDocument) -> tuple[DocumentPassage, ...]:
    """Title, abstract, claims, paragraphs. Empty texts are left out."""
    passages = [DocumentPassage(kind=PassageKind.TITLE, text=document.title)]
    if document.abstract is not None:
        passages.append(DocumentPassage(kind=PassageKind.ABSTRACT, text=document.abstract))
    passages.extend(document.claims)
    passages.extend(document.paragraphs)
    return tuple(passage for passage in passages if passage.text.strip())


def encoded_texts(document: PriorArtDocument) -> tuple[tuple[int, str], ...]:
    """``(passage, text)`` for each passage that gets a vector.

    The title is read together with the abstract, as a title alone says too little; it stands
    alone only where there is no abstract. Headings and other short lines get no vector.
    """
    passages = passages_of(document)
    has_abstract = any(passage.kind is PassageKind.ABSTRACT for passage in passages)
    chosen: list[tuple[int, str]] = []
    for i, passage in enumerate(passages):
        text = passage.text[:MAX_ENCODED]
        if passage.kind is PassageKind.TITLE:
            if not has_abstract:
                chosen.append((i, text))
        elif passage.kind is PassageKind.ABSTRACT:
            chosen.append((i, f"{document.title}\n{text}"))
        elif len(text) >= 12:
            chosen.append((i, text))
    return tuple(chosen)
