"""The page of a search: which hits are shown with pictures."""

from __future__ import annotations

from services.design_image.api.explaining import SearchExplainer
from services.design_image.domain.errors import UnknownDesignError
from services.design_image.domain.explanatory_pictures import PictureKind
from services.design_image.engines.search_page import ShownMatch, search_page
from shared.contracts.design_image import DesignHit, ImageSearchRequest

PICTURED_HITS = 10
PICTURED_CONFLICTING = 5
"""More would make the page slow and large; the others have their own routes."""


def page_of(request: ImageSearchRequest, explainer: SearchExplainer) -> bytes:
    """The page. Pictures are of each hit's best match."""
    result = explainer.result
    pictured = (*result.hits[:PICTURED_HITS], *result.conflicting[:PICTURED_CONFLICTING])
    shown = {}
    for hit in pictured:
        found = _shown(explainer, hit)
        if found is not None:
            shown[hit.design_id] = found
    told = result.model_copy(update={"not_checked": result.not_checked + explainer.model_gap()})
    return search_page(request, told, explainer.pictures, shown)


def _shown(explainer: SearchExplainer, hit: DesignHit) -> ShownMatch | None:
    best = max(hit.matches, key=lambda one: (one.inliers or 0, one.similarity, -one.query_view))
    try:
        return ShownMatch(
            explainer.explain_match(best),
            {kind.value: explainer.match_picture(best, kind) for kind in PictureKind},
        )
    except UnknownDesignError:
        return None  # the picture's file was taken away since: told in words
