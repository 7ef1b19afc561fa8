"""Pages of the workbench: searches, their results, documents, and what went wrong."""

from __future__ import annotations

from collections.abc import Sequence

from gateway.report.chart import chart_views
from gateway.report.render import ENVIRONMENT, style_and_digest
from shared.contracts.common import Problem
from shared.contracts.prior_art import CollectionInfo, PriorArtDocument, SearchRequest
from shared.contracts.prior_art_report import RecordedSearch


def render_search(recorded: RecordedSearch | None, collections: Sequence[CollectionInfo]) -> str:
    """The form of a search; under it what a recorded search found."""
    request = SearchRequest(limit=20) if recorded is None else recorded.request
    title = None if request.application is None else request.application.title
    subject = None if request.application is None else (title.text if title else "—")
    return _page(
        "search.html",
        recorded=recorded,
        request=request,
        subject=subject or request.document,
        collections=collections,
        charts=() if recorded is None else chart_views(recorded.result),
    )


def render_document(document: PriorArtDocument, collection: str) -> str:
    """A document in full."""
    return _page("document.html", document=document, collection=collection)


def render_image_search() -> str:
    """The form of a design search."""
    return _page("image_search.html")


def render_problem(problem: Problem) -> str:
    """What went wrong and what to do."""
    return _page("problem.html", problem=problem)


def _page(template: str, **values: object) -> str:
    style, digest = style_and_digest()
    return ENVIRONMENT.get_template(template).render(**values, style=style, style_digest=digest)
