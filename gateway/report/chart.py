"""The claim chart as tables, one for each independent claim."""

from __future__ import annotations

from dataclasses import dataclass

from shared.contracts.prior_art import SearchResult
from shared.contracts.prior_art_chart import ChartCell, ClaimChart, SuggestedCitation

MAX_DOCUMENTS = 6
"""Columns of a table: those cited for the claim, then the best ranked."""
LEGAL_NAMES = {
    "prior_art": "现有技术 prior art",
    "intermediate": "中间文件 intermediate (P)",
    "conflicting": "抵触申请 conflicting (E)",
    "possibly_conflicting": "可能的抵触申请 possibly conflicting",
    "same_day": "同日申请 same day (R)",
    "later": "在后 later",
    "needs_review": "需核实 to be reviewed",
}


@dataclass(frozen=True)
class ChartRowView:
    """One element against the documents of the table."""

    id: str
    text: str
    uncovered: bool
    cells: tuple[ChartCell, ...]


@dataclass(frozen=True)
class ChartView:
    """The table of one claim."""

    claim: int
    through: tuple[int, ...]
    documents: tuple[str, ...]
    rows: tuple[ChartRowView, ...]
    citations: tuple[SuggestedCitation, ...]
    uncovered: tuple[str, ...]


def chart_views(result: SearchResult | None) -> list[ChartView]:
    """The tables of a search result, in the order of the claims."""
    chart = result.chart if result is not None else None
    if chart is None or not chart.rows:
        return []
    return [_view(chart, claim.claim) for claim in chart.claims if claim.independent]


def _view(chart: ClaimChart, number: int) -> ChartView:
    claim = next(one for one in chart.claims if one.claim == number)
    citations = tuple(one for one in chart.citations if one.claim == number)
    told = tuple(one for one in citations if not one.category.endswith("A"))
    cited = [key for one in told for key in one.documents]
    ranked = [row.key for row in chart.rows]
    documents = tuple(dict.fromkeys([*cited, *ranked]))[:MAX_DOCUMENTS]
    cells = {(row.key, cell.element): cell for row in chart.rows for cell in row.cells}
    texts = {one.id: one.text for one in chart.elements}
    uncovered = next((one.elements for one in chart.uncovered if one.claim == number), ())
    return ChartView(
        claim=number,
        through=claim.through,
        documents=documents,
        rows=tuple(
            ChartRowView(
                id=element,
                text=texts[element],
                uncovered=element in uncovered,
                cells=tuple(cells[key, element] for key in documents),
            )
            for element in claim.elements
        ),
        citations=told,
        uncovered=uncovered,
    )
