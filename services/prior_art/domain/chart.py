"""The claim chart: every element of every claim against every document found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from services.prior_art.domain.covering import Candidate, Covering, cover
from services.prior_art.domain.elements import Element, ElementedClaim
from services.prior_art.domain.legal.status import Judgement
from services.prior_art.domain.matching import (
    DISCLOSED,
    PARTLY,
    DocumentMatcher,
    Match,
    element_weights,
)
from shared.contracts.prior_art import DocumentPassage, PriorArtDocument

MAX_CHARTED = 20
"""Documents that are charted: the best of the hits."""


@dataclass(frozen=True)
class Charted:
    """One document: its passages and the best match for each element."""

    key: str
    passages: tuple[DocumentPassage, ...]
    matches: Mapping[str, Match | None]
    """By element id."""


@dataclass(frozen=True)
class Chart:
    """Claims, documents, and what they suggest for each claim."""

    claims: tuple[ElementedClaim, ...]
    rows: tuple[Charted, ...]
    coverings: Mapping[int, Covering]
    terms: Mapping[str, tuple[str, ...]]
    """Terms of each element, most telling first."""

    @property
    def elements(self) -> tuple[Element, ...]:
        """Every element, in the order of the claims."""
        return tuple(element for claim in self.claims for element in claim.own)


def chart(
    claims: Sequence[ElementedClaim],
    found: Sequence[PriorArtDocument],
    judgements: Mapping[str, Mapping[int, Judgement]],
    documents: int,
    document_frequency: Callable[[str], int],
) -> Chart:
    """The chart of ``found``, best first, against the claims.

    ``judgements`` says by key and claim what a document is in law; ``documents`` and
    ``document_frequency`` describe the collection, from which terms take their weights.
    """
    weights = {
        element.id: element_weights(element.text, documents, document_frequency)
        for claim in claims
        for element in claim.own
    }
    lengths = {element.id: len(element.text) for claim in claims for element in claim.own}
    wanted = frozenset(term for one in weights.values() for term in one)
    rows = []
    for document in found[:MAX_CHARTED]:
        matcher = DocumentMatcher(document, wanted)
        matches = {one: matcher.best(weights[one], lengths[one]) for one in weights}
        rows.append(Charted(document.key, matcher.passages, matches))
    coverings = {claim.number: _covering(claim, rows, judgements) for claim in claims}
    ordered = {
        one: tuple(sorted(each, key=lambda term: (-each[term], term)))
        for one, each in weights.items()
    }
    return Chart(tuple(claims), tuple(rows), coverings, ordered)


def _covering(
    claim: ElementedClaim,
    rows: Sequence[Charted],
    judgements: Mapping[str, Mapping[int, Judgement]],
) -> Covering:
    elements = [element.id for element in claim.elements]
    candidates = [
        Candidate(
            row.key,
            judgements[row.key][claim.number],
            disclosed=_reaching(row, elements, DISCLOSED),
            touched=_reaching(row, elements, PARTLY),
        )
        for row in rows
    ]
    return cover(elements, candidates)


def _reaching(row: Charted, elements: Sequence[str], score: float) -> frozenset[str]:
    matches = ((one, row.matches[one]) for one in elements)
    return frozenset(one for one, match in matches if match is not None and match.score >= score)
