"""The table of routes that are passed on, with the contracts that describe them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from gateway.clients import ServiceName
from shared.contracts.design_image import (
    DesignAdded,
    DesignData,
    ImageSearchRequest,
    ImageSearchResult,
)
from shared.contracts.formal_check import (
    CheckReport,
    CheckRequest,
    RuleDocumentation,
    RuleSummary,
)
from shared.contracts.ocr import Recognition, RecognitionOptions
from shared.contracts.prior_art import (
    CollectionInfo,
    DocumentBatch,
    IngestReport,
    SearchRequest,
    SearchResult,
)


@dataclass(frozen=True, slots=True)
class Form:
    """A multipart body: one JSON field and files."""

    field: str
    model: type[BaseModel]
    files: str
    """Name of the file field."""
    several: bool
    required: bool = True
    """Whether the JSON field must be sent."""


@dataclass(frozen=True, slots=True)
class ForwardedRoute:
    """One route of a service that callers reach through the gateway."""

    service: ServiceName
    method: str
    path: str
    summary: str
    answer: Any
    body: type[BaseModel] | Form | None = None

    @property
    def operation_id(self) -> str:
        """E.g. ``get_v1_rules_code``."""
        return re.sub(r"[^a-z0-9]+", "_", f"{self.method}{self.path}".lower()).strip("_")

    def models(self) -> tuple[type[BaseModel], ...]:
        """Models of the request body."""
        if self.body is None:
            return ()
        return (self.body.model,) if isinstance(self.body, Form) else (self.body,)

    def openapi_extra(self) -> dict[str, Any]:
        """Parameters and request body, for the OpenAPI document."""
        extra: dict[str, Any] = {}
        names = re.findall(r"{(\w+)}", self.path)
        if names:
            extra["parameters"] = [
                {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
                for name in names
            ]
        if isinstance(self.body, Form):
            extra["requestBody"] = _form_body(self.body)
        elif self.body is not None:
            schema = {"$ref": f"#/components/schemas/{self.body.__name__}"}
            extra["requestBody"] = {
                "required": True,
                "content": {"application/json": {"schema": schema}},
            }
        return extra


def _form_body(form: Form) -> dict[str, Any]:
    file = {"type": "string", "format": "binary"}
    properties = {
        form.field: {"$ref": f"#/components/schemas/{form.model.__name__}"},
        form.files: {"type": "array", "items": file} if form.several else file,
    }
    schema = {
        "type": "object",
        "properties": properties,
        "required": [form.files, *([form.field] if form.required else [])],
    }
    return {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": schema,
                "encoding": {form.field: {"contentType": "application/json"}},
            }
        },
    }


FORWARDED: tuple[ForwardedRoute, ...] = (
    ForwardedRoute(
        ServiceName.FORMAL_CHECK,
        "POST",
        "/v1/checks",
        "Check the papers of one application",
        CheckReport,
        CheckRequest,
    ),
    ForwardedRoute(
        ServiceName.FORMAL_CHECK, "GET", "/v1/rules", "All rules", tuple[RuleSummary, ...]
    ),
    ForwardedRoute(
        ServiceName.FORMAL_CHECK,
        "GET",
        "/v1/rules/{code}",
        "One rule with its documentation",
        RuleDocumentation,
    ),
    ForwardedRoute(
        ServiceName.PRIOR_ART,
        "POST",
        "/v1/searches",
        "Search prior art",
        SearchResult,
        SearchRequest,
    ),
    ForwardedRoute(
        ServiceName.PRIOR_ART,
        "POST",
        "/v1/documents",
        "Add documents to a collection",
        IngestReport,
        DocumentBatch,
    ),
    ForwardedRoute(
        ServiceName.PRIOR_ART,
        "GET",
        "/v1/collections",
        "Collections this caller may search",
        tuple[CollectionInfo, ...],
    ),
    ForwardedRoute(
        ServiceName.PRIOR_ART,
        "GET",
        "/v1/collections/{name}",
        "State of a collection",
        CollectionInfo,
    ),
    ForwardedRoute(
        ServiceName.DESIGN_IMAGE,
        "POST",
        "/v1/image-searches",
        "Search earlier designs by views",
        ImageSearchResult,
        Form("query", ImageSearchRequest, "views", several=True, required=False),
    ),
    ForwardedRoute(
        ServiceName.DESIGN_IMAGE,
        "POST",
        "/v1/designs",
        "Add a design with its views",
        DesignAdded,
        Form("design", DesignData, "files", several=True),
    ),
    ForwardedRoute(
        ServiceName.OCR,
        "POST",
        "/v1/recognitions",
        "Recognise an image or PDF",
        Recognition,
        Form("options", RecognitionOptions, "file", several=False, required=False),
    ),
)
