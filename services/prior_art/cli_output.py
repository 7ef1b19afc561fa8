"""A search result on the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from shared.contracts.prior_art import HitPassage, SearchResult
from shared.contracts.prior_art_chart import ClaimChart
from shared.contracts.prior_art_classification import ClassificationSuggestions


def print_result(console: Console, result: SearchResult) -> None:
    """The hits with their best passage, what the chart suggests, and what was not looked at."""
    table = Table(title=f"{result.collection}: {result.collection_documents}", show_lines=True)
    for heading in ("#", "document 文献", "published 公布日", "title and passage 名称与段落"):
        table.add_column(heading, overflow="fold")
    for hit in result.hits:
        body = Text(hit.title, style="bold")
        for passage in hit.passages[:1]:
            body.append("\n").append_text(_marked(passage))
        day = str(hit.publication_date or "")
        named = [hit.key, *(f"= {one.key}" for one in hit.family)]
        named += sorted({f"[{one.status}]" for one in hit.legal})
        table.add_row(str(hit.rank), Text("\n".join(named)), day, body)
    console.print(table)
    if result.chart is not None:
        _print_citations(console, result.chart)
    for gap in result.not_checked:
        console.print(Text(f"· {gap.reason.zh} {gap.reason.en}", style="dim"))


def print_suggestions(console: Console, result: ClassificationSuggestions) -> None:
    """Suggested symbols with their reasons, and what was not looked at."""
    table = Table(title=f"IPC: {result.collection}", show_lines=True)
    for heading in ("symbol 分类号", "score 得分", "reason 理由", "documents 文献"):
        table.add_column(heading, overflow="fold")
    for one in result.suggestions:
        reason = Text(f"{one.reason.zh}\n{one.reason.en}")
        near = Text("\n".join(f"{each.key} {each.title}" for each in one.documents))
        table.add_row(one.symbol, f"{one.score:.2f}", reason, near)
    console.print(table)
    for gap in result.not_checked:
        console.print(Text(f"· {gap.reason.zh} {gap.reason.en}", style="dim"))


def _print_citations(console: Console, chart: ClaimChart) -> None:
    table = Table(title="Suggested citations 建议的引用")
    for heading in ("claim 权利要求", "category 类型", "documents 文献"):
        table.add_column(heading, overflow="fold")
    for one in chart.citations:
        table.add_row(str(one.claim), one.category, " + ".join(one.documents))
    console.print(table)
    for missing in chart.uncovered:
        named = ", ".join(missing.elements)
        console.print(
            Text(f"Claim {missing.claim}: not disclosed 权利要求 {missing.claim} 未见公开: {named}")
        )


def _marked(passage: HitPassage) -> Text:
    label = f"[{passage.kind}{' ' + passage.number if passage.number else ''}] "
    text = Text(label, style="dim").append(passage.text, style="default")
    for start, end in passage.highlights:
        text.stylize("bold yellow", len(label) + start, len(label) + end)
    return text
