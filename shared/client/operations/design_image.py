"""Registered designs, searches among them by pictures, and the model that describes pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from shared.client.operation import (
    Operation,
    deleted,
    file_parts,
    got,
    json_part,
    path_part,
    posted,
)
from shared.contracts.design_image import (
    DescriptorModelState,
    DesignAdded,
    DesignData,
    DesignRecord,
    HitExplanation,
    ImageSearchRequest,
    ImageSearchResult,
    RecordedImageSearch,
    RefitRequest,
)

MatchPicture = Literal["lines", "overlay", "heat-map"]
Pictures = Sequence[tuple[str, bytes]]
"""Name and content of each file."""
_DESIGNS, _SEARCHES, _MODEL = "/v1/designs", "/v1/image-searches", "/v1/descriptor-model"


def add_design(design: DesignData, views: Pictures) -> Operation[DesignAdded]:
    """Add or replace a design with its views."""
    parts = [json_part("design", design), *file_parts("views", views)]
    return Operation("POST", _DESIGNS, DesignAdded.model_validate_json, files=parts)


def design(design_id: str) -> Operation[DesignRecord]:
    """A design of the collection."""
    return got(_design(design_id), DesignRecord)


def remove_design(design_id: str) -> Operation[None]:
    """Take a design out of the collection."""
    return deleted(_design(design_id))


def design_view(design_id: str, view_id: str) -> Operation[bytes]:
    """A view as PNG."""
    return Operation("GET", f"{_design(design_id)}/views/{path_part(view_id)}/image", bytes)


def search_images(request: ImageSearchRequest, views: Pictures) -> Operation[ImageSearchResult]:
    """Search earlier designs by views."""
    parts = [json_part("query", request), *file_parts("views", views)]
    return Operation("POST", _SEARCHES, ImageSearchResult.model_validate_json, files=parts)


def recorded_image_search(search_id: str) -> Operation[RecordedImageSearch]:
    """An image search made earlier, with its question."""
    return got(_search(search_id), RecordedImageSearch)


def image_search_page(search_id: str) -> Operation[str]:
    """The same as a page with its pictures."""
    return Operation("GET", _search(search_id), bytes.decode, query={"format": "html"})


def replay_image_search(search_id: str) -> Operation[bytes]:
    """The recorded answer, byte for byte."""
    return Operation("POST", f"{_search(search_id)}/replay", bytes)


def query_view(search_id: str, number: int) -> Operation[bytes]:
    """A query view of a recorded search as PNG."""
    return Operation("GET", f"{_search(search_id)}/views/{number}/image", bytes)


def explain_hit(search_id: str, design_id: str) -> Operation[HitExplanation]:
    """Why a hit was found."""
    return got(f"{_search(search_id)}/hits/{path_part(design_id)}", HitExplanation)


def match_picture(
    search_id: str, design_id: str, number: int, picture: MatchPicture
) -> Operation[bytes]:
    """A picture of how a query view met a hit, PNG."""
    hit = f"{_search(search_id)}/hits/{path_part(design_id)}"
    return Operation("GET", f"{hit}/matches/{number}/{picture}", bytes)


def descriptor_model() -> Operation[DescriptorModelState]:
    """The model that image searches use."""
    return got(_MODEL, DescriptorModelState)


def refit_descriptor_model(request: RefitRequest) -> Operation[DescriptorModelState]:
    """Fit that model on the collection."""
    return posted(f"{_MODEL}/refits", request, DescriptorModelState)


def _design(design_id: str) -> str:
    return f"{_DESIGNS}/{path_part(design_id)}"


def _search(search_id: str) -> str:
    return f"{_SEARCHES}/{path_part(search_id)}"
