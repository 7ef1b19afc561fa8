"""Results of a search as the console shows them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from shared.contracts.design_image import DesignHit, ImageSearchResult


def print_result(console: Console, result: ImageSearchResult) -> None:
    """Hits, conflicting designs apart, and what was not checked."""
    console.print(_table(result.hits))
    if result.filter.critical_date is not None:
        console.print(
            f"Filed before {result.filter.critical_date}, published on it or later: possibly "
            "conflicting 申请在先、公开在后，可能构成抵触申请"
        )
        console.print(_table(result.conflicting))
    console.print(
        f"{result.collection_designs} designs, {result.collection_views} views; "
        "= nearly the same drawing 近似重复",
        style="dim",
    )
    for gap in result.not_checked:
        console.print(f"{gap.what}: {gap.reason.en} {gap.reason.zh}", style="yellow", markup=False)


def _table(hits: Sequence[DesignHit]) -> Table:
    table = Table("#", "design", "score", "Locarno", "published", "title", "views met", "inliers")
    table.columns[1].no_wrap = True
    for hit in hits:
        table.add_row(
            str(hit.rank),
            hit.design_id + (" =" if hit.near_duplicate else ""),
            f"{hit.score:.3f}",
            hit.locarno_class or "",
            "" if hit.publication_date is None else hit.publication_date.isoformat(),
            hit.title or "",
            " ".join(f"{match.query_view + 1}→{match.view_id}" for match in hit.matches),
            " ".join("-" if m.inliers is None else str(m.inliers) for m in hit.matches),
        )
    return table
