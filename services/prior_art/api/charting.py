"""The claim chart on the wire."""

from __future__ import annotations

from collections.abc import Mapping

from services.prior_art.domain.chart import Chart, Charted
from services.prior_art.domain.covering import Suggestion
from services.prior_art.domain.elements import ElementedClaim
from services.prior_art.domain.legal.letters import Coverage
from services.prior_art.domain.matching import DISCLOSED, PARTLY, Match
from shared.contracts.common import Message
from shared.contracts.prior_art_chart import (
    ChartCell,
    ChartedClaim,
    ChartRow,
    ClaimChart,
    ClaimElement,
    SuggestedCitation,
    UncoveredElements,
    Verdict,
)

_MAX_TERMS = 12
_REASONS: Mapping[Coverage, Message] = {
    Coverage.ALL: Message(
        zh="该文献公开了该权利要求的全部要素。",
        en="The document discloses every element of the claim.",
    ),
    Coverage.COMBINATION: Message(
        zh="这些文献结合起来公开了该权利要求的全部要素；是否存在结合启示由审查员判断。",
        en="Together the documents disclose every element. Whether there is a reason to combine them "
        "is for the examiner.",
    ),
    Coverage.PART: Message(
        zh="该文献公开了该权利要求的部分要素，反映背景技术。",
        en="The document discloses some of the elements: background.",
    ),
}


def to_elements(
    claims: tuple[ElementedClaim, ...], terms: Mapping[str, tuple[str, ...]]
) -> tuple[ClaimElement, ...]:
    """Every element, with the words to search it by."""
    return tuple(
        ClaimElement(
            id=element.id,
            claim=element.claim,
            start=element.start,
            end=element.end,
            text=element.text,
            preamble=element.preamble,
            terms=terms[element.id][:_MAX_TERMS],
        )
        for claim in claims
        for element in claim.own
    )


def to_claims(claims: tuple[ElementedClaim, ...]) -> tuple[ChartedClaim, ...]:
    """Every claim with the ids of its elements."""
    return tuple(
        ChartedClaim(
            claim=claim.number,
            independent=claim.independent,
            through=claim.through,
            elements=tuple(element.id for element in claim.elements),
        )
        for claim in claims
    )


def to_chart(chart: Chart) -> ClaimChart:
    """The chart as the wire has it."""
    return ClaimChart(
        elements=to_elements(chart.claims, chart.terms),
        claims=to_claims(chart.claims),
        rows=tuple(
            ChartRow(
                key=row.key,
                cells=tuple(_cell(row, element, match) for element, match in row.matches.items()),
            )
            for row in chart.rows
        ),
        citations=tuple(
            _citation(claim.number, suggestion)
            for claim in chart.claims
            for suggestion in chart.coverings[claim.number].suggestions
        ),
        uncovered=tuple(
            UncoveredElements(claim=claim.number, elements=uncovered)
            for claim in chart.claims
            if (uncovered := chart.coverings[claim.number].uncovered)
        ),
    )


def verdict(score: float) -> Verdict:
    """What a score says."""
    if score >= DISCLOSED:
        return Verdict.DISCLOSED
    return Verdict.PARTLY if score >= PARTLY else Verdict.NOT_FOUND


def _cell(row: Charted, element: str, match: Match | None) -> ChartCell:
    if match is None:
        return ChartCell(element=element, verdict=Verdict.NOT_FOUND, score=0.0)
    passage = row.passages[match.passage]
    return ChartCell(
        element=element,
        verdict=verdict(match.score),
        score=match.score,
        kind=passage.kind.value,
        number=passage.number,
        passage=match.passage,
        start=match.start,
        end=match.end,
        text=passage.text[match.start : match.end],
        highlights=tuple((low - match.start, high - match.start) for low, high in match.highlights),
    )


def _citation(claim: int, suggestion: Suggestion) -> SuggestedCitation:
    return SuggestedCitation(
        claim=claim,
        category=suggestion.letter,
        documents=suggestion.keys,
        reason=_REASONS[suggestion.coverage],
    )
