"""The gateway's OpenAPI document: models of forwarded bodies and the two ways to send a key."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from gateway.api.forwarded_routes import FORWARDED
from gateway.limits.idempotency import WITHOUT_KEY
from shared.contracts.gateway import ExaminationRequest
from shared.web.openapi import install_openapi as install

_OPEN = ("/livez", "/readyz")
_IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same key with the same request gets the same answer for a day.",
    "schema": {"type": "string", "pattern": "^[\\x21-\\x7e]{1,255}$"},
}


def install_openapi(app: FastAPI) -> None:
    """Make ``app.openapi()`` give the complete document."""
    install(app, lambda: _document(app))


def _document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title=app.title,
        version=app.version,
        routes=app.routes,
        separate_input_output_schemas=False,
    )
    bodies = {model for route in FORWARDED for model in route.models()} | {ExaminationRequest}
    ordered = sorted(bodies, key=lambda model: model.__name__)
    _, definitions = models_json_schema(
        [(model, "validation") for model in ordered], ref_template="#/components/schemas/{model}"
    )
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for name, schema in definitions.get("$defs", {}).items():
        schemas.setdefault(name, schema)
    components["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer", "description": "API key zs_…, or a token"},
        "api_key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    }
    document["security"] = [{"bearer": []}, {"api_key": []}]
    for path, operations in document["paths"].items():
        if "post" in operations and path not in WITHOUT_KEY:
            operations["post"].setdefault("parameters", []).append(_IDEMPOTENCY_KEY)
    for path in _OPEN:
        for operation in document["paths"].get(path, {}).values():
            operation["security"] = []
    return document
