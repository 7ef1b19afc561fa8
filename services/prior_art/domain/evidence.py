"""Why a document was found: its best passages, verbatim, with the query's terms marked."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from services.prior_art.domain.analysis import is_single_character, located_terms, terms
from services.prior_art.domain.passages import passages_of
from shared.contracts.prior_art import DocumentPassage, PriorArtDocument

MAX_PASSAGES = 3
MAX_EXCERPT = 600
"""Characters of a passage that are shown; a longer one is cut to its best window."""
_MAX_EVIDENCE_TERMS = 64
_SENTENCE_ENDS = "。；！？;!?\n"


@dataclass(frozen=True)
class EvidencePassage:
    """Part of a document that meets the query."""

    passage: DocumentPassage
    start: int
    """First code point of the excerpt within the passage."""
    text: str
    """The excerpt, verbatim."""
    highlights: tuple[tuple[int, int], ...]
    """Ranges of ``text`` that stand for terms of the query."""
    score: float
    """Share of the query's weighted terms that the passage holds, 0-1."""


def evidence_weights(
    texts: Sequence[str], documents: int, document_frequency: Callable[[str], int]
) -> dict[str, float]:
    """The query's telling terms and their inverse document frequencies.

    Single characters count only where there is nothing longer to go by; terms of more than half
    of the documents are left out unless there are no others.
    """
    found = {term for text in texts for term in terms(text)}
    longer = {term for term in found if not is_single_character(term)} or found
    frequencies = {term: document_frequency(term) for term in longer}
    known = {term: count for term, count in frequencies.items() if count > 0}
    rare = {term: count for term, count in known.items() if 2 * count <= documents} or known
    weights = {term: math.log(1 + documents / count) for term, count in rare.items()}
    best = sorted(weights, key=lambda term: (-weights[term], term))[:_MAX_EVIDENCE_TERMS]
    return {term: weights[term] for term in best}


def best_passages(
    document: PriorArtDocument, weights: Mapping[str, float], nearest: int | None
) -> tuple[EvidencePassage, ...]:
    """The passages that hold most of the query, best first; at least one.

    ``nearest`` is the passage that the dense channel found, shown when no term is shared.
    """
    passages = passages_of(document)
    total = sum(weights.values()) or 1.0
    scored: list[tuple[float, int]] = []
    for i, passage in enumerate(passages):
        shared = weights.keys() & set(terms(passage.text))
        if shared:
            # Sorted, so that the order of summation is always the same.
            scored.append((sum(weights[term] for term in sorted(shared)) / total, i))
    scored.sort(key=lambda pair: (-round(pair[0], 9), pair[1]))
    if not scored:
        fallback = nearest if nearest is not None and nearest < len(passages) else 0
        scored = [(0.0, fallback)]
    return tuple(
        _excerpt(passages[i], weights, round(score, 6)) for score, i in scored[:MAX_PASSAGES]
    )


def _excerpt(
    passage: DocumentPassage, weights: Mapping[str, float], score: float
) -> EvidencePassage:
    marks = [
        (term.start, term.end, weights[term.text]) for term in located_terms(passage.text, weights)
    ]
    start, end = _window(passage.text, marks)
    merged: list[tuple[int, int]] = []
    for low, high, _ in marks:
        if low < start or high > end:
            continue
        if merged and low - start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], high - start))
        else:
            merged.append((low - start, high - start))
    return EvidencePassage(
        passage=passage,
        start=start,
        text=passage.text[start:end],
        highlights=tuple(merged),
        score=score,
    )


def _window(text: str, marks: Sequence[tuple[int, int, float]]) -> tuple[int, int]:
    """The ``MAX_EXCERPT`` characters with the greatest weight of marks, from a sentence start."""
    if len(text) <= MAX_EXCERPT:
        return 0, len(text)
    best_start, best_weight, low, weight = 0, -1.0, 0, 0.0
    room = MAX_EXCERPT // 2  # the rest is for finding the beginning of the sentence
    for high in range(len(marks)):
        weight += marks[high][2]
        while marks[high][1] - marks[low][0] > room and low < high:
            weight -= marks[low][2]
            low += 1
        if weight > best_weight + 1e-9:
            best_start, best_weight = marks[low][0], weight
    earliest = max(0, best_start - room)
    sentence = max(text.rfind(mark, earliest, best_start) for mark in _SENTENCE_ENDS)
    start = sentence + 1 if sentence >= 0 else (0 if earliest == 0 else best_start)
    return start, min(len(text), start + MAX_EXCERPT)
